"""評価に必要な事項: what the rule asks of people for one year, beside the figures and on an indicator's page.

Which questions there are is told by core/questions.py; keeping the answers belongs to the actions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shirube.actions.figures import answer_question
from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.core.fiscal_year import FiscalYear
from shirube.core.questions import list_questions
from shirube.store.access import Access
from shirube.web.pages import say_bad, say_good
from shirube.web.prepared_plan import PreparedPlan, find_prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: its field in the form, the answers to choose from, the one chosen and the one kept."""

    field: str
    name: str
    answers: tuple[str, ...]
    chosen: str
    kept: str

    @property
    def seen(self) -> str:
        """The field with which the form sends back the answer that was shown."""
        return f"seen-{self.field}"


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of the answers that were sent; ``refused`` are those in the way of others, by field."""

    saved: int = 0
    conflicts: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)


def build_asked(prepared: PreparedPlan, key: str, year: FiscalYear, where: str) -> tuple[Asked, ...]:
    """The questions of the rule in force in a year; ``where`` tells the fields of several rows apart."""
    if not prepared.plan.scale:
        return ()
    facts = prepared.loaded.facts.get((key, year), {})
    return tuple(
        Asked(
            field=f"fact-{where}-{number}",
            name=question.name,
            answers=question.answers,
            chosen=facts.get(question.name, ""),
            kept=facts.get(question.name, ""),
        )
        for number, question in enumerate(list_questions(prepared.scale_in(year)))
    )


def save_answers(
    post: Mapping[str, str], asked: Iterable[Asked], indicator: int, year: FiscalYear, access: Access
) -> Answered:
    """Carries out what differs from what was shown; what cannot be kept stays chosen."""
    saved, conflicts, refusals = 0, [], {}
    for item in asked:
        answer, seen = post.get(item.field, item.kept), post.get(item.seen, item.kept)
        if answer == seen or answer not in ("", *item.answers):
            continue
        try:
            answer_question(
                indicator=indicator,
                year=year.start,
                question=item.name,
                answer=answer,
                seen=seen,
                by=access.person,
            )
            saved += 1
        except (Conflict, Refused) as refused:
            conflicts.append(str(refused))
            refusals[item.field] = answer
    return Answered(saved, tuple(conflicts), refusals)


def do_answer_questions(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """Keeps the answers of every year of one indicator, and shows the grades that follow."""
    prepared = find_prepared(access, plan)
    known = prepared.loaded.indicators.get(key)
    if known is None:
        raise NotFound
    saved = 0
    for year in find_years(prepared, key):
        asked = build_asked(prepared, key, year, str(year.start))
        result = save_answers(request.POST, asked, known.pk, year, access)
        saved += result.saved
        for words in result.conflicts:
            say_bad(request, words)
    if saved:
        say_good(request, f"{saved}件の答えを保存しました。評価に反映されています。")
    return redirect("indicator", plan=plan, key=key)


def group_asked(prepared: PreparedPlan, key: str) -> dict[str, list[tuple[FiscalYear, Asked]]]:
    """The questions of one indicator by name, each with its years in order."""
    groups: dict[str, list[tuple[FiscalYear, Asked]]] = {}
    for year in find_years(prepared, key):
        for item in build_asked(prepared, key, year, str(year.start)):
            groups.setdefault(item.name, []).append((year, item))
    return groups


def find_years(prepared: PreparedPlan, key: str) -> tuple[FiscalYear, ...]:
    """The years of one indicator in order."""
    row = next((row for row in prepared.graded.rows if row.indicator.key == key), None)
    return row.indicator.years if row else ()
