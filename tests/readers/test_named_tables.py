"""Tables that a name tells apart, their kinds or the lines above them, as one plan."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.form import Role
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.named_tables import find_line_above
from shirube.readers.result import ReadPlan
from tests.readers.tables import actuals, grid, targets

_FORM = """
    令和元年度 事務事業評価シート
    【対象】
    対象指標名 | 単位 | 平成30年度 | 平成29年度
    未水洗化人口 | 人 | 10,807 | 11,783
    【事業実績】
    活動指標名 | 単位 | 平成30年度 | 平成29年度
    助成金の交付件数 | 件 | 119 | 171
    訪問の件数 | 件 | 1,294 | 1,309
    【事業成果】
    成果指標名 | 単位 | 平成30年度 | 平成29年度 | 目標年度 | 目標値
    水洗化率 | % | 95.5 | 95.1 | 令和10年度 | 100
    """
_SHEET = """
    部の平成18年度の事後検証
    {first}
    指標 | 18年度目標 | 18年度実績 | 自己評価
    市税徴収率 | 93.1% | 90.9% | A
    ※ 数値は速報です。
    {second}
    指標 | 18年度目標 | 18年度実績 | 自己評価
    加入件数 | 4,900件 | 4,885件 | A
    ※ 数値は速報です。
    {third}
    指標 | 18年度目標 | 18年度実績 | 自己評価
    講座の回数 | 12回 | 10回 | B
    """


def _read(text: str) -> list[ReadPlan]:
    return read_grids_as_plans([grid(text)], "表.tsv")


def test_the_kinds_of_indicators_of_one_form_are_the_level_of_one_plan() -> None:
    (read,) = _read(_FORM)

    assert [(path[-1].name, item.name) for path, item in read.plan.rows] == [
        ("対象指標", "未水洗化人口"),
        ("活動指標", "助成金の交付件数"),
        ("活動指標", "訪問の件数"),
        ("成果指標", "水洗化率"),
    ]
    assert read.plan.levels == ("指標の種類",)
    assert [actuals(item)[2018] for item in read.plan.indicators] == ["10,807", "119", "1,294", "95.5"]
    assert [targets(item) for item in read.plan.indicators] == [{}, {}, {}, {2028: "100"}]


def test_that_they_are_one_plan_is_said_once() -> None:
    (read,) = _read(_FORM)

    (said,) = [one for one in read.findings if one.code == "tables-of-kinds"]
    assert "対象指標、活動指標、成果指標" in said.message


def test_years_without_a_word_above_them_are_still_a_guess() -> None:
    (read,) = _read(_FORM)

    bare = [item for item in read.columns if item.column.role is Role.ACTUAL]
    assert {item.confidence for item in bare} == {60}
    assert bare[0].column.headings == ("平成30年度", "実績値")


def test_the_line_above_a_table_may_say_its_kind() -> None:
    table = "{}\n指標 | 単位 | R5目標 | R5実績{}\n{} | 件 | 5 | 4{}"
    (read,) = _read(
        f"{table.format('(1) アウトプット指標', '', '訪問の件数', '')}\n"
        f"{table.format('(2) アウトカム指標', ' | R6目標', '解決の件数', ' | 6')}"
    )

    assert [path[-1].name for path, _ in read.plan.rows] == ["アウトプット指標", "アウトカム指標"]


@pytest.mark.parametrize(
    "second",
    [
        "成果指標 | 単位 | 令和3年度 | 令和4年度\n水洗化率 | % | 95.5 | 95.1",
        "活動指標 | 単位 | 平成29年度 | 平成30年度 | 平成31年度\n水洗化率 | % | 95.5 | 95.1 | 96",
    ],
    ids=["of other years", "of the same kind"],
)
def test_other_tables_are_not_taken_for_kinds_of_one_form(second: str) -> None:
    found = _read(f"活動指標 | 単位 | 平成29年度 | 平成30年度\n訪問の件数 | 件 | 4 | 5\n\n{second}")

    assert not any(one.code == "tables-of-kinds" for read in found for one in read.findings)


def test_tables_with_a_tree_of_their_own_keep_it() -> None:
    table = "施策 | {}指標名 | 単位 | R4実績 | R5実績{}\n防災 | 訓練の{} | 回 | 4 | 5{}"
    first, second = (
        table.format("活動", "", "回数", ""),
        table.format("成果", " | R5目標", "参加者数", " | 6"),
    )
    found = _read(f"{first}\n\n{second}")

    assert not any(one.code == "tables-of-kinds" for read in found for one in read.findings)
    assert {path[-1].name for read in found for path, _ in read.plan.rows} == {"防災"}


def test_a_goal_whose_year_was_left_blank_has_none_because_another_table_stands_above() -> None:
    reads = _read(_FORM.replace("令和10年度 | 100", " | 100"))

    assert all(targets(item) == {} for read in reads for item in read.plan.indicators)
    assert "year-unknown" in {finding.code for read in reads for finding in read.findings}


def _read_lines(
    first: str = "1 財源の確保", second: str = "2 情報化の推進", third: str = "3 学びの場"
) -> list[ReadPlan]:
    return read_grids_as_plans([grid(_SHEET.format(first=first, second=second, third=third))], "表.tsv")


def _codes(found: list[ReadPlan]) -> set[str]:
    return {one.code for read in found for one in read.findings}


def test_the_line_above_each_table_is_the_level_of_its_indicators() -> None:
    (read,) = _read_lines()

    assert [(path[-1].name, item.name) for path, item in read.plan.rows] == [
        ("1 財源の確保", "市税徴収率"),
        ("2 情報化の推進", "加入件数"),
        ("3 学びの場", "講座の回数"),
    ]
    assert [actuals(item)[2006] for item in read.plan.indicators] == ["90.9%", "4,885件", "10回"]
    assert read.plan.title == "部の平成18年度の事後検証"
    # Said below each table, and once of the plan; the names of its levels are no remarks as well.
    assert read.plan.footnotes == ("※ 数値は速報です。",)
    assert read.plan.remarks == ()


def test_that_tables_below_lines_are_one_plan_is_said_once_with_their_names() -> None:
    (read,) = _read_lines()

    (said,) = [one for one in read.findings if one.code == "tables-alike"]
    assert "3つの表" in said.message
    assert "「2 情報化の推進」" in said.message


def test_tables_below_the_same_line_are_not_told_apart_by_it() -> None:
    found = _read_lines(second="1 財源の確保")

    assert len(found) > 1


@pytest.mark.parametrize("line", ["取組は次のとおりです。", "長い" * 30])
def test_a_sentence_is_no_name_of_a_table(line: str) -> None:
    (read, *_) = read_grids_as_plans(
        [grid(f"計画\n{line}\n指標 | R5目標 | R5実績\n相談件数 | 5 | 4")], "表.tsv"
    )

    assert find_line_above(read) == ""


def test_two_plans_each_below_its_title_stay_two() -> None:
    table = "指標 | R5目標 | R5実績\n{} | 5 | 4\n※ 速報です。"
    found = read_grids_as_plans(
        [grid(f"健康プラン\n{table.format('健診の受診率')}\n食育プラン\n{table.format('朝食の欠食率')}")],
        "表.tsv",
    )

    assert len(found) == 2


def test_tables_with_other_headings_below_their_lines_stay_apart() -> None:
    found = read_grids_as_plans(
        [
            grid(
                """
                1 財源の確保
                指標 | R5目標 | R5実績
                市税徴収率 | 93.1% | 90.9%
                ※ 速報です。
                2 情報化の推進
                指標 | R5目標 | R5実績 | R6目標
                加入件数 | 4,900件 | 4,885件 | 5,000件
                """
            )
        ],
        "表.tsv",
    )

    assert "tables-alike" not in _codes(found)


def test_many_tables_below_their_lines_are_one_plan_in_their_order() -> None:
    table = "{} の取組\n指標 | R5目標 | R5実績\n{}の件数 | 5 | 4\n※ 速報です。"
    names = [f"{number:02}番" for number in range(11)]
    (read,) = read_grids_as_plans(
        [grid("\n".join(["計画", *(table.format(name, name) for name in names)]))], "表.tsv"
    )

    assert [item.name for item in read.plan.indicators] == [f"{name}の件数" for name in names]


def test_one_table_with_a_tree_of_its_own_leaves_the_others_together() -> None:
    table = "{}\n{}指標 | R5目標 | R5実績\n{}件数 | 5 | 4\n※ 速報です。"
    found = read_grids_as_plans(
        [
            grid(
                "\n".join(
                    [
                        "計画",
                        *(table.format(f"{name}の取組", "", name) for name in ("防災", "交通")),
                        table.format("福祉の取組", "施策 | ", "見守り | 訪問"),
                        *(table.format(f"{name}の取組", "", name) for name in ("農業", "商業")),
                    ]
                )
            )
        ],
        "表.tsv",
    )

    assert [len(read.plan.indicators) for read in found] == [2, 1, 2]


def test_tables_that_their_corner_names_are_one_plan() -> None:
    head = "27年度(実績) | 28年度(見込) | 29年度"
    (found,) = read_grids_as_plans(
        [
            grid(
                f"""
                平成28年度 改革プラン
                1)収支改善に係るもの | {head}
                経常収支比率(%) | 98.5 | 99.0 | 99.6
                2)経費削減に係るもの | {head}
                材料費の比率(%) | 18.4 | 18.2 | 18.0
                """
            )
        ],
        "プラン.tsv",
    )

    assert [(path[0].name, item.name) for path, item in found.plan.rows] == [
        ("1)収支改善に係るもの", "経常収支比率(%)"),
        ("2)経費削減に係るもの", "材料費の比率(%)"),
    ]


def test_a_line_that_is_the_name_of_an_indicator_is_no_level_above_it() -> None:
    texts = [
        "町の観光の現状\n①観光客の数(年間)\nH22 | H23 | H26\n661.7万人 | 547.4万人 | 635.3万人",
        "②外国人の宿泊者数(年間)\nH22 | H23 | H26\n13,057人 | 4,240人 | 4,632人",
    ]

    found = read_grids_as_plans([replace(grid(text), lettered=False) for text in texts], "現状.docx")

    names = [item.name for read in found for item in read.plan.indicators]
    assert names == ["①観光客の数(年間)", "②外国人の宿泊者数(年間)"]


def test_a_goal_between_the_name_of_a_table_and_its_headings_is_not_the_name() -> None:
    head = "KPI | 基準値 | R4 | R5 | R6目標"
    text = f"""
        進捗管理表
        基本目標1 働く
        数値目標：製造品の出荷額 基準値 1,250億円（H30）→ 目標値 1,400億円（R6）
        {head}
        創業件数 | 5件 | 7件 | 11件 | 10件
        就業率 | 48.1% | 50.2% | 51.0% | 52.0%
        基本目標2 集う
        数値目標：転入者数 基準値 812人（H30）→ 目標値 950人（R6）
        {head}
        移住者数 | 22人 | 38人 | 52人 | 50人
        """

    (found,) = read_grids_as_plans([grid(text)], "戦略.tsv")

    assert [(path[0].name, item.name) for path, item in found.plan.rows] == [
        ("基本目標1 働く", "創業件数"),
        ("基本目標1 働く", "就業率"),
        ("基本目標2 集う", "移住者数"),
    ]
    (said,) = (one.message for one in found.findings if one.code == "goals-unread")
    assert "ほかに1か所" in said  # both goals above are said to be left
