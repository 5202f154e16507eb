from __future__ import annotations

from fractions import Fraction

import pytest

from shirube.core.judging import Choice, choose_band
from shirube.core.scale import Band, Condition, Edge, Evidence, Scale, Subject
from shirube.core.scale_words import parse_condition
from shirube.core.undefined import Undefined
from tests.builders import percent
from tests.core.situations import build_rate_scale, build_situation

HERE = build_situation("94", "105")
NINETY = percent(90)


def band(mark: str, *conditions: str, alternatives: tuple[tuple[str, ...], ...] = ()) -> Band:
    return Band(
        mark=mark,
        conditions=tuple(parse_condition(item) for item in conditions),
        alternatives=tuple(tuple(parse_condition(item) for item in way) for way in alternatives),
    )


def choose(*bands: Band, rate: Fraction | Undefined = NINETY, **around: object) -> Choice:
    situation = build_situation("94", "105", **around)  # type: ignore[arg-type]
    return choose_band(situation, Scale(name="x", bands=bands), rate)


def test_the_first_band_that_holds_wins() -> None:
    choice = choose(band("A", "達成率 95%以上"), band("B", "達成率 50%以上"), band("C", "達成率 10%以上"))

    assert choice.band is not None
    assert choice.band.mark == "B"
    assert choice == Choice(choice.band)


def test_all_conditions_of_a_band_must_hold() -> None:
    choice = choose(band("A", "達成率 90%以上", "目標達成"), band("B", "達成率 90%以上", "目標達成ではない"))

    assert choice.band is not None
    assert choice.band.mark == "B"


def test_one_of_several_ways_is_enough() -> None:
    both = band("A", "達成率 110%以上", alternatives=(("目標値 105以上105以下", "達成率 90%以上"),))

    choice = choose(both, band("B", "それ以外"))

    assert choice.band is both


def test_a_band_that_cannot_be_told_stops_the_search_and_shows_what_is_possible() -> None:
    choice = choose(
        band("A", "達成率 95%以上", "基準値との差 0以上"),
        band("B", "達成率 50%以上", "基準値との差 0以上"),
        band("C", "達成率 50%以上"),
        band("D", "それ以外"),
    )

    assert choice.band is None
    assert choice.undefined is Undefined.NO_BASELINE
    assert [item.mark for item in choice.candidates] == ["B", "C"], (
        "A is ruled out by its rate, D comes too late"
    )


def test_what_people_must_enter_is_asked_by_name_and_once() -> None:
    choice = choose(
        band("A", "予定どおりの進捗", "手入力『判断』：順調"),
        band("B", "予定どおりの進捗ではない"),
        band("C", "達成率 95%以上", "手入力『別』：順調"),
    )

    assert choice.questions == ("予定どおりの進捗", "判断")
    assert choice.undefined is Undefined.NO_FACT
    assert [item.mark for item in choice.candidates] == ["A", "B"]


def test_answers_decide() -> None:
    bands = (band("A", "予定どおりの進捗"), band("a", "予定どおりの進捗ではない"))

    for answer, mark in (("はい", "A"), ("いいえ", "a")):
        choice = choose(*bands, facts={"予定どおりの進捗": answer})
        assert choice.band is not None
        assert choice.band.mark == mark


def test_a_way_that_cannot_be_told_does_not_stand_in_the_way_of_one_that_holds() -> None:
    both = band("A", "基準値との差 0以上", "予定どおりの進捗", alternatives=(("達成率 90%以上",),))

    choice = choose(both)

    assert choice == Choice(both)


def test_without_a_rate_bands_that_do_not_need_it_still_judge() -> None:
    choice = choose(band("A", "目標達成"), band("B", "目標達成ではない"), rate=Undefined.ZERO_TARGET)

    assert choice.band is not None
    assert choice.band.mark == "B"
    assert choose(band("A", "達成率 1%以上"), rate=Undefined.ZERO_TARGET).undefined is Undefined.ZERO_TARGET


def test_bands_of_people_are_passed_over_and_named_only_when_nothing_else_holds() -> None:
    judged = Band(mark="J")

    given = band("A", "達成率 50%以上")
    assert choose(judged, given) == Choice(given)
    assert choose(judged, band("A", "達成率 95%以上")).undefined is Undefined.JUDGED
    assert choose(band("A", "達成率 95%以上")) == Choice(), "a gap in the rule is not a judgement"


@pytest.mark.parametrize(("rate", "mark"), [(80, "B"), ("79.99", "C"), ("80.01", "B")])
def test_an_open_edge_is_noticed_exactly_there_from_both_sides(rate: int | str, mark: str) -> None:
    for included in (True, False):
        edge = Edge(percent(80), included, Evidence.OPEN)
        bands = (
            Band(mark="B", conditions=(Condition(Subject.RATE, edge),)),
            band("C", "それ以外"),
        )
        choice = choose(*bands, rate=percent(rate))
        assert choice.band is not None
        assert choice.band.mark == (mark if included or rate != 80 else "C")
        assert choice.open_edge == (edge if rate == 80 else None)


def test_an_open_edge_of_a_band_that_fails_for_another_reason_is_no_doubt() -> None:
    bands = (band("A", "達成率 90%以上（未確認）", "目標達成"), band("B", "達成率 10%以上"))

    assert choose(*bands).open_edge is None


def test_an_open_edge_that_is_not_hit_is_no_doubt_beside_another_condition() -> None:
    both = band("A", "達成率 80%以上（未確認）", "目標達成ではない")

    assert choose(both, rate=percent("80.01")) == Choice(both)
    assert choose(both, rate=percent("79.99")) == Choice()
    assert choose(both, rate=percent(80)) == Choice(both, open_edge=Edge(percent(80), True, Evidence.OPEN))


def test_the_first_of_two_open_edges_is_told() -> None:
    bands = (
        band("A", "達成率 90%以上（未確認）", "目標値との差 -11以上（未確認）"),
        band("B", "達成率 90%超（未確認）"),
    )

    assert choose(*bands).open_edge == Edge(NINETY, True, Evidence.OPEN)


def test_an_open_edge_is_kept_where_the_grade_cannot_be_told() -> None:
    choice = choose(band("A", "達成率 90%以上（未確認）", "予定どおりの進捗"), band("B", "それ以外"))

    assert choice.band is None
    assert choice.open_edge == Edge(NINETY, True, Evidence.OPEN)


def test_open_edges_of_other_subjects_count_too() -> None:
    bands = (band("A", "目標値との差 -11以上（未確認）"), band("B", "それ以外"))

    choice = choose(*bands)

    assert choice.open_edge == Edge(Fraction(-11), True, Evidence.OPEN)


def test_the_bands_of_the_last_year_judge_in_the_last_year() -> None:
    scale = Scale(name="x", bands=build_rate_scale().bands, final_bands=(band("最終", "それ以外"),))

    last = choose_band(build_situation("1", "1", period=("R5", "R6")), scale, percent(100))
    usual = choose_band(HERE, scale, percent(100))

    assert last.band is not None
    assert usual.band is not None
    assert (last.band.mark, usual.band.mark) == ("最終", "A")
