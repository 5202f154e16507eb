"""Removing a plan that was made by mistake, as long as nothing that people typed would go with it.

Figures, texts, comments and evidence raise the plan's version, which those who undo look at first.
"""

from __future__ import annotations

from shirube.actions.outcome import Refused
from shirube.store.plans import PlanRow


def remove_plan(row: PlanRow) -> None:
    """Removes a plan whose row is locked. Raises Refused while deadlines or the like hang on it."""
    hanging = {
        "提出期限": row.deadlines.exclude(due_on=None),
        "確認済みとした点検": row.acceptances.all(),
        "次期計画": row.successors.all(),
    }
    found = [name for name, rows in hanging.items() if rows.exists()]
    if found:
        raise Refused(
            f"この計画には{'と'.join(found)}があるため、取り消せません。"
            "先にそれを取り消してから、もう一度操作してください。"
        )
    row.delete()
