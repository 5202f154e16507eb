"""Headings over the names that say what was counted."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, read_one

_PLACES = """
    {heading} | 平成21年度 | 平成22年度
    公立保育所 | 820 | 820
    民間保育所 | 830 | 860
    """


@pytest.mark.parametrize(
    ("heading", "group"),
    [
        ("入所定員数", "入所定員数"),
        ("[う歯のない幼児の割合(3歳)]", "う歯のない幼児の割合(3歳)"),
        ("1人平均う歯数(12歳)", "1人平均う歯数(12歳)"),
        ("給付費の総額", "給付費の総額"),
    ],
)
def test_what_was_counted_is_the_group_of_the_names_below_it(heading: str, group: str) -> None:
    found = read_one(_PLACES.format(heading=heading))

    assert [([node.name for node in path], item.name) for path, item in found.plan.rows] == [
        ([group], "公立保育所"),
        ([group], "民間保育所"),
    ]
    assert actuals(found.plan.indicators[1]) == {2009: "830", 2010: "860"}


@pytest.mark.parametrize("heading", ["指標", "施設名", "区分", "保育所", "項目数"])
def test_an_ordinary_heading_groups_nothing(heading: str) -> None:
    found = read_one(_PLACES.format(heading=heading))

    assert all(len(path) == 0 or path[0].name != heading for path, _ in found.plan.rows)


def test_names_that_say_it_again_need_no_group() -> None:
    found = read_one(_PLACES.format(heading="入所児童数").replace("保育所", "保育所入所児童数"))

    assert ["/".join([*(node.name for node in path), item.name]) for path, item in found.plan.rows] == [
        "/公立保育所入所児童数",
        "/民間保育所入所児童数",
    ]
