"""Every table, where Django looks for them. Each is described in the file it comes from."""

from shirube.store.deadlines import Deadline
from shirube.store.evidence import Attachment, Comment
from shirube.store.life import LifeRow
from shirube.store.people import (
    Assignment,
    Body,
    EntryLink,
    LoginFailures,
    Municipality,
    Person,
    Post,
    RecoveryCode,
)
from shirube.store.plans import (
    DecisionRow,
    FactRow,
    FigureRow,
    IndicatorRow,
    MarkRow,
    NodeRow,
    PlanRow,
    ScaleRow,
    StatusRow,
)
from shirube.store.recipes import RecipeRow
from shirube.store.records import AuditHead, AuditRecord, Draft, FindingAcceptance, ImportBatch
from shirube.store.tag_groups import TagGroupRow

__all__ = [
    "Assignment",
    "Attachment",
    "AuditHead",
    "AuditRecord",
    "Body",
    "Comment",
    "Deadline",
    "DecisionRow",
    "Draft",
    "EntryLink",
    "FactRow",
    "FigureRow",
    "FindingAcceptance",
    "ImportBatch",
    "IndicatorRow",
    "LifeRow",
    "LoginFailures",
    "MarkRow",
    "Municipality",
    "NodeRow",
    "Person",
    "PlanRow",
    "Post",
    "RecipeRow",
    "RecoveryCode",
    "ScaleRow",
    "StatusRow",
    "TagGroupRow",
]
