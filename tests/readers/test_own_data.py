"""Our own tables of data: an indicator has a row for each year, and comes back as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import shirube
from shirube.core.indicator import Indicator
from shirube.core.plan import Plan
from shirube.readers.grid import Grid, Raw
from shirube.readers.own_data import join_data_rows
from shirube.readers.read import ReadOptions, read_plan
from shirube.writers.formats import write_report

SAMPLE = Path(shirube.__file__).parent / "examples" / "sample_plan.tsv"
HEADS = (
    *(
        "計画名",
        "指標キー",
        "施策",
        "表示",
        "頁",
        "指標名",
        "方向",
        "実施主体",
        "年度（西暦）",
        "種別",
        "単位",
    ),
    *("目標値の表記", "実績値の表記", "公表評価", "算定評価", "決定評価", "決定の理由", "実施状況", "課題"),
)


def read(path: Path, sheet: str = "") -> Plan:
    return read_plan(path, ReadOptions(trusted=True, sheet=sheet)).plan


def strip_goals(plan: Plan) -> list[Indicator]:
    """The indicators without what the table does not hold."""
    return [replace(item, goal="", goal_year=None) for item in plan.indicators]


def make_grid(*rows: dict[str, str], heads: tuple[str, ...] = HEADS) -> Grid:
    lines: list[list[Raw]] = [list(heads)]
    known = {"計画名": "みどり市総合計画", "指標キー": "1", "施策": "交流", "指標名": "来館者数"}
    lines += [[{**known, "種別": "計画年度", **row}.get(head, "") for head in heads] for row in rows]
    return Grid(file="データ.csv", name="", rows=lines)


def join(*rows: dict[str, str]) -> list[list[Raw]]:
    joined = join_data_rows(make_grid(*rows))
    assert joined is not None
    return [[cell for cell in row if cell != ""] for row in joined[0].rows]


def test_our_csv_gives_the_same_indicators_again(tmp_path: Path) -> None:
    plan = read(SAMPLE)
    write_report(plan, tmp_path / "計画.csv")

    again = read(tmp_path / "計画.csv")

    assert (again.title, again.levels) == (plan.name, plan.levels)
    assert strip_goals(again) == strip_goals(plan)
    assert [[node.name for node in path] for path, _ in again.rows] == [
        [node.name for node in path] for path, _ in plan.rows
    ]
    assert [path[-1].labels for path, _ in again.rows] == [path[-1].labels for path, _ in plan.rows]


def test_a_changed_figure_would_be_noticed(tmp_path: Path) -> None:
    """The control of the test above."""
    plan, path = read(SAMPLE), tmp_path / "計画.csv"
    write_report(plan, path)
    path.write_text(path.read_text(encoding="utf-8").replace("94店", "95店"), encoding="utf-8")

    assert strip_goals(read(path)) != strip_goals(plan)


def test_so_does_the_data_sheet_of_our_workbook(tmp_path: Path) -> None:
    write_report(read(SAMPLE), tmp_path / "計画.xlsx")

    assert strip_goals(read(tmp_path / "計画.xlsx", "データ用")) == strip_goals(read(SAMPLE))


def test_baselines_of_several_years_say_theirs() -> None:
    lines = join(
        {"年度（西暦）": "2021", "種別": "基準値", "実績値の表記": "10人"},
        {"年度（西暦）": "2023", "目標値の表記": "12人", "実績値の表記": "13人"},
        {
            "指標キー": "2",
            "指標名": "貸出数",
            "年度（西暦）": "2020",
            "種別": "基準値",
            "実績値の表記": "5冊",
        },
    )

    assert lines[1][-4:] == ["基準値", "令和5年度目標", "令和5年度実績", "令和5年度評価"]
    assert "10人（令和3年度）" in lines[2]
    assert "5冊（令和2年度）" in lines[3]


def test_a_decision_is_told_as_in_the_printed_table() -> None:
    decided = {"公表評価": "B", "算定評価": "B", "決定評価": "A", "決定の理由": "天候による"}

    lines = join({"年度（西暦）": "2023", "目標値の表記": "12人", "実績値の表記": "9人", **decided})

    assert "A※1" in lines[2]
    assert lines[3] == ["※1 来館者数 令和5年度：算定評価はB、決定評価はA（理由：天候による）"]


def test_texts_come_with_their_issues_and_without_the_sign_that_guards_them() -> None:
    lines = join(
        {"年度（西暦）": "2023", "目標値の表記": "'－", "実施状況": "'=順調", "課題": "人手"},
    )

    assert "－" in lines[2]
    assert lines[2][-1] == "=順調\n課題：人手"


def test_findings_name_the_cells_of_the_file() -> None:
    joined = join_data_rows(make_grid({"年度（西暦）": "2023", "目標値の表記": "12人"}))

    assert joined is not None
    grid, finding = joined
    row = next(number for number, line in enumerate(grid.rows) if "12人" in line)
    assert grid.place(row, list(grid.rows[row]).index("12人")).cell == "L2"
    assert finding.code == "data-rows-joined"


@pytest.mark.parametrize("lacking", ["指標キー", "年度（西暦）", "種別", "公表評価"])
def test_a_table_of_others_is_left_alone(lacking: str) -> None:
    heads = tuple(head for head in HEADS if head != lacking)

    assert join_data_rows(make_grid({"年度（西暦）": "2023"}, heads=heads)) is None


def test_rows_without_a_key_or_a_year_are_no_indicators() -> None:
    assert join_data_rows(make_grid({"指標キー": "", "年度（西暦）": "2023"})) is None
    lines = join({"年度（西暦）": "不明", "目標値の表記": "12人"})
    assert all("令和" not in str(head) for head in lines[1])


def test_more_years_than_a_table_can_hold_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any row is written: thousands of keys in hundreds of years would fill the memory."""
    rows = [{"指標キー": str(key), "年度（西暦）": str(1900 + key)} for key in range(200)]
    monkeypatch.setattr("shirube.readers.own_data._DataTable.write", None)

    assert join_data_rows(make_grid(*rows)) is None
