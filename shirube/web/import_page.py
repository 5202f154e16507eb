"""What the second step of an import shows: tables found, columns as understood, differences, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shirube.checks.registry import check_plan
from shirube.core.agreement import Agreement, Comparison
from shirube.core.evaluation import evaluate_plan
from shirube.core.finding import Finding, Level, sort_findings
from shirube.core.fiscal_year import FiscalYear, YearStyle
from shirube.core.form import Role
from shirube.core.merging import Change, Merge
from shirube.core.plan import Plan
from shirube.readers.grid import column_letters
from shirube.readers.layout_recipe import ROLES, ColumnRule, LayoutRecipe
from shirube.readers.read import read_grids_as_plans
from shirube.readers.result import ReadPlan
from shirube.readers.sandbox import read_source_in_child
from shirube.readers.source import Source
from shirube.web.uploads import Upload

# So many differences are drawn; all of them are applied, and their number is named.
SHOWN_CHANGES = 400
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class TableChoice:
    """One table of the file that can be taken in."""

    number: int
    title: str
    indicators: int
    is_chosen: bool


class ColumnChoice(NamedTuple):
    """What a person said a column holds; ``year`` None leaves the year to the heading."""

    role: Role
    year: FiscalYear | None = None


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of the file: its place, its heading, what it was taken for, why, and what stands in it."""

    index: int
    chosen: ColumnChoice | None
    letters: str
    heading: str
    role: str
    why: str
    is_sure: bool
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """Everything the preview draws. ``agreement`` is the line on published grades, "" without any."""

    name: str
    tables: tuple[TableChoice, ...]
    columns: tuple[ColumnLine, ...]
    title: str
    indicators: int
    years: str
    agreement: str
    disagrees: int
    findings: tuple[Finding, ...]
    grave: int
    changes: tuple[Change, ...]
    total: int
    added: int
    kept: int
    is_new: bool


def read_upload(
    upload: Upload, number: int | None = None, choices: Mapping[int, ColumnChoice] | None = None
) -> list[ReadPlan]:
    """Every table of a file as a plan. Raises UnreadableFile, whose text is one Japanese line.

    ``choices`` overrule what columns of the table ``number`` were taken for, by the index of the column.
    """
    if upload.name.lower().endswith(".json"):
        return [_read_exchange(upload)]
    grids = read_source_in_child(Source(name=upload.name, data=upload.data))
    found = read_grids_as_plans(grids.grids, upload.name)
    if not choices:
        return found
    columns = found[choose_table(found, number) - 1].columns
    rules = {
        item.column.title: ColumnRule(choice.role, choice.year or item.column.year)
        for item in columns
        if (choice := choices.get(item.index)) and item.column.title
    }
    return read_grids_as_plans(grids.grids, upload.name, LayoutRecipe(name="screen", columns=rules))


def read_choices(sent: Mapping[str, str]) -> dict[int, ColumnChoice]:
    """What was chosen for the columns: fields role-3 and year-3 speak of the fourth column."""
    found = {}
    for name, text in sent.items():
        place = name.removeprefix("role-")
        if place == name or not (place.isascii() and place.isdecimal()) or text not in ROLES:
            continue
        year = sent.get(f"year-{place}", "")
        known = year.isascii() and year.isdecimal() and 1868 <= int(year) <= 2200
        found[int(place)] = ColumnChoice(ROLES[text], FiscalYear(int(year)) if known else None)
    return found


def _read_exchange(upload: Upload) -> ReadPlan:
    """Our own file: nothing to understand."""
    import tempfile
    from pathlib import Path

    from shirube.readers.read import ReadOptions, read_plan

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.json"
        path.write_bytes(upload.data)
        return read_plan(path, ReadOptions(trusted=True))


def choose_table(found: Sequence[ReadPlan], number: int | None) -> int:
    """The number (from 1) of the table asked for, else of the one with most indicators."""
    if number is not None and 1 <= number <= len(found):
        return number
    sizes = [len(read.plan.indicators) for read in found]
    return sizes.index(max(sizes)) + 1


def build_import_page(
    name: str,
    found: Sequence[ReadPlan],
    number: int,
    merge: Merge,
    *,
    choices: Mapping[int, ColumnChoice],
    is_new: bool,
) -> ImportPage:
    """The preview of taking one table in."""
    read = found[number - 1]
    plan = read.plan
    findings = sort_findings([*read.findings, *check_plan(plan)])
    agreement = _hold_against_rule(plan)
    return ImportPage(
        name=name,
        tables=tuple(
            TableChoice(
                at,
                item.plan.title or item.grid.name or f"{at}番目の表",
                len(item.plan.indicators),
                at == number,
            )
            for at, item in enumerate(found, start=1)
        ),
        columns=tuple(_list_columns(read, choices)),
        title=plan.title or plan.name,
        indicators=len(plan.indicators),
        years="、".join(year.render(YearStyle.LETTER) for year in plan.years),
        agreement=_render_agreement(agreement),
        disagrees=len(agreement.differ),
        findings=tuple(findings),
        grave=sum(finding.level is Level.GRAVE for finding in findings),
        changes=merge.changes[:SHOWN_CHANGES],
        total=len(merge.changes),
        added=len(merge.added),
        kept=len(merge.kept),
        is_new=is_new,
    )


def _hold_against_rule(plan: Plan) -> Agreement:
    if plan.scale is None:
        return Agreement(())
    return Agreement(
        tuple(
            Comparison(item.indicator, published, item.in_year(published.year))
            for item in evaluate_plan(plan)
            for published in item.indicator.published
            if published.mark
        )
    )


def _render_agreement(agreement: Agreement) -> str:
    total = len(agreement.comparisons)
    if not total:
        return ""
    parts = [f"一致 {len(agreement.agree)}／{total}"]
    if agreement.differ:
        parts.append(f"相違 {len(agreement.differ)}")
    if agreement.undetermined:
        parts.append(f"不明 {len(agreement.undetermined)}")
    return "、".join(parts)


def _list_columns(read: ReadPlan, choices: Mapping[int, ColumnChoice]) -> list[ColumnLine]:
    top, height = read.header
    body = read.grid.rows[top + height :]
    lines = []
    for item in read.columns:
        texts = [str(row[item.index]).strip() for row in body if item.index < len(row)]
        samples = tuple(dict.fromkeys(text for text in texts if text))[:_SAMPLES]
        column = item.column
        year = f"{column.year.render()} " if column.year and column.role is not Role.LEVEL else ""
        level = f"（{column.level + 1}段目）" if column.level is not None else ""
        lines.append(
            ColumnLine(
                index=item.index,
                chosen=choices.get(item.index),
                letters=column_letters(item.index),
                heading=column.title,
                role=f"{year}{column.role.value}{level}",
                why=item.why,
                is_sure=item.confidence >= 80,
                samples=tuple(text if len(text) <= 24 else f"{text[:24]}…" for text in samples),
            )
        )
    return lines
