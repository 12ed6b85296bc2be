"""The map of tiles: each neighborhood with who can be chosen and who is."""

import pytest
from django.db import connection
from django.template.loader import render_to_string

from applications.models import Cluster, Neighborhood
from selection.board import on_the_board
from selection.enums import Caution
from selection.representation import representation_of
from selection.supply import supply_of
from selection.tiles import tiles_of
from tests.factories.applications import apply
from tests.factories.releasing import choose_member
from tests.factories.targets import set_target


@pytest.fixture
def members(call, cast) -> list[int]:
    """Four people of Mattapan and one without a place, of whom two sit; one of Hyde Park."""
    four = [apply(call, home={"neighborhood": "mattapan"}) for _ in range(4)]
    nowhere = apply(call, home={"neighborhood": "no-fixed-place"})
    apply(call, home={"neighborhood": "hyde-park"})
    for application in (four[0], nowhere):
        choose_member(by=cast.coordinator, application=application, despite=Caution)
    return list(on_the_board(call).values_list("application", flat=True))


SQL = """
    SELECT place.name, count(*), count(*) FILTER (WHERE application.id = ANY(%s))
    FROM applications_application AS application
    JOIN applications_revision AS revision ON revision.application_id = application.id
    JOIN applications_contact AS contact ON contact.revision_id = revision.id
    JOIN applications_neighborhood AS place ON place.id = contact.neighborhood_id
    WHERE application.call_id = %s AND application.status = 'received' AND revision.is_current
    GROUP BY place.name
"""


@pytest.mark.django_db
def test_tiles_count_what_sql_counts(call, members, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        found = tiles_of(supply_of(call), members)
    with connection.cursor() as cursor:
        cursor.execute(SQL, [members, call.pk])
        expected = {name: (pool, chosen) for name, pool, chosen in cursor.fetchall()}
    assert {t.name: (t.pool, t.chosen) for t in found.tiles if t.pool} == expected
    assert len(found.drawn) == 25
    assert not {"Not sure", "I do not have a fixed place to live"} & {t.name for t in found.drawn}


@pytest.mark.django_db
def test_short_target_marks_all_its_neighborhoods(call, members) -> None:
    set_target(call, Cluster.objects.get(slug="hyde-park-mattapan"), 2, 3)
    short = [row.target for row in representation_of(call).short]
    tiles = tiles_of(supply_of(call), members, short).tiles
    marked = {tile.name for tile in tiles if tile.is_short}
    assert marked == {"Hyde Park", "Mattapan"}


@pytest.mark.django_db
def test_compared_panels_mark_what_changed(call, members) -> None:
    supply = supply_of(call)
    changes = {t.name: t.change_in_words for t in tiles_of(supply, members, other=[]).tiles}
    assert changes["Mattapan"] == "+1"
    assert changes["I do not have a fixed place to live"] == "+1"
    back = {t.name: t.change_in_words for t in tiles_of(supply, [], other=members).tiles}
    assert (back["Mattapan"], back["Hyde Park"]) == ("−1", "")


@pytest.mark.django_db
def test_each_number_of_people_is_drawn_as_so_many(call, members) -> None:
    more = [apply(call, home={"neighborhood": "roxbury"}).pk for _ in range(4)]
    for count in (1, 2, 3, 4):
        tiles = tiles_of(supply_of(call), more[:count])
        page = render_to_string("selection/_map.html", {"tiles": tiles})
        assert page.count("tile-person") == (count if count < 4 else 0)
        assert f">{count} of 4</text>" in page
    assert '<text class="tile-name" x="23" y="29">4</text>' in page


@pytest.mark.django_db
def test_city_without_tiles_has_the_table_alone(call, members) -> None:
    Neighborhood.objects.update(tile_label="", tile_column=None, tile_row=None)
    page = render_to_string("selection/_map.html", {"tiles": tiles_of(supply_of(call), members)})
    assert "<svg" not in page
    assert "Neighborhoods as a table" in page
