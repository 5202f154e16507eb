"""A new table put onto the plan that is there."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.indicator import Decision, Fact, Revision
from shirube.core.merging import compute_merge
from shirube.core.plan import Plan
from shirube.core.reading import Missing
from tests.builders import build_indicator, build_plan, build_scale, missing, reading, year


def test_the_same_table_again_changes_nothing() -> None:
    plan = build_plan(
        build_indicator(targets={"R6": 10}, actuals={"R6": 9}, marks={"R6": "A"}, status="本文")
    )

    merge = compute_merge(plan, plan)

    assert merge.plan == plan
    assert merge.changes == ()


def test_a_figure_that_differs_is_replaced_and_the_old_one_kept() -> None:
    current = build_plan(build_indicator(targets={"R6": 10}, actuals={"R6": 9}))
    incoming = build_plan(build_indicator(targets={"R6": 12}, actuals={"R6": 8}))

    merge = compute_merge(current, incoming)

    (indicator,) = merge.plan.indicators
    assert indicator.targets[0].revisions == (Revision(reading(10, "人"), reason="取り込んだ表による"),)
    assert indicator.actuals[0].earlier == (reading(9, "人"),)
    assert [(change.what, change.before, change.after) for change in merge.changes] == [
        ("目標値", "10人", "12人"),
        ("実績値", "9人", "8人"),
    ]


def test_another_way_of_writing_a_number_is_no_change() -> None:
    current = build_plan(build_indicator(actuals={"R6": "1,000人"}))

    merge = compute_merge(current, build_plan(build_indicator(actuals={"R6": "１０００人"})))

    assert merge.changes == ()


def test_an_empty_cell_of_an_old_table_does_not_wipe_out_what_was_entered_since() -> None:
    current = build_plan(build_indicator(actuals={"R7": 9}))
    empty = build_indicator()
    empty = replace(
        empty, actuals=(replace(current.indicators[0].actuals[0], reading=missing(Missing.NOT_ENTERED)),)
    )

    assert compute_merge(current, build_plan(empty)).plan == current


def test_what_a_table_does_not_print_survives_the_import() -> None:
    decision = Decision(year("R6"), "B", "天候の影響")
    current = build_plan(
        build_indicator(actuals={"R6": 9}, status="前の年の本文", decisions=(decision,)), scale=build_scale()
    )

    merged = compute_merge(current, build_plan(build_indicator(actuals={"R7": 8}))).plan

    (indicator,) = merged.indicators
    assert indicator.decisions == (decision,)
    assert [status.text for status in indicator.statuses] == ["前の年の本文"]
    assert [actual.year for actual in indicator.actuals] == [year("R6"), year("R7")]
    assert merged.scale == build_scale()


def test_rows_that_the_new_table_leaves_out_are_kept_at_their_place_and_named() -> None:
    both = build_plan(build_indicator("1", name="甲"), build_indicator("2", name="乙"))
    one = build_plan(build_indicator("1", name="甲"))

    merge = compute_merge(both, one)

    assert merge.plan == both
    assert merge.kept == ("2",)


def test_a_new_row_never_takes_the_key_of_an_old_one() -> None:
    current = build_plan(build_indicator("1", name="甲"))
    incoming = build_plan(build_indicator("1", name="丙"), activity="別の事業")

    merge = compute_merge(current, incoming)

    assert sorted(indicator.key for indicator in merge.plan.indicators) == ["1", "1-2"]
    assert merge.added == ("1-2",)
    assert [change.what for change in merge.changes] == ["指標の追加"]


def test_a_first_import_lists_every_indicator() -> None:
    plan = build_plan(build_indicator("1"), build_indicator("2"))

    merge = compute_merge(Plan(), plan)

    assert merge.plan.nodes == plan.nodes
    assert merge.added == ("1", "2")


def test_answers_of_people_survive_an_import_and_newer_ones_replace_them() -> None:
    r6, r7 = year("R6"), year("R7")
    current = build_plan(
        build_indicator(actuals={"R6": 9}, facts=(Fact(r6, "進捗", "はい"), Fact(r7, "進捗", "はい")))
    )
    silent = build_plan(build_indicator(actuals={"R6": 9}))
    newer = build_plan(build_indicator(actuals={"R6": 9}, facts=(Fact(r6, "進捗", "いいえ"),)))

    kept, replaced = compute_merge(current, silent), compute_merge(current, newer)

    assert kept.plan.indicators[0].facts == current.indicators[0].facts
    assert kept.changes == ()
    assert replaced.plan.indicators[0].facts == (Fact(r6, "進捗", "いいえ"), Fact(r7, "進捗", "はい"))
    (change,) = replaced.changes
    assert (change.what, change.year) == ("人が入力する事項", r6)
    assert (change.before, change.after) == ("進捗：はい", "進捗：いいえ")
