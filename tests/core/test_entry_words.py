"""Cells that people type: the words of every refusal, and where the unit of the row is added."""

from __future__ import annotations

import pytest

from shirube.core.entry import LONGEST_CELL, LONGEST_TEXT, Entry, EntryError, check_plain_text, compute_entry
from shirube.core.quantity import Qualifier
from shirube.core.reading import Missing, Reading

ASK_REASON = "数値がないときは、その理由（集計中、未公表など）を選んでください。"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ASK_REASON),
        (" \t", ASK_REASON),
        ("－", ASK_REASON),
        ("男5人 女6人", "「男5人 女6人」には数値が複数あります。評価に使う数値を一つだけ入力してください。"),
        (
            "たくさん集まった",
            "「たくさん集まった」は数値として読み取れません。数値と単位だけを入力し、説明は備考に書いてください。",
        ),
        ("9" * 201, "数値の欄は200文字以内で入力してください。説明は備考に書いてください。"),
        (
            "5\x00\x1f",
            "保存できない制御文字（U+0000、U+001F）が含まれています。消してから、もう一度保存してください。",
        ),
    ],
)
def test_a_refusal_says_what_to_do(typed: str, words: str) -> None:
    with pytest.raises(EntryError) as refused:
        compute_entry(typed)

    assert str(refused.value) == words


def test_a_cell_of_the_greatest_length_is_read() -> None:
    entry = compute_entry("9" * LONGEST_CELL)

    assert entry.reading.quantity is not None
    assert entry.reading.quantity.value == int("9" * LONGEST_CELL)


def test_a_reason_keeps_what_was_typed_beside_it_or_a_dash() -> None:
    assert compute_entry("", missing=Missing.TABULATING) == Entry(
        Reading(missing=Missing.TABULATING, text="－")
    )
    assert compute_entry(" 7月に公表 ", missing=Missing.UNPUBLISHED) == Entry(
        Reading(missing=Missing.UNPUBLISHED, text="7月に公表")
    )


@pytest.mark.parametrize(
    ("typed", "unit", "text", "completed"),
    [
        ("94", "店", "94店", True),
        ("1234.50", "店", "1,234.50店", True),
        ("94店", "店", "94店", False),
        ("94人", "店", "94人", False),
        ("94", "", "94", False),
        ("98/99", "校", "98/99", False),
        ("40～60", "%", "40～60", False),
        ("未公表", "店", "未公表", False),
    ],
)
def test_the_unit_of_the_row_is_added_to_a_bare_number_only(
    typed: str, unit: str, text: str, completed: bool
) -> None:
    entry = compute_entry(typed, unit=unit)

    assert entry.reading.text == text
    assert entry.completed is completed
    if entry.reading.quantity:
        assert entry.reading.quantity.raw == text


def test_a_word_beside_the_number_stays_as_typed_and_the_unit_is_known_all_the_same() -> None:
    entry = compute_entry("約30", unit="店")

    assert entry.completed
    assert entry.reading.text == "約30"
    assert entry.reading.quantity is not None
    assert (entry.reading.quantity.unit, entry.reading.quantity.qualifier) == ("店", Qualifier.ROUGHLY)
    assert entry.reading.quantity.raw == "約30"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("一行目\r\n二行目\t終わり", ""),
        ("𠮷👪", ""),
        ("あ" * LONGEST_TEXT, ""),
        ("あ" * (LONGEST_TEXT + 1), "文章は20,000文字以内で入力してください（現在20,001文字）。"),
        ("\x07", "保存できない制御文字（U+0007）が含まれています。消してから、もう一度保存してください。"),
        (
            "い\ud800あ\x85",
            "保存できない制御文字（U+0085、U+D800）が含まれています。消してから、もう一度保存してください。",
        ),
    ],
)
def test_a_text_that_cannot_be_kept_says_why(text: str, words: str) -> None:
    assert check_plain_text(text) == words
