"""What people entered by hand, taken back from the data sheet of a workbook that we wrote.

The printed sheet, from which the plan itself is read, does not show it. How the data sheet is written is said
by core/data_rows.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from shirube.core.data_rows import (
    BASELINE_KIND,
    FACT_HEADING,
    KEY_HEADING,
    KIND_HEADING,
    YEAR_HEADING,
)
from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Fact, Indicator
from shirube.core.plan import Node, Plan
from shirube.readers.grid import Grid

Facts = dict[str, list[Fact]]


def take_facts(plan: Plan, data: Grid) -> tuple[Plan, list[Finding]]:
    """The plan with the answers of the data sheet, row by row in printed order.

    Where the sheets no longer have the same rows, nobody can say which answer belongs where: then none is
    taken, and a finding says so.
    """
    findings: list[Finding] = []
    facts = _read_facts(data, findings)
    if not any(facts.values()):
        return plan, findings
    dated = [item for item in plan.indicators if _has_rows(item)]
    if len(facts) != len(dated):
        message = (
            f"シート「{data.name}」の指標（{len(facts)}件）が表の指標（{len(dated)}件）と合わないため、"
            "人が入力した事項を読み取っていません。"
        )
        remedy = "人が入力した事項は、画面で入力し直すか、JSONの計画ファイルを使ってください。"
        place = Place(file=data.file, sheet=data.name)
        return plan, [
            Finding(code="facts-unread", level=Level.ODD, message=message, remedy=remedy, place=place)
        ]
    remaining = iter(facts.values())
    return replace(plan, nodes=tuple(_put_into(node, remaining) for node in plan.nodes)), findings


def _read_facts(data: Grid, findings: list[Finding]) -> Facts:
    """The answers of each indicator, in the order of the sheet; indicators without any are there too."""
    heads = [str(cell) for cell in data.rows[0]] if data.rows else []
    if not {KEY_HEADING, YEAR_HEADING, KIND_HEADING} <= set(heads):
        return {}
    key, year, kind = (heads.index(name) for name in (KEY_HEADING, YEAR_HEADING, KIND_HEADING))
    asked = [(at, head.removeprefix(FACT_HEADING)) for at, head in enumerate(heads) if _asks(head)]
    found: Facts = {}
    for number, row in enumerate(data.rows[1:], 1):
        known = found.setdefault(str(row[key]), [])
        answers = [(question, answer) for at, question in asked if (answer := str(row[at]).strip())]
        if row[kind] == BASELINE_KIND or not answers:
            continue
        answered = _parse_year(str(row[year]))
        if answered is None:
            findings.append(_make_unknown_year(data.place(number, year), str(row[year])))
        else:
            known += [Fact(answered, question, answer) for question, answer in answers]
    return found


def _parse_year(text: str) -> FiscalYear | None:
    """The western year as we wrote it; None for anything that somebody put in its place."""
    try:
        return FiscalYear(int(text)) if text.isascii() and text.isdigit() and len(text) == 4 else None
    except ValueError:
        return None


def _make_unknown_year(place: Place, text: str) -> Finding:
    return Finding(
        code="facts-unread",
        level=Level.ODD,
        message=f"年度「{text[:20]}」を読み取れないため、この行の人が入力した事項を読み取っていません。",
        remedy="年度の始まる西暦年を4桁の数字で記入してください。",
        place=place,
    )


def _asks(head: str) -> bool:
    return head.startswith(FACT_HEADING) and bool(head.removeprefix(FACT_HEADING).strip())


def _has_rows(indicator: Indicator) -> bool:
    """Whether the data sheet has rows of an indicator: one for its baseline and one for each year."""
    return bool(indicator.baseline or indicator.years)


def _put_into(node: Node, remaining: Iterator[list[Fact]]) -> Node:
    """In printed order: the indicators of a node come before those of its children."""
    indicators = tuple(
        _answer(item, next(remaining)) if _has_rows(item) else item for item in node.indicators
    )
    return replace(
        node, indicators=indicators, children=tuple(_put_into(child, remaining) for child in node.children)
    )


def _answer(indicator: Indicator, facts: list[Fact]) -> Indicator:
    return replace(indicator, facts=tuple(facts)) if facts else indicator
