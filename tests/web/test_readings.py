from __future__ import annotations

from pathlib import Path

import pytest

from shirube.core.form import Role
from shirube.readers.layout_recipe import render_layout_recipe
from shirube.readers.read import read_plan
from shirube.readers.source import UnreadableFile
from shirube.web import readings
from shirube.web.readings import (
    ColumnChoice,
    ReadingWish,
    choose_table,
    is_long,
    is_pdf,
    list_headings,
    make_recipe,
    parse_recipe,
    parse_wish,
    read_choices,
    read_grids,
    read_upload,
)
from shirube.web.uploads import Upload, find_upload, forget_upload, keep_upload
from tests.builders import year
from tests.people import build_town
from tests.web.conftest import SAMPLE

TABLE = "事業\t指標\t令和7年度目標\tふたしか\n塾\t参加者数\t20人\t15人\n".encode()


def test_the_largest_table_is_meant_unless_another_is_asked_for() -> None:
    found = read_upload(Upload("t", SAMPLE.name, SAMPLE.read_bytes()), ReadingWish())

    assert choose_table(found, None) == 1
    assert choose_table(found, 7) == 1


def test_the_page_takes_the_table_that_the_command_line_takes(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text(
        "指標,R4実績,R5実績\n人口,10,12\n世帯数,5,6\n\n\n指標,R5目標,R5実績\n相談件数,10,12\n",
        encoding="utf-8",
    )
    found = read_upload(Upload("t", path.name, path.read_bytes()), ReadingWish())

    assert len(found) == 2
    assert found[choose_table(found, None) - 1].plan.indicators == read_plan(path).plan.indicators


def test_choices_that_mean_nothing_are_left_aside() -> None:
    sent = {
        "role-3": "実績値",
        "year-3": "2025",
        "role-x": "実績値",
        "role-4": "王様",
        "role-5": "",
        "year-9": "1",
    }

    assert read_choices(sent) == {3: ColumnChoice(Role.ACTUAL, year("R7"))}
    assert read_choices({"role-3": "実績値", "year-3": "99999999"}) == {3: ColumnChoice(Role.ACTUAL)}


def test_a_wish_says_the_same_after_a_form() -> None:
    wish = ReadingWish(2, {3: ColumnChoice(Role.ACTUAL, year("R7"))}, (40.0, 180.5, 320.0), 7)

    assert parse_wish({**dict(wish.list_fields()), "table": "2"}) == wish


@pytest.mark.django_db
def test_a_file_is_read_once_and_looked_at_many_times(monkeypatch: pytest.MonkeyPatch) -> None:
    person = build_town().secretariat
    upload = find_upload(person, keep_upload(person, "表.tsv", TABLE))
    assert upload is not None
    first = read_grids(upload)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(readings, "read_source_in_child", refuse)

    assert read_grids(upload).grids[0].rows == first.grids[0].rows
    with pytest.raises(AssertionError):
        read_grids(upload, (1.0, 2.0, 3.0))  # other lines are another reading


@pytest.mark.django_db
def test_what_was_kept_and_broken_is_read_anew() -> None:
    person = build_town().secretariat
    upload = find_upload(person, keep_upload(person, "表.tsv", TABLE))
    assert upload is not None
    upload.keep("grids", b"broken")

    assert len(read_grids(upload).grids[0].rows) == 2


@pytest.mark.django_db
def test_a_file_thrown_away_is_not_read_to_the_end() -> None:
    person = build_town().secretariat
    token = keep_upload(person, "表.csv", b"a,b\n" * 3_000_000)
    upload = find_upload(person, token)
    assert upload is not None
    forget_upload(person, token)

    with pytest.raises(UnreadableFile) as ended:
        read_grids(upload)

    assert ended.value.code == "file-unwanted"
    assert upload.find_kept("grids") is None


def test_a_corrected_reading_reads_next_years_table_of_the_same_form() -> None:
    upload = Upload("t", "表.tsv", TABLE)
    wish = ReadingWish(choices={3: ColumnChoice(Role.ACTUAL, year("R7"))})
    found = read_upload(upload, wish)
    recipe = make_recipe(found[0], wish, "塾の表")

    again = parse_recipe(render_layout_recipe(recipe), "塾の表")
    plan = read_upload(
        Upload("t", "翌年.tsv", TABLE.replace("15人".encode(), "16人".encode())), ReadingWish(), again
    )

    assert str(plan[0].plan.indicators[0].actuals[0].reading.quantity.value) == "16"  # type: ignore[union-attr]
    assert list_headings(found[0]) == ["事業", "指標", "令和7年度目標", "ふたしか"]


def test_long_files_are_those_worth_a_page_of_their_own() -> None:
    assert not is_long(Upload("t", "a.tsv", b"x"))
    assert is_long(Upload("t", "a.xlsx", b"x" * 400_000))
    assert is_long(Upload("t", "a.pdf", b"%PDF-1.7" + b"x" * 80_000))
    assert not is_pdf(Upload("t", "a.pdf", b"PK"))
