"""Words of headings, as sixty-six published tables write them."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.headings import (
    clean_heading,
    find_only_period,
    find_period_end,
    has_unknown_year,
    is_only_year,
    match_heading,
    match_lowest,
    rank_level,
)
from tests.readers.tables import actuals, marks, read, read_one, targets


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("年間目標", Role.TARGET),
        ("KPI目標値\n(R6年度)", Role.TARGET),
        ("ＫＰＩ実績値", Role.ACTUAL),
        ("KPI\n達成率", Role.RATE),
        ("KPIの基準値", Role.BASELINE),
        ("令和5年度\n目標値", Role.TARGET),
        ("本年度目標値(A)", Role.TARGET),
        ("計画値", Role.TARGET),
        ("年間計画値", Role.TARGET),
        ("今年度の目標", Role.TARGET),
        ("令和5年度における目標", Role.TARGET),
        ("R5_目標", Role.TARGET),
        ("目標件数", Role.TARGET),
        ("年間目標件数", Role.TARGET),
        ("事務局評価", Role.MARK),
        ("次年度の方向性", Role.STATUS),
        ("計画人員", Role.TARGET),
        ("目標効果額", Role.TARGET),
        ("効果計画額", Role.TARGET),
        ("【実績】", Role.ACTUAL),
        ("＜実績＞", Role.ACTUAL),
        ("令和5年度末時点の実績", Role.ACTUAL),
        ("実績人数", Role.ACTUAL),
        ("効果実績額", Role.ACTUAL),
        ("目標値との差", Role.DIFFERENCE),
        ("目標との乖離", Role.DIFFERENCE),
        ("目標値に対する達成率", Role.RATE),
        ("目標値の達成状況", Role.STATUS),
        ("課名", Role.BODY),
        ("部局", Role.BODY),
        ("年間計画（人）", Role.TARGET),
        ("年間計", Role.ACTUAL),
        ("最終計画値", Role.FINAL_TARGET),
        ("達成実績", Role.ACTUAL),
        ("スタート値", Role.BASELINE),
        ("達成評価", Role.MARK),
        ("進捗の評価", Role.MARK),
        ("前回値（R2）", Role.BASELINE),
        ("前回調査の結果", Role.BASELINE),
        ("今回値（R6）", Role.ACTUAL),
        ("今回調査の数値", Role.ACTUAL),
        ("達成状況の評価", Role.MARK),
        ("改善点", Role.STATUS),
        ("補足", Role.NOTE),
        ("最終目標値", Role.FINAL_TARGET),
        ("実績", Role.ACTUAL),
        ("実 績 値", Role.ACTUAL),
        ("最新値", Role.ACTUAL),
        ("R7実績", Role.ACTUAL),
        ("評価", Role.MARK),
        ("達成状況評価", Role.MARK),
        ("判定", Role.MARK),
        ("達成率", Role.RATE),
        ("達成率 (B)/(A)", Role.RATE),
        ("基準値（平成26年度）", Role.BASELINE),
        ("策定時", Role.BASELINE),
        ("プラン策定時", Role.BASELINE),
        ("現況値 平成 27 年度の実績", Role.BASELINE),
        ("平成25年度実績（当初値）", Role.BASELINE),
        ("認定時(26年度)", Role.BASELINE),
        ("進ちょく率", Role.RATE),
        ("評価・検証(C)", Role.MARK),
        ("実績値（基準値）", Role.BASELINE),
        ("指標名及び単位", Role.INDICATOR),
        ("現状値", Role.BASELINE),
        ("目標とする姿(令和8年度)", Role.GOAL),
        ("実施状況・課題(令和7年度)", Role.STATUS),
        ("取組状況", Role.STATUS),
        ("課題", Role.ISSUE),
        ("実施主体", Role.BODY),
        ("担当課・実施主体", Role.BODY),
        ("所管課／関係団体", Role.BODY),
        ("基準値・現状値", Role.BASELINE),
        ("担当課", Role.BODY),
        ("KPI所管課", Role.BODY),
        ("単位", Role.UNIT),
        ("指標の方向性", Role.DIRECTION),
        ("成果指標", Role.INDICATOR),
        ("評価項目", Role.INDICATOR),
        ("KPI", Role.INDICATOR),
        ("方向性", Role.LEVEL),
        ("個別施策", Role.LEVEL),
        ("自治体名", Role.LEVEL),
        ("市区町村", Role.LEVEL),
        ("実施事業", Role.LEVEL),
        ("備考", Role.NOTE),
        ("前年度評価", Role.PREVIOUS_MARK),
        ("№", Role.NUMBER),
        ("努力目標", Role.TARGET),
        ("平成21年度までの目標", Role.TARGET),
        ("①量の見込み", Role.TARGET),
        ("5か年目標", Role.FINAL_TARGET),
        ("策定時のベースライン", Role.BASELINE),
        ("現況値\n平成27年度の実績", Role.BASELINE),
        ("直近実績値", Role.ACTUAL),
        ("基本目標/KPI", Role.INDICATOR),
        ("目標値設定の根拠・理由", Role.NOTE),
        ("指標の定義・算出方法", Role.NOTE),
        ("実績値を踏まえた事業の今後", Role.STATUS),
        ("開始値", Role.BASELINE),
        ("将来値(令和12年度)", Role.TARGET),
        ("該当建物", Role.LEVEL),
        ("乖離率 D(C/A)", Role.DIFFERENCE),
        ("担当部門", Role.BODY),
    ],
)
def test_a_heading_is_recognised_by_its_meaning(heading: str, role: Role) -> None:
    word = match_heading(heading)

    assert word is not None
    assert word.role is role


def test_the_lowest_heading_that_is_known_says_what_a_column_holds() -> None:
    word = match_lowest(("評価", "令和6年度", "実績", ""))

    assert word is not None
    assert word.role is Role.ACTUAL
    assert match_lowest(("令和6年度", "")) is None


@pytest.mark.parametrize("text", ["KPI値", "KPI目標値の考え方に関する意見", "活動KPI目標値と成果KPI目標値"])
def test_more_than_whose_figures_they_are_is_no_word_for_them(text: str) -> None:
    word = match_heading(text)
    assert word is None or word.role not in (Role.TARGET, Role.ACTUAL)


@pytest.mark.parametrize("text", ["28,000部", "事業承継セミナーを4回開催した。", "Bi@Sta", "S", "-", ""])
def test_a_cell_of_the_body_is_no_heading(text: str) -> None:
    assert match_heading(text) is None


def test_years_spaces_and_note_marks_do_not_count() -> None:
    assert clean_heading("令和7年度\n実績　値※1") == "実績値"
    assert clean_heading("R.7目標値") == clean_heading("目標値（H.27）") == "目標値"


@pytest.mark.parametrize(
    "text", ["20年度(実績)", "23年度", "元年度", "令和5年度から6年度", "実績（R2～R4の平均）"]
)
def test_a_year_without_its_era_and_a_period_are_no_year_that_anybody_knows(text: str) -> None:
    assert has_unknown_year(text)


@pytest.mark.parametrize("text", ["平成20年度", "第2年度", "5か年度", "令和5(2023)年度", "実績"])
def test_other_headings_leave_no_year_open(text: str) -> None:
    assert not has_unknown_year(text)


@pytest.mark.parametrize("text", ["子どもの\n目標", "令和5年度\n利用者"])
def test_a_word_on_one_line_of_a_heading_alone_says_nothing(text: str) -> None:
    assert match_heading(text) is None


@pytest.mark.parametrize("text", ["単位・実施主体", "実施主体・窓口", "・", "商工会・市"])
def test_joined_words_of_which_one_says_something_else_are_no_heading(text: str) -> None:
    assert match_heading(text) is None


def test_a_cell_of_thousands_of_joined_words_is_no_heading() -> None:
    assert match_heading("実施主体・所管部署・関係団体・主管課") is not None  # the control
    assert match_heading("実施主体・" * 20_000 + "主管課") is None


def test_levels_rank_by_what_their_names_mean() -> None:
    assert [rank_level(name) for name in ("基本方針", "個別施策", "実施事業", "備考")] == [0, 1, 2, None]


@pytest.mark.parametrize(
    "text", ["R6", "R6(B)", "令和6年3月末", "令和6年度末現在", "R5調査時点", "第2年度", "5年目"]
)
def test_a_year_and_words_of_time_are_a_year_and_no_more(text: str) -> None:
    assert is_only_year(("指標", text))


@pytest.mark.parametrize("text", ["R6世帯数", "R6" + "1" * 50 + "人", "R6" + "年度末" * 18 + "人"])
def test_other_words_beside_a_year_are_seen_at_once_however_long(text: str) -> None:
    """Fifty digits can be divided in more ways than anybody can wait for."""
    assert not is_only_year((text,))


@pytest.mark.parametrize(
    ("headings", "role"),
    [
        ("将来像 領域 テーマ 視点 カテゴリー ライフステージ 大分類 中分類 取組方針 具体的施策", Role.LEVEL),
        ("評定", Role.MARK),
        ("目標水準", Role.TARGET),
        ("到達値 最新 令5実績 平30実績値", Role.ACTUAL),
        ("スタート時 スタート時の値", Role.BASELINE),
        ("通番 連番", Role.NUMBER),
        ("改善策 対応方針 要因", Role.STATUS),
        ("担い手", Role.BODY),
        ("計画の成果目標", Role.INDICATOR),
        ("達成率評価 達成率の判定", Role.MARK),
        ("最終実績値", Role.ACTUAL),
        ("評価方法", Role.NOTE),
        ("評価方式", Role.NOTE),
        ("成果指標の評価", Role.MARK),
        ("到達すべきレベル", Role.TARGET),
        ("策定時実績(平成26年度)", Role.BASELINE),
        ("2017近況値", Role.BASELINE),
        ("推進に向けた指標等の名称", Role.INDICATOR),
        ("第1期実施計画期間における目標値", Role.TARGET),
        ("指標名と目標値", Role.INDICATOR),
        ("事後評価", Role.MARK),
    ],
)
def test_further_words_of_cities_are_known(headings: str, role: Role) -> None:
    for heading in headings.split():
        word = match_heading(heading)
        assert word is not None and word.role is role, heading


def test_a_period_counts_where_the_lines_name_no_other() -> None:
    plan = (FiscalYear(2021), FiscalYear(2025))

    assert find_only_period(["総合計画（令和3年度~令和7年度）", "令和5年度の実績", "R3~R7"]) == plan
    assert find_only_period(["令和3年度~令和7年度", "令和8年度~令和12年度"]) is None
    assert find_only_period([]) is None


@pytest.mark.timeout(10)
def test_a_heading_of_a_hundred_thousand_dots_is_cleaned_at_once() -> None:
    dots = "・" * 100_000

    assert clean_heading(f"施策{dots}") == "施策"
    assert clean_heading(f"施策{dots}の名") == f"施策{dots}の名"


def test_figures_of_others_are_known_and_none_of_the_plan() -> None:
    found = read_one(
        """
        指標 | 市 | | | （参考）県 | 参考（全国）
             | R1実績 | R5実績 | R6目標 | R4 | R4
        朝食を食べる割合 | 72.8 | 75.5 | 85 | 78.0 | 78.9
        """
    )
    (item,) = found.plan.indicators

    assert actuals(item) == {2019: "72.8", 2023: "75.5"}
    assert targets(item) == {2024: "85"}
    assert "column-unknown" not in {one.code for one in found.findings}


def test_a_heading_of_what_indicators_say_is_that_of_their_names() -> None:
    (item,) = read_one("指標の内容 | R6目標 | R6実績\nいじめの解消率 | 100 | 96").plan.indicators

    assert item.name == "いじめの解消率"


def test_the_outlook_of_now_is_the_mark_and_that_of_the_last_time_is_not() -> None:
    (item,) = read_one(
        "指標 | 目標値（R7） | R6実績 | 前回の見通し | 今回の見通し\n通行量 | 16,000 | 15,122 | B | A"
    ).plan.indicators

    assert marks(item) == {2024: "A"}


@pytest.mark.parametrize("title", ["単年・累計", "累計/単年度", "単年度値・累計値の別"])
def test_what_is_counted_each_year_and_what_is_added_up_is_nothing_to_ask_about(title: str) -> None:
    found = read_one(
        f"指標 | {title} | R7目標 | R5実績\n転入 | 累計 | 40 | 23\n出生数 | 単年 | 35 | 22\n医師 | － | 2 | 2"
    )

    assert [text for item in found.plan.indicators for _, text in item.extras] == ["累計", "単年", "－"]
    assert "column-unknown" not in {one.code for one in found.findings}


def test_months_are_no_indicators() -> None:
    """目標 and 実績 of each month are figures of one thing: twelve indicators called 4月 help nobody."""
    found = read(
        """
        令和5年度 市民体育館の利用者数
        区分 | 4月 | 5月 | 6月 | 合計
        目標 | 6,000 | 6,500 | 6,500 | 19,000
        実績 | 5,812 | 6,730 | 6,441 | 18,983
        """
    )

    assert found == []


def test_months_beside_the_sum_of_the_year_are_kept_without_a_question() -> None:
    found = read_one(
        """
        令和6年度 公共施設の利用状況
        施設 | 指標 | 年間目標 | 4月 | 5月 | 6月 | 年計 | 達成率
        図書館 | 来館者数（人） | 77,000 | 25,100 | 26,330 | 25,020 | 76,450 | 99.3%
        体育館 | 利用者数（人） | 19,000 | 5,812 | 6,730 | 6,441 | 18,983 | 99.9%
        """
    )
    first, _ = found.plan.indicators

    assert (targets(first), actuals(first)) == ({2024: "77,000"}, {2024: "76,450"})
    assert [text for _, text in first.extras] == ["25,100", "26,330", "25,020"]
    assert "column-unknown" not in {one.code for one in found.findings}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("数値目標【達成年次】", Role.INDICATOR),
        ("本学の現状〔全国平均〕", Role.BASELINE),
        ("【実績】", Role.ACTUAL),
    ],
)
def test_a_remark_in_any_brackets_behind_a_heading_is_left_out(text: str, role: Role) -> None:
    word = match_heading(text)

    assert word is not None
    assert word.role is role


def test_when_figures_were_taken_behind_a_note_sign_is_no_part_of_a_heading() -> None:
    assert clean_heading("現状値(直近の値) ※R6.2月現在") == "現状値(直近の値)"
    assert (found := match_heading("現状値※令和6年2月現在")) is not None
    assert found.role is Role.BASELINE


def test_a_figure_as_a_share_of_the_goal_is_a_rate() -> None:
    assert (found := match_heading("対目標値")) is not None
    assert found.role is Role.RATE


def test_what_is_to_be_built_in_each_year_is_no_actual() -> None:
    (item,) = read_one(
        """
        地域密着型サービスの整備
        サービス | 実績値 | 整備計画 |  |
                 | 平成26年度 | 平成27年度 | 平成28年度 | 平成29年度
        定期巡回の箇所数 | 1 | 2 | 5 | 6
        """
    ).plan.indicators

    assert targets(item) == {2015: "2", 2016: "5", 2017: "6"}
    assert actuals(item) == {}


def test_a_period_is_read_below_a_heading_whose_letters_stand_apart() -> None:
    assert find_period_end(["目 標 値 (H27~H31)"]) == FiscalYear(2019)
