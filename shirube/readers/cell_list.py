"""A plain list of cells (CELLS.csv): one row per indicator and fiscal year → what a rule looks at.

Streams, so that a list may be longer than memory. A row that cannot be understood is kept with its reason.
Which column is which is told by cell_columns.py, rows of two plain figures are read at less cost by
plain_cells.py; grading belongs to core/evaluation.py, writing the list back to the writers.
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
from shirube.core.scale import NO, YES
from shirube.core.situation import Situation, number_of
from shirube.readers.cell_columns import (
    DIRECTIONS,
    KINDS,
    REQUIRED,
    TEXT_KINDS,
    find_columns,
    find_fact_columns,
)
from shirube.readers.record_stream import Block, Record, RecordStream
from shirube.readers.source import UnreadableFile

# Stands in where no year can be read and the rule does not ask for one; it is never shown.
NO_YEAR = FiscalYear(1868)
# Other ways to write yes and no.
_ANSWERS = {"yes": YES, "○": YES, "〇": YES, "no": NO, "×": NO}
Questions = Mapping[str, frozenset[str]]


class CellRow(Struct, frozen=True):
    """One row: its cells as written, what a rule looks at (None where it cannot be judged), and findings."""

    line: int
    cells: list[str]
    situation: Situation | None
    findings: tuple[Finding, ...] = ()


class RowReader:
    """Understands the rows below one header, each by itself, also in another process.

    ``questions`` are those of the rule, with the answers that it knows (Scale.questions).
    """

    def __init__(
        self,
        header: Sequence[str],
        *,
        name: str,
        needs_year: bool = False,
        questions: Questions | None = None,
    ) -> None:
        self.name = name
        self.width = len(header)
        self.needs_year = needs_year
        self.places = find_columns(header, name)
        self._questions = questions or {}
        asked = find_fact_columns(header, name)
        self.facts = {question: place for question, place in asked.items() if question in self._questions}
        self._needless = [question for question in asked if question not in self._questions]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is lacking throughout is said once, and not in every row."""
        lacking = [note for column, note in _LACKING.items() if column not in self.places]
        lacking += [
            f"手で入力する事項「{question}」の列（fact:{question}）がないため、それによる評価は付けません。"
            for question in self._questions
            if question not in self.facts
        ]
        lacking += [f"列「fact:{question}」は、この評価基準では使いません。" for question in self._needless]
        return tuple(lacking)

    def understand(self, record: Record) -> CellRow:
        """One row as a rule looks at it, or the reason why it cannot be judged."""
        width = self.width
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
        texts = {name: cells[place].strip() for name, place in self.places.items()}
        findings = [self._finding(record, "row-encoding", Level.ODD, record.note)] if record.note else []
        unit = texts.get("unit", "")
        target, actual = (parse_cell(texts[name], unit) for name in REQUIRED)
        baseline = parse_cell(texts.get("baseline", ""), unit)
        direction = _find_direction(texts, target)
        if direction is None:
            direction = Direction.UP
            if "direction" in self.places:
                findings.append(self._finding(record, "direction-assumed", Level.INFORMATION, _ASSUMED))
        year = parse_year(texts.get("fiscal_year", ""))
        if year is None:
            if self.needs_year:
                raise ValueError("年度を一つに読み取れないため、評価していません。年度を直してください。")
            if "fiscal_year" in self.places:
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
            previous=number_of(parse_cell(texts.get("previous", ""), unit)),
            final_target=number_of(parse_cell(texts.get("final_target", ""), unit)),
            final_year=parse_year(texts.get("final_year", "")),
            first_year=parse_year(texts.get("first_year", "")),
            total_target=number_of(target),
            total_actual=number_of(actual),
            facts=tuple(self._iterate_facts(record, cells, findings)),
        )
        return CellRow(record.line, cells, situation, tuple(findings))

    def _iterate_facts(
        self, record: Record, cells: list[str], findings: list[Finding]
    ) -> Iterator[tuple[str, str]]:
        """The answers that a person wrote. What is empty or not understood stays unanswered."""
        for question, place in self.facts.items():
            text = cells[place].strip()
            known = self._questions[question]
            answer = text if text in known else _ANSWERS.get(text.lower(), text)
            if not text:
                continue
            if answer in known or answer in (YES, NO):
                yield question, answer
                continue
            words = "、".join((*sorted(known - {YES, NO}), *((YES,) if YES in known else ()), NO))
            message = (
                f"「{question}」の「{text}」は、評価基準にない答えです（{words}）。未入力とみなしました。"
            )
            findings.append(self._finding(record, "answer-unknown", Level.GRAVE, message))

    def _refuse(self, record: Record, cells: list[str], code: str, message: str) -> CellRow:
        return CellRow(record.line, cells, None, (self._finding(record, code, Level.GRAVE, message),))

    def _finding(self, record: Record, code: str, level: Level, message: str) -> Finding:
        place = Place(file=self.name, cell=f"{record.line}行目")
        return Finding(code=code, level=level, message=message, place=place)


class CellList:
    """A list being read. ``header`` are the headings as written; iterating gives the rows below them.

    ``notes`` are sentences about columns that the list does not have.
    """

    def __init__(
        self,
        stream: BinaryIO,
        *,
        name: str,
        encoding: str | None = None,
        needs_year: bool = False,
        questions: Questions | None = None,
    ) -> None:
        self.records = RecordStream(stream, name=name, encoding=encoding)
        self._blocks = self.records.iterate_blocks()
        self.header, self._rest = self._find_header(name)
        self.reader = RowReader(self.header, name=name, needs_year=needs_year, questions=questions)
        self.notes = self.reader.notes

    def __iter__(self) -> Iterator[CellRow]:
        for block in self.iterate_blocks():
            for record in self.records.parser.parse_block(block):
                yield self.reader.understand(record)

    def iterate_blocks(self) -> Iterator[Block]:
        """The rows below the header in blocks, each to be understood by ``reader`` apart from the others."""
        if self._rest is not None:
            yield self._rest
        yield from self._blocks

    def _find_header(self, name: str) -> tuple[list[str], Block | None]:
        """The first row that is not blank, and what stands behind it in the same block."""
        for block in self._blocks:
            records = self.records.parser.parse_block(block)
            first = next((record for record in records if any(map(str.strip, record.cells))), None)
            if first is not None:
                following = next(records, None)
                return first.cells, block.cut(following.line) if following else None
        raise UnreadableFile(name, "何も書かれていません。", "見出しのある一覧を指定してください。")


_ASSUMED = "方向の記載がないため、増加を目指す指標とみなしました。"
_NO_YEAR = "年度を一つに読み取れないため、年度を使わずに評価しました。"
_LACKING = {
    "direction": "方向（direction）の列がないため、目標値から分からない行は増加を目指すものとみなしました。",
    "fiscal_year": "年度（fiscal_year）の列がないため、年度を使わずに評価しました。",
}


@lru_cache(maxsize=2048)
def parse_cell(text: str, unit: str) -> Reading:
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
def parse_year(text: str) -> FiscalYear | None:
    """The one fiscal year that a cell names; None where it names none, or several."""
    try:
        return parse_fiscal_year(text) if text else None
    except ValueError:
        return None


def _find_base_year(texts: Mapping[str, str]) -> FiscalYear | None:
    """The year of the baseline: of its own column, else the one written beside the figure (246戸(24年度))."""
    stated = texts.get("base_year", "")
    if stated:
        return parse_year(stated)
    baseline = texts.get("baseline", "")
    return _find_only_year(baseline) if "(" in baseline or "（" in baseline else None


@lru_cache(maxsize=1024)
def _find_only_year(text: str) -> FiscalYear | None:
    years = {mention.year for mention in find_fiscal_years(text)}
    return years.pop() if len(years) == 1 else None
