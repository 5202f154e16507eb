"""An exact number with its unit, as a table prints it.

Reading one from text belongs to notation.py; what units have to do with one another to unit.py.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

# Words that make a change a fall. The number beside them is printed without a sign (16%削減).
FALLING_WORDS = frozenset(
    (
        "削減",
        "減",
        "減少",
        "減額",
        "低減",
        "縮減",
        "圧縮",
        "短縮",
        "低下",
        "抑制",
        "下降",
        "引下げ",
        "引き下げ",
        "ダウン",
        "DOWN",
        "Down",
        "down",
    )
)
RISING_WORDS = frozenset(
    (
        *("増", "増加", "増額", "上昇", "向上", "拡大", "延伸", "引上げ", "引き上げ", "アップ"),
        *("UP", "Up", "up"),
    )
)


class Qualifier(Enum):
    """The word beside a number that says how exactly it is meant."""

    EXACT = ""
    AT_LEAST = "以上"
    AT_MOST = "以下"
    LESS_THAN = "未満"
    MORE_THAN = "超"
    ABOUT = "程度"
    ROUGHLY = "約"
    TOTAL = "延べ"


_EXACT = Qualifier.EXACT


class Quantity(Struct, frozen=True):
    """One number of a table: exact value, unit, qualifier, and the text exactly as written.

    Words that multiply are part of the value, not of the unit: 114.5万冊 is 1,145,000 of unit 冊.
    ``of`` is the whole when the cell is a share of counts (98/99校園: value 98, of 99).
    ``to`` is the upper end when the cell is a range (40%以上60%以下: value 40, to 60); it does not belong to
    the range when ``open_end`` is set (15%台: value 15, to 16). A range with the qualifier 以下 holds
    from its upper end all the way down (15%台に抑える).
    ``change`` is the word that carries a sign (16%削減: 削減); ``remark`` what stands in parentheses behind
    the number (1,920戸(R3.8.31)) or before it without being its unit (6年で, 累計).
    """

    value: Decimal
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    of: Decimal | None = None
    to: Decimal | None = None
    change: str = ""
    remark: str = ""
    raw: str = ""
    open_end: bool = False

    def __post_init__(self) -> None:
        if not self.value.is_finite():
            raise ValueError("a quantity needs a finite number")
        if self.of is not None and (not self.of.is_finite() or self.of == 0):
            raise ValueError("a share needs a whole other than zero")
        if self.to is not None and (not self.to.is_finite() or self.to < self.value):
            raise ValueError("a range needs an upper end not below its lower end")
        if self.open_end and (self.to is None or self.to == self.value):
            raise ValueError("an open end needs a range that is not empty")

    @property
    def is_plain(self) -> bool:
        """True where no word and no second number says how the number is meant."""
        return self.qualifier is _EXACT and self.to is None and not self.change

    @property
    def exact(self) -> Fraction:
        """The number as an exact fraction; of a share the share itself (98/99)."""
        return _compute_exact(self.value, self.of)

    @property
    def signed(self) -> Fraction:
        """``exact`` with the sign that its word carries: 16%削減 is -16, 5ポイント増 is 5."""
        return -self.exact if self.change in FALLING_WORDS else self.exact

    def render(self) -> str:
        """The text as written; without one, the number with thousands separators and its unit."""
        return self.raw or self.render_plain()

    def render_plain(self) -> str:
        """The number with thousands separators and its unit, whatever the source looked like."""
        prefix = self.qualifier.value if self.qualifier in (Qualifier.ROUGHLY, Qualifier.TOTAL) else ""
        suffix = "" if prefix else self.qualifier.value
        number = render_number(self.value)
        if self.of is not None:
            number = f"{number}/{render_number(self.of)}"
        if self.to is not None:
            end = "未満" if self.open_end else "以下"
            return f"{number}{self.unit}以上{render_number(self.to)}{self.unit}{end}"
        return f"{prefix}{number}{self.unit}{self.change}{suffix}"


@lru_cache(maxsize=65536)
def _compute_exact(value: Decimal, of: Decimal | None) -> Fraction:
    """The same figures come again in every year and every rule, and building a fraction is slow."""
    number = Fraction(value)
    return number if of is None else number / Fraction(of)


def count_places(value: Decimal) -> int:
    """How many decimals a number is written with: 2 of 0.30, none of 1,200."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def render_number(value: Decimal) -> str:
    """Thousands separated, decimals as written, never an exponent: 28,000 or 0.30."""
    # A minus as spreadsheets write it; the triangle of budget sheets stays in ``raw`` where it stood.
    return f"{value:,f}"
