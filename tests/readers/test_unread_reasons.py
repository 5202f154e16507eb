"""Why no table was found in a file, and what a person can do."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Grid
from shirube.readers.layout_recipe import parse_layout_recipe
from shirube.readers.unread_reasons import NOT_FOUND, describe_unread
from tests.readers.tables import grid, read

STAFF = """市町村の状況
 | H17年4月1日の職員数 | H22年4月1日の職員数
市の計 | 12,788人 | 11,403人
町の計 | 5,113人 | 4,602人"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STAFF, "2行目の見出し（「H17年4月1日の職員数」「H22年4月1日の職員数」）"),
        ("定員 | 区分 | 期間\n | | 17 | 18 | 19\n一般 | 計画 | 110 | 109 | 107", "平成17年度"),
        ("行政の姿 | おもな値\n快適 | 70.1%→72.3%", "矢印"),
        ("今年の目標は 100件で、実績は 95件でした。", "文の中"),
        ("会議のお知らせ", "見出しに「目標」「実績」など"),
    ],
)
def test_the_reason_names_what_stands_there(text: str, said: str) -> None:
    reason, remedy = describe_unread([grid(text)])

    assert reason.startswith(NOT_FOUND)
    assert said in reason + remedy


def test_what_the_remedy_says_makes_the_table_readable() -> None:
    _, remedy = describe_unread([grid(STAFF)])
    rows, column = "heading_rows = [2, 2]", '"H17年4月1日の職員数" = { role = "実績値" }'

    assert f"{rows} と、[columns] に {column}" in remedy
    recipe = parse_layout_recipe(f'name = "職員数"\n{rows}\n[columns]\n{column}\n', "設定.toml")
    (found,) = read(STAFF, recipe)
    assert [item.name for item in found.plan.indicators] == ["市の計", "町の計"]


def test_numbers_of_rows_are_no_figures_of_headings() -> None:
    reason, _ = describe_unread([grid("No. | 取組 | 効果額\n1 | 見直し | 100\n2 | 抑制 | 200")])

    assert "No." not in reason
    assert "効果額" in reason


def test_an_empty_file_has_no_reason_of_its_own() -> None:
    assert describe_unread([Grid(file="表.csv", name="", rows=[])])[0] == NOT_FOUND
