"""Rows of a new table found again by less and less: path, names, activity, name of the indicator."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.matching import match_indicators
from shirube.core.plan import Node, Plan
from tests.builders import build_indicator


def plan(*rows: tuple[str, str, str, str], unit: str = "人") -> Plan:
    """Key, measure, activity, name of the indicator."""
    nodes = tuple(
        Node(
            name=measure,
            children=(Node(name=activity, indicators=(build_indicator(key, name=name, unit=unit),)),),
        )
        for key, measure, activity, name in rows
    )
    return Plan(nodes=nodes)


def test_two_indicators_of_one_activity_are_told_apart_by_their_names_after_it_moved() -> None:
    current = plan(("1", "甲", "塾", "回数"), ("2", "甲", "塾", "人数"))
    incoming = plan(("8", "乙", "塾", "人数"), ("9", "乙", "塾", "回数"))

    assert match_indicators(current, incoming) == {"8": "2", "9": "1"}


def test_an_indicator_that_was_renamed_is_found_by_its_activity() -> None:
    current = plan(("1", "甲", "塾", "回数"), ("2", "甲", "相談", "件数"))
    incoming = plan(("7", "甲", "塾", "開催数"), ("8", "甲", "相談", "相談数"))

    assert match_indicators(current, incoming) == {"7": "1", "8": "2"}


def test_an_activity_that_was_renamed_is_found_by_its_indicator() -> None:
    current = plan(("1", "甲", "塾", "回数"), ("2", "甲", "相談", "件数"))
    incoming = plan(("7", "甲", "教室", "回数"), ("8", "甲", "窓口", "件数"))

    assert match_indicators(current, incoming) == {"7": "1", "8": "2"}


def test_another_unit_at_the_same_place_is_found_by_the_names() -> None:
    assert match_indicators(plan(("1", "甲", "塾", "回数")), plan(("7", "甲", "塾", "回数"), unit="回")) == {
        "7": "1"
    }


def test_of_two_units_at_one_place_each_finds_its_own() -> None:
    def both(first: str, second: str) -> Plan:
        one = build_indicator(first, name="利用", unit="人")
        return Plan(nodes=(Node(name="塾", indicators=(one, replace(one, key=second, unit="件"))),))

    assert match_indicators(both("1", "2"), both("8", "9")) == {"8": "1", "9": "2"}


def test_rows_without_any_name_are_like_nothing() -> None:
    current = plan(("1", "甲", "", ""))

    assert match_indicators(current, plan(("7", "乙", "", ""))) == {}


def test_a_name_of_an_indicator_alone_is_enough_where_activities_have_none() -> None:
    current = plan(("1", "甲", "", "回数"), ("2", "甲", "", "人数"))

    assert match_indicators(current, plan(("7", "乙", "", "人数"))) == {"7": "2"}


def test_a_row_found_once_is_not_given_away_again() -> None:
    current = plan(("1", "甲", "塾", "回数"))
    incoming = plan(("7", "甲", "塾", "回数"), ("8", "乙", "塾", "人数"))

    assert match_indicators(current, incoming) == {"7": "1"}


def test_letters_of_another_case_are_the_same() -> None:
    assert match_indicators(plan(("1", "甲", "Bi@Sta", "回数")), plan(("7", "甲", "BI@STA", "回数"))) == {
        "7": "1"
    }
