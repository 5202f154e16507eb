"""Writing a report by its file name: every format, no half file, and refusals that say what to do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from shirube.core.report import UnknownYearError
from shirube.writers.formats import WRITERS, check_suffix, write_report
from shirube.writers.whole_file import UnwritableFile
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.writers.sample import make_sample


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_writes_the_whole_table(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"報告{suffix}"

    findings = write_report(make_sample(), path)

    assert findings == []
    assert path.stat().st_size > 1_000


# PDF and Excel carry the time at which they were made.
@pytest.mark.parametrize("suffix", [".html", ".json"])
def test_the_same_plan_gives_the_same_bytes_in_any_run(tmp_path: Path, suffix: str) -> None:
    for name in ("a", "b"):
        write_report(make_sample(), tmp_path / f"{name}{suffix}")

    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_an_ending_in_capitals_is_the_same_format() -> None:
    assert check_suffix(Path("報告.PDF")) is WRITERS[".pdf"]


@pytest.mark.parametrize(("name", "told"), [("報告.ppt", "「.ppt」"), ("報告", "拡張子がありません")])
def test_an_unknown_ending_is_refused_with_those_there_are(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(UnwritableFile, match=told) as caught:
        write_report(make_sample(), tmp_path / name)

    assert ".pdf（PDF）" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="フォルダーがありません"):
        write_report(make_sample(), tmp_path / "ない" / "報告.pdf")


def test_a_year_that_is_not_there_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "報告.json"
    path.write_text("old")

    with pytest.raises(UnknownYearError):
        write_report(make_sample(), path, year=year("R20"))

    assert path.read_text() == "old"


def test_an_error_inside_a_writer_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("made to fail")

    path = tmp_path / "報告.json"
    path.write_text("old")
    monkeypatch.setattr("shirube.writers.json_file.encode_plan", fail)

    with pytest.raises(RuntimeError):
        write_report(make_sample(), path)

    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["報告.json"]


def test_marks_that_come_out_otherwise_are_told_to_the_caller(tmp_path: Path) -> None:
    indicator = build_indicator(targets={"R5": 100}, actuals={"R5": 95}, marks={"R5": "B"})

    findings = write_report(build_plan(indicator, scale=build_scale()), tmp_path / "a.json")

    assert [finding.code for finding in findings] == ["printed-mark-changed"]


def test_the_json_file_holds_plan_and_evaluations(tmp_path: Path) -> None:
    write_report(make_sample(), tmp_path / "a.json")

    data = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))

    assert data["plan"]["document_number"] == "資料2"
    assert len(data["evaluations"]) == 14 * 4


def test_listing_the_formats_loads_none_of_their_libraries() -> None:
    code = (
        "import sys; from shirube.writers.formats import WRITERS;"
        "print([name for name in ('typst', 'xlsxwriter', 'docx', 'openpyxl') if name in sys.modules])"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
