"""一つずつの評価

ふだんの評価（計画の各指標・各年度）を、説明の文を作らずに行う速さです。相手は、同じ値を Decimal で割り、
小数第1位に丸めて比べるだけの、最も短い Python の繰返しです（未公表や目標0は扱いません）。
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from bench.bench_bulk import SEED_SCALE
from bench.frame import Row, Run, measure_pair
from shirube.core.evaluation import evaluate_situation
from shirube.core.fiscal_year import FiscalYear
from shirube.core.grader import compile_scale
from shirube.core.indicator import Direction
from shirube.core.quantity import Quantity
from shirube.core.reading import Reading
from shirube.core.situation import Situation

COUNT = 5_000
TENTH = Decimal("0.1")


def make_situations() -> list[Situation]:
    """Situations with distinct figures of one decimal."""
    return [
        Situation(
            year=FiscalYear(2025),
            direction=Direction.UP,
            target=Reading(quantity=Quantity(Decimal(number % 997 + 1) / 10, "人")),
            actual=Reading(quantity=Quantity(Decimal(number * 7919 % 1103) / 10, "人")),
        )
        for number in range(COUNT)
    ]


def grade_by_decimals(pairs: list[tuple[Decimal, Decimal]]) -> int:
    """The shortest loop there is; the number of S only keeps it from being empty."""
    found = 0
    for target, actual in pairs:
        percent = (actual / target * 100).quantize(TENTH, ROUND_HALF_UP)
        mark = "S" if percent >= 120 else "A" if percent >= 90 else "B" if percent > 50 else "C"
        found += mark == "S"
    return found


def measure() -> list[Row]:
    situations = make_situations()
    pairs = [
        (item.target.quantity.value, item.actual.quantity.value)
        for item in situations
        if item.target and item.target.quantity and item.actual and item.actual.quantity
    ]

    def ours() -> None:
        for item in situations:
            evaluate_situation(item, SEED_SCALE)

    grader = compile_scale(SEED_SCALE)

    def quickly() -> None:
        for item in situations:
            grader.grade(item)

    def by_numbers() -> None:
        for target, actual in pairs:
            grader.grade_numbers(Direction.UP, actual, target)

    return [
        _row("`Grader.grade_numbers`（目標値と実績値から評価区分を得る）", by_numbers, pairs, goal=500_000),
        _row("`Grader.grade`（すべての場合を扱い、評価区分を得る）", quickly, pairs),
        _row("`evaluate_situation`（説明のための値も残す）", ours, pairs),
    ]


def _row(what: str, ours: Run, pairs: list[tuple[Decimal, Decimal]], goal: int | None = None) -> Row:
    pair = measure_pair(ours, lambda: grade_by_decimals(pairs))
    speed, other = COUNT / pair.our_median, COUNT / pair.other_median
    return Row(
        what=what,
        ours=f"毎秒{speed:,.0f}",
        other=f"毎秒{other:,.0f}",
        ratio=f"{pair.ratio:.2f}倍",
        goal=f"毎秒{goal:,}以上" if goal else "",
        met=speed >= goal if goal else None,
    )
