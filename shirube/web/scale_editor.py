"""評価基準を書く: a rule from nothing or from a copy, looked at on a number line and tried before it is set.

Nothing is kept between the steps: every button sends the whole form, and everything typed comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shirube.actions.outcome import Refused
from shirube.actions.plans import set_scale
from shirube.core.fiscal_year import FiscalYear
from shirube.core.formulas import FORMULAS
from shirube.core.reading import Missing
from shirube.core.scale import Scale
from shirube.core.scale_problems import LEAST_CONTRAST, compute_contrast, is_colour
from shirube.core.whatif import WhatIf, compute_version_whatif
from shirube.readers.scale_recipe import DIRECTIONS, UNDEFINED_WORDS, find_scale
from shirube.store.access import Access
from shirube.store.scale_history import list_scale_versions
from shirube.web import scale_form
from shirube.web.forms import Form
from shirube.web.gate import is_part
from shirube.web.number_line import NumberLine, build_number_line, list_points
from shirube.web.pages import render_part, say_good
from shirube.web.plan import render_plan_page
from shirube.web.plan_rows import make_tones
from shirube.web.prepared_plan import PreparedPlan, find_prepared
from shirube.web.scale_form import Texts, make_form
from shirube.web.scale_parts import Written, parse_scale_form

# Reasons that a table can hold; the others are found by readers only.
REASONS = tuple(reason.value for reason in Missing)


def show_scale_editor(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """The form: opened with a rule to begin from, changed row by row, tried, and set."""
    prepared = find_prepared(access, plan)
    access.require("set_scale")
    if request.method != "POST":
        return _open(request, access, prepared)
    texts, wish = scale_form.read_texts(request.POST), request.POST.get("do", "")
    if wish not in ("try", "save", "draw"):
        form = make_form(scale_form.change_rows(texts, wish))
        return _render(request, access, prepared, form=form, texts=scale_form.change_rows(texts, wish))
    form = make_form(texts)
    written = parse_scale_form(form, texts)
    if wish == "draw" and is_part(request):
        line = _draw(prepared, written.scale)
        return render_part(request, "scale_line.html", line=line, written=written, form=form)
    if wish == "save" and _may_save(form, written) and _save(request, access, prepared, form, written.scale):
        return redirect("scale", plan=plan)
    status = 422 if form.errors else 200
    return _render(request, access, prepared, form=form, texts=texts, written=written, status=status)


def _open(request: HttpRequest, access: Access, prepared: PreparedPlan) -> HttpResponse:
    texts = scale_form.fill_texts(_find_start(access, prepared, request.GET.get("start", "")))
    texts["version"] = str(prepared.row.version)
    form = make_form(texts)
    return _render(request, access, prepared, form=form, texts=texts)


def _find_start(access: Access, prepared: PreparedPlan, start: str) -> Scale | None:
    """The rule to begin from: 「empty」, 「version-2」, the name of a shipped one, else the newest."""
    if start == "empty":
        return None
    if start.startswith("version-"):
        versions = list_scale_versions(access, prepared.row.pk)
        return next((item.scale for item in versions if f"version-{item.number}" == start), None)
    try:
        return find_scale(start) if start else prepared.plan.scale
    except ValueError:
        return prepared.plan.scale


def _may_save(form: Form, written: Written) -> bool:
    """Whether nothing stands in the way; notes every missing answer in the form."""
    if written.scale is not None and written.is_odd and not form.text("accept"):
        form.fail(
            "評価基準に指摘があります。直すか、「指摘を承知のうえで定める」を選んでください。", "accept"
        )
    form.require("reason")
    return not form.errors


def _save(
    request: HttpRequest, access: Access, prepared: PreparedPlan, form: Form, scale: Scale | None
) -> bool:
    assert scale is not None  # noqa: S101 - without one the form has errors
    try:
        set_scale(
            plan=prepared.row.pk,
            scale=scale,
            version=form.number("version") or 0,
            reason=form.text("reason"),
            by=access.person,
        )
    except Refused as refused:
        form.fail(str(refused))
        # What was typed is sent again with the version that is there now, after looking at it once more.
        form["version"].value = str(prepared.row.version)
        return False
    say_good(request, "評価基準を定めました。評価は、年度ごとにその年度の評価基準で計算し直しています。")
    return True


def _draw(prepared: PreparedPlan, scale: Scale | None) -> NumberLine | None:
    """The number line of a rule with the rates that it gives in the plan's current year."""
    if scale is None:
        return None
    after = compute_version_whatif(prepared.plan, (), scale, facts=prepared.loaded.facts).after
    address = reverse("plan", args=[prepared.row.pk])
    points = list_points(after.rows, prepared.year, lambda row: f"{address}indicators/{row.indicator.key}")
    return build_number_line(scale.bands, make_tones(scale), points)


def _render(
    request: HttpRequest,
    access: Access,
    prepared: PreparedPlan,
    *,
    form: Form,
    texts: Texts,
    written: Written | None = None,
    status: int = 200,
) -> HttpResponse:
    whatif = None
    if written and written.scale:
        facts = prepared.loaded.facts
        whatif = compute_version_whatif(prepared.plan, prepared.scales, written.scale, facts=facts)
    return render_plan_page(
        request,
        "scale_editor.html",
        access,
        prepared,
        here="scale",
        title="評価基準を書く",
        form=form,
        rows={name: scale_form.count_rows(texts, name) for name in scale_form.TABLES},
        written=written,
        line=_draw(prepared, (written or parse_scale_form(make_form(texts), texts)).scale),
        whatif=whatif,
        tones=_join_tones(whatif) if whatif else {},
        contrasts=_list_contrasts(form, texts),
        status=status,
        **_list_choices(prepared),
    )


def _join_tones(whatif: WhatIf) -> dict[str, str]:
    return {**make_tones(whatif.before.scale), **make_tones(whatif.after.scale)}


def _list_contrasts(form: Form, texts: Mapping[str, str]) -> dict[str, tuple[str, bool]]:
    """For each colour typed its contrast with white, and whether that is enough to be read."""
    found = {}
    for table, (prefix, _, _) in scale_form.TABLES.items():
        for row in range(scale_form.count_rows(texts, table) if table != "codes" else 0):
            name = f"{prefix}-{row}-colour"
            colour = form.text(name)
            if is_colour(colour):
                contrast = compute_contrast(colour)
                found[name] = (f"{float(contrast):.1f}", contrast >= LEAST_CONTRAST)
    return found


def _list_choices(prepared: PreparedPlan) -> dict[str, Any]:
    years = prepared.plan.years
    further: tuple[FiscalYear, ...] = (years[-1] + 1,) if years else ()
    return {
        "directions": [(key, direction.value) for key, direction in DIRECTIONS.items()],
        "formulas": [(item.words, item.label) for item in FORMULAS.values()],
        "roundings": scale_form.ROUNDINGS,
        "lower_sides": scale_form.LOWER_SIDES,
        "upper_sides": scale_form.UPPER_SIDES,
        "band_tones": scale_form.TONES,
        "reasons": REASONS,
        "undefined": tuple(UNDEFINED_WORDS),
        "years": [(year.start, year.render()) for year in (*years, *further)],
        "choices": range(scale_form.FORMULA_CHOICES),
    }
