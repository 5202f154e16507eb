"""How an action can end other than by being done. Each ``str()`` is a Japanese sentence for the person."""

from __future__ import annotations

from dataclasses import dataclass

from shirube.core.entry import check_plain_text


class Refused(Exception):  # noqa: N818 - names what is the matter; entry points turn it into an answer
    """What was asked cannot be done as typed; the sentence says why and what to do. Nothing was changed."""


def require_plain(*texts: str) -> None:
    """Raises Refused for a text with signs that cannot be kept, or one far too long."""
    for text in texts:
        if problem := check_plain_text(text):
            raise Refused(problem)


def require_reason(reason: str, sentence: str) -> str:
    """A reason without blanks around it. Raises Refused with the sentence where there is none."""
    require_plain(reason)
    if not reason.strip():
        raise Refused(sentence)
    return reason.strip()


class NotFound(Exception):  # noqa: N818 - as above
    """There is no such row within the person's reach. Whether it exists elsewhere is not told."""

    def __init__(self) -> None:
        super().__init__("見つかりません。")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: what it says, who said it, and the version it has."""

    text: str
    by: str = ""
    version: int = 0


class Conflict(Exception):  # noqa: N818 - as above
    """Somebody else has changed the cell meanwhile. Both texts are carried, so that neither is lost."""

    def __init__(self, *, place: str, current: Side, typed: str) -> None:
        who = f"{current.by}さんが" if current.by else "ほかの方が"
        super().__init__(
            f"{place}は、{who}先に変更しました。現在の値は「{current.text}」、入力された値は「{typed}」です。"
            "どちらにするか確かめて、もう一度保存してください。"
        )
        self.place = place
        self.current = current
        self.typed = typed
