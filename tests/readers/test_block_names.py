"""What names blocks of lines that name themselves nowhere: the lines above, beside units, below sentences."""

from __future__ import annotations

from tests.readers.tables import actuals, marks, read_one, targets


def test_the_line_right_above_names_what_has_no_name_and_not_the_title_of_the_page() -> None:
    found = read_one(
        """
        都市基盤の指標
        下水道の普及率
        【目標と実績の推移】
        （単位：％）
        区分|R5|R6
        目標|86.0|87.0
        実績|85.7|86.9
        """
    )

    (item,) = found.plan.indicators
    assert (found.plan.title, item.name, item.unit) == ("都市基盤の指標", "下水道の普及率", "%")


def test_a_note_or_a_sentence_above_the_figures_is_no_name() -> None:
    (item,) = read_one(
        """
        来館者数（人）
        ※ 分館を含む
        施設の利用の広がりを示します。
        区分|R5|R6
        目標|860|870
        実績|857|869
        """
    ).plan.indicators

    assert item.name == "来館者数（人）"


def test_a_mark_below_the_name_of_the_next_block_is_that_of_the_next_block() -> None:
    text = """
    活動指標|面積カバー率
    平成(年度)|17|18|19
    目標|-|-|30.00%
    実績|-|19.60%|26.90%
    目標と実績の比較|-|-|△3.1%
    成果指標|標準小作料の区域設定数
    自己評価|B
    平成(年度)|17|18|19
    目標|-|10|1
    実績|-|10|1
    """

    cover, areas = read_one(text).plan.indicators

    assert (cover.name, marks(cover)) == ("面積カバー率", {})
    assert (areas.name, marks(areas)) == ("標準小作料の区域設定数", {2007: "B"})
    assert targets(areas) == {2005: "-", 2006: "10", 2007: "1"}


def test_lines_of_years_that_say_only_so_are_named_by_the_line_above_what_leads_to_them() -> None:
    text = """
    5 優良農地の確保
    【主な指標】
    年度|2022|2023|2024|2025|2030|2034
    実績|37|40|2025.4頃|ー|ー|ー
    目標|ー|ー|ー|47|80|80
    """

    (land,) = read_one(text).plan.indicators

    assert land.name == "5 優良農地の確保"
    figures = {item.year.start: item.reading.quantity for item in land.actuals}
    # When the figure comes is no figure.
    assert [figures[year] is not None for year in (2022, 2023, 2024)] == [True, True, False]
    assert {year for year, text in targets(land).items() if text != "ー"} == {2025, 2030, 2034}


def test_the_goal_of_the_last_year_may_stand_twice_and_blocks_may_be_counted() -> None:
    found = read_one(
        """
        指標1 | 指標名 | 交通事故発生件数
         | 定義等 | 人身事故の件数
         | 年度 | 計画策定時(H19) | 平成23年度 | 平成24年度 | 目標値(H24)
         | 目標値 | | 2件 | 0件 | 0件
         | 実績値 | 6件 | 4件
        指標2 | 指標名 | 満足度
         | 定義等 | アンケート
         | 年度 | 計画策定時(H19) | 平成23年度 | 平成24年度 | 目標値(H24)
         | 目標値 | | 66% | 68% | 68%
         | 実績値 | 58.1% | 63.2%
        """
    )
    first, second = found.plan.indicators

    assert (first.name, second.name) == ("交通事故発生件数", "満足度")
    assert targets(first) == {2011: "2件", 2012: "0件"}
    assert targets(second) == {2011: "66%", 2012: "68%"}
    assert "year-unknown" not in {one.code for one in found.findings}


def test_lines_above_blocks_name_them_beside_their_units_and_below_a_sentence() -> None:
    found = read_one(
        """
        財政健全化計画等執行状況
        平成19年度は実績値、平成20年度は見込みです。
        1.地方債現在高(借金がどれだけあるか) | (単位:百万円)
        | 19年度 | 20年度
        計画目標値 A | 4,824 | 4,468
        実績(見込)値 B | 4,708 | 4,472
        乖離値 C(A-B) | 116 | ▲4
        乖離率 D(C/A) | 2.4% | -0.1%
        2.職員数 | (単位:人)
        | 19年度 | 20年度
        計画目標値 A | 73 | 71
        実績(見込)値 B | 72 | 72
        乖離値 C(A-B) | 1 | ▲1
        乖離率 D(C/A) | 1.4% | -1.4%
        """
    )

    debts, staff = found.plan.indicators
    assert (debts.name, debts.unit) == ("1.地方債現在高(借金がどれだけあるか)", "百万円")
    assert (staff.name, staff.unit) == ("2.職員数", "人")
    assert {node.name for path, _ in found.plan.rows for node in path} <= {""}
    assert (targets(staff), actuals(staff)) == ({2007: "73", 2008: "71"}, {2007: "72", 2008: "72"})
    assert "column-unknown" not in {one.code for one in found.findings}
