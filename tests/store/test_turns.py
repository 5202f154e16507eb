"""What became of an indicator, as values."""

from __future__ import annotations

import pytest

from shirube.actions.life import Part, end_indicator, split_indicator, take_back_turn
from tests.builders import build_indicator, build_plan
from tests.people import build_town, import_for, reload

pytestmark = pytest.mark.django_db


def test_turns_are_loaded_with_the_plan_until_they_are_taken_back() -> None:
    town = build_town()
    row = import_for(town, build_plan(build_indicator("1", targets={"R7": 3})))
    pk = row.indicators.get().pk
    turn = end_indicator(indicator=pk, year=2025, reason="終了", by=town.secretariat)

    (found,) = reload(row).turns["1"]
    assert (found.word, found.year.start, found.is_end, found.who) == ("終了", 2025, True, "計画所管 花子")

    take_back_turn(turn=turn.pk, reason="誤り", by=town.secretariat)
    assert reload(row).turns == {}


def test_a_part_of_a_split_knows_where_it_came_from() -> None:
    town = build_town()
    row = import_for(town, build_plan(build_indicator("1", targets={"R7": 3})))
    pk = row.indicators.get().pk

    split_indicator(
        indicator=pk, parts=[Part("甲"), Part("乙")], year=2025, reason="理由", by=town.secretariat
    )

    turns = reload(row).turns
    assert [(turn.word, turn.after, turn.is_end) for turn in turns["1"]] == [("分割", "甲、乙", True)]
    assert [(turn.word, turn.other, turn.other_plan) for turn in turns["1-2"]] == [("分割元", "1", row.pk)]
