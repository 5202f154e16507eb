"""Kinds of reports (報告の種類): which rows and columns of a plan a printed copy shows.

A kind makes a smaller plan, which is then reported like any other: report.py knows nothing of kinds. The
title and a line below the table say what was chosen, so that a part is never taken for the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.default_form import make_form
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Form, Role
from shirube.core.graded_plan import GradedPlan, GradedRow
from shirube.core.plan import Node, Plan

_YEARLY = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK, Role.PREVIOUS_MARK, Role.DIFFERENCE)
_JOINT = ":"  # between a kind and what it is about: body:商工会


class UnknownKindError(ValueError):
    """A kind of report that there is not, or that would show nothing. The message is in Japanese."""


class ReportKind(Struct, frozen=True):
    """``shows`` says which rows, given the year and what the kind is about; ``only_year`` leaves out the
    columns of other years. ``words`` and ``rest`` are for title and note: {year}, {about}, {count}, {all}.
    """

    key: str
    name: str
    words: str
    rest: str
    only_year: bool = False
    shows: Callable[[GradedRow, FiscalYear, str], bool] | None = None


WHOLE = ReportKind("whole", "全体", "", "")
ONE_YEAR = ReportKind(
    "year", "その年度だけ", "{year}", "年度ごとの値は、{year}だけを載せています。", only_year=True
)
UNMET = ReportKind(
    "unmet",
    "目標に届いていない指標",
    "{year}の目標に届いていない指標",
    "{all}指標のうち、{year}の目標に届いていない{count}指標を載せています。",
    shows=lambda row, year, _: row.met(year) is False,
)
BODY = ReportKind(
    "body",
    "実施主体ごと",
    "{about}",
    "{all}指標のうち、実施主体が「{about}」の{count}指標を載せています。",
    shows=lambda row, _, about: about in row.indicator.bodies,
)
KINDS: dict[str, ReportKind] = {kind.key: kind for kind in (WHOLE, ONE_YEAR, UNMET, BODY)}


def list_choices(graded: GradedPlan, year: FiscalYear) -> Iterator[tuple[str, str]]:
    """What may be asked for of this plan, with the words to choose it by; nothing that shows no row."""
    yield WHOLE.key, WHOLE.name
    yield ONE_YEAR.key, f"{ONE_YEAR.name}（{year}）"
    if count := sum(_shows(UNMET, row, year) for row in graded.rows):
        yield UNMET.key, f"{UNMET.name}（{count}）"
    bodies = dict.fromkeys(body for row in graded.rows for body in row.indicator.bodies)
    if len(bodies) > 1:
        for body in bodies:
            yield f"{BODY.key}{_JOINT}{body}", f"実施主体：{body}"


def render_part(kind: str) -> str:
    """What a kind shows in a few words, for names of files; empty for the whole plan."""
    key, _, about = kind.partition(_JOINT)
    return "" if key == WHOLE.key else about or KINDS[key].name


def choose_part(plan: Plan, graded: GradedPlan, kind: str, year: FiscalYear | None) -> Plan:
    """The plan with what a report of this kind shows: 「whole」, 「year」, 「unmet」 or 「body:商工会」.

    ``graded`` is the same plan graded; ``year`` the year of the report. Raises UnknownKindError.
    """
    key, _, about = kind.partition(_JOINT)
    chosen = KINDS.get(key)
    if chosen is None or bool(about) != (chosen is BODY):
        known = "、".join(f"{item.key}（{item.name}）" for item in KINDS.values())
        raise UnknownKindError(
            f"報告の種類「{kind}」はありません。選べる種類：{known}。bodyには主体を続けます（body:商工会）。"
        )
    if chosen is WHOLE:
        return plan
    if year is None:
        raise UnknownKindError("実績値のある年度がないため、この種類の報告は作成できません。")
    keys = {row.indicator.key for row in graded.rows if _shows(chosen, row, year, about)}
    if not keys:
        raise UnknownKindError(_explain_empty(chosen, graded, year, about))
    facts = {
        "year": year.render(plan.year_style),
        "about": about,
        "count": len(keys),
        "all": len(graded.rows),
    }
    title = plan.title or plan.name
    words = chosen.words.format(**facts)
    return replace(
        plan,
        title=f"{title}（{words}）" if title else words,
        nodes=_keep(plan.nodes, keys) if chosen.shows else plan.nodes,
        form=_keep_year(plan, year) if chosen.only_year else plan.form,
        remarks=(*plan.remarks, f"※{chosen.rest.format(**facts)}"),
    )


def _shows(kind: ReportKind, row: GradedRow, year: FiscalYear, about: str = "") -> bool:
    return kind.shows is None or kind.shows(row, year, about)


def _explain_empty(kind: ReportKind, graded: GradedPlan, year: FiscalYear, about: str) -> str:
    if kind is not BODY:
        return f"{kind.words.format(year=year)}はありません。"
    known = "、".join(dict.fromkeys(body for row in graded.rows for body in row.indicator.bodies))
    listed = f"この計画の実施主体：{known}" if known else "この計画には、実施主体が書かれていません。"
    return f"実施主体が「{about}」の指標はありません。{listed}"


def _keep(nodes: tuple[Node, ...], keys: Collection[str]) -> tuple[Node, ...]:
    """The nodes that lead to these indicators, and no others."""
    kept = []
    for node in nodes:
        children = _keep(node.children, keys)
        indicators = tuple(item for item in node.indicators if item.key in keys)
        if children or indicators:
            kept.append(replace(node, children=children, indicators=indicators))
    return tuple(kept)


def _keep_year(plan: Plan, year: FiscalYear) -> Form:
    """The columns of the table without those of other years; texts and baseline stay, whatever their year."""
    form = plan.form if plan.form.columns else make_form(plan)
    return Form(
        tuple(
            column
            for column in form.columns
            if column.role not in _YEARLY or column.year is None or column.year == year
        )
    )
