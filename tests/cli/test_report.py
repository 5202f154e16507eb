"""``shirube report``."""

from __future__ import annotations

from pathlib import Path

import pytest

import shirube
from tests.cli.run import SAMPLE, Runner


def test_several_files_are_made_at_once(run: Runner, tmp_path: Path) -> None:
    outputs = [tmp_path / f"計画{suffix}" for suffix in (".pdf", ".xlsx", ".html", ".json")]

    ran = run("report", SAMPLE, *[word for path in outputs for word in ("-o", path)])

    assert ran.code == 0, ran.err
    assert all(path.stat().st_size > 1000 for path in outputs)
    assert all(f"作成しました：{path}" in ran.out for path in outputs)


def test_an_unknown_format_is_refused_before_anything_is_written(run: Runner, tmp_path: Path) -> None:
    ran = run("report", SAMPLE, "-o", tmp_path / "計画.pdf", "-o", tmp_path / "計画.pptx")

    assert ran.code == 3
    assert "計画.pptx" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(run: Runner, tmp_path: Path) -> None:
    ran = run("report", SAMPLE, "-o", tmp_path / "ない" / "計画.json")

    assert ran.code == 3
    assert ran.err.count("\n") == 1


def test_what_was_written_can_be_checked_again(run: Runner, tmp_path: Path) -> None:
    run("report", SAMPLE, "-o", tmp_path / "計画.json", "-o", tmp_path / "計画.xlsx")

    for name in ("計画.json", "計画.xlsx"):
        ran = run("check", tmp_path / name)
        assert ran.code == 0
        assert "公表された評価との一致 42／42" in ran.out


def test_a_year_the_plan_does_not_have_is_refused(run: Runner, tmp_path: Path) -> None:
    ran = run("report", SAMPLE, "-o", tmp_path / "計画.json", "--year", "H20")

    assert ran.code == 64
    assert "平成20年度" in ran.err


def test_a_table_in_another_arrangement_says_that_it_is_not_given_back_so(
    run: Runner, tmp_path: Path
) -> None:
    lines = tmp_path / "三行.tsv"
    lines.write_text("指標\t区分\tR5\tR6\n来館者\t目標\t10\t20\n\t実績\t9\t21\n", encoding="utf-8")

    told = run("report", lines, "-o", tmp_path / "三行.json")
    plain = run("report", SAMPLE, "-o", tmp_path / "見本.json")

    assert told.code == 0
    assert "1指標1行の表になります" in told.out
    assert "1指標1行の表になります" not in plain.out


@pytest.mark.parametrize(
    ("kind", "rows", "said"),
    [
        ("year", 14, "（令和7年度）"),
        ("unmet", 11, "（令和7年度の目標に届いていない指標）"),
        ("body:商工会", 4, "（商工会）"),
    ],
)
def test_a_part_of_the_table_says_that_it_is_one(
    run: Runner, tmp_path: Path, kind: str, rows: int, said: str
) -> None:
    ran = run("report", SAMPLE, "-o", tmp_path / "一部.json", "--kind", kind)

    assert ran.code == 0, ran.err
    part = shirube.read(tmp_path / "一部.json")
    assert len(part.indicators) == rows
    assert part.title.endswith(said)


def test_a_kind_that_there_is_not_is_refused_and_nothing_is_written(run: Runner, tmp_path: Path) -> None:
    ran = run("report", SAMPLE, "-o", tmp_path / "一部.json", "--kind", "半分")

    assert (ran.code, ran.err.count("\n")) == (64, 1)
    assert "unmet（目標に届いていない指標）" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_part_of_a_year_that_the_plan_does_not_have_is_refused(run: Runner, tmp_path: Path) -> None:
    ran = run("report", SAMPLE, "-o", tmp_path / "一部.json", "--kind", "year", "--year", "R15")

    assert ran.code == 64
    assert "令和15年度は、この計画にありません" in ran.err


def test_what_is_wrong_with_the_reading_is_said_before_the_report(run: Runner, tmp_path: Path) -> None:
    table = tmp_path / "表.tsv"
    table.write_text("指標\t目標\t実績\n参加者数\t10\t9\n", encoding="utf-8")

    done = run("report", table, "-o", tmp_path / "表.html")

    assert done.code == 0
    assert "[重大]" in done.out
    assert done.out.index("年度") < done.out.index("作成しました")


def test_what_holds_for_every_format_is_said_once(run: Runner, tmp_path: Path) -> None:
    table = tmp_path / "表.tsv"
    table.write_text(
        "指標\tR6目標\tR6実績\tR6評価\n参加者数\t10\t12\tB\n回数\t10\t12\tA\n\n評価\t内容\nA\t達成(100%以上)\nB\t未達成(100%未満)\n",
        encoding="utf-8",
    )

    done = run("report", table, "-o", tmp_path / "表.html", "-o", tmp_path / "表.xlsx")

    assert done.out.count("作成しました") == 2
    assert done.out.count("元の表の評価はBですが") == 1
