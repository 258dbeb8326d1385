"""What waits for the demo accounts, so that each finds something of the own behind the bell."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from qingmiao.access.enums import DEPARTMENT, Role
from qingmiao.access.models import Account
from qingmiao.demo.contracts import Book, Row
from qingmiao.demo.services.accounts import Seat
from qingmiao.notices.deeds import Kind
from qingmiao.notices.models import Notice
from qingmiao.selection.observations.deeds import ACCEPTANCE_ASKED, WITNESS_ASKED
from qingmiao.selection.observations.enums import ObservationState
from qingmiao.selection.observations.models import Observation
from qingmiao.selection.observations.queries import title_of

WITNESSES = (Role.UNIT_SECRETARY, Role.MENTOR, Role.SEGMENT_HEAD)
EACH = 2
SENDER = "系统"  # not interface: who sent it, as the record says


def name_witnesses(book: Book, seats: Iterable[Seat]) -> None:
    """Let some demo accounts be the second witness of what waits for one, and the cadre be told of the own."""
    seated = {seat.role: seat.person_id for seat in seats if seat.person_id is not None}
    waiting = [
        row
        for row in book.rows("observations.observation")
        if row["state"] == ObservationState.SUBMITTED
    ]
    for role in WITNESSES:
        who = seated.get(role)
        fitting = [r for r in waiting if who not in (r["person_id"], r["observer_id"])]
        for row in fitting[:EACH] if who else []:
            row["witness_id"] = who
            waiting.remove(row)
    _open_to(book, seated.get(Role.CADRE))


def _open_to(book: Book, cadre: int | None) -> None:
    fronts: dict[int, Row] = {row["id"]: row for row in book.rows("observations.front")}
    for row in book.rows("observations.observation"):
        if row["person_id"] == cadre and row["state"] == ObservationState.ACCEPTED:
            fronts[row["front_id"]]["subject_access"] = "reply"


def tell_of_observations(*, at: datetime) -> None:
    accounts = {each.username: each for each in Account.objects.filter(is_demo=True)}
    by_person = {each.person_id: each for each in accounts.values() if each.person_id}
    department = [accounts[role.value] for role in DEPARTMENT if role.value in accounts]
    rows = Observation.objects.select_related("person", "front").order_by("-observed_on", "pk")
    told: list[Notice] = []
    for row in rows.filter(state=ObservationState.SUBMITTED, witness__in=by_person):
        url = f"{reverse('observations:mine')}#observation-{row.pk}"
        told.append(_notice(by_person[row.witness_id], WITNESS_ASKED, row, url, at))
    for row in rows.filter(state=ObservationState.WITNESSED)[: EACH * 3]:
        url = reverse("observations:observation-detail", args=[row.pk])
        told += [_notice(each, ACCEPTANCE_ASKED, row, url, at) for each in department]
    Notice.objects.bulk_create(told)


def _notice(to: Account, kind: Kind, row: Observation, url: str, at: datetime) -> Notice:
    due = {"due": f"{row.answer_due_on:%Y.%m.%d}"} if kind is WITNESS_ASKED else {}
    return Notice(
        account=to,
        kind=kind.code,
        key=f"{row._meta.label_lower}:{row.pk}",
        subject_kind=row._meta.label_lower,
        subject_id=row.pk,
        about_id=row.person_id,
        detail={"title": title_of(row), **due},
        url=url,
        due_on=row.answer_due_on if due else None,
        asks=True,
        sent_by=SENDER,
        sent_at=at,
    )
