"""The examples of a rule as a small table in text: 「実績値 | 目標値 | 達成率 | 評価」, one example a line.

Holding the rule against them belongs to core/scale_spec.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

from shirube.core.fiscal_year import FiscalYear, parse_fiscal_year
from shirube.core.indicator import Accumulation, Direction
from shirube.core.notation import parse_reading
from shirube.core.reading import Reading
from shirube.core.scale_spec import SpecCase
from shirube.core.situation import Situation, number_of

# The year of an example that names none: any will do.
DEFAULT_YEAR = FiscalYear(2024)

# Columns that a table of examples may have; every other column is a question answered by hand.
COLUMNS = (
    "実績値", "目標値", "基準値", "前年度実績値", "最終目標値", "実績値の累計", "目標値の累計",
    "年度", "初年度", "最終年度", "基準年度", "方向", "種別", "達成率", "評価", "備考",
)  # fmt: skip

Problem = tuple[int, str]
Kind = TypeVar("Kind", Direction, Accumulation)


def parse_spec_table(text: str, *, first_line: int = 0) -> tuple[tuple[SpecCase, ...], tuple[Problem, ...]]:
    """The examples and what could not be read, each problem with its line in the file."""
    cases: list[SpecCase] = []
    problems: list[Problem] = []
    heads: list[str] = []
    framed = False
    for number, line in enumerate(text.splitlines(), start=first_line):
        if not line.strip():
            continue
        framed = line.strip().startswith("|") if not heads else framed
        cells = _split_cells(line.strip(), framed=framed)
        if not heads:
            heads = cells
            continue
        if len(cells) != len(heads):
            problems.append((number, f"例の列の数（{len(cells)}）が、見出しの数（{len(heads)}）と違います。"))
            continue
        try:
            cases.append(_parse_case(dict(zip(heads, cells, strict=True)), number))
        except ValueError as error:
            problems.append((number, str(error)))
    return tuple(cases), tuple(problems)


def _split_cells(line: str, *, framed: bool) -> list[str]:
    """The cells of one line; only where the headings are framed with bars do the outer bars frame it."""
    inner = line.removeprefix("|").removesuffix("|") if framed else line
    return [cell.strip() for cell in inner.split("|")]


def _parse_case(cells: Mapping[str, str], line: int) -> SpecCase:
    direction = _parse_word(cells.get("方向", ""), Direction, Direction.UP)
    target = cells.get("目標値", "")
    situation = Situation(
        year=_parse_year(cells.get("年度", "")) or DEFAULT_YEAR,
        direction=direction,
        accumulation=_parse_word(cells.get("種別", ""), Accumulation, Accumulation.ANNUAL),
        target=_parse_cell(target),
        actual=_parse_cell(cells.get("実績値", "")),
        baseline=_parse_number(cells.get("基準値", "")),
        baseline_year=_parse_year(cells.get("基準年度", "")),
        previous=_parse_number(cells.get("前年度実績値", "")),
        final_target=_parse_number(cells.get("最終目標値", "")),
        final_year=_parse_year(cells.get("最終年度", "")),
        first_year=_parse_year(cells.get("初年度", "")),
        total_actual=_parse_number(cells.get("実績値の累計", "")),
        total_target=_parse_number(cells.get("目標値の累計", "")),
        facts=tuple((head, cell) for head, cell in cells.items() if head not in COLUMNS and cell),
    )
    return SpecCase(
        situation=situation,
        rate=cells.get("達成率", ""),
        mark=cells.get("評価", ""),
        note=cells.get("備考", ""),
        line=line,
        cells=tuple(cells.items()),
    )


def _parse_cell(cell: str) -> Reading | None:
    return parse_reading(cell) if cell else None


def _parse_number(cell: str) -> Fraction | None:
    if not cell:
        return None
    reading = parse_reading(cell)
    if reading.quantity is None and not reading.is_missing:
        raise ValueError(f"例の数値「{cell}」が読み取れません。")
    return number_of(reading)


def _parse_year(cell: str) -> FiscalYear | None:
    return parse_fiscal_year(cell) if cell else None


def _parse_word(cell: str, kinds: type[Kind], default: Kind) -> Kind:
    if not cell:
        return default
    try:
        return kinds(cell)
    except ValueError:
        raise ValueError(f"例の「{cell}」は、方向又は種別の言葉ではありません。") from None
