"""Photographs and voice notes of a visit: sent once, drawn anew, sealed, seen by readers of the notes alone."""

import io
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.selection.visits.contracts import Taken
from qingmiao.selection.visits.models import Enclosure, Visit
from qingmiao.selection.visits.permissions import KEEP_ENCLOSURES, VIEW_ENCLOSURES
from qingmiao.selection.visits.queries.enclosure import enclosures_of
from qingmiao.selection.visits.rules import LARGEST_TAKEN, MOST_TAKEN, flaws_of_taken
from qingmiao.selection.visits.services.enclosure import (
    add_enclosures,
    content_of,
    void_enclosure,
)
from qingmiao.selection.visits.services.visit import forget_told, record_visit
from tests.factories.files import WHERE, m4a, photo, wav
from tests.factories.ground import agree
from tests.factories.house import TODAY, actor, holder, officer, secretary, signed_in
from tests.factories.selection import enclosure, point, segment, visit
from tests.selection.visits.test_doors import told

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 30, tzinfo=UTC)


def taken(kind, content):
    return Taken(kind=kind, size=len(content), content=content)


PHOTO, VOICE = taken("photo", photo()), taken("voice", m4a())


def test_a_photograph_is_drawn_anew_and_sealed(field):
    row, _ = record_visit(actor=field.visitor, sheet=field.sheet(taken=(PHOTO,)), today=TODAY)

    [one] = Enclosure.objects.all()
    _, content = content_of(actor=field.visitor, enclosure_id=one.pk)
    drawn = Image.open(io.BytesIO(content))
    assert (one.visit, one.media_type, one.width, one.height) == (row, "image/jpeg", 64, 48)
    assert dict(drawn.getexif()) == {}
    assert b"PhoneMaker" in PHOTO.content
    assert b"PhoneMaker" not in content
    assert content not in bytes(one.sealed)


def test_a_voice_note_keeps_its_sound_alone(field):
    record_visit(actor=field.visitor, sheet=field.sheet(taken=(VOICE,)), today=TODAY)

    [one] = Enclosure.objects.all()
    _, content = content_of(actor=field.visitor, enclosure_id=one.pk)
    assert one.media_type == "audio/mp4"
    assert WHERE in VOICE.content
    assert WHERE not in content


def test_a_draft_sent_twice_brings_its_photograph_once(field):
    sheet = field.sheet(taken=(PHOTO, PHOTO, VOICE))

    record_visit(actor=field.visitor, sheet=sheet, today=TODAY)
    record_visit(actor=field.visitor, sheet=sheet, today=TODAY)

    assert list(Enclosure.objects.order_by("kind").values_list("kind", flat=True)) == [
        "photo",
        "voice",
    ]
    [entry] = Entry.objects.filter(deed="visits.enclosure.added")
    assert entry.detail["count"] == 2


def test_nothing_of_a_sheet_is_kept_where_one_file_is_none(field):
    spoilt = field.sheet(taken=(PHOTO, taken("photo", b"<svg/>"), taken("voice", photo())))

    with pytest.raises(Refused) as no:
        record_visit(actor=field.visitor, sheet=spoilt, today=TODAY)

    assert no.value.reasons == (
        "第 2 份照片：照片不是可读的图片：请改用 JPEG",
        "第 1 份录音：不是认识的录音：请用 m4a、mp3、aac、ogg、wav、amr 或 webm",
    )
    assert not Visit.objects.exists()


def test_how_many_and_how_large_is_said_with_everything_else(field):
    many = tuple(
        Taken(kind="photo", size=LARGEST_TAKEN["photo"] + 1, content=b"") for _ in range(7)
    )

    with pytest.raises(Refused) as no:
        record_visit(actor=field.visitor, sheet=field.sheet(taken=many, summary=""), today=TODAY)

    assert no.value.reasons[:3] == (
        "请写明走访情况",
        "一次走访的照片最多 6 份，请删去一些",
        "第 1 份照片超过 10 MB",
    )
    assert len(no.value.reasons) == 2 + len(many)


@pytest.mark.parametrize("kind", MOST_TAKEN)
def test_the_limit_itself_is_allowed(kind):
    most, largest = MOST_TAKEN[kind], LARGEST_TAKEN[kind]

    assert list(flaws_of_taken({kind: [largest] * most})) == []
    assert len(list(flaws_of_taken({kind: [largest]}, already={kind: most}))) == 1


def test_they_are_seen_and_kept_by_whom_the_notes_are(field):
    ours = enclosure(visit=visit(unit=field.town, segment=field.segment))
    theirs = enclosure(visit=visit(unit=field.town, segment=segment("别片")))
    settled = enclosure(visit=visit(unit=field.town, segment=field.segment, state="confirmed"))

    agree(VIEW_ENCLOSURES, Enclosure, field.visitor, [ours, settled])
    agree(KEEP_ENCLOSURES, Enclosure, field.visitor, [ours])
    agree(VIEW_ENCLOSURES, Enclosure, officer(), [ours, theirs, settled])
    agree(KEEP_ENCLOSURES, Enclosure, officer(), [ours, theirs, settled])
    agree(VIEW_ENCLOSURES, Enclosure, actor(Role.DISTRICT_LEADER), [ours, theirs, settled])
    agree(KEEP_ENCLOSURES, Enclosure, actor(Role.DISTRICT_LEADER), [])
    agree(VIEW_ENCLOSURES, Enclosure, secretary(field.town), [])


def test_the_unit_visited_and_another_segment_meet_a_missing_page(client, field):
    one = enclosure(visit=visit(unit=field.town, segment=field.segment))
    url = reverse("visits:enclosure", args=[one.pk])
    stranger = point(field.head, field.far, of=segment("别片")).person

    def status(account):
        client.force_login(account)
        return client.get(url).status_code

    assert status(holder(Role.POINT_HEAD, over=field.town, who=field.point)) == 200
    assert status(holder(Role.UNIT_SECRETARY, over=field.town)) == 404
    assert status(holder(Role.POINT_HEAD, over=field.far, who=stranger)) == 404
    assert status(holder(Role.CADRE)) == 404


def test_a_file_leaves_with_the_type_we_made_sure_of_and_is_kept_by_nobody(client, field):
    signed_in(client)
    one = enclosure(
        visit=visit(unit=field.town), kind="voice", media_type="audio/wav", content=wav()
    )
    url = reverse("visits:enclosure", args=[one.pk])

    whole = client.get(url)
    part = client.get(url, headers={"Range": "bytes=4-7"})
    rest = client.get(url, headers={"Range": "bytes=100-"})

    assert whole.content == wav()
    assert (whole["Content-Type"], whole["X-Content-Type-Options"]) == ("audio/wav", "nosniff")
    assert whole["Cache-Control"] == "private, no-store"
    assert (part.status_code, part.content) == (206, wav()[4:8])
    assert part["Content-Range"] == f"bytes 4-7/{len(wav())}"
    assert rest.content == wav()[100:]
    for nonsense in ("bytes=9-4", f"bytes={len(wav())}-", "items=1-2", "bytes=-3"):
        assert client.get(url, headers={"Range": nonsense}).status_code == 200


def test_a_form_without_a_script_brings_photographs_too(client, field):
    client.force_login(holder(Role.POINT_HEAD, over=field.town, who=field.point))
    files = {
        "photos": [SimpleUploadedFile(f"{c}.jpg", photo(c)) for c in ("red", "blue")],
        "voices": SimpleUploadedFile("a.m4a", m4a()),
    }

    answer = client.post(reverse("visits:record"), told(field, **files))

    page = client.get(answer.url)
    assert len(page.context["enclosures"]) == 3
    assert page.content.decode().count("<img src=") == 2


def test_what_is_too_large_for_a_form_is_told_by_number(client, field, monkeypatch):
    monkeypatch.setitem(LARGEST_TAKEN, "photo", 100)
    client.force_login(holder(Role.POINT_HEAD, over=field.town, who=field.point))
    draft = told(field, photos=SimpleUploadedFile("a.jpg", photo()))

    answer = client.post(reverse("visits:record"), draft, headers={"X-Draft": "1"})

    assert (answer.status_code, answer.json()) == (422, {"reasons": ["第 1 份照片超过 0 MB"]})


def test_photographs_are_added_until_the_visit_is_confirmed(client, field):
    client.force_login(holder(Role.POINT_HEAD, over=field.town, who=field.point))
    row = visit(unit=field.town, segment=field.segment, visitor=field.point)
    url = reverse("visits:visit-enclose", args=[row.pk])

    def post(**files):
        return client.post(url, {k: SimpleUploadedFile(k, v) for k, v in files.items()})

    assert client.get(url).status_code == 200
    assert post().status_code == 422
    assert post(photos=b"no picture").status_code == 422
    assert post(photos=photo()).status_code == 302
    again = post(photos=photo())
    assert (again.status_code, "已经在这次走访里" in again.content.decode()) == (422, True)
    Visit.objects.update(state="confirmed", confirmed_by=field.group)
    assert post(photos=photo("red")).status_code == 404
    assert Enclosure.objects.count() == 1


def test_a_visit_that_is_full_takes_no_more(field):
    row = visit(unit=field.town, segment=field.segment, visitor=field.point)
    for _ in range(MOST_TAKEN["photo"]):
        enclosure(visit=row)

    with pytest.raises(Refused, match="最多 6 份"):
        add_enclosures(actor=field.visitor, visit_id=row.pk, taken=(PHOTO,))


def test_voiding_takes_a_reason_and_hides_the_file(client, field):
    client.force_login(holder(Role.POINT_HEAD, over=field.town, who=field.point))
    row = visit(unit=field.town, segment=field.segment, visitor=field.point)
    one = enclosure(visit=row)
    url = reverse("visits:enclosure-void", args=[one.pk])

    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "拍错了人"}).status_code == 302
    assert client.post(url, {"reason": "再来一次"}).status_code == 404
    assert client.get(reverse("visits:enclosure", args=[one.pk])).status_code == 404
    [entry] = Entry.objects.filter(deed="visits.enclosure.voided")
    assert (entry.reason, entry.subject_id) == ("拍错了人", row.pk)


def test_a_reason_of_blanks_is_none(field):
    one = enclosure(visit=visit(unit=field.town, segment=field.segment))

    with pytest.raises(Refused, match="理由"):
        void_enclosure(actor=field.visitor, enclosure_id=one.pk, reason="  ", at=AT)


def test_a_voided_visit_takes_its_photographs_along(field):
    row = visit(unit=field.town, segment=field.segment)
    one = enclosure(visit=row)
    row.voided_at, row.void_reason = AT, "重复登记"
    row.save()

    forget_told(actor=officer(), visit=row, reason="重复登记", at=AT)

    one.refresh_from_db()
    assert one.is_void
    assert not enclosures_of(actor=officer(), visit_id=row.pk).exists()
    with pytest.raises(Forbidden):
        content_of(actor=officer(), enclosure_id=one.pk)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"media_type": "text/html"}, "a_photo_is_a_jpeg_and_a_voice_is_sound"),
        ({"digest": b"same"}, "one_standing_enclosure_per_visit_and_file"),
    ],
)
def test_the_database_holds_what_an_enclosure_is(field, change, name):
    row = visit(unit=field.town)
    enclosure(visit=row, digest=b"same")

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        enclosure(visit=row, **change)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_with_photographs_asks_as_much_as_with_one(
    client, field, rows, django_assert_num_queries
):
    signed_in(client)
    row = visit(unit=field.town)
    for _ in range(rows):
        enclosure(visit=row)
    url = reverse("visits:visit-detail", args=[row.pk])
    client.get(url)

    with django_assert_num_queries(15):
        client.get(url)
