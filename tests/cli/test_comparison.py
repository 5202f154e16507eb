"""What was published, held against the rule."""

from __future__ import annotations

import json
from pathlib import Path

from shirube.cli.comparison import PlanComparison
from shirube.readers.read import ReadOptions, read_plan
from tests.builders import build_indicator, build_plan, build_scale
from tests.cli.run import SAMPLE, Runner


def test_a_rule_that_explains_everything_needs_no_other() -> None:
    compared = PlanComparison(read_plan(SAMPLE, ReadOptions(trusted=True)).plan)

    assert compared.mark_ranking is None
    assert compared.rates is None


def test_a_mark_that_differs_has_a_likely_cause() -> None:
    plan = build_plan(
        build_indicator(targets={"R5": 100}, actuals={"R5": 95}, marks={"R5": "B"}), scale=build_scale()
    )
    compared = PlanComparison(plan)

    assert compared.marks is not None
    (item,) = compared.marks.differ
    assert compared.find_mark_causes(item)


def test_without_a_legend_the_shipped_rules_are_ranked(run: Runner, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    bare = tmp_path / "凡例なし.tsv"
    bare.write_text(text.split("評価指標\t詳細")[0], encoding="utf-8")

    answer = json.loads(run("check", bare, "--json").out)

    ranking = answer["inference"]["marks"]
    assert ranking["candidates"][0]["name"] == "akiruno_shokogyo"
    assert ranking["candidates"][0]["explained"] == 42
    assert answer["grades"]["undetermined"] == 42
    assert "42件" in ranking["sentence"]


def test_a_rule_named_on_the_command_line_takes_the_place_of_the_legend(run: Runner) -> None:
    answer = json.loads(run("check", SAMPLE, "--scale", "maff_jisseki", "--json").out)

    assert answer["scale"]["name"] == "maff_jisseki"
    assert answer["grades"]["differ"] > 0
    assert all(item["causes"] for item in answer["grades"]["differences"])
