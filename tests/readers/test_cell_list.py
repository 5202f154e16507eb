from __future__ import annotations

import io
from fractions import Fraction

import pytest

from shirube.core.finding import Level
from shirube.core.indicator import Accumulation, Direction
from shirube.core.reading import Missing
from shirube.core.situation import Situation
from shirube.readers.cell_list import CellList, CellRow
from shirube.readers.source import UnreadableFile
from tests.builders import year

HEADER = "indicator,fiscal_year,target,actual,baseline,direction,kind"


def read(*lines: str, header: str = HEADER, needs_year: bool = False) -> list[CellRow]:
    data = "\n".join([header, *lines]).encode()
    return list(CellList(io.BytesIO(data), name="一覧.csv", needs_year=needs_year))


def situation(line: str, header: str = HEADER) -> Situation:
    (row,) = read(line, header=header)
    assert row.situation is not None, row.findings
    return row.situation


def test_a_row_in_any_notation_is_understood() -> None:
    found = situation('発行部数,令和7年度,"３０,０００部",2万3千部,"27,000部(令和3年度)",up,annual')

    assert found.year == year("R7")
    assert found.direction is Direction.UP
    assert found.target is not None
    assert found.target.quantity is not None
    assert found.target.quantity.exact == 30_000
    assert found.actual is not None
    assert found.actual.quantity is not None
    assert found.actual.quantity.exact == 23_000
    assert (found.baseline, found.baseline_year) == (Fraction(27_000), year("R3"))


@pytest.mark.parametrize(
    ("word", "direction"),
    [("up", Direction.UP), ("DOWN", Direction.DOWN), ("maintain", Direction.KEEP), ("減少", Direction.DOWN)],
)
def test_directions_in_both_languages(word: str, direction: Direction) -> None:
    assert situation(f"x,R7,10,9,,{word},annual").direction is direction


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("annual", Accumulation.ANNUAL),
        ("cumulative", Accumulation.CUMULATIVE),
        ("stock", Accumulation.YEAR_END),
        ("", Accumulation.ANNUAL),
        ("累計", Accumulation.CUMULATIVE),
    ],
)
def test_kinds_in_both_languages(word: str, kind: Accumulation) -> None:
    assert situation(f"x,R7,10,9,,up,{word}").accumulation is kind


def test_what_the_target_forces_needs_no_direction_of_its_own() -> None:
    assert situation("x,R7,80%以下,70%,,,annual").direction is Direction.DOWN
    assert situation("x,R7,80%以上,70%,,,annual").direction is Direction.UP
    assert situation("x,R7,40%以上60%以下,36.6%,,maintain,stock").direction is Direction.RANGE
    assert situation("x,R7,設置,設置,,maintain,text").direction is Direction.STATE


def test_a_direction_that_nothing_says_is_assumed_and_said_so() -> None:
    (row,) = read("x,R7,10,9,,,annual")

    assert row.situation is not None
    assert row.situation.direction is Direction.UP
    assert [(item.code, item.level) for item in row.findings] == [("direction-assumed", Level.INFORMATION)]


def test_a_column_that_is_lacking_throughout_is_named_once_and_not_in_every_row() -> None:
    cells = CellList(io.BytesIO(b"target,actual\n10,9\n"), name="x")

    assert [row.findings for row in cells] == [()]
    assert len(cells.notes) == 2
    assert "方向" in cells.notes[0]
    assert "年度" in cells.notes[1]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("x,R7,10,9,,sideways,annual", "row-unreadable", "方向「sideways」"),
        ("x,R7,10,9,,up,weekly", "row-unreadable", "種類「weekly」"),
        ("x,R7,28,000,9,,up,annual", "row-too-long", "引用符で囲んで"),
        ('x,R7,"10,9,,up,annual', "row-broken", "引用符"),
    ],
)
def test_a_bad_row_stays_with_its_reason_and_the_next_one_is_read(line: str, code: str, words: str) -> None:
    bad, good = read(line, "y,R7,10,9,,up,annual")

    assert bad.situation is None
    assert [(item.code, item.level) for item in bad.findings] == [(code, Level.GRAVE)]
    assert words in bad.findings[0].message
    assert bad.findings[0].place.render() == "一覧.csv / 2行目"
    assert good.situation is not None


def test_a_figure_that_cannot_be_read_is_missing_and_grave() -> None:
    (row,) = read("x,R7,10,=cmd|x,,up,annual")

    assert row.situation is not None
    assert row.situation.actual is not None
    assert row.situation.actual.missing is Missing.UNREADABLE
    assert [(item.code, item.level) for item in row.findings] == [("value-unreadable", Level.GRAVE)]


def test_a_reason_for_missing_is_no_fault_of_the_row() -> None:
    (row,) = read("x,R7,10,集計中,,up,annual")

    assert row.findings == ()


def test_a_year_that_cannot_be_read_matters_only_to_rules_that_ask_for_it() -> None:
    line = "x,平成16~18年度,10,9,,up,annual"

    (row,) = read(line)
    assert row.situation is not None
    assert row.findings[0].code == "year-unreadable"

    (row,) = read(line, needs_year=True)
    assert row.situation is None
    assert row.findings[0].level is Level.GRAVE


def test_optional_columns_are_used() -> None:
    header = HEADER + ",final_target,final_year,first_year,base_year,previous,unit"
    found = situation('x,R7,10,9,5,up,annual,"20",R8,R5,R3,8,人', header)

    assert (found.final_target, found.final_year) == (Fraction(20), year("R8"))
    assert (found.first_year, found.baseline_year, found.previous) == (year("R5"), year("R3"), Fraction(8))
    assert found.actual is not None
    assert found.actual.render() == "9"
    assert found.unit == "人"


def test_japanese_headings_and_any_order() -> None:
    found = situation("9人,10人,R7,減少", "実績値,目標値,年度,方向")

    assert found.direction is Direction.DOWN
    assert found.actual is not None
    assert found.actual.quantity is not None
    assert found.actual.quantity.exact == 9


def test_a_short_row_is_filled_and_a_blank_one_kept() -> None:
    short, blank, good = read("x,R7,10", "", "y,R7,10,9,,up,annual")

    assert len(short.cells) == 7
    assert short.situation is not None
    assert short.situation.actual is not None
    assert short.situation.actual.missing is Missing.NOT_ENTERED
    assert (blank.situation, blank.findings) == (None, ())
    assert good.situation is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "何も書かれていません"),
        ("\n\n", "何も書かれていません"),
        ("indicator,target\nx,10\n", "actual（実績値）"),
        ("target,目標値,actual\n1,2,3\n", "「目標値」に当たる列が二つあります"),
    ],
)
def test_a_list_that_cannot_be_understood_at_all_is_one_clear_line(text: str, words: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        list(CellList(io.BytesIO(text.encode()), name="一覧.csv"))

    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_head_of_the_list_may_follow_blank_lines() -> None:
    cells = CellList(io.BytesIO(b"\n\ntarget,actual\n10,9\n"), name="x")

    assert [row.line for row in cells] == [4]


def test_a_row_in_another_encoding_is_graded_and_said_so() -> None:
    head = (HEADER + "\n" + "創業塾,R7,10,9,,up,annual\n" * 3000).encode()
    data = head + "交流会,R7,10,9,,up,annual\n".encode("cp932")

    last = list(CellList(io.BytesIO(data), name="x"))[-1]

    assert last.cells[0] == "交流会"
    assert last.situation is not None
    assert [item.code for item in last.findings] == ["row-encoding"]


ASKED = {"予定どおりの進捗": frozenset(("はい", "いいえ")), "所管課の判断": frozenset(("順調",))}
FACTS = "target,actual,fact:予定どおりの進捗,手入力：所管課の判断,fact:余分"


def read_facts(line: str) -> tuple[CellRow, CellList]:
    cells = CellList(io.BytesIO(f"{FACTS}\n{line}".encode()), name="x", questions=ASKED)
    (row,) = cells
    return row, cells


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("10,9,はい,順調,", (("予定どおりの進捗", "はい"), ("所管課の判断", "順調"))),
        ("10,9,○,いいえ,", (("予定どおりの進捗", "はい"), ("所管課の判断", "いいえ"))),
        ("10,9,NO,,", (("予定どおりの進捗", "いいえ"),)),
        ("10,9,,,", ()),
    ],
)
def test_what_people_entered_is_read_and_an_empty_cell_is_no_answer(
    line: str, facts: tuple[tuple[str, str], ...]
) -> None:
    row, _ = read_facts(line)

    assert row.situation is not None
    assert row.situation.facts == facts
    assert row.findings == ()


def test_an_answer_that_the_rule_does_not_know_is_named_and_never_guessed() -> None:
    row, _ = read_facts("10,9,たぶん,順調,")

    assert row.situation is not None
    assert row.situation.facts == (("所管課の判断", "順調"),)
    assert [(item.code, item.level) for item in row.findings] == [("answer-unknown", Level.GRAVE)]
    assert "たぶん" in row.findings[0].message
    assert "はい、いいえ" in row.findings[0].message


def test_questions_without_a_column_and_columns_without_a_question_are_said_once() -> None:
    _, cells = read_facts("10,9,,,")
    lacking = CellList(io.BytesIO(b"target,actual\n10,9\n"), name="x", questions=ASKED)

    assert any("fact:余分" in note for note in cells.notes)
    assert not any("予定どおり" in note for note in cells.notes)
    assert any("fact:予定どおりの進捗" in note for note in lacking.notes)
