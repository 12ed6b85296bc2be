"""The part of bench.duplicates that runs on its database; prints one name and value per line."""

import os
import random
import statistics
import sys
import time
import uuid
from collections import Counter

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.duplicates import KINDS, Named, planted, words_of

SEED = 20211110
HINTS = 200


def main(what: str, size: int) -> None:
    """`find`: recall and noise among `size` people; `hint`: response time of hints among them."""
    chance = random.Random(SEED)
    pairs = planted(chance) if what == "find" else []
    name = words_of(POOLS, chance)
    count = size - 2 * len(pairs) - Application.objects.count()
    crowd = [_somebody(chance, name, number) for number in range(count)]
    ids = _store([*crowd, *(half for _kind, *halves in pairs for half in halves)])
    if what == "find":
        _find(pairs, ids[len(crowd) :])
    else:
        _hint(chance, crowd)


def _somebody(chance: random.Random, name, number: int) -> Named:
    """A phone and an address of their own, as most people have."""
    phone = f"857-555-{number:05}" if chance.random() < 0.7 else ""
    email = f"person{number}@example.org" if not phone or chance.random() < 0.6 else ""
    return name(), phone, email


def _store(people: list[Named]) -> list[int]:
    """Insert applications with only the fields that are matched, without the gate; their ids."""
    call, now = Call.objects.first(), timezone.now()
    place = Neighborhood.objects.first()
    applications = Application.objects.bulk_create(
        Application(
            call=call,
            reference=f"BCH-{n // 10000:04}-{n % 10000:04}",
            channel="web",
            received_at=now,
        )
        for n in range(len(people))
    )
    revisions = Revision.objects.bulk_create(
        Revision(
            application=each,
            number=1,
            submission_key=uuid.uuid4(),
            language="en",
            received_at=now,
            lives_in_city="yes",
        )
        for each in applications
    )
    Contact.objects.bulk_create(
        Contact(
            revision=revision,
            full_name=name,
            phone=phone,
            email=email,
            neighborhood=place,
            wants_pick_up=not (phone or email),
        )
        for revision, (name, phone, email) in zip(revisions, people, strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return [each.pk for each in applications]


def _find(pairs: list, ids: list[int]) -> None:
    before = set(PossibleDuplicate.objects.values_list("pk", flat=True))
    started = time.perf_counter()
    while find_duplicates(by=None):
        pass
    print(f"seconds {time.perf_counter() - started:.1f}")
    found = PossibleDuplicate.objects.exclude(pk__in=before)
    strengths = {(p.first_id, p.second_id): p.strength for p in found}
    meant = {(ids[2 * n], ids[2 * n + 1]): kind for n, (kind, *_halves) in enumerate(pairs)}
    for kind in KINDS:
        seen = [strengths.get(key) for key, planted_as in meant.items() if planted_as == kind]
        one_person = sum(strength in ("likely", "maybe") for strength in seen)
        print(f"found {kind} {one_person}")
        print(f"called one person {kind} {one_person}")
        print(f"shown {kind} {seen.count('household')}")
    noise = Counter(strength for key, strength in strengths.items() if key not in meant)
    for strength in ("likely", "maybe", "household"):
        print(f"noise {strength} {noise[strength]}")


def _hint(chance: random.Random, crowd: list[Named]) -> None:
    """What a clerk types: half are people in the database with a typing error, half others."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.filter(groups__name=Role.CLERK).first())
    slug = Call.objects.first().slug
    took, counts = [], []
    for number in range(HINTS):
        name, phone, email = chance.choice(crowd)
        typed = {
            "call": slug,
            "envelope-submission_key": str(uuid.uuid4()),
            "contact-full_name": name[:-1] if number % 2 else name,
            "contact-phone": phone if number % 3 else "617-555-9999",
            "contact-email": email,
        }
        with CaptureQueriesContext(connection) as captured:
            started = time.perf_counter()
            answer = client.post("/staff/paper/hints/", typed)
            took.append(1000 * (time.perf_counter() - started))
        assert answer.status_code == 200
        counts.append(len([q for q in captured if "trgm" in q["sql"] or "SELECT" in q["sql"]]))
    cuts = statistics.quantiles(took, n=20)
    print(f"p50 {statistics.median(took):.0f}")
    print(f"p95 {cuts[-1]:.0f}")
    print(f"sql {min(counts)}–{max(counts)}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from applications.duplicates.actions.find_duplicates import find_duplicates
    from applications.models import (
        Application,
        Call,
        Contact,
        Neighborhood,
        PossibleDuplicate,
        Revision,
    )
    from core.models import User
    from core.permissions import Role
    from demo.people import POOLS

    main(sys.argv[1], int(sys.argv[2]))
