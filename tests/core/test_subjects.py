from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from shirube.core.indicator import Direction
from shirube.core.scale import NO, YES, Condition, Scale, Subject, Tolerance
from shirube.core.subjects import SUBJECTS, compute_subject
from shirube.core.undefined import Undefined
from tests.core.situations import build_situation, state

F = Fraction
PLAIN = Scale(name="x")


def value(subject: Subject, *cells: Any, scale: Scale = PLAIN, **more: Any) -> object:
    return compute_subject(Condition(subject), build_situation(*cells, **more), scale)


def test_every_subject_but_the_rate_and_the_facts_has_its_value() -> None:
    assert set(SUBJECTS) == set(Subject) - {Subject.RATE, Subject.FACT}


@pytest.mark.parametrize(
    ("subject", "up", "down"),
    [
        (Subject.TARGET_GAP, -11, 11),
        (Subject.BASELINE_GAP, -8, 8),
        (Subject.BASELINE_CHANGE, F(-8, 102), F(8, 102)),
        (Subject.PREVIOUS_GAP, -6, 6),
        (Subject.PREVIOUS_CHANGE, F(-6, 100), F(6, 100)),
        (Subject.FINAL_RATE, F(94, 115), F(115, 94)),
        (Subject.TARGET, 105, 105),
        (Subject.MET, NO, YES),
        (Subject.FINAL_MET, NO, YES),
    ],
)
def test_gaps_and_changes_turn_with_the_direction(subject: Subject, up: object, down: object) -> None:
    around: dict[str, Any] = {"baseline": "102", "previous": "100", "final_target": "115"}

    assert value(subject, "94", "105", **around) == up
    assert value(subject, "94", "105", direction=Direction.DOWN, **around) == down


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        (Subject.TARGET_GAP, Undefined.NO_TARGET),
        (Subject.BASELINE_GAP, Undefined.NO_BASELINE),
        (Subject.BASELINE_CHANGE, Undefined.NO_BASELINE),
        (Subject.PREVIOUS_GAP, Undefined.NO_PREVIOUS),
        (Subject.PREVIOUS_CHANGE, Undefined.NO_PREVIOUS),
        (Subject.FINAL_RATE, Undefined.NO_FINAL_TARGET),
        (Subject.TARGET, Undefined.NO_TARGET),
        (Subject.MET, Undefined.NO_TARGET),
        (Subject.FINAL_MET, Undefined.NO_FINAL_TARGET),
        (Subject.ON_SCHEDULE, Undefined.NO_FACT),
        (Subject.STATE, Undefined.JUDGED),
    ],
)
def test_a_subject_without_its_figure_says_what_is_lacking(subject: Subject, reason: Undefined) -> None:
    assert value(subject, "94") is reason


def test_without_an_actual_nothing_has_changed_either_way() -> None:
    for subject in (Subject.BASELINE_GAP, Subject.PREVIOUS_GAP, Subject.BASELINE_CHANGE):
        assert value(subject, None, baseline="1", previous="1") is Undefined.NO_ACTUAL


def test_a_change_from_zero_has_no_rate() -> None:
    assert value(Subject.BASELINE_CHANGE, "5", baseline="0") is Undefined.ZERO_BASELINE
    assert value(Subject.PREVIOUS_CHANGE, "5", previous="0") is Undefined.ZERO_PREVIOUS
    assert value(Subject.BASELINE_CHANGE, "-3", baseline="-4") == F(1, 4)
    assert value(Subject.PREVIOUS_CHANGE, "-3", previous="-4") == F(1, 4)


def test_the_tolerance_of_the_rule_counts() -> None:
    near: dict[str, Any] = {"direction": Direction.KEEP, "final_target": "100"}
    tolerant = Scale(name="x", tolerance=Tolerance(F(5)))

    for subject in (Subject.MET, Subject.FINAL_MET):
        assert value(subject, "97", "100", **near) == NO
        assert value(subject, "97", "100", scale=tolerant, **near) == YES
    assert value(Subject.TARGET_GAP, "97", "100", scale=tolerant, **near) == 2


def test_hitting_the_final_target_exactly_meets_it() -> None:
    assert value(Subject.FINAL_MET, "115", final_target="115") == YES
    assert value(Subject.FINAL_MET, "114.5", final_target="115") == NO


def test_years_words_units_and_answers() -> None:
    assert value(Subject.FINAL_YEAR, "1", in_year="R8", period=("R5", "R8")) == YES
    assert value(Subject.FINAL_YEAR, "1", in_year="R7", period=("R5", "R8")) == NO
    assert value(Subject.STATE, state("実施")) == "実施"
    assert value(Subject.UNIT, "5%") == "%"
    assert value(Subject.OTHERWISE) == YES
    assert value(Subject.ON_SCHEDULE, "1", facts={"予定どおりの進捗": "いいえ"}) == "いいえ"


def test_a_question_is_answered_under_its_own_name() -> None:
    condition = Condition(Subject.FACT, fact="所管課の判断", words=("順調",))

    assert compute_subject(condition, build_situation("1", facts={"所管課の判断": "順調"}), PLAIN) == "順調"
    assert compute_subject(condition, build_situation("1", facts={"別": "順調"}), PLAIN) is Undefined.NO_FACT


def test_the_rate_is_not_a_matter_of_the_situation_alone() -> None:
    with pytest.raises(KeyError):
        value(Subject.RATE, "1")
