import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import translation

from qingmiao.ledger.deeds import DEEDS, Deed, DuplicateDeed, deed
from qingmiao.ledger.models import Entry
from qingmiao.ledger.queries import entries_about, story_of
from qingmiao.ledger.services import record, record_many
from tests.factories.house import officer, unit

TRIED = deed("ledger.test.tried", "试办 {what}")
WHISPERED = deed("ledger.test.whispered", "记下 {what}", secret=frozenset({"what"}))
pytestmark = pytest.mark.django_db


def written(subject, what="一件事", of=TRIED, **options):
    with transaction.atomic():
        return record(actor=officer(), deed=of, subject=subject, detail={"what": what}, **options)


def test_a_deed_is_written_with_who_what_whom_and_why():
    subject = unit()

    entry = written(subject, reason="部务会研究")

    entry.refresh_from_db()
    assert (entry.deed, entry.sentence, entry.actor_name, entry.reason, entry.door) == (
        "ledger.test.tried", "试办 一件事", "王干事", "部务会研究", "web",
    )  # fmt: skip
    assert (entry.subject_kind, entry.subject_id) == ("orgs.unit", subject.pk)
    assert entry.written_at is not None


def test_secrets_are_masked_before_they_are_written():
    entry = written(unit(), "身份证号", of=WHISPERED)

    assert (entry.sentence, entry.detail) == ("记下 ***", {"what": "***"})


def test_a_detail_that_leaves_a_gap_is_refused():
    with pytest.raises(KeyError), transaction.atomic():
        record(actor=officer(), deed=TRIED, subject=unit(), detail={})

    assert not Entry.objects.exists()


def test_only_declared_deeds_are_recorded_and_each_is_declared_once():
    with pytest.raises(LookupError), transaction.atomic():
        record(actor=officer(), deed=Deed("ledger.test.unknown", "x"), subject=unit(), detail={})
    with pytest.raises(DuplicateDeed):
        deed(TRIED.code, "又一次")
    assert DEEDS[TRIED.code] is TRIED


@pytest.mark.django_db(transaction=True)
def test_outside_the_transaction_of_a_service_nothing_is_recorded():
    with pytest.raises(RuntimeError):
        record(actor=officer(), deed=TRIED, subject=unit(), detail={"what": "x"})


def test_a_deed_exists_if_and_only_if_the_change_does():
    subject = unit()
    with transaction.atomic():
        written(subject)
        transaction.set_rollback(True)

    assert not Entry.objects.exists()


def test_a_batch_is_written_at_once():
    with transaction.atomic():
        count = record_many(
            actor=officer(),
            deed=TRIED,
            kind="orgs.unit",
            details=[(number, {"what": str(number)}) for number in range(3)],
        )

    assert count == 3
    assert [entry.sentence for entry in Entry.objects.order_by("pk")] == [
        "试办 0", "试办 1", "试办 2",
    ]  # fmt: skip


def test_an_entry_of_a_batch_is_like_any_other():
    detail = {"what": '"引号"\t\\n换行', "多": [1, None, True]}
    subject = unit()
    with transaction.atomic():
        record(actor=officer(), deed=TRIED, subject=subject, detail=detail, reason="缘由")
        record_many(
            actor=officer(), deed=TRIED, kind="orgs.unit", details=[(subject.pk, detail)] * 2,
            reason="缘由",
        )  # fmt: skip

    alone, *others = Entry.objects.order_by("pk").values()
    own = ("id", "uid", "written_at", "salt", "commitment")
    for other in others:
        assert {**other, **{name: alone[name] for name in own}} == alone
    assert len({entry["uid"] for entry in (alone, *others)}) == 3
    assert all(other["written_at"] >= alone["written_at"] for other in others)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_or_lose_an_entry(change):
    entry = written(unit())
    rows = Entry.objects.filter(pk=entry.pk)

    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(sentence="改写") if change == "update" else rows.delete()

    assert Entry.objects.get().sentence == "试办 一件事"


@pytest.mark.django_db
def test_the_ledger_has_its_guard_against_being_emptied():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
            [Entry._meta.db_table],
        )
        names = " ".join(name for (name,) in cursor.fetchall())

    assert "never_emptied" in names
    assert "append_only" in names


def test_the_story_is_told_newest_first_and_in_the_reader_s_language():
    subject = unit()
    spoken = deed("ledger.test.spoken", "办理 {what}")
    written(subject, "一")
    written(subject, "二", of=spoken)
    written(unit(), "别处")

    with translation.override("en"):
        assert [line.sentence for line in story_of(subject)] == ["办理 二", "试办 一"]
    assert entries_about(kind="orgs.unit", pk=subject.pk).count() == 2


def test_a_deed_no_longer_declared_is_told_as_it_was_written():
    subject = unit()
    gone = deed("ledger.test.gone", "曾经 {what}")
    written(subject, "办过", of=gone)
    del DEEDS[gone.code]

    [line] = story_of(subject)

    assert line.sentence == "曾经 办过"
