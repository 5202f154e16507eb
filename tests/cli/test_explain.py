"""``shirube explain``."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from shirube.core.exchange import encode_plan
from shirube.core.indicator import Fact, Revision, Target
from shirube.core.plan import Node, Plan
from shirube.core.whatif import TargetChange, replace_target
from shirube.readers.scale_recipe import find_scale
from tests.builders import build_indicator, build_plan, build_scale, reading, year
from tests.cli.run import SAMPLE, Runner


def test_each_grade_has_its_sentence(run: Runner) -> None:
    ran = run("explain", SAMPLE)

    assert ran.code == 0
    assert ran.out.count("→") == 42
    assert "令和6年度　94店 ÷ 105店 = 89.5%（50%超90%未満）→ B" in ran.out


def test_one_indicator_and_one_year_can_be_asked_for(run: Runner) -> None:
    ran = run("explain", SAMPLE, "るのカード", "--year", "R7")

    assert ran.out.splitlines() == [
        "るのカード普及事業（取扱店舗数）",
        "  令和7年度　88店 ÷ 110店 = 80.0%（50%超90%未満）→ B",
    ]


def test_the_target_as_first_set_can_be_asked_for(run: Runner, tmp_path: Path) -> None:
    plan = build_plan(
        build_indicator(targets={"R5": "100人", "R6": "120人"}, actuals={"R5": "88人", "R6": "120人"}),
        scale=build_scale(),
    )
    revised = replace_target(plan, TargetChange(key="1", year=year("R5"), value=Decimal(80)))
    target = revised.indicators[0].targets[0]
    plan = change_targets(revised, replace(target, revisions=(Revision(reading("100人")),)))
    path = tmp_path / "計画.json"
    path.write_text(json.dumps(encode_plan(plan)), encoding="utf-8")

    now, first = run("explain", path).out, run("explain", path, "--original-targets").out

    assert "令和5年度　88人 ÷ 80人 = 110.0%" in now
    assert "令和5年度　（当初の目標値。80人に改定）88人 ÷ 100人 = 88.0%（50%超90%未満）→ B" in first
    assert "令和6年度　120人 ÷ 120人" in first


def change_targets(plan: Plan, target: Target) -> Plan:
    """The only indicator of a plan with another first target."""
    indicator = plan.indicators[0]
    changed = replace(indicator, targets=(target, *indicator.targets[1:]))
    return replace(plan, nodes=(Node(name="事業", indicators=(changed,)),))


def test_what_a_person_entered_is_said_in_the_sentence(run: Runner, tmp_path: Path) -> None:
    facts = (Fact(year("R5"), "予定どおりの進捗", "はい"),)
    plan = build_plan(
        build_indicator(
            targets={"R5": "10人", "R6": "10人"},
            actuals={"R5": "11人", "R6": "11人"},
            baseline=("R3", "5人"),
            facts=facts,
        ),
        scale=find_scale("maebashi_chukatsu"),
    )
    path = tmp_path / "計画.json"
    path.write_text(json.dumps(encode_plan(plan)), encoding="utf-8")

    out = run("explain", path).out

    assert "令和5年度　11人 ÷ 10人 = 110.0%（100%以上、人の入力により予定どおりの進捗）→ A" in out
    assert "令和6年度　11人 ÷ 10人 = 110.0%。手で入力する事項が未入力のため" in out


def test_an_unknown_name_is_answered(run: Runner) -> None:
    ran = run("explain", SAMPLE, "観光")

    assert ran.code == 2
    assert ran.err == "「観光」に当たる指標はありません。\n"


def test_a_published_mark_that_differs_is_shown_beside_the_computed_one(run: Runner, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    spoiled = tmp_path / "誤り.tsv"
    spoiled.write_text(text.replace("30人\t31人\tA", "30人\t31人\tC", 1), encoding="utf-8")

    assert "※公表された評価はC" in run("explain", spoiled).out


def test_without_a_rule_nothing_is_explained(run: Runner, tmp_path: Path) -> None:
    table = tmp_path / "基準なし.tsv"
    table.write_text("指標\tR5目標\tR5実績\n人数\t5人\t4人\n", encoding="utf-8")

    ran = run("explain", table)

    assert ran.code == 2
    assert "評価基準がない" in ran.err
