"""Words and signs that say which way is good: in a column of their own, or at either end of a name.

What words and numbers of targets suggest is told by core/direction.py, what is done with it by directions.py.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from shirube.core.fiscal_year import fold_width
from shirube.core.indicator import Direction
from shirube.core.pattern import late_pattern

_RISES, _FALLS, _STAYS = "⇧↑↗⬆⇗⤴", "⇩↓↘⬇⇘⤵", "→➡⇒⇨"
_SIGNS: dict[str, Direction] = {
    **dict.fromkeys(_RISES, Direction.UP),
    **dict.fromkeys(_FALLS, Direction.DOWN),
    **dict.fromkeys(_STAYS, Direction.KEEP),
}
# These only say how an arrow is drawn.
_DRAWN_AS = "\ufe0e\ufe0f"
# Everything that an arrow in a text may consist of.
ARROWS = "".join(_SIGNS) + _DRAWN_AS
# In a name only these words count, and only in brackets: 「排出量（削減）」 is rather the amount saved.
_NAME_WORDS: dict[str, Direction] = {
    **dict.fromkeys(("増加", "増やす", "上昇", "上げる", "向上"), Direction.UP),
    **dict.fromkeys(("減少", "減らす", "低下", "下げる"), Direction.DOWN),
    **dict.fromkeys(("維持", "現状維持"), Direction.KEEP),
}
_WORDS: dict[str, Direction] = {
    **_NAME_WORDS,
    **dict.fromkeys(
        ("増", "増大", "拡大", "高める", "伸ばす", "プラス", "アップ", "up", "以上", "上向き"),
        Direction.UP,
    ),
    **dict.fromkeys(
        (
            *("減", "削減", "抑制", "縮小", "短縮", "下降", "低減", "軽減", "抑える"),
            *("マイナス", "ダウン", "down", "以下", "下向き"),
        ),
        Direction.DOWN,
    ),
    **dict.fromkeys(("維持する", "横ばい", "保つ", "keep", "maintain"), Direction.KEEP),
    **dict.fromkeys(("高い", "多い", "大きい"), Direction.UP),
    **dict.fromkeys(("低い", "少ない", "小さい"), Direction.DOWN),
    **{direction.value: direction for direction in Direction},
    "範囲内": Direction.RANGE,
}
_LONGEST_CELL = 20
_ENDING = late_pattern(
    r"(?:(?:ほど|方|ほう)?[がをに]?(?:良い|よい|いい|望ましい)|(?:させる|する)?(?:こと)?(?:を(?:目指す|めざす|図る|はかる))?(?:もの|指標)?|傾向|方向)[。.]?"
)
_UNSEEN = str.maketrans("", "", _DRAWN_AS)
_OPEN, _CLOSE = "([【〔<〈「", ")]】〕>〉」"
_HINTS = tuple("".join(_SIGNS) + _CLOSE + "）］＞")
_NOTE_BEHIND = late_pattern(r"(?:[※*]\s?\d{0,2}|注\d{1,2})$")
_LONGEST_NOTE = 4
_NUMBER_BEFORE = late_pattern(r"(?:[・○●■◆]|\(?\d{1,2}[.)]?)?\s*")
_BEHIND_PART = late_pattern(rf"([{_RISES}{_FALLS}]++)\s")
_LONGEST_UNIT = 10


class NameDirection(Struct, frozen=True):
    """A direction that a name states, and the sign or word that does so, as written."""

    direction: Direction
    sign: str


@lru_cache(maxsize=1024)
def parse_direction(text: str) -> Direction | None:
    """What a cell of a column of directions says: ⇩, 減少, 「↓（減らす）」, 少ないほど良い.

    None for an empty cell and for words that are not understood: △ and ▼ may mean anything, and 「-」 that
    there is none.
    """
    folded = fold_width(text.translate(_UNSEEN)).strip().lower()
    if not folded or len(folded) > _LONGEST_CELL:
        return None
    if known := _WORDS.get(folded):
        return known
    signs = {_SIGNS[character] for character in folded if character in _SIGNS}
    rest = "".join(character for character in folded if character not in _SIGNS).strip(
        _OPEN + _CLOSE + " :・"
    )
    if rest and (word := _parse_word(rest)) is None:
        return None
    found = signs | ({word} if rest and word else set())
    return found.pop() if len(found) == 1 else None


def _parse_word(text: str) -> Direction | None:
    if known := _WORDS.get(text):
        return known
    # The longest word first: 維持する before 維持.
    for word in sorted(_WORDS, key=len, reverse=True):
        if text.startswith(word) and _ENDING.fullmatch(text, len(word)):
            return _WORDS[word]
    return None


def may_name_directions(names: str) -> bool:
    """A quick look at all names of a table at once: False where none of them can hold a direction."""
    # Seeking one sign after the other takes less than looking at each letter.
    return any(map(names.__contains__, _HINTS))


@lru_cache(maxsize=1024)
def find_name_direction(name: str) -> NameDirection | None:
    """The direction that a sign at either end of a name states: 待機児童数 ↓, ⇧ 利用者数, 事故（↓）（件）.

    Words count in brackets only (減少); an arrow between words (A地区→B地区) is part of the name, and so is
    one at the beginning that only points on (→ 利用者数).
    """
    text = fold_width(name.translate(_UNSEEN)).strip()
    return _find_at_end(text) or _find_at_beginning(text) or _find_behind_part(text)


def _find_at_end(text: str) -> NameDirection | None:
    rest = text
    while rest:
        # Looked for at the very end: a cell of thousands of brackets is not gone through for each of them.
        note = _NOTE_BEHIND.search(rest, max(len(rest) - _LONGEST_NOTE, 0))
        rest = rest[: note.start()].rstrip() if note else rest
        if rest[-1:] in _SIGNS:
            return _read_run(rest[len(rest.rstrip("".join(_SIGNS))) :])
        start = max(map(rest.rfind, _OPEN)) if rest[-1:] in tuple(_CLOSE) else -1
        if start < 0:
            return None
        inside = rest[start + 1 : -1].strip()
        if found := _read_brackets(inside):
            return found
        if len(inside) > _LONGEST_UNIT:
            return None
        rest = rest[:start].rstrip()  # a unit or a remark, before which the sign may stand
    return None


def _find_behind_part(text: str) -> NameDirection | None:
    """A name of two parts, or of two lines, of which the first has the sign: 滞納額 ↓ 市税."""
    return _read_run("".join(match[1] for match in _BEHIND_PART.finditer(text)))


def _find_at_beginning(text: str) -> NameDirection | None:
    number = _NUMBER_BEFORE.match(text)
    rest = text[number.end() :] if number else text
    if rest[:1] in tuple(_OPEN):
        end = min((place for sign in _CLOSE if (place := rest.find(sign)) >= 0), default=-1)
        return _read_brackets(rest[1:end].strip()) if end > 0 else None
    if _SIGNS.get(rest[:1]) in (Direction.UP, Direction.DOWN):
        return _read_run(rest[: len(rest) - len(rest.lstrip("".join(_SIGNS)))])
    return None


def _read_brackets(inside: str) -> NameDirection | None:
    """A direction in brackets, alone or beside a unit: (↓), (人、↑), (減少)."""
    if word := _NAME_WORDS.get(inside.removesuffix("を目指す").removesuffix("をめざす")):
        return NameDirection(word, inside)
    if inside[:1] in _SIGNS:
        return _read_run(inside[:1]) if parse_direction(inside) else None
    if _SIGNS.get(inside[-1:]) in (Direction.UP, Direction.DOWN) and len(inside) <= _LONGEST_UNIT:
        return _read_run(inside[len(inside.rstrip("".join(_SIGNS))) :])
    return None


def _read_run(signs: str) -> NameDirection | None:
    found = {_SIGNS[sign] for sign in signs}
    return NameDirection(found.pop(), signs) if len(found) == 1 else None
