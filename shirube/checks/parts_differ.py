"""Half-years, quarters or months that do not add up to the figure of their year (88 + 62 against 151).

Which columns hold parts of a year is said by their headings, see core/year_parts.py. Yearly targets against a
total stated in words are total_differs.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from shirube.checks.context import CheckContext, Row
from shirube.core.figures import render_amount
from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import Column, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.plan import Plan
from shirube.core.quantity import Quantity, count_places
from shirube.core.reading import Reading
from shirube.core.situation import NOT_SUMMABLE
from shirube.core.unit import canonical_unit
from shirube.core.year_parts import make_up_the_year, parse_year_part

CODE = "parts-differ"
LEVELS = (Level.ODD,)

_TARGET = late_pattern(r"目標|計画|予定|見込")
_NO_AMOUNT = late_pattern(r"達成率|進捗率|評価|割合|率$|累計|時点|備考|内容|状況")
# Shares and degrees are no amounts that add up.
_NOT_ADDED = ("%", "‰", "ポイント", "℃", "位", "歳", "倍", "点")


class _Group(Struct, frozen=True):
    """The columns that are together one year of targets or of actuals."""

    year: FiscalYear | None
    is_target: bool
    columns: tuple[tuple[int, str], ...]  # place in the form, and what messages call it


class _Sum(Struct, frozen=True):
    """The parts of one indicator beside the figure of the year."""

    row: Row
    year: FiscalYear
    group: _Group
    parts: tuple[Quantity, ...]
    whole: Quantity

    @property
    def total(self) -> Fraction:
        return sum((part.exact for part in self.parts), Fraction(0))

    @property
    def agrees(self) -> bool:
        """Whether the parts are the whole, but for the decimals that were rounded off in each of them."""
        return abs(self.total - self.whole.exact) <= _tolerance((*self.parts, self.whole))

    @property
    def is_telling(self) -> bool:
        """Whether it says anything about how the table counts: one part beside zeros always adds up."""
        return sum(part.value != 0 for part in self.parts) > 1


def check_parts_differ(context: CheckContext) -> Iterator[Finding]:
    """One finding for each figure that is not the sum of its parts.

    The table itself must show that its parts are meant to add up: more rows do than do not. Where only one
    row can tell, it is named when the difference is at most a tenth. Silent about shares, means and figures
    of a moment, and where the figure of the year is its last part.
    """
    for group in _find_groups(context.plan):
        year = group.year or _find_only_year(context.plan)
        sums = [item for row in context.rows if year and (item := _read_sum(row, group, year))]
        telling = [item for item in sums if item.is_telling]
        differing = [item for item in sums if not item.agrees and not _is_moment(item)]
        agreeing = sum(item.agrees for item in telling)
        if agreeing > len(differing) or (len(telling) == len(differing) == 1 and _is_close(differing[0])):
            yield from map(_report, differing)


def _find_groups(plan: Plan) -> list[_Group]:
    found: dict[tuple[FiscalYear | None, bool], list[tuple[int, str, frozenset[int]]]] = {}
    for place, column in enumerate(plan.form.columns):
        months = parse_year_part(column.part or column.title) if column.role is Role.EXTRA else frozenset()
        if months and not _NO_AMOUNT.search(fold_width(column.title)):
            key = (_find_year(column), bool(_TARGET.search(column.title)))
            found.setdefault(key, []).append((place, _name(column), months))
    return [
        _Group(year, is_target, tuple((place, name) for place, name, _ in columns))
        for (year, is_target), columns in found.items()
        if make_up_the_year(months for _, _, months in columns)
    ]


def _find_year(column: Column) -> FiscalYear | None:
    if column.year is not None:
        return column.year
    years = {mention.year for heading in column.headings for mention in find_fiscal_years(heading)}
    return years.pop() if len(years) == 1 else None


def _name(column: Column) -> str:
    return " ".join((column.part or column.title).split())


def _read_sum(row: Row, group: _Group, year: FiscalYear) -> _Sum | None:
    """Parts and whole of one row; None where one of them is no plain amount."""
    indicator = row.indicator
    cells = dict(indicator.extras)
    if indicator.accumulation in NOT_SUMMABLE:
        return None
    dated = indicator.target(year) if group.is_target else indicator.actual(year)
    whole = _amount(dated.reading) if dated else None
    parts = [_amount(parse_reading(cells.get(place, ""))) for place, _ in group.columns]
    known = tuple(part for part in parts if part is not None)
    if whole is None or len(known) < len(parts):
        return None
    units = {canonical_unit(item.unit) for item in (*known, whole) if item.unit}
    units |= {canonical_unit(indicator.unit)} if indicator.unit else set()
    if len(units) > 1 or units & set(_NOT_ADDED):
        return None
    return _Sum(row, year, group, known, whole)


def _find_only_year(plan: Plan) -> FiscalYear | None:
    years = {item.year for indicator in plan.indicators for item in indicator.actuals}
    return years.pop() if len(years) == 1 else None


def _amount(reading: Reading) -> Quantity | None:
    quantity = reading.quantity
    if quantity is None or quantity.of is not None or quantity.to is not None or quantity.change:
        return None
    return quantity


def _tolerance(figures: Sequence[Quantity]) -> Fraction:
    """Half of the last digit of each figure where any has decimals; things that are counted have none."""
    digits = [count_places(item.value) for item in figures]
    if not any(digits):
        return Fraction(0)
    return Fraction(len(figures), 2 * 10 ** max(digits))


def _is_moment(item: _Sum) -> bool:
    """Whether the figure of the year is that at its end, or the mean of its parts."""
    return item.whole.exact in (item.parts[-1].exact, item.total / len(item.parts))


def _is_close(item: _Sum) -> bool:
    return abs(item.total - item.whole.exact) * 10 <= abs(item.whole.exact)


def _report(item: _Sum) -> Finding:
    unit = item.whole.unit or item.row.indicator.unit
    named = "と".join(
        f"「{name}」{render_amount(part.exact, unit)}"
        for (_, name), part in zip(item.group.columns, item.parts, strict=True)
    )
    what = "目標値" if item.group.is_target else "実績値"
    difference = render_amount(abs(item.total - item.whole.exact), unit)
    return Finding(
        code=CODE,
        level=Level.ODD,
        place=item.row.place(item.year),
        message=f"{named}の合計は{render_amount(item.total, unit)}ですが、{item.year.render()}の{what}は"
        f"{render_amount(item.whole.exact, unit)}です（差{difference}）。",
        remedy="内訳と年度の値のどちらが正しいか、元の資料で確かめてください。年度の値を直すときは、達成率と評価も直します。"
        "重複を除いたためなど理由のある差であれば、その旨を注記してください。",
    )
