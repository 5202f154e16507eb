"""Which row of a new table is which row of the plan."""

from __future__ import annotations

from shirube.core.matching import match_indicators
from shirube.core.plan import Node, Plan
from tests.builders import build_indicator


def plan(*rows: tuple[str, str, str, str]) -> Plan:
    """Key, measure, activity, name of the indicator."""
    nodes = tuple(
        Node(name=measure, children=(Node(name=activity, indicators=(build_indicator(key, name=name),)),))
        for key, measure, activity, name in rows
    )
    return Plan(levels=("施策", "事業"), nodes=nodes)


def test_a_row_put_in_between_does_not_shift_the_others() -> None:
    current = plan(("1", "創業", "創業塾", "参加者数"), ("2", "創業", "創業相談", "相談者数"))
    incoming = plan(
        ("1", "創業", "創業塾", "参加者数"),
        ("2", "創業", "交流会", "参加者数"),
        ("3", "創業", "創業相談", "相談者数"),
    )

    assert match_indicators(current, incoming) == {"1": "1", "3": "2"}


def test_an_activity_that_moved_to_another_measure_is_found_by_its_names() -> None:
    current = plan(("1", "創業", "創業塾", "参加者数"))

    assert match_indicators(current, plan(("9", "承継", "創業塾", "参加者数"))) == {"9": "1"}


def test_width_of_letters_and_spaces_do_not_matter() -> None:
    current = plan(("1", "創業", "Bi@Sta", "参加者 数"), ("2", "創業", "Bi@Sta", "開催回数"))
    incoming = plan(("5", "創業", "Ｂｉ＠Ｓｔａ", "参加者数"), ("6", "創業", "Ｂｉ＠Ｓｔａ", "開催 回数"))

    assert match_indicators(current, incoming) == {"5": "1", "6": "2"}


def test_a_likeness_that_fits_two_rows_settles_nothing() -> None:
    current = plan(("1", "甲", "セミナー", "参加者数"), ("2", "乙", "セミナー", "参加者数"))

    assert match_indicators(current, plan(("7", "丙", "セミナー", "参加者数"))) == {}


def test_activities_with_several_indicators_each_are_told_apart_by_both_names() -> None:
    names = [
        ("創業塾", "参加者数"),
        ("創業塾", "開催回数"),
        ("交流会", "参加者数"),
        ("交流会", "開催回数"),
    ]
    current = plan(*((f"{at}", "創業", *pair) for at, pair in enumerate(names)))
    incoming = plan(*((f"{at + 5}", "承継", *pair) for at, pair in enumerate(names)))

    assert match_indicators(current, incoming) == {"5": "0", "6": "1", "7": "2", "8": "3"}


def test_an_indicator_without_an_activity_is_not_taken_for_that_of_one() -> None:
    current = plan(("1", "創業", "", "参加者数"), ("2", "創業", "創業塾", "参加者数"))

    assert match_indicators(current, plan(("9", "承継", "", "参加者数"))) == {"9": "1"}


def test_rows_without_any_name_are_never_taken_for_one_another() -> None:
    assert match_indicators(plan(("1", "創業", "", "")), plan(("9", "承継", "", ""))) == {}
