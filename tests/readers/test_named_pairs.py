"""Names that say that two figures stand in each cell."""

from __future__ import annotations

import pytest

from shirube.core.reading import Missing
from shirube.readers.named_pairs import says_two_figures
from tests.readers.tables import read_one


@pytest.mark.parametrize(
    ("name", "is_pair"),
    [
        ("65歳健康寿命（男/女）", True),
        ("人身事故の件数（町内／町民）", True),
        ("男性/女性の受診率", True),
        ("被害者数(死者/傷者)", True),
        ("カメラの設置校（設置校/全校）", False),
        ("耐震化率（済み/未了）", False),
        ("ごみの量（g/人）", False),
        ("相談件数", False),
    ],
)
def test_a_name_may_say_that_two_figures_stand_in_each_cell(name: str, is_pair: bool) -> None:
    assert says_two_figures(name) is is_pair


def test_two_figures_of_men_and_women_are_no_share() -> None:
    """81.2 of 84.0 would be a rate of 97%."""
    found = read_one(
        """
        指標 | 策定時(R2) | R6実績 | R6目標
        健康寿命（男/女） | 81.2歳/84.0歳 | 82.4歳/84.9歳 | 延伸
        防犯カメラのある学校 | 90/99校 | 98/99校 | 99/99校
        """
    )
    pair, share = found.plan.indicators

    assert pair.baseline is not None
    assert pair.baseline.reading.missing is Missing.SEVERAL
    assert [one.reading.missing for one in pair.actuals] == [Missing.SEVERAL]
    assert [one.reading.quantity and one.reading.quantity.of for one in share.actuals] == [99]
    assert "cells-several" in {one.code for one in found.findings}
