"""Moves the demo's dates around today, and removes past years from its texts."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Model
from django.utils import timezone

from applications.calls.actions.change_rows import change_rows
from applications.calls.actions.configure import plan_call, publish_call
from applications.form.call_items import rows_of, whole_calls
from applications.models import Call, Notice
from core.languages import ALL
from core.row_versions import Change, digest
from core.translated import column, text_in, translated_names
from reviewers.actions.phases import add_phase
from reviewers.enums import OthersOpen
from reviewers.models import ReviewPhase

WEDNESDAY = 2
FEWEST_DAYS = 8  # until it closes, so that it is open and not about to close
# A year with what belongs to it in its language, as in "abril de 2021" or "2021年4月".
YEAR = re.compile(r"[ \u00a0]?(?:de |di |năm )?(?:2021|2022)(?: года|年)?")


@dataclass(frozen=True)
class Season:
    """The dates of the demo's call: opening, closing, promised answers, meetings."""

    opens_at: datetime
    closes_at: datetime
    answers_until: date
    meets_from: date
    meets_until: date


def season_on(today: date) -> Season:
    """Opened two weeks ago, closing on a Wednesday at 5 p.m. as in 2021; the rest comes after."""
    soonest = today + timedelta(days=FEWEST_DAYS)
    closes_on = soonest + timedelta(days=(WEDNESDAY - soonest.weekday()) % 7)
    return Season(
        opens_at=at(today - timedelta(days=14), time(9)),
        closes_at=at(closes_on, time(17)),
        answers_until=closes_on + timedelta(days=37),
        meets_from=closes_on + timedelta(weeks=7),
        meets_until=closes_on + timedelta(weeks=30),
    )


def plan(call: Call) -> Season:
    """Set the call's dates, and remove texts and notices with past dates."""
    season = season_on(timezone.localdate())
    call = whole_calls().get(pk=call.pk)
    rows = [*rows_of(call), *call.pages.all()]
    opens_on = timezone.localdate(season.opens_at)
    changes = [
        *filter(None, map(_without_years, rows)),
        *(_change(notice, starts_on=opens_on) for notice in Notice.objects.all()),
    ]
    change_rows(by=None, changes=changes)
    plan_call(
        by=None,
        call=call,
        answers_until=season.answers_until,
        meets_from=season.meets_from,
        meets_until=season.meets_until,
    )
    return season


def begin(call: Call, season: Season) -> Call:
    """Open the call to residents."""
    return publish_call(by=None, call=call, opens_at=season.opens_at, closes_at=season.closes_at)


def review_phases(call: Call) -> None:
    """Calibration is over, reading is under way, and readers talk once the call is closed."""
    today = timezone.localdate()
    begins, closes_on = today - timedelta(days=12), timezone.localdate(call.closes_at)
    ends = [
        today - timedelta(days=7),
        closes_on + timedelta(days=14),
        closes_on + timedelta(days=21),
    ]
    phases = (
        ReviewPhase(name="Calibration", others_open=OthersOpen.NEVER),
        ReviewPhase(name="Reading", others_open=OthersOpen.NEVER),
        ReviewPhase(name="Talking it over", may_score=False, others_open=OthersOpen.ALWAYS),
    )
    for phase, end in zip(phases, ends, strict=True):
        phase.call, phase.begins_at, phase.ends_at = call, at(begins, time(9)), at(end, time(9))
        add_phase(by=None, phase=phase)
        begins = end


def _without_years(row: Model) -> Change | None:
    """The change that removes years from a row's texts; None when there are none."""
    texts = {
        column(name, language): text_in(row, name, language)
        for name in translated_names(type(row))
        for language in ALL
    }
    values = {name: YEAR.sub("", text) for name, text in texts.items() if YEAR.search(text)}
    return _change(row, **values) if values else None


def _change(row: Model, **values: object) -> Change:
    return Change(row, values, {name: digest(getattr(row, name)) for name in values})


def at(day: date, clock: time) -> datetime:
    """A moment in the city's time."""
    return timezone.make_aware(datetime.combine(day, clock))
