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
    current = plan(("1", "創業", "Bi@Sta", "参加者 数"))

    assert match_indicators(current, plan(("5", "創業", "Ｂｉ＠Ｓｔａ", "参加者数"))) == {"5": "1"}


def test_a_likeness_that_fits_two_rows_settles_nothing() -> None:
    current = plan(("1", "甲", "セミナー", "参加者数"), ("2", "乙", "セミナー", "参加者数"))

    assert match_indicators(current, plan(("7", "丙", "セミナー", "参加者数"))) == {}
