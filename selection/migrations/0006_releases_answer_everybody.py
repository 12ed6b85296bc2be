"""A release answers everybody: members, reserves, not chosen and not eligible."""

from datetime import date

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from core.migration_operations import AddFields, ChangeTables, CreateModels, Steps
from core.migration_tables import history, key, link_in_history

OUTCOMES = [
    ("member", "member"),
    ("reserve", "reserve"),
    ("not_chosen", "not chosen"),
    ("not_eligible", "not eligible"),
]
STATUSES = [
    ("draft", "draft"),
    ("proposed", "waits for a second person"),
    ("released", "released"),
    ("dropped", "dropped"),
]
WHO = ["drafted_by", "proposed_by", "sent_back_by", "released_by", "dropped_by"]


def _link(to: str, *, null: bool, related_name: str = "+") -> models.ForeignKey:
    return models.ForeignKey(to, on_delete=models.PROTECT, null=null, related_name=related_name)


def _release() -> list[tuple[str, models.Field]]:
    """What a release has; its history all but figures."""
    return [
        ("number", models.PositiveIntegerField()),
        ("status", models.CharField(choices=STATUSES, default="draft", max_length=8)),
        ("reserves", models.JSONField(default=dict)),
        ("reply_by", models.DateField("offers are answered by", null=True)),
        ("drafted_at", models.DateTimeField(auto_now_add=True)),
        ("proposed_at", models.DateTimeField(null=True)),
        ("sent_back_at", models.DateTimeField(null=True)),
        ("sent_back_reason", models.TextField("why it was sent back", blank=True)),
        ("released_at", models.DateTimeField(null=True)),
        ("dropped_at", models.DateTimeField(null=True)),
        ("typed", models.JSONField("counts typed", default=dict)),
        ("digest", models.CharField("what was on the screen", blank=True, max_length=64)),
    ]


def _decision() -> dict[str, models.Field]:
    """What decisions and their history get alike."""
    return {
        "rank": models.PositiveSmallIntegerField("place among the reserves", null=True),
        "reason": models.TextField(blank=True, default=""),
        "by_hand": models.BooleanField("changed by hand", default=False),
    }


TABLES = [
    migrations.CreateModel(
        name="Release",
        fields=[
            ("id", key()),
            ("call", _link("applications.call", null=False, related_name="releases")),
            ("panel", _link("selection.panel", null=True, related_name="releases")),
            ("score_version", _link("reviewers.scoreversion", null=True)),
            *_release(),
            *((who, _link(settings.AUTH_USER_MODEL, null=who != "drafted_by")) for who in WHO),
        ],
        options={
            "ordering": ["call", "-number"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=["call", "number"], name="one_release_a_number"),
                models.UniqueConstraint(
                    fields=["call"],
                    condition=Q(status__in=("draft", "proposed")),
                    name="one_open_release_a_call",
                ),
                models.CheckConstraint(
                    condition=Q(status="draft", proposed_by=None, proposed_at=None)
                    | Q(
                        status__in=["proposed", "released"],
                        proposed_by__isnull=False,
                        proposed_at__isnull=False,
                    )
                    | Q(status="dropped"),
                    name="a_proposed_release_says_who_and_when",
                ),
                models.CheckConstraint(
                    condition=Q(sent_back_by=None, sent_back_at=None, sent_back_reason="")
                    | Q(sent_back_by__isnull=False, sent_back_at__isnull=False)
                    & ~Q(sent_back_reason=""),
                    name="who_sends_a_release_back_says_when_and_why",
                ),
                models.CheckConstraint(
                    condition=~Q(status="released") & Q(released_by=None, released_at=None)
                    | Q(status="released", released_by__isnull=False, released_at__isnull=False),
                    name="a_release_says_who_and_when",
                ),
                models.CheckConstraint(
                    condition=~Q(status="dropped") & Q(dropped_by=None, dropped_at=None)
                    | Q(status="dropped", dropped_by__isnull=False, dropped_at__isnull=False),
                    name="a_dropped_release_says_who_and_when",
                ),
                models.CheckConstraint(
                    condition=Q(released_by=None)
                    | ~Q(released_by=F("drafted_by")) & ~Q(released_by=F("proposed_by")),
                    name="nobody_releases_what_they_decided",
                ),
                models.CheckConstraint(
                    condition=Q(reply_by__range=(date(2000, 1, 1), date(2099, 12, 31))),
                    name="offers_are_answered_between_2000_and_2099",
                ),
            ],
        },
    ),
    history(
        "selection.Release",
        [
            ("id", models.BigIntegerField()),
            ("call", link_in_history("applications.call")),
            ("panel", link_in_history("selection.panel", null=True)),
            ("score_version", link_in_history("reviewers.scoreversion", null=True)),
            *((name, field) for name, field in _release() if name not in ("reserves", "typed")),
            *(
                (who, link_in_history(settings.AUTH_USER_MODEL, null=who != "drafted_by"))
                for who in WHO
            ),
        ],
    ),
]

# What was released of a call becomes one release; what waited is drafted again from a saved panel.
_FILL = """
    ALTER TABLE selection_decision DISABLE TRIGGER USER;
    ALTER TABLE selection_decisionevent DISABLE TRIGGER USER;

    INSERT INTO selection_release (
        call_id, number, status, reserves, drafted_by_id, drafted_at, proposed_by_id, proposed_at,
        sent_back_reason, released_by_id, released_at, typed, digest
    )
    SELECT DISTINCT ON (application.call_id)
        application.call_id, 1, 'released', '{}', decision.decided_by_id, decision.decided_at,
        decision.decided_by_id, decision.decided_at, '', decision.released_by_id,
        decision.released_at, '{}', ''
    FROM selection_decision AS decision
    JOIN applications_application AS application ON application.id = decision.application_id
    WHERE decision.status = 'released'
    ORDER BY application.call_id, decision.released_at DESC, decision.id DESC;

    DELETE FROM selection_decision WHERE status <> 'released';
    DELETE FROM selection_decisionevent
    WHERE pgh_obj_id NOT IN (SELECT id FROM selection_decision);

    UPDATE selection_decision AS decision SET release_id = release.id
    FROM applications_application AS application
    JOIN selection_release AS release ON release.call_id = application.call_id
    WHERE application.id = decision.application_id;
    UPDATE selection_decisionevent AS event SET release_id = decision.release_id
    FROM selection_decision AS decision WHERE decision.id = event.pgh_obj_id;

    SET CONSTRAINTS ALL IMMEDIATE; -- a table with checks to come cannot be altered
    ALTER TABLE selection_decisionevent ENABLE TRIGGER USER;
    ALTER TABLE selection_decision ENABLE TRIGGER USER;
"""

ADDED = {
    "decision": {
        "release": _link("selection.release", null=True, related_name="decisions"),
        "replaces": models.OneToOneField(
            "selection.decision",
            null=True,
            on_delete=models.PROTECT,
            related_name="replaced_by",
        ),
        **_decision(),
    },
    "decisionevent": {
        "release": link_in_history("selection.release", null=True),
        "replaces": link_in_history("selection.decision", null=True),
        **_decision(),
    },
}

CHANGED = [
    migrations.RemoveConstraint("decision", "a_released_decision_says_who_and_when"),
    migrations.RemoveConstraint("decision", "nobody_releases_what_they_decided"),
    *(
        migrations.RemoveField(model, field)
        for model in ("decision", "decisionevent")
        for field in ("status", "released_by", "released_at")
    ),
    *(
        migrations.AlterField(model, "outcome", models.CharField(choices=OUTCOMES, max_length=12))
        for model in ("decision", "decisionevent")
    ),
    *(
        migrations.AlterField(model, "reason", models.TextField(blank=True))
        for model in ("decision", "decisionevent")
    ),
    migrations.AlterField(
        "decision",
        "application",
        _link("applications.application", null=False, related_name="decisions"),
    ),
    migrations.AlterField(
        "decision", "release", _link("selection.release", null=False, related_name="decisions")
    ),
    migrations.AlterField("decisionevent", "release", link_in_history("selection.release")),
    migrations.AlterModelOptions(
        "decision", {"default_permissions": (), "ordering": ["release", "pk"]}
    ),
    migrations.AddIndex(
        "decision",
        models.Index(fields=["release", "outcome", "rank"], name="decisions_by_outcome"),
    ),
    *(
        migrations.AddConstraint("decision", constraint)
        for constraint in (
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(replaces=None),
                name="one_first_decision_a_person",
            ),
            models.UniqueConstraint(
                fields=["release", "application"], name="one_decision_a_person_a_release"
            ),
            models.CheckConstraint(
                condition=Q(outcome="reserve", rank__isnull=False)
                | ~Q(outcome="reserve") & Q(rank=None),
                name="reserves_have_a_place_and_nobody_else",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") | Q(by_hand=False) & ~Q(outcome="not_eligible"),
                name="a_decision_by_hand_or_against_a_rule_says_why",
            ),
        )
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("applications", "0005_tiles_of_neighborhoods"),
        ("reviewers", "0005_one_reading_a_reader"),
        ("selection", "0005_draws_have_a_time_and_a_no_its_reason"),
    ]

    operations = [
        Steps(
            [
                CreateModels(TABLES),
                AddFields(ADDED),
                migrations.RunSQL(_FILL, migrations.RunSQL.noop),
                ChangeTables(CHANGED),
            ]
        )
    ]
