"""``shirube grade``: a list in, the same list with grades out."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shirube.cli.grade import needs_year
from shirube.core.indicator import Direction
from shirube.core.scale import Scale
from shirube.readers.cell_columns import COLUMNS
from shirube.writers.cell_list import ADDED
from tests.builders import SEED_ROWS, build_scale, year
from tests.cli.run import Runner

RULE = "akiruno_shokogyo"
HEADER = "indicator,fiscal_year,target,actual,baseline,direction,kind"
COMMAND = [sys.executable, "-m", "shirube.cli.main", "grade", "-", "--scale", RULE]


def seed_cells() -> str:
    """The 42 published cells of the reference plan as a plain list, with the published grade behind."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*HEADER.split(","), "published"])
    for activity, _, unit, baseline, *cells in SEED_ROWS:
        for when, place in (("R5", 0), ("R6", 3), ("R7", 6)):
            target, actual, mark = cells[place : place + 3]
            writer.writerow([activity, when, target + unit, actual + unit, baseline, "up", "annual", mark])
    return text.getvalue()


def write(folder: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = folder / "CELLS.csv"
    path.write_bytes("".join(f"{line}\n" for line in (header, *lines)).encode(encoding))
    return path


def rows(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding))))


def test_every_published_grade_of_the_reference_plan_comes_out(run: Runner, tmp_path: Path) -> None:
    source, target = tmp_path / "CELLS.csv", tmp_path / "OUT.csv"
    source.write_text(seed_cells(), encoding="utf-8")

    ran = run("grade", source, "--scale", RULE, "-o", target)

    found = rows(target)
    assert (ran.code, ran.out, ran.err) == (0, "", "42行のうち42行に評価を付けました。\n")
    assert [row["grade"] for row in found] == [row["published"] for row in found]
    card = next(row for row in found if row["indicator"] == "るのカード普及事業" and row["actual"] == "94店")
    assert (card["rate"], card["rate_exact"]) == ("89.5%", "94/105")
    assert card["explanation"] == "94店 ÷ 105店 = 89.5%（50%超90%未満）→ B"
    assert card["finding"] == ""


def test_columns_of_the_list_are_kept_in_their_order(run: Runner, tmp_path: Path) -> None:
    source = write(tmp_path, "x,R7,10,9,,up,annual,秘密のメモ", header=HEADER + ",メモ")

    run("grade", source, "--scale", RULE, "-o", tmp_path / "OUT.csv")

    first = rows(tmp_path / "OUT.csv")[0]
    assert list(first)[:8] == [*HEADER.split(","), "メモ"]
    assert first["メモ"] == "秘密のメモ"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_lists_in_the_encodings_of_offices_are_read(run: Runner, tmp_path: Path, encoding: str) -> None:
    source = write(tmp_path, "創業塾①,令和7年度,22人,16人,14人,増加,単年度", encoding=encoding)

    run("grade", source, "--scale", RULE, "-o", tmp_path / "OUT.csv")

    assert rows(tmp_path / "OUT.csv")[0]["grade"] == "B"
    assert rows(tmp_path / "OUT.csv")[0]["indicator"] == "創業塾①"


def test_excel_opens_the_file_because_it_says_its_encoding(run: Runner, tmp_path: Path) -> None:
    source, target = write(tmp_path, "x,R7,10,9,,up,annual"), tmp_path / "OUT.csv"

    run("grade", source, "--scale", RULE, "-o", target)

    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_letter_that_the_output_cannot_hold_is_marked_and_counted(run: Runner, tmp_path: Path) -> None:
    source, target = write(tmp_path, "𠮷野—会,R7,10,9,,up,annual"), tmp_path / "OUT.csv"

    ran = run("grade", source, "--scale", RULE, "-o", target, "--output-encoding", "cp932")

    assert rows(target, "cp932")[0]["indicator"] == "〓野〓会"
    assert "出力の文字コードにない文字2字を「〓」にしました。" in ran.err


def test_bad_rows_stay_in_their_place_with_a_finding_and_show_in_the_exit_code(
    run: Runner, tmp_path: Path
) -> None:
    source = write(
        tmp_path,
        "x,R7,10,9.5,,up,annual",
        "y,R7,28,000,9,,up,annual",
        "z,R7,10,=cmd|x,,up,annual",
        'w,R7,"10,9,,up,annual',
        "v,R7,10,5,,up,annual",
    )

    ran = run("grade", source, "--scale", RULE, "-o", tmp_path / "OUT.csv")

    found = rows(tmp_path / "OUT.csv")
    assert ran.code == 1
    assert [row["grade"] for row in found] == ["A", "", "", "", "C"]
    assert [row["indicator"] for row in found] == ["x", "y", "z", "w", "v"]
    assert "引用符で囲んで" in found[1]["finding"]
    assert "読み取れません" in found[2]["finding"]
    assert "引用符" in found[3]["finding"]
    assert "5行のうち2行に評価を付けました。確かめるところ：重大 3件。" in ran.err


def test_an_interrupted_run_leaves_the_old_output_as_it_was(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "OUT.csv"
    target.write_text("old", encoding="utf-8")
    source = tmp_path / "CELLS.csv"
    source.write_bytes(b"\xff\xfe\x00")

    ran = run("grade", source, "--scale", RULE, "-o", target)

    assert ran.code == 2
    assert target.read_text(encoding="utf-8") == "old"


def test_the_list_may_be_replaced_by_its_own_result(run: Runner, tmp_path: Path) -> None:
    source = write(tmp_path, "x,R7,10,9.5,,up,annual")

    run("grade", source, "--scale", RULE, "-o", source)
    run("grade", source, "--scale", RULE, "-o", source)

    (found,) = rows(source)
    assert (found["grade"], found["grade_2"]) == ("A", "A")


def test_it_works_as_a_filter_between_other_programs() -> None:
    done = subprocess.run(COMMAND, input=seed_cells().encode(), capture_output=True, check=True)

    lines = done.stdout.decode("utf-8").splitlines()
    assert len(lines) == 43
    assert lines[0].endswith(",rate,rate_exact,grade,explanation,finding")
    assert "42行のうち42行" in done.stderr.decode()


def test_a_filter_whose_reader_leaves_ends_quietly() -> None:
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        try:
            child.stdin.write((HEADER + "\n" + "x,R7,10,9,,up,annual\n" * 20_000).encode())
            child.stdin.close()
        except BrokenPipeError:
            pass
        message = child.stderr.read().decode()
        child.wait(timeout=60)

    assert "Traceback" not in message
    assert child.returncode == 141


def test_a_list_longer_than_memory_streams(tmp_path: Path) -> None:
    """The memory of the process does not grow with the list: four times the rows, the same memory."""
    # Not getrusage: its maximum is handed down by the large process of the tests.
    program = (
        "import re, sys\nfrom pathlib import Path\nfrom shirube.cli.main import main\n"
        f"main(['grade', sys.argv[1], '--scale', '{RULE}', '--no-explanation', '-o', sys.argv[2]])\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
    )
    peaks = []
    for count in (10_000, 40_000):
        source = tmp_path / f"{count}.csv"
        with source.open("w", encoding="utf-8") as file:
            file.write(HEADER + "\n")
            file.writelines(_made_up_rows(count))
        command = [sys.executable, "-c", program, str(source), str(tmp_path / "OUT.csv")]
        done = subprocess.run(command, capture_output=True, check=True)
        peaks.append(int(done.stdout))

    assert peaks[1] < peaks[0] + 4_000
    assert peaks[1] < 60_000


def _made_up_rows(count: int) -> Iterator[str]:
    for number in range(count):
        yield f"指標{number},R7,{number % 997 + 1}.{number % 10},{number % 1009},,up,annual\n"


def test_an_unknown_rule_or_a_missing_list_is_one_line(run: Runner, tmp_path: Path) -> None:
    source = write(tmp_path, "x,R7,10,9,,up,annual")

    unknown = run("grade", source, "--scale", "存在しない")
    missing = run("grade", tmp_path / "ない.csv", "--scale", RULE)
    folder = run("grade", tmp_path, "--scale", RULE)
    nowhere = run("grade", source, "--scale", RULE, "-o", tmp_path / "ない" / "OUT.csv")

    assert [ran.code for ran in (unknown, missing, folder, nowhere)] == [5, 2, 2, 3]
    assert all(ran.err.count("\n") == 1 for ran in (unknown, missing, folder, nowhere))


@pytest.mark.parametrize("rule", ["akiruno_shokogyo", "nagasaki_kihonsesaku", "shimane_jimujigyo"])
def test_without_explanations_the_rates_and_grades_are_the_same(
    run: Runner, tmp_path: Path, rule: str
) -> None:
    figures = ["0", "9", "10", "9.5", "▲3", "集計中", "", "80%", "40%以上60%以下", "設置", "1,08"]
    lines = [
        f'x,R7,"{target}","{actual}",5,{direction},annual'
        for target in figures
        for actual in figures
        for direction in ("up", "down", "maintain")
    ]
    source = write(tmp_path, *lines)
    found = []
    for number, words in enumerate(([], ["--no-explanation"])):
        target = tmp_path / f"{number}.csv"
        run("grade", source, "--scale", rule, "-o", target, *words)
        found.append([(row["rate_exact"], row["rate"], row["grade"], row["finding"]) for row in rows(target)])

    assert len(found[0]) == len(lines)
    assert found[0] == found[1]


def test_a_rule_that_counts_years_asks_for_them() -> None:
    plain = build_scale()

    assert not needs_year(plain)
    assert needs_year(Scale(name="x", formulas=((Direction.UP, "paced_ratio"),)))
    assert needs_year(Scale(name="x", valid_from=year("R5")))
    assert needs_year(Scale(name="x", bands=plain.bands, final_bands=plain.bands))


def test_the_python_of_the_documentation_runs(capsys: pytest.CaptureFixture[str]) -> None:
    text = (Path(__file__).parents[2] / "docs" / "grade.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)

    exec(program, {})  # noqa: S102 - our own page

    assert capsys.readouterr().out == "['B', 'C']\n"


def test_every_column_of_the_list_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "grade.md").read_text(encoding="utf-8")

    for name, headings in COLUMNS.items():
        assert f"`{name}`" in text
        assert headings[1] in text
    for name in ADDED:
        assert f"| `{name}` |" in text


def test_what_a_person_entered_decides_and_nothing_is_guessed_without_it(run: Runner, tmp_path: Path) -> None:
    header = "indicator,target,actual,baseline,direction,fact:予定どおりの進捗"
    source = write(tmp_path, "x,10,11,5,up,はい", "y,10,11,5,up,いいえ", "z,10,11,5,up,", header=header)

    run("grade", source, "--scale", "maebashi_chukatsu", "-o", tmp_path / "OUT.csv")

    found = rows(tmp_path / "OUT.csv")
    assert [row["grade"] for row in found] == ["A", "a", ""]
    assert "人の入力により予定どおりの進捗" in found[0]["explanation"]
    assert "入力が必要な事項：予定どおりの進捗" in found[2]["explanation"]


@pytest.mark.parametrize("words", ["0", "-1", "二", "1000"])
def test_a_number_of_processes_that_means_nothing_is_refused(run: Runner, tmp_path: Path, words: str) -> None:
    ran = run("grade", write(tmp_path), "--scale", RULE, f"--processes={words}")

    assert ran.code == 64
    assert "プロセスの数" in ran.err
