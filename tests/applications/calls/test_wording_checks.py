"""A check belongs to the words: an edit of either language makes the text unchecked again."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation
from modeltranslation.translator import translator

from applications.calls.actions.check_wording import record_check, waive_check
from applications.calls.readiness import blockers, blockers_of_published
from applications.enums import WordingArea
from applications.form import emails, site_cache, wording_checks
from applications.form.call_items import whole_calls
from applications.models import Call, Contact, Page, WordingCheck, WordingWaiver
from core.languages import BY_CODE
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.wording import check_all

pytestmark = pytest.mark.django_db

SPANISH, ARABIC = BY_CODE["es"], BY_CODE["ar"]
OFFICE = "Language and Communications Access"
CHECKS = "/staff/calls/design-group-2021/checks/"


def note_in(code: str) -> str:
    """How the note begins in this language."""
    message = "We are still checking this translation."
    with translation.override(code):
        whole = translation.gettext(
            f"{message} If something is wrong or hard to understand, please tell us. You can also "
            "read the English. No mistake of ours will count against you."
        )
    return whole[:30]


def is_noted(path: str, code: str = "es") -> bool:
    site_cache.clear()
    return note_in(code) in Client().get(path).content.decode()


def test_page_says_kindly_that_it_is_unchecked_until_all_of_it_is(call) -> None:
    pages = (
        "/es/",
        f"/es/{call.slug}/",
        f"/es/{call.slug}/apply/",
        f"/es/{call.slug}/paper/",
        "/es/about/privacy/",
    )
    assert all(is_noted(path) for path in pages)
    check_all(call, SPANISH)
    assert not any(is_noted(path) for path in pages)
    assert is_noted(f"/ar/{call.slug}/", "ar")
    assert not is_noted("/en/", "en")


@pytest.mark.parametrize("edited", ["consent_en", "consent_es"])
def test_edit_of_either_language_unchecks_the_text(call, edited) -> None:
    check_all(call, SPANISH)
    Call.objects.filter(pk=call.pk).update(**{edited: "Otra cosa."})
    assert is_noted(f"/es/{call.slug}/")
    whole = whole_calls().get(pk=call.pk)
    left = dict(wording_checks.missing_checks(whole))
    assert left[SPANISH] == {WordingArea.CONSENT: 1}
    Call.objects.filter(pk=call.pk).update(**{edited: getattr(call, edited)})
    assert not is_noted(f"/es/{call.slug}/"), "the same words are checked again"


def test_edit_of_one_page_is_noted_on_that_page_alone(call) -> None:
    check_all(call, SPANISH)
    Page.objects.filter(key="pilots").update(body_es="Tres.")
    assert is_noted("/es/about/pilots/")
    assert not is_noted("/es/about/privacy/")


def test_paper_and_mail_carry_the_note(call) -> None:
    application = apply(call, support={"reads": "es"})
    contact = Contact.objects.get(revision__application=application)
    assert note_in("es") in emails.queue_application_link(contact=contact).body
    paper = Client().get(f"/es/{call.slug}/paper/").content.decode()
    sheet = paper.partition('<div class="sheet">')[2].partition("</main>")[0]
    assert note_in("es") in sheet
    check_all(call, SPANISH)
    site_cache.clear()
    assert note_in("es") not in emails.queue_application_link(contact=contact).body


def test_public_page_asks_nothing_of_the_database_for_it(call, django_assert_num_queries) -> None:
    site_cache.has_unchecked_wording("es", call)
    with django_assert_num_queries(0):
        assert site_cache.has_unchecked_wording("es", call)


def test_readiness_leads_to_the_texts_of_the_language_that_lacks_checks(call, cast) -> None:
    coordinator = signed_in(cast.coordinator)
    readiness = f"/staff/calls/{call.slug}/readiness/"
    link = f"{CHECKS}?language=es"
    assert f'href="{link}"' in coordinator.get(readiness).content.decode()
    assert coordinator.get(link).context["language_shown"] == SPANISH
    check_all(call, SPANISH, areas=wording_checks.NEEDED)
    assert f'href="{link}"' not in coordinator.get(readiness).content.decode()


def test_call_does_not_open_without_check_or_decision(call, cast) -> None:
    def blocked() -> set[str]:
        found = [each.says for each in blockers(whole_calls().get(pk=call.pk))]
        kept = [each.says for each in blockers_of_published(call)]
        assert set(kept) == set(found)
        return {says.partition(":")[0] for says in found if "nobody has checked" in says}

    assert blocked() == {language.english_name for language in wording_checks.TRANSLATED}
    check_all(call, SPANISH, areas=wording_checks.NEEDED)
    assert "Spanish" not in blocked() and "Arabic" in blocked()
    waive_check(by=cast.coordinator, call=call, language=ARABIC, reason="Our readers agreed.")
    assert "Arabic" not in blocked()
    waiver = WordingWaiver.objects.get()
    event = waiver.events.get()
    assert (event.reason, event.by_id) == ("Our readers agreed.", cast.coordinator.pk)
    Page.objects.filter(key="get-help-now").update(body_es="Llame.")
    assert "Spanish" in blocked()


def test_coordinator_records_a_check_on_the_page(call, client, cast) -> None:
    page = client.get(f"{CHECKS}?language=es&area=consent")
    area = next(each for each in page.context["areas"] if each.area == WordingArea.CONSENT)
    assert call.consent_es.splitlines()[0] in page.content.decode()
    sent = {"language": "es", "area": "consent", "seal": area.seal, "office": OFFICE}
    assert client.post(f"{CHECKS}record/", sent, follow=True).status_code == 200
    check = WordingCheck.objects.get()
    assert (check.office, check.by, check.language) == (OFFICE, cast.coordinator, "es")
    again = client.get(f"{CHECKS}?language=es")
    assert OFFICE in again.content.decode()
    assert [each.unchecked for each in again.context["areas"] if each.area == "consent"] == [[]]
    client.post(f"{CHECKS}{check.pk}/remove/")
    assert not WordingCheck.objects.exists()


def test_texts_are_read_area_by_area_and_in_pages(client) -> None:
    """All at once they were 234 kB."""
    first = client.get(f"{CHECKS}?language=es&area=catalogue")
    texts = next(each for each in first.context["areas"] if each.area == "catalogue").unchecked
    assert len(client.get(f"{CHECKS}?language=es").content) < len(first.content) < 60_000
    page, read = first, list(first.context["table"])
    while after := page.context["table"].page.after:
        page = client.get(f"{CHECKS}?language=es&area=catalogue&after={after}")
        read += page.context["table"]
    assert read == texts and len(texts) > len(first.context["table"])


def test_words_to_check_are_told_apart_from_what_must_be_mended(call, client) -> None:
    languages = len(wording_checks.TRANSLATED)
    Call.objects.filter(pk=call.pk).update(title_en="")
    page = client.get(f"/staff/calls/{call.slug}/readiness/").context
    assert len(page["checks"]) == languages
    assert not [each for each in page["blocking"] if "nobody has checked" in each.says]
    must = client.get(f"/staff/calls/{call.slug}/").context["must"]
    mend = f"{len(page['blocking'])} things must be mended"
    assert must == f"{mend} and words in {languages} languages checked"


@pytest.mark.parametrize(
    "spoil", [{"office": "  "}, {"office": "x" * 121}, {"seal": "old"}, {"area": "x"}]
)
def test_check_of_other_words_or_by_nobody_is_not_recorded(call, client, spoil) -> None:
    page = client.get(f"{CHECKS}?language=es")
    area = next(each for each in page.context["areas"] if each.area == WordingArea.CONSENT)
    sent = {"language": "es", "area": "consent", "seal": area.seal, "office": OFFICE, **spoil}
    client.post(f"{CHECKS}record/", sent)
    assert not WordingCheck.objects.exists()


def test_words_edited_while_somebody_read_are_not_checked(call, client) -> None:
    page = client.get(f"{CHECKS}?language=es")
    area = next(each for each in page.context["areas"] if each.area == WordingArea.CONSENT)
    Call.objects.filter(pk=call.pk).update(consent_es="Otra cosa.")
    sent = {"language": "es", "area": "consent", "seal": area.seal, "office": OFFICE}
    answer = client.post(f"{CHECKS}record/", sent, follow=True).content.decode()
    assert "Somebody edited these words meanwhile" in answer
    assert not WordingCheck.objects.exists()


def test_coordinator_records_a_decision_with_its_reason(call, client, cast) -> None:
    client.post(f"{CHECKS}waive/", {"language": "so", "reason": "  "})
    assert not WordingWaiver.objects.exists()
    client.post(f"{CHECKS}waive/", {"language": "so", "reason": "No office reads it yet."})
    page = client.get(f"{CHECKS}?language=so").content.decode()
    assert "No office reads it yet." in page and str(cast.coordinator) in page
    assert client.post(f"{CHECKS}waive/", {"language": "en", "reason": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("model", "values", "rule"),
    [
        (WordingCheck, {"office": "", "digests": ["x"]}, "a_check_names_an_office"),
        (WordingCheck, {"office": "x", "digests": []}, "a_check_is_of_some_words"),
        (
            WordingCheck,
            {"office": "x", "digests": ["x"], "language": "en"},
            "a_check_is_never_of_english",
        ),
        (WordingWaiver, {"reason": ""}, "a_waiver_has_a_reason"),
    ],
)
def test_database_wants_an_office_words_and_a_reason(call, cast, model, values, rule) -> None:
    own = {"call": call} if model is WordingWaiver else {"area": "consent"}
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        model.objects.create(**{"language": "es", "by": cast.coordinator, **own, **values})


def test_every_text_of_the_public_site_has_an_area(call, cast) -> None:
    rows = wording_checks.rows_with_words(whole_calls().get(pk=call.pk))
    assert {type(row) for row in rows} == set(translator.get_registered_models())
    texts = list(wording_checks.texts_of(rows, SPANISH))
    found = wording_checks.count(texts)
    assert set(found) == set(WordingArea)
    assert {text.area for text in texts if "988" in text.english} == {WordingArea.CRISIS}
    record_check(
        by=cast.coordinator, language=SPANISH, area=WordingArea.CALL, office=OFFICE, texts=texts
    )
    assert wording_checks.unchecked(texts, wording_checks.checked_digests()["es"]) == []
