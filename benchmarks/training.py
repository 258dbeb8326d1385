"""Training at the size it has to bear: a large sheet, an opening everybody waited for, a million attendances."""

import statistics
import time
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from benchmarks import board
from benchmarks.clocks import clocked, timed
from qingmiao.access.enums import Role
from qingmiao.access.models import Account, RoleGrant
from qingmiao.cultivation.courses.models import (
    Admission,
    Attendance,
    Enrolment,
    Programme,
    Session,
    TrainingClass,
)
from qingmiao.cultivation.courses.register import ATTENDANCES
from qingmiao.cultivation.courses.services.training_class import open_enrolment
from qingmiao.cultivation.learning.queries.hours import Asked, ledger_lines, ledger_people
from qingmiao.engines.queues.models import Ticket
from qingmiao.engines.sheets.services import header_of, read_table, write_table
from qingmiao.kernel import clock
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers import batches

ROWS, SEATS, ASKERS = 5_000, 60, 300
MILLION = 1_000_000
ROUNDS = 40


def _class(title: str, *, begins: date, sessions: int, **more: Any) -> TrainingClass:
    organizer = Unit.objects.get(path="/1/")
    programme, _made = Programme.objects.get_or_create(
        title="测速培训", kind="special", defaults={"organizer": organizer, "opened_on": begins}
    )
    made = TrainingClass.objects.create(
        programme=programme, title=title, begins=begins,
        ends=begins + timedelta(days=sessions - 1), **more,
    )  # fmt: skip
    for number in range(sessions):
        Session.objects.create(
            training_class=made, title=f"第{number + 1}课", hours=Decimal(4),
            held_on=begins + timedelta(days=number),
        )  # fmt: skip
    return made


def sheet(actor: Any) -> None:
    """A sign-in sheet of 5,000 lines: read, judged, entered, and counted in the ledger of hours."""
    on = clock.today()
    made = _class("测速签到班", begins=on - timedelta(days=20), sessions=10)
    sessions = list(made.sessions.order_by("held_on"))
    people = list(Person.objects.filter(facts__in_service=True).order_by("pk")[: ROWS // 10])
    heads = ("课次", "学员", "出勤情况", "计入学时", "签到依据", "结业评价")
    content = write_table(
        "出勤",
        [(head, "text") for head in heads],
        [
            [f"#{at.pk}", f"{who.name} #{who.pk}", "出勤", "4", "签到表", ""]
            for at in sessions
            for who in people
        ],
    )
    with clocked() as spent:
        table = read_table(content, "签到表.xlsx")
        header = header_of(table, list(heads))
        batch = batches.preview(
            actor=actor, register=ATTENDANCES, file_name="签到表.xlsx", content=content,
            headers=list(heads), rows=list(table.records(header)), on=on,
        )  # fmt: skip
        if broken := batch.lines.filter(status="error").first():
            raise SystemExit(f"{broken.values}: {broken.errors}")
        batches.apply(actor=actor, register=ATTENDANCES, batch_id=batch.pk, on=on, at=clock.now())
        asked = Asked(year=on.year, words="", unit_id=None, standing="")
        found = ledger_people(actor=actor, asked=asked, on=on).filter(
            pk__in=[who.pk for who in people]
        )
        lines = ledger_lines(list(found), year=on.year)
    rows = len(sessions) * len(people)
    if Attendance.objects.filter(session__training_class=made).count() != rows or not lines:
        raise SystemExit("the sheet was not entered")
    board.pace("sign-in sheet, counted", rows, "rows", spent(), wanted=1_000)


def opening(actor: Any) -> None:
    """Enrolment opens: 300 people ask at once, through requests of their own, for 60 seats."""
    now = clock.now()
    made = _class(
        f"测速报名班 {now:%H%M%S}", begins=clock.today() + timedelta(days=400), sessions=1,
        seats=SEATS, state="approved",
    )  # fmt: skip
    Admission.objects.create(
        training_class=made, needs_approval=False, opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=9), withdraw_until=now + timedelta(days=9),
    )  # fmt: skip
    open_enrolment(actor=actor, class_id=made.pk, at=now)
    clients = [_client(who) for who in _askers()]
    url, start = reverse("courses:enrol", args=[made.pk]), Barrier(len(clients))
    answers: list[tuple[int, float]] = []

    def ask(client: Client) -> None:
        try:
            start.wait(timeout=60)
            began = time.perf_counter()
            status = client.post(url).status_code
            answers.append((status, time.perf_counter() - began))
        finally:
            connection.close()

    threads = [Thread(target=ask, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    held = Enrolment.objects.filter(training_class=made, state="held").count()
    taken = Ticket.objects.filter(
        seat__isnull=False,
        line__key__in=Enrolment.objects.filter(training_class=made).values("line"),
    ).count()
    slowest = max(spent for _status, spent in answers)
    middle = statistics.median(spent for _status, spent in answers)
    refused = sum(status != 302 for status, _spent in answers)
    board.line(
        f"{ASKERS} ask for {SEATS} seats",
        f"{held} held, {taken} seats taken, {refused} unanswered; p50 {middle:.2f} s, "
        f"last {slowest:.2f} s",
        "",
        f"{SEATS} held, all within 3 s",
    )


def crowd() -> None:
    """A million attendances: ten of everybody, kept with the home."""
    wanted = MILLION - Attendance.objects.count()
    if wanted > 0:
        begins = clock.today() - timedelta(days=300)
        made = _class(f"测速百万 {clock.now():%H%M%S}", begins=begins, sessions=100)
        with connection.cursor() as cursor:
            cursor.execute(FILL, [made.pk, clock.today(), wanted])
            cursor.execute("ANALYZE courses_attendance")
    board.line("attendances", f"{Attendance.objects.count():,}")


FILL = """
INSERT INTO courses_attendance (session_id, person_id, presence, hours, proof, verdict, entered_by,
    source, version, voided_by, void_reason)
SELECT s.id, p.id, 'present', s.hours, '', '', 'bench', 'import', 1, '', ''
FROM (SELECT id, hours, row_number() OVER (ORDER BY id) AS n FROM courses_session
      WHERE training_class_id = %s) s
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM dossiers_person
      WHERE managed_from <= %s) p ON s.n %% 10 = p.n %% 10
LIMIT %s
"""


def pages() -> None:
    """One person's calendar and hours, somebody else each time."""
    people = list(
        Person.objects.filter(facts__in_service=True).order_by("-pk").values_list("pk", flat=True)
    )[:ROUNDS]
    client = Client()
    client.force_login(Account.objects.get(username="officer"))
    addresses = {
        "hours of one": [reverse("learning:hours-of", args=[pk]) for pk in people],
        "calendar of one": [reverse("calendars:person", args=[pk]) for pk in people],
        "ledger of hours": [reverse("learning:hours")] * ROUNDS,
    }
    for what, urls in addresses.items():
        if (status := client.get(urls[0]).status_code) != 200:
            raise SystemExit(f"{urls[0]} answers {status}")
        times = timed(lambda number, at=urls: client.get(at[number]), len(urls))
        told = (
            f"p50 {times.middle:.0f} ms, p95 {times.slow:.0f} ms, {times.busy:.0f} ms by processor"
        )
        board.line(what, told, "", "p95 within 100 ms")


def training(actor: Any) -> None:
    with transaction.atomic():  # the sheet leaves no trace
        sheet(actor)
        transaction.set_rollback(True)
    opening(actor)
    crowd()
    pages()


def _askers() -> list[Person]:
    taken = Account.objects.filter(person_id__isnull=False).values("person_id")
    people = Person.objects.filter(facts__in_service=True, unit__isnull=False)
    return list(people.exclude(pk__in=taken).order_by("-pk")[:ASKERS])


def _client(who: Person) -> Client:
    account = Account(username=f"bench-{who.pk}", display_name=who.name, person_id=who.pk)
    account.set_unusable_password()
    account.save()
    RoleGrant.objects.create(
        account=account, role=Role.CADRE, scope_kind="own", scope_id=who.pk,
        begins=clock.today() - timedelta(days=1), granted_by="bench", reason="bench",
    )  # fmt: skip
    client = Client()
    client.force_login(account)
    return client
