"""Files of payments that finance sends in, and thresholds of a year's payments."""

import django.core.validators
import django.db.models.deletion
import django.db.models.fields.json
import pghistory.utils
from django.conf import settings
from django.db import migrations, models

from core.migration_operations import ChangeTables, CreateModels, Steps

_FILL = """
INSERT INTO stipends_taxthreshold (year, amount_cents, source, noted_at) VALUES
    (2000, 60000, 'Internal Revenue Code, section 6041(a), for payments through 2025', now()),
    (2026, 200000, 'Public Law 119-21, section 70433; adjusted for inflation from 2027 on', now());
"""


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0008_applications_come_from_files"),
        ("stipends", "0003_parts_and_a_ledger_of_every_state"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Steps(
            [
                CreateModels(
                    [
                        migrations.CreateModel(
                            name="PaymentFile",
                            fields=[
                                (
                                    "id",
                                    models.BigAutoField(
                                        auto_created=True,
                                        primary_key=True,
                                        serialize=False,
                                        verbose_name="ID",
                                    ),
                                ),
                                (
                                    "status",
                                    models.CharField(
                                        choices=[
                                            ("waiting", "not recorded yet"),
                                            ("recorded", "recorded"),
                                            ("dropped", "dropped"),
                                        ],
                                        default="waiting",
                                        max_length=8,
                                    ),
                                ),
                                ("file_name", models.CharField(max_length=120)),
                                (
                                    "sheet",
                                    models.CharField(
                                        blank=True,
                                        max_length=80,
                                        verbose_name="sheet that was read",
                                    ),
                                ),
                                (
                                    "digest",
                                    models.CharField(
                                        max_length=64,
                                        validators=[
                                            django.core.validators.RegexValidator("^[0-9a-f]{64}$")
                                        ],
                                        verbose_name="SHA-256 digest of the file",
                                    ),
                                ),
                                (
                                    "columns",
                                    models.JSONField(
                                        default=dict, verbose_name="columns that were read"
                                    ),
                                ),
                                ("rows", models.JSONField(default=list)),
                                (
                                    "row_count",
                                    models.PositiveIntegerField(verbose_name="rows in it"),
                                ),
                                (
                                    "total_cents",
                                    models.PositiveBigIntegerField(
                                        null=True, verbose_name="total that it says"
                                    ),
                                ),
                                (
                                    "method",
                                    models.CharField(
                                        choices=[
                                            ("check_by_mail", "check by mail"),
                                            ("check_picked_up", "check picked up"),
                                        ],
                                        max_length=16,
                                        verbose_name="method where a row says none",
                                    ),
                                ),
                                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                                (
                                    "settled_at",
                                    models.DateTimeField(
                                        null=True, verbose_name="recorded or dropped at"
                                    ),
                                ),
                                (
                                    "recorded",
                                    models.PositiveIntegerField(
                                        default=0, verbose_name="payments recorded"
                                    ),
                                ),
                                (
                                    "recorded_cents",
                                    models.PositiveIntegerField(
                                        default=0, verbose_name="sum recorded"
                                    ),
                                ),
                                (
                                    "call",
                                    models.ForeignKey(
                                        on_delete=django.db.models.deletion.PROTECT,
                                        related_name="+",
                                        to="applications.call",
                                    ),
                                ),
                                (
                                    "settled_by",
                                    models.ForeignKey(
                                        null=True,
                                        on_delete=django.db.models.deletion.PROTECT,
                                        related_name="+",
                                        to=settings.AUTH_USER_MODEL,
                                    ),
                                ),
                                (
                                    "uploaded_by",
                                    models.ForeignKey(
                                        on_delete=django.db.models.deletion.PROTECT,
                                        related_name="+",
                                        to=settings.AUTH_USER_MODEL,
                                    ),
                                ),
                            ],
                            options={
                                "verbose_name": "file of payments",
                                "verbose_name_plural": "files of payments",
                                "ordering": ["-pk"],
                                "default_permissions": (),
                            },
                        ),
                        migrations.CreateModel(
                            name="PaidFromFile",
                            fields=[
                                (
                                    "id",
                                    models.BigAutoField(
                                        auto_created=True,
                                        primary_key=True,
                                        serialize=False,
                                        verbose_name="ID",
                                    ),
                                ),
                                (
                                    "row",
                                    models.PositiveIntegerField(verbose_name="row of the file"),
                                ),
                                (
                                    "entry",
                                    models.OneToOneField(
                                        on_delete=django.db.models.deletion.PROTECT,
                                        related_name="from_file",
                                        to="stipends.ledgerentry",
                                    ),
                                ),
                                (
                                    "file",
                                    models.ForeignKey(
                                        on_delete=django.db.models.deletion.PROTECT,
                                        related_name="paid",
                                        to="stipends.paymentfile",
                                    ),
                                ),
                            ],
                            options={
                                "ordering": ["file", "row"],
                                "default_permissions": (),
                            },
                        ),
                        migrations.CreateModel(
                            name="PaymentFileEvent",
                            fields=[
                                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                                ("pgh_label", models.TextField(help_text="The event label.")),
                                ("pgh_context", pghistory.utils.JSONField(null=True)),
                                ("pgh_context_id", models.UUIDField(null=True)),
                                ("id", models.BigIntegerField()),
                                (
                                    "status",
                                    models.CharField(
                                        choices=[
                                            ("waiting", "not recorded yet"),
                                            ("recorded", "recorded"),
                                            ("dropped", "dropped"),
                                        ],
                                        default="waiting",
                                        max_length=8,
                                    ),
                                ),
                                ("file_name", models.CharField(max_length=120)),
                                (
                                    "sheet",
                                    models.CharField(
                                        blank=True,
                                        max_length=80,
                                        verbose_name="sheet that was read",
                                    ),
                                ),
                                (
                                    "digest",
                                    models.CharField(
                                        max_length=64,
                                        validators=[
                                            django.core.validators.RegexValidator("^[0-9a-f]{64}$")
                                        ],
                                        verbose_name="SHA-256 digest of the file",
                                    ),
                                ),
                                (
                                    "columns",
                                    models.JSONField(
                                        default=dict, verbose_name="columns that were read"
                                    ),
                                ),
                                (
                                    "row_count",
                                    models.PositiveIntegerField(verbose_name="rows in it"),
                                ),
                                (
                                    "total_cents",
                                    models.PositiveBigIntegerField(
                                        null=True, verbose_name="total that it says"
                                    ),
                                ),
                                (
                                    "method",
                                    models.CharField(
                                        choices=[
                                            ("check_by_mail", "check by mail"),
                                            ("check_picked_up", "check picked up"),
                                        ],
                                        max_length=16,
                                        verbose_name="method where a row says none",
                                    ),
                                ),
                                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                                (
                                    "settled_at",
                                    models.DateTimeField(
                                        null=True, verbose_name="recorded or dropped at"
                                    ),
                                ),
                                (
                                    "recorded",
                                    models.PositiveIntegerField(
                                        default=0, verbose_name="payments recorded"
                                    ),
                                ),
                                (
                                    "recorded_cents",
                                    models.PositiveIntegerField(
                                        default=0, verbose_name="sum recorded"
                                    ),
                                ),
                                (
                                    "call",
                                    models.ForeignKey(
                                        db_constraint=False,
                                        on_delete=django.db.models.deletion.DO_NOTHING,
                                        related_name="+",
                                        related_query_name="+",
                                        to="applications.call",
                                    ),
                                ),
                                (
                                    "pgh_obj",
                                    models.ForeignKey(
                                        db_constraint=False,
                                        on_delete=django.db.models.deletion.DO_NOTHING,
                                        related_name="events",
                                        to="stipends.paymentfile",
                                    ),
                                ),
                                (
                                    "settled_by",
                                    models.ForeignKey(
                                        db_constraint=False,
                                        null=True,
                                        on_delete=django.db.models.deletion.DO_NOTHING,
                                        related_name="+",
                                        related_query_name="+",
                                        to=settings.AUTH_USER_MODEL,
                                    ),
                                ),
                                (
                                    "uploaded_by",
                                    models.ForeignKey(
                                        db_constraint=False,
                                        on_delete=django.db.models.deletion.DO_NOTHING,
                                        related_name="+",
                                        related_query_name="+",
                                        to=settings.AUTH_USER_MODEL,
                                    ),
                                ),
                            ],
                            options={
                                "abstract": False,
                                "default_permissions": (),
                            },
                        ),
                        migrations.CreateModel(
                            name="TaxThreshold",
                            fields=[
                                (
                                    "id",
                                    models.BigAutoField(
                                        auto_created=True,
                                        primary_key=True,
                                        serialize=False,
                                        verbose_name="ID",
                                    ),
                                ),
                                (
                                    "year",
                                    models.PositiveSmallIntegerField(verbose_name="from the year"),
                                ),
                                ("amount_cents", models.PositiveIntegerField()),
                                ("source", models.CharField(max_length=200)),
                                ("noted_at", models.DateTimeField(auto_now_add=True)),
                                (
                                    "noted_by",
                                    models.ForeignKey(
                                        null=True,
                                        on_delete=django.db.models.deletion.PROTECT,
                                        related_name="+",
                                        to=settings.AUTH_USER_MODEL,
                                    ),
                                ),
                            ],
                            options={
                                "ordering": ["year", "pk"],
                                "default_permissions": (),
                            },
                        ),
                        migrations.CreateModel(
                            name="TaxThresholdEvent",
                            fields=[
                                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                                ("pgh_label", models.TextField(help_text="The event label.")),
                                ("pgh_context", pghistory.utils.JSONField(null=True)),
                                ("pgh_context_id", models.UUIDField(null=True)),
                                ("id", models.BigIntegerField()),
                                (
                                    "year",
                                    models.PositiveSmallIntegerField(verbose_name="from the year"),
                                ),
                                ("amount_cents", models.PositiveIntegerField()),
                                ("source", models.CharField(max_length=200)),
                                ("noted_at", models.DateTimeField(auto_now_add=True)),
                                (
                                    "noted_by",
                                    models.ForeignKey(
                                        db_constraint=False,
                                        null=True,
                                        on_delete=django.db.models.deletion.DO_NOTHING,
                                        related_name="+",
                                        related_query_name="+",
                                        to=settings.AUTH_USER_MODEL,
                                    ),
                                ),
                                (
                                    "pgh_obj",
                                    models.ForeignKey(
                                        db_constraint=False,
                                        on_delete=django.db.models.deletion.DO_NOTHING,
                                        related_name="events",
                                        to="stipends.taxthreshold",
                                    ),
                                ),
                            ],
                            options={
                                "abstract": False,
                                "default_permissions": (),
                            },
                        ),
                    ]
                ),
                ChangeTables(
                    [
                        migrations.AddConstraint(
                            model_name="paymentfile",
                            constraint=models.UniqueConstraint(
                                condition=models.Q(("status", "waiting")),
                                fields=("call", "digest"),
                                name="a_file_of_payments_waits_once",
                            ),
                        ),
                        migrations.AddConstraint(
                            model_name="paymentfile",
                            constraint=models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_at", None),
                                        ("settled_by", None),
                                        ("status", "waiting"),
                                    ),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        ("status", "recorded"),
                                    ),
                                    models.Q(("settled_at__isnull", False), ("status", "dropped")),
                                    _connector="OR",
                                ),
                                name="a_settled_file_says_when_and_who_recorded_it",
                            ),
                        ),
                        migrations.AddConstraint(
                            model_name="paymentfile",
                            constraint=models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "waiting"), ("rows", []), _connector="OR"
                                ),
                                name="rows_of_a_file_are_kept_while_it_waits",
                            ),
                        ),
                        migrations.AddConstraint(
                            model_name="paymentfile",
                            constraint=models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("recorded__gt", 0), ("status", "recorded")),
                                    models.Q(
                                        models.Q(("status", "recorded"), _negated=True),
                                        ("recorded", 0),
                                        ("recorded_cents", 0),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_recorded_file_has_payments",
                            ),
                        ),
                        migrations.AddConstraint(
                            model_name="paidfromfile",
                            constraint=models.UniqueConstraint(
                                fields=("file", "row"), name="a_row_of_a_file_is_paid_once"
                            ),
                        ),
                        migrations.AddIndex(
                            model_name="paymentfileevent",
                            index=models.Index(
                                fields=["-pgh_created_at", "-pgh_id"], name="paymentfile_by_time"
                            ),
                        ),
                        migrations.AddIndex(
                            model_name="paymentfileevent",
                            index=models.Index(
                                django.db.models.fields.json.KeyTextTransform(
                                    "action", "pgh_context"
                                ),
                                models.OrderBy(models.F("pgh_created_at"), descending=True),
                                models.OrderBy(models.F("pgh_id"), descending=True),
                                name="paymentfile_by_action",
                            ),
                        ),
                        migrations.AddIndex(
                            model_name="paymentfileevent",
                            index=models.Index(
                                django.db.models.fields.json.KeyTextTransform(
                                    "user", "pgh_context"
                                ),
                                models.OrderBy(models.F("pgh_created_at"), descending=True),
                                models.OrderBy(models.F("pgh_id"), descending=True),
                                name="paymentfile_by_person",
                            ),
                        ),
                        migrations.AddConstraint(
                            model_name="taxthreshold",
                            constraint=models.UniqueConstraint(
                                fields=("year",), name="a_year_has_one_threshold"
                            ),
                        ),
                        migrations.AddConstraint(
                            model_name="taxthreshold",
                            constraint=models.CheckConstraint(
                                condition=models.Q(("year__gte", 2000), ("year__lte", 2099)),
                                name="a_threshold_is_of_a_year_between_2000_and_2099",
                            ),
                        ),
                        migrations.AddConstraint(
                            model_name="taxthreshold",
                            constraint=models.CheckConstraint(
                                condition=models.Q(("amount_cents__gt", 0)),
                                name="a_threshold_is_some_money",
                            ),
                        ),
                        migrations.AddConstraint(
                            model_name="taxthreshold",
                            constraint=models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="a_threshold_has_a_source",
                            ),
                        ),
                        migrations.AddIndex(
                            model_name="taxthresholdevent",
                            index=models.Index(
                                fields=["-pgh_created_at", "-pgh_id"], name="taxthreshold_by_time"
                            ),
                        ),
                        migrations.AddIndex(
                            model_name="taxthresholdevent",
                            index=models.Index(
                                django.db.models.fields.json.KeyTextTransform(
                                    "action", "pgh_context"
                                ),
                                models.OrderBy(models.F("pgh_created_at"), descending=True),
                                models.OrderBy(models.F("pgh_id"), descending=True),
                                name="taxthreshold_by_action",
                            ),
                        ),
                        migrations.AddIndex(
                            model_name="taxthresholdevent",
                            index=models.Index(
                                django.db.models.fields.json.KeyTextTransform(
                                    "user", "pgh_context"
                                ),
                                models.OrderBy(models.F("pgh_created_at"), descending=True),
                                models.OrderBy(models.F("pgh_id"), descending=True),
                                name="taxthreshold_by_person",
                            ),
                        ),
                    ]
                ),
                migrations.RunSQL(_FILL, migrations.RunSQL.noop),
            ]
        )
    ]
