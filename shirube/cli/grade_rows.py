"""Grading blocks of a plain list: bytes in, bytes with our columns out, each block apart from the others.

Where the blocks come from and go to belongs to grade.py, spreading them over processes to grade_workers.py.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from shirube.core.evaluation import evaluate_situation
from shirube.core.plain_judge import PlainJudge
from shirube.core.scale import Scale
from shirube.readers.cell_list import RowReader
from shirube.readers.plain_cells import PlainReader
from shirube.readers.record_stream import Block, Record, RecordParser
from shirube.writers.cell_list import CellListWriter, GradedCell, render_added
from shirube.writers.formula_guard import guard_formula

REPLACEMENT = "〓"
_GETA = "shirube-geta"
# So many rows that took the long way are remembered: lists repeat themselves, but memory has an end.
_MOST_KNOWN = 20_000
Outcome = tuple[bytes, Counter[str]]


class GradeTask(Struct, frozen=True, kw_only=True):
    """All that is to be known about a list and its output before its first row."""

    scale: Scale
    rows: RowReader
    header: list[str]
    parser: RecordParser
    newline: str
    encoding: str
    explains: bool

    @property
    def codec(self) -> str:
        """The encoding of blocks; a byte order mark belongs before the first one only."""
        return "utf-8" if self.encoding == "utf-8-bom" else self.encoding


_Known = tuple[list[str], tuple[str, ...]]  # our columns, and what to count


class _Chunks(list[str]):
    """Takes text as a file does."""

    def write(self, text: str) -> None:
        self.append(text)


class RowGrader:
    """Grades the rows below one header. ``is_plain`` takes the long way for every row, for comparison."""

    def __init__(self, task: GradeTask, *, is_plain: bool = False) -> None:
        self._task = task
        self._judge = PlainJudge(task.scale, explains=task.explains)
        self._plain = PlainReader(task.rows) if self._judge.directions and not is_plain else None
        self._known: dict[tuple[str, ...], _Known] | None = None if is_plain else {}
        # Rows that agree in these columns are judged alike.
        self._looked_at = _find_looked_at(task.rows)

    def grade_block(self, block: Block) -> Outcome:
        """The rows with our columns behind them, and how many there were of each kind."""
        counts: Counter[str] = Counter()
        text = _Chunks()
        task = self._task
        separator, newline = task.parser.separator, task.newline
        writer = CellListWriter(text, task.header, separator=separator, newline=newline, is_continued=True)
        read_row = self._plain.read_row if self._plain else None
        judge, guarded, plain = self._judge.judge, ("'", *"0123456789目"), 0
        for record in task.parser.parse_block(block):
            if read_row and not (record.problem or record.note):
                row = read_row(record.cells)
                found = judge(*row) if row else None
                if found is not None:
                    plain += 1
                    rate, exact, mark, explanation = found
                    added = (rate, exact, guard_formula(mark), explanation, "")
                    if not explanation.startswith(guarded):
                        added = (rate, exact, guard_formula(mark), guard_formula(explanation), "")
                    if record.text:
                        writer.write_behind(record.text, added)
                    else:
                        writer.write_added(record.cells, added)
                    continue
            self._grade_long(record, writer, counts)
        counts["rows"] += plain
        counts["graded"] += plain
        return _encode(text, task, counts)

    def _grade_long(self, record: Record, writer: CellListWriter, counts: Counter[str]) -> None:
        """A row in any notation. Rows that say the same get the same, without being understood again."""
        task = self._task
        is_usual = len(record.cells) == task.rows.width and not (record.problem or record.note)
        key = tuple([record.cells[place] for place in self._looked_at]) if is_usual else ()
        # A row that is blank in all of them may be blank altogether, which these columns do not tell.
        known = self._known if any(key) else None
        found = known.get(key) if known is not None else None
        if found is not None:
            writer.write_added(record.cells, found[0])
            counts.update(found[1])
            return
        row = task.rows.understand(record)
        graded = None
        if row.situation is not None:
            evaluation = evaluate_situation(row.situation, task.scale)
            graded = GradedCell(
                evaluation.rate, evaluation.mark, evaluation.explanation if task.explains else ""
            )
        added = render_added(graded, row.findings, task.scale.display)
        counted = ("rows", *(("graded",) if graded and graded.mark else ()))
        counted += tuple(finding.level.value for finding in row.findings)
        writer.write_added(row.cells, added)
        counts.update(counted)
        if known is not None:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[key] = (added, counted)


def _find_looked_at(rows: RowReader) -> tuple[int, ...]:
    """Every column that is understood, but for the name of the indicator."""
    places = {place for name, place in rows.places.items() if name != "indicator"} | set(rows.facts.values())
    return tuple(sorted(places))


def render_header(task: GradeTask) -> Outcome:
    """The heads of all columns, with the byte order mark where the output has one."""
    text = _Chunks()
    CellListWriter(text, task.header, separator=task.parser.separator, newline=task.newline)
    data, counts = _encode(text, task, Counter())
    return (codecs.BOM_UTF8 + data if task.encoding == "utf-8-bom" else data), counts


def _encode(text: Sequence[str], task: GradeTask, counts: Counter[str]) -> Outcome:
    """The bytes; what the encoding does not have is marked and counted."""
    whole = "".join(text)
    try:
        return whole.encode(task.codec), counts
    except UnicodeEncodeError:
        pass
    replaced = 0

    def replace_unknown(error: UnicodeError) -> tuple[str, int]:
        nonlocal replaced
        if not isinstance(error, UnicodeEncodeError):
            raise error
        replaced += error.end - error.start
        return REPLACEMENT * (error.end - error.start), error.end

    codecs.register_error(_GETA, replace_unknown)
    data = whole.encode(task.codec, errors=_GETA)
    counts["replaced"] += replaced
    return data, counts
