"""A box takes one sheet a holder, forgets their order, and never changes once it is closed."""

from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction

from qingmiao.engines.ballots import queries, services
from qingmiao.engines.ballots.contracts import Question
from qingmiao.engines.ballots.enums import Asked
from qingmiao.engines.ballots.models import Box, Mark
from qingmiao.kernel.errors import Refused

ASKED = [Question(name="q", label="想学", kind=Asked.SINGLE, options=("a", "b"))]


def put(holder, said="a", key="box"):
    services.put_in(key=key, holder=holder, group="", questions=ASKED, said={"q": [said]})


def results(key="box"):
    return queries.results_of(key=key, questions=ASKED)


@pytest.mark.django_db
def test_nothing_is_told_while_it_is_open_and_the_same_ever_after():
    services.open_box(key="box", least=3)
    moments = [results()]
    for holder in range(5):
        put(holder, "ab"[holder % 2])
        moments.append(results())
    services.close_box(key="box")

    assert set(moments) == {None}
    assert results() == results()
    assert results().answers == 5


@pytest.mark.django_db
def test_two_sheets_of_three_are_never_told():
    services.open_box(key="box", least=3)
    put(1), put(2)
    services.close_box(key="box")
    assert results() is None


@pytest.mark.django_db
def test_one_sheet_a_holder_and_none_after_the_closing():
    services.open_box(key="box", least=3)
    put(1)
    with pytest.raises(Refused, match="每人一次"):
        put(1)
    services.close_box(key="box")
    with pytest.raises(Refused, match="已经截止"):
        put(2)
    assert queries.holders_of(key="box") == {1}
    assert len(Box.objects.get().sheets) == 1


@pytest.mark.django_db
def test_nothing_leads_from_a_mark_to_a_sheet():
    """All sheets are one row of one version, and their order is drawn: the last mark has no last sheet."""
    services.open_box(key="box", least=3)
    last = []
    for holder in range(24):
        put(holder, "b" if holder == 23 else "a")
    last = [each["said"]["q"][0] for each in Box.objects.get().sheets]

    assert {field.name for field in Mark._meta.fields} == {"id", "box", "holder"}
    assert {tuple(each) for each in Box.objects.get().sheets} == {("said", "group")}
    assert sorted(last) == ["a"] * 23 + ["b"]
    orders = set()
    for holder in range(24, 30):
        put(holder)
        orders.add([each["said"]["q"][0] for each in Box.objects.get().sheets].index("b"))
    assert len(orders) > 1  # six times the same place: one chance in eight million


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE ballots_box SET sheets = '[]'", id="emptied"),
        pytest.param("UPDATE ballots_box SET is_closed = false", id="opened again"),
        pytest.param("DELETE FROM ballots_box", id="deleted"),
        pytest.param("UPDATE ballots_mark SET holder = 9", id="mark changed"),
        pytest.param("DELETE FROM ballots_mark", id="mark deleted"),
    ],
)
def test_a_closed_box_stands_against_the_database_itself(statement):
    services.open_box(key="box", least=3)
    put(1)
    services.close_box(key="box")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_threshold_is_declared_once():
    services.open_box(key="box", least=5)
    with pytest.raises(DatabaseError), transaction.atomic():
        Box.objects.update(least=3)


@pytest.mark.django_db(transaction=True)
def test_one_holder_at_two_doors_gives_one_sheet_and_others_lose_none():
    services.open_box(key="box", least=3)
    start, refused = Barrier(4), []

    def answer(holder):
        try:
            start.wait()
            put(holder)
        except Refused as no:
            refused.append(no)
        finally:
            connection.close()

    threads = [Thread(target=answer, args=(holder,)) for holder in (1, 1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert len(Box.objects.get().sheets) == Mark.objects.count() == 3
