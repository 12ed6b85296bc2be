"""The log of failed sign-ins and lock-outs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_mail_keeps_no_secret")]

    operations = [
        migrations.CreateModel(
            name="SecurityEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("wrong_password", "wrong password"),
                            ("wrong_code", "wrong code at the second step"),
                            ("password_locked", "locked out after too many passwords"),
                            ("code_locked", "locked out after too many codes"),
                            ("network_locked", "network locked out after too many tries"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "network",
                    models.CharField(
                        help_text="Where it came from, shortened: 192.0.2.0/24.", max_length=50
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        help_text="Null where what was typed is no account’s address.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "security events",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["account", "-id"], name="security_events_by_account"),
                    models.Index(fields=["what", "-at"], name="security_events_by_kind"),
                ],
            },
        ),
    ]
