"""Tables of plans on water, schools, libraries, traffic and grants: what is seen at a glance is read so."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, marks, read, read_one, targets


@pytest.mark.parametrize("heading", ["目標値（H27～H31）", "平成27～31年度目標", "H27～H31年度の目標値"])
def test_a_target_over_a_period_is_that_of_its_last_year(heading: str) -> None:
    """Not of the year of the title, in which it would count as missed."""
    (item,) = read_one(
        f"""
        総合戦略 平成28年度の進捗状況
        数値目標 | {heading} | H28実績値
        雇用創出数 | 1,000人（累計） | 515人
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2019: "1,000人（累計）"}, {2016: "515人"})
    assert item.baseline is None


def test_an_actual_over_a_period_belongs_to_no_year_that_anybody_knows() -> None:
    found = read_one(
        """
        総合戦略 令和6年度の進捗状況
        指標 | 目標値（R8） | 実績値（R4～R6の平均）
        相談件数 | 1,000 | 515
        """
    )

    assert actuals(found.plan.indicators[0]) == {}
    assert "year-unknown" in {one.code for one in found.findings}


def test_the_actual_of_the_year_before_that_which_was_judged_is_no_baseline() -> None:
    (item,) = read_one(
        """
        指標 | 目標値（R7） | R5実績 | R6実績 | R6評価
        オンライン申請の手続数 | 120 | 58 | 97 | B
        """
    ).plan.indicators

    assert (actuals(item), marks(item)) == ({2023: "58", 2024: "97"}, {2024: "B"})
    assert item.baseline is None


def test_a_lone_actual_before_the_targets_stays_the_baseline() -> None:
    (item,) = read_one(
        """
        指標 | R4実績 | R6目標 | R7目標
        参加者数 | 20 | 30 | 40
        """
    ).plan.indicators

    assert item.baseline is not None
    assert (item.baseline.reading.text, actuals(item)) == ("20", {})


@pytest.mark.parametrize("between", ["", "基本目標2", "\n基本目標2", "\n基本目標2\n", "基本目標2\n担い手"])
def test_rows_below_a_repeated_heading_of_a_narrow_table_are_not_lost(between: str) -> None:
    found = read_one(
        f"""
        指標 | R5目標 | R5実績
        相談件数 | 20 | 21
        {between}
        指標 | R5目標 | R5実績
        講座数 | 5 | 6
        """
    )

    assert [item.name for item in found.plan.indicators] == ["相談件数", "講座数"]
    assert targets(found.plan.indicators[1]) == {2023: "5"}


def test_rows_below_a_heading_that_is_repeated_after_notes_are_a_table_of_their_own() -> None:
    first, second = read(
        """
        指標 | 単位 | R5目標 | R5実績
        相談件数 | 件 | 20 | 21
        ※速報値

        基本目標2
        指標 | 単位 | R5目標 | R5実績
        講座数 | 回 | 5 | 6
        """
    )

    assert [item.name for item in first.plan.indicators] == ["相談件数"]
    assert [item.name for item in second.plan.indicators] == ["講座数"]


def test_a_full_row_of_figures_after_a_gap_of_a_narrow_table_is_not_lost() -> None:
    found = read_one(
        """
        指標 | R5目標 | R5実績
        相談件数 | 20 | 21

        講座数 | 5 | 6
        """
    )

    assert [actuals(item) for item in found.plan.indicators] == [{2023: "21"}, {2023: "6"}]


def test_a_legend_after_the_gap_of_a_narrow_table_is_no_row() -> None:
    found = read_one(
        """
        指標 | R5実績 | R5評価
        相談件数 | 21 | A

        A | 90%以上 | 達成
        B | 90%未満 | 未達成
        """
    )

    assert [item.name for item in found.plan.indicators] == ["相談件数"]


@pytest.mark.parametrize("line", ["（単位：人）", "令和5年度の状況", "2 延長保育（単位：人）"])
def test_a_repeated_heading_with_a_unit_or_a_year_of_its_own_begins_a_table(line: str) -> None:
    """The unit and the year of the first table would be wrong for its rows."""
    first, second = read(
        f"""
        令和4年度の状況（単位：か所）
        指標 | 目標 | 実績 | 備考
        施設数 | 20 | 21 | あ
        {line}
        指標 | 目標 | 実績 | 備考
        利用者数 | 5 | 6 | い
        """
    )

    assert [item.name for item in first.plan.indicators] == ["施設数"]
    assert [item.name for item in second.plan.indicators] == ["利用者数"]
    assert first.plan.indicators[0].unit == "か所"
    assert second.plan.indicators[0].unit in ("人", "")


@pytest.mark.parametrize(
    ("revised", "target"), [("―", "2億円"), ("-", "2億円"), ("3億円", "3億円"), ("なし", "なし")]
)
def test_a_dash_among_revised_targets_leaves_the_first_one(revised: str, target: str) -> None:
    (item,) = read_one(
        f"""
        KPI | 当初目標(R6) | 見直し後目標(R6) | R5実績
        寄附額 | 2億円 | {revised} | 3億円
        """
    ).plan.indicators

    assert targets(item) == {2024: target}


def test_what_tells_rows_of_one_name_apart_is_part_of_their_names() -> None:
    found = read_one(
        """
        施策 | 指標 | 校種 | R5実績 | R6実績 | R7目標
        学力 | 授業が分かる割合 | 小6 | 84.4% | 83.9% | 85.0%
         | | 中3 | 75.0% | 76.8% | 76.0%
        心 | いじめを許さない割合 | 小6 | 85.5% | 87.0% | 100%
         | | 中3 | 80.3% | 81.1% | 100%
        """
    )

    assert [item.name for item in found.plan.indicators] == [
        "授業が分かる割合 小6",
        "授業が分かる割合 中3",
        "いじめを許さない割合 小6",
        "いじめを許さない割合 中3",
    ]
    assert not {"rows-nameless", "column-unknown"} & {one.code for one in found.findings}


def test_a_column_of_remarks_is_no_part_of_names() -> None:
    found = read_one(
        """
        指標 | 参考 | R5実績 | R6目標
        授業が分かる割合 | 学力調査の児童質問紙で当てはまると答えた者 | 84.4% | 85.0%
         | 学力調査の生徒質問紙で当てはまると答えた者 | 75.0% | 76.0%
        """
    )

    assert [item.name for item in found.plan.indicators] == ["授業が分かる割合", ""]


def test_sheets_may_number_their_kpi_and_say_the_year_behind_the_target() -> None:
    first, second = read_one(
        """
        施策評価シート
        KPI① | 支援センターの会員数
        単位 | 人 | 基準値 | 412(R1) | 目標値 | 600(R6)
        年度 | R4 | R5
        実績値 | 498 | 540
        達成率 | 83.0% | 90.0%
        KPI② | 病児保育の利用者数
        単位 | 人 | 基準値 | 320(R1) | 目標値 | 500(R6)
        年度 | R4 | R5
        実績値 | 340 | 412
        達成率 | 68.0% | 82.4%
        """
    ).plan.indicators

    assert (first.name, second.name) == ("支援センターの会員数", "病児保育の利用者数")
    assert (targets(first), targets(second)) == ({2024: "600(R6)"}, {2024: "500(R6)"})
    assert (first.unit, actuals(second)) == ("人", {2022: "340", 2023: "412"})


def test_targets_of_the_halves_of_a_plan_are_no_half_years() -> None:
    (item,) = read_one(
        """
        まちづくり指標 | 単位 | R3 | R4 | 前期目標(R7) | 後期基本計画の目標(R12)
        公園の面積 | ㎡ | 9.9 | 10.0 | 10.2 | 10.5
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2025: "10.2", 2030: "10.5"}, {2021: "9.9", 2022: "10.0"})


def test_a_target_for_each_year_is_that_of_every_year_with_an_actual() -> None:
    found = read_one(
        """
        指標 | 目標値 | R3実績 | R4実績
        防犯教室の回数 | 毎年30回 | 22回 | 31回
        講座の参加者数 | 毎年度500人以上 | 480人 | 510人
        """
    )

    assert [targets(item) for item in found.plan.indicators] == [
        {2021: "毎年30回", 2022: "毎年30回"},
        {2021: "毎年度500人以上", 2022: "毎年度500人以上"},
    ]
    assert "year-unknown" not in {one.code for one in found.findings}


@pytest.mark.parametrize("target", ["年間30回", "30回", "毎年度前年以下"])
def test_another_target_without_a_year_is_asked_about(target: str) -> None:
    found = read_one(
        f"""
        指標 | 目標値 | R3実績 | R4実績
        防犯教室の回数 | {target} | 22回 | 31回
        """
    )

    assert targets(found.plan.indicators[0]) == {}
    assert "year-unknown" in {one.code for one in found.findings}


def test_a_heading_with_a_year_dates_a_target_for_each_year_too() -> None:
    (item,) = read_one(
        """
        指標 | 目標値（R7） | R3実績 | R4実績
        防犯教室の回数 | 毎年30回 | 22回 | 31回
        """
    ).plan.indicators

    assert targets(item) == {2025: "毎年30回"}


@pytest.mark.parametrize(
    "heading",
    [
        "数値目標（R8）",
        "令和8(2026)年度（最終目標値）",
        "2026(R8)めざす値",
        "令和8年度（めざす値）",
        "目標水準（R8）",
    ],
)
def test_a_target_may_be_called_by_many_words(heading: str) -> None:
    (item,) = read(
        f"""
        番号 | 指標 | 令和4(2022)年度 | 令和5(2023)年度 | {heading}
        1 | 相談件数 | 20 | 21 | 30
        """
    )[0].plan.indicators

    assert (targets(item), actuals(item)) == ({2026: "30"}, {2022: "20", 2023: "21"})


@pytest.mark.parametrize("heading", ["R5（県平均）", "R5（全国）", "令和5年度（国）", "R8（想定）"])
def test_a_year_of_somebody_else_is_no_actual(heading: str) -> None:
    found = read_one(
        f"""
        指標 | R4実績 | R5実績 | {heading} | R8目標
        正答率 | 64.0 | 65.2 | 66.0 | 68.0
        """
    )
    (item,) = found.plan.indicators

    assert actuals(item) == {2022: "64.0", 2023: "65.2"}
    assert [text for _, text in item.extras] == ["66.0"]


def test_a_lone_year_of_the_whole_country_is_asked_about() -> None:
    found = read_one(
        """
        指標 | R5（全国） | R8目標
        正答率 | 66.0 | 68.0
        """
    )

    assert actuals(found.plan.indicators[0]) == {}
    assert "column-unknown" in {one.code for one in found.findings}


def test_a_year_written_twice_before_a_word_is_one_year() -> None:
    (item,) = read_one(
        """
        指標 | 令和5(2023)年度目標 | 2023(R5)実績 | 令和5(2023)年度 進捗状況 | R3年次目標
        相談件数 | 30 | 21 | B | 10
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2021: "10", 2023: "30"}, {2023: "21"})
    assert marks(item) == {2023: "B"}


def test_the_trend_below_a_group_of_targets_is_no_target() -> None:
    (item,) = read_one(
        """
        評価指標 | 数値目標 | |
         | 平成22年(現況値) | 平成52年(トレンド値) | 平成52年(目標値)
        人口密度 | 130人/ha | 108人/ha | 120人/ha
        """
    ).plan.indicators

    assert targets(item) == {2040: "120人/ha"}
    assert [text for _, text in item.extras] == ["108人/ha"]


def test_a_target_in_words_has_the_year_of_all_others_in_its_column() -> None:
    found = read_one(
        """
        推進方針 | 指標 | 現状値 | 目標値
        耐震化 | 住宅の耐震化率 | 78.5%(R2) | 95%(R7)
        耐震化 | 施設の耐震化率 | 98.2%(R2) | 100%(R7)
        備蓄 | 備蓄食料 | 18,000食(R2) | 現状維持
        """
    )

    assert [targets(item) for item in found.plan.indicators] == [
        {2025: "95%(R7)"},
        {2025: "100%(R7)"},
        {2025: "現状維持"},
    ]
    assert "goal-dated" in {one.code for one in found.findings}


def test_targets_of_several_years_say_nothing_of_one_without() -> None:
    found = read_one(
        """
        指標 | 現状値 | 目標値
        住宅の耐震化率 | 78.5%(R2) | 95%(R7)
        施設の耐震化率 | 98.2%(R2) | 100%(R8)
        備蓄食料 | 18,000食(R2) | 現状維持
        """
    )

    assert targets(found.plan.indicators[2]) == {}
    assert "year-unknown" in {one.code for one in found.findings}


def test_lines_whose_names_end_in_turn_are_said_to_be_lines() -> None:
    found = read_one(
        """
        事業名 | 担当課 | R5 | R6
        延長保育 確保枠 | 保育課 | 100 | 110
        延長保育 実績 | 保育課 | 90 | 100
        一時預かり 確保枠 | 保育課 | 1000 | 1100
        一時預かり 実績 | 保育課 | 900 | 1000
        学童保育 数値目標 | 保育課 | 1000 | 1100
        """
    )

    assert "lines-mistaken" in {one.code for one in found.findings}
