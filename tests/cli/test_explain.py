"""``shirube explain``."""

from __future__ import annotations

from pathlib import Path

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
