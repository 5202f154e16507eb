"""Tables of data that Shirube wrote (CSV, sheet データ用), put back into one row for each indicator.

There an indicator has a row for each year, with numbers, signs and reasons in columns of their own. The cells
that hold figures as they were printed are set side by side, and the usual way reads them. How such a table
is written is said by core/data_rows.py; what people entered is taken back by entered_facts.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct, field

from shirube.core.data_rows import BASELINE_KIND, KEY_HEADING, KIND_HEADING, YEAR_HEADING
from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.readers.grid import Grid
from shirube.readers.rewritten_grid import Cell, rewrite_grid
from shirube.readers.source import make_grid_finding, may_hold

_PLAN, _LABELS, _NAME = "計画名", "表示", "指標名"
_TARGET, _ACTUAL, _MARK = "目標値の表記", "実績値の表記", "公表評価"
_COMPUTED, _DECIDED, _REASON = "算定評価", "決定評価", "決定の理由"
_STATUS, _ISSUES = "実施状況", "課題"
_NEEDED = frozenset((KEY_HEADING, YEAR_HEADING, KIND_HEADING, _LABELS, _NAME, _TARGET, _ACTUAL, _MARK))
# Goal, actual, mark and text.
_COLUMNS_OF_YEAR = 4
# What a CSV puts before a text that a spreadsheet would take for a formula.
_GUARD = "'"
_GUARDED = frozenset("=+-@\t\r\n\0＝＋－＠")

Line = list[Cell | str]


class _Indicator(Struct):
    """The rows of one indicator: the first of all, that of its baseline, and those of its years."""

    first: int
    baseline: int | None = None
    years: dict[FiscalYear, int] = field(default_factory=dict)


# What a column says of an indicator.
Maker = Callable[[_Indicator], Cell | str]


def join_data_rows(grid: Grid) -> tuple[Grid, Finding] | None:
    """The grid with a row for each indicator, and what to say; None for any other table."""
    top = next((row for row in range(min(grid.height, 3)) if {*map(str, grid.rows[row])} >= _NEEDED), None)
    if top is None:
        return None
    table = _DataTable(grid, top)
    found = table.group()
    # Asked before anything is written: 50,000 keys in 300 years would fill the memory.
    years = {year for one in found for year in one.years}
    if not found or not may_hold(2 * len(found), grid.width + len(years) * _COLUMNS_OF_YEAR):
        return None
    return rewrite_grid(grid, table.write(found)), _say(grid)


class _DataTable:
    """The cells of such a table by the headings of their columns."""

    def __init__(self, grid: Grid, top: int) -> None:
        self._grid = grid
        self._top = top
        heads = [str(cell) for cell in grid.rows[top]]
        self._columns = {head: place for place, head in reversed(list(enumerate(heads)))}
        self._levels = heads[heads.index(KEY_HEADING) + 1 : heads.index(_LABELS)]

    def text(self, row: int, head: str) -> str:
        """What a cell says; "" where the table has no such column."""
        place = self._columns.get(head)
        text = "" if place is None else str(self._grid.rows[row][place]).strip()
        return text[1:] if text[:1] == _GUARD and text[1:2] in _GUARDED else text

    def group(self) -> list[_Indicator]:
        """The indicators in their order; rows without a key or of an unknown year are left out."""
        found: dict[str, _Indicator] = {}
        for row in range(self._top + 1, self._grid.height):
            key, year = self.text(row, KEY_HEADING), self._read_year(row)
            if not key:
                continue
            one = found.setdefault(key, _Indicator(row))
            if self.text(row, KIND_HEADING) == BASELINE_KIND:
                one.baseline = row
            elif year is not None:
                one.years[year] = row
        return list(found.values())

    def write(self, found: Sequence[_Indicator]) -> list[Line]:
        """A title, headings, a row for each indicator, and a line for each decision."""
        years = sorted({year for one in found for year in one.years})
        told = [year for year in years if any(self._tells(one, year) for one in found)]
        based = {self._read_year(one.baseline) for one in found if one.baseline is not None}
        columns: list[tuple[str, Maker]] = [
            *((head, self._maker(head)) for head in self._levels),
            *((head, self._maker(head)) for head in ("頁", _NAME, "方向", "実施主体", "単位")),
            (self._head_baselines(based), lambda one: self._write_baseline(one, is_dated=len(based) > 1)),
        ]
        notes: list[str] = []
        for year in years:
            columns += [
                (f"{year.render()}目標", self._maker(_TARGET, year)),
                (f"{year.render()}実績", self._maker(_ACTUAL, year)),
                (f"{year.render()}評価", self._mark_maker(year, notes)),
            ]
        columns += [(f"{year.render()}実施状況・課題", self._status_maker(year)) for year in told]
        title: Line = [self.text(found[0].first, _PLAN)]
        body: list[Line] = [[make(one) for _, make in columns] for one in found]
        below: list[Line] = [[note] for note in notes]
        return [title, [head for head, _ in columns], *body, *below]

    def _maker(self, head: str, year: FiscalYear | None = None) -> Maker:
        def make(one: _Indicator) -> Cell | str:
            row = one.first if year is None else one.years.get(year)
            place = self._columns.get(head)
            if row is None or place is None:
                return ""
            text = self.text(row, head)
            if head == self._levels[-1] and (labels := self.text(row, _LABELS)):
                text += "".join(f"【{label}】" for label in labels.split("、"))
            return Cell(row, place, text)

        return make

    def _mark_maker(self, year: FiscalYear, notes: list[str]) -> Maker:
        """The mark as it was published; with a number and a note where people decided another."""

        def make(one: _Indicator) -> Cell | str:
            row = one.years.get(year)
            if row is None:
                return ""
            mark = self.text(row, _MARK)
            if decided := self.text(row, _DECIDED):
                mark = f"{decided}※{len(notes) + 1}"
                notes.append(f"※{len(notes) + 1} {self._describe_decision(row, year)}")
            return Cell(row, self._columns[_MARK], mark)

        return make

    def _describe_decision(self, row: int, year: FiscalYear) -> str:
        """As the printed table says it below: decided_marks.py takes it back."""
        computed, decided = self.text(row, _COMPUTED), self.text(row, _DECIDED)
        name, reason = self.text(row, _NAME) or "指標", self.text(row, _REASON)
        return f"{name} {year.render()}：算定評価は{computed}、決定評価は{decided}（理由：{reason}）"

    def _status_maker(self, year: FiscalYear) -> Maker:
        def make(one: _Indicator) -> Cell | str:
            row = one.years.get(year)
            if row is None:
                return ""
            issues = self.text(row, _ISSUES)
            parts = (self.text(row, _STATUS), f"課題：{issues}" if issues else "")
            return Cell(row, self._columns[_STATUS], "\n".join(filter(None, parts)))

        return make

    def _write_baseline(self, one: _Indicator, *, is_dated: bool) -> Cell | str:
        if one.baseline is None:
            return ""
        text, year = self.text(one.baseline, _ACTUAL), self._read_year(one.baseline)
        return Cell(
            one.baseline,
            self._columns[_ACTUAL],
            f"{text}（{year.render()}）" if is_dated and year and text else text,
        )

    def _head_baselines(self, years: set[FiscalYear | None]) -> str:
        only = next(iter(years)) if len(years) == 1 else None
        return f"基準値（{only.render()}）" if only else "基準値"

    def _tells(self, one: _Indicator, year: FiscalYear) -> bool:
        row = one.years.get(year)
        return row is not None and bool(self.text(row, _STATUS) or self.text(row, _ISSUES))

    def _read_year(self, row: int) -> FiscalYear | None:
        text = self.text(row, YEAR_HEADING)
        try:
            return FiscalYear(int(text)) if text.isdecimal() and len(text) == 4 else None
        except ValueError:
            return None


def _say(grid: Grid) -> Finding:
    return make_grid_finding(
        "data-rows-joined",
        Level.INFORMATION,
        "しるべのデータ用の表（1指標の1年度が1行）を、1指標が1行の表に並べ直して読み取りました。"
        "凡例、脚注及び目標とする姿は、この表に含まれていません。",
        "すべての内容が必要なときは、JSONの計画ファイルか、印刷用の表を読み取ってください。",
        file=grid.file,
        sheet=grid.name,
    )
