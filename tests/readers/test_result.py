"""Finding a figure again in the file it came from."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.understand import read_table
from tests.readers.layouts import make_table

ROW = ["甲", "乙", "塾(人数)", "市", "1人", "20人", "21人", "A", "30人", "31人", "A"]


def test_a_figure_is_found_by_indicator_role_and_year() -> None:
    read = read_table(make_table(ROW))

    place = read.find_place("1.1.1", Role.ACTUAL, FiscalYear(2024))

    assert place is not None
    assert place.render() == "表.xlsx / Sheet1 / J3"


def test_an_unknown_indicator_or_column_has_no_place() -> None:
    read = read_table(make_table(ROW))

    assert read.find_place("9", Role.ACTUAL, FiscalYear(2024)) is None
    assert read.find_place("1.1.1", Role.GOAL) is None
