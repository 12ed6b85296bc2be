"""Filter forms of the audit pages."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from applications.models import Application, Call
from core.form_fields import DayField, LineField
from core.models import AccessEvent, SecurityEvent, User
from core.staff_forms import StaffForm
from reports.access_words import contains, may_include
from reports.history import Query
from reports.history_words import actions, kinds

ANYTHING = [("", "Any")]


class PeriodForm(StaffForm):
    """The filters that all audit pages share: person and period."""

    reference = LineField(label="Reference", required=False, max_length=40)
    person = forms.ModelChoiceField(
        label="Person",
        queryset=User.objects.order_by("name", "pk"),
        required=False,
        empty_label="Anybody",
    )
    since = DayField(label="From", required=False)
    until = DayField(label="Until", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "This day is before the first one.")
        return given

    def period(self) -> tuple[datetime | None, datetime | None]:
        """The first moment of the period and the first one after it, in the city's time zone."""
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        day_after = until and until + timedelta(days=1)
        return tuple(
            day and timezone.make_aware(datetime.combine(day, time.min))
            for day in (since, day_after)
        )


class HistoryForm(PeriodForm):
    """Filters of the history."""

    kind = forms.ChoiceField(label="Kind", required=False)
    action = forms.ChoiceField(label="Action", required=False)

    field_order = ("reference", "kind", "person", "action", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].label = "Application or call"
        self.fields["kind"].choices = [*ANYTHING, *kinds()]
        self.fields["action"].choices = [*ANYTHING, *actions()]

    def clean_reference(self) -> tuple[str, int] | None:
        """The root: an application by its reference, or a call by its slug."""
        typed = self.cleaned_data["reference"]
        if not typed:
            return None
        if application := Application.objects.filter(reference=typed.upper()).first():
            return "application", application.pk
        if call := Call.objects.filter(slug=typed.lower()).first():
            return "call", call.pk
        raise forms.ValidationError("There is no application and no call by this name.")

    def query(self) -> Query:
        """The query of the filters; call it after is_valid()."""
        given = self.cleaned_data
        since, until = self.period()
        return Query(
            kinds=[given["kind"]] if given["kind"] else (),
            root=given["reference"],
            person=given["person"] and given["person"].pk,
            action=given["action"],
            since=since,
            until=until,
        )


class AccessForm(PeriodForm):
    """Filters of the access log."""

    what = forms.ChoiceField(
        label="What", required=False, choices=[*ANYTHING, *AccessEvent.What.choices]
    )
    query = LineField(label="Details contain", required=False, max_length=200)

    field_order = ("reference", "what", "person", "query", "since", "until")

    def clean_reference(self) -> Application | None:
        typed = self.cleaned_data["reference"]
        if not typed:
            return None
        calls = Application.objects.select_related("call")
        application = calls.filter(reference=typed.upper()).first()
        if application is None:
            raise forms.ValidationError("There is no application with this reference.")
        return application

    def conditions(self) -> Q:
        """Filters on access events; call it after is_valid().

        Those of one application have also the lists and exports that may have included it.
        """
        given = self.cleaned_data
        since, until = self.period()
        conditions = {
            "by": given["person"],
            "what": given["what"],
            "query__iregex": given["query"] and contains(given["query"]),
            "at__gte": since,
            "at__lt": until,
        }
        asked = Q(**{name: value for name, value in conditions.items() if value not in (None, "")})
        if (application := given["reference"]) is not None:
            asked &= Q(object_id=application.pk) | may_include(application)
        return asked


class SecurityForm(PeriodForm):
    """Filters of failed sign-ins and lock-outs."""

    reference = None
    what = forms.ChoiceField(
        label="What", required=False, choices=[*ANYTHING, *SecurityEvent.What.choices]
    )

    field_order = ("what", "person", "since", "until")

    def conditions(self) -> dict[str, Any]:
        """Filters on security events; call it after is_valid()."""
        given = self.cleaned_data
        since, until = self.period()
        conditions = {
            "what": given["what"],
            "account": given["person"],
            "at__gte": since,
            "at__lt": until,
        }
        return {name: value for name, value in conditions.items() if value not in (None, "")}
