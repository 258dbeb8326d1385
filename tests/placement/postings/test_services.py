"""The host's word about a posting, and rivals for one person's time."""

from datetime import date

import pytest

from qingmiao.access.enums import Role
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.placement.postings.models import Posting
from qingmiao.placement.postings.register import POSTINGS
from qingmiao.placement.postings.services import write_result
from qingmiao.registers.services import ChangedMeanwhile, enter, void
from tests.factories.ground import TODAY, actor, officer, person, unit
from tests.factories.placement import mentorship, posting, returned, scheme

pytestmark = pytest.mark.django_db


def host_of(row):
    return actor(Role.HOST_HEAD, at=row.host_unit)


def test_the_hosts_word_is_written_and_becomes_evidence():
    row = returned(host_unit=unit("高新园区"))

    write_result(actor=host_of(row), posting_id=row.pk, result=" 牵头签约三个项目 ", version=1)

    row.refresh_from_db()
    assert (row.result, row.version) == ("牵头签约三个项目", 2)
    [claim] = Evidence.objects.all()
    assert (claim.person, claim.claim, claim.source_kind, claim.polarity) == (
        row.person, "牵头签约三个项目", "host", "for",
    )  # fmt: skip
    assert (claim.source_name, claim.source_unit, claim.happened_on) == (
        "高新园区", row.host_unit, date(2026, 3, 1),
    )  # fmt: skip
    [entry] = Entry.objects.filter(deed="postings.result.written")
    assert entry.sentence == f"填写鉴定：{row}"


def test_a_word_about_an_early_return_is_neutral():
    row = returned(state="recalled", early_reason="工作需要")

    write_result(actor=host_of(row), posting_id=row.pk, result="时间较短，工作扎实")

    assert [claim.polarity for claim in Evidence.objects.all()] == ["neutral"]


def test_a_new_word_takes_the_old_one_back():
    row = returned()
    write_result(actor=host_of(row), posting_id=row.pk, result="合格")

    write_result(actor=host_of(row), posting_id=row.pk, result="优秀")

    assert [c.claim for c in Evidence.objects.filter(retracted_at__isnull=True)] == ["优秀"]
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize("result", ["", "   "])
def test_an_empty_word_is_refused(result):
    row = returned()

    with pytest.raises(Refused, match="请写明鉴定意见"):
        write_result(actor=host_of(row), posting_id=row.pk, result=result)


def test_a_word_written_over_a_newer_one_is_refused():
    row = returned(version=3)

    with pytest.raises(ChangedMeanwhile):
        write_result(actor=host_of(row), posting_id=row.pk, result="优秀", version=2)

    assert not Evidence.objects.exists()


def test_another_hosts_posting_cannot_be_told_from_none():
    mine, other = returned(), returned()

    for pk in (other.pk, 0):
        with pytest.raises(Forbidden):
            write_result(actor=host_of(mine), posting_id=pk, result="越权")


def voiding(row):
    return void(
        actor=officer(),
        register=POSTINGS,
        pk=row.pk,
        reason="登错人",
        at=Entry.objects.latest("pk").written_at,
    )


def test_a_voided_posting_takes_its_word_back():
    row = returned()
    write_result(actor=host_of(row), posting_id=row.pk, result="优秀")

    voiding(row)

    [claim] = Evidence.objects.all()
    assert claim.retract_reason == "登错人"


def test_a_posting_with_a_mentor_is_not_voided():
    row = returned()
    write_result(actor=host_of(row), posting_id=row.pk, result="优秀")
    mentorship(row.person, posting=row)

    with pytest.raises(Refused, match="名下还有 1 条帮带结对"):
        voiding(row)

    assert Evidence.objects.filter(retracted_at__isnull=True).count() == 1


def values(who, of, home, begins, **changes):
    return {
        "scheme": of, "person": who, "home_unit": home, "place": "专班", "begins": begins,
        "state": "running", **changes,
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_four_hands_and_one_persons_time(race):
    who, of, home = person(), scheme(), unit()
    days = [date(2025, 3, day) for day in (1, 2, 3, 4)]
    hand = officer()

    def send(day):
        enter(actor=hand, register=POSTINGS, values=values(who, of, home, day), on=TODAY)

    answers = race(send, days)

    overlap = "该同志在这一时期已有其他选派，期间不得重叠"
    assert answers == ["entered", overlap, overlap, overlap]
    assert Posting.objects.count() == 1
    assert Entry.objects.filter(deed="postings.posting.entered").count() == 1


@pytest.mark.parametrize(
    ("begins", "changes", "stands"),
    [
        pytest.param(date(2026, 3, 1), {}, True, id="the day the other ends"),
        pytest.param(date(2026, 2, 28), {}, False, id="the other's last day"),
        pytest.param(date(2025, 6, 1), {"state": "proposed"}, True, id="only a plan"),
    ],
)
def test_postings_of_one_person_do_not_overlap(begins, changes, stands):
    earlier = returned()
    given = values(earlier.person, scheme(), unit(), begins, **changes)

    if stands:
        assert enter(actor=officer(), register=POSTINGS, values=given, on=TODAY).pk
    else:
        with pytest.raises(Refused, match="期间不得重叠"):
            enter(actor=officer(), register=POSTINGS, values=given, on=TODAY)


def test_two_people_are_posted_at_the_same_time():
    posting()

    row = enter(
        actor=officer(),
        register=POSTINGS,
        values=values(person(), scheme(), unit(), date(2025, 3, 1)),
        on=TODAY,
    )

    assert row.pk
