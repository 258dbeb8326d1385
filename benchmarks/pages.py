"""Pages and figures, by the test client: the server's time without a network."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import board
from benchmarks.clocks import clocked, timed
from qingmiao.access.models import Account
from qingmiao.insight.figures.contracts import Question
from qingmiao.insight.figures.queries.figures import cards
from qingmiao.kernel import clock

ROUNDS = 40
BARE_LIST = """
SELECT p.* FROM dossiers_person p JOIN dossiers_personfacts f ON f.person_id = p.id
WHERE f.in_service ORDER BY p.roster_order, p.id LIMIT 50 OFFSET %s
"""
BARE_SEARCH = "SELECT * FROM dossiers_person WHERE name = %s LIMIT 20"


def pages() -> None:
    client = Client()
    client.force_login(Account.objects.get(username="officer"))
    known = _asked("SELECT name, pinyin FROM dossiers_person ORDER BY md5(name) LIMIT 60")

    def listed(number: int) -> object:
        return _asked(BARE_LIST, number * 50)

    def found(number: int) -> object:
        return _asked(BARE_SEARCH, known[number][0])

    addresses = {
        "roster, page by page": (lambda n: f"/people/?page={n + 1}", listed),
        "roster, filtered": (
            lambda n: f"/people/?sex={n % 2 + 1}&sort=age&page={n % 5 + 1}",
            listed,
        ),
        "roster, words typed": (lambda n: f"/people/?q={known[n][0]}", found),
        "search by name": (lambda n: f"/search/?q={known[n][0]}", found),
        "search by pinyin": (lambda n: f"/search/?q={known[n][1].split()[0]}", found),
    }
    for what, (address, bare) in addresses.items():
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(address(0))
            queries = len(caught)  # the next request forgets them
        if answer.status_code != 200:
            raise SystemExit(f"{address(0)} answers {answer.status_code}")
        times = timed(lambda number, at=address: client.get(at(number)), ROUNDS)
        board.page(what, times, queries, floor=timed(bare, ROUNDS))


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
