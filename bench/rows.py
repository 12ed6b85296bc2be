"""Inserts thousands or millions of applications with a few SQL statements."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg2

from bench.server import empty_database, environment_of, load_demo
from config.postgres_roles import Addresses

# Invented names of several scripts; the numbers make some rare and some common.
_ROWS = """
INSERT INTO applications_application
    (call_id, reference, code_generation, session_generation, channel, received_at, status,
     withdrawn_at, is_practice)
SELECT
    (SELECT min(id) FROM applications_call),
    'BCH-' || substr(lpad(i::text, 8, '0'), 1, 4) || '-' || substr(lpad(i::text, 8, '0'), 5),
    0, 0,
    (ARRAY['web', 'web', 'web', 'web', 'mail', 'in_person', 'phone'])[1 + i %% 7],
    now() - make_interval(secs => i),
    CASE WHEN i %% 50 = 0 THEN 'withdrawn' ELSE 'received' END,
    CASE WHEN i %% 50 = 0 THEN now() END,
    false
FROM generate_series(1, %(rows)s) AS i;

INSERT INTO applications_revision
    (application_id, number, is_current, submission_key, language, received_at, stored_at,
     was_in_grace, lives_in_city, was_helped, left_empty, email_opens_about_you)
SELECT
    id, 1, true, gen_random_uuid(),
    (ARRAY['en', 'en', 'en', 'es', 'es', 'ht', 'zh-hant', 'vi', 'kea', 'ar', 'ru'])[1 + id %% 11],
    received_at, received_at, false, 'yes', false, '{}', true
FROM applications_application WHERE reference LIKE 'BCH-%%';

INSERT INTO applications_contact
    (revision_id, full_name, chosen_name, email, phone, may_text, may_leave_voicemail,
     post_address, wants_plain_envelope, wants_pick_up, trusted_contact, preferred_way,
     neighborhood_id, street, unit, zip_code, place_description, wants_later_calls, is_complete)
SELECT
    id,
    (ARRAY['Marie', 'José', 'Nguyễn', 'Ana', 'Wideline', '美玲', 'Сергей', 'Frantz', 'Aïcha',
           'Thomas', 'Siobhán', 'Nadège', 'Luz'])[1 + id %% 13] || ' ' ||
    (ARRAY['Désir', 'Peña', 'Ngọc', 'Souza', 'Jean-Baptiste', '歐陽', 'Щербаков', 'O’Brien',
           'Tavares', 'Smith', 'Évora'])[1 + id %% 11] || ' ' || substr(md5(id::text), 1, 6),
    '', 'person' || id || '@example.org', '(617) 555-' || lpad((id %% 10000)::text, 4, '0'),
    false, false, '', false, false, '', '',
    (SELECT array_agg(id ORDER BY id) FROM applications_neighborhood)[1 + id %% 25],
    '', '', '', '', false, true
FROM applications_revision WHERE submission_key IS NOT NULL
    AND application_id IN (SELECT id FROM applications_application WHERE reference LIKE 'BCH-%%');

INSERT INTO reviewers_review
    (application_id, reviewer_id, rubric_id, purpose, role, status, version, assigned_by_id,
     assigned_at, reopen_reason, end_reason)
SELECT
    a.id, (SELECT min(id) FROM core_user), (SELECT min(id) FROM reviewers_rubric), 'counts', '',
    'assigned', 0, (SELECT min(id) FROM core_user), now(), '', ''
FROM applications_application a WHERE reference LIKE 'BCH-%%';
"""
# Every added application gets a second reader, and both are in.
_READ = """
INSERT INTO reviewers_review
    (application_id, reviewer_id, rubric_id, purpose, role, status, version, assigned_by_id,
     assigned_at, reopen_reason, end_reason)
SELECT
    application_id, (SELECT max(id) FROM core_user), rubric_id, purpose, '', 'assigned', 0,
    assigned_by_id, now(), '', ''
FROM reviewers_review r JOIN applications_application a ON a.id = application_id
WHERE reference LIKE 'BCH-%%' ON CONFLICT DO NOTHING;

INSERT INTO reviewers_score (review_id, criterion_id, points)
SELECT r.id, c.id, (r.id * 7 + c.id * 3) %% (c.max_points + 1)
FROM reviewers_review r
    JOIN applications_application a ON a.id = application_id
    JOIN reviewers_criterion c ON c.rubric_id = r.rubric_id AND c.kind = 'scored'
WHERE reference LIKE 'BCH-%%' ON CONFLICT DO NOTHING;

UPDATE reviewers_review r
SET status = 'submitted', version = 1, opened_at = now(), saved_at = now(), submitted_at = now(),
    read_revision_id = v.id
FROM applications_revision v JOIN applications_application a ON a.id = v.application_id
WHERE v.application_id = r.application_id AND v.is_current AND reference LIKE 'BCH-%%';
"""
_TABLES = (
    "applications_application",
    "applications_revision",
    "applications_contact",
    "reviewers_review",
)
_FOUND = "SELECT count(keep_search_entry(id)) FROM applications_application"


@contextmanager
def grown(size: int, demo: Addresses | None = None) -> Iterator[dict[str, str]]:
    """The environment of a separate database with the demo and `size` more applications.

    `demo` is a database that has the demo already, to be copied.
    """
    with empty_database(demo) as database:
        environment = environment_of(database)
        if demo is None:
            load_demo(environment)
        grow(database.owner, size)
        yield environment


def grow(address: str, rows: int) -> None:
    """Add `rows` applications with contact and review to the call of a database; its owner asks.

    History is switched off: at these numbers it would be most of the work. What applications are
    found by is made by the site's own function.
    """
    _insert(address, _TABLES, _ROWS, _FOUND, rows=rows)


def read(address: str) -> None:
    """Let two readers have scored each of the added applications; its owner asks."""
    _insert(address, ("reviewers_review", "reviewers_score"), _READ)


def _insert(address: str, tables: Sequence[str], *statements: str, **values: object) -> None:
    with psycopg2.connect(address) as link, link.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    link.autocommit = True
    link.cursor().execute("VACUUM ANALYZE")
    link.close()
