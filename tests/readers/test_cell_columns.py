from __future__ import annotations

import pytest

from shirube.readers.cell_columns import COLUMNS, find_columns, find_fact_columns
from shirube.readers.source import UnreadableFile


def test_every_heading_stands_for_one_column_only() -> None:
    headings = [heading for names in COLUMNS.values() for heading in names]

    assert len(headings) == len(set(headings))


def test_columns_are_found_by_either_language_in_any_order() -> None:
    assert find_columns(["実績値", "ほか", " TARGET "], "x") == {"actual": 0, "target": 2}


@pytest.mark.parametrize(
    "heading",
    [
        "fact:予定どおりの進捗",
        "Fact: 予定どおりの進捗",
        "手入力：予定どおりの進捗",
        "手入力：『予定どおりの進捗』",
    ],
)
def test_a_question_to_people_is_named_in_the_heading(heading: str) -> None:
    assert find_fact_columns(["target", heading], "x") == {"予定どおりの進捗": 1}


def test_other_headings_answer_no_question() -> None:
    assert find_fact_columns(["fact", "fact:", "手入力", "備考:参考", "予定どおりの進捗"], "x") == {}


def test_two_columns_for_one_question_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="二つあります"):
        find_fact_columns(["fact:予定", "手入力：予定"], "x")
