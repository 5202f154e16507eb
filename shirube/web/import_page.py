"""What the second step of an import shows: tables found, columns as understood, differences, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from msgspec.structs import replace

from shirube.checks.registry import check_plan
from shirube.core.agreement import Agreement, Comparison
from shirube.core.evaluation import evaluate_plan
from shirube.core.finding import AlikeFindings, Level, fold_findings, sort_findings
from shirube.core.fiscal_year import YearStyle
from shirube.core.form import Role
from shirube.core.merging import Change, Merge
from shirube.core.plan import Plan, render_indicator_name
from shirube.readers.chosen_table import name_tables
from shirube.readers.result import ReadPlan
from shirube.web.readings import ColumnChoice
from shirube.web.remedies import say_on_page

# So many differences are drawn; all of them are applied, and their number is named.
SHOWN_CHANGES = 400
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class TableChoice:
    """One table of the file that can be taken in, or has been."""

    number: int
    title: str
    indicators: int
    is_chosen: bool
    is_taken: bool


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


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One cell that would change. ``span`` counts the cells of one indicator, and stands at its first."""

    name: str
    span: int
    what: str
    before: str
    after: str
    kind: str


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
    findings: tuple[AlikeFindings, ...]
    grave: int
    differences: tuple[DifferenceLine, ...]
    kinds: tuple[tuple[str, int], ...]
    total: int
    added: int
    kept: tuple[str, ...]
    is_new: bool


def build_import_page(
    name: str,
    found: Sequence[ReadPlan],
    number: int,
    merge: Merge,
    *,
    choices: Mapping[int, ColumnChoice],
    is_new: bool,
    taken: Collection[int] = (),
) -> ImportPage:
    """The preview of taking one table in; ``taken`` are the numbers of those already taken in."""
    read = found[number - 1]
    plan = read.plan
    found_here = [*read.findings, *check_plan(plan)]
    findings = sort_findings([replace(one, remedy=say_on_page(one.remedy)) for one in found_here])
    agreement = _hold_against_rule(plan)
    return ImportPage(
        name=name,
        tables=tuple(
            TableChoice(at, title, len(item.plan.indicators), at == number, at in taken)
            for at, (item, title) in enumerate(zip(found, name_tables(found), strict=True), start=1)
        ),
        columns=tuple(_list_columns(read, choices)),
        title=plan.title or plan.name,
        indicators=len(plan.indicators),
        years="、".join(year.render(YearStyle.LETTER) for year in plan.years),
        agreement=_render_agreement(agreement),
        disagrees=len(agreement.differ),
        findings=tuple(fold_findings(findings)),
        grave=sum(finding.level is Level.GRAVE for finding in findings),
        differences=tuple(_list_differences(merge.changes[:SHOWN_CHANGES])),
        kinds=tuple(Counter(_name_kind(change) for change in merge.changes).items()),
        total=len(merge.changes),
        added=len(merge.added),
        kept=tuple(_name_kept(merge)),
        is_new=is_new,
    )


def _name_kind(change: Change) -> str:
    """What becomes of a cell, in one word. Nothing is ever removed by an import."""
    if change.what == "指標の追加":
        return "指標の追加"
    if not change.before:
        return "新しい値"
    return "変更" if change.after else "消去"


def _list_differences(changes: Sequence[Change]) -> Iterator[DifferenceLine]:
    for name, group in groupby(changes, key=lambda change: change.name):
        cells = list(group)
        for place, change in enumerate(cells):
            what = f"{change.year.render()} {change.what}" if change.year else change.what
            span = len(cells) if place == 0 else 0
            yield DifferenceLine(name, span, what, change.before, change.after, _name_kind(change))


def _name_kept(merge: Merge) -> Iterator[str]:
    """The indicators that the new table does not have, and that stay as they are."""
    kept = set(merge.kept)
    for path, indicator in merge.plan.rows:
        if indicator.key in kept:
            yield render_indicator_name(path, indicator)


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
                letters=read.grid.column_name(item.index),
                heading=column.title,
                role=f"{year}{column.role.value}{level}",
                why=item.why,
                is_sure=item.confidence >= 80,
                samples=tuple(text if len(text) <= 24 else f"{text[:24]}…" for text in samples),
            )
        )
    return lines
