"""Every action once: with what it is done, by whom, and which row it holds meanwhile.

``build_world`` makes a municipality in which each of them can be done. What must be true of all of them
belongs to test_every_action.py.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyotp

import shirube.actions
from shirube.actions import (
    accounts,
    attachments,
    backups,
    comments,
    deadlines,
    decisions,
    figures,
    findings,
    life,
    organisation,
    people,
    plans,
    recipes,
    successor,
    tag_groups,
    targets,
)
from shirube.actions.second_factor import read_secret
from shirube.core.finding import Finding, Level
from shirube.core.form import Role as ColumnRole
from shirube.core.roles import Role
from shirube.core.tags import TagGroup
from shirube.readers.layout_recipe import ColumnRule, LayoutRecipe
from shirube.store.people import Person
from shirube.store.plans import PlanRow
from tests.builders import build_indicator, build_plan, build_scale
from tests.people import CITY, Town, build_town, import_for

PASSWORD = "おだやかな海辺の図書館へ行く道"
YEAR = 2024


@dataclass(frozen=True)
class World:
    """A municipality, and by its name the id of one thing for each action to be about."""

    town: Town
    ids: dict[str, int]

    def find_plan(self, name: str) -> PlanRow:
        return PlanRow.objects.of(self.town.municipality).get(pk=self.ids[name])


@dataclass(frozen=True)
class Case:
    """One call of an action.

    ``by`` names the field of Town with the person, ``given`` what is said of the row in question besides its
    ids. ``holds`` are the tables of which the action locks a row before it writes: "" where only the person's
    own row counts and the database compares it in the one statement that writes.
    """

    action: Callable[..., object]
    by: str
    ids: dict[str, str]
    given: Callable[[World], dict[str, Any]]
    holds: str

    def call(self, world: World, *, by: Person | None = None, **other: Any) -> object:
        """Does it, with some of the ids or the person replaced."""
        ids = {parameter: world.ids[name] for parameter, name in self.ids.items()}
        person = by or getattr(world.town, self.by)
        return self.action(**{**ids, **self.given(world), **other, "by": person})


def nothing(world: World) -> dict[str, Any]:
    return {}


def case(action: Callable[..., object], by: str, holds: str, given: Any = nothing, **ids: str) -> Case:
    return Case(action, by, ids, given if callable(given) else lambda world: given, holds)


def set_deadline(*, plan: int, by: Person) -> object:
    """As the page does it for one cell."""
    return deadlines.set_deadlines([deadlines.Wish(plan, 2025, date(2026, 5, 29), 0)], by=by)


def split_for(*, indicator: int, owner: int, by: Person) -> object:
    """With an owner of its own for one of the parts."""
    parts = [life.Part("甲", owner=owner), life.Part("乙")]
    return life.split_indicator(indicator=indicator, parts=parts, year=2025, reason="理由", by=by)


def copy_one(*, plan: int, indicator: int, version: int, by: Person) -> object:
    """With one indicator taken along."""
    return successor.copy_plan(
        plan=plan, name="次の計画", first=2030, last=2032, indicators=[indicator], version=version, by=by
    )


def assign_one(*, indicator: int, post: int, by: Person) -> object:
    """Of a list of one."""
    return plans.assign_owner(indicators=[indicator], post=post, by=by)


# What stands for an action whose ids are hidden in a list.
STANDS_FOR: dict[Callable[..., object], Callable[..., object]] = {
    set_deadline: deadlines.set_deadlines,
    split_for: life.split_indicator,
    copy_one: successor.copy_plan,
    assign_one: plans.assign_owner,
}

_FINDING = Finding(level=Level.ODD, code="試験", message="試験の指摘")
RECIPE = LayoutRecipe(name="商工の表", columns={"令和7年度": ColumnRule(ColumnRole.ACTUAL)})
_WHY = {"reason": "理由"}
_NEW = build_plan(build_indicator("1", targets={"R6": 99}))


def _version(plan: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"version": world.find_plan(plan).version}


def _code(world: World) -> dict[str, Any]:
    person = Person.objects.of(world.town.municipality).get(pk=world.town.reviewer.pk)
    return {"code": pyotp.TOTP(read_secret(person)).now()}


def _cell(kind: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "year": YEAR, "version": 1, **more}


CASES = (
    # ---- figures, texts and grades: the plan is held, whose version rises with each of them ----
    case(figures.enter_figure, "respondent", "planrow", _cell("actual", text="9"), indicator="indicator"),
    case(figures.clear_figure, "respondent", "planrow", _cell("actual", **_WHY), indicator="indicator"),
    case(
        figures.revise_target,
        "secretariat",
        "planrow",
        {"year": YEAR, "text": "12", "version": 1, **_WHY},
        indicator="indicator",
    ),
    case(
        figures.enter_status,
        "respondent",
        "planrow",
        {"year": YEAR, "text": "本文", "version": 0},
        indicator="indicator",
    ),
    case(
        figures.answer_question,
        "respondent",
        "planrow",
        {"year": YEAR, "question": "予定どおりか", "answer": "はい"},
        indicator="indicator",
    ),
    case(
        targets.enter_target,
        "secretariat",
        "planrow",
        _cell("target", text="13", reason="見直し"),
        indicator="indicator",
    ),
    case(
        decisions.decide_grade,
        "secretariat",
        "planrow",
        {"year": 2025, "mark": "A", "version": 0, **_WHY},
        indicator="indicator",
    ),
    case(decisions.approve_grade, "approver", "planrow", {"version": 1}, decision="decision"),
    case(
        decisions.return_grade, "approver", "planrow", {"version": 1, "answer": "再考"}, decision="decision"
    ),
    case(decisions.withdraw_grade, "secretariat", "planrow", {"version": 1, **_WHY}, decision="decision"),
    # ---- what is said and laid before others ----
    case(
        comments.write_comment,
        "respondent",
        "planrow",
        {"year": YEAR, "text": "意見"},
        indicator="indicator",
        thread="comment",
    ),
    case(
        comments.edit_comment, "secretariat", "planrow", {"text": "別の意見", "version": 1}, comment="comment"
    ),
    case(comments.resolve_comment, "secretariat", "planrow", comment="comment"),
    case(comments.reopen_comment, "secretariat", "planrow", comment="resolved"),
    case(
        attachments.attach_file,
        "respondent",
        "planrow",
        {"year": YEAR, "name": "a.csv", "data": b"a,b"},
        indicator="indicator",
    ),
    case(attachments.withdraw_attachment, "respondent", "planrow", _WHY, attachment="attachment"),
    # ---- findings, calendar, rule, tags ----
    case(
        findings.accept_finding,
        "respondent",
        "",
        {"finding": _FINDING, **_WHY},
        plan="plan",
        indicator="indicator",
    ),
    case(findings.withdraw_acceptance, "secretariat", "planrow", acceptance="acceptance"),
    case(set_deadline, "secretariat", "planrow", plan="plan"),
    case(
        plans.set_scale,
        "secretariat",
        "planrow",
        lambda world: {"scale": build_scale(), **_version("second")(world), **_WHY},
        plan="second",
    ),
    case(
        tag_groups.set_tag_groups,
        "secretariat",
        "planrow",
        lambda world: {"groups": [TagGroup(name="周知", tags=("#周知",))], **_version("plan")(world)},
        plan="plan",
    ),
    # ---- the life of an indicator, and of a plan ----
    case(life.end_indicator, "secretariat", "planrow", {"year": 2024, **_WHY}, indicator="second indicator"),
    case(
        life.move_indicator,
        "secretariat",
        "planrow",
        {"with_activity": True, "year": 2025, **_WHY},
        indicator="indicator",
        node="measure",
        after="other activity",
    ),
    case(
        life.rename_indicator,
        "secretariat",
        "planrow",
        {"name": "新しい名前", "activity": "", "year": 2025, **_WHY},
        indicator="indicator",
    ),
    case(split_for, "secretariat", "planrow", indicator="indicator", owner="post"),
    case(life.take_back_turn, "secretariat", "planrow", _WHY, turn="turn"),
    case(
        plans.import_plan,
        "secretariat",
        "planrow",
        {"plan": _NEW, "file_name": "a.tsv"},
        into="plan",
    ),
    case(
        plans.import_plan,
        "secretariat",
        "",
        {"plan": _NEW, "into": None, "file_name": "a.tsv"},
        owner="post",
    ),
    case(plans.undo_import, "secretariat", "planrow", batch="batch"),
    case(assign_one, "secretariat", "planrow", indicator="other", post="post"),
    case(plans.assign_plan_owner, "secretariat", "planrow", plan="plan", post="post"),
    case(copy_one, "secretariat", "planrow", _version("plan"), plan="plan", indicator="indicator"),
    case(successor.undo_copy, "secretariat", "planrow", _WHY, plan="copied"),
    case(
        recipes.save_recipe,
        "secretariat",
        "",
        {"name": "別の表", "recipe": RECIPE, "headings": ["令和7年度"]},
    ),
    case(recipes.forget_recipe, "secretariat", "reciperow", recipe="recipe"),
    # ---- the organisation ----
    case(people.create_body, "administrator", "", {"name": "新しい課"}),
    case(people.create_post, "administrator", "body", {"name": "新係", "role": Role.VIEWER}, body="body"),
    case(people.invite_person, "administrator", "post", {"login": "shinjin", "name": "新人"}, post="post"),
    case(people.disable_person, "administrator", "person", person="viewer"),
    case(people.hand_over_post, "secretariat", "post", post="post", leaving="respondent", arriving="viewer"),
    case(
        organisation.change_body,
        "administrator",
        "body",
        {"name": "改称した課", "aliases": (), "seen": "商工課"},
        body="body",
    ),
    case(organisation.end_body, "administrator", "body", _WHY, body="empty body"),
    case(
        organisation.change_post, "administrator", "post", {"name": "別係", "seen": "空係"}, post="empty post"
    ),
    case(organisation.end_post, "administrator", "post", _WHY, post="empty post"),
    case(
        organisation.change_person,
        "administrator",
        "person",
        {"name": "改姓 花子", "email": "h@example.jp"},
        person="viewer",
    ),
    case(organisation.enable_person, "administrator", "person", person="left", post="post"),
    case(accounts.make_reset_link, "administrator", "person", person="viewer"),
    # ---- one's own account ----
    case(
        accounts.change_password,
        "secretariat",
        "person",
        {"current": PASSWORD, "new": "よく晴れた日の港まつりの朝ごはん"},
    ),
    case(accounts.start_totp, "viewer", "person"),
    case(accounts.confirm_totp, "reviewer", "person", _code),
    case(accounts.renew_recovery_codes, "approver", "person", {"password": PASSWORD}),
    case(accounts.remove_totp, "approver", "person", {"password": PASSWORD}),
    case(accounts.log_out_everywhere, "viewer", ""),
    # ---- drafts, backups ----
    case(
        figures.save_draft,
        "respondent",
        "",
        lambda world: {"place": f"status:{world.ids['indicator']}:2024", "text": "途中", "base_version": 0},
        indicator="indicator",
    ),
    case(
        figures.discard_draft,
        "secretariat",
        "",
        lambda world: {"place": f"status:{world.ids['indicator']}:2025"},
    ),
    case(backups.record_backup, "administrator", "", {"name": "a.zip", "size": 1, "sha256": "0" * 64}),
    case(backups.record_download, "administrator", "", {"name": "a.zip"}),
)

# Of which the history says nothing, and why.
UNRECORDED = {
    "accounts.start_totp": "nothing is in force before the code was confirmed",
    "figures.save_draft": "for the person alone; nothing of the plan changes",
    "figures.discard_draft": "for the person alone; nothing of the plan changes",
}
# Choices among what a page showed: one that is not there is refused in words, as one that has gone meanwhile.
CHOICES = {
    ("life.move_indicator", "node"),
    ("life.move_indicator", "after"),
    ("successor.copy_plan", "indicator"),
}
# Functions that are handed the person and change nothing of anybody's.
READING = {
    "accounts.prove_password",
    "accounts.read_pending_totp",
    "attachments.open_attachment",
    "backups.require_whole_server",
    "people.open_people",
    "plans.preview_import",
}


def name_action(action: Callable[..., object]) -> str:
    """figures.enter_figure; of what stands for an action, that of the action."""
    meant = STANDS_FOR.get(action, action)
    return f"{meant.__module__.rpartition('.')[2]}.{meant.__name__}"


def find_actions() -> set[str]:
    """Every public function of the actions that is told who does it, from the code itself."""
    found = set()
    for item in pkgutil.iter_modules(shirube.actions.__path__):
        module = importlib.import_module(f"shirube.actions.{item.name}")
        for name, member in vars(module).items():
            ours = inspect.isfunction(member) and member.__module__ == module.__name__
            if ours and not name.startswith("_") and "by" in inspect.signature(member).parameters:
                found.add(f"{item.name}.{name}")
    return found - {"audit.record"}


def build_world(code: str = CITY, name: str = "試験市") -> World:
    """A municipality in which each action can be done."""
    town = build_town(code, name)
    by = town.secretariat
    ids = _build_organisation(town)
    rows = [
        build_indicator(key, name=f"指標{key}", targets={"R6": 10, "R7": 11}, actuals={"R6": 8})
        for key in ("1", "2")
    ]
    second = build_plan(build_indicator("1", targets={"R6": 10, "R7": 11}))
    first_plan, second_plan = (
        import_for(town, build_plan(*rows, scale=build_scale())),
        import_for(town, second),
    )
    first, other = (first_plan.indicators.get(key=key) for key in ("1", "2"))
    ids |= {"plan": first_plan.pk, "second": second_plan.pk, "indicator": first.pk, "other": other.pk}
    ids |= {"second indicator": second_plan.indicators.get().pk}
    ids |= {"measure": first.node.parent_id or 0, "other activity": other.node_id}
    plans.assign_owner(indicators=[first.pk], post=ids["post"], by=by)
    ended = life.end_indicator(indicator=other.pk, year=2025, reason="理由", by=by)
    said = [
        comments.write_comment(indicator=first.pk, year=YEAR, text=text, by=by) for text in ("意見", "済み")
    ]
    comments.resolve_comment(comment=said[1].pk, by=by)
    file = attachments.attach_file(indicator=first.pk, year=YEAR, name="b.csv", data=b"b,c", by=by)
    decision = decisions.decide_grade(
        indicator=first.pk, year=YEAR, mark="A", reason="理由", version=0, by=by
    )
    accepted = findings.accept_finding(
        plan=first_plan.pk, finding=Finding(level=Level.ODD, code="甲", message="乙"), reason="理由", by=by
    )
    copied = successor.copy_plan(
        plan=second_plan.pk,
        name="その次",
        first=2030,
        last=2031,
        indicators=[ids["second indicator"]],
        version=PlanRow.objects.of(town.municipality).get(pk=second_plan.pk).version,
        by=by,
    )
    batch = plans.import_plan(plan=second, into=None, file_name="c.tsv", by=by).batch
    recipe = recipes.save_recipe(name="商工の表", recipe=RECIPE, headings=["令和7年度"], by=by)
    place = figures.status_place(first.pk, 2025)
    figures.save_draft(indicator=first.pk, place=place, text="途中", base_version=0, by=by)
    accounts.start_totp(by=town.reviewer)
    accounts.start_totp(by=town.approver)
    approver = Person.objects.of(town.municipality).get(pk=town.approver.pk)
    accounts.confirm_totp(code=pyotp.TOTP(read_secret(approver)).now(), by=approver)
    ids |= {"turn": ended.pk, "comment": said[0].pk, "resolved": said[1].pk, "attachment": file.pk}
    ids |= {"decision": decision.pk, "acceptance": accepted.pk, "copied": copied.pk, "batch": batch.pk}
    return World(town, {**ids, "recipe": recipe.pk})


def _build_organisation(town: Town) -> dict[str, int]:
    """Posts and people that an action can end, disable or let back."""
    admin = town.administrator
    for person in (town.secretariat, town.approver):
        person.set_password(PASSWORD)
        person.save()
    empty = people.create_body(name="空の課", by=admin)
    post = people.create_post(body=town.section.pk, name="空係", role=Role.VIEWER, by=admin)
    left = people.invite_person(login="taishoku", name="退職", post=post.pk, by=admin).person
    people.disable_person(person=left.pk, by=admin)
    return {
        "body": town.section.pk,
        "empty body": empty.pk,
        "post": town.posts[Role.RESPONDENT].pk,
        "empty post": post.pk,
        "respondent": town.respondent.pk,
        "viewer": town.viewer.pk,
        "left": left.pk,
    }
