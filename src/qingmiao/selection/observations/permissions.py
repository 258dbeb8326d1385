from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS, UNIT_HANDS, Role
from qingmiao.access.models import Account
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    Scope,
    any_of,
    by_unit,
    district,
    everywhere,
    not_about_me,
    own,
)
from qingmiao.kernel.actor import Actor
from qingmiao.notices.permissions import declare_subject
from qingmiao.selection.observations.enums import ObservationState, SubjectAccess
from qingmiao.selection.observations.models import Front, Observation

OBSERVERS = (*UNIT_HANDS, Role.HOST_HEAD, Role.MENTOR)
"""Who leads work and may write down what was seen there; each reads the own observations only."""


def _seen_by_me(actor: Actor) -> Q:
    return own("observer")(actor) if actor.has(*OBSERVERS) else NOBODY


VIEW_OBSERVATIONS = Permission[Observation](
    code="observations.observation.view",
    sentence=_("您无权查看一线识别记录"),
    scope=not_about_me(
        any_of(
            by_unit(DISTRICT_READERS, "person__unit"),
            by_unit(LIAISONS, "person__unit"),
            _seen_by_me,
        )
    ),
)

KEEP_OBSERVATIONS = Permission[Observation](
    code="observations.observation.keep",
    sentence=_("您无权登记该同志的一线识别记录"),
    scope=not_about_me(
        any_of(
            by_unit(DEPARTMENT, "person__unit"),
            by_unit(LIAISONS, "person__unit"),
            _seen_by_me,
        )
    ),
)

ACCEPT_OBSERVATIONS = Permission[Observation](
    code="observations.observation.accept",
    sentence=_("采信由干部科办理"),
    scope=not_about_me(by_unit(DEPARTMENT, "person__unit")),
)


def _standing(field: str) -> Scope:
    """Records that stand, in which the actor's own person is named."""

    def scope(actor: Actor) -> Q:
        mine = own(field)(actor)
        return mine if mine == NOBODY else mine & Q(voided_at__isnull=True)

    return scope


def _shown_to_me(actor: Actor) -> Q:
    """About oneself, accepted, at a front whose settings let the person know."""
    shown = Q(
        state=ObservationState.ACCEPTED,
        front__subject_access__in=[SubjectAccess.SHOWN, SubjectAccess.REPLY],
    )
    mine = _standing("person")(actor)
    return mine if mine == NOBODY else mine & shown


def _open_to_my_reply(actor: Actor) -> Q:
    shown = _shown_to_me(actor)
    return shown if shown == NOBODY else shown & Q(front__subject_access=SubjectAccess.REPLY)


def _submitted_to_me(actor: Actor) -> Q:
    """A witness reads what was submitted to them; a draft that names them is not theirs yet."""
    mine = _standing("witness")(actor)
    return mine if mine == NOBODY else mine & ~Q(state=ObservationState.DRAFT)


WRITE_OBSERVATIONS = Permission[Observation](
    code="observations.observation.write",
    sentence=_("这不是您记录的识别"),
    scope=not_about_me(_standing("observer")),
)

WITNESS_OBSERVATIONS = Permission[Observation](
    code="observations.observation.witness",
    sentence=_("您不是这条识别的旁证人"),
    scope=not_about_me(_submitted_to_me),
)


def _for_a_witness_without_account(actor: Actor) -> Q:
    """Whose witness cannot sign in: the department writes down what the witness said on paper."""
    kept = by_unit(DEPARTMENT, "person__unit")(actor)
    if kept == NOBODY:
        return NOBODY
    account = Account.objects.filter(person_id=OuterRef("witness_id"), is_active=True)
    return kept & Q(~Exists(account), state=ObservationState.SUBMITTED, voided_at__isnull=True)


ANSWER_OBSERVATIONS = Permission[Observation](
    code="observations.observation.answer",
    sentence=_("您不是这条识别的旁证人"),
    scope=not_about_me(any_of(_submitted_to_me, _for_a_witness_without_account)),
)

READ_ABOUT_MYSELF = Permission[Observation](
    code="observations.observation.read_about_myself",
    sentence=_("没有可以查看的识别"),
    scope=_shown_to_me,
)
"""The one way round «never about oneself»: what a front's settings show to the person after acceptance."""

REPLY_TO_OBSERVATIONS = Permission[Observation](
    code="observations.observation.reply",
    sentence=_("这条识别不接受回应"),
    scope=_open_to_my_reply,
)

BE_TOLD_OF_OBSERVATIONS = Permission[Observation](
    code="observations.observation.be_told",
    sentence=_("您无权查看一线识别记录"),
    scope=any_of(
        VIEW_OBSERVATIONS.scope,
        WRITE_OBSERVATIONS.scope,
        WITNESS_OBSERVATIONS.scope,
        READ_ABOUT_MYSELF.scope,
    ),
)
"""Whose notices of an observation stand: who may open it in the book, or on the own page."""

declare_subject(Observation, BE_TOLD_OF_OBSERVATIONS)

VIEW_FRONTS = Permission[Front](
    code="observations.front.view",
    sentence=_("您无权查看一线任务"),
    scope=everywhere((*DISTRICT_READERS, *LIAISONS, *OBSERVERS)),
)

KEEP_FRONTS = Permission[Front](
    code="observations.front.keep",
    sentence=_("您无权维护一线任务"),
    scope=district(DEPARTMENT),
)
