"""Cells that list several indicators with their figures."""

from __future__ import annotations

import pytest

from shirube.readers.listed_figures import split_list
from tests.readers.tables import actuals, rates, read_one, targets


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("受講者数20名、創業者数5名", [("受講者数", "20名"), ("創業者数", "5名")]),
        ("①受講者数 20名 ②創業者数 5名", [("受講者数", "20名"), ("創業者数", "5名")]),
        ("・受講者数 20名\n・創業者数 5名", [("受講者数", "20名"), ("創業者数", "5名")]),
        ("分析件数30件", [("分析件数", "30件")]),
        ("20名、5名", []),
        ("受講者数20名、その他", []),
    ],
)
def test_the_names_and_figures_of_a_list_are_told_apart(text: str, parts: list[tuple[str, str]]) -> None:
    assert split_list(text) == parts


def test_the_same_lists_of_goals_and_results_become_an_indicator_each() -> None:
    plan = read_one(
        """
        令和5年度 事業実績
        事業名 | 目標 | 実績 | 達成率
        創業支援事業 | 受講者数20名、創業者数5名 | 受講者数18名、創業者数6名 | 90%、120%
        経営分析事業 | ①分析件数 30件 | ①分析件数 33件 | 110%
        """
    ).plan

    assert [
        (path[0].name, item.name, targets(item)[2023], actuals(item)[2023], rates(item)[2023])
        for path, item in plan.rows
    ] == [
        ("創業支援事業", "受講者数", "20名", "18名", "90%"),
        ("創業支援事業", "創業者数", "5名", "6名", "120%"),
        ("経営分析事業", "分析件数", "30件", "33件", "110%"),
    ]


@pytest.mark.parametrize("reached", ["受講者数18名、相談者数6名", "受講者数18名", "18名、6名"])
def test_lists_that_differ_are_left_as_they_stand(reached: str) -> None:
    """Neither figure is taken for one of both, and no list becomes the name of its last one."""
    read = read_one(
        f"""
        令和5年度 事業実績
        事業名 | 目標 | 実績
        創業支援事業 | 受講者数20名、創業者数5名 | {reached}
        経営分析事業 | 分析件数30件 | 分析件数33件
        """
    )

    first, second = read.plan.indicators
    assert "創業者数" not in first.name
    assert targets(first)[2023] == "受講者数20名、創業者数5名"
    assert (second.name, targets(second)) == ("分析件数", {2023: "30件"})
    assert "cells-several" in {finding.code for finding in read.findings}
