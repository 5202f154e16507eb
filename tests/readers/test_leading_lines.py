"""Lines above figures that name none of them, and those that say how what they name is measured."""

from __future__ import annotations

import pytest

from shirube.readers.leading_lines import find_defined_name, names_measure, names_part_of_form, says_nothing
from tests.readers.tables import actuals, read_one, targets

HEAD = "当初現況値(平成25年度当初) | 最終目標値(平成26年度末) | 最終実績値(平成26年度末)"
SEWERS = f"""
基盤整備計画
計画の成果目標
長寿命化計画実施率=(長寿命化計画を策定した施設数)/(平成25年度に施設の耐用年数を経過し策定が必要な施設数)
定量的指標の現況値及び目標値
{HEAD}
0% | 69% | 31%
下水道処理人口普及率=下水道を利用できる人口(人)/総人口(人)
定量的指標の現況値及び目標値
{HEAD}
48.3% | 52.2% | 51.9%
"""


def test_a_line_that_says_what_is_divided_by_what_names_the_figures_below_it() -> None:
    found = read_one(SEWERS)
    first, second = found.plan.indicators

    assert (first.name, second.name) == ("長寿命化計画実施率", "下水道処理人口普及率")
    assert (targets(second), actuals(second)) == ({2014: "52.2%"}, {2014: "51.9%"})
    assert second.baseline and second.baseline.reading.text == "48.3%"
    assert not {"names-missing", "row-not-placed", "column-unknown"} & {one.code for one in found.findings}


def test_so_does_it_above_a_single_row() -> None:
    single = "\n".join(SEWERS.strip().splitlines()[:6])

    assert [item.name for item in read_one(single).plan.indicators] == ["長寿命化計画実施率"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("水洗化率＝水洗化人口÷処理区域内人口", "水洗化率"),
        ("① 普及率 = 利用できる人口/総人口", "普及率"),
        ("※普及率=利用できる人口/総人口", ""),
        ("単位:人、1人=10,000円", ""),
        ("目標=達成した施設の数", ""),
        ("普及率", ""),
        ("=利用できる人口/総人口", ""),
        (
            "本指標は、道路のうち無電柱化された道路の割合。毎年の調査により算出する。",
            "道路のうち無電柱化された道路の割合",
        ),
        ("無電柱化された道路の割合。今後も整備を進める。", ""),
        ("道路を整備する。毎年の調査により算出する。", ""),
    ],
)
def test_only_how_it_is_measured_defines_a_name(line: str, name: str) -> None:
    assert find_defined_name(line) == name


def test_a_line_that_leads_to_figures_is_told_from_a_name() -> None:
    assert all(map(says_nothing, ("定量的指標の現況値及び目標値", "(1) 数値の状況", "【目標と実績の推移】")))
    assert not any(map(says_nothing, ("目標達成企業数", "実績報告の件数", "数値" * 40)))


def test_a_line_of_what_is_counted_names_figures_also_above_a_line_that_leads_to_them() -> None:
    lines = ["計画の成果目標", "対策の実施により解消された箇所数", "アウトカム指標の現況値及び目標値"]
    (item,) = read_one("\n".join([*lines, HEAD, "544箇所 | 637箇所 | 658箇所"])).plan.indicators

    assert item.name == "対策の実施により解消された箇所数"
    assert not names_measure("計画の成果目標") and not names_measure("解消された箇所数を増やします")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("冬期交通の確保(Σ除雪延長 / Σ対象延長)", "冬期交通の確保"),
        ("物流の拠点数の増加", "物流の拠点数の増加"),
        ("現況値及び目標値（Σ一覧／表）", ""),
    ],
)
def test_what_shall_come_of_it_names_figures_above_a_line_that_leads_to_them(line: str, name: str) -> None:
    """A line such as アウトカム指標の現況値及び目標値 is never the name itself."""
    lines = [line, "アウトカム指標の現況値及び目標値一覧", HEAD, "544箇所 | 637箇所 | 658箇所"]
    found = read_one("\n".join(lines))

    (item,) = found.plan.indicators
    assert item.name == name
    assert ("names-missing" in {one.code for one in found.findings}) == (not name)


@pytest.mark.parametrize(
    ("line", "is_part"),
    [
        ("○事業概要", True),
        ("2 事業の目的・内容", True),
        ("■基本情報", True),
        ("○研修事業", False),
        ("概要版の配布", False),
        ("対象者への支援", False),
    ],
)
def test_what_heads_a_part_of_a_form_is_no_group(line: str, is_part: bool) -> None:
    assert names_part_of_form(line) is is_part


def test_a_form_has_its_activity_and_not_its_parts_as_levels() -> None:
    found = read_one(
        """
        事務事業名 | 職員研修事業 | 課 | 総務課
        ○事業概要
        成果指標1 | 参加人数 | | 単位： | 人
        区分 | 平成25年度 | 平成26年度
        計画値 | 240 | 241
        実績値 | 131 | 180
        """
    )

    assert [[node.name for node in path] for path, _ in found.plan.rows] == [["職員研修事業"]]
