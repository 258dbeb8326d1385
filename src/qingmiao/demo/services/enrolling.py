"""A class that fills, with a waiting list, and one that runs today: scans at the door, leave, a handout."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.access.queries import actor_for
from qingmiao.cultivation.courses.enums import ClassState
from qingmiao.cultivation.courses.models import (
    Admission,
    LeaveRequest,
    Session,
    SignIn,
    TrainingClass,
)
from qingmiao.cultivation.courses.queries.enrolment import members_of
from qingmiao.cultivation.courses.services import enrolment, material, training_class
from qingmiao.engines.documents.contracts import OfficialDocument, Paragraph, Run
from qingmiao.engines.documents.rules.word_file import word_file
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.pool.queries.membership import memberships

FILLING, RUNNING = "乡村振兴专题培训", "城市治理专题培训"
SEATS, WANTED, THERE = 8, 11, 9
DESPITE = "单位已另行安排工作"
LESSONS = (("案例研讨", time(8, 30), time(11, 30)), ("现场教学", time(14, 30), time(17, 30)))


def fill_classes(*, day: date) -> None:
    """Both are planned classes of the invented district; nobody's attendance is written down."""
    officer, cadre = _acting(Role.OFFICER, day), _acting(Role.CADRE, day)
    reserve = memberships(actor=officer, on=day).order_by("person__roster_order", "person")
    hidden = officer.confidential_ids | {cadre.person_id}
    people = [each for each in reserve.values_list("person", flat=True) if each not in hidden]
    filling = _planned(FILLING)
    if filling is not None:
        _open(officer, cadre, filling, people[:WANTED], day=day, begins=filling.begins)
    running = _planned(RUNNING)
    if running is not None:
        members = people[WANTED : WANTED + THERE]
        _open(officer, cadre, running, members, day=day, begins=day)
        training_class.start_class(actor=officer, class_id=running.pk, at=_at(day, 0))
        _come(running, cadre, day)
        _hand_out(officer, running, day)


def _planned(programme: str) -> TrainingClass | None:
    rows = TrainingClass.objects.filter(programme__title=programme, state=ClassState.PLANNED)
    return rows.order_by("-begins", "-pk").first()


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _open(
    officer: Actor,
    cadre: Actor,
    found: TrainingClass,
    people: list[int],
    *,
    day: date,
    begins: date,
) -> None:
    """Sessions, terms, and everybody in the line: the reserve by name, the cadre by oneself."""
    leader = _acting(Role.DEPARTMENT_LEADER, day)
    found.begins, found.ends = begins, begins + timedelta(days=3)
    found.seats = SEATS if found.programme.title == FILLING else THERE + 4
    found.save(update_fields=["begins", "ends", "seats"])
    for number in range(4):
        title, starts, finishes = LESSONS[number % 2]
        Session.objects.create(
            training_class=found, title=f"{title}（{'一二三四'[number]}）", starts=starts,
            held_on=begins + timedelta(days=number), finishes=finishes, place="区委党校",
            teacher="党校教师", hours=Decimal(4), entered_by=officer.name,
        )  # fmt: skip
    opens = _at(day - timedelta(days=9), 9)
    closes = _at(day + timedelta(days=9), 18) if found.programme.title == FILLING else _at(day, 8)
    Admission.objects.create(
        training_class=found, audience="科级及以下青年干部", by_naming=True, needs_approval=False,
        opens_at=opens, closes_at=closes, withdraw_until=closes, entered_by=officer.name,
    )  # fmt: skip
    training_class.approve_class(actor=leader, class_id=found.pk)
    training_class.open_enrolment(actor=officer, class_id=found.pk, at=opens)
    at = opens + timedelta(hours=1)
    enrolment.name_people(
        actor=officer, class_id=found.pk, person_ids=people, source="储备库", despite=DESPITE, at=at
    )
    if found.programme.title == FILLING:
        return  # the cadre is still to enrol, and finds how long the line is
    try:
        enrolment.enrol_oneself(actor=cadre, class_id=found.pk, at=at)
    except Refused:  # something else is in the way of the invented cadre
        return


def _come(found: TrainingClass, cadre: Actor, day: date) -> None:
    """Most have scanned this morning, three of them were drawn, one is there; two ask for leave."""
    today, *later = found.sessions.order_by("held_on")
    rows = list(members_of(found.pk))
    others = [row for row in rows if row.person_id != cadre.person_id]
    for number, row in enumerate(others[:-2]):
        at = _at(day, 8) + timedelta(minutes=10 + number)
        SignIn.objects.create(
            session=today, person=row.person, signed_at=at,
            sampled_at=_at(day, 9) if number in {1, 3, 5} else None,
        )  # fmt: skip
    for row, reason in zip(others[-2:], ("孩子住院陪护", "防汛值班"), strict=False):
        LeaveRequest.objects.create(
            enrolment=row, session=later[0], reason=reason, asked_at=_at(day, 7)
        )


def _hand_out(officer: Actor, found: TrainingClass, day: date) -> None:
    lines = ("一、研讨题目。", "二、分组名单。", "三、现场教学路线和注意事项。")
    paper = OfficialDocument(
        title="学员手册",
        paragraphs=tuple(Paragraph(runs=(Run(text=line),)) for line in lines),
        signature="区委党校",
        dated=day,
    )
    material.add_material(
        actor=officer, class_id=found.pk, title="学员手册", file_name="学员手册.docx",
        content=word_file(paper),
    )  # fmt: skip


def _acting(role: Role, day: date) -> Actor:
    account = Account.objects.get(username=role.value)
    return actor_for(account=account, on=day, door="command")
