"""R10: what was decided before there were releases is in one, and all of it is still there."""

from contextlib import closing

import psycopg2
import pytest

from tests.prove.own_site import CALL, OwnSite, own_site

pytestmark = pytest.mark.prove

PEOPLE = f"""
from applications.models import Call
from tests.factories.applications import apply
from tests.factories.staff import hire
hire()
for _ in range(3):
    apply(Call.objects.get(slug={CALL!r}))
"""
# Two released by somebody else, one that waits, each with a version. The triggers of now would ask
# for releases.
DECIDE = """
    ALTER TABLE selection_decision DISABLE TRIGGER USER;
    INSERT INTO selection_decision
        (application_id, outcome, status, decided_by_id, decided_at, released_by_id, released_at,
         despite)
    SELECT application.id, 'member', CASE WHEN place < 3 THEN 'released' ELSE 'pending' END,
        one.id, now(), CASE WHEN place < 3 THEN other.id END, CASE WHEN place < 3 THEN now() END,
        '{}'
    FROM
        (SELECT id, row_number() OVER (ORDER BY id) AS place FROM applications_application)
        AS application,
        (SELECT min(id) AS id FROM core_user) AS one,
        (SELECT max(id) AS id FROM core_user) AS other;
    INSERT INTO selection_decisionevent
        (pgh_created_at, pgh_label, pgh_obj_id, id, application_id, outcome, status,
         decided_by_id, decided_at, released_by_id, released_at, despite)
    SELECT now(), 'insert', id, id, application_id, outcome, status,
        decided_by_id, decided_at, released_by_id, released_at, despite
    FROM selection_decision;
    SET CONSTRAINTS ALL IMMEDIATE;
    ALTER TABLE selection_decision ENABLE TRIGGER USER;
"""


def decided_before(site: OwnSite) -> None:
    """Tables of before releases, with decisions in them."""
    site.manage("shell", "--verbosity", "0", "-c", PEOPLE)
    site.manage("migrate", "selection", "0005", "--verbosity", "0")
    with closing(psycopg2.connect(site.database.owner_url)) as link, link.cursor() as cursor:
        cursor.execute(DECIDE)
        link.commit()


def test_decisions_of_before_are_in_one_release_and_what_waited_is_drafted_again() -> None:
    with own_site() as site:
        decided_before(site)
        site.manage("migrate", "--verbosity", "0")
        kept = site.database.rows(
            "SELECT release.number, release.status, count(*) FROM selection_decision AS decision"
            " JOIN selection_release AS release ON release.id = decision.release_id GROUP BY 1, 2"
        )
        told = site.database.rows("SELECT count(*), count(release_id) FROM selection_decisionevent")
        guarded = site.database.rows(
            "SELECT bool_and(tgenabled <> 'D') FROM pg_trigger WHERE NOT tgisinternal AND tgrelid"
            " IN ('selection_decision'::regclass, 'selection_decisionevent'::regclass)"
        )
    assert kept == [(1, "released", 2)]
    assert told == [(2, 2)]
    assert guarded == [(True,)]
