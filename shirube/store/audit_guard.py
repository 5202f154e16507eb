"""Triggers by which the database itself refuses to change or delete an audit record.

They stop slips and injected statements; whoever owns the database can remove them, and is then found out by
audit_chain.py.
"""

from __future__ import annotations

from typing import Any

TABLE = "store_auditrecord"
_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END"

_MAKE = {
    "sqlite": [
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} {_REFUSE}",
        f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE} {_REFUSE}",
    ],
    "postgresql": [
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the audit record is append-only'; END $$",
        f"CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()",
        f"CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()",
    ],
}
_REMOVE = {
    "sqlite": ["DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete"],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS audit_no_change ON {TABLE}",
        f"DROP TRIGGER IF EXISTS audit_no_truncate ON {TABLE}",
        "DROP FUNCTION IF EXISTS refuse_audit_change",
    ],
}


def make_guard(connection: Any) -> None:
    """Sets the triggers."""
    _run(connection, _MAKE[connection.vendor])


def remove_guard(connection: Any) -> None:
    """Takes the triggers away: for undoing the migration, and for emptying the tables of a test."""
    _run(connection, _REMOVE[connection.vendor])


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
