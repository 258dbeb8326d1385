"""Pages and figures, by the test client: the server's time without a network."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import board
from benchmarks.clocks import clocked, timed
from qingmiao.access.models import Account
from qingmiao.insight.figures.contracts import Question
from qingmiao.insight.figures.queries.figures import cards
from qingmiao.kernel import clock
from qingmiao.people.dossiers.models import Person
from qingmiao.pool.models import Membership, StateChange

ROUNDS = 40
BARE_LIST = """
SELECT p.* FROM dossiers_person p JOIN dossiers_personfacts f ON f.person_id = p.id
WHERE f.in_service ORDER BY p.roster_order, p.id LIMIT 50 OFFSET %s
"""
BARE_RESERVE = """
SELECT m.*, p.* FROM pool_membership m JOIN dossiers_person p ON p.id = m.person_id
WHERE m.voided_at IS NULL ORDER BY m.entered_on DESC, m.id DESC LIMIT 50 OFFSET %s
"""
MEMBERS_KNOWN = """
SELECT p.name FROM pool_membership m JOIN dossiers_person p ON p.id = m.person_id
ORDER BY md5(p.name) LIMIT 60
"""
BARE_SEARCH = "SELECT * FROM dossiers_person WHERE name = %s LIMIT 20"


Address = Callable[[int], str]


def pages() -> None:
    known = _asked("SELECT name, pinyin FROM dossiers_person ORDER BY md5(name) LIMIT 60")

    def listed(number: int) -> object:
        return _asked(BARE_LIST, number * 50)

    def found(number: int) -> object:
        return _asked(BARE_SEARCH, known[number][0])

    _measured(
        {
            "roster, page by page": (lambda n: f"/people/?page={n + 1}", listed),
            "roster, filtered": (
                lambda n: f"/people/?sex={n % 2 + 1}&sort=age&page={n % 5 + 1}",
                listed,
            ),
            "roster, words typed": (lambda n: f"/people/?q={known[n][0]}", found),
            "search by name": (lambda n: f"/search/?q={known[n][0]}", found),
            "search by pinyin": (lambda n: f"/search/?q={known[n][1].split()[0]}", found),
        }
    )


def reserve() -> None:
    """The pages of the reserve, as many as are in it."""
    known = _asked(MEMBERS_KNOWN)

    def listed(number: int) -> object:
        return _asked(BARE_RESERVE, number * 50)

    _measured(
        {
            "reserve, page by page": (lambda n: f"/pool/membership/?page={n + 1}", listed),
            "reserve, filtered": (
                lambda n: f"/pool/membership/?tier={'AB'[n % 2]}&state=member&page={n % 5 + 1}",
                listed,
            ),
            "reserve, words typed": (lambda n: f"/pool/membership/?q={known[n][0]}", listed),
            "reserve, asleep": (lambda n: f"/pool/watch/?kind=asleep&page={n % 5 + 1}", listed),
            "reserve, ready": (lambda _n: "/pool/watch/?kind=ready", listed),
            "reserve, board": (lambda _n: "/pool/board/", listed),
        },
        wanted="p95 within 100 ms at 20,000 members",
    )
    _measured(
        {
            "reserve, two axes": (lambda _n: "/pool/grid/", listed),
            "reserve, one cell of it": (
                lambda n: f"/pool/grid/?column=0&band=none&page={n % 5 + 1}",
                listed,
            ),
        },
        wanted="p95 within 100 ms at 20,000 members",
        by="department_leader",
    )


def fill_reserve(members: int) -> None:
    """So many people in the reserve, kept with the home, and the tables as the server tends them at night."""
    there = Membership.objects.filter(left_on__isnull=True, voided_at__isnull=True)
    people = Person.objects.filter(standing="in_service").exclude(pk__in=there.values("person"))
    wanted = members - there.count()
    day = clock.today()
    rows = [
        Membership(
            person_id=pk, tier="AB"[pk % 2], state="member", source="import", entered_by="bench",
            entered_on=day - timedelta(days=pk % 1_500 + 1),
        )
        for pk in people.order_by("pk").values_list("pk", flat=True)[:wanted]
    ]  # fmt: skip
    with transaction.atomic():
        Membership.objects.bulk_create(rows, batch_size=2_000)
        StateChange.objects.bulk_create(
            (
                StateChange(
                    membership=row, state="member", begins=row.entered_on, decided_by="bench"
                )
                for row in rows
            ),
            batch_size=2_000,
        )
    board.line("reserve", f"{there.count():,} members")


def _measured(
    addresses: dict[str, tuple[Address, Callable[[int], object]]],
    *,
    wanted: str = "p95 within 100 ms at 100,000",
    by: str = "officer",
) -> None:
    client = Client()
    client.force_login(Account.objects.get(username=by))
    for what, (address, bare) in addresses.items():
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(address(0))
            queries = len(caught)  # the next request forgets them
        if answer.status_code != 200:
            raise SystemExit(f"{address(0)} answers {answer.status_code}")
        times = timed(lambda number, at=address: client.get(at(number)), ROUNDS)
        board.page(what, times, queries, floor=timed(bare, ROUNDS), wanted=wanted)


def _asked(question: str, *given: object) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return cursor.fetchall()


def figures(actor: Any) -> None:
    question = Question(on=clock.today())
    cards(actor=actor, question=question)
    with clocked() as spent:
        told = cards(actor=actor, question=question)
    with clocked() as bare, connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
    ratio = spent().busy / max(bare().busy, 0.01)
    board.line(
        f"all {len(told)} figures",
        f"{spent().wall:.2f} s on the wall, {spent().busy:.2f} s by processor",
        f"{ratio:.1f} × count(*) of all tables ({bare().busy:.2f} s)",
        "within 3 s at 100,000",
    )
