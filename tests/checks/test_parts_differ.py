from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from shirube.checks.parts_differ import check_parts_differ
from shirube.core.finding import Finding, Level
from shirube.core.form import Column, Form, Role
from shirube.core.indicator import Accumulation, Indicator
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.checks.checking import run

HALVES = ("4~9月期 実績値", "10~3月期 実績値")


def build(key: str, whole: str, *parts: str, unit: str = "件", **more: object) -> Indicator:
    extras = tuple((place + 2, text) for place, text in enumerate(parts))
    return build_indicator(
        key,
        unit=unit,
        targets={"R5": "1000"},
        actuals={"R5": whole},
        extras=extras,
        **more,  # type: ignore[arg-type]
    )


def check(*indicators: Indicator, headings: Sequence[str] = HALVES, when: str = "") -> list[Finding]:
    columns = (
        Column(Role.INDICATOR, ("指標名",)),
        Column(Role.ACTUAL, ("実績値",), year("R5")),
        *(Column(Role.EXTRA, (heading,), year(when) if when else None) for heading in headings),
    )
    return run(check_parts_differ, build_plan(*indicators, scale=build_scale(), form=Form(columns)))


GOOD = [build("1", "351", "213", "138"), build("2", "20", "4", "16")]


def test_half_years_that_do_not_add_up_are_named_with_the_difference() -> None:
    (finding,) = check(*GOOD, build("3", "151", "88", "62"))

    assert finding.level is Level.ODD
    assert finding.message == (
        "「4~9月期 実績値」88件と「10~3月期 実績値」62件の合計は150件ですが、"
        "令和5年度の実績値は151件です（差1件）。"
    )
    assert finding.place.indicator == "事業3（参加者数）"
    assert finding.place.year == year("R5")
    assert "元の資料で確かめて" in finding.remedy


def test_the_published_table_with_a_wrong_sum_is_caught(tmp_path: Path) -> None:
    from shirube.readers.read import read_plan

    table = Path(__file__).parents[1] / "cases" / "tables" / "tsu_cci_hattatsu_h27.tsv"
    right = tmp_path / "table.tsv"
    right.write_text(
        table.read_text(encoding="utf-8").replace("\t62\t151\t", "\t63\t151\t"), encoding="utf-8"
    )

    (finding,) = run(check_parts_differ, read_plan(table).plan)

    assert "88と" in finding.message
    assert "62の合計は150ですが、平成27年度の実績値は151です（差1）" in finding.message
    assert run(check_parts_differ, read_plan(right).plan) == []


def test_quarters_and_months_add_up_too() -> None:
    quarters = [f"第{number}四半期" for number in (1, 2, 3, 4)]
    months = [f"{number}月" for number in (*range(4, 13), 1, 2, 3)]

    assert len(check(build("1", "100", "20", "20", "20", "39"), headings=quarters)) == 1
    assert len(check(build("1", "100", *["8"] * 12), headings=months)) == 1
    assert check(build("1", "96", *["8"] * 12), headings=months) == []


def test_targets_have_parts_of_their_own() -> None:
    headings = ("上半期目標", "下半期目標")

    (finding,) = check(build("1", "5", "500", "510"), headings=headings)

    assert "令和5年度の目標値は1,000件です（差10件）" in finding.message


def test_parts_of_another_year_are_held_against_that_year() -> None:
    assert check(build("1", "151", "88", "62"), when="R6") == []
    assert len(check(build("1", "151", "88", "62"), when="R5")) == 1


@pytest.mark.parametrize(
    "indicators",
    [
        pytest.param([*GOOD], id="parts that add up"),
        pytest.param([*GOOD, build("3", "151", "88", "")], id="a part that nobody has entered is not zero"),
        pytest.param([*GOOD, build("3", "151", "88", "集計中")], id="a part still being counted"),
        pytest.param([*GOOD, build("3", "102", "100", "102")], id="members at the end of the year"),
        pytest.param([*GOOD, build("3", "30", "20", "40")], id="a mean"),
        pytest.param([*GOOD, build("3", "75.1%", "70%", "80%", unit="%")], id="shares"),
        pytest.param(
            [*GOOD, build("3", "151", "88", "62", accumulation=Accumulation.YEAR_END)], id="year end"
        ),
        pytest.param([*GOOD, build("3", "12.5", "6.2", "6.2", unit="t")], id="decimals rounded off"),
        pytest.param(
            [build(str(at), "90", "50", "60") for at in range(5)], id="parts that are not meant to add up"
        ),
        pytest.param([build("1", "300", "88", "62")], id="one row far away tells nothing"),
    ],
)
def test_tables_in_good_order_are_silent(indicators: list[Indicator]) -> None:
    assert check(*indicators) == []


@pytest.mark.parametrize(
    "headings",
    [
        ("4~9月期", "10~2月期"),
        ("上半期", "備考"),
        ("9月末", "3月末"),
        ("上半期達成率", "下半期達成率"),
        ("上半期累計", "下半期累計"),
    ],
)
def test_columns_that_are_not_the_whole_year_say_nothing(headings: tuple[str, str]) -> None:
    assert check(*GOOD, build("3", "151", "88", "62"), headings=headings) == []
    assert len(check(*GOOD, build("3", "151", "88", "62"))) == 1
