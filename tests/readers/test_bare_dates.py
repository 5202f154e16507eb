"""Years without an era in columns of years."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, read_one, targets

PERIOD = "地域再生計画 | 計画期間 | 平成22年度～平成26年度"
HEAD = "指標 | 基準値 | 基準年度 | 最終目標値 | 基準年度 | 最終実績 | 事後評価"
ROWS = "普及率 | 78.4% | 21 | 89.0% | 26 | 93.9% | ○\n交流人口 | 19万4千人 | 17 | 20万人 | 26 | 22万9千人 | ○"


def test_the_period_above_tells_the_era_of_years() -> None:
    found = read_one(f"{PERIOD}\n{HEAD}\n{ROWS}")

    first, second = found.plan.indicators
    assert [item.baseline.year and item.baseline.year.start for item in (first, second) if item.baseline] == [
        2009,
        2005,
    ]
    assert targets(first) == {2014: "89.0%"}
    assert actuals(first) == {2014: "93.9%"}
    codes = {one.code for one in found.findings}
    assert "years-without-era" in codes and "year-unknown" not in codes


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n{ROWS}",  # no line names an era
        f"{PERIOD}\n{HEAD}\n{ROWS.replace('| 21 |', '| 210 |').replace('| 26 |', '| 26人 |')}",
        f"{PERIOD}\n{HEAD.replace('基準年度', '件数')}\n{ROWS}",
        f"{PERIOD}\n{HEAD.replace('基準年度', '')}\n{ROWS}",
    ],
)
def test_other_numbers_are_no_years(text: str) -> None:
    assert "years-without-era" not in {one.code for one in read_one(text).findings}
