"""A plan of any size: the example plan many times over, every indicator with its own key and name.

Repeated, it holds the same fourteen rows of figures and texts; varied, each indicator has its own, the same
ones in every run.
"""

from __future__ import annotations

import random
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

from msgspec.structs import replace

import shirube
from shirube.core.fiscal_year import FiscalYear
from shirube.core.grader import Grader, compile_scale
from shirube.core.indicator import Actual, Baseline, Indicator, Published, Status, Target
from shirube.core.plan import Node, Plan
from shirube.core.quantity import Quantity, render_number
from shirube.core.reading import Reading

SAMPLE = Path(str(files("shirube.examples").joinpath("sample_plan.tsv")))


def make_plan(indicators: int) -> Plan:
    """The example plan repeated until it has at least so many indicators."""
    plan = shirube.read(SAMPLE)
    times = -(-indicators // len(plan.indicators))
    nodes = tuple(_copy(node, number) for number in range(1, times + 1) for node in plan.nodes)
    return replace(plan, nodes=nodes)


def _copy(node: Node, number: int) -> Node:
    return replace(
        node,
        name=f"{node.name}{number}",
        children=tuple(_copy(child, number) for child in node.children),
        indicators=tuple(replace(item, key=f"{number}-{item.key}") for item in node.indicators),
    )


# Of so many indicators one is a percentage or a score, printed with one decimal.
_BROKEN = 5
_DEEDS = ("相談を受け", "説明会を開き", "案内を送り", "訪問を重ね", "講座を設け")
_GAINS = ("契約に至った", "参加につながった", "改善が見られた", "再度の相談があった")
_ISSUES = ("人材の確保", "周知(対面、郵送)", "会場の不足", "継続的な支援", "財源", "担い手の高齢化")


def make_varied_plan(indicators: int) -> Plan:
    """The same tree, in which every indicator has figures, marks and texts of its own.

    Targets rise from the baseline, and marks are those of the plan's rule, as in a table without mistakes.
    """
    plan = make_plan(indicators)
    if plan.scale is None:
        raise ValueError("the example plan has lost its rule")
    vary = _Vary(compile_scale(plan.scale))
    return replace(plan, nodes=tuple(map(vary.change_node, plan.nodes)))


class _Vary:
    """Gives indicators figures and texts, one after another."""

    def __init__(self, grader: Grader) -> None:
        self._grader = grader
        self._choose = random.Random(7)  # noqa: S311 - figures, not secrets

    def change_node(self, node: Node) -> Node:
        return replace(
            node,
            children=tuple(map(self.change_node, node.children)),
            indicators=tuple(map(self._change, node.indicators)),
        )

    def _change(self, item: Indicator) -> Indicator:
        choose = self._choose
        unit = item.unit or "件"
        places = 1 if choose.randrange(_BROKEN) == 0 else 0
        first = self._take(Decimal(choose.randrange(20, 5_000)), places)
        targets, actuals, published = [], [], []
        due = {one.year for one in item.published if one.mark}
        for step, one in enumerate(item.targets, 1):
            target = self._take(first * (100 + 4 * step + choose.randrange(4)) / 100, places)
            targets.append(Target(one.year, _read(target, unit)))
            if one.year in due:
                actual = self._take(target * choose.randrange(30, 140) / 100, places)
                actuals.append(Actual(one.year, _read(actual, unit)))
                mark = self._grader.grade_numbers(item.direction, actual, target)
                published.append(Published(one.year, mark or ""))
        return replace(
            item,
            baseline=Baseline(_read(first, unit), item.baseline.year if item.baseline else None),
            targets=tuple(targets),
            actuals=tuple(actuals),
            published=tuple(published),
            statuses=tuple(self._write(one.year) for one in item.statuses),
            goal=f"{item.goal}（{choose.randrange(1, 9_999)}件）",
        )

    def _take(self, number: Decimal, places: int) -> Decimal:
        return round(number, places) if places else Decimal(round(number))

    def _write(self, year: FiscalYear | None) -> Status:
        choose = self._choose
        narrative = (
            f"{choose.randrange(2, 400)}回{choose.choice(_DEEDS)}、"
            f"{choose.randrange(1, 900)}件で{choose.choice(_GAINS)}。"
        )
        issues = tuple(choose.sample(_ISSUES, choose.randrange(1, 4)))
        text = f"{narrative}\n課題：{'、'.join(issues)}"
        return Status(text=text, year=year, narrative=narrative, issues=issues)


def _read(value: Decimal, unit: str) -> Reading:
    text = f"{render_number(value)}{unit}"
    return Reading(quantity=Quantity(value, unit, raw=text), text=text)
