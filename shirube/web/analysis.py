"""分析: one page for the chief, for the current year or an earlier one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from shirube.core.analysis import AnalysisOptions, compute_analysis
from shirube.core.graded_plan import GradedPlan
from shirube.store.access import Access
from shirube.web.analysis_page import build_analysis_page
from shirube.web.plan import render_plan_page
from shirube.web.prepared_plan import find_prepared


def show_analysis(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """All answers for one year."""
    prepared = find_prepared(access, plan)
    text = request.GET.get("year", "")
    year = next((item for item in prepared.reported_years if str(item.start) == text), prepared.year)
    page = None
    if year is not None and year in prepared.reported_years:
        options = AnalysisOptions(tag_groups=prepared.tag_groups)
        graded = GradedPlan(prepared.plan, prepared.scale_in(year), prepared.graded.rows)
        page = build_analysis_page(compute_analysis(graded, year, options), plan)
    return render_plan_page(
        request,
        "analysis.html",
        access,
        prepared,
        here="analysis",
        title="分析",
        page=page,
        can_group=access.can("group_tags"),
        year=year,
        years=prepared.reported_years,
        progress=prepared.in_progress,
    )
