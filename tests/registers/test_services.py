"""Entering, amending and voiding: one silhouette for every noun."""

from http import HTTPStatus
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.ledger.queries import story_of
from qingmiao.registers.services import ChangedMeanwhile, amend, enter, void
from qingmiao.selection.visits.models import Segment, Visit
from qingmiao.selection.visits.register import SEGMENTS, VISITS
from tests.factories.ground import errors_of
from tests.factories.house import TODAY, actor, district, officer, person, signed_in
from tests.factories.selection import SEEN_ON, segment, visit

pytestmark = pytest.mark.django_db


def change(row, *, by=None, version=None, register=SEGMENTS, **values):
    return amend(
        actor=by or officer(),
        register=register,
        pk=row.pk,
        values=values,
        version=version,
        on=TODAY,
    )


def test_whoever_enters_is_named_and_the_deed_recorded():
    row = enter(
        actor=officer(name="王干事"),
        register=SEGMENTS,
        values={"name": "东片", "begins": SEEN_ON},
        on=TODAY,
    )

    assert (row.entered_by, row.source, row.version) == ("王干事", "page", 1)
    [line] = story_of(row)
    assert (line.sentence, line.actor_name) == ("登记片：东片", "王干事")


def test_a_row_outside_one_s_scope_never_was():
    _, bureau, town = district()

    with pytest.raises(Forbidden):
        enter(
            actor=actor(Role.POINT_HEAD, over=town),
            register=VISITS,
            values={
                "unit": bureau,
                "visitor": person(),
                "held_on": SEEN_ON,
                "purpose": "调研",
            },
            on=TODAY,
        )

    assert not Visit.objects.exists()
    assert not Entry.objects.exists()


def test_a_row_cannot_be_carried_out_of_one_s_scope():
    _, bureau, town = district()
    row = visit(unit=town)

    with pytest.raises(Forbidden):
        change(row, by=actor(Role.POINT_HEAD, over=town), register=VISITS, unit=bureau)

    row.refresh_from_db()
    assert row.unit == town


def test_a_change_says_what_was_and_what_is():
    row = segment("东片")

    changed = change(row, version=1, name="城东片", sort_no=3)

    assert changed.version == 2
    [entry] = Entry.objects.filter(deed="visits.segment.amended")
    assert entry.sentence == "修改片：城东片（片名、排序号）"
    assert entry.detail["changes"] == [
        {"label": "片名", "old": "东片", "new": "城东片"},
        {"label": "排序号", "old": "0", "new": "3"},
    ]


def test_nothing_changed_leaves_no_trace():
    row = segment("东片")

    change(row, version=1, name="东片")

    row.refresh_from_db()
    assert row.version == 1
    assert not Entry.objects.exists()


def test_an_older_edition_is_refused():
    row = segment("东片")
    change(row, version=1, name="城东片")

    with pytest.raises(ChangedMeanwhile):
        change(row, version=1, name="老东片")

    row.refresh_from_db()
    assert row.name == "城东片"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told():
    row = segment("东片")
    start, told = Barrier(2), []

    def save(name):
        start.wait()
        try:
            change(row, version=1, name=name)
        except ChangedMeanwhile:
            told.append(name)
        finally:
            connection.close()

    threads = [Thread(target=save, args=[name]) for name in ("甲片", "乙片")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    [loser] = told
    assert {loser, Segment.objects.get().name} == {"甲片", "乙片"}


def test_the_page_tells_that_somebody_else_was_faster(client):
    signed_in(client)
    row = segment("东片")
    change(row, version=1, name="城东片")

    answer = client.post(
        reverse("visits:segment-edit", args=[row.pk]),
        {"name": "老东片", "sort_no": 0, "begins": "2015-01-01", "version": 1},
    )

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert errors_of(answer) == ["打开表单后他人已修改本记录，请重新打开再改，您填写的内容没有保存"]


def test_a_constraint_tells_its_sentence():
    segment("东片")

    with pytest.raises(Refused) as no:
        enter(
            actor=officer(),
            register=SEGMENTS,
            values={"name": "东片", "begins": SEEN_ON},
            on=TODAY,
        )

    assert no.value.reasons == ("已有同名的片",)


def test_a_voided_row_stays_readable_and_is_voided_once(client):
    signed_in(client)
    row = segment("东片")

    page = client.post(reverse("visits:segment-void", args=[row.pk]), {"reason": "重复登记"})

    row.refresh_from_db()
    assert page.status_code == HTTPStatus.FOUND
    assert (row.is_void, row.void_reason) == (True, "重复登记")
    assert client.get(reverse("visits:segment-detail", args=[row.pk])).status_code == 200
    with pytest.raises(Refused) as no:
        void(actor=officer(), register=SEGMENTS, pk=row.pk, reason="再废", at=clock.now())
    assert no.value.reasons == ("该记录已经作废",)


@pytest.mark.parametrize("reason", ["", " ", "x"])
def test_a_void_needs_its_reason(client, reason):
    signed_in(client)
    row = segment("东片")

    answer = client.post(reverse("visits:segment-void", args=[row.pk]), {"reason": reason})

    row.refresh_from_db()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not row.is_void


def test_without_scripts_one_is_led_on_and_with_them_told_where_to_go(client):
    signed_in(client)
    values = {"name": "东片", "sort_no": 0, "begins": "2026-01-01"}

    plain = client.post(reverse("visits:segment-new"), values)
    swapped = client.post(
        reverse("visits:segment-new"), values | {"name": "西片"}, headers={"HX-Request": "true"}
    )

    assert plain.status_code == HTTPStatus.FOUND
    assert swapped.status_code == HTTPStatus.NO_CONTENT
    assert swapped["HX-Redirect"].startswith("/select/visits/segment/")


def test_a_refused_form_comes_back_as_the_same_part(client):
    signed_in(client)

    whole = client.post(reverse("visits:segment-new"), {"name": ""})
    part = client.post(reverse("visits:segment-new"), {"name": ""}, headers={"HX-Request": "true"})

    assert whole.status_code == part.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b'id="form"' in part.content
