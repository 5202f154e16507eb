"""Every cell of the data sheet: headings with their meaning, in full and in empty rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from shirube.core.data_rows import FACT_HEADING, Value, iterate_records, list_data_columns
from shirube.core.indicator import Decision, Direction, Fact, Indicator, Published, Status
from shirube.core.plan import Node, Plan
from shirube.core.report import compute_report
from shirube.core.rounding import Rounding, RoundingMode
from tests.builders import build_indicator, build_plan, build_scale, year

R6 = year("R6")


def make_rows(plan: Plan) -> list[dict[str, Value]]:
    columns = list_data_columns(plan)
    return [
        {column.heading: column.value(record) for column in columns}
        for record in iterate_records(compute_report(plan))
    ]


def make_full() -> Indicator:
    indicator = build_indicator(
        "1-1",
        name="参加者数",
        unit="人",
        baseline=("R3", "10人"),
        targets={"R6": "約80人"},
        actuals={"R6": "72人(速報値)"},
        bodies=("市", "商工会"),
    )
    return replace(
        indicator,
        published=(Published(R6, "B", "90%"),),
        decisions=(Decision(R6, "S", "天候の影響"),),
        statuses=(Status("全文", R6, "開いた。", ("周知", "集客")),),
    )


def make_plan(**more: Any) -> Plan:
    leaf = Node(name="講座", labels=("新規", "重点"), page="P.3", indicators=(make_full(),))
    plan = Plan(
        title="題",
        name="計画",
        levels=("方向性", "事業"),
        nodes=(Node(name="方向", children=(leaf,)),),
        scale=build_scale(),
    )
    return replace(plan, **more)


def test_a_full_row_fills_every_column() -> None:
    before, row = make_rows(make_plan())

    assert row == {
        "計画名": "計画",
        "指標キー": "1-1",
        "方向性": "方向",
        "事業": "講座",
        "表示": "新規、重点",
        "頁": "P.3",
        "指標名": "参加者数",
        "方向": "増加",
        "集計": "単年度",
        "実施主体": "市・商工会",
        "年度（和暦）": "令和6年度",
        "年度（西暦）": 2024,
        "種別": "計画年度",
        "単位": "人",
        "目標値": Decimal(80),
        "目標値の条件": "約",
        "目標値の上限": None,
        "目標値の表記": "約80人",
        "実績値": Decimal(72),
        "実績値の分母": None,
        "実績値の表記": "72人(速報値)",
        "実績値の状況": "速報",
        "達成率（％）": Decimal("90.0"),
        "評価": "S",
        "算定評価": "A",
        "公表評価": "B",
        "決定評価": "S",
        "決定の理由": "天候の影響",
        "実施状況": "開いた。",
        "課題": "周知、集客",
    }
    filled = {key for key, value in before.items() if value not in ("", None)}
    assert filled == {
        "計画名",
        "指標キー",
        "方向性",
        "事業",
        "表示",
        "頁",
        "指標名",
        "方向",
        "集計",
        "実施主体",
        "年度（和暦）",
        "年度（西暦）",
        "種別",
        "単位",
        "実績値",
        "実績値の表記",
    }
    assert (before["種別"], before["実績値"], before["年度（西暦）"]) == ("基準値", Decimal(10), 2021)


def test_an_empty_row_has_empty_cells_and_no_zero() -> None:
    plan = Plan(title="題", nodes=(Node(name="方向", indicators=(build_indicator("1", marks={"R6": ""}),)),))

    (row,) = make_rows(replace(plan, levels=("方向性", "事業")))

    empty = {key: value for key, value in row.items() if value in ("", None)}
    assert empty == {
        "事業": "",
        "表示": "",
        "頁": "",
        "実施主体": "",
        "目標値": None,
        "目標値の条件": "",
        "目標値の上限": None,
        "目標値の表記": "",
        "実績値": None,
        "実績値の分母": None,
        "実績値の表記": "",
        "実績値の状況": "",
        "達成率（％）": None,
        "評価": "",
        "算定評価": "",
        "公表評価": "",
        "決定評価": "",
        "決定の理由": "",
        "実施状況": "",
        "課題": "",
    }
    assert (row["計画名"], row["方向性"]) == ("題", "方向")


def test_a_baseline_without_a_year_has_none() -> None:
    indicator = build_indicator(baseline=("R3", "10人"))
    assert indicator.baseline is not None
    indicator = replace(indicator, baseline=replace(indicator.baseline, year=None))

    (row,) = make_rows(build_plan(indicator))

    assert (row["年度（和暦）"], row["年度（西暦）"], row["種別"]) == ("", None, "基準値")


def test_a_text_is_the_whole_cell_where_its_parts_are_not_known() -> None:
    indicator = replace(
        build_indicator(targets={"R6": 20}), statuses=(Status("全文", R6), Status("年なし", None))
    )

    (row,) = make_rows(build_plan(indicator))

    assert (row["実施状況"], row["課題"]) == ("全文", "")


def test_the_rate_is_rounded_as_the_rule_says() -> None:
    indicator = build_indicator(targets={"R6": 3}, actuals={"R6": 2})
    fine = replace(build_scale(), display=Rounding(RoundingMode.TRUNCATE, 3))

    (row,) = make_rows(build_plan(indicator, scale=fine))

    assert row["達成率（％）"] == Decimal("66.666")


def test_a_difference_in_people_is_no_percentage() -> None:
    by_difference = replace(build_scale(), formulas=((Direction.UP, "difference"),))
    indicator = build_indicator(targets={"R6": "5人"}, actuals={"R6": "4人"})

    (row,) = make_rows(build_plan(indicator, scale=by_difference))

    assert row["達成率（％）"] is None


def test_a_question_of_the_rule_says_what_its_column_holds() -> None:
    asked = build_indicator(targets={"R6": "5人"}, facts=(Fact(R6, "進捗", "はい"),))

    column = list_data_columns(build_plan(asked))[-1]

    assert (column.heading, column.meaning) == (
        f"{FACT_HEADING}進捗",
        "評価基準の「進捗」に対して人が入力した答え",
    )


def test_a_decided_mark_counts_also_where_no_rule_computes_one() -> None:
    (row,) = make_rows(build_plan(replace(make_full(), baseline=None)))

    assert (row["評価"], row["算定評価"], row["公表評価"], row["達成率（％）"]) == ("S", "", "B", None)


def test_the_unit_is_that_of_the_actual_then_the_target_then_the_indicator() -> None:
    def unit(**given: Any) -> Value:
        (row,) = make_rows(build_plan(build_indicator(unit="人", **given)))
        return row["単位"]

    assert unit(targets={"R6": "20件"}, actuals={"R6": "18回"}) == "回"
    assert unit(targets={"R6": "20件"}, actuals={"R6": "18"}) == "件"
    assert unit(targets={"R6": "20"}, actuals={"R6": "未公表"}) == "人"


def test_every_column_says_what_it_holds_and_whether_it_changes_by_year() -> None:
    columns = list_data_columns(make_plan())

    assert all(column.meaning for column in columns)
    assert [column.heading for column in columns if not column.yearly] == [
        "計画名",
        "指標キー",
        "方向性",
        "事業",
        "表示",
        "頁",
        "指標名",
        "方向",
        "集計",
        "実施主体",
    ]
    assert [column.meaning for column in columns[2:4]] == [
        "計画の体系の第1階層の名称",
        "計画の体系の第2階層の名称",
    ]


def test_levels_deeper_than_their_names_are_numbered() -> None:
    plan = make_plan(levels=("方向性",))

    assert [column.heading for column in list_data_columns(plan)[2:4]] == ["方向性", "階層2"]
    assert [column.heading for column in list_data_columns(make_plan(levels=("a", "b", "c")))[2:5]] == [
        "a",
        "b",
        "c",
    ]
