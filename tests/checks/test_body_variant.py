from __future__ import annotations

import pytest

from shirube.checks.body_variant import check_body_variant
from shirube.core.finding import Finding
from tests.builders import build_indicator
from tests.checks.checking import run_on


def _check(*bodies: str) -> list[Finding]:
    return run_on(
        check_body_variant,
        *(build_indicator(str(number), bodies=(body,)) for number, body in enumerate(bodies)),
    )


@pytest.mark.parametrize("other", ["Ｂｉ＠Ｓｔａ", "Bi@sta", "Bi@ Sta"])
def test_a_body_in_two_spellings_is_odd(other: str) -> None:
    [finding] = _check("Bi@Sta", other)

    assert f"「{other}」は、ほかの行では「Bi@Sta」" in finding.message
    assert finding.place.indicator == "事業1（参加者数）"


def test_several_rows_with_one_other_spelling_are_one_finding() -> None:
    assert len(_check("Bi@Sta", "Bi@sta", "Bi@sta")) == 1


@pytest.mark.parametrize("other", ["Bi@Sta", "商工会", "商工会議所"])
def test_the_same_and_other_bodies_are_silent(other: str) -> None:
    assert _check("Bi@Sta", other) == []


def test_rows_without_a_body_are_silent() -> None:
    assert run_on(check_body_variant, build_indicator("1"), build_indicator("2")) == []
