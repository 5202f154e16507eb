"""What each cell of the printed table shows, column by column, also where something is missing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from shirube.core.evaluation import evaluate_plan
from shirube.core.form import Column, Form, Role
from shirube.core.indicator import Actual, Decision, Direction, Indicator, Published, Revision, Status, Target
from shirube.core.plan import Node, Plan
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading, Standing
from shirube.core.scale import Evidence
from shirube.core.table import (
    Cell,
    Look,
    PrintedTable,
    compute_table,
    render_activity,
    render_reading,
    says_rate,
)
from tests.builders import build_indicator, build_plan, build_scale, reading, year

R5, R6, R7 = year("R5"), year("R6"), year("R7")


def show(
    indicator: Indicator, *columns: Column, node: dict[str, Any] | None = None, when: str = "", **more: Any
) -> list[Cell | None]:
    """The cells of one indicator in these columns."""
    leaf = Node(**{"name": "事業", "indicators": (indicator,), **(node or {})})
    plan = Plan(nodes=(leaf,), form=Form(columns), **more)
    table = compute_table(plan, evaluate_plan(plan) if plan.scale else (), year(when) if when else None)
    return list(table.rows[0].cells)


def texts(cells: list[Cell | None]) -> list[str | None]:
    return [cell.text if cell else None for cell in cells]


def column(role: Role, when: str = "", part: str = "") -> Column:
    return Column(role, (role.value,), year(when) if when else None, None, part)


def test_a_figure_carries_its_quantity_and_a_missing_one_none() -> None:
    indicator = build_indicator(targets={"R5": 20, "R6": "未定"}, actuals={"R5": 21}, baseline=("R3", 10))

    cells = show(
        indicator,
        column(Role.BASELINE),
        column(Role.TARGET, "R5"),
        column(Role.TARGET, "R6"),
        column(Role.TARGET, "R7"),
        column(Role.ACTUAL, "R5"),
        column(Role.ACTUAL, "R6"),
        column(Role.FINAL_TARGET),
        column(Role.TARGET),
    )

    def figure(number: int) -> Cell:
        return Cell(f"{number}人", quantity=Quantity(Decimal(number), "人", raw=f"{number}人"))

    assert cells == [
        figure(10),
        figure(20),
        Cell("未定"),
        Cell(""),
        figure(21),
        Cell(""),
        Cell("未定"),
        Cell(""),
    ]


def test_without_baseline_or_targets_their_columns_are_empty() -> None:
    cells = show(build_indicator(), column(Role.BASELINE), column(Role.FINAL_TARGET))

    assert cells == [Cell(""), Cell("")]


def test_words_stand_in_the_columns_that_are_for_them() -> None:
    indicator = build_indicator(
        name="回数",
        unit="回",
        bodies=("市", "商工会"),
        goal="増やす",
        notes=("一", "二"),
        direction=Direction.DOWN,
    )
    roles = (
        Role.INDICATOR,
        Role.UNIT,
        Role.DIRECTION,
        Role.BODY,
        Role.GOAL,
        Role.PAGE,
        Role.NUMBER,
        Role.NOTE,
        Role.EXTRA,
        Role.STATUS,
        Role.ISSUE,
    )

    cells = show(indicator, *map(column, roles), node={"page": "P.3", "number": "1-2"})

    assert texts(cells) == ["回数", "回", "減少", "市・商工会", "増やす", "P.3", "1-2", "一\n二", "", "", ""]


def test_texts_are_those_of_the_year_of_the_column_or_else_the_latest() -> None:
    indicator = replace(
        build_indicator(),
        statuses=(
            Status("年のない本文", None),
            Status("前の本文", R5, "", ("周知", "日程")),
            Status("今の本文", R6, "", (), True),
            Status("後の本文", R7),
        ),
    )

    def at(role: Role, when: str = "") -> str | None:
        return texts(show(indicator, column(role, when)))[0]

    assert [at(Role.STATUS, when) for when in ("R4", "R5", "R6", "R7", "")] == [
        "年のない本文",
        "前の本文",
        "今の本文",
        "後の本文",
        "後の本文",
    ]
    assert [at(Role.ISSUE, when) for when in ("R4", "R5", "R6", "R7")] == ["", "周知、日程", "なし", ""]


def test_a_rate_is_the_published_one_while_true_else_the_computed_one() -> None:
    published = (Published(R5, "B", "89.52"), Published(R6, "C", "60%"), Published(R7, "C", "n.a."))
    indicator = replace(
        build_indicator(targets={"R5": 105, "R6": 100}, actuals={"R5": 94, "R6": 50}), published=published
    )
    columns = (*(column(Role.RATE, when) for when in ("R5", "R6", "R7", "R8")), column(Role.RATE))

    assert texts(show(indicator, *columns, scale=build_scale())) == ["89.52", "50.0%", "n.a.", "", ""]
    assert texts(show(indicator, *columns)) == ["89.52", "60%", "n.a.", "", ""]


@pytest.mark.parametrize(
    ("text", "rate", "same"),
    [
        ("1,050%", Fraction(21, 2), True),
        ("１,０５０.０ ％", Fraction(21, 2), True),
        ("10.5", Fraction(21, 2), False),
        ("66.7", Fraction(2, 3), True),
        ("66.6", Fraction(2, 3), True),
        ("66.8", Fraction(2, 3), False),
        ("66.66666666666", Fraction(2, 3), False),
        ("-5.0%", Fraction(-1, 20), True),
        ("％", Fraction(1), False),
        ("約90%", Fraction(9, 10), False),
    ],
)
def test_a_printed_rate_is_compared_as_a_number(text: str, rate: Fraction, same: bool) -> None:
    assert says_rate(text, rate) is same


def test_marks_of_an_earlier_year_are_those_that_counted_then() -> None:
    indicator = replace(
        build_indicator(targets={"R5": 100, "R6": 100}, actuals={"R5": 100, "R6": 60}, marks={"R5": "B"}),
        decisions=(Decision(R6, "C", "理由"),),
    )
    columns = (column(Role.PREVIOUS_MARK, "R5"), column(Role.PREVIOUS_MARK, "R6"), column(Role.PREVIOUS_MARK))

    assert texts(show(indicator, *columns, scale=build_scale())) == ["A", "C", ""]
    assert texts(show(indicator, *columns, scale=build_scale(), when="R6")) == ["A", "C", "A"]
    assert texts(show(indicator, *columns, when="R6")) == ["B", "C", "B"]


def test_a_mark_without_a_year_or_without_anything_is_an_empty_cell() -> None:
    cells = show(build_indicator(), column(Role.MARK, "R5"), column(Role.MARK), scale=build_scale())

    assert cells == [Cell(""), Cell("")]


def test_a_decision_on_an_open_edge_counts_before_what_was_published() -> None:
    indicator = replace(
        build_indicator(targets={"R5": 100}, actuals={"R5": 90}, marks={"R5": "B"}),
        decisions=(Decision(R5, "S", "理由"),),
    )

    (cell,) = show(indicator, column(Role.MARK, "R5"), scale=build_scale(evidence=Evidence.OPEN))

    assert cell is not None
    assert (cell.text, cell.tone, cell.note) == ("S", 0, 1)


def test_on_an_open_edge_without_a_published_mark_the_computed_one_stands() -> None:
    indicator = build_indicator(targets={"R5": 100}, actuals={"R5": 90})

    (cell,) = show(indicator, column(Role.MARK, "R5"), scale=build_scale(evidence=Evidence.OPEN))

    assert cell is not None
    assert cell.text == "A"


def test_a_mark_decided_where_none_could_be_computed_says_so() -> None:
    indicator = replace(build_indicator(name="満足度"), actuals=(Actual(R5, reading("90人")),))
    indicator = replace(indicator, decisions=(Decision(R5, "B", "目標がないため"),))
    plan = build_plan(indicator, scale=build_scale())
    plan = replace(plan, form=Form((column(Role.MARK, "R5"),)))

    table = compute_table(plan, evaluate_plan(plan))

    assert table.notes == ("事業1（満足度） 令和5年度：算定評価はなし、決定評価はB（理由：目標がないため）",)


def test_footnotes_are_numbered_in_printed_order() -> None:
    def decided(key: str) -> Indicator:
        indicator = build_indicator(key, targets={"R5": 100}, actuals={"R5": 95})
        return replace(indicator, decisions=(Decision(R5, "B", f"理由{key}"),))

    plan = build_plan(decided("1"), decided("2"), scale=build_scale())
    plan = replace(plan, form=Form((column(Role.MARK, "R5"),)))

    table = compute_table(plan, evaluate_plan(plan))

    assert [row.cells[0].note for row in table.rows if row.cells[0]] == [1, 2]
    assert [note[-4:] for note in table.notes] == ["理由1）", "理由2）"]


def test_a_code_has_no_tone_and_marks_have_theirs() -> None:
    indicator = build_indicator(marks={"R5": "S", "R6": "C", "R7": "－"})
    columns = [column(Role.MARK, when) for when in ("R5", "R6", "R7")]

    def tones(**more: Any) -> list[int | None]:
        return [cell.tone for cell in show(indicator, *columns, **more) if cell]

    assert tones(scale=build_scale()) == [0, 3, None]
    assert tones() == [None, None, None]


def test_a_revised_target_may_be_printed_beside_the_first_one() -> None:
    revised = Target(R5, reading("30人"), (Revision(reading("20人")), Revision(reading("25人"))))
    indicator = replace(build_indicator(), targets=(revised, Target(R6, reading("40人"))))

    cells = show(
        indicator,
        column(Role.TARGET, "R5", "当初"),
        column(Role.TARGET, "R5"),
        column(Role.TARGET, "R6", "当初"),
        column(Role.TARGET, "R6"),
    )

    assert texts(cells) == ["20人", "30人", "", "40人"]


def test_expected_and_final_figures_have_their_own_columns() -> None:
    def standing(number: int, how: Standing) -> Reading:
        return replace(reading(number, "人"), standing=how)

    indicator = replace(
        build_indicator(),
        actuals=(
            Actual(
                R5,
                standing(23, Standing.FINAL),
                (standing(20, Standing.EXPECTED), standing(21, Standing.EXPECTED)),
            ),
            Actual(R6, standing(30, Standing.EXPECTED)),
        ),
    )
    expected = Standing.EXPECTED.value

    cells = show(
        indicator,
        column(Role.ACTUAL, "R5", expected),
        column(Role.ACTUAL, "R5"),
        column(Role.ACTUAL, "R6", expected),
        column(Role.ACTUAL, "R6"),
        column(Role.ACTUAL, "R7", expected),
    )

    assert texts(cells) == ["21人", "23人", "30人", "", ""]


def test_a_part_that_is_no_standing_is_left_to_what_the_table_had() -> None:
    cells = show(
        build_indicator(actuals={"R5": 20}), column(Role.ACTUAL, "R5", "上半期"), column(Role.ACTUAL, "R5")
    )

    assert texts(cells) == ["", "20人"]


def test_text_kept_from_the_sheet_stands_in_its_column_and_only_there() -> None:
    indicator = build_indicator(actuals={"R5": 20}, extras=((1, "調整中"),))

    cells = show(indicator, column(Role.ACTUAL, "R5"), column(Role.ACTUAL, "R5"))

    assert texts(cells) == ["20人", "調整中"]


def build_levels(*names: str, indicator: bool = False, page: bool = False) -> Form:
    columns = [Column(Role.LEVEL, (name,), None, depth) for depth, name in enumerate(names)]
    if indicator:
        columns.append(Column(Role.INDICATOR, ("指標",)))
    if page:
        columns.append(Column(Role.PAGE, ("頁",)))
    return Form(tuple(columns))


def print_levels(form: Form) -> list[list[tuple[str, int] | None]]:
    leaf = Node(name="塾", labels=("新規",), page="P.4", indicators=(build_indicator("1", name="回数"),))
    two = Node(
        name="講座",
        page="P.5",
        indicators=(build_indicator("2", name="回数"), build_indicator("3", name="人数")),
    )
    empty = Node(name="調査", page="P.6")
    top = Node(name="方向", labels=("重点",), page="P.1", children=(leaf, two, empty))
    table = compute_table(Plan(nodes=(top, Node(name="別の方向")), form=form))
    return [[(cell.text, cell.rows) if cell else None for cell in row.cells] for row in table.rows]


def test_levels_are_merged_with_names_flags_and_pages_where_these_have_no_column() -> None:
    assert print_levels(build_levels("方向性", "事業")) == [
        [("方向【重点】 P.1", 4), ("塾【新規】(回数) P.4", 1)],
        [None, ("講座(回数) P.5", 1)],
        [None, ("講座(人数) P.5", 1)],
        [None, ("調査 P.6", 1)],
        [("別の方向", 1), ("", 1)],
    ]


def test_names_and_pages_are_left_to_their_columns_where_there_are_such() -> None:
    assert print_levels(build_levels("方向性", "事業", indicator=True, page=True)) == [
        [("方向【重点】", 4), ("塾【新規】", 1), ("回数", 1), ("P.4", 1)],
        [None, ("講座", 2), ("回数", 1), ("P.5", 1)],
        [None, None, ("人数", 1), ("P.5", 1)],
        [None, ("調査", 1), ("", 1), ("", 1)],
        [("別の方向", 1), ("", 1), ("", 1), ("", 1)],
    ]


def test_a_form_with_the_top_level_alone_names_what_lies_below_in_one_cell() -> None:
    assert print_levels(build_levels("方向性")) == [
        [("方向／塾【新規】(回数) P.4", 1)],
        [("方向／講座(回数) P.5", 1)],
        [("方向／講座(人数) P.5", 1)],
        [("方向／調査 P.6", 1)],
        [("別の方向", 1)],
    ]


def test_an_indicator_of_an_upper_node_leaves_the_levels_below_it_empty() -> None:
    node = Node(
        name="方向",
        indicators=(build_indicator("1", name="満足度"),),
        children=(
            Node(name="施策", children=(Node(name="塾", indicators=(build_indicator("2", name="回数"),)),)),
        ),
    )

    def rows(form: Form) -> list[list[str | None]]:
        return [texts(list(row.cells)) for row in compute_table(Plan(nodes=(node,), form=form)).rows]

    assert rows(build_levels("方向性", "施策", "事業")) == [
        ["方向", "", "満足度"],
        [None, "施策", "塾(回数)"],
    ]
    assert rows(build_levels("方向性", "施策", "事業", indicator=True)) == [
        ["方向", "", "", "満足度"],
        [None, "施策", "塾", "回数"],
    ]


@pytest.mark.parametrize(
    ("role", "look"),
    [
        (Role.LEVEL, Look.TEXT),
        (Role.INDICATOR, Look.TEXT),
        (Role.STATUS, Look.TEXT),
        (Role.NOTE, Look.TEXT),
        (Role.UNIT, Look.SHORT),
        (Role.DIRECTION, Look.SHORT),
        (Role.BODY, Look.SHORT),
        (Role.PAGE, Look.SHORT),
        (Role.NUMBER, Look.SHORT),
        (Role.BASELINE, Look.FIGURE),
        (Role.TARGET, Look.FIGURE),
        (Role.FINAL_TARGET, Look.FIGURE),
        (Role.ACTUAL, Look.FIGURE),
        (Role.RATE, Look.FIGURE),
        (Role.DIFFERENCE, Look.FIGURE),
        (Role.MARK, Look.MARK),
        (Role.PREVIOUS_MARK, Look.MARK),
    ],
)
def test_each_column_is_set_as_its_role_asks(role: Role, look: Look) -> None:
    table = compute_table(build_with(column(role)))

    assert [item.look for item in table.columns] == [look]


def build_with(*columns: Column) -> Plan:
    return replace(build_plan(build_indicator()), form=Form(columns))


def test_only_yearly_columns_of_the_reported_year_are_emphasised() -> None:
    columns = (
        column(Role.TARGET, "R5"),
        column(Role.TARGET, "R6"),
        column(Role.STATUS, "R6"),
        column(Role.BASELINE, "R6"),
        column(Role.MARK, "R6"),
        column(Role.RATE),
    )

    def emphasised(table: PrintedTable) -> list[bool]:
        return [item.current for item in table.columns]

    assert emphasised(compute_table(build_with(*columns), (), R6)) == [False, True, False, False, True, False]
    assert emphasised(compute_table(build_with(*columns))) == [False] * 6


def test_the_columns_of_the_tree_are_told_wherever_they_stand() -> None:
    plan = build_with(
        column(Role.NUMBER),
        Column(Role.LEVEL, ("甲",), None, 0),
        column(Role.UNIT),
        Column(Role.LEVEL, ("乙",), None, 1),
    )

    assert compute_table(plan).levels == (1, 3)


def test_an_activity_is_named_with_what_has_no_column_of_its_own() -> None:
    node = Node(name="講座", labels=("新規", "重点"), page="P.3")
    named, nameless = build_indicator(name="回数"), build_indicator(name="")

    assert render_activity(node, named, with_name=True, with_page=True) == "講座【新規】【重点】(回数) P.3"
    assert render_activity(node, named, with_name=False, with_page=True) == "講座【新規】【重点】 P.3"
    assert render_activity(node, nameless, with_name=True, with_page=False) == "講座【新規】【重点】"
    assert render_activity(Node(name="講座"), None, with_name=True, with_page=True) == "講座"


@pytest.mark.parametrize(
    ("reading", "shown"),
    [
        (None, ""),
        (Reading(missing=Missing.NO_TARGET), ""),
        (Reading(missing=Missing.UNSTATED), "-"),
        (Reading(missing=Missing.NO_BASELINE), "-"),
        (Reading(missing=Missing.UNPUBLISHED), "未公表"),
        (Reading(missing=Missing.NOT_ENTERED, text="空"), "空"),
    ],
)
def test_what_is_missing_is_said_in_the_city_s_words_or_ours(reading: Reading | None, shown: str) -> None:
    assert render_reading(reading) == shown
