"""When and why a body or a post was ended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0009_deadlines"),
    ]

    operations = [
        migrations.AddField(
            model_name="body",
            name="end_reason",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="body",
            name="ended_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="post",
            name="end_reason",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="post",
            name="ended_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
