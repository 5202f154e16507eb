"""A plain list of cells (CELLS.csv): one row per indicator and fiscal year → what a rule looks at.

Streams, so that a list may be longer than memory. A row that cannot be understood is kept with its reason;
grading it belongs to core/evaluation.py, writing the list back to the writers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, parse_fiscal_year
from shirube.core.indicator import Accumulation, Direction
from shirube.core.notation import parse_reading
from shirube.core.notation_quantity import parse_plain_quantity
from shirube.core.quantity import Qualifier, Quantity
from shirube.core.reading import Missing, Reading
from shirube.core.situation import Situation, number_of
from shirube.readers.record_stream import Record, RecordStream
from shirube.readers.source import UnreadableFile

# Column → headings by which it is known, folded to lower case. The first is the one in the documentation.
COLUMNS: dict[str, tuple[str, ...]] = {
    "indicator": ("indicator", "指標", "指標名"),
    "fiscal_year": ("fiscal_year", "年度", "評価年度"),
    "target": ("target", "目標値", "目標"),
    "actual": ("actual", "実績値", "実績"),
    "baseline": ("baseline", "基準値", "現状値"),
    "direction": ("direction", "方向", "方向性"),
    "kind": ("kind", "種類", "種別"),
    "final_target": ("final_target", "最終目標値", "最終目標"),
    "final_year": ("final_year", "最終年度"),
    "first_year": ("first_year", "初年度", "開始年度"),
    "base_year": ("base_year", "基準年度", "基準年"),
    "previous": ("previous", "前年度実績値", "前年度実績", "前年度"),
    "unit": ("unit", "単位"),
}
REQUIRED = ("target", "actual")

DIRECTIONS: dict[str, Direction] = {
    "up": Direction.UP,
    "down": Direction.DOWN,
    "maintain": Direction.KEEP,
    "keep": Direction.KEEP,
    "range": Direction.RANGE,
    "state": Direction.STATE,
    "reference": Direction.REFERENCE,
    **{direction.value: direction for direction in Direction},
}
KINDS: dict[str, Accumulation] = {
    "": Accumulation.ANNUAL,
    "annual": Accumulation.ANNUAL,
    "cumulative": Accumulation.CUMULATIVE,
    "stock": Accumulation.YEAR_END,
    "average": Accumulation.AVERAGE,
    "ratio": Accumulation.RATIO,
    "text": Accumulation.ANNUAL,
    **{kind.value: kind for kind in Accumulation if kind is not Accumulation.CUMULATIVE_FLOW},
}
TEXT_KINDS = ("text", "文", "状態")
# Stands in where no year can be read and the rule does not ask for one; it is never shown.
NO_YEAR = FiscalYear(1868)


class CellRow(Struct, frozen=True):
    """One row: its cells as written, what a rule looks at (None where it cannot be judged), and findings."""

    line: int
    cells: list[str]
    situation: Situation | None
    findings: tuple[Finding, ...] = ()


class CellList:
    """A list being read. ``header`` are the headings as written; iterating gives the rows below them.

    ``notes`` are sentences about columns that the list does not have.
    """

    def __init__(
        self, stream: BinaryIO, *, name: str, encoding: str | None = None, needs_year: bool = False
    ) -> None:
        self.name = name
        self._needs_year = needs_year
        self.records = RecordStream(stream, name=name, encoding=encoding)
        self._iterator = iter(self.records)
        first = next((record for record in self._iterator if any(map(str.strip, record.cells))), None)
        if first is None:
            raise UnreadableFile(name, "何も書かれていません。", "見出しのある一覧を指定してください。")
        self.header = first.cells
        self._places = find_columns(self.header, name)
        # What is lacking throughout is said once, and not in every row.
        self.notes = tuple(note for column, note in _LACKING.items() if column not in self._places)

    def __iter__(self) -> Iterator[CellRow]:
        for record in self._iterator:
            yield self._understand(record)

    def _understand(self, record: Record) -> CellRow:
        width = len(self.header)
        cells = record.cells
        if len(cells) < width:
            cells = [*cells, *([""] * (width - len(cells)))]
        if record.problem:
            return self._refuse(record, cells, "row-broken", record.problem)
        if not any(cells):
            return CellRow(record.line, cells, None)
        if len(cells) > width and any(map(str.strip, cells[width:])):
            return self._refuse(
                record,
                cells,
                "row-too-long",
                "列の数が見出しより多いため、評価していません。「,」を含む値は引用符で囲んでください。",
            )
        try:
            return self._build(record, cells)
        except ValueError as error:
            return self._refuse(record, cells, "row-unreadable", str(error))

    def _build(self, record: Record, cells: list[str]) -> CellRow:
        """The situation of a row that has the right number of cells. Raises ValueError in Japanese."""
        texts = {name: cells[place].strip() for name, place in self._places.items()}
        findings = [self._finding(record, "row-encoding", Level.ODD, record.note)] if record.note else []
        unit = texts.get("unit", "")
        target, actual = (_parse_cell(texts[name], unit) for name in REQUIRED)
        baseline = _parse_cell(texts.get("baseline", ""), unit)
        direction = _find_direction(texts, target)
        if direction is None:
            direction = Direction.UP
            if "direction" in self._places:
                findings.append(self._finding(record, "direction-assumed", Level.INFORMATION, _ASSUMED))
        year = _parse_year(texts.get("fiscal_year", ""))
        if year is None:
            if self._needs_year:
                raise ValueError("年度を一つに読み取れないため、評価していません。年度を直してください。")
            if "fiscal_year" in self._places:
                findings.append(self._finding(record, "year-unreadable", Level.ODD, _NO_YEAR))
        for name, reading in (("目標値", target), ("実績値", actual)):
            if reading.missing in (Missing.UNREADABLE, Missing.SEVERAL):
                message = f"{name}「{reading.text}」を一つの数値として読み取れません。"
                findings.append(self._finding(record, "value-unreadable", Level.GRAVE, message))
        situation = Situation(
            year=year or NO_YEAR,
            direction=direction,
            accumulation=_parse_kind(texts.get("kind", "")),
            target=target,
            actual=actual,
            baseline=number_of(baseline),
            baseline_year=_find_base_year(texts),
            previous=number_of(_parse_cell(texts.get("previous", ""), unit)),
            final_target=number_of(_parse_cell(texts.get("final_target", ""), unit)),
            final_year=_parse_year(texts.get("final_year", "")),
            first_year=_parse_year(texts.get("first_year", "")),
            total_target=number_of(target),
            total_actual=number_of(actual),
        )
        return CellRow(record.line, cells, situation, tuple(findings))

    def _refuse(self, record: Record, cells: list[str], code: str, message: str) -> CellRow:
        return CellRow(record.line, cells, None, (self._finding(record, code, Level.GRAVE, message),))

    def _finding(self, record: Record, code: str, level: Level, message: str) -> Finding:
        place = Place(file=self.name, cell=f"{record.line}行目")
        return Finding(code=code, level=level, message=message, place=place)


_ASSUMED = "方向の記載がないため、増加を目指す指標とみなしました。"
_NO_YEAR = "年度を一つに読み取れないため、年度を使わずに評価しました。"
_LACKING = {
    "direction": "方向（direction）の列がないため、目標値から分からない行は増加を目指すものとみなしました。",
    "fiscal_year": "年度（fiscal_year）の列がないため、年度を使わずに評価しました。",
}


def find_columns(header: Sequence[str], name: str) -> Mapping[str, int]:
    """Which column holds what, by the headings. Raises UnreadableFile where target or actual is missing."""
    known = {heading: column for column, headings in COLUMNS.items() for heading in headings}
    places: dict[str, int] = {}
    for place, heading in enumerate(header):
        column = known.get(heading.strip().lower())
        if column is None:
            continue
        if column in places:
            raise UnreadableFile(
                name, f"「{heading}」に当たる列が二つあります。", "どちらか一つの見出しを変えてください。"
            )
        places[column] = place
    lacking = [COLUMNS[column] for column in REQUIRED if column not in places]
    if lacking:
        headings = "、".join(f"{item[0]}（{item[1]}）" for item in lacking)
        raise UnreadableFile(name, f"列 {headings} がありません。", "1行目に見出しを書いてください。")
    return places


@lru_cache(maxsize=2048)
def _parse_cell(text: str, unit: str) -> Reading:
    """A cell in any notation; the unit of its own column is added where the cell itself has none."""
    # Plain figures go past the memory of parse_reading, which a list of millions would only fill.
    plain = parse_plain_quantity(text)
    if plain is not None:
        needs_unit = bool(unit) and not plain.unit
        return Reading(quantity=Quantity(plain.value, unit) if needs_unit else plain, text=text)
    reading = parse_reading(text)
    if unit and reading.quantity is not None and not reading.quantity.unit:
        return replace(reading, quantity=replace(reading.quantity, unit=unit, raw=""))
    return reading


def _find_direction(texts: Mapping[str, str], target: Reading) -> Direction | None:
    """The direction of a row: as stated, or as its target forces; None where neither says it."""
    stated = texts.get("direction", "")
    if stated and stated.lower() not in DIRECTIONS:
        raise ValueError(f"方向「{stated}」は分かりません。up、down、maintain などを指定してください。")
    if target.quantity is not None and target.quantity.to is not None:
        return Direction.RANGE
    if target.state or texts.get("kind", "").lower() in TEXT_KINDS:
        return Direction.STATE
    if stated:
        return DIRECTIONS[stated.lower()]
    if target.quantity is None:
        return Direction.UP  # without a figure nothing is judged, so that there is nothing to assume
    if target.quantity.qualifier in (Qualifier.AT_MOST, Qualifier.LESS_THAN):
        return Direction.DOWN
    if target.quantity.qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return Direction.UP
    return None


def _parse_kind(text: str) -> Accumulation:
    kind = KINDS.get(text.lower())
    if kind is None and text in TEXT_KINDS:
        return Accumulation.ANNUAL
    if kind is None:
        raise ValueError(
            f"種類「{text}」は分かりません。annual、cumulative、stock、text などを指定してください。"
        )
    return kind


@lru_cache(maxsize=1024)
def _parse_year(text: str) -> FiscalYear | None:
    try:
        return parse_fiscal_year(text) if text else None
    except ValueError:
        return None


def _find_base_year(texts: Mapping[str, str]) -> FiscalYear | None:
    """The year of the baseline: of its own column, else the one written beside the figure (246戸(24年度))."""
    stated = texts.get("base_year", "")
    if stated:
        return _parse_year(stated)
    baseline = texts.get("baseline", "")
    return _find_only_year(baseline) if "(" in baseline or "（" in baseline else None


@lru_cache(maxsize=1024)
def _find_only_year(text: str) -> FiscalYear | None:
    years = {mention.year for mention in find_fiscal_years(text)}
    return years.pop() if len(years) == 1 else None
