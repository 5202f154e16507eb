"""Indicators end, move, split, get new names; and all of that can be taken back."""

from __future__ import annotations

import json

import pytest

from shirube.actions import decisions, figures, life, plans
from shirube.actions.life import Part
from shirube.actions.outcome import NotFound, Refused
from shirube.checks.registry import check_plan
from shirube.core.evaluation import evaluate_plan
from shirube.core.exchange import decode_plan, encode_plan
from shirube.core.fiscal_year import FiscalYear
from shirube.core.plan import Node, Plan
from shirube.core.reading import Missing
from shirube.core.roles import NotAllowed, Role
from shirube.store.access import load_access
from shirube.store.life import LifeRow
from shirube.store.plans import IndicatorRow, PlanRow
from shirube.store.queries import find_missing_actuals
from shirube.store.records import AuditRecord
from tests.builders import build_indicator, build_plan, build_scale
from tests.people import OTHER_CITY, Town, build_town, import_for, reload

pytestmark = pytest.mark.django_db

R7, R8 = FiscalYear(2025), FiscalYear(2026)


def make_plan() -> Plan:
    return build_plan(
        build_indicator("1", name="参加者数", targets={"R6": 10, "R7": 12, "R8": 14}, actuals={"R6": 8}),
        build_indicator("2", name="開催数", targets={"R6": 1, "R7": 1, "R8": 2}, actuals={"R6": 1}),
        build_indicator("3", name="店舗数", targets={"R6": 5, "R7": 6, "R8": 7}, actuals={"R6": 5}),
        scale=build_scale(),
        period=(FiscalYear(2024), FiscalYear(2027)),
    )


@pytest.fixture
def row(town: Town) -> PlanRow:
    return import_for(town, make_plan())


def find(row: PlanRow, key: str) -> IndicatorRow:
    return row.indicators.get(key=key)


def end(town: Town, row: PlanRow, key: str = "1", year: int = 2025) -> LifeRow:
    return life.end_indicator(
        indicator=find(row, key).pk, year=year, reason="会場がなくなったため", by=town.secretariat
    )


def last_record(town: Town) -> AuditRecord:
    return AuditRecord.objects.of(town.municipality).order_by("-number")[0]


# ---- ending ----


def test_an_ended_indicator_says_so_from_its_year_on_and_keeps_what_it_had(town: Town, row: PlanRow) -> None:
    end(town, row)

    indicator = reload(row).plan.indicators[0]
    before, after = indicator.target(FiscalYear(2024)), indicator.target(R7)
    assert before is not None
    assert before.reading.render() == "10人"
    assert after is not None
    assert after.reading.missing is Missing.ENDED
    assert after.original.render() == "12人"
    assert (after.revisions[0].reason, after.revisions[0].effective_from) == ("会場がなくなったため", R7)
    assert {item.year.start: item.reading.missing for item in indicator.actuals} == {
        2024: None,
        2025: Missing.ENDED,
        2026: Missing.ENDED,
        2027: Missing.ENDED,
    }


def test_nobody_is_asked_for_the_figures_of_an_ended_indicator(town: Town, row: PlanRow) -> None:
    asked = {item.key for item in find_missing_actuals(load_access(town.secretariat), 2025)}
    end(town, row)
    figures.enter_figure(
        indicator=find(row, "2").pk, kind="actual", year=2025, text="1", version=0, by=town.secretariat
    )

    missing = find_missing_actuals(load_access(town.secretariat), 2025)

    assert asked == {"1", "2", "3"}
    assert {item.key for item in missing} == {"3"}
    plan = reload(row).plan
    odd = [item for item in check_plan(plan, evaluate_plan(plan)) if item.code == "actual-missing"]
    assert [item.place.indicator for item in odd] == ["事業3（店舗数）"]


def test_an_ended_indicator_is_not_graded_any_more(town: Town, row: PlanRow) -> None:
    end(town, row)

    graded = evaluate_plan(reload(row).plan)[0]

    assert [item.final_mark for item in graded.evaluations] == ["B", "", "", ""]
    assert graded.evaluations[1].missing is Missing.ENDED


def test_an_end_survives_the_exchange_format(town: Town, row: PlanRow) -> None:
    end(town, row)

    plan = reload(row).plan

    assert decode_plan(encode_plan(plan)) == plan


def test_an_end_is_on_record_with_its_reason(town: Town, row: PlanRow) -> None:
    end(town, row)

    record = last_record(town)
    assert (record.verb, record.reason) == ("indicator.ended", "会場がなくなったため")
    assert json.loads(record.after) == {"終了": "令和7年度から"}


def test_an_indicator_does_not_end_before_what_it_has_reached(town: Town, row: PlanRow) -> None:
    with pytest.raises(Refused, match="令和6年度の実績値"):
        end(town, row, year=2024)
    with pytest.raises(Refused, match="令和10年度以後の年度がありません"):
        end(town, row, year=2028)
    end(town, row)
    with pytest.raises(Refused, match="既に終了"):
        end(town, row, year=2026)


@pytest.mark.parametrize(("year", "reason"), [(2025, " "), (9999, "理由")])
def test_an_end_needs_a_reason_and_a_year(town: Town, row: PlanRow, year: int, reason: str) -> None:
    with pytest.raises(Refused):
        life.end_indicator(indicator=find(row, "1").pk, year=year, reason=reason, by=town.secretariat)


def test_an_end_taken_back_leaves_the_plan_as_it_was(town: Town, row: PlanRow) -> None:
    before = reload(row).plan
    turn = end(town, row)

    kept = life.take_back_turn(turn=turn.pk, reason="存続が決まったため", by=town.secretariat)

    assert kept == 0
    assert reload(row).plan == before
    assert last_record(town).verb == "indicator.taken_back"
    with pytest.raises(NotFound):
        life.take_back_turn(turn=turn.pk, reason="もう一度", by=town.secretariat)


def test_taking_an_end_back_keeps_what_was_entered_meanwhile(town: Town, row: PlanRow) -> None:
    turn = end(town, row)
    figures.enter_figure(
        indicator=find(row, "1").pk, kind="actual", year=2025, text="5", version=1, by=town.secretariat
    )

    kept = life.take_back_turn(turn=turn.pk, reason="存続", by=town.secretariat)

    indicator = reload(row).plan.indicators[0]
    assert kept == 1
    assert [item.reading.render() for item in indicator.actuals] == ["8人", "5人"]
    assert [item.reading.render() for item in indicator.targets] == ["10人", "12人", "14人"]


# ---- moving ----


def keys(row: PlanRow) -> list[tuple[str, str]]:
    return [
        (" ".join(node.name for node in path), indicator.key) for path, indicator in reload(row).plan.rows
    ]


def two_measures() -> Plan:
    leaves = [Node(name=f"事業{key}", indicators=(build_indicator(key),)) for key in "1234"]
    shared = Node(name="事業5", indicators=(build_indicator("5"), build_indicator("6", name="満足度")))
    one, other = (
        Node(name="施策甲", children=(leaves[0], leaves[1])),
        Node(name="施策乙", children=(leaves[2], leaves[3], shared)),
    )
    return Plan(title="計画", name="計画", nodes=(Node(name="方向", children=(one, other)),))


def move(town: Town, row: PlanRow, key: str, node: str | None, after: str | None, **more: bool) -> LifeRow:
    """``after`` names a node where the activity goes along, else the key of an indicator."""
    along = more.get("along", True)
    target = row.nodes.get(name=node).pk if node else None
    behind = None
    if after is not None:
        behind = row.nodes.get(name=after).pk if along else find(row, after).pk
    return life.move_indicator(
        indicator=find(row, key).pk,
        node=target,
        after=behind,
        with_activity=along,
        year=2026,
        reason="組織の見直し",
        by=town.secretariat,
    )


def test_an_activity_moves_with_its_indicator_to_another_measure(town: Town) -> None:
    row = import_for(town, two_measures())

    move(town, row, "1", "施策乙", "事業3")

    assert keys(row) == [
        ("方向 施策甲 事業2", "2"),
        ("方向 施策乙 事業3", "3"),
        ("方向 施策乙 事業1", "1"),
        ("方向 施策乙 事業4", "4"),
        ("方向 施策乙 事業5", "5"),
        ("方向 施策乙 事業5", "6"),
    ]
    assert [item.key for item in row.indicators.order_by("position")] == ["2", "3", "1", "4", "5", "6"]


def test_an_indicator_of_several_moves_alone(town: Town) -> None:
    row = import_for(town, two_measures())

    move(town, row, "6", "事業2", None, along=False)

    assert keys(row)[1:3] == [("方向 施策甲 事業2", "6"), ("方向 施策甲 事業2", "2")]
    with pytest.raises(Refused, match="事業ごと移すことはできません"):
        move(town, row, "6", "施策乙", None)


def test_a_move_is_on_record_and_can_be_taken_back(town: Town) -> None:
    row = import_for(town, two_measures())
    before = reload(row).plan

    turn = move(town, row, "2", "施策乙", None)
    assert (turn.before, turn.after) == ("方向 ＞ 施策甲", "方向 ＞ 施策乙")
    life.take_back_turn(turn=turn.pk, reason="誤り", by=town.secretariat)

    assert reload(row).plan == before


def test_a_move_back_finds_its_place_after_the_tree_was_imported_anew(town: Town) -> None:
    row = import_for(town, two_measures())
    before = reload(row).plan
    turn = move(town, row, "2", "施策乙", None)
    plans.import_plan(plan=reload(row).plan, into=row.pk, file_name="同じ表", by=town.secretariat)

    life.take_back_turn(turn=turn.pk, reason="誤り", by=town.secretariat)

    assert reload(row).plan == before


def test_a_place_that_is_gone_or_the_same_is_refused(town: Town) -> None:
    row = import_for(town, two_measures())

    with pytest.raises(Refused, match="今と同じ位置"):
        move(town, row, "2", "施策甲", "事業1")
    with pytest.raises(Refused, match="なくなっています"):
        move(town, row, "2", "施策乙", "事業1")
    with pytest.raises(Refused, match="なくなっています"):
        life.move_indicator(
            indicator=find(row, "2").pk,
            node=10**9,
            after=None,
            with_activity=True,
            year=2026,
            reason="理由",
            by=town.secretariat,
        )


# ---- renaming ----


def rename(town: Town, row: PlanRow, name: str, activity: str = "事業1") -> LifeRow:
    return life.rename_indicator(
        indicator=find(row, "1").pk,
        name=name,
        activity=activity,
        year=2026,
        reason="制度の名称が変わったため",
        by=town.secretariat,
    )


def test_a_new_name_keeps_the_old_one_on_record(town: Town, row: PlanRow) -> None:
    turn = rename(town, row, "延べ参加者数", "新しい事業")

    path, indicator = reload(row).plan.rows[0]
    assert (path[-1].name, indicator.name) == ("新しい事業", "延べ参加者数")
    assert (turn.before, turn.after) == ("事業1（参加者数）", "新しい事業（延べ参加者数）")
    life.take_back_turn(turn=turn.pk, reason="誤り", by=town.secretariat)
    assert reload(row).plan == make_plan()


def test_only_the_last_of_several_names_is_taken_back(town: Town, row: PlanRow) -> None:
    first = rename(town, row, "甲")
    rename(town, row, "乙")

    with pytest.raises(Refused, match="後から行った変更"):
        life.take_back_turn(turn=first.pk, reason="誤り", by=town.secretariat)
    with pytest.raises(Refused, match="今と同じ名前"):
        rename(town, row, " 乙 ")


# ---- splitting ----


def split(town: Town, row: PlanRow, *names: str) -> list[IndicatorRow]:
    return life.split_indicator(
        indicator=find(row, "1").pk,
        parts=[Part(name, "人") for name in names],
        year=2025,
        reason="対象ごとに分けるため",
        by=town.secretariat,
    )


def test_a_split_ends_the_old_indicator_and_the_new_ones_stand_behind_it(town: Town, row: PlanRow) -> None:
    plans.assign_owner(
        indicators=[find(row, "1").pk], post=town.posts[Role.RESPONDENT].pk, by=town.secretariat
    )

    made = split(town, row, "創業前", "創業後")

    plan = reload(row).plan
    assert [item.key for item in plan.indicators] == ["1", "1-1", "1-2", "2", "3"]
    assert [(item.name, item.unit) for item in plan.indicators[1:3]] == [("創業前", "人"), ("創業後", "人")]
    ended = plan.indicators[0].actual(R7)
    assert ended is not None
    assert ended.reading.missing is Missing.ENDED
    assert {item.owner for item in made} == {town.posts[Role.RESPONDENT]}
    origin = made[0].life.get()
    assert (origin.kind, origin.other, origin.before) == ("split_from", find(row, "1"), "事業1（参加者数）")


def test_a_split_is_taken_back_while_its_parts_are_empty(town: Town, row: PlanRow) -> None:
    before = reload(row).plan
    split(town, row, "甲", "乙")
    turn = find(row, "1").life.get(kind="split")

    life.take_back_turn(turn=turn.pk, reason="誤り", by=town.secretariat)
    assert reload(row).plan == before

    made = split(town, row, "甲", "乙")
    figures.enter_figure(
        indicator=made[0].pk, kind="target", year=2025, text="5", version=0, by=town.secretariat
    )
    turn = find(row, "1").life.filter(taken_back_at=None).get(kind="split")
    with pytest.raises(Refused, match="分割後の指標に、既に値"):
        life.take_back_turn(turn=turn.pk, reason="誤り", by=town.secretariat)


def test_a_split_is_not_taken_back_over_a_grade_that_somebody_decided(town: Town, row: PlanRow) -> None:
    made = split(town, row, "甲", "乙")
    decisions.decide_grade(
        indicator=made[1].pk, year=2025, mark="A", reason="見込み", version=0, by=town.secretariat
    )
    turn = find(row, "1").life.get(kind="split")

    with pytest.raises(Refused, match="既に評価がある"):
        life.take_back_turn(turn=turn.pk, reason="誤り", by=town.secretariat)

    assert made[1].decisions.get().mark == "A"


@pytest.mark.parametrize("names", [("甲",), ("甲", ""), ("甲", "甲"), tuple("あいうえおかきくけこさ")])
def test_a_split_needs_two_or_more_different_names(town: Town, row: PlanRow, names: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        split(town, row, *names)

    assert reload(row).plan == make_plan()


# ---- who ----


@pytest.mark.parametrize("who", ["administrator", "approver", "reviewer", "viewer", "respondent"])
def test_only_the_office_in_charge_changes_the_life_of_indicators(town: Town, who: str) -> None:
    row = import_for(town, make_plan())
    plans.assign_owner(
        indicators=[find(row, "1").pk], post=town.posts[Role.RESPONDENT].pk, by=town.secretariat
    )
    by = getattr(town, who)
    if who == "administrator":  # the first administrator also has the post in charge of plans
        end(town, row)
        return

    for change in (
        lambda: life.end_indicator(indicator=find(row, "1").pk, year=2025, reason="理由", by=by),
        lambda: life.rename_indicator(
            indicator=find(row, "1").pk, name="甲", activity="", year=2025, reason="理由", by=by
        ),
        lambda: life.split_indicator(
            indicator=find(row, "1").pk, parts=[Part("甲"), Part("乙")], year=2025, reason="理由", by=by
        ),
        lambda: life.move_indicator(
            indicator=find(row, "1").pk,
            node=None,
            after=None,
            with_activity=True,
            year=2025,
            reason="理由",
            by=by,
        ),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert reload(row).plan == make_plan()


def test_indicators_and_turns_of_another_municipality_do_not_exist(town: Town, row: PlanRow) -> None:
    turn = end(town, row)
    other = build_town(OTHER_CITY, "となり市").secretariat

    with pytest.raises(NotFound):
        life.end_indicator(indicator=find(row, "2").pk, year=2025, reason="理由", by=other)
    with pytest.raises(NotFound):
        life.take_back_turn(turn=turn.pk, reason="理由", by=other)
    with pytest.raises(NotFound):
        life.split_indicator(
            indicator=find(row, "2").pk,
            parts=[Part("甲", "", build_town("131024", "三つ目の市").posts[Role.VIEWER].pk), Part("乙")],
            year=2025,
            reason="理由",
            by=town.secretariat,
        )
