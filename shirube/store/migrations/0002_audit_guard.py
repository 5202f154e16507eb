"""Makes the audit record append-only in the database itself."""

from typing import Any

from django.db import migrations

from shirube.store.audit_guard import make_guard, remove_guard


def set_triggers(apps: Any, schema_editor: Any) -> None:
    make_guard(schema_editor.connection)


def drop_triggers(apps: Any, schema_editor: Any) -> None:
    remove_guard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]

    operations = [migrations.RunPython(set_triggers, drop_triggers)]
