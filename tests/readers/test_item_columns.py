"""Items beside one another below each year, in tables whose rows say what the figures are."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Span
from shirube.readers.item_columns import spread_item_columns
from tests.readers.tables import actuals, grid, read_one, targets

_NEED = """
    子ども・子育て支援事業計画 教育・保育の量の見込み
    | 令和4年度 | | | 令和5年度 | |
    | 1号 | 2号 | 3号 | 1号 | 2号 | 3号
    ①量の見込み（人） | 350 | 620 | 410 | 340 | 615 | 420
    ②確保方策（人） | 420 | 640 | 400 | 420 | 640 | 415
    ②－① | 70 | 20 | ▲10 | 80 | 25 | ▲5
    実績（4月1日利用者数） | 338 | 611 | 405 | 321 | 602 | 418

    ※実績は各年4月1日現在
    """


def test_each_item_is_an_indicator_with_its_goals_and_actuals() -> None:
    found = read_one(_NEED)

    items = found.plan.indicators
    assert [item.name for item in items] == ["1号", "2号", "3号"]
    assert [targets(item) for item in items] == [
        {2022: "350", 2023: "340"},
        {2022: "620", 2023: "615"},
        {2022: "410", 2023: "420"},
    ]
    assert [actuals(item)[2023] for item in items] == ["321", "602", "418"]
    assert "▲5" in {text for _, text in items[2].extras}
    assert "※実績は各年4月1日現在" in found.plan.footnotes
    (said,) = [one for one in found.findings if one.code == "items-spread"]
    assert "「1号」、「2号」、「3号」" in said.message


def test_places_of_areas_and_two_rows_of_names_are_kept() -> None:
    found = read_one(
        """
        区域 | 区分 | R5 | | | R6 | |
        | | 2号 | 3号 | | 2号 | 3号 |
        | | | 0歳 | 1・2歳 | | 0歳 | 1・2歳
        東部 | 量の見込み | 60 | 10 | 20 | 61 | 11 | 21
        | 利用実績 | 58 | 9 | 19 | 60 | 10 | 22
        西部 | 量の見込み | 40 | 5 | 12 | 41 | 6 | 13
        | 利用実績 | 39 | 4 | 11 | 40 | 5 | 12
        """,
        merges=[
            *(Span(0, 0, 2, 0), Span(0, 1, 2, 1), Span(0, 2, 0, 4), Span(0, 5, 0, 7)),
            *(Span(1, 2, 2, 2), Span(1, 3, 1, 4), Span(1, 5, 2, 5), Span(1, 6, 1, 7)),
        ],
    )

    rows = {item.name: item for item in found.plan.indicators}
    assert list(rows)[:3] == ["東部 2号", "東部 3号 0歳", "東部 3号 1・2歳"]
    west = rows["西部 3号 0歳"]
    assert (targets(west), actuals(west)) == ({2023: "5", 2024: "6"}, {2023: "4", 2024: "5"})


@pytest.mark.parametrize(("name", "said"), [("東小", "東小"), ("", "全体")])
def test_a_sum_beside_its_parts_is_the_figure_and_comes_first(name: str, said: str) -> None:
    left = [f"{text} | " if name else "" for text in ("学校区", "", name, "")]
    found = read_one(
        f"""
        放課後児童クラブ
        {left[0]}区分 | R4 | | | R5 | |
        {left[1]} | 低学年 | 高学年 | 計 | 低学年 | 高学年 | 計
        {left[2]}量の見込み | 80 | 25 | 105 | 82 | 26 | 108
        {left[3]}実績 | 78 | 30 | 108 | 85 | 31 | 116
        """
    )

    items = {item.name.strip(): item for item in found.plan.indicators}
    whole, low, high = items
    assert whole == said
    assert (low.endswith("うち低学年"), high.endswith("うち高学年")) == (True, True)
    assert (targets(items[whole]), actuals(items[whole])) == (
        {2022: "105", 2023: "108"},
        {2022: "108", 2023: "116"},
    )
    assert targets(items[high]) == {2022: "25", 2023: "26"}


def test_every_figure_keeps_its_place() -> None:
    spread = spread_item_columns(grid(_NEED))

    assert spread is not None
    places = {
        spread[0].place(row, column).cell
        for row, line in enumerate(spread[0].rows)
        for column, cell in enumerate(line)
        if cell == "418"
    }
    assert places == {"G7"}


@pytest.mark.parametrize(
    "text",
    [
        # Kinds of figures below the years, and rows that name indicators.
        " | R5 | | R6 |\n | 計画 | 実績 | 計画 | 実績\n参加者 | 1 | 2 | 3 | 4\n講座 | 1 | 2 | 3 | 4",
        # The items differ from year to year.
        " | R5 | | R6 |\n | 1号 | 2号 | 1号 | 3号\n目標 | 1 | 2 | 3 | 4\n実績 | 1 | 2 | 3 | 4",
        # Years alone.
        "区分 | R5 | R6 | R7 | R8\n目標 | 1 | 2 | 3 | 4\n実績 | 1 | 2 | 3 | 4",
    ],
)
def test_other_tables_are_left_as_they_stand(text: str) -> None:
    assert spread_item_columns(grid(text)) is None


def test_items_are_not_spread_into_more_than_a_file_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spread_item_columns(grid(_NEED)) is not None
    monkeypatch.setattr("shirube.readers.source.MAX_CELLS", 4 * 3 * 4 - 1)

    assert spread_item_columns(grid(_NEED)) is None
