"""What the entry page of one year shows: a row for each indicator to be filled in, with last year beside.

Carrying out what was typed belongs to entry.py and the actions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from shirube.actions.figures import figure_place, status_place
from shirube.actions.findings import fingerprint
from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedRow
from shirube.core.reading import Missing, Reading, Standing
from shirube.core.tags import find_status
from shirube.core.year_in_progress import is_entered
from shirube.store.records import Draft, FindingAcceptance
from shirube.web.drafts import Overtaken, is_overtaken
from shirube.web.plan_rows import (
    NO_TONE,
    Cell,
    find_group,
    find_unit,
    make_tones,
    render_figure,
    render_measure,
)
from shirube.web.prepared_plan import PreparedPlan
from shirube.web.questions import Asked, build_asked

# Reasons people may choose; the others are found by readers, or mean that nothing is due.
REASONS = (
    Missing.TABULATING,
    Missing.UNPUBLISHED,
    Missing.NOT_SURVEYED,
    Missing.NOT_APPLICABLE,
    Missing.NOT_STARTED,
    Missing.STOPPED,
    Missing.ENDED,
    Missing.NOT_ASSESSABLE,
    Missing.WITHHELD,
)
STANDINGS = (Standing.UNSTATED, Standing.FINAL, Standing.PROVISIONAL, Standing.EXPECTED)
# The slips that are told at once; everything else is for the page of findings.
SLIPS = ("unit-differs", "tenfold-jump", "unusual-change")


@dataclass(frozen=True, slots=True)
class GradeNow:
    """The grade of the year as it stands: mark, colours, rate and the sentence that explains it."""

    mark: str = ""
    tone: str = NO_TONE
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """Something odd about the figure just entered; ``reason`` is why somebody says that it is right."""

    fingerprint: str
    words: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One indicator to be filled in. ``figure`` and ``status`` are what the fields hold.

    ``overtaken`` are the cells that somebody has changed since what is in the field was typed.
    """

    pk: int
    key: str
    name: str
    what: str
    unit: str
    group: str
    target: Cell
    last: Cell
    last_mark: str
    last_tone: str
    last_text: str
    figure: str
    missing: str
    standing: str
    status: str
    version: int
    status_version: int
    figure_place: str
    status_place: str
    has_draft: bool
    overtaken: tuple[Overtaken, ...]
    grade: GradeNow
    slips: tuple[Slip, ...] = ()
    asked: tuple[Asked, ...] = ()


@dataclass(slots=True)
class RowResult:
    """What became of one row that was sent: problems by field, conflicts, whether it was saved.

    ``answers`` are those chosen for questions that somebody else has answered meanwhile, by field.
    """

    saved: bool = False
    figure_error: str = ""
    status_error: str = ""
    conflicts: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.figure_error or self.status_error or self.conflicts)


def build_entry_rows(
    prepared: PreparedPlan,
    year: FiscalYear,
    allowed: frozenset[int],
    drafts: Mapping[str, Draft],
    *,
    accepted: Mapping[str, FindingAcceptance],
) -> tuple[EntryRow, ...]:
    """The rows whose ids are in ``allowed``, in printed order."""
    return tuple(_iterate_rows(prepared, year, allowed, drafts, accepted=accepted))


def _iterate_rows(
    prepared: PreparedPlan,
    year: FiscalYear,
    allowed: frozenset[int],
    drafts: Mapping[str, Draft],
    *,
    accepted: Mapping[str, FindingAcceptance],
) -> Iterator[EntryRow]:
    for row in prepared.graded.rows:
        known = prepared.loaded.indicators[row.indicator.key]
        if known.pk in allowed:
            yield build_entry_row(prepared, row, year, drafts, accepted=accepted)


def build_entry_row(
    prepared: PreparedPlan,
    row: GradedRow,
    year: FiscalYear,
    drafts: Mapping[str, Draft],
    *,
    accepted: Mapping[str, FindingAcceptance],
) -> EntryRow:
    """One row. What was typed and not sent yet stands in the fields again."""
    loaded, indicator = prepared.loaded, row.indicator
    # Each year has the colours of the rule in force then.
    tones, last_tones = make_tones(prepared.scale_in(year)), make_tones(prepared.scale_in(year - 1))
    pk, unit = loaded.indicators[indicator.key].pk, find_unit(row)
    actual, target, before = indicator.actual(year), indicator.target(year), indicator.actual(year - 1)
    status = next((item for item in indicator.statuses if item.year == year), None)
    earlier = find_status(row, year - 1)
    places = figure_place(pk, "actual", year.start), status_place(pk, year.start)
    reading, text = actual.reading if actual else None, status.text if status else ""
    figure, version = render_typed(reading, unit), loaded.version(indicator.key, "actual", year.start)
    status_version = loaded.status_version(indicator.key, year.start)
    kept = [drafts.get(place) for place in places]
    says = figure or (reading.missing.value if reading and reading.missing else "")
    held = (("実績値", version, says), ("実施状況・課題", status_version, text))
    return EntryRow(
        pk=pk,
        key=indicator.key,
        name=row.activity,
        what=render_measure(row),
        unit=unit,
        group=find_group(row),
        target=render_figure(target.reading if target else None, unit),
        last=render_figure(before.reading if before else None, unit),
        last_mark=row.mark(year - 1),
        last_tone=last_tones.get(row.mark(year - 1), NO_TONE),
        last_text=earlier.text if earlier and earlier.year == year - 1 else "",
        figure=kept[0].text if kept[0] else figure,
        missing=reading.missing.name.lower() if reading and reading.missing in REASONS else "",
        standing=reading.standing.name.lower() if reading else Standing.UNSTATED.name.lower(),
        status=kept[1].text if kept[1] else text,
        version=version,
        status_version=status_version,
        figure_place=places[0],
        status_place=places[1],
        has_draft=any(kept),
        overtaken=tuple(
            Overtaken(what, now)
            for draft, (what, since, now) in zip(kept, held, strict=True)
            if is_overtaken(draft, since, now)
        ),
        grade=build_grade(row, year, tones),
        slips=find_slips(prepared.findings, row, year, accepted),
        asked=build_asked(prepared, indicator.key, year, str(pk)),
    )


def render_typed(reading: Reading | None, unit: str) -> str:
    """What stands in the field of a figure: without the unit named beside it; empty for no figure."""
    if reading is None or reading.is_missing:
        return ""
    return render_figure(reading, unit).text


def build_grade(row: GradedRow, year: FiscalYear, tones: Mapping[str, str]) -> GradeNow:
    """The grade of a row with its sentence."""
    evaluation = row.in_year(year)
    if evaluation is None or not is_entered(row.indicator, year):
        return GradeNow()
    mark = row.mark(year)
    return GradeNow(mark, tones.get(mark, NO_TONE), evaluation.explanation)


def find_slips(
    findings: Iterable[Finding], row: GradedRow, year: FiscalYear, accepted: Mapping[str, FindingAcceptance]
) -> tuple[Slip, ...]:
    """What the checks find odd about the figure of one year: unit, digits, or an unusual change."""
    found = []
    for finding in findings:
        here = finding.place.indicator == row.name and finding.place.year in (None, year)
        if here and finding.code in SLIPS:
            mark = fingerprint(finding)
            reason = accepted[mark].reason if mark in accepted else ""
            found.append(Slip(mark, f"{finding.message}{finding.remedy}", reason))
    return tuple(found)
