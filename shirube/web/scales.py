"""評価基準: the rule in words and on a number line; what another edge would change; setting a rule."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shirube.actions.outcome import Refused
from shirube.actions.plans import set_scale
from shirube.core.fiscal_year import fold_width
from shirube.core.rounding import render_exact_percent
from shirube.core.scale import Band, Evidence, Scale, settle_edge
from shirube.core.scale_words import render_band, render_code, render_scale
from shirube.core.whatif import EdgeChange, WhatIf, compute_whatif, move_edge
from shirube.readers.scale_recipe import find_scale, load_scales
from shirube.store.access import Access
from shirube.web.forms import Form, read_form
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
class Stretch:
    """One grade on the number line, in units of the drawing."""

    mark: str
    tone: str
    x: int
    width: int
    left: str
    is_left_in: bool
    has_edge: bool


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
        version = request.POST.get("version", "0")
        set_scale(
            plan=plan,
            scale=scale,
            version=int(version) if version.isascii() and version.isdecimal() else 0,
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
        return compute_whatif(prepared.plan, scale, edges=[_read_edge(scale, form)])
    except ValueError as wrong:
        form.fail(str(wrong), "percent")
        return None


def _read_edge(scale: Scale, form: Form) -> EdgeChange:
    text = fold_width(form.text("percent")).removesuffix("%").strip()
    try:
        value = Fraction(text) / 100
    except (ValueError, ZeroDivisionError):
        raise ValueError("下限は「90」や「92.5」のように数字で入力してください。") from None
    if scale.band(form.text("mark")) is None:
        raise ValueError("評価区分を選んでください。")
    return EdgeChange(mark=form.text("mark"), value=value, inclusive=form.text("side") != "超")


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


def build_stretches(scale: Scale) -> list[Stretch]:
    """The grades as stretches of a line from 0 % to a little above the highest edge; none without rates."""
    bands = [band for band in reversed(scale.bands) if band.rate]
    if len(bands) != len(scale.bands) or not bands or any(len(band.ways) != 1 for band in bands):
        return []
    edges = [edge.value for band in bands if band.rate for edge in band.rate.edges]
    if not edges or min(edges) < 0:
        return []
    end = max(edges) * Fraction(5, 4)
    tones = make_tones(scale)

    def place(value: Fraction) -> int:
        return round(float(value / end) * 800)

    return [_build_stretch(band, tones, place, end) for band in bands]


def _build_stretch(band: Band, tones: dict[str, str], place: object, end: Fraction) -> Stretch:
    assert callable(place)  # noqa: S101 - handed over above
    lower = band.rate.lower if band.rate else None
    upper = band.rate.upper if band.rate else None
    left = place(lower.value) if lower else 0
    right = place(upper.value) if upper else place(end)
    return Stretch(
        band.mark,
        tones.get(band.mark, NO_TONE),
        left,
        right - left,
        render_exact_percent(lower.value) if lower else "",
        bool(lower and lower.inclusive),
        lower is not None,
    )


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
        stretches=build_stretches(scale) if scale else [],
        movable=movable,
        form=form,
        whatif=whatif,
        sentence=whatif.render(year) if whatif and year else "",
        tones=make_tones(prepared.graded.scale),
        versions=len(prepared.loaded.scales),
        version=prepared.row.version,
        can_set=access.can("set_scale"),
        recipes=[(item.name, item.title or item.name) for item in load_scales()],
        status=status,
    )
