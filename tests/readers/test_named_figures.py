"""Names with the figures of several years behind them in one cell."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from tests.readers.tables import actuals, read_one, targets


def test_two_years_with_an_arrow_in_the_name_are_baseline_and_goal() -> None:
    found = read_one(
        """
        信州創生戦略の政策評価（対象：29年度）
        指標名 | 目安値 | 実績値 | 進捗区分
        合計特殊出生率 H26年1.54→H31年1.68 | 1.62 (H29年) | 1.56 (全国16位) | C
        労働生産性(千円/人) H24年度8,012→H29年度8,220 | 8,137 (H27年度) | 7,612 (全国23位) | C
        社会増減(人) H26年▲3,703→H31年▲2,000 | ▲2,700 (H29年) | ▲2,530 | A
        """
    )

    first, second, third = found.plan.indicators
    assert [item.name for item in (first, second, third)] == [
        "合計特殊出生率",
        "労働生産性(千円/人)",
        "社会増減(人)",
    ]
    assert targets(first) == {2017: "1.62 (H29年)", 2019: "1.68(H31年)"}
    assert first.baseline is not None
    assert first.baseline.reading.text == "1.54(H26年)"
    assert third.baseline is not None
    assert third.baseline.reading.quantity is not None
    assert int(third.baseline.reading.quantity.value) == -3703
    # No actual lies in the year of a final goal: 1.68 is no month of H31 either.
    assert [list(actuals(item)) for item in (first, second, third)] == [[2017], [2015], [2017]]
    assert "figures-in-names" in [one.code for one in found.findings]


def test_words_behind_the_figures_say_what_they_are() -> None:
    (item,) = read_one(
        """
        評価する施策 | 参考指標 | 成果
        耐震 | 耐震化率 H24年度 86.5%(基準値) H25年度 88.1% H27年度 89.5%(現状値) H29年度 92%(目標値) | B
        """
    ).plan.indicators

    assert item.name == "耐震化率"
    assert item.baseline is not None
    assert item.baseline.reading.text == "86.5%(H24年度)"
    assert actuals(item) == {2013: "88.1%(H25年度)", 2015: "89.5%(H27年度)"}
    assert targets(item) == {2017: "92%(H29年度)"}


@pytest.mark.parametrize(
    "name",
    [
        "利用者数 H26年100人 H27年120人",  # nothing says what they are
        "効果額（平成16年度→平成18年度）",  # a period without figures
        "工事 H26年4月→H27年3月",
        "売上 H26年5千円→H31年8千円の店",
    ],
)
def test_years_in_a_name_alone_are_left_in_it(name: str) -> None:
    (item,) = read_one(
        f"""
        指標名 | 平成29年度目標値 | 平成29年度実績値
        {name} | 130 | 125
        """
    ).plan.indicators

    assert item.name == name
    assert (targets(item), actuals(item)) == ({2017: "130"}, {2017: "125"})


def test_one_figure_to_come_by_a_year_is_the_goal() -> None:
    """Otherwise 平成31年度まで10人 stays in the name, and the indicator has no goal."""
    first, second = read_one(
        """
        事業名 | KPI | H30実績値 | 達成率
        雇用奨励金事業 | 町内の新規雇用者 平成31年度まで10人 | 0人 | 0%
        体験事業 | 体験者数（延べ）　Ｈ31年度末までに1,200人 | 600人 | 50%
        """
    ).plan.indicators

    assert [first.name, second.name] == ["町内の新規雇用者", "体験者数（延べ）"]
    assert [targets(first), targets(second)] == [{2019: "10人(平成31年度)"}, {2019: "1,200人(H31年度末)"}]
    assert actuals(first) == {2018: "0人"}


def test_goals_with_a_column_of_their_own_stay_in_the_name() -> None:
    (item,) = read_one(
        """
        KPI | 目標値（H31） | H30実績値
        町内の新規雇用者 平成31年度まで10人 | 10人 | 0人
        """
    ).plan.indicators

    assert item.name == "町内の新規雇用者 平成31年度まで10人"
    assert targets(item) == {2019: "10人"}


def test_the_year_may_stand_behind_its_figure() -> None:
    """Otherwise both figures stay in the name, and 現状値 is taken for where things began."""
    first, second, third = read_one(
        """
        成果指標 |                                             | 現状値
        1        | 住宅の省エネ率 42%(平成22)→100%(平成32)     | 45%(平成25)
        2        | 高齢者向け住宅の割合 0.9%(平成17)→3~5%(H32) | 2.1%(平成26)
        3        | リフォーム率 3.5%(平成16~20平均)→6%(平成32) | 3.8%(平成25)
        """
    ).plan.indicators

    assert [first.name, second.name, third.name] == ["住宅の省エネ率", "高齢者向け住宅の割合", "リフォーム率"]
    assert targets(first) == {2020: "100%(令和2年度)"}
    assert actuals(first) == {2013: "45%(平成25)"}
    assert third.baseline is not None
    assert (third.baseline.year, third.baseline.reading.text) == (FiscalYear(2008), "3.5%(平成20年度)")
    assert second.targets[0].reading.quantity is not None
    assert second.targets[0].reading.quantity.to == 5


def test_an_arrow_between_other_words_is_part_of_the_name() -> None:
    (item,) = read_one(
        """
        指標                       | R5目標 | R5実績
        路線の便数 A駅→B町(平日) | 10     | 8
        """
    ).plan.indicators

    assert item.name == "路線の便数 A駅→B町(平日)"


def test_a_figure_behind_a_name_below_a_heading_of_goals_is_the_goal() -> None:
    found = read_one(
        """
        総合戦略 平成28年度の進捗状況
        基本目標 | 数値目標(H27~H31) | H28実績値
        しごと | 雇用創出数 1,000人(累計) | 515人(うちH28年度255人)
        ひと | 出生数 8,000人(累計) | 3,170人
        まち | 満足度調査の割合 85% | 87%
        """
    )

    jobs, births, _ = found.plan.indicators
    assert (jobs.name, births.name) == ("雇用創出数", "出生数")
    assert list(targets(jobs)) == list(targets(births)) == [2019]
    assert list(actuals(jobs)) == [2016]
    assert "figures-in-names" in {one.code for one in found.findings}


@pytest.mark.parametrize("heading", ["指標名", "数値目標"])
def test_names_without_a_figure_of_their_own_stay_whole(heading: str) -> None:
    found = read_one(
        f"総合戦略\n{heading} | H28実績 | H31目標\n"
        "20代の転入者数 5 | 515人 | 600人\n40代の転入者数 6 | 5人 | 6人"
    )

    assert [item.name for item in found.plan.indicators] == ["20代の転入者数 5", "40代の転入者数 6"]


_SCHOOL = """
    令和5年度 学校評価
    評価項目 | 具体的方策 | {heading} | 年度末の状況 | 達成度
    学力の向上 | 授業の改善 | 授業満足度80%以上 | 授業満足度83.5% | A
    進路の実現 | 面談 | 進路決定率95%以上 | 進路決定率92.0% | B
    安全教育 | 交通安全教室 | 自転車事故件数5件以下 | 自転車事故件数3件 | A
    """


def test_the_same_names_with_another_figure_behind_them_say_what_was_reached() -> None:
    found = read_one(_SCHOOL.format(heading="評価指標(数値目標)"))

    assert [(path[0].name, item.name) for path, item in found.plan.rows] == [
        ("学力の向上", "授業満足度"),
        ("進路の実現", "進路決定率"),
        ("安全教育", "自転車事故件数"),
    ]
    assert [targets(item)[2023] for item in found.plan.indicators] == ["80%以上", "95%以上", "5件以下"]
    assert [actuals(item)[2023] for item in found.plan.indicators] == ["83.5%", "92.0%", "3件"]


def test_goals_in_names_below_a_heading_that_says_nothing_of_goals_are_told() -> None:
    found = read_one(_SCHOOL.format(heading="評価指標"))

    assert not any(item.targets for item in found.plan.indicators)
    assert "figures-in-texts" in {one.code for one in found.findings}
