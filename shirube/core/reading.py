"""What a table says in one cell: a quantity, a state in words, or a typed reason why there is none.

Reading one from text belongs to notation.py. Missing is never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from shirube.core.quantity import Quantity


class Missing(Enum):
    """Why there is no figure. The value is the word that officers use.

    SAME_AS_ABOVE (〃) is for the layout reader to replace, which alone knows the cell above. SEVERAL
    says that the cell holds several figures of which none is the figure (49校1分校); notation.py tells them.
    """

    UNPUBLISHED = "未公表"
    TABULATING = "集計中"
    NOT_SURVEYED = "未調査"
    NOT_APPLICABLE = "対象なし"
    NOT_STARTED = "事業未着手"
    STOPPED = "中止"
    ENDED = "終了"
    NOT_ASSESSABLE = "評価困難"
    WITHHELD = "秘匿"
    NO_BASELINE = "基準値なし"
    NO_TARGET = "目標設定なし"
    NOT_DUE = "未到来"
    UNCONFIRMED = "未確定"
    NOT_ENTERED = "未入力"
    UNSTATED = "理由の記載なし"
    SAME_AS_ABOVE = "同上"
    SEVERAL = "複数の値"
    UNREADABLE = "読み取り不能"


class Standing(Enum):
    """How final a figure is."""

    UNSTATED = "記載なし"
    FINAL = "確定"
    PROVISIONAL = "速報"
    EXPECTED = "見込"
    RESTATED = "遡及改定"


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity, or a state in words (設置, 検討), or a reason for neither: exactly one of the three.

    ``text`` is the cell exactly as written, kept also when it could not be understood.
    """

    quantity: Quantity | None = None
    missing: Missing | None = None
    state: str = ""
    standing: Standing = Standing.UNSTATED
    text: str = ""
    as_of: date | None = None
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        given = (self.quantity is not None) + (self.missing is not None) + bool(self.state)
        if given != 1:
            raise ValueError("a reading is a quantity, a state or a reason for missing: exactly one of them")

    @property
    def is_missing(self) -> bool:
        """True when there is neither a number nor a state."""
        return self.missing is not None

    def render(self) -> str:
        """The cell as written; of a reading made by hand, what would be written."""
        if self.text:
            return self.text
        if self.quantity is not None:
            return self.quantity.render()
        return self.state


# Setters of the slots, to fill a frozen value without the checks of a constructor.
_SLOTS = {name: slot.__set__ for name, slot in vars(Reading).items() if name in Reading.__slots__}
_SET_QUANTITY, _SET_MISSING, _SET_STATE = _SLOTS["quantity"], _SLOTS["missing"], _SLOTS["state"]
_SET_STANDING, _SET_TEXT, _SET_AS_OF = _SLOTS["standing"], _SLOTS["text"], _SLOTS["as_of"]
_SET_SOURCE, _SET_NOTE = _SLOTS["source"], _SLOTS["note"]
_NEW, _UNSTATED = object.__new__, Standing.UNSTATED


def build_plain_reading(quantity: Quantity, text: str) -> Reading:
    """The same as ``Reading(quantity=quantity, text=text)``, faster. Only notation.py needs it."""
    reading = _NEW(Reading)
    _SET_QUANTITY(reading, quantity)
    _SET_MISSING(reading, None)
    _SET_STATE(reading, "")
    _SET_STANDING(reading, _UNSTATED)
    _SET_TEXT(reading, text)
    _SET_AS_OF(reading, None)
    _SET_SOURCE(reading, "")
    _SET_NOTE(reading, "")
    return reading
