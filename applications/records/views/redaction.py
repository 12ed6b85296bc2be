"""Staff page: redact an answer for reviewers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from applications.form import queries
from applications.models import Answer, Redaction
from applications.models.redaction import copy_for_reviewers
from applications.models.translation import with_translations
from applications.records.actions.redact import NOT_READ, redact_answer
from applications.records.forms import RedactForm
from applications.records.views.records import get_application
from core import access_log, kept_input
from core.languages import ENGLISH, english_name
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site


@staff_page(Permission.REDACT_ANSWERS)
@never_cache
def answer_redact(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The answer as sent, and what reviewers see of it."""
    application = get_application(reference)
    current = Answer.objects.filter(revision__application=application, revision__is_current=True)
    current = with_translations(current).select_related("question", "revision")
    answer = get_object_or_404(current, pk=pk)
    done = Redaction.objects.filter(answer=answer).first()
    if not answer.is_redactable:
        messages.info(request, NOT_READ)
        return redirect("staff:application-detail", reference)
    begun = {"seen": done.version, "kind": done.kind, "words": done.words} if done else {"seen": 0}
    form = kept_input.form_of(request, RedactForm, initial=begun)

    def redact() -> HttpResponse:
        redact_answer(by=request.user, answer=answer, **form.cleaned_data)
        messages.success(request, "This is what reviewers get from now on.")
        return redirect(request.path)

    if request.method == "POST":
        return kept_input.done_or_back(request, form, redact)
    access_log.record(
        by=request.user, what=AccessEvent.What.ANSWERS, object_id=application.pk, query="redact"
    )
    context = {
        "title": f"For reviewers: {reference}",
        "application": application,
        "answer": answer,
        "language_name": english_name(answer.language),
        "is_foreign": answer.language != ENGLISH.code,
        "copy": copy_for_reviewers(answer, queries.redactions_of(application)),
        "form": form,
    }
    return staff_site.render(request, "applications/records/answer_redact.html", context)
