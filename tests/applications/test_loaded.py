"""What tests begin with is what the loaders leave, to the last row of history."""

from collections import Counter
from collections.abc import Callable

from django.apps import apps
from django.db import connection, models, transaction

from applications.models import Neighborhood
from tests.conftest import load_boston, load_boston_call

DIFFERENT_EACH_TIME = (models.DateTimeField, models.ForeignKey, models.UUIDField)


def stored_after(*loaders: Callable[[], object]) -> dict[str, Counter]:
    """The rows of every table, but for ids, references and moments; then takes them back."""
    with transaction.atomic():
        for load in loaders:
            load()
        tables = connection.introspection.table_names()
        stored = {m._meta.label: rows(m) for m in apps.get_models() if m._meta.db_table in tables}
        transaction.set_rollback(True)
    return stored


def rows(model: type[models.Model]) -> Counter:
    columns = [
        field.attname
        for field in model._meta.concrete_fields
        if field.name != "id"
        and not field.primary_key
        and not isinstance(field, DIFFERENT_EACH_TIME)
    ]
    return Counter(map(repr, model._base_manager.values_list(*columns)))


def test_rows_put_back_are_those_of_the_loaders(db, boston) -> None:
    places, words = boston
    put_back = stored_after(places.put_back, words.put_back)
    assert put_back == stored_after(load_boston, load_boston_call)
    assert put_back["applications.Question"] and put_back["applications.QuestionEvent"]


def test_row_made_after_rows_were_put_back_gets_an_id_of_its_own(city) -> None:
    made = Neighborhood.objects.create(slug="new", name_en="New", kind="neighborhood", order=99)
    assert made.pk > Neighborhood.objects.exclude(pk=made.pk).latest("pk").pk
