from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.agreement import Agreement, compare_published
from shirube.core.formulas import FORMULAS
from shirube.core.indicator import Published
from shirube.core.inference import name_candidate, rank_formulas, rank_scales
from shirube.core.plan import Plan
from shirube.core.reading import Missing
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Band, Code, Evidence, Scale
from shirube.core.scale_words import parse_condition
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.core.situations import build_rate_scale
from tests.core.test_evaluation import build_seed

SEED_SCALE = replace(build_scale(evidence=Evidence.OPEN), title="基準1")
MET = Scale(
    name="met",
    title="達成のみ",
    bands=(
        Band(mark="達成", conditions=(parse_condition("目標達成"),)),
        Band(mark="未達成", conditions=(parse_condition("目標達成ではない"),)),
    ),
)


def build_rated(*cells: tuple[str, str, str]) -> Plan:
    rows = [
        replace(
            build_indicator(str(place), targets={"R6": target, "R8": "300人"}, actuals={"R6": actual}),
            published=(Published(year("R6"), rate=rate),),
        )
        for place, (actual, target, rate) in enumerate(cells)
    ]
    return build_plan(*rows)


def test_the_rule_of_the_reference_plan_is_found_among_others() -> None:
    other = replace(build_rate_scale(), title="3段階")

    ranking = rank_scales(build_seed(), (other, SEED_SCALE))

    best = ranking.candidates[0]
    assert (best.scale.title, best.changes) == ("基準1", ())
    assert (best.explained, best.contradicted, best.untold) == (42, 0, 0)
    assert "3段階" not in {item.scale.title for item in ranking.candidates}, "it has no S"


def test_what_the_marks_cannot_tell_apart_is_said() -> None:
    ranking = rank_scales(build_seed(), (SEED_SCALE,))

    assert [name_candidate(item) for item in ranking.perfect] == [
        "基準1",
        "基準1（小数第1位を四捨五入して判定）",
        "基準1（小数第1位を切り捨てて判定）",
    ]
    assert [item.scale.rounding for item in ranking.perfect] == [
        None,
        Rounding(RoundingMode.HALF_UP, 0),
        Rounding(RoundingMode.TRUNCATE, 0),
    ]
    both = replace(ranking.perfect[0], changes=("一", "二"))
    assert name_candidate(both) == "基準1（一、二）"
    assert ranking.render() == (
        "3通りの評価基準が、公表された42件の全てを説明できます。"
        "公表された値だけでは、どれであるかは決まりません。"
    )


def test_other_formulas_are_ranked_by_what_they_contradict() -> None:
    ranking = rank_scales(build_seed(), (SEED_SCALE,))

    contradicted = {name_candidate(item): item.contradicted for item in ranking.candidates}
    assert contradicted["基準1（実績値の累計÷目標値の累計）"] == 8
    assert contradicted["基準1（実績値÷最終目標値）"] == 13
    counts = [item.explained for item in ranking.candidates]
    assert counts == sorted(counts, reverse=True)


def test_one_rule_that_explains_everything_is_named() -> None:
    plan = build_plan(
        *(
            build_indicator(str(place), targets={"R6": 100}, actuals={"R6": actual}, marks={"R6": mark})
            for place, (actual, mark) in enumerate(
                [("99.6", "B"), ("80.4", "B"), ("79.6", "C"), ("100", "A")]
            )
        )
    )

    ranking = rank_scales(
        plan, (replace(build_rate_scale(), title="3段階", formulas=build_rate_scale().formulas),)
    )

    assert {name_candidate(item) for item in ranking.perfect} >= {"3段階"}
    assert all("四捨五入" not in name_candidate(item) for item in ranking.perfect)


def test_one_candidate_alone_is_said_to_be_alone() -> None:
    plan = build_plan(
        build_indicator(
            targets={"R6": 100, "R7": 100},
            actuals={"R6": 99, "R7": 100},
            marks={"R6": "未達成", "R7": "達成"},
        )
    )

    ranking = rank_scales(plan, (MET,))

    assert len(ranking.candidates) == 1
    assert ranking.render() == "「達成のみ」だけが、公表された2件の全てを説明できます。"


def test_where_no_rule_fits_the_nearest_is_named_with_its_contradictions() -> None:
    plan = build_plan(
        build_indicator(
            targets={"R5": 100, "R6": 100, "R7": 100},
            actuals={"R5": 100, "R6": 5, "R7": 95},
            marks={"R5": "A", "R6": "A", "R7": "C"},
        )
    )

    ranking = rank_scales(plan, (replace(build_rate_scale(), title="3段階"),))

    assert ranking.perfect == ()
    assert ranking.render().startswith("3件の全てを説明できる評価基準はありません。最も近い「3段階")
    assert ranking.candidates[0].contradicted > 0


def test_without_marks_or_without_a_rule_that_knows_them_nothing_is_said_to_fit() -> None:
    unmarked = build_plan(build_indicator(targets={"R6": 1}, actuals={"R6": 1}))
    strange = build_plan(build_indicator(targets={"R6": 1}, actuals={"R6": 1}, marks={"R6": "優"}))

    assert (
        rank_scales(unmarked, (SEED_SCALE,)).render()
        == "公表された評価がないため、評価基準を推定できません。"
    )
    assert rank_scales(strange, (SEED_SCALE,)).render() == (
        "公表された評価の記号に合う評価基準が、登録されていません。"
    )


def test_a_rule_of_judgement_explains_nothing() -> None:
    judged = Scale(name="j", bands=tuple(Band(mark=mark) for mark in "SABC"))

    assert rank_scales(build_seed(), (judged,)).candidates == ()


def test_a_rule_with_its_own_rounding_keeps_it() -> None:
    rounded = replace(SEED_SCALE, rounding=Rounding(RoundingMode.HALF_UP, 1))

    ranking = rank_scales(build_seed(), (rounded,))

    assert {item.scale.rounding for item in ranking.candidates} == {Rounding(RoundingMode.HALF_UP, 1)}
    assert name_candidate(ranking.candidates[0]) == "基準1"


@pytest.mark.parametrize(
    ("cells", "best"),
    [
        ([("94人", "105人", "89.5%")], "実績値÷目標値"),
        (
            [("5,163人", "4,000人", "129.0%"), ("7,077人", "6,000人", "117.9%")],
            "実績値÷目標値（小数第2位を切捨て）",
        ),
        ([("32人", "200人", "10.7%")], "実績値÷最終目標値"),
        ([("44人", "15人", "293%"), ("1人", "6人", "17%")], "実績値÷目標値"),
        ([("1人", "5人", "-4人")], "実績値－目標値"),
    ],
)
def test_formulas_are_found_from_the_published_rates(cells: list[tuple[str, str, str]], best: str) -> None:
    ranking = rank_formulas(build_rated(*cells))

    assert name_candidate(ranking.candidates[0]) == best
    assert ranking.candidates[0].is_perfect
    assert ranking.cells == len(cells)
    name = ranking.candidates[0].scale.name
    assert ranking.candidates[0].scale.title == FORMULAS[name].words


def test_a_big_plan_is_ranked_on_a_part_and_the_best_are_checked_on_the_whole() -> None:
    rows = [
        build_indicator(
            str(place),
            targets={"R6": 100, "R7": 100},
            actuals={"R6": place, "R7": 200 - place},
            marks={
                "R6": "A" if place >= 100 else "B" if place >= 80 else "C",
                "R7": "A" if place <= 100 else "B",
            },
        )
        for place in range(121)
    ]
    # The last one is not in the part: only the whole plan shows that it contradicts the rule.
    rows[119] = replace(rows[119], published=(Published(year("R6"), "C"), *rows[119].published[1:]))

    ranking = rank_scales(build_plan(*rows), (replace(build_rate_scale(), title="3段階"),))

    best = ranking.candidates[0]
    assert (name_candidate(best), best.explained, best.contradicted) == ("3段階", 241, 1)
    assert ranking.cells == 242
    assert len(ranking.candidates) <= 12
    assert all(item.explained + item.contradicted + item.untold == 242 for item in ranking.candidates)


@pytest.mark.parametrize(("rows", "tried"), [(120, 120), (121, 61), (240, 120), (241, 81)])
def test_no_more_than_120_cells_are_tried_at_first(
    monkeypatch: pytest.MonkeyPatch, rows: int, tried: int
) -> None:
    """A hundred rules on every cell of a big plan would keep a person waiting for minutes."""
    sizes: list[int] = []

    def compare(plan: Plan, scale: Scale) -> Agreement:
        sizes.append(len(plan.indicators))
        return compare_published(plan, scale)

    monkeypatch.setattr("shirube.core.inference.compare_published", compare)
    plan = build_plan(
        *(
            build_indicator(str(place), targets={"R6": 100}, actuals={"R6": 100}, marks={"R6": "A"})
            for place in range(rows)
        )
    )

    rank_scales(plan, (replace(build_rate_scale(), title="3段階"),))

    assert sizes[0] == tried
    assert set(sizes) == {tried, rows}


def test_of_rules_that_explain_the_same_that_of_the_plans_own_city_comes_first() -> None:
    plan = build_plan(
        build_indicator(
            targets={"R6": 100, "R7": 100}, actuals={"R6": 100, "R7": 5}, marks={"R6": "A", "R7": "C"}
        )
    )
    other = replace(build_rate_scale(), name="other", title="荒尾市 行財政改革の評価")
    own = replace(build_rate_scale(), name="own", title="備前市 事後評価")

    named = rank_scales(replace(plan, title="備前市地域住宅計画 事後評価"), (other, own))
    unnamed = rank_scales(replace(plan, title="地域住宅計画 事後評価"), (other, own))

    assert named.perfect[0].scale.name == "own"
    assert unnamed.perfect[0].scale.name == "other"


def test_a_mark_of_a_year_without_a_goal_may_be_by_the_final_one() -> None:
    """Many plans state one goal for their last year, and say each year whether it is met already."""
    plan = build_plan(
        build_indicator(
            targets={"R8": 100}, actuals={"R6": 99, "R7": 100}, marks={"R6": "未達成", "R7": "達成"}
        )
    )

    ranking = rank_scales(plan, (MET,))

    assert [(item.explained, item.changes) for item in ranking.perfect] == [(2, ("最終目標値と比べて判定",))]


def test_a_word_for_no_mark_yet_rules_no_scale_out() -> None:
    plan = build_plan(
        build_indicator(
            targets={"R6": 100, "R7": 100, "R8": 100},
            actuals={"R6": 99, "R7": 100, "R8": 100},
            marks={"R6": "未達成", "R7": "達成", "R8": "(未確定)"},
        )
    )

    (candidate, *_) = rank_scales(plan, (MET,)).candidates

    assert candidate.explained == 2


def test_a_change_that_only_leaves_marks_open_does_not_stand_before_the_rule_itself() -> None:
    """As it stands the rule contradicts one mark, and that is worth saying."""
    rule = replace(build_rate_scale(), name="own", codes=(Code(mark="－", missing=(Missing.NO_TARGET,)),))
    first = build_rate_scale().bands[0].mark
    plan = build_plan(
        build_indicator("1", targets={"R6": 100}, actuals={"R6": 150}, marks={"R6": first}),
        build_indicator("2", targets={"R6": "設定なし"}, actuals={"R6": 5}, marks={"R6": first}),
    )

    nearest = rank_scales(plan, (rule,)).candidates[0]

    assert (nearest.explained, nearest.contradicted, nearest.changes) == (1, 1, ())


def test_only_what_a_rule_asks_of_the_goal_is_asked_of_the_final_one() -> None:
    """Its other conditions, its other ways to a mark and the rule as it stands are tried as they are."""
    rule = Scale(
        name="both",
        title="達成と改善",
        bands=(
            Band(
                mark="達成", conditions=(parse_condition("基準値との差 0以上"), parse_condition("目標達成"))
            ),
            Band(
                mark="改善",
                conditions=(parse_condition("基準値との差 1以上"),),
                alternatives=((parse_condition("目標達成"),),),
            ),
            Band(mark="悪化", conditions=(parse_condition("それ以外"),)),
        ),
    )
    better = build_indicator(
        "1",
        baseline=("R4", 50),
        targets={"R8": 100},
        actuals={"R6": 99, "R7": 100},
        marks={"R6": "改善", "R7": "達成"},
    )
    worse = build_indicator(
        "2",
        baseline=("R4", 120),
        targets={"R8": 100},
        actuals={"R6": 99, "R7": 100},
        marks={"R6": "悪化", "R7": "改善"},
    )
    yearly = build_indicator(
        "3", baseline=("R4", 5), targets={"R6": 10}, actuals={"R6": 10}, marks={"R6": "達成"}
    )
    by_rate = replace(
        build_rate_scale(),
        title="率",
        bands=tuple(
            replace(band, mark=mark)
            for band, mark in zip(build_rate_scale().bands, ("達成", "改善", "悪化"), strict=True)
        ),
    )

    found = rank_scales(build_plan(better, worse, yearly), (rule, by_rate)).candidates

    final = [item for item in found if "最終目標値と比べて判定" in item.changes]
    assert [(item.scale.title, item.explained, item.contradicted) for item in final[:1]] == [
        ("達成と改善", 5, 0)
    ]
    assert {item.scale.title for item in final} == {"達成と改善"}
    assert "達成と改善" in {item.scale.title for item in found if not item.changes}
