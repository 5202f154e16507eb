"""Entering figures and texts of one indicator, cell by cell: enter, clear, revise, answer, keep as draft.

Reading what was typed belongs to core/entry.py; grades follow from the figures and are not stored.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from msgspec.structs import replace

from shirube.actions import audit, reach
from shirube.actions.outcome import Conflict, NotFound, Refused, Side, require_plain, require_reason
from shirube.core.entry import Entry, EntryError, compute_entry
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Revision
from shirube.core.reading import Missing, Reading, Standing
from shirube.readers.names import parse_status
from shirube.store.access import Access, load_access
from shirube.store.figure_cells import COLUMNS, join_reading, split_reading
from shirube.store.people import Person
from shirube.store.plans import FactRow, FigureRow, IndicatorRow, StatusRow
from shirube.store.records import AuditRecord, Draft
from shirube.store.remainder import decode_values, encode_rest, encode_values

Kind = FigureRow.Kind


@transaction.atomic
def enter_figure(
    *,
    indicator: int,
    kind: str,
    year: int | None,
    text: str,
    version: int,
    by: Person,
    missing: Missing | None = None,
    standing: Standing = Standing.UNSTATED,
    note: str = "",
    source: str = "",
    as_of: date | None = None,
) -> FigureRow:
    """Puts a figure, or the reason why there is none, into one cell. ``version`` is that of the cell seen.

    Raises Refused for a text that is no figure, Conflict when the cell has changed since. Entering what
    already stands there changes nothing, so that a form sent twice counts once.
    """
    access = load_access(by)
    row = reach.lock_indicator(access, indicator, "enter_actual" if kind == Kind.ACTUAL else "enter_target")
    require_plain(note, source)
    entry = _read_entry(row, text, missing)
    reading = replace(
        entry.reading,
        standing=standing,
        note=note or entry.reading.note,
        source=source,
        as_of=as_of or entry.reading.as_of,
    )
    current = _find_figure(access, row, kind, year)
    columns = {**split_reading(reading), "typed": text}
    if current is not None and _holds(current, columns) and (kind != Kind.BASELINE or current.year == year):
        return current
    if reach.has_changed(current, version):
        raise _make_conflict(row, current, kind, year, text or (missing.value if missing else ""))
    before = _read_cell(current)
    if kind == Kind.ACTUAL and current is not None and before is not None and _replaces(before, reading):
        columns["past"] = encode_values((*decode_values(Reading, current.past), before))
    written = _write_figure(access, row, current, kind=kind, year=year, columns=columns)
    _drop_draft(access, figure_place(row.pk, kind, year))
    audit.record_indicator(
        access,
        row,
        verb="figure.entered",
        place=reach.render_place(row, Kind(kind).label, year),
        before=_describe(before),
        after=_describe(reading),
        reason=note,
    )
    return written


@transaction.atomic
def clear_figure(
    *, indicator: int, kind: str, year: int | None, version: int, reason: str, by: Person
) -> None:
    """Empties a cell that should never have held anything. The audit record keeps what it held."""
    access = load_access(by)
    row = reach.lock_indicator(access, indicator, "enter_actual" if kind == Kind.ACTUAL else "enter_target")
    require_reason(reason, "消す理由を入力してください。")
    current = _find_figure(access, row, kind, year)
    if current is None:
        return
    if reach.has_changed(current, version):
        raise _make_conflict(row, current, kind, year, "（消去）")
    before = _read_cell(current)
    current.delete()
    audit.record_indicator(
        access,
        row,
        verb="figure.cleared",
        place=reach.render_place(row, Kind(kind).label, year),
        before=_describe(before),
        reason=reason,
    )


@transaction.atomic
def revise_target(
    *,
    indicator: int,
    year: int,
    text: str,
    version: int,
    reason: str,
    by: Person,
    decided_by: str = "",
    decided_on: date | None = None,
    effective_from: int | None = None,
    missing: Missing | None = None,
) -> FigureRow:
    """Changes a target after it was set, keeping the old one with the reason and who decided."""
    access = load_access(by)
    row = reach.lock_indicator(access, indicator, "revise_target")
    require_reason(reason, "改定の理由を入力してください。")
    require_plain(decided_by)
    current = _find_figure(access, row, Kind.TARGET, year)
    before = _read_cell(current)
    if current is None or before is None:
        raise Refused("まだ目標値がないため、改定できません。目標値を入力してください。")
    if reach.has_changed(current, version):
        raise _make_conflict(row, current, Kind.TARGET, year, text)
    reading = _read_entry(row, text, missing).reading
    start = FiscalYear(effective_from) if effective_from else None
    revision = Revision(before, reason, decided_by, decided_on, start)
    past = encode_values((*decode_values(Revision, current.past), revision))
    columns = {**split_reading(reading), "typed": text, "past": past}
    written = _write_figure(access, row, current, kind=Kind.TARGET, year=year, columns=columns)
    _drop_draft(access, figure_place(row.pk, Kind.TARGET, year))
    audit.record_indicator(
        access,
        row,
        verb="target.revised",
        place=reach.render_place(row, "目標値", year),
        before=_describe(before),
        after={**_describe(reading), "決定者": decided_by, "決定日": decided_on, "適用": effective_from},
        reason=reason,
    )
    return written


@transaction.atomic
def enter_status(*, indicator: int, year: int, text: str, version: int, by: Person) -> StatusRow:
    """Writes the text on status and issues of one year; issue tags are read from it.

    Raises Refused for signs that cannot be kept, Conflict when the text has changed since.
    """
    access = load_access(by)
    row = reach.lock_indicator(access, indicator, "enter_status")
    require_plain(text)
    rows = StatusRow.objects.of(access.municipality).filter(indicator=row)
    current = rows.filter(year=year).first()
    if current is not None and current.text == text:
        return current
    place = reach.render_place(row, "実施状況・課題", year)
    if reach.has_changed(current, version):
        raise Conflict(
            place=place,
            current=_make_side(row, current.text if current else "", place, current),
            typed=text,
        )
    rest = encode_rest(parse_status(text, FiscalYear(year)), ("year", "text"))
    before = current.text if current else ""
    if current is None:
        last = rows.order_by("-position").first()
        current = StatusRow.objects.create(
            municipality=access.municipality,
            plan_id=row.plan_id,
            indicator=row,
            position=last.position + 1 if last else 0,
            year=year,
            text=text,
            rest=rest,
        )
    elif not reach.update_if_unchanged(rows, current.pk, version, text=text, rest=rest):
        raise Conflict(place=place, current=Side(before), typed=text)
    current.refresh_from_db()
    _drop_draft(access, status_place(row.pk, year))
    audit.record_indicator(
        access,
        row,
        verb="status.entered",
        place=place,
        before={"本文": before} if before else None,
        after={"本文": text},
    )
    return current


@transaction.atomic
def answer_question(
    *, indicator: int, year: int, question: str, answer: str, by: Person, seen: str | None = None
) -> FactRow | None:
    """Answers what the rule asks of a person for one year (予定どおりか); an earlier answer is replaced.

    "" takes the answer back (None). ``seen`` is the answer that was shown: Conflict if it is not any more.
    """
    access = load_access(by)
    row = reach.lock_indicator(access, indicator, "answer_question")
    require_plain(answer, question)
    rows = FactRow.objects.of(access.municipality)
    current = rows.filter(indicator=row, year=year, question=question).first()
    before = current.answer if current else ""
    if not question.strip() or (not answer.strip() and current is None):
        raise Refused("答えを選んでください。")
    if before == answer:
        return current
    place = reach.render_place(row, question, year)
    if seen is not None and seen != before:
        raise Conflict(place=place, current=_make_side(row, before, place, current), typed=answer)
    if current is None:
        current = FactRow(municipality=access.municipality, plan_id=row.plan_id, indicator=row, year=year)
    else:
        current.version += 1
    current.question, current.answer = question, answer
    if answer.strip():
        current.save()
    else:
        current.delete()
    audit.record_indicator(
        access,
        row,
        verb="question.answered",
        place=place,
        before={"答え": before} if before else None,
        after={"答え": answer or "（取消し）"},
    )
    return current if answer.strip() else None


# ---- drafts: no audit record, since nothing of the plan changes ----


def figure_place(indicator: int, kind: str, year: int | None) -> str:
    """The name of a figure's cell for drafts."""
    return f"figure:{indicator}:{kind}:{year or ''}"


def status_place(indicator: int, year: int) -> str:
    """The name of a text's cell for drafts."""
    return f"status:{indicator}:{year}"


_PLACE = re.compile(
    r"figure:(\d{1,18}):(?:(?:actual|target):\d{4}|baseline:)|status:(\d{1,18}):\d{4}", re.ASCII
)


@transaction.atomic
def save_draft(*, indicator: int, place: str, text: str, base_version: int, by: Person) -> Draft:
    """Keeps what is being typed, for the person alone, until it is sent or discarded."""
    access = load_access(by)
    row = access.find_indicators().filter(pk=indicator).first()
    if row is None or not _is_place(place, row.pk):
        raise NotFound
    require_plain(text)
    draft, _ = Draft.objects.of(access.municipality).update_or_create(
        person=by,
        place=place,
        defaults={
            "municipality": access.municipality,
            "plan_id": row.plan_id,
            "text": text,
            "base_version": base_version,
            "saved_at": timezone.now(),
        },
    )
    return draft


def _is_place(text: str, indicator: int) -> bool:
    """Whether a form's word for a cell is one of those above, and of this indicator."""
    found = _PLACE.fullmatch(text)
    return found is not None and int(found[1] or found[2]) == indicator


@transaction.atomic
def discard_draft(*, place: str, by: Person) -> None:
    """Throws away what was typed into a place, on the person's own word."""
    _drop_draft(load_access(by), place)


def _drop_draft(access: Access, place: str) -> None:
    Draft.objects.of(access.municipality).filter(person=access.person, place=place).delete()


# ---- cells ----


def _replaces(before: Reading, after: Reading) -> bool:
    """Whether the old figure belongs to the plan's own history: once 速報 or 確定, or now restated.

    A slip of the keyboard put right does not; the audit record has it all the same.
    """
    stated = after.standing is Standing.RESTATED or before.standing is not Standing.UNSTATED
    return stated and not before.is_missing


def _read_entry(row: IndicatorRow, text: str, missing: Missing | None) -> Entry:
    try:
        return compute_entry(text, unit=row.unit, missing=missing)
    except EntryError as error:
        raise Refused(str(error)) from error


def _find_figure(access: Access, row: IndicatorRow, kind: str, year: int | None) -> FigureRow | None:
    found = FigureRow.objects.of(access.municipality).filter(indicator=row, kind=kind)
    return found.first() if kind == Kind.BASELINE else found.filter(year=year).first()


def _read_cell(row: FigureRow | None) -> Reading | None:
    return join_reading(*(getattr(row, name) for name in COLUMNS)) if row else None


def _holds(row: FigureRow, columns: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in columns.items() if name != "typed")


def _write_figure(
    access: Access,
    row: IndicatorRow,
    current: FigureRow | None,
    *,
    kind: str,
    year: int | None,
    columns: dict[str, Any],
) -> FigureRow:
    """Writes one cell against its version; Conflict where another transaction was first."""
    if current is not None:
        if kind == Kind.BASELINE:
            columns = {**columns, "year": year}
        rows = FigureRow.objects.of(access.municipality)
        if not reach.update_if_unchanged(rows, current.pk, current.version, **columns):
            raise _make_conflict(row, _find_figure(access, row, kind, year), kind, year, columns["typed"])
        current.refresh_from_db()
        return current
    made = FigureRow(
        municipality=access.municipality, plan_id=row.plan_id, indicator=row, kind=kind, year=year, **columns
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise _make_conflict(
            row, _find_figure(access, row, kind, year), kind, year, columns["typed"]
        ) from None
    return made


def _make_conflict(
    row: IndicatorRow, current: FigureRow | None, kind: str, year: int | None, typed: str
) -> Conflict:
    place = reach.render_place(row, Kind(kind).label, year)
    reading = _read_cell(current)
    shown = (reading.render() or (reading.missing.value if reading.missing else "")) if reading else ""
    return Conflict(place=place, current=_make_side(row, shown, place, current), typed=typed)


def _make_side(
    row: IndicatorRow, text: str, place: str, current: FigureRow | StatusRow | FactRow | None
) -> Side:
    return Side(text, _find_last_editor(row, place), current.version if current else 0)


def _find_last_editor(row: IndicatorRow, place: str) -> str:
    """Who changed a cell last, by the audit record; "" where nobody is on record (an import)."""
    found = AuditRecord.objects.of(row.municipality_id).filter(indicator_id=row.pk, place=place)
    last = found.order_by("-number").first()
    return last.actor_name if last else ""


def _describe(reading: Reading | None) -> dict[str, Any]:
    if reading is None:
        return {}
    held = {
        "値": reading.render(),
        "理由": reading.missing.value if reading.missing else "",
        "確定の度合い": "" if reading.standing is Standing.UNSTATED else reading.standing.value,
        "備考": reading.note,
        "出典": reading.source,
    }
    return {name: value for name, value in held.items() if value}
