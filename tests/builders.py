"""Builders of plans for tests: they fill in what does not matter, the test states what does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from shirube.core.fiscal_year import FiscalYear, parse_fiscal_year
from shirube.core.indicator import Actual, Baseline, Indicator, Published, Status, Target
from shirube.core.notation import parse_reading
from shirube.core.plan import Node, Plan
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading
from shirube.core.scale import Band, Condition, Edge, Evidence, Scale, Subject


def year(text: str) -> FiscalYear:
    return parse_fiscal_year(text)


def reading(value: str | int, unit: str = "") -> Reading:
    """A reading from text in any notation, or from a plain number and a unit."""
    if isinstance(value, str):
        return parse_reading(value)
    return Reading(quantity=Quantity(Decimal(value), unit, raw=f"{value:,}{unit}"), text=f"{value:,}{unit}")


def build_indicator(
    key: str = "1",
    *,
    name: str = "参加者数",
    unit: str = "人",
    targets: Mapping[str, str | int] | None = None,
    actuals: Mapping[str, str | int] | None = None,
    marks: Mapping[str, str] | None = None,
    baseline: tuple[str, str | int] | None = None,
    status: str = "",
    issues: Sequence[str] = (),
    no_issue: bool = False,
    **more: Any,
) -> Indicator:
    """An indicator from years as people write them: targets={"R5": 20, "R6": 30}, marks={"R5": "A"}."""
    return Indicator(
        key=key,
        name=name,
        unit=unit,
        baseline=Baseline(reading(baseline[1], unit), year(baseline[0])) if baseline else None,
        targets=tuple(Target(year(when), reading(what, unit)) for when, what in (targets or {}).items()),
        actuals=tuple(Actual(year(when), reading(what, unit)) for when, what in (actuals or {}).items()),
        published=tuple(Published(year(when), mark) for when, mark in (marks or {}).items()),
        statuses=(Status(status or "本文", year("R7"), status, tuple(issues), no_issue),)
        if status or issues or no_issue
        else (),
        **more,
    )


def build_plan(*indicators: Indicator, activity: str = "", scale: Scale | None = None, **more: Any) -> Plan:
    """A plan with one direction, one measure and one activity for each indicator."""
    leaves = tuple(Node(name=activity or f"事業{item.key}", indicators=(item,)) for item in indicators)
    measure = Node(name="施策", children=leaves)
    return Plan(
        title="試験計画",
        name="試験計画",
        levels=("方向性", "個別施策", "実施事業"),
        nodes=(Node(name="方向", children=(measure,)),),
        scale=scale,
        **more,
    )


def percent(number: int | str) -> Fraction:
    return Fraction(str(number)) / 100


def build_scale(*, evidence: Evidence = Evidence.STATED) -> Scale:
    """S from 120 %, A from 90 %, B above 50 %, C up to 50 %: the rule that the seed's marks prove at 50."""

    def edge(number: int, inclusive: bool) -> Edge:
        settled = Evidence.STATED if number == 50 else evidence
        return Edge(percent(number), inclusive, settled)

    def band(mark: str, name: str, lower: Edge | None, upper: Edge | None) -> Band:
        return Band(mark=mark, name=name, conditions=(Condition(Subject.RATE, lower, upper),))

    return Scale(
        name="sample",
        title="試験の評価基準",
        bands=(
            band("S", "目標値以上", edge(120, True), None),
            band("A", "目標値どおり", edge(90, True), edge(120, False)),
            band("B", "要改善", edge(50, False), edge(90, False)),
            band("C", "要大幅改善", None, edge(50, True)),
        ),
        legend_heading=("評価指標", "詳細"),
    )


def missing(reason: Missing, text: str = "") -> Reading:
    return Reading(missing=reason, text=text)


# Names of activity and indicator, unit, R3, then target, actual and mark of R5, R6, R7, then target of R8.
SEED_ROWS: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split())
    for line in """
事業承継セミナー 参加者数 人 10 20 21 A 30 31 A 45 17 C 65
事業承継相談 新規相談者数 人 6 10 5 C 15 16 A 23 10 C 33
創業塾 参加者数 人 14 16 11 B 19 14 B 22 16 B 25
創業相談 新規相談者数 人 97 100 81 B 105 79 B 110 66 B 115
中小・小口・マル経 合計利用件数 件 87 90 118 S 90 147 S 100 157 S 100
経営支援セミナー 参加者数 人 - 20 21 A 25 8 C 30 12 C 35
あきる野マルシェ 開催数 回 - 1 1 A 1 1 A 2 2 A 2
まちゼミ 講座数 講座 37 40 37 A 40 59 S 42 44 A 42
るのカード普及事業 取扱店舗数 店 102 100 100 A 105 94 B 110 88 B 115
デジタル化促進セミナー 参加者数 人 - 20 10 C 25 6 C 30 6 C 35
創業者交流会 参加者数 人 24 26 21 B 29 11 C 32 21 B 35
事業者連携交流会 参加者数 人 - 40 27 B 50 14 C 60 12 C 70
地域マップの作成 発行部数 部 27,000 28,000 28,000 A 28,000 28,000 A 30,000 23,000 B 30,000
産学連携の支援 支援件数 件 2 3 3 A 3 3 A 5 3 B 5
""".strip().splitlines()
)
