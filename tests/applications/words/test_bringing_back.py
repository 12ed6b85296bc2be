"""Words that come back from a translator: compared, shown, and saved as a whole or not at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.calls.actions.change_rows import change_rows
from applications.form import wording_checks
from applications.form.call_items import whole_calls
from applications.models import Call, Choice, Page, WordingCheck
from core.languages import ALL, BY_CODE, ENGLISH
from core.row_versions import Change, digest
from tests.factories.words import OF_WORDS, XLSX, row_of, sent, translated
from tests.factories.words import saved as as_file

pytestmark = pytest.mark.django_db

OFFICE = "Language and Communications Access"


def address(call: Call, page: str = "", code: str = "es") -> str:
    return f"/staff/words/{page}?call={call.slug}&language={code}"


def bring(client: Client, where: str, raw: bytes):
    """Choose the file, and see the page that it leads to."""
    file = SimpleUploadedFile("words.xlsx", raw, XLSX)
    return client.post(where, {"file": file}, follow=True)


def save(client: Client, page, **typed: str):
    """Save what a page shows."""
    where = page.redirect_chain[-1][0]
    form = {"seal": page.context["verdict"].seal, "office": ""} | typed
    return client.post(where, form, follow=True)


def keys(found) -> list[str]:
    return [each.text.key for each in found]


def test_words_that_nobody_touched_come_back_as_they_are(call, client) -> None:
    for language in ALL:
        if language != ENGLISH:
            for slug in (call.slug, ""):
                where = f"/staff/words/?call={slug}&language={language.code}"
                verdict = bring(client, where, as_file(sent(slug, language.code))).context[
                    "verdict"
                ]
                wrong = [(each.text.key, each.faults) for each in verdict.faulty]
                assert not wrong and not verdict.changes and verdict.same


def test_new_words_are_shown_first_and_saved_with_history_and_check(call, client, cast) -> None:
    key, words = f"call-{call.pk}/title", "Grupo de diseño \U0001f331"
    page = bring(client, address(call), translated(call.slug, {key: f"  {words}  "}))
    assert keys(page.context["verdict"].changes) == [key]
    assert words in page.content.decode() and call.title_es in page.content.decode()
    call.refresh_from_db()
    assert call.title_es != words
    saved = save(client, page, office=OFFICE).content.decode()
    assert "1 text in Spanish saved" in saved
    call.refresh_from_db()
    assert call.title_es == words
    event = call.events.order_by("pgh_id").last()
    assert event.pgh_context["action"] == "applications.words.actions.bring_back.bring_words_back"
    assert event.pgh_context["user"] == cast.coordinator.pk
    assert {check.office for check in WordingCheck.objects.all()} == {OFFICE}
    assert "1 text: checked by" in saved
    assert words not in unchecked_of(call)


def unchecked_of(call: Call) -> list[str]:
    """The Spanish words of a call that nobody has checked."""
    whole = whole_calls().get(pk=call.pk)
    texts = list(wording_checks.texts_in([whole], BY_CODE["es"]))
    found = wording_checks.unchecked(texts, wording_checks.checked_digests()["es"])
    return [text.translation for text in found]


def test_check_is_of_what_changes_and_of_the_rest_only_if_it_was_read(call, client) -> None:
    words = "Grupo de diseño"
    page = bring(client, address(call), translated(call.slug, {f"call-{call.pk}/title": words}))
    assert "every text that is saved (1)" in page.content.decode()
    save(client, page, office=OFFICE)
    call.refresh_from_db()
    assert words not in unchecked_of(call) and call.summary_es in unchecked_of(call)
    page = bring(client, address(call), as_file(sent(call.slug)))
    refused = save(client, page, same_too="on").context["form"]
    assert refused.errors["office"] == ["Say which role or office has read them."]
    same = len(page.context["verdict"].same)
    said = save(client, page, office=OFFICE, same_too="on").content.decode()
    assert f"{same} texts: checked by {OFFICE}" in said and "0 texts" not in said
    assert not unchecked_of(call)


def test_words_count_as_unchecked_when_nobody_is_named(call, client) -> None:
    page = bring(client, address(call), translated(call.slug, {f"call-{call.pk}/title": "Nuevo"}))
    save(client, page)
    assert not WordingCheck.objects.exists()


def test_edit_of_the_english_is_said_and_that_text_left_out_only_when_told(call, client) -> None:
    title, summary = f"call-{call.pk}/title", f"call-{call.pk}/summary"
    raw = translated(call.slug, {title: "Otro título", summary: "Otro resumen"})
    Call.objects.filter(pk=call.pk).update(summary_en="Something else.")
    page = bring(client, address(call), raw)
    assert keys(page.context["verdict"].faulty) == [summary]
    assert "The English was changed after the file was sent" in page.content.decode()
    again = save(client, page)
    assert "Say that these texts are to be left out" in again.content.decode()
    call.refresh_from_db()
    assert call.title_es != "Otro título"
    save(client, page, leaves_out="on")
    call.refresh_from_db()
    assert call.title_es == "Otro título" and call.summary_es != "Otro resumen"


def test_translation_edited_here_meanwhile_is_not_overwritten(call, client) -> None:
    key = f"call-{call.pk}/title"
    raw = translated(call.slug, {key: "Del archivo"})
    Call.objects.filter(pk=call.pk).update(title_es="De la página")
    page = bring(client, address(call), raw)
    assert keys(page.context["verdict"].faulty) == [key]
    assert "Somebody changed the translation here" in page.content.decode()


def test_file_that_was_saved_comes_back_corrected_unless_somebody_else_changed_it(
    call, client, cast
) -> None:
    key, where = f"call-{call.pk}/title", address(call)
    book, other = sent(call.slug), sent(call.slug)
    cell, of_other = (each.active.cell(row_of(each, key), OF_WORDS) for each in (book, other))
    for words in ("Grupo con herror", "Grupo sin error", "Grupo de diseño"):
        cell.value = words
        page = bring(client, where, as_file(book))
        assert keys(page.context["verdict"].changes) == [key]
        save(client, page)
    call.refresh_from_db()
    assert call.title_es == "Grupo de diseño"
    of_other.value = "De otro archivo"
    assert keys(bring(client, where, as_file(other)).context["verdict"].faulty) == [key]
    seen = {"title_es": digest(call.title_es)}
    change = Change(call, {"title_es": "De la página"}, seen)
    change_rows(by=cast.coordinator, changes=[change])
    cell.value = "Otra vez"
    assert keys(bring(client, where, as_file(book)).context["verdict"].faulty) == [key]


def test_cell_still_as_it_was_sent_takes_back_no_correction(call, client) -> None:
    key, where = f"call-{call.pk}/title", address(call)
    book = sent(call.slug)
    untouched = as_file(book)
    book.active.cell(row_of(book, key), OF_WORDS).value = "Grupo sin error"
    save(client, bring(client, where, as_file(book)))
    verdict = bring(client, where, untouched).context["verdict"]
    assert (keys(verdict.changes), keys(verdict.faulty)) == ([], [key])


def test_page_opens_with_the_language_with_most_to_do_and_says_what_is_not_checked(
    call, client
) -> None:
    Call.objects.filter(pk=call.pk).update(title_vi="")
    page = client.get(f"/staff/words/?call={call.slug}")
    assert page.context["language_shown"].code == "vi"
    shown = " ".join(page.content.decode().split())
    assert " to check </small>" in shown and "complete" not in shown
    assert '<a href="/staff/words/" aria-current="page">Words for translators</a>' in shown


@pytest.mark.parametrize("edited", ["title_en", "title_es"])
def test_page_that_is_stale_saves_nothing(call, client, edited) -> None:
    raw = translated(call.slug, {f"call-{call.pk}/title": "Nuevo", f"call-{call.pk}/city": "B."})
    page = bring(client, address(call), raw)
    Call.objects.filter(pk=call.pk).update(**{edited: "Meanwhile"})
    assert "Something changed since you looked" in save(client, page).content.decode()
    call.refresh_from_db()
    assert "B." not in (call.city_es, call.title_es)


@pytest.mark.parametrize(
    ("english", "spanish", "says"),
    [
        ("See [us](page:privacy).", "Vea.", "(page:privacy) is missing"),
        ("See [us](page:privacy).", "[a](page:privacy) [b](page:nowhere)", "(page:nowhere) does"),
        ("Write to a@example.org.", "Escriba a a@ejemplo.org.", "a@example.org is missing"),
        ("Call 617-555-0100.", "Llame al 617-555-0199.", "617-555-0100 is missing"),
        ("Hello %(name)s", "Hola %(nombre)s", "%(name)s is missing"),
        ("<b>Now</b>", "Ahora", "&lt;b&gt; is missing"),
        ("## A\n\n## B", "## A", "The English has 2 headings"),
        ("- a\n- b", "- a b", "The English has 2 list items"),
    ],
)
def test_what_must_be_kept_is_missed(call, client, english, spanish, says) -> None:
    page = Page.objects.get(key="privacy")
    Page.objects.filter(pk=page.pk).update(body_en=english)
    raw = translated("", {f"page-{page.pk}/body": spanish})
    shown = bring(client, "/staff/words/?language=es", raw)
    assert says in shown.content.decode() and not shown.context["verdict"].changes


def test_other_numbers_than_in_the_english_are_saved_once_somebody_compared_them(
    call, client
) -> None:
    page = Page.objects.get(key="privacy")
    Page.objects.filter(pk=page.pk).update(body_en="You get $1,200.", body_es="", title_es="")
    wrong, right = f"page-{page.pk}/body", f"page-{page.pk}/title"
    raw = translated("", {wrong: "Recibe $1.000.", right: "Privacidad"})
    shown = bring(client, "/staff/words/?language=es", raw)
    assert "1.000 stands here, and not in the English" in shown.content.decode()
    assert keys(shown.context["verdict"].doubtful) == [wrong]
    asked = save(client, shown)
    assert asked.context["form"].errors.keys() == {"looked-0"}
    page.refresh_from_db()
    assert (page.title_es, page.body_es) == ("", "")
    save(client, shown, leaves_out="on")
    page.refresh_from_db()
    assert (page.title_es, page.body_es) == ("Privacidad", "")
    shown = bring(client, "/staff/words/?language=es", translated("", {wrong: "Recibe $1.000."}))
    save(client, shown, **{"looked-0": "on"})
    page.refresh_from_db()
    assert page.body_es == "Recibe $1.000."


def test_answers_that_were_swapped_are_asked_about(call, client) -> None:
    yes, no = Choice.objects.filter(question__call=call).order_by("pk")[:2]
    swapped = {f"choice-{yes.pk}/text": no.text_es, f"choice-{no.pk}/text": yes.text_es}
    shown = bring(client, address(call), translated(call.slug, swapped))
    doubtful = shown.context["verdict"].doubtful
    assert keys(doubtful) == [*swapped]
    assert doubtful[0].doubts == [f"“{no.text_es[:60]}” is what “{no.text_en[:60]}” is called now."]
    assert save(client, shown).context["form"].errors.keys() == {"looked-0", "looked-1"}


def test_words_that_the_page_would_refuse_are_refused(call, client) -> None:
    raw = translated(call.slug, {f"call-{call.pk}/title": "x" * 161})
    page = bring(client, address(call), raw)
    assert [each.faults for each in page.context["verdict"].faulty] == [
        ["Too long by 1. The limit is 160 characters."]
    ]


def test_texts_that_were_deleted_here_or_in_the_file_are_counted(call, client) -> None:
    book = sent()
    book.active.delete_rows(row_of(book, f"page-{Page.objects.get(key='home').pk}/body"))
    Page.objects.filter(call=None).exclude(key="home").last().delete()
    page = bring(client, "/staff/words/?language=es", as_file(book))
    verdict = page.context["verdict"]
    assert (verdict.gone, verdict.not_there) == (2, 1) and not verdict.faulty
    assert "2 texts of this file do not exist here" in " ".join(page.content.decode().split())


def test_file_that_is_not_here_any_more_leads_back(call, client) -> None:
    where = f"{address(call, 'back/')}&file=0f8fad5b-d9cb-469f-a165-70867728950e"
    assert "no longer here" in client.get(where, follow=True).content.decode()


def test_file_that_changes_nothing_can_record_a_check_and_else_nothing(call, client) -> None:
    page = bring(client, address(call), as_file(sent(call.slug)))
    assert "The file changes nothing" in page.content.decode()
    assert "nothing to save" in save(client, page).content.decode()
    refused = save(client, page, office=OFFICE).context["form"]
    assert "Tick this if they have read them" in refused.errors["same_too"][0]
    assert not WordingCheck.objects.exists()
    save(client, page, office=OFFICE, same_too="on")
    assert WordingCheck.objects.exists()


def test_english_that_came_back_as_a_translation_is_asked_about(call, client) -> None:
    key = f"call-{call.pk}/summary"
    page = bring(client, address(call), translated(call.slug, {key: call.summary_en}))
    (asked,) = page.context["verdict"].doubtful
    assert asked.doubts == ["This is the English, unchanged. Does it stay so?"]
    assert save(client, page).context["form"].errors.keys() == {"looked-0"}
    call.refresh_from_db()
    assert call.summary_es != call.summary_en
