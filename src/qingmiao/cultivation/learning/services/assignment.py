"""作业: set, handed in version by version, reviewed once each, withdrawn."""

from datetime import datetime
from pathlib import PurePath

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qingmiao.access.queries import account_of
from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.courses.permissions import KEEP_CLASSES
from qingmiao.cultivation.learning.contracts.assignment import AssignmentDraft, Handed
from qingmiao.cultivation.learning.deeds import (
    ASSIGNMENT_SET,
    ASSIGNMENT_WITHDRAWN,
    WORK_HANDED_IN,
    WORK_REVIEWED,
    WORK_TOLD,
)
from qingmiao.cultivation.learning.enums import WorkState
from qingmiao.cultivation.learning.models import Assignment, Work
from qingmiao.cultivation.learning.permissions import HAND_IN, KEEP_ASSIGNMENTS, REVIEW_WORKS
from qingmiao.cultivation.learning.rules.assignment import flaws_of_review, flaws_of_work
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.notices.services import notify


@transaction.atomic
def set_assignment(*, actor: Actor, class_id: int, draft: AssignmentDraft) -> Assignment:
    """布置作业."""
    around = KEEP_CLASSES.one(actor, TrainingClass.objects.standing(), pk=class_id)
    row = Assignment(
        training_class=around, kind=draft.kind, title=draft.title.strip(), brief=draft.brief,
        due_at=draft.due_at, is_shared=draft.is_shared, is_required=draft.is_required,
        entered_by=actor.name,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("该班次已有同名的作业")) from no
    record(actor=actor, deed=ASSIGNMENT_SET, subject=row, detail={"title": row})
    return row


@transaction.atomic
def withdraw_assignment(
    *, actor: Actor, assignment_id: int, reason: str, at: datetime
) -> Assignment:
    """撤下作业; what was handed in stays on file and is owed no more."""
    rows = Assignment.objects.standing().select_for_update(of=("self",))
    row = KEEP_ASSIGNMENTS.one(actor, rows, pk=assignment_id)
    if not reason.strip():
        raise Refused(_("请写明撤下理由"))
    row.voided_at, row.voided_by, row.void_reason = at, actor.name, reason.strip()
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    record(
        actor=actor, deed=ASSIGNMENT_WITHDRAWN, subject=row, detail={"title": row}, reason=reason
    )
    return row


@transaction.atomic
def hand_in(*, actor: Actor, assignment_id: int, work: Handed, at: datetime) -> Work:
    """提交作业. The assignment is locked, so two versions at once are two numbers and one is refused."""
    rows = Assignment.objects.standing().select_for_update(of=("self",))
    assignment = HAND_IN.one(actor, rows, pk=assignment_id)
    mine = Work.objects.filter(assignment=assignment, person=actor.person_id)
    latest = mine.defer("content").order_by("-number").first()
    name = PurePath(work.file_name.replace("\\", "/")).name[-160:]
    given = Handed(text=work.text.strip(), file_name=name, content=work.content)
    reasons = flaws_of_work(
        work=given,
        latest=latest.state if latest else "",
        due_at=timezone.localtime(assignment.due_at),
        at=at,
    )
    if told := list(reasons):
        raise Refused(told)
    row = Work.objects.create(
        assignment=assignment, person_id=actor.person_id or 0,
        number=latest.number + 1 if latest else 1, text=given.text, file_name=name,
        content=given.content, handed_at=at, is_late=at > assignment.due_at,
    )  # fmt: skip
    detail = {"title": assignment, "number": row.number}
    record(actor=actor, deed=WORK_HANDED_IN, subject=row, detail=detail)
    return row


@transaction.atomic
def review_work(*, actor: Actor, work_id: int, state: str, remark: str, at: datetime) -> Work:
    """批阅作业. Nobody reviews the own work or that of kin; a version is reviewed once."""
    rows = Work.objects.select_for_update(of=("self",)).select_related("assignment", "person")
    row = REVIEW_WORKS.one(actor, rows.defer("content"), pk=work_id)
    if told := list(flaws_of_review(before=row.state, state=state, remark=remark)):
        raise Refused(told)
    row.state, row.remark = state, remark.strip()
    row.reviewed_by, row.reviewed_at = actor.name, at
    row.save(update_fields=["state", "remark", "reviewed_by", "reviewed_at"])
    detail = {"title": row.assignment, "person": row.person, "state": WorkState(state).label}
    record(actor=actor, deed=WORK_REVIEWED, subject=row, detail=detail)
    account = account_of(row.person_id)
    if account is not None:
        notify(
            actor=actor, to=[account], kind=WORK_TOLD, subject=row,
            detail={"title": row.assignment.title},
            url=reverse("learning:assignment", args=[row.assignment_id]),
        )  # fmt: skip
    return row
