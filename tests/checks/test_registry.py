from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import shirube.checks
from shirube.checks.context import build_context
from shirube.checks.registry import CHECKS, Check, check_plan
from shirube.core.finding import Level
from tests.builders import SEED_ROWS, build_indicator, build_plan, build_scale


def test_every_file_of_a_check_is_in_the_table() -> None:
    files = {path.stem for path in Path(shirube.checks.__file__).parent.glob("*.py")}
    modules = {check.function.__module__.rpartition(".")[2] for check in CHECKS}

    assert files - {"__init__", "context", "registry"} == modules


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_is_named_after_its_file(check: Check) -> None:
    name = check.code.replace("-", "_")
    module = importlib.import_module(f"shirube.checks.{name}")

    assert check.function is getattr(module, f"check_{name}")
    assert check.levels
    assert check.name_ja
    assert check.description_ja


def test_a_figure_of_very_many_digits_is_found_odd_and_stops_no_check() -> None:
    """Decimals are only reckoned with to 28 digits, and a cell may hold more."""
    digits = "1" * 199
    indicator = build_indicator(
        targets={"R5": "100人", "R6": f"{digits}人"}, actuals={"R5": f"{digits}人", "R6": "90人"}
    )

    found = check_plan(build_plan(indicator), scale=build_scale())

    assert {finding.code for finding in found} == {"tenfold-jump"}


def test_codes_are_unique() -> None:
    assert len({check.code for check in CHECKS}) == len(CHECKS)


def test_the_table_for_officers_says_what_the_code_says() -> None:
    text = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
    told = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in text.splitlines()
        if line.startswith("| `")
    ]

    assert told == [
        (
            f"`{check.code}`",
            check.name_ja,
            "、".join(level.label for level in check.levels),
            check.description_ja,
        )
        for check in CHECKS
    ]
    assert [check.code for check in CHECKS if f"### {check.code}\n" not in text] == []


def test_findings_come_gravest_first() -> None:
    indicator = build_indicator(
        baseline=("R3", 120),
        targets={"R5": 100, "R6": 200, "R7": 300},
        actuals={"R5": 60, "R6": 120},
        marks={"R5": "A"},
        status="順調に推移している。",
    )

    findings = check_plan(build_plan(indicator, scale=build_scale()))

    assert [finding.code for finding in findings] == ["grade-differs", "target-below-baseline"]
    assert [finding.level for finding in findings] == [Level.GRAVE, Level.ODD]


def test_a_plan_in_good_order_is_silent() -> None:
    """The reference table with its targets, actuals and marks, but without what is odd about it."""
    odd = ("るのカード普及事業", "事業者連携交流会")
    indicators = [
        build_indicator(
            str(number),
            name=row[1],
            unit=row[2],
            baseline=("R3", row[3]),
            targets={"R5": row[4], "R6": row[7], "R7": row[10], "R8": row[13]},
            actuals={"R5": row[5], "R6": row[8], "R7": row[11]},
            marks={"R5": row[6], "R6": row[9], "R7": row[12]},
            status="市内で開催した。",
            issues=("集客",),
        )
        for number, row in enumerate(SEED_ROWS)
        if row[0] not in odd
    ]

    assert check_plan(build_plan(*indicators, scale=build_scale())) == []


def test_an_empty_plan_is_silent() -> None:
    assert check_plan(build_plan()) == []


def test_a_plan_without_a_rule_is_checked_for_what_needs_none() -> None:
    indicator = build_indicator(
        baseline=("R3", 120), targets={"R5": 100}, actuals={"R5": 60}, marks={"R5": "A"}
    )

    findings = check_plan(build_plan(indicator))

    assert [finding.code for finding in findings] == ["target-below-baseline"]


def test_another_rule_may_be_given() -> None:
    indicator = build_indicator(targets={"R5": 100}, actuals={"R5": 60}, marks={"R5": "A"})
    plan = build_plan(indicator)

    assert check_plan(plan) == []
    assert [finding.code for finding in check_plan(plan, scale=build_scale())] == ["grade-differs"]


def test_grades_computed_before_give_the_same_findings() -> None:
    indicator = build_indicator(targets={"R5": 100}, actuals={"R5": 60}, marks={"R5": "A"})
    plan = build_plan(indicator, scale=build_scale())

    assert check_plan(plan, build_context(plan).evaluated) == check_plan(plan)
