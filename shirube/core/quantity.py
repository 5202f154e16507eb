"""An exact number with its unit, as a table prints it. Reading one from text belongs to notation.py."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction


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


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a table: exact value, unit, qualifier, and the text exactly as written.

    ``of`` is the whole when the cell is a share of counts (98/99校園: value 98, of 99).
    ``to`` is the upper end when the cell is a range (40%以上60%以下: value 40, to 60).
    ``change`` is the word that carries a sign (16%削減: 削減); ``remark`` what stands in parentheses behind
    the number (1,920戸(R3.8.31)).
    """

    value: Decimal
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    of: Decimal | None = None
    to: Decimal | None = None
    change: str = ""
    remark: str = ""
    raw: str = ""

    def __post_init__(self) -> None:
        if not self.value.is_finite():
            raise ValueError("a quantity needs a finite number")
        if self.of is not None and (not self.of.is_finite() or self.of == 0):
            raise ValueError("a share needs a whole other than zero")
        if self.to is not None and (not self.to.is_finite() or self.to < self.value):
            raise ValueError("a range needs an upper end not below its lower end")

    @property
    def exact(self) -> Fraction:
        """The number as an exact fraction; of a share the share itself (98/99)."""
        number = Fraction(self.value)
        return number if self.of is None else number / Fraction(self.of)

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
            return f"{number}{self.unit}以上{render_number(self.to)}{self.unit}以下"
        return f"{prefix}{number}{self.unit}{self.change}{suffix}"


def render_number(value: Decimal) -> str:
    """Thousands separated, decimals as written, never an exponent: 28,000 or 0.30."""
    # A minus as spreadsheets write it; the triangle of budget sheets stays in ``raw`` where it stood.
    return f"{value:,f}"
