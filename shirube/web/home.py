"""ホーム: what I have to do, what is late, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from shirube.actions.recovery_codes import FEW, TOLD_FOR, count_codes, find_last_use
from shirube.core.fiscal_year import FiscalYear, compute_fiscal_year
from shirube.store.access import Access
from shirube.store.deadlines import find_deadlines
from shirube.store.evidence_queries import find_comments_to_answer
from shirube.store.people import Person
from shirube.store.plans import IndicatorRow
from shirube.store.queries import find_decisions_to_approve, find_history, find_missing_actuals, find_orphans
from shirube.web.history import build_record_lines
from shirube.web.jinja import render_date, render_moment
from shirube.web.pages import draw_alone, render_page

_RECENT = 8
# Actuals of a year are asked for from its end on; after this month they are late.
_LATE_FROM_MONTH = 7
_MOST_COMMENTS = 8
_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, how much of it, where; ``is_late`` where it should be done by now."""

    title: str
    words: str
    url: str
    button: str
    is_late: bool = False


@draw_alone
def show_home(request: HttpRequest, access: Access) -> HttpResponse:
    """Tasks first, then what changed lately."""
    today = timezone.localdate()
    tasks = list(_iterate_tasks(access, today))
    recent = find_history(access)[:_RECENT] if access.can_somewhere("view_history") else []
    return render_page(
        request,
        "home.html",
        access,
        title="ホーム",
        lead=render_date(today),
        tasks=tasks,
        recent=build_record_lines(recent),
        has_plans=access.find_plans().exists(),
        can_import=access.can("import_plan"),
    )


def _iterate_tasks(access: Access, today: date) -> Iterator[Task]:
    this_year = compute_fiscal_year(today)
    yield from _iterate_recovery_tasks(access.person)
    deadlines = find_deadlines(access, range(this_year.start - 1, this_year.start + 1))
    due = {key: row.due_on for key, row in deadlines.items() if row.due_on}
    late = today.month >= _LATE_FROM_MONTH or today.month < 4
    yield from _iterate_entry_tasks(access, this_year - 1, due, today, is_late=late)
    yield from _iterate_decision_tasks(access)
    yield from _iterate_comment_tasks(access)
    yield from _iterate_entry_tasks(access, this_year, due, today, is_late=False)
    if access.can_somewhere("assign_owner"):
        count = find_orphans(access).count()
        if count:
            yield Task(
                "担当のいない指標があります",
                f"{count}指標。担当を決めると、回答をお願いできるようになります。",
                f"{reverse('manage')}#orphans",
                "担当を決める",
            )


def _iterate_recovery_tasks(person: Person) -> Iterator[Task]:
    """A code that was used, so that somebody else's use is noticed; and codes that run out."""
    if not person.has_totp:
        return
    used, left = find_last_use(person), count_codes(person)
    if used and timezone.now() - used < TOLD_FOR:
        yield Task(
            "回復コードでログインがありました",
            f"{render_moment(used)}。心当たりのないときは、すぐにパスワードを変え、システム管理者に連絡してください。",
            reverse("account"),
            "自分の設定",
            is_late=False,
        )
    if left <= FEW:
        yield Task(
            "回復コードが残りわずかです",
            f"残り{left}個。作り直すと、新しい10個が使えるようになります。",
            reverse("account"),
            "作り直す",
        )


def _iterate_entry_tasks(
    access: Access, year: FiscalYear, due: Mapping[tuple[int, int], date], today: date, *, is_late: bool
) -> Iterator[Task]:
    """One task for each plan of which actuals of a year are missing; its own deadline, if any, decides."""
    if not access.can_somewhere("enter_actual"):
        return
    plans: dict[int, list[IndicatorRow]] = {}
    for row in find_missing_actuals(access, year.start):
        plans.setdefault(row.plan_id, []).append(row)
    for plan, rows in plans.items():
        names = "、".join(row.node.name or row.name for row in rows[:3])
        more = " ほか" if len(rows) > 3 else ""
        day = due.get((plan, year.start))
        yield Task(
            f"{rows[0].plan.name}　{year.render()}の実績",
            f"{_render_due(day, today)}未入力 {len(rows)}指標（{names}{more}）",
            reverse("entry", args=[plan, year.start]),
            "入力する",
            today > day if day else is_late,
        )


def _render_due(day: date | None, today: date) -> str:
    """期限 令和8年5月29日（金）、あと3日。"""
    if day is None:
        return ""
    left = (day - today).days
    words = f"あと{left}日" if left > 0 else "今日まで" if left == 0 else f"{-left}日過ぎています"
    return f"期限 {render_date(day)}、{words}。"


def _iterate_comment_tasks(access: Access) -> Iterator[Task]:
    """Comments that wait for this person's word, the newest ones each, the others as a number."""
    rows = list(find_comments_to_answer(access)[: _MOST_COMMENTS + 1])
    for row in rows[:_MOST_COMMENTS]:
        words = row.text if len(row.text) <= _LONGEST_QUOTE else f"{row.text[:_LONGEST_QUOTE]}…"
        yield Task(
            f"{row.indicator.node.name or row.indicator.name}　{FiscalYear(row.year).render()}の意見",
            f"{row.person.name}さん：{words}",
            reverse("indicator", args=[row.plan_id, row.indicator.key]) + f"#comment-{row.pk}",
            "意見を見る",
        )
    if len(rows) > _MOST_COMMENTS:
        yield Task(
            "ほかにも未対応の意見があります",
            "上の意見に対応すると、続きが表示されます。",
            reverse("plans"),
            "計画一覧",
        )


def _iterate_decision_tasks(access: Access) -> Iterator[Task]:
    if not access.can_somewhere("approve_grade"):
        return
    for row in find_decisions_to_approve(access):
        proposer = f"{row.proposer.name}さんから" if row.proposer else ""
        yield Task(
            f"{row.indicator.node.name}　{FiscalYear(row.year).render()}の評価の承認",
            f"{proposer}決定案「{row.mark}」：{row.reason}",
            reverse("indicator", args=[row.plan_id, row.indicator.key]) + f"#y{row.year}",
            "確認する",
        )
