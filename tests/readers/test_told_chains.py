"""Chains that stand in texts: below their name, behind labels, told in a sentence."""

from __future__ import annotations

import time

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Indicator
from shirube.readers.told_chains import find_told_chains, write_out_told_chains
from tests.readers.tables import actuals, grid, read_one, targets

FORM = """
地域住宅計画の事後評価
計画期間|平成23年度 ~ 27年度
指標①:「市営住宅の耐震化率」
定 義:改修を終えた棟の割合
評価方法:棟の数
結 果:従前値:67%(23年度)⇒目標値:77%(27年度)
⇒実績値:77%
結果の分析:計画のとおり改修を終えた。
指標②:「バリアフリー化住宅の割合」
定 義:手すりのある住宅
結 果:従前値:14.5%(平成 23 年度)⇒目標値:15.7%(平成 27 年度)⇒実績値:15.9%(1,088 戸/6,860 戸)(平成 27 年度末)
"""

CHAIN = "結 果:従前値:1%(23年度)⇒目標値:2%(27年度)"
_LETTERS = str.maketrans("0123456789abcdef", "いうえおかきくけこさしすせそたち")


def baseline(item: Indicator) -> tuple[str, int | None]:
    assert item.baseline is not None
    year = item.baseline.year
    return item.baseline.reading.text, year.start if year else None


def test_a_chain_belongs_to_the_name_that_a_label_gave_lines_above() -> None:
    first, second = read_one(FORM).plan.indicators

    assert (first.name, second.name) == ("市営住宅の耐震化率", "バリアフリー化住宅の割合")
    assert baseline(first) == ("67%(23年度)", 2011)
    assert (targets(first), actuals(first)) == ({2015: "77%(27年度)"}, {2015: "77%"})
    assert second.actuals[0].reading.quantity is not None
    assert str(second.actuals[0].reading.quantity.value) == "15.9"


def test_what_labels_say_beside_a_chain_is_kept_with_its_indicator() -> None:
    first, _ = read_one(FORM).plan.indicators

    assert [status.text for status in first.statuses] == ["計画のとおり改修を終えた。"]
    assert first.notes == ("改修を終えた棟の割合",)
    assert [text for _, text in first.extras] == ["棟の数"]


def test_a_whole_form_in_one_cell_is_cut_at_its_labels() -> None:
    text = """
    実施体制|住宅課
    事後評価の結果|指標①:「改善の割合」 定 義:終えた棟 結 果:CHAIN 結果の分析:一部を先に延ばした。
    """
    chain = "従前値:74.5%(平成 23 年度)⇒目標値:91.7%(平成 27 年度) ⇒実績値:80.9%(平成 27 年度末)"

    (only,) = read_one(text.replace("CHAIN", chain)).plan.indicators

    assert (only.name, targets(only), actuals(only)) == (
        "改善の割合",
        {2015: "91.7%(平成 27 年度)"},
        {2015: "80.9%(平成 27 年度末)"},
    )


def test_a_chain_belongs_to_the_line_right_above_it_and_not_to_figures_for_comparison() -> None:
    text = """
    住宅マスタープラン
    【重点施策Ⅰ】 ○ 災害に強い住まい
    成果指標Ⅰ ○ 耐震性を有する住宅の比率
    現状 62.4%(平成 25 年) ⇒ 目標 95.0%(平成 37 年)
    参考値:国の目標値 95%(平成 32 年)
    成果指標Ⅱ-1 ○ 長期優良住宅の割合
    現状 16.7%(平成 26 年度) ⇒ 目標 20.0%(平成 37 年度)
    """

    first, second = read_one(text).plan.indicators

    assert (first.name, second.name) == ("耐震性を有する住宅の比率", "長期優良住宅の割合")
    assert (targets(first), targets(second)) == ({2025: "95.0%(平成 37 年)"}, {2025: "20.0%(平成 37 年度)"})
    assert first.notes == ("参考値:国の目標値 95%(平成 32 年)",)


def test_chains_without_labels_are_read_below_the_word_goal_only() -> None:
    lines = ["省エネルギー対策率", "18%(H15⇒40%(H27)", "密集市街地の整備率", "0%(H14)⇒概ね100%(H23)"]
    told = "\n".join(["指標と目標値は次のとおりです。", *lines])
    reached = "\n".join(["目標値に対する実績の推移です。", *lines])

    first, second = read_one(told).plan.indicators

    assert (baseline(first), targets(first)) == (("18%(H15)", 2003), {2015: "40%(H27)"})
    assert (second.name, targets(second)) == ("密集市街地の整備率", {2011: "概ね100%(H23)"})
    assert find_told_chains(grid(reached)) is None
    assert find_told_chains(grid("\n".join(lines))) is None


def test_the_line_above_the_first_name_is_a_group_like_those_further_down() -> None:
    found = read_one(
        """
        計画の目標指標
        良質な住宅
        ・耐震基準適合率
        75%(H15)⇒90%(H27)
        ・改修の実施率
        2.4%(H11~15平均)⇒5%(H27)
        良好な居住環境
        ・密集市街地の整備率
        10%(H14)⇒95%(H23)
        """
    )

    assert [([node.name for node in path], item.name) for path, item in found.plan.rows] == [
        (["良質な住宅"], "耐震基準適合率"),
        (["良質な住宅"], "改修の実施率"),
        (["良好な居住環境"], "密集市街地の整備率"),
    ]
    assert [
        item.baseline.year.start for item in found.plan.indicators if item.baseline and item.baseline.year
    ] == [
        2003,
        2003,
        2002,
    ]


def test_numbers_beside_the_names_are_no_marks() -> None:
    found = read_one(
        """
        平成24年度の成果目標
        1 | 改善率を4.1%(H22当初)から100%(H25末)にする | 事業1
        2 | 普及率を43%(H22当初)から52.9%(H26末)に増やす | 事業2
        """
    )

    assert [targets(item) for item in found.plan.indicators] == [
        {2013: "100%(H25末)"},
        {2014: "52.9%(H26末)"},
    ]
    assert all(item.published == () for item in found.plan.indicators)


def test_labels_before_figures_tell_them_and_a_sentence_above_tells_the_year_of_all_goals() -> None:
    text = """
    計画期間中に達成する評価指標と平成 33 年度の目標値を定めます。
    目標1|利便性の向上
    評価指標|①鉄道利用者数 (宇部線) 現状値(平成 26 年度):4,021 人/日 目標値:4,300 人/日
    |【計測方法】 事業者が把握
    |②地域内交通の利用者数 現状値(平成 26 年度):4,064 人/年 目標値:9,000 人/年
    """

    first, second = read_one(text).plan.indicators

    assert (first.name, first.unit) == ("鉄道利用者数 (宇部線)", "人/日")
    assert (baseline(first)[1], list(targets(first))) == (2014, [2021])
    assert (second.name, list(targets(second))) == ("地域内交通の利用者数", [2021])


def test_a_sentence_from_one_dated_figure_to_another_tells_baseline_and_goal() -> None:
    text = """
    番号|成果目標|達成予定年度|中間評価年度
    4|合流式下水道改善率4.1%(H22当初)から100%(H25末)を達成する。|H25|-
    5|駅から徒歩5分の圏域を17.8ha(H21)から19.7ha(H26)に拡大する。|H26|-
    """

    first, second = read_one(text).plan.indicators

    assert (first.name, baseline(first)[1], targets(first)) == (
        "合流式下水道改善率",
        2010,
        {2013: "100%(H25末)"},
    )
    assert (second.name, second.unit, targets(second)) == (
        "駅から徒歩5分の圏域",
        "ha",
        {2014: "19.7ha(H26)"},
    )


@pytest.mark.parametrize(
    "line",
    [
        "利用者は10人から20人に増えた。",
        "計画 ⇒ 実施 ⇒ 評価",
        "10%→20%→30%",
        "目標値:高い水準 現状値:低い水準",
        "結 果:従前値:0%(23年度)⇒目標値:14%(27年度)",
    ],
    ids=["no years", "no figures", "no labels", "words", "no name"],
)
def test_texts_that_tell_no_goal_for_certain_are_left_alone(line: str) -> None:
    assert find_told_chains(grid(line)) is None


def test_long_texts_take_no_time() -> None:
    lines = ["現状値" + " " * 5000, "から" * 5000, "1(" * 5000, "指標 " * 5000, "目標値(2020) " * 3000]
    begun = time.process_time()

    assert find_told_chains(grid("\n".join(lines * 20))) is None
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "lines",
    [
        [f"相談 {number}人" for number in range(6000)],
        ["指標1:相談件数", "従前値:1%⇒目標値:2%", *["※" + "注" * 500] * 6000],
        ["指標1:相談件数", *["⇒従前値:1%⇒目標値:2%" * 50] * 6000],
        [
            line
            for at in range(1500)
            for line in (f"指標1:件数{at}", f"あ{at:x}".translate(_LETTERS) + ":語", CHAIN)
        ],
    ],
    ids=["lines", "notes", "arrows", "labels"],
)
def test_thousands_of_lines_take_seconds(lines: list[str]) -> None:
    begun = time.process_time()

    write_out_told_chains(grid("\n".join(lines)))
    assert time.process_time() - begun < 5


def test_what_a_label_too_many_says_is_kept_with_it_among_the_notes() -> None:
    labels = [f"定{one}{other}:説明" for one in "あいうえおか" for other in "あいうえおか"]

    table = find_told_chains(grid("\n".join(["指標1:件数", *labels, CHAIN])))

    assert table is not None
    assert len(table.headings) < 35
    assert any("定かか：説明" in str(cell) for row in table.grid.rows for cell in row)


def test_the_year_of_a_goal_is_that_of_the_sentence_only_where_it_names_one() -> None:
    two = "平成28年度の目標値と平成33年度の目標値を定めます。\n利用者数 現状値(平成26年度):4人 目標値:5人"

    table = find_told_chains(grid(two))

    assert table is not None
    assert FiscalYear(2016).render() not in str(table.headings)


def test_parts_of_a_plan_head_what_is_told_below_them_and_labels_do_not() -> None:
    found = read_one(
        """
        評価指標と平成33年度の目標値は、次のとおりです。
        目標1 | 利便性の向上
        評価指標 | ①鉄道の利用者数
                 | 現状値(平成26年度):4,021人/日 目標値:4,300人/日
        目標2 | にぎわいへの貢献
        評価指標 | ①バスの乗降者数
                 | 現状値(平成27年度):5,248人/日 目標値:5,600人/日
        """
    )

    assert [(path[0].name, item.name) for path, item in found.plan.rows] == [
        ("目標1 利便性の向上", "鉄道の利用者数"),
        ("目標2 にぎわいへの貢献", "バスの乗降者数"),
    ]
