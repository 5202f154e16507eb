"""Tables without indicators below one with them."""

from __future__ import annotations

from shirube.core.finding import Level
from shirube.readers.grids_as_plans import read_grids_as_plans
from tests.readers.tables import grid, marks, read_one

FORM = """
施策評価シート（令和4年度実績）
１ 施策の成果指標
成果指標名 | 単位 | R4目標値 | R4実績値
満足している市民の割合 | ％ | 85.0 | 86.2

２ 施策を構成する事務事業
事務事業名 | 事業費（千円） | 人工 | 今後の方向性
総合窓口の運営 | 12,500 | 3.5 | 継続

３ 施策の総合評価
総合評価 | Ａ | 評価の理由 | 上回った。
"""


def test_a_list_of_activities_is_named_and_the_mark_below_it_is_that_of_the_form() -> None:
    (found,) = read_grids_as_plans([grid(FORM)], "評価.xlsx")
    (said,) = [one for one in found.findings if one.code == "table-unread"]

    assert [item.name for item in found.plan.indicators] == ["満足している市民の割合"]
    assert marks(found.plan.indicators[0]) == {2022: "Ａ"}
    assert (said.level, "「事務事業名 事業費（千円） 人工" in said.message) == (Level.INFORMATION, True)


def test_what_stands_around_such_a_table_is_kept() -> None:
    assert "３ 施策の総合評価" in read_one(FORM).plan.remarks
