from __future__ import annotations

from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Published
from shirube.core.merging import compute_merge
from shirube.core.own_marks import drop_own_marks
from shirube.core.plan import Plan
from shirube.core.scale import Band, Condition, Evidence, Scale, Subject
from tests.builders import build_indicator, build_plan, build_scale

SCALE = build_scale()
OPEN = build_scale(evidence=Evidence.OPEN)
# 8 of 10 is one grade of the rule, 12 of 10 another.
OWN = {"R6": "B", "R7": "S"}


def build(marks: dict[str, str]) -> Plan:
    return build_plan(
        build_indicator("1", targets={"R6": 10, "R7": 10}, actuals={"R6": 8, "R7": 12}, marks=marks),
        scale=SCALE,
    )


def find_changes(current: Plan, incoming: Plan) -> list[tuple[FiscalYear | None, str, str]]:
    merge = drop_own_marks(compute_merge(current, incoming), current, [SCALE])
    return [(change.year, change.before, change.after) for change in merge.changes if change.what == "評価"]


def test_the_grades_of_a_table_of_ours_change_nothing() -> None:
    current = build({})
    merge = drop_own_marks(compute_merge(current, build(OWN)), current, [SCALE])

    assert merge.changes == ()
    assert merge.plan.indicators[0].published == ()


def test_another_grade_than_that_of_the_rule_is_kept_as_published() -> None:
    assert find_changes(build({}), build({**OWN, "R7": "C"})) == [(FiscalYear(2025), "", "C")]


def test_a_grade_that_was_published_before_stays_and_its_change_is_seen() -> None:
    assert find_changes(build({"R6": "C"}), build(OWN)) == [(FiscalYear(2024), "C", "B")]
    assert find_changes(build(OWN), build(OWN)) == []


def test_an_indicator_new_to_the_plan_brings_its_published_grades() -> None:
    current = build({})
    other = build_indicator("2", name="別の指標", targets={"R6": 10}, actuals={"R6": 8}, marks={"R6": "B"})
    merge = compute_merge(current, build_plan(other, scale=SCALE))

    found = drop_own_marks(merge, current, [SCALE])

    added = next(item for item in found.plan.indicators if item.key == "2")
    assert [item.mark for item in added.published] == ["B"]


def test_a_plan_without_a_rule_keeps_what_was_published() -> None:
    current = build({})
    merge = compute_merge(current, build(OWN))

    assert drop_own_marks(merge, current, []) is merge


def test_a_grade_on_an_edge_that_nobody_settled_is_not_taken_for_evidence() -> None:
    on_the_edge = {"targets": {"R7": 10}, "actuals": {"R7": 12}}
    current = build_plan(build_indicator("1", **on_the_edge), scale=OPEN)  # type: ignore[arg-type]
    ours = build_plan(build_indicator("1", **on_the_edge, marks={"R7": "S"}), scale=OPEN)  # type: ignore[arg-type]

    assert drop_own_marks(compute_merge(current, ours), current, [OPEN]).changes == ()


def test_grades_are_held_against_the_rule_that_is_given_and_not_against_one_in_the_table() -> None:
    strict = replace(SCALE, bands=tuple(replace(band, mark=f"{band.mark}*") for band in SCALE.bands))
    merge = compute_merge(build({}), build(OWN))

    kept = drop_own_marks(merge, build({}), [strict]).plan.indicators[0].published

    assert [item.mark for item in kept] == ["B", "S"]


def test_what_people_answered_to_the_rule_counts_for_its_grade() -> None:
    yes = Condition(subject=Subject.FACT, fact="予定どおりの進捗", words=("はい",))
    bands = (
        Band(mark="a", conditions=(yes,)),
        Band(mark="b", conditions=(replace(yes, words=("いいえ",)),)),
    )
    rule = Scale(name="asked", bands=bands)
    current = build_plan(build_indicator("1", targets={"R7": 10}, actuals={"R7": 12}), scale=rule)
    marked = build_indicator("1", targets={"R7": 10}, actuals={"R7": 12}, marks={"R7": "b"})
    merge = compute_merge(current, build_plan(marked, scale=rule))

    def kept(answer: str) -> tuple[Published, ...]:
        facts = {("1", FiscalYear(2025)): {"予定どおりの進捗": answer}}
        return drop_own_marks(merge, current, [rule], facts).plan.indicators[0].published

    assert kept("いいえ") == ()
    assert [item.mark for item in kept("はい")] == ["b"]
