"""Accounts, invitations, logs of access and security, mail on its way, counts of tries."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models.functions import Lower
from django.utils import timezone

from core.migration_operations import CreateModels
from core.migration_tables import history, key, link_in_history
from core.models.invitation import a_week_from_now
from core.permissions import Permission

ROLES = [
    ("Clerk", "Clerk"),
    ("Translator", "Translator"),
    ("Reviewer", "Reviewer"),
    ("Coordinator", "Coordinator"),
    ("Finance", "Finance"),
    ("Auditor", "Auditor"),
    ("Administrator", "Administrator"),
]
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

TABLES = [
    migrations.CreateModel(
        name="User",
        fields=[
            ("id", key()),
            ("password", models.CharField(max_length=128, verbose_name="password")),
            ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
            (
                "is_superuser",
                models.BooleanField(
                    default=False,
                    help_text="Designates that this user has all permissions without explicitly assigning them.",
                    verbose_name="superuser status",
                ),
            ),
            ("email", models.EmailField(max_length=254, unique=True)),
            ("name", models.CharField(max_length=128)),
            ("is_active", models.BooleanField(verbose_name="may sign in", default=True)),
            ("joined_at", models.DateTimeField(default=timezone.now)),
            (
                "session_generation",
                models.PositiveIntegerField(verbose_name="times signed out everywhere", default=0),
            ),
            (
                "groups",
                models.ManyToManyField(
                    blank=True,
                    help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                    related_name="user_set",
                    related_query_name="user",
                    to="auth.group",
                    verbose_name="groups",
                ),
            ),
            (
                "user_permissions",
                models.ManyToManyField(
                    blank=True,
                    help_text="Specific permissions for this user.",
                    related_name="user_set",
                    related_query_name="user",
                    to="auth.permission",
                    verbose_name="user permissions",
                ),
            ),
        ],
        options={
            "verbose_name": "account",
            "permissions": Permission.choices,
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("email", Lower("email"))),
                    name="e_mail_addresses_are_lower_case",
                ),
                models.CheckConstraint(
                    condition=models.Q(("is_superuser", False)), name="nobody_is_a_superuser"
                ),
            ],
        },
    ),
    history(
        "core.User",
        [
            ("id", models.BigIntegerField()),
            (
                "is_superuser",
                models.BooleanField(
                    default=False,
                    help_text="Designates that this user has all permissions without explicitly assigning them.",
                    verbose_name="superuser status",
                ),
            ),
            ("email", models.EmailField(max_length=254)),
            ("name", models.CharField(max_length=128)),
            ("is_active", models.BooleanField(verbose_name="may sign in", default=True)),
            ("joined_at", models.DateTimeField(default=timezone.now)),
            (
                "session_generation",
                models.PositiveIntegerField(verbose_name="times signed out everywhere", default=0),
            ),
        ],
    ),
    migrations.CreateModel(
        name="AccessEvent",
        fields=[
            ("id", key()),
            ("at", models.DateTimeField(auto_now_add=True)),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "what",
                models.CharField(
                    choices=[
                        ("application_list", "list of applications"),
                        ("application", "application with contacts"),
                        ("answers", "answers of an application"),
                        ("answer", "answer to translate"),
                        ("contact", "contact details"),
                        ("about_you", "about-you answers"),
                        ("export", "export of applications"),
                        ("paper_entry", "paper entry, to check or correct"),
                        ("scan", "scanned page"),
                        ("counter_search", "search at the counter"),
                        ("duplicate_hint", "hint of a duplicate at paper entry"),
                        ("comparison", "comparison of possible duplicates"),
                        ("private_code", "private code on a slip"),
                    ],
                    max_length=32,
                ),
            ),
            ("object_id", models.BigIntegerField(null=True)),
            ("query", models.CharField(blank=True, max_length=200)),
            ("count", models.PositiveIntegerField(default=1)),
            ("reason", models.CharField(blank=True, max_length=200)),
        ],
        options={
            "verbose_name_plural": "access log",
            "default_permissions": (),
            "indexes": [
                models.Index(fields=["-at"], name="core_access_at_006b1a_idx"),
                models.Index(fields=["by", "-id"], name="access_events_by_person"),
                models.Index(fields=["what", "-id"], name="access_events_by_kind"),
                models.Index(fields=["object_id", "what"], name="access_events_by_object"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Invitation",
        fields=[
            ("id", key()),
            ("email", models.EmailField(max_length=254)),
            ("name", models.CharField(max_length=128)),
            (
                "roles",
                ArrayField(base_field=models.CharField(choices=ROLES, max_length=20), size=None),
            ),
            (
                "invited_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("invited_at", models.DateTimeField(default=timezone.now)),
            ("expires_at", models.DateTimeField(default=a_week_from_now)),
            (
                "generation",
                models.PositiveIntegerField(verbose_name="links sent before", default=1),
            ),
            ("accepted_at", models.DateTimeField(null=True)),
            (
                "account",
                models.OneToOneField(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "taken_back_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("taken_back_at", models.DateTimeField(null=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("accepted_at", None), ("taken_back_at", None)),
                    fields=("email",),
                    name="one_open_invitation_for_an_address",
                ),
                models.CheckConstraint(
                    condition=models.Q(("email", Lower("email"))),
                    name="invited_addresses_are_lower_case",
                ),
                models.CheckConstraint(
                    condition=models.Q(("roles__len__gte", 1)),
                    name="an_invitation_names_at_least_one_role",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "roles__contained_by",
                            [
                                "Clerk",
                                "Translator",
                                "Reviewer",
                                "Coordinator",
                                "Finance",
                                "Auditor",
                                "Administrator",
                            ],
                        )
                    ),
                    name="an_invitation_names_known_roles",
                ),
                models.CheckConstraint(
                    condition=models.Q(("expires_at__gt", models.F("invited_at"))),
                    name="an_invitation_runs_out_after_it_was_written",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("accepted_at", None), ("account", None)),
                        models.Q(("accepted_at__isnull", False), ("account__isnull", False)),
                        _connector="OR",
                    ),
                    name="an_accepted_invitation_is_an_account",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("taken_back_at", None), ("taken_back_by", None)),
                        models.Q(
                            ("taken_back_at__isnull", False), ("taken_back_by__isnull", False)
                        ),
                        _connector="OR",
                    ),
                    name="taking_an_invitation_back_has_who_and_when",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("accepted_at", None), ("taken_back_at", None), _connector="OR"
                    ),
                    name="an_invitation_is_accepted_or_taken_back_never_both",
                ),
            ],
        },
    ),
    history(
        "core.Invitation",
        [
            ("id", models.BigIntegerField()),
            ("email", models.EmailField(max_length=254)),
            ("name", models.CharField(max_length=128)),
            (
                "roles",
                ArrayField(base_field=models.CharField(choices=ROLES, max_length=20), size=None),
            ),
            ("invited_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("invited_at", models.DateTimeField(default=timezone.now)),
            ("expires_at", models.DateTimeField(default=a_week_from_now)),
            (
                "generation",
                models.PositiveIntegerField(verbose_name="links sent before", default=1),
            ),
            ("accepted_at", models.DateTimeField(null=True)),
            ("account", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("taken_back_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("taken_back_at", models.DateTimeField(null=True)),
        ],
    ),
    migrations.CreateModel(
        name="OutgoingMail",
        fields=[
            ("id", key()),
            ("to_address", models.EmailField(max_length=254)),
            ("language", models.CharField(choices=LANGUAGES, max_length=7)),
            ("subject", models.CharField(max_length=200)),
            ("body", models.TextField()),
            (
                "holds_secret",
                models.BooleanField(
                    default=True,
                    help_text="Whether the body may hold a link that lets somebody in. It goes once it is sent.",
                ),
            ),
            ("message_id", models.CharField(max_length=120, unique=True)),
            ("queued_at", models.DateTimeField(auto_now_add=True)),
            ("attempts", models.PositiveSmallIntegerField(default=0)),
            ("next_attempt_at", models.DateTimeField(default=timezone.now)),
            ("sent_at", models.DateTimeField(null=True)),
            (
                "given_up_at",
                models.DateTimeField(
                    help_text="When we stopped trying: it could not be delivered for so long.",
                    null=True,
                ),
            ),
            ("last_error", models.CharField(blank=True, max_length=80)),
        ],
        options={
            "default_permissions": (),
            "indexes": [
                models.Index(
                    condition=models.Q(("given_up_at", None), ("sent_at", None)),
                    fields=["next_attempt_at"],
                    name="mail_waiting_by_time",
                ),
                models.Index(
                    condition=models.Q(
                        ("sent_at__isnull", False), models.Q(("body", ""), _negated=True)
                    ),
                    fields=["sent_at"],
                    name="mail_to_purge_by_time",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("sent_at", None), ("attempts__gt", 0), _connector="OR"),
                    name="sent_mail_was_attempted",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("holds_secret", False), ("sent_at", None), ("body", ""), _connector="OR"
                    ),
                    name="sent_mail_holds_no_secret",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("given_up_at", None),
                        models.Q(("attempts__gt", 0), ("body", ""), ("sent_at", None)),
                        _connector="OR",
                    ),
                    name="mail_given_up_was_never_sent_and_keeps_no_words",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("subject__regex", "PRACTICE-[0-9A-Z]{4}-[0-9A-Z]{4}"), _negated=True
                        ),
                        models.Q(
                            ("body__regex", "://\\S+/PRACTICE-[0-9A-Z]{4}-[0-9A-Z]{4}/"),
                            _negated=True,
                        ),
                    ),
                    name="a_practice_application_is_never_mailed",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="SecurityEvent",
        fields=[
            ("id", key()),
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
                "account",
                models.ForeignKey(
                    help_text="Null where what was typed is no account’s address.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "network",
                models.CharField(
                    help_text="Where it came from, shortened: 192.0.2.0/24.", max_length=50
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
    migrations.CreateModel(
        name="ThrottleCount",
        fields=[
            ("key_digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
            ("count", models.PositiveIntegerField()),
            ("ends_at", models.DateTimeField()),
        ],
        options={
            "default_permissions": (),
            "indexes": [models.Index(fields=["ends_at"], name="core_thrott_ends_at_497271_idx")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("key_digest__regex", "^[0-9a-f]{64}$")),
                    name="a_throttle_key_is_stored_as_a_digest_only",
                ),
                models.CheckConstraint(
                    condition=models.Q(("count__gte", 1)), name="a_throttle_count_starts_at_one"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RoleHeld",
        fields=[],
        options={"verbose_name": "role", "proxy": True, "default_permissions": ()},
        bases=("core.user_groups",),
    ),
    history(
        "core.RoleHeld",
        [
            ("id", models.BigIntegerField()),
            ("user", link_in_history(settings.AUTH_USER_MODEL, db_tablespace="")),
            ("group", link_in_history("auth.group", db_tablespace="")),
        ],
    ),
    migrations.CreateModel(
        name="PermissionHeld",
        fields=[],
        options={"verbose_name": "permission", "proxy": True, "default_permissions": ()},
        bases=("core.user_user_permissions",),
    ),
    history(
        "core.PermissionHeld",
        [
            ("id", models.BigIntegerField()),
            ("user", link_in_history(settings.AUTH_USER_MODEL, db_tablespace="")),
            ("permission", link_in_history("auth.permission", db_tablespace="")),
        ],
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        CreateModels(TABLES),
    ]
