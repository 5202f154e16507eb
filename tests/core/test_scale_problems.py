from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.finding import Finding, Level
from shirube.core.reading import Missing
from shirube.core.scale import Band, Code, Scale, Subject
from shirube.core.scale_problems import check_scale, compute_contrast, find_gaps, find_overlaps, is_colour
from shirube.core.scale_words import parse_condition
from shirube.core.undefined import Undefined
from tests.builders import build_scale, percent


def bands(*rates: str) -> tuple[Band, ...]:
    return tuple(
        Band(mark=str(place), conditions=(parse_condition(rate, Subject.RATE),))
        for place, rate in enumerate(rates)
    )


def test_a_sound_rule_has_no_problem() -> None:
    assert check_scale(build_scale()) == []


@pytest.mark.parametrize(
    ("rates", "gaps"),
    [
        (("90%以上", "50%超90%未満", "50%以下"), []),
        (("90%超", "90%未満"), [(90, 90)]),
        (("90%以上", "80%未満"), [(80, 90)]),
        (("90%以上120%未満", "90%未満"), [(120, None)]),
        (("90%以上", "50%以上90%未満"), [(None, 50)]),
        (("90%以上", "10%以上95%以下", "20%以下"), []),
        (("100%以上", "50%以上60%未満", "0%以上80%未満", "0%未満"), [(80, 100)]),
        (("90%以上", "80%超90%未満", "80%以下"), []),
        (("90%以上", "80%以上90%以下", "80%未満"), []),
    ],
)
def test_gaps_between_bands_are_found_exactly(
    rates: tuple[str, ...], gaps: list[tuple[int | None, int | None]]
) -> None:
    expected = [
        (percent(low) if low is not None else None, percent(high) if high is not None else None)
        for low, high in gaps
    ]

    assert list(find_gaps(bands(*rates))) == expected
    assert list(find_gaps(bands(*reversed(rates)))) == expected


@given(
    st.lists(st.integers(-50, 150), min_size=1, max_size=5, unique=True).map(sorted),
    st.lists(st.booleans(), min_size=5, max_size=5),
    st.integers(-60, 160),
)
def test_bands_cut_at_any_edges_cover_every_rate_once(cuts: list[int], sides: list[bool], at: int) -> None:
    words = [f"{cuts[-1]}%{'以上' if sides[len(cuts) - 1] else '超'}"]
    for place in range(len(cuts) - 1, 0, -1):
        low = "以上" if sides[place - 1] else "超"
        high = "未満" if sides[place] else "以下"
        words.append(f"{cuts[place - 1]}%{low}{cuts[place]}%{high}")
    words.append(f"{cuts[0]}%{'未満' if sides[0] else '以下'}")

    cut = bands(*words)

    assert list(find_gaps(cut)) == []
    assert list(find_overlaps(cut)) == []
    assert sum(all(item.holds(percent(at)) for item in band.conditions) for band in cut) == 1


def test_a_rule_that_looks_at_more_than_the_rate_is_not_searched_for_gaps() -> None:
    other = Band(mark="X", conditions=(parse_condition("目標達成"),))

    assert list(find_gaps((*bands("90%以上"), other))) == []
    assert list(find_gaps(())) == []


@pytest.mark.parametrize(
    ("rates", "count"),
    [
        (("90%以上", "90%以下"), 1),
        (("90%超", "95%以下"), 1),
        (("90%超", "90%以下"), 0),
        (("90%以上", "90%未満"), 0),
        (("90%以上", "80%未満"), 0),
        (("90%未満", "90%以上"), 0),
    ],
)
def test_bands_that_claim_the_same_rate_are_found(rates: tuple[str, ...], count: int) -> None:
    assert len(list(find_overlaps(bands(*rates)))) == count


def test_problems_are_said_in_sentences() -> None:
    scale = Scale(
        name="x",
        bands=bands("100%超", "90%以上100%未満", "95%以下50%以上"),
        codes=(
            Code(mark="0", missing=(Missing.STOPPED,)),
            Code(mark="Y", missing=(Missing.STOPPED,), undefined=(Undefined.ZERO_TARGET,)),
        ),
    )

    assert check_scale(scale) == [
        odd(
            "scale-gap",
            "50%までの達成率に当てはまる評価区分がありません。",
            "境目の以上・超・以下・未満を確かめ、すき間がないように直してください。",
        ),
        odd(
            "scale-gap",
            "ちょうど100%の達成率に当てはまる評価区分がありません。",
            "境目の以上・超・以下・未満を確かめ、すき間がないように直してください。",
        ),
        odd(
            "scale-overlap",
            "評価区分「1」と「2」の範囲が重なっています。",
            "重なる値は先に書かれた区分とします。どちらか一方に直してください。",
        ),
        odd(
            "scale-mark-twice",
            "記号「0」が、評価区分と評価しない場合の記号の両方に使われています。",
            "別の記号にしてください。",
        ),
        odd(
            "scale-reason-twice",
            "理由「中止」が、記号「0」と「Y」の両方にあります。",
            "どちらか一方に書いてください。",
        ),
    ]


def odd(code: str, message: str, remedy: str) -> Finding:
    return Finding(code=code, level=Level.ODD, message=message, remedy=remedy)


def test_gaps_are_named_by_their_ends() -> None:
    messages = [
        item.message for item in check_scale(Scale(name="x", final_bands=bands("90%以上99%未満", "70%以下")))
    ]

    assert messages == [
        "70%から90%までの達成率に当てはまる評価区分がありません。",
        "99%から上の達成率に当てはまる評価区分がありません。",
    ]


def test_a_rule_without_anything_is_said_to_be_empty() -> None:
    assert check_scale(Scale(name="x", formulas=())) == [
        odd("scale-empty", "評価基準に、計算式も評価区分もありません。", "どちらかを書いてください。")
    ]
    assert check_scale(Scale(name="x")) == []
    assert check_scale(Scale(name="x", formulas=(), final_bands=(Band(mark="A"),))) == []


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [
        ("#000000", 21),
        ("#FFFFFF", 1),
        ("#767676", Fraction("4.542")),
        ("#FF0000", Fraction("3.998")),
        ("#00FF00", Fraction("1.372")),
        ("#0000FF", Fraction("8.592")),
        ("#050505", Fraction("20.381")),
    ],
)
def test_the_contrast_with_paper_is_that_of_the_accessibility_rule(
    colour: str, contrast: Fraction | int
) -> None:
    assert compute_contrast(colour) == contrast


@pytest.mark.parametrize("text", ["", "#1A5FB", "#1A5FB44", "1A5FB44", "#1A5FBG", "#１A5FB4", "red"])
def test_only_six_digits_behind_a_sign_are_a_colour(text: str) -> None:
    assert is_colour("#1A5FB4")
    assert is_colour("#1a5fb4")
    assert not is_colour(text)


def test_a_colour_too_light_to_read_is_noticed() -> None:
    light, dark = (
        Scale(name="x", bands=(Band(mark="A", colour=colour),)) for colour in ("#FFD700", "#1A5FB4")
    )

    assert check_scale(light) == [
        odd(
            "scale-contrast",
            "評価区分「A」の色#FFD700は、白地では読みにくい色です。",
            "白との明度の比が4.5以上の、濃い色にしてください。",
        )
    ]
    assert check_scale(dark) == []
