"""Files of applications from elsewhere: the file, its waiting rows, what came of them, a recipe."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import migrations, models
from django.db.models import Q

from core.migration_operations import ChangeTables, CreateModels
from core.migration_tables import history, key, link_in_history

CHANNELS = [
    ("web", "online"),
    ("mail", "by mail"),
    ("in_person", "in person"),
    ("phone", "by phone"),
    ("imported", "from a file"),
]
STATUSES = [
    ("waiting", "waiting"),
    ("running", "being brought in"),
    ("done", "brought in"),
    ("dropped", "dropped"),
    ("undoing", "being undone"),
    ("undone", "undone"),
]
SETTLED = ["done", "dropped", "undoing", "undone"]
VERDICTS = [
    ("unreadable", "cannot be read"),
    ("unknown", "unknown choice"),
    ("early", "before the call opened"),
    ("late", "too late"),
    ("duplicate", "perhaps a duplicate"),
    ("incomplete", "something missing"),
    ("ready", "ready"),
]
ORDERS = [("mdy", "month first: 3/14/2026"), ("dmy", "day first: 14/3/2026")]
ZONES = [("city", "Boston time"), ("utc", "UTC")]
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("ht", "Kreyòl ayisyen"),
    ("zh-hant", "繁體中文"),
    ("zh-hans", "简体中文"),
    ("vi", "Tiếng Việt"),
    ("kea", "Kriolu"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("pt-br", "Português"),
    ("fr", "Français"),
    ("so", "Soomaali"),
]


def _channel():
    return models.CharField(max_length=10, choices=CHANNELS)


def _to_staff(*, null=False):
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=null)


def _staff_then(*, null=False):
    return link_in_history(settings.AUTH_USER_MODEL, null=null)


def _matching(*, with_choices=True):
    fields = [
        ("headings", models.JSONField(default=list)),
        ("columns", models.JSONField("matched columns", default=dict)),
        ("choices", models.JSONField("matched choices", default=dict)),
        ("date_order", models.CharField(max_length=3, choices=ORDERS, blank=True)),
        ("zone", models.CharField("clock", max_length=4, choices=ZONES, default="city")),
        (
            "language",
            models.CharField(
                "language of rows that name none", max_length=7, choices=LANGUAGES, default="en"
            ),
        ),
    ]
    return [field for field in fields if with_choices or field[0] != "choices"]


def _batch(call, staff):
    return [
        ("call", call),
        ("status", models.CharField(max_length=8, choices=STATUSES, default="waiting")),
        ("file_name", models.CharField(max_length=120)),
        (
            "digest",
            models.CharField(
                "SHA-256 digest of the file",
                max_length=64,
                validators=[RegexValidator(r"^[0-9a-f]{64}$")],
            ),
        ),
        ("sheets", models.JSONField("names of its sheets", default=list)),
        ("sheet", models.PositiveSmallIntegerField("sheet that is read", default=0)),
        ("header_row", models.PositiveIntegerField("row of the headings", default=1)),
        ("is_judged", models.BooleanField("rows are judged", default=False)),
        ("version", models.PositiveIntegerField("times that it was matched", default=0)),
        ("uploaded_by", staff()),
        ("uploaded_at", models.DateTimeField(auto_now_add=True)),
        ("sends_receipts", models.BooleanField("receipts are sent", default=False)),
        ("late_reason", models.TextField("why late ones should count", blank=True)),
        ("started_by", staff(null=True)),
        ("started_at", models.DateTimeField(null=True)),
        ("settled_at", models.DateTimeField("brought in or dropped at", null=True)),
        ("brought_in", models.PositiveIntegerField("applications brought in", default=0)),
        ("left_out", models.PositiveIntegerField("rows left out", default=0)),
        ("trouble", models.TextField("why it stopped", blank=True)),
        ("undone_by", staff(null=True)),
        ("undone_at", models.DateTimeField(null=True)),
        ("undo_reason", models.TextField(blank=True)),
    ]


CALL, BATCH = "applications.call", "applications.importbatch"
TABLES = [
    migrations.CreateModel(
        name="ImportBatch",
        fields=[
            ("id", key()),
            *_matching(),
            *_batch(models.ForeignKey(CALL, models.PROTECT, related_name="+"), _to_staff),
        ],
        options={
            "verbose_name": "file of applications",
            "verbose_name_plural": "files of applications",
            "ordering": ["-pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=["call", "digest"],
                    condition=~Q(status__in=["dropped", "undone"]),
                    name="a_file_is_brought_in_to_a_call_once",
                ),
                models.CheckConstraint(
                    condition=Q(started_by=None, started_at=None)
                    | Q(started_by__isnull=False, started_at__isnull=False),
                    name="a_started_import_says_who_and_when",
                ),
                models.CheckConstraint(
                    condition=Q(status__in=SETTLED, settled_at__isnull=False)
                    | ~Q(status__in=SETTLED) & Q(settled_at=None),
                    name="a_settled_import_says_when",
                ),
                models.CheckConstraint(
                    condition=~Q(status__in=["undoing", "undone"])
                    | Q(undone_by__isnull=False, undone_at__isnull=False) & ~Q(undo_reason=""),
                    name="an_undone_import_says_who_when_and_why",
                ),
            ],
        },
    ),
    history(
        "applications.ImportBatch",
        [
            ("id", models.BigIntegerField()),
            *_matching(with_choices=False),
            *_batch(link_in_history(CALL), _staff_then),
        ],
    ),
    migrations.CreateModel(
        name="WaitingRow",
        fields=[
            ("id", key()),
            ("batch", models.ForeignKey(BATCH, models.CASCADE, related_name="waiting_rows")),
            ("sheet", models.PositiveSmallIntegerField(default=0)),
            ("number", models.PositiveIntegerField("row")),
            ("cells", models.JSONField()),
            ("verdict", models.CharField(max_length=10, choices=VERDICTS, blank=True)),
            ("weight", models.PositiveSmallIntegerField("place of its verdict", default=0)),
            ("notes", models.JSONField(default=list)),
            ("unknown", models.JSONField("values that are no choice", default=list)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=["batch", "sheet", "number"], name="one_waiting_row_a_number"
                )
            ],
            "indexes": [
                models.Index(fields=["batch", "weight", "number"], name="waiting_rows_by_trouble")
            ],
        },
    ),
    migrations.CreateModel(
        name="ImportProgress",
        fields=[
            (
                "batch",
                models.OneToOneField(
                    BATCH,
                    models.CASCADE,
                    primary_key=True,
                    related_name="progress",
                    serialize=False,
                ),
            ),
            ("done", models.PositiveIntegerField(default=0)),
            ("total", models.PositiveIntegerField(default=0)),
            ("at", models.DateTimeField(auto_now=True)),
        ],
        options={"verbose_name_plural": "progress of imports", "default_permissions": ()},
    ),
    migrations.CreateModel(
        name="ImportedRow",
        fields=[
            (
                "revision",
                models.OneToOneField(
                    "applications.revision",
                    models.PROTECT,
                    primary_key=True,
                    related_name="imported_row",
                    serialize=False,
                ),
            ),
            ("batch", models.ForeignKey(BATCH, models.PROTECT, related_name="imported_rows")),
            ("number", models.PositiveIntegerField("row")),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=["batch", "number"], name="a_row_of_a_file_is_brought_in_once"
                )
            ],
        },
    ),
    history(
        "applications.ImportedRow",
        [
            ("revision", link_in_history("applications.revision", serialize=False)),
            ("batch", link_in_history(BATCH)),
            ("number", models.PositiveIntegerField("row")),
        ],
    ),
    migrations.CreateModel(
        name="ImportRecipe",
        fields=[
            ("id", key()),
            *_matching(),
            ("call", models.ForeignKey(CALL, models.CASCADE, related_name="+")),
            ("headings_digest", models.CharField(max_length=64)),
            ("saved_by", _to_staff()),
            ("saved_at", models.DateTimeField(auto_now=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=["call", "headings_digest"], name="one_recipe_for_the_same_headings"
                )
            ],
        },
    ),
    history(
        "applications.ImportRecipe",
        [
            ("id", models.BigIntegerField()),
            *_matching(),
            ("call", link_in_history(CALL)),
            ("headings_digest", models.CharField(max_length=64)),
            ("saved_by", _staff_then()),
            ("saved_at", models.DateTimeField(auto_now=True)),
        ],
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0007_papers_say_their_signature_and_time"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeTables(
            [
                *(
                    migrations.AlterField(model, "channel", _channel())
                    for model in ("application", "applicationevent", "searchentry")
                ),
                CreateModels(TABLES),
            ]
        )
    ]
