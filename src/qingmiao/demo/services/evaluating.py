"""Evaluations of the last finished classes: two with answers enough to be told, one with too few."""

from datetime import date, timedelta

from qingmiao.cultivation.courses.enums import OVER, Presence
from qingmiao.cultivation.courses.models import Attendance, TrainingClass
from qingmiao.cultivation.learning.queries.evaluation import questions_of
from qingmiao.cultivation.learning.services.evaluation import evaluate_class
from qingmiao.kernel.actor import NO_ACCOUNT, Actor

ANSWERS = (14, 9, 3)
MARKS = (5, 4, 5, 4, 3, 5, 4)
REMARKS = ("案例贴近乡镇工作", "", "", "希望增加现场教学", "", "研讨时间再长一些")
AFTER = timedelta(days=3)


def evaluate_classes(*, day: date) -> None:
    """Whoever was there answers three days after the class ended, each by the own hand."""
    classes = TrainingClass.objects.filter(state__in=OVER, ends__lt=day - 6 * AFTER)
    for around, most in zip(classes.order_by("-ends", "-pk"), ANSWERS, strict=False):
        sat = Attendance.objects.standing().filter(
            session__training_class=around, session__voided_at=None, presence=Presence.PRESENT
        )
        people = sat.order_by("person__roster_order", "person").values_list(
            "person", "person__name", "person__roster_order"
        )
        for place, (person_id, name, _order) in enumerate(people.distinct()[:most]):
            asked = questions_of(class_id=around.pk, person_id=person_id)
            evaluate_class(
                actor=Actor(account_id=NO_ACCOUNT, name=name, person_id=person_id, door="command"),
                class_id=around.pk,
                marks={
                    each.name: MARKS[(place * (number + 2) + number) % len(MARKS)]
                    for number, each in enumerate(asked)
                },
                remark=REMARKS[place % len(REMARKS)],
                on=around.ends + AFTER,
            )
