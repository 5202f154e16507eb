"""A new table put onto the plan, cell by cell: what wins, what stays, in which words the change is told."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from shirube.core.indicator import (
    Accumulation,
    Actual,
    Baseline,
    Decision,
    Direction,
    Indicator,
    Published,
    Revision,
    Status,
    Target,
)
from shirube.core.merging import Change, compute_merge, find_changes, merge_indicator
from shirube.core.plan import Node, Plan
from shirube.core.reading import Missing, Reading
from tests.builders import build_indicator, build_plan, build_scale, missing, reading, year

R5, R6, R7 = year("R5"), year("R6"), year("R7")

FULL = Indicator(
    key="1",
    name="参加者数",
    unit="人",
    direction=Direction.DOWN,
    accumulation=Accumulation.CUMULATIVE,
    bodies=("商工会", "市"),
    goal="増やす",
    goal_year=R7,
    baseline=Baseline(reading(5, "人"), year("R3")),
    targets=(Target(R6, reading(10, "人")),),
    actuals=(Actual(R6, reading(9, "人")),),
    published=(Published(R6, "A", "90%"),),
    decisions=(Decision(R6, "B", "天候"),),
    statuses=(Status("本文", R6),),
    notes=("備考",),
)
OTHER = Indicator(
    key="1",
    name="来場者数",
    unit="名",
    direction=Direction.KEEP,
    accumulation=Accumulation.RATIO,
    bodies=("観光協会",),
    goal="保つ",
    goal_year=R6,
    baseline=Baseline(reading(6, "名"), year("R4")),
    targets=(Target(R7, reading(11, "名")),),
    actuals=(Actual(R7, reading(8, "名")),),
    published=(Published(R7, "C", "70%"),),
    decisions=(Decision(R7, "C", "別の理由"),),
    statuses=(Status("別の本文", R7),),
    notes=("別の備考",),
)


def plan_of(*indicators: Indicator, **more: Any) -> Plan:
    return build_plan(*indicators, **more)


def test_a_row_that_says_nothing_takes_nothing_away() -> None:
    silent = Indicator(key="1")

    assert merge_indicator(FULL, silent) == FULL


def test_a_row_that_says_everything_wins_but_for_what_people_have_settled() -> None:
    merged = merge_indicator(FULL, OTHER)

    assert merged == replace(
        OTHER,
        direction=FULL.direction,
        accumulation=FULL.accumulation,
        targets=(*FULL.targets, *OTHER.targets),
        actuals=(*FULL.actuals, *OTHER.actuals),
        published=(*FULL.published, *OTHER.published),
        decisions=FULL.decisions,
        statuses=(*FULL.statuses, *OTHER.statuses),
    )


def test_years_come_in_their_order_whichever_table_brought_them() -> None:
    merged = merge_indicator(OTHER, replace(FULL, decisions=()))

    assert [item.year for item in merged.targets] == [R6, R7]
    assert [item.year for item in merged.actuals] == [R6, R7]
    assert [item.year for item in merged.published] == [R6, R7]
    assert [item.year for item in merged.statuses] == [R6, R7]
    assert merged.decisions == OTHER.decisions


def test_decisions_of_a_table_count_where_nobody_has_decided_yet() -> None:
    assert merge_indicator(replace(FULL, decisions=()), OTHER).decisions == OTHER.decisions


def test_a_new_row_comes_as_it_is() -> None:
    assert merge_indicator(None, OTHER) == OTHER


@pytest.mark.parametrize(
    ("old", "new", "news"),
    [
        ("10人", "11人", True),
        ("10人", "10人以上", True),
        ("10人", "10人", False),
        ("1,000人", "１０００人", False),
        ("40%以上60%以下", "40%以上70%以下", True),
        ("16%削減", "16%", True),
        ("16%削減", "16%増加", True),
        ("10人", "未公表", True),
        ("未公表", "10人", True),
        ("未公表", "集計中", True),
        ("未公表", "未公表", False),
        ("設置", "設置済", True),
    ],
)
def test_a_cell_is_news_when_it_says_something_else_and_not_when_it_is_written_otherwise(
    old: str, new: str, news: bool
) -> None:
    target = merge_indicator(
        build_indicator(targets={"R6": old}), build_indicator(targets={"R6": new})
    ).targets[0]
    actual = merge_indicator(
        build_indicator(actuals={"R6": old}), build_indicator(actuals={"R6": new})
    ).actuals[0]

    assert target.reading == reading(new if news else old)
    assert actual.reading == reading(new if news else old)
    assert target.revisions == ((Revision(reading(old), reason="取り込んだ表による"),) if news else ())
    assert actual.earlier == ((reading(old),) if news else ())


def test_what_stood_before_is_kept_behind_what_stood_even_earlier() -> None:
    first = merge_indicator(
        build_indicator(targets={"R6": 10}, actuals={"R6": 9}),
        build_indicator(targets={"R6": 11}, actuals={"R6": 8}),
    )

    second = merge_indicator(first, build_indicator(targets={"R6": 12}, actuals={"R6": 7}))

    assert [item.before for item in second.targets[0].revisions] == [reading(10, "人"), reading(11, "人")]
    assert second.actuals[0].earlier == (reading(9, "人"), reading(8, "人"))


def test_an_empty_cell_that_is_filled_leaves_no_trace_of_having_been_empty() -> None:
    empty = missing(Missing.NOT_ENTERED)
    old = replace(
        build_indicator(), targets=(Target(R6, empty),), actuals=(Actual(R6, missing(Missing.NOT_DUE)),)
    )

    merged = merge_indicator(old, build_indicator(targets={"R6": 10}, actuals={"R6": 9}))

    assert merged.targets == (Target(R6, reading(10, "人")),)
    assert merged.actuals == (Actual(R6, reading(9, "人")),)


def test_a_reason_in_words_replaces_a_figure_and_a_bare_empty_cell_does_not() -> None:
    old = build_indicator(actuals={"R6": 9}, targets={"R6": 9})
    told, silent = missing(Missing.UNPUBLISHED, "未公表"), missing(Missing.UNPUBLISHED, "  ")

    for given, kept in ((told, told), (silent, reading(9, "人"))):
        new = replace(build_indicator(), actuals=(Actual(R6, given),), targets=(Target(R6, given),))
        merged = merge_indicator(old, new)
        assert merged.actuals[0].reading == kept
        assert merged.targets[0].reading == kept


def test_a_printed_mark_is_replaced_by_a_mark_or_a_rate_and_not_by_nothing() -> None:
    old = replace(build_indicator(), published=(Published(R6, "A", "95%"),))

    def merge(*published: Published) -> tuple[Published, ...]:
        return merge_indicator(old, replace(build_indicator(), published=published)).published

    assert merge(Published(R6, "B")) == (Published(R6, "B"),)
    assert merge(Published(R6, rate="80%")) == (Published(R6, rate="80%"),)
    assert merge(Published(R6)) == old.published
    assert merge(Published(R5)) == (Published(R5), *old.published)


def test_a_text_replaces_that_of_its_year_and_an_empty_one_does_not() -> None:
    old = replace(build_indicator(), statuses=(Status("前", R6), Status("年のない本文")))

    def merge(*statuses: Status) -> list[tuple[str, object]]:
        merged = merge_indicator(old, replace(build_indicator(), statuses=statuses)).statuses
        return [(item.text, item.year) for item in merged]

    assert merge(Status("後", R6)) == [("年のない本文", None), ("後", R6)]
    assert merge(Status("  ", R6)) == [("年のない本文", None), ("前", R6)]
    assert merge(Status("", R7)) == [("年のない本文", None), ("前", R6), ("", R7)]
    assert merge(Status("先", R5)) == [("年のない本文", None), ("先", R5), ("前", R6)]
    assert merge(Status("新しい本文")) == [("新しい本文", None), ("前", R6)]


HEADING: dict[str, Any] = {
    "title": "題",
    "name": "名",
    "municipality": "市",
    "document_number": "資料1",
    "period": (R5, R7),
    "levels": ("上", "中", "下"),
    "bodies": ("商工会", "市"),
    "footnotes": ("※1",),
    "remarks": ("注",),
}
NEW_HEADING: dict[str, Any] = {
    "title": "新題",
    "name": "新名",
    "municipality": "新市",
    "document_number": "資料2",
    "period": (R6, R7),
    "levels": ("大", "中", "小"),
    "bodies": ("市", "観光協会"),
    "footnotes": ("※2",),
    "remarks": ("新注",),
}


def test_the_heading_of_a_new_table_wins_but_the_plan_keeps_its_name_and_its_rule() -> None:
    current = Plan(**HEADING, scale=build_scale())
    incoming = Plan(**NEW_HEADING, scale=replace(build_scale(), title="別の評価基準"))

    merged = compute_merge(current, incoming).plan

    assert merged == Plan(
        **{
            **NEW_HEADING,
            "name": "名",
            "municipality": "市",
            "period": (R5, R7),
            "bodies": ("商工会", "市", "観光協会"),
        },
        scale=build_scale(),
    )


def test_a_table_without_a_heading_takes_nothing_from_it_and_a_first_one_brings_it() -> None:
    full = Plan(**HEADING, scale=build_scale())

    assert compute_merge(full, Plan()).plan == full
    assert compute_merge(Plan(), full).plan == full


def test_each_change_is_told_once_in_the_order_of_the_columns_and_with_its_year() -> None:
    before = plan_of(replace(FULL, direction=Direction.UP, accumulation=Accumulation.ANNUAL))
    after = plan_of(replace(OTHER, direction=Direction.UP, accumulation=Accumulation.ANNUAL))

    changes = list(find_changes(before, after))

    name = "事業1（来場者数）"
    assert [(item.what, item.year, item.before, item.after) for item in changes] == [
        ("指標名", None, "参加者数", "来場者数"),
        ("単位", None, "人", "名"),
        ("基準値", None, "5人", "6名"),
        ("目標値", R6, "10人", ""),
        ("目標値", R7, "", "11名"),
        ("実績値", R6, "9人", ""),
        ("実績値", R7, "", "8名"),
        ("評価", R6, "A", ""),
        ("評価", R7, "", "C"),
        ("目標とする姿", None, "増やす", "保つ"),
        ("実施主体", None, "商工会・市", "観光協会"),
        ("実施状況・課題", R6, "本文", ""),
        ("実施状況・課題", R7, "", "別の本文"),
    ]
    assert {(item.key, item.name) for item in changes} == {("1", name)}


def test_a_text_without_a_year_is_told_without_one() -> None:
    before = plan_of(replace(build_indicator(), statuses=(Status("前"),)))
    after = plan_of(replace(build_indicator(), statuses=(Status("後"),)))

    assert list(find_changes(before, after)) == [
        Change(key="1", name="事業1（参加者数）", what="実施状況・課題", before="前", after="後")
    ]


def test_rows_that_come_and_go_are_told_with_key_and_name() -> None:
    before = plan_of(build_indicator("1", name="甲"), build_indicator("2", name=""))
    after = plan_of(build_indicator("3", name="丙"))

    assert list(find_changes(before, after)) == [
        Change(key="3", name="事業3（丙）", what="指標の追加", after="事業3（丙）"),
        Change(key="1", name="甲", what="指標の削除", before="甲"),
        Change(key="2", name="2", what="指標の削除", before="2"),
    ]


def test_another_rule_is_told_by_its_title_or_else_its_name() -> None:
    titled, named = build_scale(), replace(build_scale(), title="", name="無題")

    def tell(before: Plan, after: Plan) -> list[Change]:
        return list(find_changes(before, after))

    def change(before: str, after: str) -> Change:
        return Change(key="", name="計画全体", what="評価基準", before=before, after=after)

    assert tell(Plan(scale=titled), Plan(scale=named)) == [change("試験の評価基準", "無題")]
    assert tell(Plan(scale=named), Plan(scale=titled)) == [change("無題", "試験の評価基準")]
    assert tell(Plan(), Plan(scale=named)) == [change("", "無題")]
    assert tell(Plan(scale=titled), Plan()) == [change("試験の評価基準", "")]
    assert tell(Plan(scale=titled), Plan(scale=titled)) == []


def test_a_row_left_out_returns_to_its_place_in_every_depth() -> None:
    def node(name: str, *children: Node, keys: str = "") -> Node:
        indicators = tuple(build_indicator(key, name=f"指標{key}") for key in keys)
        return Node(name=name, labels=("表示",), children=children, indicators=indicators)

    current = Plan(
        nodes=(
            node("甲", node("甲の一", keys="12"), node("甲の二", keys="3")),
            node("乙", node("乙の一", keys="4"), keys="5"),
            node("丙", node("丙の一", keys="6")),
        )
    )
    incoming = Plan(
        nodes=(
            node("丙", node("丙の一", keys="6")),
            node("甲", node("甲の一", keys="1"), node("甲の三", keys="7")),
        )
    )

    merge = compute_merge(current, incoming)

    assert merge.plan.nodes == (
        node("丙", node("丙の一", keys="6")),
        node("甲", node("甲の一", keys="12"), node("甲の三", keys="7"), node("甲の二", keys="3")),
        node("乙", node("乙の一", keys="4"), keys="5"),
    )
    assert merge.kept == ("2", "3", "5", "4")
    assert merge.added == ("7",)


def test_keys_already_taken_are_counted_up() -> None:
    current = plan_of(build_indicator("1", name="甲"), build_indicator("1-2", name="乙"))
    incoming = plan_of(
        build_indicator("1", name="丙", unit="件"),
        build_indicator("9", name="丁", unit="件"),
        activity="新事業",
    )

    merge = compute_merge(current, incoming)

    assert merge.added == ("1-3", "9")
    assert merge.kept == ("1", "1-2")


def test_a_new_row_without_clash_keeps_its_key() -> None:
    merge = compute_merge(Plan(), plan_of(build_indicator("8")))

    assert merge.added == ("8",)
    assert merge.changes == (
        Change(key="8", name="事業8（参加者数）", what="指標の追加", after="事業8（参加者数）"),
    )


def test_a_figure_that_becomes_a_state_is_news() -> None:
    merged = merge_indicator(
        build_indicator(actuals={"R6": 9}),
        replace(build_indicator(), actuals=(Actual(R6, Reading(state="設置", text="設置")),)),
    )

    assert merged.actuals[0].reading.state == "設置"
    assert merged.actuals[0].earlier == (reading(9, "人"),)
