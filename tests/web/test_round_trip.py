"""The year of a plan: figures typed in are graded at once, and the table handed out reads back the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shirube.actions.figures import enter_figure
from shirube.actions.plans import preview_import
from shirube.core.fiscal_year import FiscalYear
from shirube.readers.read import ReadOptions, read_plan
from shirube.store.people import Person
from shirube.web.prepared_plan import find_prepared
from tests.people import reload
from tests.web.conftest import Office

YEAR = 2026
# Of each kind one: more than the target, on an edge, full width, with its unit, a reason instead of a figure.
TYPED = {
    "1.1.1": ("70", ""),
    "1.1.2": ("３３", ""),
    "1.2.1": ("17人", ""),
    "2.1.2": ("", "tabulating"),
    "3.2.1": ("2", ""),
}


def type_in(client: Client, office: Office) -> None:
    """The entry page, filled in and saved as a whole."""
    fields: dict[str, str] = {}
    for key, (figure, missing) in TYPED.items():
        pk = office.indicator(key)
        fields |= {
            f"figure-{pk}": figure,
            f"missing-{pk}": missing,
            f"standing-{pk}": "unstated",
            f"status-{pk}": "取組を続けた。\n課題：周知" if figure else "",
            f"version-{pk}": str(reload(office.plan).version(key, "actual", YEAR)),
            f"status_version-{pk}": str(reload(office.plan).status_version(key, YEAR)),
        }
    answer = client.post(f"{office.url}entry/{YEAR}/save/", fields)
    assert answer.status_code == 302, answer.content.decode()


def test_figures_typed_in_are_graded_on_the_next_page(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    type_in(client, office)

    prepared = find_prepared(office.town.access(office.town.secretariat), office.plan.pk)
    marks = {row.indicator.key: row.mark(FiscalYear(YEAR)) for row in prepared.graded.rows}
    assert {key: bool(marks[key]) for key in TYPED} == {
        key: bool(figure) for key, (figure, _) in TYPED.items()
    }
    page = client.get(f"{office.url}indicators/1.1.1").content.decode()
    assert "70人 ÷ 65人 = 107.7%" in page


@pytest.mark.parametrize("suffix", [".xlsx", ".json", ".docx"])
def test_the_table_handed_out_reads_back_without_a_difference(
    office: Office, enter: Callable[[Person], Client], tmp_path: Path, suffix: str
) -> None:
    client = enter(office.town.secretariat)
    type_in(client, office)

    answer = client.get(f"{office.url}report/download/?format={suffix}&year={YEAR}")
    file = tmp_path / f"plan{suffix}"
    file.write_bytes(answer.content)
    read = read_plan(file, ReadOptions(trusted=True)).plan
    merge = preview_import(plan=read, into=office.plan.pk, by=office.town.secretariat)

    assert [str(change) for change in merge.changes] == []
    assert merge.added == ()


def test_the_page_of_the_import_says_so_too(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.secretariat)
    type_in(client, office)
    book = client.get(f"{office.url}report/download/?format=.xlsx&year={YEAR}").content

    file = SimpleUploadedFile("plan.xlsx", book)
    preview = client.post(f"{office.url}import/", {"file": file}).headers["Location"]
    text = client.get(preview).content.decode()

    assert "違いはありません" in text


def test_a_figure_changed_since_is_seen(
    office: Office, enter: Callable[[Person], Client], tmp_path: Path
) -> None:
    # The control: what was handed out is no longer what the plan holds.
    client = enter(office.town.secretariat)
    type_in(client, office)
    file = tmp_path / "plan.xlsx"
    file.write_bytes(client.get(f"{office.url}report/download/?format=.xlsx&year={YEAR}").content)
    enter_figure(
        indicator=office.indicator("1.1.1"),
        kind="actual",
        year=YEAR,
        text="20",
        version=reload(office.plan).version("1.1.1", "actual", YEAR),
        by=office.town.secretariat,
    )

    read = read_plan(file, ReadOptions(trusted=True)).plan
    merge = preview_import(plan=read, into=office.plan.pk, by=office.town.secretariat)

    assert [(change.key, change.what, change.before, change.after) for change in merge.changes] == [
        ("1.1.1", "実績値", "20人", "70人")
    ]
