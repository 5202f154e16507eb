"""The day of a paper, and days that say of when the figures are."""

from __future__ import annotations

import pytest

from shirube.readers.document_dates import strip_document_dates
from shirube.readers.grids_as_plans import read_grids_as_plans
from tests.readers.tables import grid, targets


@pytest.mark.parametrize(
    "text",
    [
        "令和7年11月20日",
        "（令和７年１１月２０日）",
        "令和7年11月20日（木）",
        "令和元年5月1日",
        "R7.11.20",
        "2025/11/20",
        "2025-11-20 更新",
        "H30.4.1作成",
    ],
)
def test_the_day_of_a_paper_is_taken_off(text: str) -> None:
    assert strip_document_dates(text) == ""
    assert strip_document_dates(f"みどり市総合計画 {text}") == "みどり市総合計画"


@pytest.mark.parametrize(
    "text",
    [
        "令和7年3月31日",
        "令和6年10月1日現在",
        "令和6年5月1日時点",
        "令和6年4月1日から",
        "令和6年4月1日～令和7年3月31日",
        "令和6年3月末",
        "令和6年度",
        "27.5",
        "1.2.3",
        "20251120",
    ],
)
def test_days_and_numbers_that_say_something_of_the_figures_stay(text: str) -> None:
    assert strip_document_dates(text) == text


TABLE = "項目 | 目標 | 実績\n蔵書数 | 113万冊 | 112万冊"


def read_years(*above: str) -> list[dict[int, str]]:
    (found,) = read_grids_as_plans([grid("\n".join((*above, TABLE)))], "表.tsv")
    return [targets(item) for item in found.plan.indicators]


def test_of_a_meeting_only_its_year_is_taken_off() -> None:
    assert strip_document_dates("令和7年度第2回総合計画審議会") == "第2回総合計画審議会"
    assert strip_document_dates("令和7年度の第2回調査") == "令和7年度の第2回調査"


def test_the_day_at_the_top_of_a_paper_is_not_the_year_of_its_figures() -> None:
    assert read_years("令和7年11月20日", "令和6年度") == [{2024: "113万冊"}]
    assert read_years("令和7年11月20日", "図書館の進捗状況（令和6年度）") == [{2024: "113万冊"}]
    assert read_years("令和7年11月20日", "図書館の進捗状況") == [{}]


def test_neither_the_day_nor_the_section_that_made_a_paper_is_its_title() -> None:
    above = ["| | 令和7年11月20日", "| | 企画政策課", "図書館の進捗状況（令和6年度）"]

    (found,) = read_grids_as_plans([grid("\n".join((*above, TABLE)))], "表.tsv")

    assert found.plan.title == "図書館の進捗状況（令和6年度）"
    assert set(found.plan.remarks) >= {"令和7年11月20日", "企画政策課"}


def test_the_day_of_a_paper_tells_the_era_of_years_written_without_it() -> None:
    rows = "令和7年11月20日\n指標 | 5年度目標 | 5年度実績 | 6年度目標 | 6年度実績\n蔵書数 | 1 | 2 | 3 | 4"

    (found,) = read_grids_as_plans([grid(rows)], "表.tsv")

    assert [targets(item) for item in found.plan.indicators] == [{2023: "1", 2024: "3"}]
