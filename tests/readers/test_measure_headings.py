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


_BELOW_LINE = """
    大学の年度計画
    {line}
    {heading} | H31目標
    看護師 | 100
    {name} | 96.0
    """


@pytest.mark.parametrize("line", ["・国家試験の合格率(%)", "国家試験の合格率（％）"])
@pytest.mark.parametrize("heading", ["試験名", "項目"])
def test_a_line_with_a_unit_above_the_headings_says_what_all_rows_measure(line: str, heading: str) -> None:
    found = read_one(_BELOW_LINE.format(line=line, heading=heading, name="助産師"))

    assert [
        ([node.name.rstrip("(%)（％）") for node in path], item.name, item.unit)
        for path, item in found.plan.rows
    ] == [(["国家試験の合格率"], "看護師", "%"), (["国家試験の合格率"], "助産師", "%")]
    assert found.plan.name.startswith("大学")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("国家試験の合格(予定)", "管理栄養士"),
        ("国家試験の合格率", "管理栄養士"),
        ("国家試験の合格率(%)", "就職者数(人)"),
        ("国家試験の合格率(%)", "就職率"),
        ("国家試験の合格率(%)", "国家試験の合格率の平均"),
    ],
)
def test_rows_that_are_measured_otherwise_and_other_lines_are_left(line: str, name: str) -> None:
    found = read_one(_BELOW_LINE.format(line=line, heading="項目", name=name))

    assert all(line not in [node.name for node in path] for path, _ in found.plan.rows)
