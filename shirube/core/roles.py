"""Who may do what: one table of actions, roles and how far each role reaches.

A person has roles through the posts held. Which row belongs to which body is known by store and actions,
which ask here; nothing else in the system decides about permission.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct


class Role(Enum):
    """What a post is there for. The value is the word shown to people."""

    ADMINISTRATOR = "システム管理者"
    PLAN_SECRETARIAT = "計画所管"
    RESPONDENT = "回答者"
    APPROVER = "承認者"
    REVIEWER = "委員"
    VIEWER = "閲覧者"


class Reach(Enum):
    """How far a permission reaches: the rows of one's own body, or those of the whole municipality."""

    OWN = "自分の課・団体"
    ALL = "全体"


class NotAllowed(Exception):  # noqa: N818 - names what is the matter; entry points turn it into an answer
    """The person may not do this. ``str()`` is one Japanese sentence, which names no row."""


class Holding(Struct, frozen=True):
    """One post held: its role, and the body it belongs to (any value that tells bodies apart)."""

    role: Role
    body: int


class Permission(Struct, frozen=True):
    """One thing that can be done, the words for it, and who reaches how far."""

    label: str
    reach: tuple[tuple[Role, Reach], ...]


def _everywhere(*roles: Role) -> tuple[tuple[Role, Reach], ...]:
    return tuple((role, Reach.ALL) for role in roles)


_ADMINISTRATOR, _SECRETARIAT, _RESPONDENT = Role.ADMINISTRATOR, Role.PLAN_SECRETARIAT, Role.RESPONDENT
_APPROVER, _REVIEWER, _VIEWER = Role.APPROVER, Role.REVIEWER, Role.VIEWER
_OWN_ROWS = ((_RESPONDENT, Reach.OWN),)

# An outside body sees its own rows and nothing else; committee members and viewers see all, change nothing.
PERMISSIONS: dict[str, Permission] = {
    "view_plan": Permission(
        "計画を見る",
        (*_everywhere(_ADMINISTRATOR, _SECRETARIAT, _APPROVER, _REVIEWER, _VIEWER), *_OWN_ROWS),
    ),
    "view_history": Permission(
        "履歴を見る", (*_everywhere(_ADMINISTRATOR, _SECRETARIAT, _APPROVER), *_OWN_ROWS)
    ),
    "enter_actual": Permission("実績を入力する", (*_everywhere(_SECRETARIAT), *_OWN_ROWS)),
    "enter_target": Permission("目標値・基準値を入力する", _everywhere(_SECRETARIAT)),
    "enter_status": Permission("実施状況・課題を入力する", (*_everywhere(_SECRETARIAT), *_OWN_ROWS)),
    "answer_question": Permission("評価に必要な事項を入力する", (*_everywhere(_SECRETARIAT), *_OWN_ROWS)),
    "revise_target": Permission("目標値を改定する", _everywhere(_SECRETARIAT)),
    "change_indicator": Permission("指標を終了・移動・分割・改称する", _everywhere(_SECRETARIAT)),
    "decide_grade": Permission("評価を決定する（計算と異なる評価）", _everywhere(_SECRETARIAT)),
    "approve_grade": Permission("決定した評価を承認する", _everywhere(_APPROVER)),
    "accept_finding": Permission("点検の指摘を確認済みとする", (*_everywhere(_SECRETARIAT), *_OWN_ROWS)),
    "comment": Permission(
        "意見を書く", (*_everywhere(_ADMINISTRATOR, _SECRETARIAT, _APPROVER, _REVIEWER), *_OWN_ROWS)
    ),
    "resolve_comment": Permission("意見を対応済みとする", _everywhere(_SECRETARIAT, _APPROVER)),
    "attach_evidence": Permission("根拠資料を添付する", (*_everywhere(_SECRETARIAT), *_OWN_ROWS)),
    "set_calendar": Permission("入力の期限を定める", _everywhere(_ADMINISTRATOR, _SECRETARIAT)),
    "copy_plan": Permission("次期計画を作る", _everywhere(_SECRETARIAT)),
    "import_plan": Permission("表を取り込む", _everywhere(_SECRETARIAT)),
    "set_scale": Permission("評価基準を定める", _everywhere(_SECRETARIAT)),
    "group_tags": Permission("課題をまとめる", _everywhere(_SECRETARIAT)),
    "assign_owner": Permission("指標の担当を決める", _everywhere(_SECRETARIAT, _ADMINISTRATOR)),
    "manage_people": Permission("課・担当・利用者を管理する", _everywhere(_ADMINISTRATOR)),
    "hand_over_post": Permission("担当を引き継ぐ", _everywhere(_ADMINISTRATOR, _SECRETARIAT)),
    "manage_system": Permission("設定・バックアップを管理する", _everywhere(_ADMINISTRATOR)),
}


def find_reach(holdings: Iterable[Holding], action: str) -> Reach | None:
    """How far the posts held reach for an action; None when it is not permitted anywhere.

    Raises KeyError for an action that the table does not know: a programmer forgot to declare it.
    """
    table = dict(PERMISSIONS[action].reach)
    reaches = {table[holding.role] for holding in holdings if holding.role in table}
    if Reach.ALL in reaches:
        return Reach.ALL
    return Reach.OWN if reaches else None


def find_own_bodies(holdings: Iterable[Holding], action: str) -> frozenset[int]:
    """The bodies whose rows the posts held reach for an action by belonging to them."""
    table = dict(PERMISSIONS[action].reach)
    return frozenset(holding.body for holding in holdings if holding.role in table)


def is_allowed(holdings: Iterable[Holding], action: str, body: int | None = None) -> bool:
    """Whether the posts held permit an action on a row of a body; None is a row that belongs to nobody."""
    held = tuple(holdings)
    reach = find_reach(held, action)
    if reach is Reach.ALL:
        return True
    return reach is Reach.OWN and body is not None and body in find_own_bodies(held, action)


def require(holdings: Iterable[Holding], action: str, body: int | None = None) -> None:
    """Raises NotAllowed where ``is_allowed`` says no."""
    if not is_allowed(holdings, action, body):
        raise NotAllowed(f"「{PERMISSIONS[action].label}」ことはできません。担当の方にお問い合わせください。")
