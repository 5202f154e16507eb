"""The list of plans (計画一覧): search, sort, and the same as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from shirube.core.fiscal_year import FiscalYear, compute_fiscal_year, fold_width
from shirube.core.year_in_progress import is_entered
from shirube.store.access import Access
from shirube.web.csv_answer import answer_csv
from shirube.web.pages import Link, draw_alone, render_page
from shirube.web.plan import render_plan_name
from shirube.web.plan_page import Bar, build_bar
from shirube.web.prepared_plan import PreparedPlan, find_all_prepared

STATES = {"left": "入力が残っている", "done": "入力済み", "ending": "次期計画の準備"}
SORTS = {"name": "名前", "entered": "入力の進み", "end": "計画の終わり"}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in the list. ``entered`` of ``due`` actuals of ``year`` are there.

    ``revision`` is the year in which the next plan is to begin (次の改定).
    """

    name: str
    url: str
    period: str
    ends: str
    revision: str
    owner: str
    indicators: int
    year: str
    entered: int
    due: int
    bar: Bar | None
    end: int
    is_ending: bool

    @property
    def share(self) -> int:
        """Entered of a hundred due."""
        return self.entered * 100 // self.due if self.due else 0

    @property
    def states(self) -> set[str]:
        """The keys of STATES that hold for this plan."""
        entry = {"done" if self.entered == self.due else "left"} if self.due else set()
        return entry | ({"ending"} if self.is_ending else set())


@draw_alone
def show_plans(request: HttpRequest, access: Access) -> HttpResponse:
    """All plans in sight."""
    this_year = compute_fiscal_year(timezone.localdate())
    everything = [build_plan_line(plan, this_year) for plan in find_all_prepared(access)]
    text = request.GET.get("text", "").strip()[:100]
    sort = request.GET.get("sort") if request.GET.get("sort") in SORTS else "name"
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    fitting = [line for line in everything if _fits(line, text) and (not state or state in line.states)]
    lines = sort_lines(fitting, sort or "name")
    if request.GET.get("format") == "csv":
        return _make_csv(lines)
    return render_page(
        request,
        "plans.html",
        access,
        title="計画一覧",
        lead=f"{len(everything)}計画" if everything else "",
        crumbs=(Link("ホーム", reverse("home")), Link("計画一覧")),
        lines=lines,
        total=len(everything),
        text=text,
        sort=sort,
        sorts=SORTS,
        state=state,
        states=STATES,
        csv_query=urlencode({"text": text, "state": state, "sort": sort, "format": "csv"}),
        can_import=access.can("import_plan"),
    )


def build_plan_line(prepared: PreparedPlan, this_year: FiscalYear) -> PlanLine:
    """One plan with the progress of the year whose actuals are asked for."""
    plan = prepared.plan
    first, last = plan.period or ((plan.years[0], plan.years[-1]) if plan.years else (None, None))
    year = find_year_due(prepared, this_year)
    due = [row for row in prepared.graded.rows if year and row.indicator.target(year)]
    owner, graded = prepared.row.owner, prepared.distribution
    return PlanLine(
        name=render_plan_name(prepared),
        url=reverse("plan", args=[prepared.row.pk]),
        period=f"{first.render()}～{last.render()}" if first and last else "",
        ends=last.render() if last else "",
        revision=(last + 1).render() if last else "",
        owner=str(owner) if owner else "",
        indicators=len(prepared.graded.rows),
        year=year.render() if year else "",
        entered=sum(1 for row in due if year and is_entered(row.indicator, year)),
        due=len(due),
        bar=build_bar(graded, prepared.scale_in(graded.year)) if graded else None,
        end=last.start if last else 9999,
        is_ending=last is not None and last <= this_year,
    )


def find_year_due(prepared: PreparedPlan, this_year: FiscalYear) -> FiscalYear | None:
    """The year whose actuals are asked for: the latest with targets that has begun, else the first of all."""
    years = sorted({item.year for row in prepared.graded.rows for item in row.indicator.targets})
    ended = [year for year in years if year < this_year]
    return ended[-1] if ended else years[0] if years else None


def sort_lines(lines: list[PlanLine], sort: str) -> list[PlanLine]:
    """By name, by what is least entered, or by what ends first."""
    if sort == "entered":
        return sorted(lines, key=lambda line: (line.share, line.name))
    if sort == "end":
        return sorted(lines, key=lambda line: (line.end, line.name))
    return sorted(lines, key=lambda line: line.name)


def _fits(line: PlanLine, text: str) -> bool:
    return fold_width(text).casefold() in fold_width(f"{line.name} {line.owner}").casefold()


def _make_csv(lines: list[PlanLine]) -> HttpResponse:
    headings = [
        "計画",
        "期間",
        "次の改定",
        "所管",
        "指標数",
        "対象年度",
        "入力済み",
        "入力の対象",
        "評価の分布",
    ]
    rows = (
        (
            *(line.name, line.period, line.revision, line.owner),
            *(line.indicators, line.year, line.entered, line.due),
            line.bar.sentence if line.bar else "",
        )
        for line in lines
    )
    return answer_csv("plans.csv", headings, rows)
