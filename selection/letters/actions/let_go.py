"""Let the letters of a release go, by somebody who has read each text."""

from collections.abc import Sequence

from applications.models import Call
from core import mail
from core.actions import ChangedMeanwhile, Refused, action
from core.models import OutgoingMail, User
from selection.enums import OfferStatus, ReleaseStatus
from selection.letter_enums import LetterChannel
from selection.letters.queue import Outgoing, Text, outgoing_of, queue_of
from selection.models import Decision, Letter, LetterReading, Offer, Release

CHANGED = (
    "Something has changed since you looked: words, an address, or who gets an answer. "
    "Nothing went. Look again."
)
UNREAD = "Read each text once before it goes. Not yet read: {}."
OTHER_WORDS = "The words have changed since you opened them. Read them again."
HAD = "A letter has gone this way already, and did not come back."
OVER = "Their offer waits for no answer any more, and this letter asks for one."
NO_WAY = "We cannot write to them this way."
NOT_RELEASED = "Only what is released goes out."


@action
def read_text(*, by: User, release: Release, text: Text, words: str = "") -> None:
    """Record that somebody has read a text as it goes in this release. May be repeated.

    `words` is the digest of what the page showed: ChangedMeanwhile if they are others by now.
    """
    if words and words != text.digest:
        raise ChangedMeanwhile(OTHER_WORDS)
    for words in text.words:
        LetterReading.objects.get_or_create(release=release, template=words, by=by)


@action
def let_letters_go(*, by: User, release: Release, digest: str) -> list[Letter]:
    """Queue the emails of a release, and put its printed letters with those to print.

    `digest` is of what the page showed. Refused after any change, with a text that `by` has not
    read, and with words that do not fit. A letter goes once: what went already is not in the queue.
    """
    release = _locked(release)
    if release.status != ReleaseStatus.RELEASED:
        raise Refused(NOT_RELEASED, "not_released")
    queue = queue_of(release, by)
    if queue.digest != digest:
        raise ChangedMeanwhile(CHANGED)
    if queue.problems:
        raise Refused(" ".join(queue.problems), "words_do_not_fit")
    if queue.unread:
        names = ", ".join(str(text.template) for text in queue.unread)
        raise Refused(UNREAD.format(names), "unread")
    return send_letters(by=by, people=queue.sendable)


@action
def send_again(*, by: User, decision: Decision, channel: LetterChannel) -> Letter:
    """One letter once more: the same way after it came back, or another way.

    Refused before the release's letters went, while one stands that went this way, and where
    nobody can be reached by it.
    """
    _locked(decision.release)
    went = Letter.objects.filter(decision=decision)
    if went.filter(channel=channel, returned_at=None).exists():
        raise Refused(HAD, "gone_already")
    outgoing = outgoing_of(decision)
    if Offer.objects.filter(decision=decision).exclude(status=OfferStatus.OPEN).exists():
        raise Refused(OVER, "offer_is_over")
    if not went.exists() or outgoing is None or channel not in outgoing.ways:
        raise Refused(NO_WAY, "no_way")
    return send_letters(by=by, people=[outgoing.by(channel)])[0]


@action
def send_letters(*, by: User, people: Sequence[Outgoing]) -> list[Letter]:
    """Store letters, and the mail of those that are emailed; a part of other actions."""
    mails = {each.decision.pk: _mail(each) for each in people if each.channel == LetterChannel.MAIL}
    OutgoingMail.objects.bulk_create(mails.values())
    return Letter.objects.bulk_create(
        Letter(
            decision=each.decision,
            template=each.template,
            english=each.english,
            channel=each.channel,
            why=each.why,
            mail=mails.get(each.decision.pk),
            let_go_by=by,
        )
        for each in people
    )


def _mail(each: Outgoing) -> OutgoingMail:
    letter = each.written
    return mail.build_message(
        to_address=each.contact.email,
        language=each.template.language,
        subject=letter.subject,
        body=letter.as_mail,
        holds_secret=False,
    )


def _locked(release: Release) -> Release:
    """A release now; nobody edits texts, or lets letters go, at the same time."""
    Call.objects.select_for_update(no_key=True).get(pk=release.call_id)
    return Release.objects.select_related("call").get(pk=release.pk)
