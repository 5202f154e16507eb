"""Goals with where things began in brackets behind them."""

from __future__ import annotations

import pytest

from shirube.core.indicator import Indicator
from tests.readers.tables import read_one, targets


def baseline(item: Indicator) -> tuple[int | None, str] | None:
    found = item.baseline
    return (found.year.start if found.year else None, found.reading.text) if found else None


def test_what_stands_in_brackets_behind_a_goal_is_the_baseline() -> None:
    found = read_one(
        """
        政策目標 | 目標年次 | 目標値
        家事の時間 | 2024年度 | 3時間/日（2013年：77分/日）
        参加率 | 2020年度 | 70%(2015 年:50.9%)
        企業数 | 2020年度 | 4,000社
        """
    )

    hours, share, firms = found.plan.indicators
    assert (targets(share), baseline(share)) == ({2020: "70%"}, (2015, "50.9%(2015 年)"))
    assert (targets(hours), baseline(hours)) == ({2024: "3時間/日"}, (2013, "77分/日(2013年)"))
    assert (targets(firms), baseline(firms)) == ({2020: "4,000社"}, None)
    assert "beginnings-in-goals" in [one.code for one in found.findings]
    # 77分 is less than 3時間, though 77 is more than 3.
    assert hours.direction.name == "UP"


def test_the_word_for_it_is_enough() -> None:
    found = read_one("指標 | 目標値（R8）\n参加率 | 80%（現状値 72%）\n利用率 | 60%（現状値 55%）")

    assert [baseline(item) for item in found.plan.indicators] == [(None, "72%"), (None, "55%")]


@pytest.mark.parametrize("remark", ["2027年:90%", "うち女性:30人", "R9:90%"])
def test_a_later_year_or_a_part_is_no_baseline(remark: str) -> None:
    found = read_one(f"指標 | 目標値（R8）\n参加率 | 80%（{remark}）")

    assert found.plan.indicators[0].baseline is None


def test_a_table_with_baselines_is_left_alone() -> None:
    found = read_one("指標 | 基準値(R3) | 目標値（R8）\n参加率 | 70% | 80%（R2：72%）")

    assert baseline(found.plan.indicators[0]) == (2021, "70%")
