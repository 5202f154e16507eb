"""Years alone beside a column that says 実績."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, read_one


@pytest.mark.parametrize("behind", ["", " | 達成状況"])
def test_years_beside_the_actual_of_one_of_them_are_asked_about(behind: str) -> None:
    """Most likely they are goals; as actuals they would be wrong without a word."""
    found = read_one(
        f"""
        取組項目 | 指標 | 平成27年度 | 平成28年度 | 平成29年度 | 平成28年度実績{behind}
        官民連携 | 協定の数 | 10件 | 15件 | 20件 | 18件{" | ○" if behind else ""}
        """
    )

    assert actuals(found.plan.indicators[0]) == {2016: "18件"}
    (said,) = [one for one in found.findings if one.code == "column-unknown"]
    assert "3列" in said.message


@pytest.mark.parametrize("heading", ["平成28年度実績見込", "平成28年度上半期実績"])
def test_half_a_year_or_an_expectation_leaves_the_years_actuals(heading: str) -> None:
    (item,) = read_one(
        f"""
        取組項目 | 指標 | 平成27年度 | 平成28年度 | {heading} | 目標値(平成30年度)
        官民連携 | 協定の数 | 10件 | 15件 | 18件 | 20件
        """
    ).plan.indicators

    assert actuals(item) == {2015: "10件", 2016: "15件"} or item.baseline is not None
    assert actuals(item)[2016] == "15件"
