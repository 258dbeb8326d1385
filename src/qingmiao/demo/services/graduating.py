"""Certificates of the last finished party-school class, and learning elsewhere on each step of its way."""

from datetime import date, timedelta
from decimal import Decimal

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.access.queries import actor_for
from qingmiao.cultivation.courses.enums import ClassState, ProgrammeKind
from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.learning.contracts.outside import OutsideDraft
from qingmiao.cultivation.learning.enums import OutsideKind
from qingmiao.cultivation.learning.models import OutsideLearning
from qingmiao.cultivation.learning.services import certificate, outside
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.people.dossiers.models import Person

COURSES = (
    ("省委组织部调训：基层治理", "省委党校", OutsideKind.UPSTREAM, 5, 30),
    ("在线学习：数字政府建设", "干部网络学院", OutsideKind.ONLINE, 20, 12),
    ("市直部门业务培训", "市直部门", OutsideKind.OUTSIDE, 2, 12),
)


def graduate(*, day: date) -> None:
    officer = _acting(Role.OFFICER, day)
    classes = TrainingClass.objects.filter(
        state=ClassState.FINISHED, ends__lt=day, programme__kind=ProgrammeKind.MAIN_CLASS
    ).order_by("-ends", "-pk")
    for around in classes[:3]:
        try:
            certificate.issue_certificates(actor=officer, class_id=around.pk, on=day)
        except Refused:  # nobody of this class missed little enough
            continue


def learn_elsewhere(*, day: date) -> None:
    """Three reports: one recognised, one confirmed, one that waits for the unit."""
    officer, leader = _acting(Role.OFFICER, day), _acting(Role.DEPARTMENT_LEADER, day)
    cadre = _acting(Role.CADRE, day)
    hidden = officer.confidential_ids | leader.confidential_ids
    people = Person.objects.filter(
        managed_until__isnull=True, unit__isnull=False, is_demo=True
    ).exclude(pk__in=hidden)
    for place, person in enumerate(people.order_by("roster_order", "pk")[40:46]):
        row = _reported(officer, person.pk, day=day - timedelta(days=9 * place), kind=place)
        if place % 2:
            continue
        try:
            outside.recognise_outside(
                actor=leader, outside_id=row.pk, hours=row.hours, on=day, remark="材料齐全"
            )
        except Refused:  # in class on one of its days
            continue
    if cadre.person_id is not None:
        _reported(cadre, cadre.person_id, day=day, kind=1)


def _reported(actor: Actor, person_id: int, *, day: date, kind: int) -> OutsideLearning:
    title, provider, way, days, hours = COURSES[kind % len(COURSES)]
    ends = day - timedelta(days=14)
    draft = OutsideDraft(
        title=title,
        kind=way,
        provider=provider,
        begins=ends - timedelta(days=days - 1),
        ends=ends,
        hours=Decimal(hours),
        proof="结业登记表",
    )
    return outside.report_outside(actor=actor, person_id=person_id, draft=draft, on=day)


def _acting(role: Role, day: date) -> Actor:
    account = Account.objects.get(username=role.value)
    return actor_for(account=account, on=day, door="command")
