from __future__ import annotations

from msgspec.structs import replace

from shirube.core.evaluation import evaluate_situation
from shirube.core.finding import Finding, Level, Place
from shirube.core.indicator import Direction
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Scale
from shirube.core.scale_spec import SpecCase, check_spec, render_rate, render_spec
from tests.builders import build_scale
from tests.core.situations import build_situation

CASE = build_situation("94店", "105店")


def test_an_example_that_the_rule_gives_is_silent() -> None:
    assert check_spec(build_scale(), (SpecCase(situation=CASE, rate="89.5%", mark="B"),)) == []
    assert check_spec(build_scale(), (SpecCase(situation=CASE),)) == [], "empty cells are not looked at"


def test_an_example_that_differs_says_what_the_rule_gives_and_why() -> None:
    wrong = SpecCase(situation=CASE, rate="90.0%", mark="A", line=7)

    assert check_spec(build_scale(), (wrong,), "わが市.toml") == [
        Finding(
            code="scale-example-differs",
            level=Level.GRAVE,
            message=(
                f"例の{what}と書かれていますが、この評価基準では{gives}になります"
                "（94店 ÷ 105店 = 89.5%（50%超90%未満）→ B）。"
            ),
            remedy="例の数値か、評価基準の境目・計算式を確かめてください。",
            place=Place(file="わが市.toml", cell="7行目"),
        )
        for what, gives in (("達成率は「90.0%」", "「89.5%」"), ("評価は「A」", "「B」"))
    ]


def test_an_example_without_a_line_or_a_file_has_no_place() -> None:
    [finding] = check_spec(build_scale(), (SpecCase(situation=CASE, mark="A"),))

    assert finding.place == Place()


def test_rates_are_shown_as_the_rule_displays_them() -> None:
    whole = replace(build_scale(), display=Rounding(RoundingMode.TRUNCATE, 0))

    assert render_rate(evaluate_situation(CASE, whole)) == "89%"


def test_none_is_written_where_the_rule_gives_neither_rate_nor_grade() -> None:
    nothing = build_situation("3", "0")

    assert render_rate(evaluate_situation(nothing, build_scale())) == "なし"
    assert check_spec(build_scale(), (SpecCase(situation=nothing, rate="なし", mark="なし"),)) == []


def test_examples_are_printed_as_a_table() -> None:
    case = SpecCase(situation=CASE, cells=(("実績値", "94店"), ("評価", "")))

    assert render_spec((case, case)).splitlines() == [
        "| 実績値 | 評価 |",
        "| --- | --- |",
        "| 94店 | 　 |",
        "| 94店 | 　 |",
    ]
    assert render_spec((case,)).count("94店") == 1
    assert render_spec(()) == ""


def test_a_difference_is_shown_in_the_unit_of_the_indicator() -> None:
    scale = Scale(name="x", formulas=((Direction.UP, "difference"),))

    assert render_rate(evaluate_situation(build_situation("1園", "5園"), scale)) == "-4園"
