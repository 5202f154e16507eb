"""履歴: who changed what, when, from what to what, why; for everything or one plan; and as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime

from shirube.actions.outcome import NotFound
from shirube.store.access import Access
from shirube.store.people import Person
from shirube.store.queries import MOST_RECORDS, find_history, find_person
from shirube.store.records import AuditRecord
from shirube.web.csv_answer import answer_csv
from shirube.web.forms import parse_number
from shirube.web.pages import Link, render_page
from shirube.web.plan import render_plan_page
from shirube.web.prepared_plan import find_prepared

# What the verbs of the record are called on a page. A verb that is not here is shown as it stands.
VERBS = {
    "acceptance.withdrawn": "確認済みの取消し",
    "attachment.added": "根拠資料の添付",
    "attachment.withdrawn": "根拠資料の取下げ",
    "backup.downloaded": "控えの持出し",
    "backup.made": "控えの作成",
    "backup.restored": "控えからの復元",
    "body.changed": "課・団体の名前の変更",
    "body.ended": "課・団体の廃止",
    "body.created": "課・団体の追加",
    "comment.answered": "意見への返信",
    "comment.edited": "意見の修正",
    "comment.reopened": "意見の再開",
    "comment.resolved": "意見への対応",
    "comment.written": "意見",
    "deadline.set": "入力の期限の決定",
    "figure.cleared": "値の消去",
    "figure.entered": "値の入力",
    "finding.accepted": "指摘の確認",
    "grade.approved": "評価の承認",
    "grade.decided": "評価の決定案",
    "grade.returned": "評価の差戻し",
    "grade.withdrawn": "評価の取下げ",
    "import.undone": "取込の取消し",
    "indicator.added": "分割による追加",
    "indicator.ended": "指標の終了",
    "indicator.moved": "指標の移動",
    "indicator.renamed": "指標の名称変更",
    "indicator.split": "指標の分割",
    "indicator.taken_back": "終了・移動などの取消し",
    "link.first_used": "最初のログイン",
    "link.invitation_used": "招待の受入れ",
    "link.issued": "リンクの発行",
    "link.mail_used": "メールでのパスワードの再設定",
    "link.mailed": "再設定のリンクの送付",
    "link.reset_used": "パスワードの再設定",
    "municipality.created": "団体の登録",
    "owner.assigned": "担当の決定",
    "password.changed": "パスワードの変更",
    "person.changed": "利用者の変更",
    "person.enabled": "利用の再開",
    "person.disabled": "利用停止",
    "person.invited": "招待",
    "person.logged_in": "ログイン",
    "person.logged_out_everywhere": "全端末のログアウト",
    "plan.copied": "次期計画の作成",
    "plan.copy_undone": "次期計画の取消し",
    "plan.imported": "表の取込",
    "plan_owner.assigned": "所管の決定",
    "post.changed": "担当の名前の変更",
    "post.ended": "担当の廃止",
    "post.created": "担当の追加",
    "post.handed_over": "担当の引継ぎ",
    "question.answered": "確認事項の回答",
    "recipe.forgotten": "読み取り方の削除",
    "recipe.saved": "読み取り方の登録",
    "recovery.renewed": "回復コードの作り直し",
    "recovery.used": "回復コードでのログイン",
    "scale.set": "評価基準の設定",
    "status.entered": "実施状況・課題の入力",
    "tags.grouped": "課題のまとめ",
    "target.revised": "目標値の改定",
    "totp.confirmed": "確認コードの設定",
    "totp.removed": "確認コードの解除",
}
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One change as a line."""

    number: int
    at: datetime
    who: str
    what: str
    place: str
    before: str
    after: str
    reason: str


def show_history(request: HttpRequest, access: Access) -> HttpResponse:
    """Everything the person may see, newest first; for administrators also that of one person."""
    person = _find_person(request, access)
    records = find_history(
        access, person=person.pk if person else None, below=parse_number(request.GET.get("below", ""))
    )
    if request.GET.get("format") == "csv":
        return _make_csv(records)
    return render_page(
        request,
        "history.html",
        access,
        title=f"{person.name}の履歴" if person else "履歴",
        crumbs=(Link("ホーム", reverse("home")), Link("履歴", reverse("history") if person else ""))
        + ((Link(person.name),) if person else ()),
        query=f"person={person.pk}&" if person else "",
        lines=build_record_lines(records),
        older=_find_older(records),
    )


def show_plan_history(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """What happened to one plan."""
    prepared = find_prepared(access, plan)
    records = find_history(access, plan=plan, below=parse_number(request.GET.get("below", "")))
    if request.GET.get("format") == "csv":
        return _make_csv(records)
    return render_plan_page(
        request,
        "plan_history.html",
        access,
        prepared,
        here="plan_history",
        title="履歴",
        lines=build_record_lines(records),
        older=_find_older(records),
    )


def build_record_lines(records: Iterable[AuditRecord]) -> list[RecordLine]:
    """Records as lines."""
    return [
        RecordLine(
            number=item.number,
            at=item.at,
            who=item.actor_name,
            what=VERBS.get(item.verb, item.verb),
            place=item.place,
            before=render_values(item.before),
            after=render_values(item.after),
            reason=item.reason,
        )
        for item in records
    ]


def render_values(text: str) -> str:
    """The values of one side of a change in words; a whole rule is only named."""
    if not text:
        return ""
    values = json.loads(text)
    if set(values) == {"値"}:
        return str(values["値"])
    parts = []
    for name, value in values.items():
        shown = value.get("title") or value.get("name") if isinstance(value, dict) else value
        if shown not in (None, ""):
            parts.append(str(shown) if name in ("値", "本文") else f"{name}：{shown}")
    line = "、".join(parts)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _find_person(request: HttpRequest, access: Access) -> Person | None:
    """Whose history is asked for: what somebody did, and what was done to the account. Raises NotFound."""
    if not request.GET.get("person"):
        return None
    number = parse_number(request.GET["person"])
    if number is None or not access.can("manage_people"):
        raise NotFound
    found = find_person(access, number)
    if found is None:
        raise NotFound
    return found


def _find_older(records: list[AuditRecord]) -> int | None:
    return records[-1].number if len(records) == MOST_RECORDS else None


def _make_csv(records: list[AuditRecord]) -> HttpResponse:
    headings = ["番号", "日時", "行った人", "操作", "対象", "前", "後", "理由"]
    rows = (
        (
            *(item.number, localtime(item.at).strftime("%Y-%m-%d %H:%M:%S"), item.actor_name),
            *(VERBS.get(item.verb, item.verb), item.place, item.before, item.after, item.reason),
        )
        for item in records
    )
    return answer_csv("history.csv", headings, rows)
