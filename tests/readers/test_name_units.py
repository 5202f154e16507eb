"""Units in names: they count where nothing else says one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.readers import name_units
from shirube.readers.name_units import find_name_unit, find_table_unit, match_unit_line
from tests.readers.tables import read_one


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("受講率【％】", "%"),
        ("来館者数（千人）", "千人"),
        ("補助件数［単位：件］", "件"),
        ("排出量(t-CO2)", "t-CO2"),
        ("CO2換算(kg-CO2)", "kg-CO2"),
        ("エネルギー消費量(GJ/百万円)", "GJ/百万円"),
        ("床面積当たりのエネルギー消費量(MJ/㎡)", "MJ/m2"),
        ("1人当たりごみ量（g/人・日）", "g/人・日"),
        ("企業訪問(単位 のべ社)", "のべ社"),
        ("回", "回"),
        ("転出超過（人）⇩", "人"),
        ("転出超過（人） ⬇\ufe0f", "人"),
        ("満足度（％）⇨", "%"),
        ("管路事故件数（件/100km）↓", "件/100km"),
        ("1便当たりの利用者（人/便）", "人/便"),
        ("空家の除却件数（累計・件）", "件"),
        ("研修の受講者数（人、延べ）", "人"),
        ("乗降客数（1日平均・人）", "人"),
        ("事故率 (中部4県) (件/年・億台キロ)", "件/年・億台キロ"),
        ("渋滞損失時間 (億人時間/年)", "億人時間/年"),
        ("路上工事時間 (時間/km年)", "時間/km年"),
        ("相談（人・件）", ""),
        ("登録者（累計・市民）", ""),
        ("除却件数（累計）", ""),
        ("死亡率（人口10万人）", ""),
        ("満足度（市民）", ""),
        ("認知度(若者)", ""),
        ("開業率（5年平均）", ""),
        ("参加者数", ""),
        ("人口", ""),
    ],
)
def test_the_last_brackets_of_a_name_may_hold_its_unit(name: str, unit: str) -> None:
    assert find_name_unit(name) == unit


def test_a_unit_in_the_name_counts_where_the_figures_carry_none() -> None:
    read = read_one("""
    指標           | 令和6年度 |
                   | 目標      | 実績
    受講率【%】    | 60        | 58.5
    件数(件)       | 8件       | 9件
    来館者数(千人) | 120人     | 98人
    満足度（市民） | 40        | 41
    """)

    assert [(item.name, item.unit) for item in read.plan.indicators] == [
        ("受講率【%】", "%"),
        ("件数(件)", "件"),
        ("来館者数(千人)", "人"),
        ("満足度（市民）", ""),
    ]
    assert "名前の中の（%、件）を単位とみなしました" in read.columns[0].why


def test_a_column_of_units_goes_before_the_name() -> None:
    read = read_one("""
    指標        | 単位 | 令和6年度 |
                |      | 目標      | 実績
    受講率【%】 | 人   | 60        | 58
    """)

    assert read.plan.indicators[0].unit == "人"
    assert "名前の中の" not in read.columns[0].why


def test_one_unit_in_all_headings_of_a_rewritten_table_is_that_of_its_figures() -> None:
    found = read_one(
        """
        区分 | R5年度 | | R6年度 |
         | 計画(ha) | 実績(ha) | 計画(ha) | 実績(ha)
        植栽 | 40 | 36 | 45 | 47
        間伐 | 200 | 192 | 215 | 219
        合計 | 240 | 228 | 260 | 266
        """
    )

    assert [item.unit for item in found.plan.indicators] == ["ha", "ha"]
    assert "unit-of-table" in {one.code for one in found.findings}


def test_headings_of_different_units_give_none() -> None:
    found = read_one(
        """
        区分 | R6年度 |
         | 計画(ha) | 実績(本)
        植栽 | 45 | 47
        合計 | 45 | 47
        """
    )

    assert [item.unit for item in found.plan.indicators] == [""]


@pytest.mark.timeout(20)
def test_a_line_of_thousands_of_spaces_is_gone_through_once() -> None:
    assert find_table_unit([[f"(単位{' ' * 100_000}:人と件と世帯と回と日数"]]) == ""
    assert find_table_unit([["(単位：人)"]]) == "人"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("1人1日当たりのごみ排出量（グラム）", "グラム"),
        ("道路の延長（キロメートル）", "キロメートル"),
        ("公園の面積（平方メートル）", "平方メートル"),
        ("受診率（パーセント）", "パーセント"),
        ("グラムの使い方（プログラム）", ""),
    ],
)
def test_a_unit_may_be_spelled_out_as_pages_for_reading_aloud_have_it(name: str, unit: str) -> None:
    assert find_name_unit(name) == unit


def test_a_stroke_before_a_time_joins_a_unit_above_a_table_and_other_strokes_part_two() -> None:
    assert find_table_unit([["（単位：人／月）"]]) == "人/月"
    assert find_table_unit([["（単位：人／件）"]]) == ""


@pytest.mark.parametrize("line", ["（単位：千円、税抜）", "単位：千円", "（単位：千円）"])
def test_a_unit_below_the_table_holds_for_it_and_is_no_indicator(line: str) -> None:
    found = read_one(f"科目 | R5計画 | R5決算\n給水収益 | 1,520 | 1,498\n営業費用 | 1,410 | 1,432\n{line}")

    assert [(item.name, item.unit) for item in found.plan.indicators] == [
        ("給水収益", "千円"),
        ("営業費用", "千円"),
    ]
    assert "unit-of-table" in {one.code for one in found.findings}


def test_words_on_units_below_the_table_are_a_remark() -> None:
    found = read_one("科目 | R5計画 | R5決算\n給水収益 | 1,520 | 1,498\n※単位は千円とする。")

    assert found.plan.indicators[0].unit == ""


def test_a_count_of_half_a_day_has_its_unit() -> None:
    assert find_name_unit("歩行者通行量（人/12h）") == "人/12h"
    assert find_name_unit("交通量（台/12時間）") == "台/12時間"


@pytest.mark.parametrize(
    ("name", "unit"), [("累計・件", "件"), ("人、年間", "人"), ("男・女", ""), ("講座・教室", "")]
)
def test_how_a_figure_is_counted_stands_beside_its_unit_without_brackets_too(name: str, unit: str) -> None:
    """空家の件数（累計・件） in a cell that names an activity first was taken apart."""
    assert find_name_unit(name) == unit


def test_a_unit_with_a_cell_to_itself_above_the_table_is_that_of_the_table() -> None:
    assert find_table_unit([["排出量の推移"], ["（千t-CO2）"]]) == "千t-CO2"
    assert find_table_unit([["（資料３）"], ["(案)"]]) == ""


def test_a_unit_over_the_years_of_the_actuals_is_that_of_the_target_too() -> None:
    found = read_one("施策 | 満足度（％） | | 目標\n | H29 | R3 | R5\n高齢者福祉 | 41.2 | 42.5 | 48.0")

    assert [item.unit for item in found.plan.indicators] == ["%"]


def test_a_unit_over_one_of_the_actuals_is_not_that_of_all() -> None:
    """The control: nobody says in what the other year was counted."""
    found = read_one("施策 | H29（人） | R3 | R5目標\n高齢者福祉 | 41 | 42 | 48")

    assert [item.unit for item in found.plan.indicators] == [""]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("（効果額の単位：千円）", "千円"),
        ("事業費の単位：百万円", "百万円"),
        ("指標ごとに異なる単位：人", ""),
        ("面積は単位：ha", ""),
    ],
)
def test_a_line_may_say_of_what_it_states_the_unit(line: str, unit: str) -> None:
    assert find_table_unit([[line]]) == unit


def test_the_brackets_may_stand_around_the_label_of_a_unit_alone() -> None:
    found = match_unit_line("[単位] 億円")

    assert found is not None
    assert found["unit"] == "億円"
    assert match_unit_line("[単位]") is None


@pytest.mark.parametrize("name", ["単位互換数", "単位取得率"])
def test_a_name_that_begins_with_the_word_for_units_is_no_line_of_units(name: str) -> None:
    assert match_unit_line(name) is None
    assert match_unit_line("単位千円") is not None


@given(unit=st.from_regex(re.compile(name_units._UNIT.pattern), fullmatch=True))
def test_no_unit_is_passed_over_for_its_letters(unit: str) -> None:
    """Letters rule a name out before the units are asked: all units must be made of them."""
    assert name_units._LETTERS_OF_UNITS.issuperset(sign for sign in unit if sign.isalpha())


def test_letters_do_rule_names_out() -> None:
    """The control: otherwise all units would be asked for every short name."""
    assert not name_units._LETTERS_OF_UNITS.issuperset("受講率")
