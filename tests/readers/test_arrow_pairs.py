"""Two figures with an arrow between them, below a line of goals."""

from __future__ import annotations

import pytest

from shirube.readers.arrow_pairs import find_arrow_pairs
from tests.readers.tables import grid, read_one, targets

_TEETH = """
    歯科口腔保健の目標（平成34年度）
    むし歯のない3歳児の増加
    77.1%→90%
    ・むし歯のない12歳児の増加 54.6%→65%
    資料は次のページにあります。
    """


def test_the_second_figure_is_what_shall_be_reached_in_the_year_told() -> None:
    first, second = read_one(_TEETH).plan.indicators

    assert (first.name, targets(first)) == ("むし歯のない3歳児の増加", {2022: "90%"})
    assert first.baseline is not None
    assert first.baseline.reading.text == "77.1%"
    assert (second.name, targets(second)) == ("むし歯のない12歳児の増加", {2022: "65%"})


def test_without_a_year_the_goals_are_asked_about() -> None:
    found = read_one(_TEETH.replace("（平成34年度）", "の一覧"))

    assert "year-unknown" in {one.code for one in found.findings}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("目標", "推移"),  # nobody speaks of goals
        ("77.1%→90%", "現状77.1%→目標90%"),
        ("77.1%→90%", "77.1%→80%→90%"),
        ("むし歯のない3歳児の増加", "平成22年度"),
        ("むし歯のない3歳児の増加\n", ""),
        ("54.6%→65%", "54.6% 65%"),
    ],
)
def test_any_other_list_with_arrows_is_none(old: str, new: str) -> None:
    lines = [line.strip() for line in _TEETH.replace(old, new).strip().splitlines()]

    assert find_arrow_pairs(grid("\n".join(line for line in lines if line))) == []


def test_a_minus_is_no_bullet_and_no_dash_for_a_missing_figure() -> None:
    first, second, third = read_one(
        """
        人口の目標（令和8年度）
        - 人口増減率 -5.2% → -3.1%
        社会増減率
        -1.5% ⇨ -0.5%
        相談件数 - 件 → 50件
        """
    ).plan.indicators

    begun = [one.baseline.reading.text if one.baseline else "" for one in (first, second, third)]
    assert [one.name for one in (first, second, third)] == ["人口増減率", "社会増減率", "相談件数"]
    assert begun == ["-5.2%", "-1.5%", "-"]
    assert [targets(one) for one in (first, second)] == [{2026: "-3.1%"}, {2026: "-0.5%"}]


def test_numbered_lines_are_groups_and_a_dash_is_no_figure_to_begin_with() -> None:
    found = read_one(
        """
        地方創生総合戦略の5年後の目標
        1.産業振興によるまちづくり
        新規雇用者数: ― → 50人
        (1)第一次産業の振興
        ① 新規就農者数:1.4人/年 → 4組/年
        2.選ばれるまちづくり
        転入者数:715人 → 950人
        """
    )

    assert [(*(node.name for node in path if node.name), item.name) for path, item in found.plan.rows] == [
        ("1.産業振興によるまちづくり", "新規雇用者数"),
        ("1.産業振興によるまちづくり", "(1)第一次産業の振興", "新規就農者数"),
        ("2.選ばれるまちづくり", "転入者数"),
    ]
    first, second, _ = found.plan.indicators
    assert first.baseline is None or first.baseline.reading.quantity is None
    assert second.baseline is not None
    assert second.baseline.reading.text == "1.4人/年"
    codes = {one.code for one in found.findings}
    assert "year-unknown" in codes and "cell-unreadable" not in codes
