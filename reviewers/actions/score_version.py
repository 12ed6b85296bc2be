"""Compute a call's scores once more, as a version of their own."""

from collections.abc import Iterator

from django.contrib.messages.constants import INFO

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from reviewers import queries
from reviewers.enums import RankingScore
from reviewers.models import Disagreement, RankingRule, ReaderLevel, ScoreLine, ScoreVersion
from reviewers.results import Inputs, inputs_of
from reviewers.scoring import LAMBDA, NotRanked, Scores, scores_of

AT_ONCE = 2000
NEWER = "Somebody made a newer version meanwhile. It is shown now."


@action
def make_score_version(*, by: User, call: Call, seen: int) -> ScoreVersion:
    """Store raw and adjusted scores of all applications that count, as the version after `seen`.

    Refused without a fixed rule or without any review, and where nothing has changed.
    """
    Call.objects.select_for_update().get(pk=call.pk)
    last = queries.latest_version(call)
    if seen != (last.number if last else 0):
        raise ChangedMeanwhile(NEWER)
    inputs = _inputs(call, last)
    rule = inputs.rule
    scores = scores_of(inputs.readings, rule.fewest_readings)
    try:
        places, not_ranked = scores.places(adjusted=rule.ranking_score == RankingScore.ADJUSTED), ""
    except NotRanked as refused:
        places, not_ranked = {}, str(refused)
    version = ScoreVersion.objects.create(
        call=call,
        number=seen + 1,
        rubric=inputs.rubric,
        ranking_score=rule.ranking_score,
        fewest_readings=rule.fewest_readings,
        reviews=len(inputs.readings),
        unit=scores.unit,
        penalty=LAMBDA,
        groups=len(scores.groups),
        not_ranked=not_ranked,
        input_digest=inputs.digest,
        made_by=by,
    )
    lines = _lines(version, inputs, scores, places)
    ScoreLine.objects.bulk_create(lines, batch_size=AT_ONCE)
    ReaderLevel.objects.bulk_create(_levels(version, scores))
    Disagreement.objects.bulk_create(_disagreements(version, inputs, scores))
    return version


def _inputs(call: Call, last: ScoreVersion | None) -> Inputs:
    """What there is to compute, if anything has changed since the last version."""
    rule = RankingRule.objects.filter(call=call, fixed_at__isnull=False).first()
    if rule is None:
        raise Refused("First fix which score ranks.", "no_rule")
    inputs = inputs_of(queries.rubric_of(call), rule)
    if not inputs.readings:
        raise Refused("No review is submitted yet.", "no_reviews", level=INFO)
    if last and last.input_digest == inputs.digest:
        nothing = f"Nothing has changed since version {last.number}."
        raise Refused(nothing, "nothing_changed", level=INFO)
    return inputs


def _lines(
    version: ScoreVersion, inputs: Inputs, scores: Scores, places: dict[int, int]
) -> Iterator[ScoreLine]:
    for application in inputs.applications:
        found = scores.applications.get(application)
        line = ScoreLine(version=version, application_id=application, readings=0)
        if found:
            line.place = places.get(application)
            line.readings, line.raw, line.adjusted = found.readings, found.raw, found.adjusted
            line.lowest, line.highest = found.lowest, found.highest
            line.raw_error = _in_tenths(found.raw_error)
            line.adjusted_error = _in_tenths(found.adjusted_error)
        yield line


def _levels(version: ScoreVersion, scores: Scores) -> Iterator[ReaderLevel]:
    group_of = {
        reader: number for number, group in enumerate(scores.groups, start=1) for reader in group
    }
    for reader, level in sorted(scores.levels.items()):
        yield ReaderLevel(
            version=version,
            user_id=reader,
            points=_in_tenths(level.points),
            error=_in_tenths(level.error),
            readings=level.readings,
            shared=level.shared,
            has_no_spread=level.has_no_spread,
            group=group_of.get(reader),
        )


def _disagreements(version: ScoreVersion, inputs: Inputs, scores: Scores) -> Iterator[Disagreement]:
    for each in scores.disagreements:
        review = inputs.review_of[each.application, each.reader]
        yield Disagreement(version=version, review_id=review, points=_in_tenths(each.points))


def _in_tenths(points: float | None) -> int | None:
    return None if points is None else round(10 * points)
