"""Adds the plan that a plan succeeds."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0005_links_by_mail"),
    ]

    operations = [
        migrations.AddField(
            model_name="planrow",
            name="predecessor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="successors",
                to="store.planrow",
            ),
        ),
    ]
