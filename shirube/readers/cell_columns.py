"""The columns of a plain list of cells (CELLS.csv): by which headings and words each is known.

Reading the rows below them belongs to cell_list.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shirube.core.fiscal_year import fold_width
from shirube.core.indicator import Accumulation, Direction
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
# 「fact:予定どおりの進捗」: what a person found, by the question of the rule.
FACT_WORDS = ("fact", "手入力")
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


def find_fact_columns(header: Sequence[str], name: str) -> Mapping[str, int]:
    """Which column answers which question, by headings such as fact:予定どおりの進捗 or 手入力：….

    Raises UnreadableFile where two columns answer the same question.
    """
    places: dict[str, int] = {}
    for place, heading in enumerate(header):
        word, colon, question = fold_width(heading).strip().partition(":")
        question = question.strip().strip("『』").strip()
        if word.strip().lower() not in FACT_WORDS or not (colon and question):
            continue
        if question in places:
            raise UnreadableFile(
                name, f"「{heading}」に当たる列が二つあります。", "どちらか一つの見出しを変えてください。"
            )
        places[question] = place
    return places
