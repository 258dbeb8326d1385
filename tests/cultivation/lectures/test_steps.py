"""The way of a request: asked, matched, accepted, held, confirmed; then it counts, and not before."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from PIL import Image

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.cultivation.lectures import queries, services
from qingmiao.cultivation.lectures.models import Delivery, Lecture, Rating, Speaking
from qingmiao.cultivation.lectures.permissions import VIEW_RATINGS
from qingmiao.cultivation.lectures.register import LECTURES, MEMBERS
from qingmiao.evidence.models import Evidence
from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.notices.models import Notice
from qingmiao.registers.services import amend, enter
from tests.factories import house
from tests.factories.cultivation import corps_member, lecture, speaking
from tests.factories.ground import TODAY, agree, client_of, errors_of, officer, person, unit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 7, 10, 4, tzinfo=UTC)
DAY = date(2026, 7, 10)


def picture(*, exif=False):
    file = io.BytesIO()
    drawn = Image.new("RGB", (80, 60), "white")
    options = {}
    if exif:
        told = Image.Exif()
        told[0x010F] = "SecretCamera"
        told[0x8825] = {1: "N", 2: (30.0, 0.0, 0.0)}
        options["exif"] = told
    drawn.save(file, "JPEG", **options)
    return file.getvalue()


def asked(host=None, **changes):
    return lecture("基层治理怎么干", **{
        "host": host or unit(), "state": "requested", "held_on": DAY, "audience": 0, "proof": "",
        **changes,
    })  # fmt: skip


def sent(row, member, *, by=None, begins=time(9), ends=time(11)):
    return services.dispatch_lecture(
        actor=by or officer(),
        lecture_id=row.pk,
        member_id=member.pk,
        begins_at=begins,
        ends_at=ends,
        reason="主题相符",
        on=TODAY,
    )


def speaker(member):
    known = Account.objects.filter(person_id=member.person_id).first()
    if known:
        return house.acting(known)
    return house.acting(house.holder(Role.LECTURER, who=member.person))


def hand_of(host):
    return house.acting(house.holder(Role.UNIT_SECRETARY, over=host))


def accepted(host=None, member=None):
    row, member = asked(host), member or corps_member()
    one = sent(row, member)
    services.accept_request(actor=speaker(member), speaking_id=one.pk, on=TODAY, at=AT)
    row.refresh_from_db()
    return row, member, one


def held(host=None):
    row, member, one = accepted(host)
    services.hand_in_proof(
        actor=speaker(member), lecture_id=row.pk, photo=picture(), signed_in=42, note="", on=DAY
    )
    row.refresh_from_db()
    return row, member, one


def figures():
    counts = queries.counts_of(actor=house.leader())
    return counts.lectures, counts.participations, counts.speakers, counts.audience


class TestAsking:
    def ask(self, host, by, **changes):
        return services.request_lecture(**{
            "actor": by, "title": "政策解读", "host": host, "held_on": DAY, "begins_at": None,
            "ends_at": None, "place": "", "wish": "讲给网格员听", "on": TODAY, **changes,
        })  # fmt: skip

    def test_a_unit_asks_and_the_department_is_told(self):
        host, desk = unit(), house.holder(Role.OFFICER)

        row = self.ask(host, hand_of(host))

        assert (row.state, row.wish) == ("requested", "讲给网格员听")
        [notice] = Notice.objects.filter(account_id=desk.pk)
        assert (notice.kind, notice.asks) == ("lectures.lecture.dispatch_asked", True)
        assert Entry.objects.filter(deed="lectures.lecture.requested").count() == 1

    def test_nobody_asks_for_another_unit(self):
        with pytest.raises(Forbidden):
            self.ask(unit(), hand_of(unit()))
        assert not Lecture.objects.exists()

    def test_a_day_gone_by_is_refused(self):
        host = unit()
        with pytest.raises(Refused, match="点单日期须晚于今天"):
            self.ask(host, hand_of(host), held_on=TODAY)

    def test_the_same_is_asked_for_once(self):
        host = unit()
        self.ask(host, hand_of(host))
        with pytest.raises(Refused, match="该单位同日同题的宣讲已登记"):
            self.ask(host, hand_of(host))


class TestSending:
    def test_a_member_is_sent_with_a_reason_and_asked(self):
        row, member = asked(), corps_member()
        account = house.holder(Role.LECTURER, who=member.person)

        sent(row, member)

        row.refresh_from_db()
        assert (row.state, row.state_reason) == ("matched", "主题相符")
        assert [n.kind for n in Notice.objects.filter(account_id=account.pk)] == [
            "lectures.lecture.speaker_asked"
        ]
        assert figures() == (0, 0, 0, 0)

    def test_every_reason_against_is_told_at_once(self):
        row, gone = asked(), corps_member(left_on=date(2026, 1, 1))
        with pytest.raises(Refused) as no:
            services.dispatch_lecture(
                actor=officer(), lecture_id=row.pk, member_id=gone.pk, begins_at=time(9),
                ends_at=time(8), reason=" ", on=DAY + timedelta(days=1),
            )  # fmt: skip
        assert len(no.value.reasons) == 4

    def test_nobody_is_in_two_places_at_one_hour(self):
        member = corps_member()
        sent(asked(), member)

        with pytest.raises(Refused, match="该成员在这一时段已有另一场宣讲"):
            sent(asked(), member, begins=time(10, 30), ends=time(12))
        sent(asked(), member, begins=time(11), ends=time(12))

        assert Speaking.objects.count() == 2

    def test_the_database_itself_forbids_it(self):
        one = sent(asked(), corps_member())
        with pytest.raises(IntegrityError), transaction.atomic():
            Speaking.objects.create(lecture=asked(), member=one.member, hours=one.hours)

    def test_only_the_department_sends(self):
        host = unit()
        with pytest.raises(Forbidden):
            sent(asked(host), corps_member(), by=hand_of(host))

    def test_a_moved_lecture_moves_its_speakers_and_is_refused_where_they_are_elsewhere(self):
        member = corps_member()
        first, second = asked(), asked(held_on=DAY + timedelta(days=1))
        sent(first, member)
        one = sent(second, member)

        with pytest.raises(Refused, match="该成员在这一时段已有另一场宣讲"):
            amend(
                actor=officer(), register=LECTURES, pk=second.pk, values={"held_on": DAY},
                version=None, on=TODAY,
            )  # fmt: skip
        amend(
            actor=officer(), register=LECTURES, pk=second.pk,
            values={"held_on": DAY + timedelta(days=2)}, version=None, on=TODAY,
        )  # fmt: skip

        one.refresh_from_db()
        assert one.hours.lower.astimezone().date() == DAY + timedelta(days=2)

    def test_suggestions_tell_reasons_and_leave_nobody_out(self):
        host = unit()
        here = corps_member(person(at=host), topics="基层治理怎么干")
        fit, other, busy = corps_member(topics="基层治理"), corps_member(topics="摄影"), None
        busy = corps_member(topics="基层治理怎么干")
        sent(asked(), busy)
        row = asked(host, begins_at=time(10), ends_at=time(12))

        found = queries.speakers_for(lecture=row)

        assert [each.member_id for each in found] == [here.pk, fit.pk, other.pk, busy.pk]
        assert found[0].reasons[:2] == ("主题相符", "本单位，不用路途")
        assert found[-1].reasons[0] == "这一时段已有另一场宣讲"


class TestAnswering:
    def test_the_speaker_agrees_and_the_host_is_told(self):
        host = unit()
        hand = house.holder(Role.UNIT_SECRETARY, over=host)
        row, _member, one = accepted(host)

        assert row.state == "accepted"
        assert "lectures.lecture.host_told" in set(
            Notice.objects.filter(account_id=hand.pk).values_list("kind", flat=True)
        )
        with pytest.raises(Refused, match="已经应答过"):
            services.accept_request(actor=officer(), speaking_id=one.pk, on=TODAY, at=AT)

    def test_whoever_declines_is_free_again_and_the_desk_looks_anew(self):
        row, member, one = accepted()

        services.decline_request(
            actor=speaker(member), speaking_id=one.pk, reason="出差", on=TODAY, at=AT
        )

        row.refresh_from_db()
        assert (row.state, row.state_reason) == ("requested", "出差")
        assert sent(asked(), member).hours is not None
        assert services.cancel_lecture(
            actor=officer(), lecture_id=row.pk, reason="不办了", on=TODAY
        ).state == "cancelled"  # fmt: skip

    def test_the_other_comes_when_the_last_one_asked_declines(self):
        row, stays, leaves = asked(), corps_member(), corps_member()
        one, other = sent(row, stays), sent(row, leaves)
        services.accept_request(actor=speaker(stays), speaking_id=one.pk, on=TODAY, at=AT)
        row.refresh_from_db()
        assert row.state == "matched"

        services.decline_request(
            actor=speaker(leaves), speaking_id=other.pk, reason="出差", on=TODAY, at=AT
        )

        row.refresh_from_db()
        assert row.state == "accepted"

    def test_nobody_answers_for_another(self):
        one = sent(asked(), corps_member())
        with pytest.raises(Forbidden):
            services.accept_request(
                actor=speaker(corps_member()), speaking_id=one.pk, on=TODAY, at=AT
            )

    def test_a_cancelled_lecture_frees_its_speakers(self):
        host = unit()
        row, member, _one = accepted(host)
        services.cancel_lecture(actor=hand_of(host), lecture_id=row.pk, reason="停电", on=TODAY)

        assert sent(asked(), member)


class TestDelivering:
    def test_it_counts_when_the_unit_confirms_and_not_before(self):
        host = unit()
        row, member, _one = held(host)
        assert (row.state, row.audience, figures()) == ("held", 42, (0, 0, 0, 0))
        assert not Evidence.objects.exists()

        services.confirm_lecture(actor=hand_of(host), lecture_id=row.pk, at=AT)

        row.refresh_from_db()
        assert (row.state, figures()) == ("delivered", (1, 1, 1, 42))
        assert row.proof == "现场照片、签到 42 人，点单单位已确认"
        assert Evidence.objects.get().person == member.person

    def test_a_photograph_keeps_nothing_but_the_picture(self):
        row, member, _one = accepted()
        raw = picture(exif=True)
        assert b"SecretCamera" in raw

        services.hand_in_proof(
            actor=speaker(member), lecture_id=row.pk, photo=raw, signed_in=3, note="", on=DAY
        )

        kept = bytes(Delivery.objects.get().jpeg)
        assert b"SecretCamera" not in kept
        assert not Image.open(io.BytesIO(kept)).getexif()

    def test_proof_of_a_day_to_come_or_of_no_picture_is_refused(self):
        row, member, _one = accepted()
        with pytest.raises(Refused) as no:
            services.hand_in_proof(
                actor=speaker(member), lecture_id=row.pk, photo=b"", signed_in=0, note="", on=TODAY
            )
        assert len(no.value.reasons) == 2
        with pytest.raises(Refused, match="现场照片无法识别"):
            services.hand_in_proof(
                actor=speaker(member), lecture_id=row.pk, photo=b"GIF", signed_in=3, note="", on=DAY
            )

    def test_nobody_confirms_the_own_lecture_nor_what_oneself_handed_in(self):
        host = unit()
        member = corps_member(person(at=host))
        row, member, _one = accepted(host, member)
        both = Account.objects.get(person_id=member.person_id)
        house.grant(both, Role.UNIT_SECRETARY, over=host)
        services.hand_in_proof(
            actor=house.acting(both),
            lecture_id=row.pk,
            photo=picture(),
            signed_in=9,
            note="",
            on=DAY,
        )

        with pytest.raises(Forbidden):
            services.confirm_lecture(actor=house.acting(both), lecture_id=row.pk, at=AT)
        delivery = Delivery.objects.get()
        delivery.confirmed_by_id, delivery.confirmed_at = both.pk, AT
        with pytest.raises(IntegrityError), transaction.atomic():
            delivery.save()

    def test_what_is_returned_is_handed_in_again(self):
        host = unit()
        row, member, _one = held(host)
        services.return_proof(actor=hand_of(host), lecture_id=row.pk, reason="人数不符", on=DAY)
        row.refresh_from_db()
        assert (row.state, row.audience) == ("accepted", 0)

        services.hand_in_proof(
            actor=speaker(member), lecture_id=row.pk, photo=picture(), signed_in=30, note="", on=DAY
        )
        assert Delivery.objects.get().signed_in == 30

    def test_steps_are_not_skipped_through_the_form(self):
        row, _member, _one = held()
        with pytest.raises(Refused, match="由办理步骤改变"):
            amend(
                actor=officer(), register=LECTURES, pk=row.pk, values={"state": "delivered"},
                version=None, on=DAY,
            )  # fmt: skip

    def test_whoever_owes_proof_is_reminded_once(self):
        _row, member, _one = accepted()
        late = DAY + timedelta(days=1)
        assert services.remind_of_proof(actor=SYSTEM, on=DAY) == 0
        assert services.remind_of_proof(actor=SYSTEM, on=late) > 0
        assert services.remind_of_proof(actor=SYSTEM, on=late) == 0
        assert member.person_id


class TestRating:
    def rated(self):
        host = unit()
        row, member, one = held(host)
        services.confirm_lecture(actor=hand_of(host), lecture_id=row.pk, at=AT)
        rating = services.rate_speaker(
            actor=hand_of(host), speaking_id=one.pk, score=2, note="偏难"
        )
        return host, member, one, rating

    def test_it_is_for_the_speaker_and_the_manager_alone(self):
        host, member, _one, rating = self.rated()

        agree(VIEW_RATINGS, Rating, speaker(member), [rating])
        agree(VIEW_RATINGS, Rating, officer(), [rating])
        for other in (hand_of(host), speaker(corps_member()), house.actor(Role.DISTRICT_LEADER)):
            agree(VIEW_RATINGS, Rating, other, [])
        kin = house.actor(Role.OFFICER, kin_ids=frozenset({member.person_id}))
        agree(VIEW_RATINGS, Rating, kin, [])

    def test_the_ledger_does_not_tell_how_well(self):
        self.rated()
        told = str(
            Entry.objects.filter(deed="lectures.speaking.rated").values_list("detail", "sentence")
        )
        assert "偏难" not in told

    def test_once_and_only_after_it_was_delivered(self):
        host, _member, one, _rating = self.rated()
        with pytest.raises(Refused, match="已经评价过"):
            services.rate_speaker(actor=hand_of(host), speaking_id=one.pk, score=5, note="")
        again_host = unit()
        _row, _m, early = held(again_host)
        with pytest.raises(Refused, match="确认送达之后才能评价"):
            services.rate_speaker(actor=hand_of(again_host), speaking_id=early.pk, score=5, note="")


class TestSources:
    def test_a_source_is_the_members_own_record(self):
        one = person()
        with pytest.raises(Refused, match="没有找到这条来源记录"):
            enter(
                actor=officer(), register=MEMBERS, on=TODAY,
                values={"person": one, "joined_on": date(2026, 1, 1), "route": "contest", "source_id": 1},
            )  # fmt: skip


class TestPages:
    @pytest.mark.parametrize("name", ["calendar", "places"])
    def test_list_pages_ask_the_same_for_one_row_and_three(self, name, django_assert_num_queries):
        today = clock.today()
        client = client_of(Role.OFFICER)
        address = reverse(f"lectures:{name}")
        speaking(at=lecture(held_on=today.replace(day=1)))
        client.get(address)
        with django_assert_num_queries(7 if name == "calendar" else 4):
            client.get(address)
        for _ in range(2):
            speaking(at=lecture(held_on=today.replace(day=1)))
        with django_assert_num_queries(7 if name == "calendar" else 4):
            client.get(address)

    def test_a_dispatch_without_a_reason_comes_back(self):
        row, member = asked(held_on=clock.today() + timedelta(days=5)), corps_member()
        client = client_of(Role.OFFICER)
        url = reverse("lectures:lecture-dispatch", args=[row.pk])
        values = {"member": member.pk, "begins_at": "09:00", "ends_at": "10:00", "reason": ""}

        refused = client.post(url, values)

        assert (refused.status_code, errors_of(refused)) == (422, ["这个字段是必填项。"])
        assert client.post(url, values | {"reason": "主题相符"}).status_code == 302
        assert client.get(reverse("lectures:lecture-detail", args=[row.pk])).status_code == 200

    def test_a_unit_asks_on_its_page(self):
        host = unit()
        client = client_of(Role.UNIT_ORGANIZER, at=host)
        values = {
            "title": "反诈宣传", "host": host.pk, "place": "", "wish": "", "begins_at": "", "ends_at": "",
            "held_on": f"{clock.today() + timedelta(days=9):%Y-%m-%d}",
        }  # fmt: skip
        assert client.post(reverse("lectures:request"), values).status_code == 302
        assert Lecture.objects.get().state == "requested"

    def test_the_photograph_is_for_readers_of_the_lecture(self):
        row, _member, _one = held()
        url = reverse("lectures:lecture-photo", args=[row.pk])
        shown = client_of(Role.OFFICER).get(url)
        assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
        assert client_of(Role.UNIT_SECRETARY, at=unit()).get(url).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_desks_send_one_speaker_to_two_places_at_one_hour():
    member, rows, start = corps_member(), [asked(), asked()], Barrier(2)

    def send_to(row):
        start.wait()
        try:
            sent(row, member)
        except Refused as no:
            return no.reasons
        else:
            return ()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(send_to, rows))

    assert said == [(), ("该成员在这一时段已有另一场宣讲",)]
    assert Speaking.objects.count() == 1
    assert sorted(Lecture.objects.values_list("state", flat=True)) == ["matched", "requested"]
