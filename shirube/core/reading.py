"""What a table says in one cell: a quantity, a state in words, or a typed reason why there is none.

Reading one from text belongs to notation.py. Missing is never zero.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

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


class Reading(Struct, frozen=True):
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
