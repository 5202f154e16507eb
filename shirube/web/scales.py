"""評価基準: the rule in words and on a number line, its versions; what another edge would change; setting it.

Writing a rule belongs to scale_editor.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shirube.actions.outcome import Refused
from shirube.actions.plans import set_scale
from shirube.core.scale import Evidence, Scale, settle_edge
from shirube.core.scale_versions import compute_years_in_force
from shirube.core.scale_words import render_band, render_code, render_scale
from shirube.core.whatif import EdgeChange, WhatIf, compute_version_whatif, move_edge
from shirube.readers.scale_recipe import find_scale, load_scales
from shirube.store.access import Access
from shirube.store.scale_history import ScaleVersion, list_scale_versions
from shirube.web.forms import Form, parse_decimal, parse_number, read_form
from shirube.web.number_line import build_number_line, list_points
from shirube.web.pages import say_bad, say_good
from shirube.web.plan import render_plan_page
from shirube.web.plan_rows import NO_TONE, make_tones
from shirube.web.prepared_plan import PreparedPlan, find_prepared

FIELDS = {"mark": "評価区分", "percent": "下限（％）", "side": "境目", "reason": "理由", "name": "評価基準"}


@dataclass(frozen=True, slots=True)
class BandLine:
    """One grade: its words, its colours, and the range of the rate in words."""

    mark: str
    tone: str
    name: str
    condition: str
    wording: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the rule, the years it judges, and who set it why (for those who may read history)."""

    number: int
    title: str
    years: str
    at: datetime
    by: str
    reason: str
    words: tuple[str, ...]
    is_in_force: bool


def show_scale(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """The rule in force; with an edge in the address also what that edge would change."""
    prepared = find_prepared(access, plan)
    form = Form(FIELDS, request.GET.dict())
    whatif = _try_edge(prepared, form) if request.GET.get("mark") else None
    return _render(request, access, prepared, form=form, whatif=whatif)


def do_set_scale(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Puts a changed rule, a settled edge or a rule of the collection in force, with a reason."""
    prepared = find_prepared(access, plan)
    form = read_form(request, FIELDS)
    if not form.require("reason"):
        return _render(request, access, prepared, form=form, whatif=_try_edge(prepared, form), status=422)
    try:
        scale = _build_scale(prepared, form)
        set_scale(
            plan=plan,
            scale=scale,
            version=parse_number(request.POST.get("version", "")) or 0,
            reason=form.text("reason"),
            by=access.person,
        )
    except (Refused, ValueError) as refused:
        say_bad(request, str(refused))
    else:
        say_good(request, "評価基準を定めました。評価は、すべてこの基準で計算し直しています。")
    return redirect("scale", plan=plan)


def _build_scale(prepared: PreparedPlan, form: Form) -> Scale:
    """The rule that the form asks for. Raises ValueError with a Japanese sentence."""
    if form.text("name"):
        return find_scale(form.text("name"))
    scale = prepared.plan.scale
    if scale is None:
        raise ValueError("評価基準がありません。登録されている評価基準から選んでください。")
    change = _read_edge(scale, form)
    band = scale.band(change.mark)
    lower = band.rate.lower if band and band.rate else None
    if lower and lower.value == change.value and change.inclusive is not None:
        # The same edge with its side said aloud: people settle what was open.
        return settle_edge(scale, lower.value, upper_band_includes=change.inclusive, evidence=Evidence.STATED)
    return move_edge(scale, change)


def _try_edge(prepared: PreparedPlan, form: Form) -> WhatIf | None:
    scale = prepared.plan.scale
    if scale is None or not form.text("mark"):
        return None
    try:
        further = move_edge(scale, _read_edge(scale, form))
        facts = prepared.loaded.facts
        return compute_version_whatif(prepared.plan, prepared.scales, further, facts=facts)
    except ValueError as wrong:
        form.fail(str(wrong), "percent")
        return None


def _read_edge(scale: Scale, form: Form) -> EdgeChange:
    percent = parse_decimal(form.text("percent"))
    if percent is None:
        raise ValueError("下限は「90」や「92.5」のように数字で入力してください。")
    if scale.band(form.text("mark")) is None:
        raise ValueError("評価区分を選んでください。")
    return EdgeChange(mark=form.text("mark"), value=percent / 100, inclusive=form.text("side") != "超")


def build_band_lines(scale: Scale) -> list[BandLine]:
    """The grades from the best down, then the codes."""
    tones = make_tones(scale)
    lines = [
        BandLine(
            band.mark,
            tones.get(band.mark, NO_TONE),
            band.name,
            render_band(band),
            band.wording,
            any(not edge.is_confirmed for way in band.ways for item in way for edge in item.edges),
        )
        for band in scale.bands
    ]
    return lines + [
        BandLine(code.mark, NO_TONE, code.name, render_code(code), code.wording, False)
        for code in scale.codes
    ]


def build_version_lines(
    versions: Sequence[ScaleVersion], prepared: PreparedPlan, *, tells_who: bool
) -> list[VersionLine]:
    """The versions, newest first."""
    judged = compute_years_in_force([item.scale for item in versions], prepared.plan.years)
    lines = []
    for item, years in zip(versions, judged, strict=True):
        span = [years[0].render(), years[-1].render()] if years else []
        lines.append(
            VersionLine(
                number=item.number,
                title=item.scale.title or item.scale.name,
                years="～".join(dict.fromkeys(span)) or "用いる年度なし",
                at=item.at,
                by=item.by if tells_who else "",
                reason=item.reason if tells_who else "",
                words=tuple(render_scale(item.scale).splitlines()),
                is_in_force=prepared.year in years,
            )
        )
    return lines


def _render(
    request: HttpRequest,
    access: Access,
    prepared: PreparedPlan,
    *,
    form: Form,
    whatif: WhatIf | None,
    status: int = 200,
) -> HttpResponse:
    scale, year = prepared.plan.scale, prepared.year
    versions = list_scale_versions(access, prepared.row.pk)
    address = reverse("plan", args=[prepared.row.pk])
    points = list_points(prepared.graded.rows, year, lambda row: f"{address}indicators/{row.indicator.key}")
    # Rates on the line are those of the current year: another rule for years to come may compute others.
    shown = points if scale is prepared.graded.scale else ()
    movable = [band.mark for band in scale.bands if band.rate and band.rate.lower] if scale else []
    return render_plan_page(
        request,
        "scale.html",
        access,
        prepared,
        here="scale",
        title="評価基準",
        scale=scale,
        words=render_scale(scale).splitlines() if scale else [],
        bands=build_band_lines(scale) if scale else [],
        line=build_number_line(scale.bands, make_tones(scale), shown) if scale else None,
        movable=movable,
        form=form,
        whatif=whatif,
        sentence=whatif.render(year) if whatif and year else "",
        tones=make_tones(prepared.graded.scale),
        versions=build_version_lines(versions, prepared, tells_who=access.can("view_history")),
        tells_who=access.can("view_history"),
        version=prepared.row.version,
        can_set=access.can("set_scale"),
        recipes=[(item.name, item.title or item.name) for item in load_scales()],
        status=status,
    )
