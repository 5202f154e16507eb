"""``shirube check`` as an officer and as a script see it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.run import SAMPLE, Runner


def test_people_see_what_was_read_how_and_whether_the_grades_agree(run: Runner) -> None:
    ran = run("check", SAMPLE)

    assert ran.code == 0
    assert "方向性 3 ＞ 個別施策 7 ＞ 実施事業 14" in ran.out
    assert "公表された評価との一致 42／42" in ran.out
    assert "令和3年度 実績値" in ran.out
    assert "50%ちょうどはCです（公表された評価2件で確認）。" in ran.out
    assert "点検　重大 0" in ran.out


def test_reasons_for_the_columns_are_shown_on_request(run: Runner) -> None:
    assert "基準値とみなしました" not in run("check", SAMPLE).out
    assert "基準値とみなしました" in run("check", SAMPLE, "--columns-map").out


def test_programs_get_one_object(run: Runner) -> None:
    answer = json.loads(run("check", SAMPLE, "--json").out)

    assert answer["plan"]["counts"] == [3, 7, 14]
    assert answer["plan"]["levels"] == ["方向性", "個別施策", "実施事業"]
    grades = answer["grades"]
    assert (grades["published"], grades["agree"], grades["differ"], grades["undetermined"]) == (42, 42, 0, 0)
    assert grades["differences"] == []
    bands = {band["label"]: band for band in answer["scale"]["bands"]}
    assert (bands["B"]["lower"], bands["B"]["lower_inclusive"], bands["B"]["upper"]) == (50, False, 90)
    assert bands["B"]["confirmed"] == {"lower": True, "upper": False}
    assert {"code", "level", "place", "message"} <= set(answer["findings"][0])


def test_a_published_mark_against_a_proven_rule_is_grave(run: Runner, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    spoiled = tmp_path / "誤り.tsv"
    spoiled.write_text(text.replace("30人\t31人\tA", "30人\t31人\tC", 1), encoding="utf-8")

    ran = run("check", spoiled, "--json")

    assert ran.code == 1
    (difference,) = json.loads(ran.out)["grades"]["differences"]
    assert (difference["published"], difference["computed"], difference["year"]) == ("C", "A", 2024)
    assert "31人 ÷ 30人 = 103.3%" in difference["explanation"]


def test_differences_are_shown_to_people_with_their_sentence(run: Runner, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    spoiled = tmp_path / "誤り.tsv"
    spoiled.write_text(text.replace("30人\t31人\tA", "30人\t31人\tC", 1), encoding="utf-8")

    assert "公表 C、計算 A（31人 ÷ 30人 = 103.3%（90%以上120%未満）→ A" in run("check", spoiled).out


def test_a_file_that_cannot_be_read_is_refused_in_one_line(run: Runner, tmp_path: Path) -> None:
    empty = tmp_path / "空.csv"
    empty.write_bytes(b"")

    ran = run("check", empty)

    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert "空.csv" in ran.err


def test_a_plan_of_one_year_names_it_once(run: Runner, tmp_path: Path) -> None:
    table = tmp_path / "表.tsv"
    table.write_text("指標\tR6目標\tR6実績\n参加者数\t10\t12\n", encoding="utf-8")

    assert "年度      令和6年度（最新の実績：令和6年度）" in run("check", table).out


def test_what_is_to_be_said_of_many_cells_is_said_once_to_people_and_of_each_to_programs(
    run: Runner, tmp_path: Path
) -> None:
    table = tmp_path / "表.tsv"
    rows = [f"相談件数{number}\t10件\tどうにか" for number in range(30)]
    table.write_text("\n".join(["指標\tR5目標\tR5実績", *rows]), encoding="utf-8")

    out = run("check", table).out

    assert out.count("数値として読み取れないため") == 1
    assert "表.tsv / 2行3列 ほか29か所：" in out
    assert "ほかの場所：3行3列、4行3列、" in out
    findings = json.loads(run("check", table, "--json").out)["findings"]
    assert sum(finding["code"] == "cell-unreadable" for finding in findings) == 30
