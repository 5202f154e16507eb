"""The plans that benchmarks read and write: of any size, and varied where caches must not help."""

from __future__ import annotations

from bench.bench_excel import forget
from bench.made_up_plan import make_plan, make_varied_plan
from shirube.core.agreement import compare_published
from shirube.core.notation import parse_reading


def test_a_varied_plan_has_figures_and_texts_of_its_own_and_the_same_in_every_run() -> None:
    plan, again = make_varied_plan(200), make_varied_plan(200)

    assert plan == again
    assert len(plan.indicators) == len(make_plan(200).indicators) >= 200
    texts = [status.text for item in plan.indicators for status in item.statuses]
    targets = [target.reading.text for item in plan.indicators for target in item.targets]
    assert len(set(texts)) > len(texts) * 0.9
    assert len(set(targets)) > len(targets) * 0.6


def test_the_repeated_plan_has_only_the_figures_of_the_example() -> None:
    """The control: this is what the varied one is for."""
    targets = [target.reading.text for item in make_plan(200).indicators for target in item.targets]

    assert len(set(targets)) < len(targets) * 0.3


def test_the_marks_of_a_varied_plan_are_those_of_its_rule() -> None:
    plan = make_varied_plan(60)
    assert plan.scale is not None

    agreement = compare_published(plan, plan.scale)

    assert len(agreement.agree) == len(agreement.comparisons) > 100


def test_what_was_read_before_is_forgotten_before_a_turn() -> None:
    parse_reading("28,000部")
    assert parse_reading.cache_info().currsize

    forget()

    assert parse_reading.cache_info().currsize == 0
