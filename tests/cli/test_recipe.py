"""``shirube recipe``: the inference on paper, corrected by a person and used again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import SAMPLE, Runner


def test_the_recipe_is_written_and_reads_the_table_again(run: Runner, tmp_path: Path) -> None:
    recipe = tmp_path / "my.toml"

    written = run("recipe", SAMPLE, "-o", recipe)
    before, after = run("check", SAMPLE), run("check", SAMPLE, "--layout", recipe)

    assert written.code == 0
    assert str(recipe) in written.out
    assert "[columns]" in recipe.read_text(encoding="utf-8")
    assert (after.code, after.out.count("一致")) == (before.code, before.out.count("一致"))


def test_without_a_file_the_recipe_is_shown(run: Runner) -> None:
    ran = run("recipe", SAMPLE)

    assert 'layout = "one-row-per-indicator"' in ran.out


def test_a_file_that_a_person_may_have_corrected_is_never_overwritten(run: Runner, tmp_path: Path) -> None:
    recipe = tmp_path / "my.toml"
    recipe.write_text("# 直した設定\n", encoding="utf-8")

    ran = run("recipe", SAMPLE, "-o", recipe)

    assert ran.code == 3
    assert "すでにあります" in ran.err
    assert recipe.read_text(encoding="utf-8") == "# 直した設定\n"


def test_a_folder_that_is_not_there_is_said_in_one_line(run: Runner, tmp_path: Path) -> None:
    ran = run("recipe", SAMPLE, "-o", tmp_path / "ない" / "my.toml")

    assert ran.code == 3
    assert "書き込めません" in ran.err


def test_a_shipped_recipe_is_found_by_its_name(run: Runner, tmp_path: Path) -> None:
    table = tmp_path / "表.tsv"
    table.write_text("項目\t目標\t実績\t結果\n公債費比率\t15%以下\t9.8%\t目標達成\n", encoding="utf-8")

    unknown = run("check", table)
    known = run("check", table, "--layout", "arao_gyokaku3")

    assert "どの年度の値か" in unknown.out
    assert "どの年度の値か" not in known.out
    assert "平成21年度" in known.out


def test_a_recipe_with_a_mistake_stops_with_one_line(run: Runner, tmp_path: Path) -> None:
    recipe = tmp_path / "my.toml"
    recipe.write_text("colums = 1\n", encoding="utf-8")

    ran = run("check", SAMPLE, "--layout", recipe)

    assert ran.code == 6
    assert "「columns」ではありませんか" in ran.err
    assert ran.err.count("\n") == 1


def test_the_words_of_the_original_table_are_shown_beside_what_they_mean(run: Runner, tmp_path: Path) -> None:
    table = tmp_path / "表.tsv"
    table.write_text("令和6年度\n項目\t目標\t実績\t結果\n甲\t80\t90\t達成\n", encoding="utf-8")

    shown = run("check", table).out

    assert "元の表の読み取り" in shown
    (line,) = [line for line in shown.splitlines() if line.strip().startswith("結果")]
    assert line.split() == ["結果", "→", "評価"]
    assert "元の表の読み取り" not in run("check", SAMPLE).out


LAYOUTS = {
    "turned": (
        "年度|貸出冊数（冊）||来館者数（人）|",
        "|目標|実績|目標|実績",
        "R4|50,000|48,211|80,000|71,233",
        "R5|52,000|53,105|82,000|83,990",
    ),
    "labels": ("指標名|貸出冊数", "単位|冊", "R5目標|12,000", "R5実績|11,450", "R6目標|12,500"),
    "lines": ("指標|区分|基準値(R3)|R5|R6", "就農者数|目標||5|6", "|実績|4|6|5"),
    "groups": (
        "指標|R5目標|R5実績",
        "目標Ⅰ 意識||",
        "受講者数（人）|200|210",
        "(1) 起業||",
        "相談件数（件）|30|42",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_recipe_reads_every_layout_as_it_was_read_without_it(
    run: Runner, tmp_path: Path, name: str
) -> None:
    table, recipe = tmp_path / "表.tsv", tmp_path / "my.toml"
    table.write_text("\n".join(LAYOUTS[name]).replace("|", "\t"), encoding="utf-8")

    run("recipe", table, "-o", recipe)
    before, after = run("check", table, "--json"), run("check", table, "--layout", recipe, "--json")

    assert (before.code, after.code) == (0, 0)
    assert json.loads(after.out)["plan"] == json.loads(before.out)["plan"]
    assert json.loads(before.out)["plan"]["indicators"] > 0
