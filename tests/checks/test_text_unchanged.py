from __future__ import annotations

from msgspec.structs import replace

from shirube.checks.text_unchanged import check_text_unchanged
from shirube.core.finding import Finding
from shirube.core.indicator import Status
from tests.builders import build_indicator, year
from tests.checks.checking import run_on

TEXT = "市内の公民館で講座を4回開き、案内を全戸に配布した。"


def _check(**texts: str) -> list[Finding]:
    statuses = tuple(Status(text, year(when), text, ("集客",)) for when, text in texts.items())
    return run_on(check_text_unchanged, replace(build_indicator(), statuses=statuses))


def test_a_text_taken_over_from_last_year_is_odd() -> None:
    [finding] = _check(R6=TEXT, R7=TEXT)

    assert "令和6年度と同じ文章です" in finding.message
    assert finding.place.year == year("R7")


def test_widths_and_spaces_do_not_make_a_new_text() -> None:
    assert len(_check(R6=TEXT, R7=TEXT.replace("4", " ４"))) == 1


def test_a_text_written_anew_is_silent() -> None:
    assert _check(R6=TEXT, R7=TEXT.replace("4回", "5回")) == []


def test_a_short_text_is_silent() -> None:
    assert _check(R6="計画どおり実施した。", R7="計画どおり実施した。") == []


def test_a_table_with_texts_of_one_year_is_silent() -> None:
    assert _check(R7=TEXT) == []


def test_the_same_text_of_two_indicators_is_silent() -> None:
    indicators = [replace(build_indicator(key), statuses=(Status(TEXT, year("R7"), TEXT),)) for key in "12"]

    assert run_on(check_text_unchanged, *indicators) == []
