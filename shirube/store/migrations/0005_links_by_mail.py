"""A kind of link that is sent by mail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0004_recovery_codes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entrylink",
            name="kind",
            field=models.CharField(
                choices=[
                    ("invitation", "招待"),
                    ("reset", "パスワードの再設定"),
                    ("mail", "メールでの再設定"),
                    ("first", "最初の管理者"),
                ],
                max_length=12,
            ),
        ),
    ]
