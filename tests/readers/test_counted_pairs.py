"""Forms whose headings count a goal and what was reached of it, above one row without a name."""

from __future__ import annotations

from shirube.readers.counted_pairs import write_out_counted_pairs
from tests.readers.tables import actuals, grid, rates, read, read_one, targets

COLLECTED = """
Ⅱ 担い手への農地の利用集積
1 現状及び課題
 | 管内の農地面積 | これまでの集積面積 | 集積率
現 状 | 3,119ha | 1,222ha | 39.2%
2 平成26年度の目標及び実績
集積目標① | 集積実績② | 達成状況(②/①×100)
30 ha | 36 ha | 120%
3 目標の達成に向けた活動
"""
ENTERED = """
Ⅲ 新たに農業経営を営もうとする者の参入促進
2 平成28年度の目標及び実績
 | 参入目標① | 参入実績② | 達成状況(②/①×100)
 | 2経営体 | 1経営体 | 50%
 | 参入目標面積③ | 参入実績面積④ | 達成状況(④/③×100)
 | 1.0ha | 0.6ha | 60%
"""


def test_the_row_has_its_name_from_the_headings_and_its_year_from_the_line_above() -> None:
    read_ = read_one(COLLECTED)
    ((path, item),) = read_.plan.rows

    assert [node.name for node in path] == ["担い手への農地の利用集積"]
    assert item.name == "集積"
    assert (targets(item), actuals(item), rates(item)) == ({2014: "30 ha"}, {2014: "36 ha"}, {2014: "120%"})
    assert "pairs-counted" in {finding.code for finding in read_.findings}


def test_several_pairs_of_a_section_are_indicators_of_their_own() -> None:
    first, second = (item for one in read(ENTERED) for item in one.plan.indicators)

    assert (first.name, targets(first), actuals(first)) == ("参入", {2016: "2経営体"}, {2016: "1経営体"})
    assert (second.name, actuals(second)) == ("参入面積", {2016: "0.6ha"})


def test_headings_that_share_no_word_get_the_name_of_their_section() -> None:
    text = COLLECTED.replace("集積目標①", "目標①").replace("集積実績②", "実績②")

    (item,) = read_one(text).plan.indicators

    assert (item.name, targets(item)) == ("担い手への農地の利用集積", {2014: "30 ha"})


def test_rows_with_names_and_pairs_of_other_things_are_left_alone() -> None:
    named = "令和5年度\n指標 | 目標① | 実績② | 達成率\n会員数 | 20 | 21 | 105%\n相談件数 | 10 | 9 | 90%"

    assert write_out_counted_pairs(grid(named)) is None
    assert write_out_counted_pairs(grid(COLLECTED.replace("集積実績②", "解消実績②"))) is None
    assert write_out_counted_pairs(grid(COLLECTED.replace("30 ha", "別紙のとおり"))) is None


def test_names_may_stand_above_counted_labels_of_rows() -> None:
    text = """
    (2)平成26年度の目標及び実績
     | 認定農業者 | 特定農業法人 | 特定農業団体
    目 標① | 5経営 | 0法人 | 0団体
    実 績② | 4経営 | 0法人 | 0団体
    達成状況(②/①×100) | 80% | -% | -%
    """
    first, second, _ = read_one(text).plan.indicators

    assert (first.name, targets(first), actuals(first)) == ("認定農業者", {2014: "5経営"}, {2014: "4経営"})
    assert rates(first) == {2014: "80%"}
    assert second.name == "特定農業法人"
