"""Offers of seats, who holds a seat, rounds among the reserves, and meetings of the group."""

import datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import migrations, models
from django.db.models import F, Q

from core.migration_operations import CreateModels
from core.migration_tables import history, key, link_in_history

YEARS = (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))
STATUSES = [
    ("open", "waits for an answer"),
    ("accepted", "accepted"),
    ("declined", "declined"),
    ("lapsed", "no answer in time"),
    ("taken_back", "taken back"),
    ("left", "left the group"),
]
PRESENCES = [("there", "there"), ("excused", "excused"), ("absent", "not there")]
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


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0006_contact_changes_after_the_deadline"),
        ("core", "__first__"),
        ("selection", "0007_letters_are_made_from_a_release"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        ("id", key()),
                        (
                            "status",
                            models.CharField(choices=STATUSES, default="open", max_length=10),
                        ),
                        ("reply_by", models.DateField(verbose_name="last day to answer")),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "declines_stipend",
                            models.BooleanField(default=False, verbose_name="wants no stipend"),
                        ),
                        (
                            "asks_to_talk",
                            models.BooleanField(default=False, verbose_name="asked to talk first"),
                        ),
                        ("call_on", models.DateField(null=True, verbose_name="call them next on")),
                        (
                            "decision",
                            models.OneToOneField(
                                on_delete=models.PROTECT,
                                related_name="offer",
                                to="selection.decision",
                            ),
                        ),
                    ],
                    options={
                        "default_permissions": (),
                        "indexes": [
                            models.Index(fields=["status", "reply_by"], name="offers_by_last_day")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=Q(("call_on__range", YEARS), ("reply_by__range", YEARS)),
                                name="an_offer_is_answered_between_2000_and_2099",
                            ),
                            models.CheckConstraint(
                                condition=Q(
                                    ("declines_stipend", False),
                                    ("status__in", ["accepted", "left"]),
                                    _connector="OR",
                                ),
                                name="only_who_accepted_declines_the_stipend",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Acceptance",
                    fields=[
                        (
                            "offer",
                            models.OneToOneField(
                                on_delete=models.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="selection.offer",
                            ),
                        ),
                        ("legal_name", models.TextField(blank=True)),
                        (
                            "pay_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("mail", "By a check in the mail"),
                                    ("pick_up", "By a check that I pick up at the counter"),
                                ],
                                max_length=8,
                                verbose_name="way of payment",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=LANGUAGES,
                                max_length=7,
                                verbose_name="language of the notice",
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("erased_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "default_permissions": (),
                        "constraints": [
                            models.CheckConstraint(
                                condition=Q(
                                    Q(
                                        ("erased_at", None),
                                        Q(("legal_name", ""), _negated=True),
                                        Q(("pay_by", ""), _negated=True),
                                    ),
                                    Q(
                                        ("erased_at__isnull", False),
                                        ("legal_name", ""),
                                        ("pay_by", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="who_accepts_the_stipend_says_whom_and_how_to_pay",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AvailabilityRound",
                    fields=[
                        ("id", key()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("answer_by", models.DateField()),
                        ("asked_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="+", to="applications.call"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["call", "-number"],
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("call", "number"), name="one_round_a_number"
                            ),
                            models.CheckConstraint(
                                condition=Q(("answer_by__range", YEARS)),
                                name="a_round_ends_between_2000_and_2099",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AskedReserve",
                    fields=[
                        ("id", key()),
                        ("by_mail", models.BooleanField(verbose_name="asked by email")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
                                related_name="+",
                                to="applications.application",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
                                related_name="asked",
                                to="selection.availabilityround",
                            ),
                        ),
                    ],
                    options={
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "application"),
                                name="a_reserve_is_asked_once_a_round",
                            )
                        ],
                    },
                ),
                history(
                    "selection.AskedReserve",
                    [
                        ("id", models.BigIntegerField()),
                        ("by_mail", models.BooleanField(verbose_name="asked by email")),
                        ("application", link_in_history("applications.application")),
                        ("round", link_in_history("selection.availabilityround")),
                    ],
                ),
                history(
                    "selection.AvailabilityRound",
                    [
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("answer_by", models.DateField()),
                        ("asked_at", models.DateTimeField(auto_now_add=True)),
                        ("asked_by", link_in_history(settings.AUTH_USER_MODEL)),
                        ("call", link_in_history("applications.call")),
                    ],
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        ("id", key()),
                        ("begins_at", models.DateTimeField(verbose_name="begins")),
                        ("place", models.TextField()),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="+", to="applications.call"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["call", "begins_at"],
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("call", "begins_at"), name="a_group_meets_once_at_a_time"
                            ),
                            models.CheckConstraint(
                                condition=Q(
                                    (
                                        "begins_at__range",
                                        (
                                            datetime.datetime(
                                                2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc
                                            ),
                                            datetime.datetime(
                                                2100, 1, 1, 12, 0, tzinfo=datetime.timezone.utc
                                            ),
                                        ),
                                    )
                                ),
                                name="a_meeting_is_between_2000_and_2099",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        ("id", key()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("since", models.DateField(verbose_name="sits from")),
                        ("until", models.DateField(null=True, verbose_name="sat until")),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="+", to="applications.call"
                            ),
                        ),
                        (
                            "offer",
                            models.OneToOneField(
                                on_delete=models.PROTECT, related_name="seat", to="selection.offer"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["call", "number", "since"],
                        "default_permissions": (),
                        "constraints": [
                            models.CheckConstraint(
                                condition=Q(
                                    ("until", None), ("until__gte", F("since")), _connector="OR"
                                ),
                                name="a_seat_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=Q(("since__range", YEARS), ("until__range", YEARS)),
                                name="a_seat_is_held_between_2000_and_2099",
                            ),
                            ExclusionConstraint(
                                expressions=[
                                    ("call", "="),
                                    ("number", "="),
                                    (
                                        models.Func(
                                            "since",
                                            "until",
                                            function="daterange",
                                            output_field=DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="a_seat_is_held_by_one_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        ("id", key()),
                        ("presence", models.CharField(choices=PRESENCES, max_length=7)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
                                related_name="attendances",
                                to="selection.meeting",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
                                related_name="attendances",
                                to="selection.seat",
                            ),
                        ),
                    ],
                    options={
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "seat"), name="a_member_is_noted_once_a_meeting"
                            )
                        ],
                    },
                ),
                history(
                    "selection.Meeting",
                    [
                        ("id", models.BigIntegerField()),
                        ("begins_at", models.DateTimeField(verbose_name="begins")),
                        ("place", models.TextField()),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        ("added_by", link_in_history(settings.AUTH_USER_MODEL)),
                        ("call", link_in_history("applications.call")),
                    ],
                ),
                history(
                    "selection.Offer",
                    [
                        ("id", models.BigIntegerField()),
                        (
                            "status",
                            models.CharField(choices=STATUSES, default="open", max_length=10),
                        ),
                        ("reply_by", models.DateField(verbose_name="last day to answer")),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "declines_stipend",
                            models.BooleanField(default=False, verbose_name="wants no stipend"),
                        ),
                        (
                            "asks_to_talk",
                            models.BooleanField(default=False, verbose_name="asked to talk first"),
                        ),
                        ("call_on", models.DateField(null=True, verbose_name="call them next on")),
                        ("decision", link_in_history("selection.decision")),
                    ],
                ),
                migrations.CreateModel(
                    name="OfferStep",
                    fields=[
                        ("id", key()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("made", "offered"),
                                    ("reminded", "reminded"),
                                    ("extended", "given more time"),
                                    ("asked_to_talk", "asked to talk first"),
                                    ("accepted", "accepted"),
                                    ("stipend_declined", "wants no stipend"),
                                    ("declined", "declined"),
                                    ("lapsed", "no answer in time"),
                                    ("taken_back", "taken back"),
                                    ("vacated", "left the seat"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("by_clock", models.BooleanField(default=False)),
                        (
                            "reply_by",
                            models.DateField(null=True, verbose_name="last day to answer"),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "offer",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="steps", to="selection.offer"
                            ),
                        ),
                        (
                            "staff",
                            models.ForeignKey(
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=Q(
                                    ("kind__in", ("accepted", "declined", "lapsed", "taken_back"))
                                ),
                                fields=("offer",),
                                name="an_offer_is_answered_once",
                            ),
                            models.UniqueConstraint(
                                condition=Q(("kind", "vacated")),
                                fields=("offer",),
                                name="a_seat_is_left_once",
                            ),
                            models.CheckConstraint(
                                condition=Q(("staff", None), ("by_clock", False), _connector="OR"),
                                name="the_clock_is_nobody",
                            ),
                            models.CheckConstraint(
                                condition=Q(
                                    Q(("kind", "taken_back"), _negated=True),
                                    Q(("staff__isnull", False), Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="who_takes_an_offer_back_says_why",
                            ),
                            models.CheckConstraint(
                                condition=Q(
                                    Q(("kind", "vacated"), _negated=True),
                                    Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_seat_is_left_for_a_reason",
                            ),
                        ],
                    },
                ),
                history(
                    "selection.Attendance",
                    [
                        ("id", models.BigIntegerField()),
                        ("presence", models.CharField(choices=PRESENCES, max_length=7)),
                        ("meeting", link_in_history("selection.meeting")),
                        ("seat", link_in_history("selection.seat")),
                    ],
                ),
                history(
                    "selection.Seat",
                    [
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("since", models.DateField(verbose_name="sits from")),
                        ("until", models.DateField(null=True, verbose_name="sat until")),
                        ("call", link_in_history("applications.call")),
                        ("offer", link_in_history("selection.offer")),
                    ],
                ),
                history(
                    "selection.Acceptance",
                    [
                        (
                            "language",
                            models.CharField(
                                choices=LANGUAGES,
                                max_length=7,
                                verbose_name="language of the notice",
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("erased_at", models.DateTimeField(editable=False, null=True)),
                        ("offer", link_in_history("selection.offer", serialize=False)),
                    ],
                ),
            ],
        ),
    ]
