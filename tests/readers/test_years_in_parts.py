"""A row below the years that divides one of them."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.readers.year_rows import YearRow, find_year_row
from shirube.readers.years_in_parts import divide_years
from tests.readers.tables import actuals, read_one, targets


def years(text: str) -> YearRow:
    found = find_year_row(0, [cell.strip() for cell in text.split("|")], None)
    assert found is not None
    return found


def divide(heads: str, below: str) -> YearRow:
    return divide_years(years(heads), [cell.strip() for cell in below.split("|")])


def test_the_figures_of_a_divided_year_are_those_of_the_part_that_closes_it() -> None:
    found = read_one(
        """
        平成21年度 事後検証結果
        成果指標 | 説明会の回数
        平成(年度) | 19 | 20 | 21 | | |
        | | | 6月 | 9月 | 12月 | 最終
        目標 | - | 1回 | 1回 | 2回 | 3回 | 4回
        実績 | - | 1回 | 0回 | 1回 | 2回 | 3回
        """
    )
    (item,) = found.plan.indicators

    assert (targets(item)[2009], actuals(item)[2009]) == ("4回", "3回")
    assert targets(item)[2008] == "1回"
    titles = {one.index: one.column.title for one in found.columns}
    assert ("平成21年度 9月 実績", "1回") in [(titles[column], text) for column, text in item.extras]
    assert "column-unknown" not in {one.code for one in found.findings}


def test_every_year_may_be_divided() -> None:
    found = divide("区分 | R5 | | R6 |", "| 上半期 | 年度末 | 上半期 | 年度末")

    assert found.years == {2: FiscalYear(2023), 4: FiscalYear(2024)}
    assert found.parts == {1: "令和5年度 上半期", 3: "令和6年度 上半期"}
    assert list(found.rows) == [0, 1]
    assert found.columns == {1, 2, 3, 4}


def test_parts_none_of_which_closes_the_year_leave_it_as_it_was() -> None:
    whole = years("区分 | R5 | R6 | |")

    assert divide_years(whole, ["", "", "6月", "9月", "12月"]) == whole
    assert divide_years(whole, ["", "年度末", "年度末", "", ""]) == whole


def test_a_row_of_figures_divides_no_year() -> None:
    whole = years("区分 | R5 | R6 | |")

    assert divide_years(whole, ["目標", "3月", "4月", "最終", ""]) == whole
    assert divide_years(whole, ["", "10", "20", "30", "40"]) == whole
    assert divide_years(whole, ["", "", "", "", ""]) == whole
