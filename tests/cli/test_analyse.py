"""``shirube analyse``: the whole way from the file to the answer."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.run import SAMPLE, Runner


def test_the_questions_of_the_committee_are_answered(run: Runner) -> None:
    ran = run("analyse", SAMPLE)

    assert (ran.code, ran.err) == (0, "")
    assert "  令和7年度  1  2  6  5        14/14      3      3/14       67.0%   62.8%" in ran.out
    assert "■ 令和5年度からの変化　下がった 6、変わらない 8、上がった 0" in ran.out
    assert (
        "令和7年度の実績を令和5年度の目標で評価した場合：S 2、A 4、B 6、C 2（評価対象 14 / 全 14）" in ran.out
    )
    assert "×5.83" in ran.out
    assert "69/160（43.1%）。残り91人" in ran.out
    assert "評価がCの指標はすべて「集客」を課題に挙げています。" in ran.out
    assert "120%、90%ちょうどがどちらの区分に入るかは未確認です" in ran.out


def test_another_edge_is_tried_on_the_command_line(run: Runner) -> None:
    ran = run("analyse", SAMPLE, "--edge", "A=70")

    assert "令和7年度は14指標のうち3指標で評価が変わります。" in ran.out
    assert "評価区分A：90%以上120%未満→70%以上120%未満" in ran.out


def test_another_target_is_tried_on_the_command_line(run: Runner) -> None:
    ran = run("analyse", SAMPLE, "--target", "創業塾:R8=16")

    assert "創業塾 令和8年度の目標値：25人→16人" in ran.out
    assert "R8 試算（直近据置）  創業塾  B→A  64.0%→100.0%" in ran.out


def test_an_edge_that_cannot_be_moved_is_one_line_and_its_own_exit_code(run: Runner) -> None:
    ran = run("analyse", SAMPLE, "--edge", "A=20")

    assert (ran.code, ran.out) == (64, "")
    assert ran.err.count("\n") == 1
    assert "隣の評価区分の境目を越えます" in ran.err


def test_programs_get_exact_figures(run: Runner) -> None:
    data = json.loads(run("analyse", SAMPLE, "--json", "--edge", "A=70", "--rollup", "mean").out)

    assert (data["year"], data["years"], data["final_year"]) == (2025, [2023, 2024, 2025], 2026)
    assert data["history"][-1]["grades"] == {"S": 1, "A": 2, "B": 6, "C": 5}
    assert data["ranking"][0]["rate"] == {"exact": "1/5", "percent": "20.0"}
    assert data["promises"][0]["remaining"] == "91"
    assert [item["missed"] for item in data["projections"]] == [11, 12, 11]
    assert len([item for item in data["whatif"]["changes"] if item["year"] == 2025]) == 3
    assert data["rollups"][0]["results"][0]["value"]["percent"] == "67.0"


def test_an_earlier_year_is_analysed_as_of_its_end(run: Runner) -> None:
    data = json.loads(run("analyse", SAMPLE, "--year", "R6", "--json").out)

    assert data["years"] == [2023, 2024]
    assert data["promises"][0]["done"] == "52"


def test_a_year_without_actuals_is_answered_with_those_that_have_some(run: Runner) -> None:
    ran = run("analyse", SAMPLE, "--year", "R3")

    assert ran.code == 64
    assert ran.err == "令和3年度の実績値はありません。実績値のある年度：令和5年度、令和6年度、令和7年度。\n"


def test_a_rollup_names_its_rule_and_refuses_what_has_no_common_meaning(run: Runner) -> None:
    ran = run("analyse", SAMPLE, "--rollup", "mean", "--rollup", "sum-ratio", "--rollup", "capped-mean")

    assert "    平均：98.5% → A（2 / 全 2 指標）" in ran.out
    assert "    上限付き平均：70.0% → B（2 / 全 2 指標）。1指標の上限は100.0%" in ran.out
    assert "単位が異なる値（件、人）は合計できないため、計算しません。" in ran.out


def test_a_representative_is_named_on_the_command_line(run: Runner) -> None:
    ran = run("analyse", SAMPLE, "--rollup", "representative", "--representative", "創業塾")

    assert "代表指標：72.7% → B（1 / 全 14 指標）。代表指標：創業塾（参加者数）" in ran.out


def test_a_table_without_a_rule_is_analysed_by_its_published_grades(run: Runner, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    bare = tmp_path / "凡例なし.tsv"
    bare.write_text(text[: text.index("評価指標")], encoding="utf-8")

    ran = run("analyse", bare)

    assert ran.code == 0
    assert "評価基準がないため、評価は公表された区分" in ran.out
    assert "評価対象14" in ran.out


def test_tag_groups_of_the_office_are_used(run: Runner, tmp_path: Path) -> None:
    own = tmp_path / "課題.toml"
    own.write_text('[[group]]\nname = "人を集める"\nwords = ["周知", "集客"]\n', encoding="utf-8")

    ran = run("analyse", SAMPLE, "--tags", own)

    assert "人を集める  11" in ran.out
    assert run("analyse", SAMPLE, "--tags", tmp_path / "ない.toml").code == 2
