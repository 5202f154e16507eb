"""What a person typed into a cell, completed from the row it stands in.

Reading the notation belongs to notation.py; saying whether the figure is plausible to the checks.
"""

from __future__ import annotations

import unicodedata

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.notation import parse_reading
from shirube.core.quantity import Quantity, render_number
from shirube.core.reading import Missing, Reading

LONGEST_CELL = 200
LONGEST_TEXT = 20_000


class EntryError(ValueError):
    """A text that is not a figure; ``str()`` is a Japanese sentence that says what to do."""


class Entry(Struct, frozen=True):
    """The reading of a cell. ``completed`` is True where the unit of the row was added."""

    reading: Reading
    completed: bool = False


def compute_entry(text: str, *, unit: str = "", missing: Missing | None = None) -> Entry:
    """The reading that a person meant. A bare number gets the unit of its row, as the other cells print it.

    ``missing`` is the reason chosen where there is no figure; the text may then say more. Raises EntryError
    for an empty cell without a reason and for what is neither figure, state nor reason.
    """
    if len(text) > LONGEST_CELL:
        raise EntryError(f"数値の欄は{LONGEST_CELL}文字以内で入力してください。説明は備考に書いてください。")
    if problem := check_plain_text(text):
        raise EntryError(problem)
    if missing is not None:
        return Entry(Reading(missing=missing, text=text.strip() or "－"))
    if not text.strip():
        raise EntryError("数値がないときは、その理由（集計中、未公表など）を選んでください。")
    reading = parse_reading(text.strip())
    if reading.missing is Missing.UNREADABLE:
        raise EntryError(
            f"「{text}」は数値として読み取れません。数値と単位だけを入力し、説明は備考に書いてください。"
        )
    if reading.missing is Missing.SEVERAL:
        raise EntryError(f"「{text}」には数値が複数あります。評価に使う数値を一つだけ入力してください。")
    if reading.missing is Missing.UNSTATED:
        raise EntryError("数値がないときは、その理由（集計中、未公表など）を選んでください。")
    return _complete(reading, unit)


def check_plain_text(text: str) -> str:
    """Why a text cannot be kept as it is, as a Japanese sentence; "" when it can."""
    if len(text) > LONGEST_TEXT:
        return f"文章は{LONGEST_TEXT:,}文字以内で入力してください（現在{len(text):,}文字）。"
    odd = sorted(
        {sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\r\t"}
    )
    if odd:
        shown = "、".join(f"U+{ord(sign):04X}" for sign in odd)
        return f"保存できない制御文字（{shown}）が含まれています。消してから、もう一度保存してください。"
    return ""


def _complete(reading: Reading, unit: str) -> Entry:
    quantity = reading.quantity
    if quantity is None or quantity.unit or not unit or quantity.of is not None or quantity.to is not None:
        return Entry(reading)
    found: Quantity = replace(quantity, unit=unit)
    # Written as the neighbours are: separators, unit. What was typed is kept beside it.
    simple = quantity.render_plain() == render_number(quantity.value) and not quantity.remark
    raw = found.render_plain() if simple else quantity.raw
    return Entry(replace(reading, quantity=replace(found, raw=raw), text=raw or reading.text), completed=True)
