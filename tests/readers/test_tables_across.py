"""Tables whose columns go on in the next one, and those that are none."""

from __future__ import annotations

import time

import pytest

from shirube.readers.around import DocumentTable
from shirube.readers.grid import Span
from shirube.readers.source import MAX_COLUMNS
from shirube.readers.tables_across import join_across

LEFT = "指標|単位|R4実績|R5実績\n相談件数|件|10|11\n会員数|人|20|21"
RIGHT = "指標|単位|R6目標|R6実績\n相談件数|件|12|13\n会員数|人|22|-"


def table(text: str, *merges: Span) -> DocumentTable:
    return DocumentTable([list(line.split("|")) for line in text.split("\n")], list(merges))


@pytest.mark.parametrize("between", [(), ("",), ("（上の表の続き）",), ("表1（続き）",)])
def test_columns_that_go_on_beside_the_same_names_are_of_one_table(between: tuple[str, ...]) -> None:
    right = table(RIGHT, Span(0, 0, 1, 0), Span(1, 2, 2, 2))
    right.notes[2, 3] = "集計中"

    parts, said = join_across(["題名", table(LEFT), *between, right, "※ 速報値"], "計画.docx")

    title, whole, note = parts
    assert (title, note) == ("題名", "※ 速報値")
    assert isinstance(whole, DocumentTable)
    assert ["|".join(map(str, row)) for row in whole.rows] == [
        "指標|単位|R4実績|R5実績|R6目標|R6実績",
        "相談件数|件|10|11|12|13",
        "会員数|人|20|21|22|-",
    ]
    assert (whole.merges, whole.notes) == ([Span(1, 4, 2, 4)], {(2, 5): "集計中"})
    assert [one.code for one in said] == ["tables-joined-across"]


@pytest.mark.parametrize(
    ("between", "right"),
    [
        (("令和6年度",), RIGHT),
        ((), LEFT.replace("10", "9")),
        ((), RIGHT.replace("会員数", "団体数")),
        ((), RIGHT + "\n団体数|団体|1|2"),
        ((), "指標|単位\n相談件数|件\n会員数|人"),
    ],
    ids=["another heading", "the same headings", "another name", "more rows", "nothing further"],
)
def test_other_tables_stay_apart(between: tuple[str, ...], right: str) -> None:
    parts, said = join_across([table(LEFT), *between, table(right)], "計画.docx")

    assert sum(isinstance(part, DocumentTable) for part in parts) == 2
    assert said == []


def test_the_same_few_words_at_the_left_are_no_names() -> None:
    one, other = "区分|R5\n計|1\n計|2", "区分|R6\n計|3\n計|4"

    assert join_across([table(one), table(other)], "計画.docx")[1] == []


def test_hundreds_of_further_parts_take_no_time_and_none_is_cut_off() -> None:
    names = [f"相談件数{number}|件|5" for number in range(40)]
    pages = [
        table("\n".join([f"指標|単位|R{1 + page % 90}実績{page}", *names])) for page in range(MAX_COLUMNS)
    ]
    begin = time.process_time()

    parts, _ = join_across(pages, "計画.docx")

    tables = [part for part in parts if isinstance(part, DocumentTable)]
    widths = [len(part.rows[0]) for part in tables]
    assert (len(widths), widths[0], sum(widths) - 2 * len(widths)) == (2, MAX_COLUMNS, MAX_COLUMNS)
    assert time.process_time() - begin < 4
