"""What a sign-in sheet of thousands of lines asks of the database, each question once."""

import re
from collections.abc import Collection, Iterable

from qingmiao.cultivation.courses.models import Attendance, Enrolment
from qingmiao.cultivation.courses.permissions import KEEP_ATTENDANCES
from qingmiao.cultivation.courses.queries.enrolment import CONFIRMED
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.queries import pickable

NUMBERED = re.compile(r"#(\d{1,18})\s*$")


def people_called(*, actor: Actor, texts: Collection[str]) -> dict[str, Person]:
    """Whom each text names, by number or by a name only one person has; other texts are left out."""
    numbers = {text: int(found.group(1)) for text in texts if (found := NUMBERED.search(text))}
    rows = pickable(actor=actor).select_related(None).only("pk", "name")
    numbered = rows.in_bulk(list(numbers.values()))
    called: dict[str, Person] = {
        text: numbered[pk] for text, pk in numbers.items() if pk in numbered
    }
    several: set[str] = set()
    for person in rows.filter(name__in=set(texts) - set(numbers)):
        if person.name in called:
            several.add(person.name)
        called[person.name] = person
    return {text: person for text, person in called.items() if text not in several}


def standing_attendances(
    *, actor: Actor, like: Iterable[Attendance]
) -> dict[tuple[int, int], Attendance | None]:
    """By session and person, what is written already; nothing where the actor does not keep it."""
    sessions = {row.session_id for row in like}
    rows = Attendance.objects.standing().filter(session__in=sessions)
    written: dict[tuple[int, int], Attendance | None] = dict.fromkeys(
        rows.values_list("session_id", "person_id")
    )
    kept = KEEP_ATTENDANCES.rows(actor, rows).select_related(
        "session__training_class__programme", "person"
    )
    return written | {(row.session_id, row.person_id): row for row in kept}


def members_among(class_id: int) -> frozenset[int]:
    rows = Enrolment.objects.filter(CONFIRMED, training_class=class_id)
    return frozenset(rows.values_list("person_id", flat=True))
