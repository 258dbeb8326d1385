"""发言: written, submitted and withdrawn by the author; supported by others; read twice."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.cultivation.campaigns import deeds
from qingmiao.cultivation.campaigns.enums import (
    CampaignMode,
    ContributionState,
    ReadingKind,
    ReadingOutcome,
)
from qingmiao.cultivation.campaigns.models import Campaign, Contribution, Reading, Round, Support
from qingmiao.cultivation.campaigns.permissions import (
    JOIN_CAMPAIGNS,
    READ_CONTRIBUTIONS,
    READ_WALL,
    WRITE_CONTRIBUTIONS,
)
from qingmiao.cultivation.campaigns.queries.contribution import has_read
from qingmiao.cultivation.campaigns.rules import contribution as rules
from qingmiao.cultivation.campaigns.services import telling
from qingmiao.cultivation.campaigns.services.evidence import note_contribution
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.notices.services import settle


def _written_in(actor: Actor, campaign_id: int) -> tuple[Campaign, int]:
    rows = Campaign.objects.standing().select_for_update(of=("self",))
    campaign = JOIN_CAMPAIGNS.one(actor, rows, pk=campaign_id)
    return campaign, actor.person_id or 0


def _saved(row: Contribution) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as no:
        raise Refused(_("您在本活动中已有同题发言")) from no


def _round_of(campaign: Campaign, round_id: int | None) -> Round | None:
    if round_id is None:
        return None
    found = Round.objects.standing().filter(campaign=campaign, pk=round_id).first()
    if found is None:
        raise Refused(_("本活动没有这一轮"))
    return found


@transaction.atomic
def write_contribution(
    *, actor: Actor, campaign_id: int, title: str, content: str, round_id: int | None, on: date
) -> Contribution:
    """起草: a draft on the author's desk, which nobody else reads."""
    campaign, person_id = _written_in(actor, campaign_id)
    if reasons := list(
        rules.flaws_of_writing(
            state=campaign.state, on=on, begins=campaign.begins, ends=campaign.ends
        )
    ):
        raise Refused(reasons)
    row = Contribution(
        campaign=campaign,
        person_id=person_id,
        contributed_on=on,
        title=title.strip(),
        content=content.strip(),
        mode=CampaignMode.ONLINE,
        state=ContributionState.DRAFT,
        round=_round_of(campaign, round_id),
        is_by_author=True,
        entered_by=actor.name,
    )
    _saved(row)
    record(actor=actor, deed=deeds.CONTRIBUTION_WRITTEN, subject=row, detail={"title": row})
    return row


def _mine(actor: Actor, pk: int) -> Contribution:
    rows = Contribution.objects.standing().select_for_update(of=("self",))
    return WRITE_CONTRIBUTIONS.one(
        actor, rows.select_related("campaign__organizer", "round", "person"), pk=pk
    )


def _moved(row: Contribution, new: ContributionState, **changes: Any) -> None:
    row.state = new
    row.version += 1
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "version", *changes])


@transaction.atomic
def rewrite_contribution(
    *, actor: Actor, contribution_id: int, title: str, content: str, round_id: int | None
) -> Contribution:
    """修改 of what lies on the author's own desk."""
    row = _mine(actor, contribution_id)
    if row.state not in rules.OPEN_TO_AUTHOR or not row.is_by_author:
        raise Refused(_("已提交的发言不能修改，请先撤回"))
    row.title, row.content = title.strip(), content.strip()
    row.round = _round_of(row.campaign, round_id)
    row.version += 1
    _saved(row)
    record(actor=actor, deed=deeds.CONTRIBUTION_WRITTEN, subject=row, detail={"title": row})
    return row


@transaction.atomic
def submit_contribution(*, actor: Actor, contribution_id: int, on: date) -> Contribution:
    """提交: from now on everybody who works here reads it on the wall, under its author's name."""
    row = _mine(actor, contribution_id)
    campaign = row.campaign
    reasons = []
    if row.state not in rules.OPEN_TO_AUTHOR:
        reasons.append(_("这条发言已经提交"))
    reasons += rules.flaws_of_writing(
        state=campaign.state, on=on, begins=campaign.begins, ends=campaign.ends
    )
    if row.round is not None:
        reasons += rules.flaws_of_round(
            number=row.round.number, on=on, begins=row.round.begins, ends=row.round.ends
        )
    reasons += rules.flaws_of_text(content=row.content)
    if reasons:
        raise Refused(reasons)
    _moved(row, ContributionState.SUBMITTED, contributed_on=on)
    record(actor=actor, deed=deeds.CONTRIBUTION_SUBMITTED, subject=row, detail={"title": row})
    return row


@transaction.atomic
def withdraw_contribution(*, actor: Actor, contribution_id: int) -> Contribution:
    """撤回, as long as nobody has read it."""
    row = _mine(actor, contribution_id)
    if row.state != ContributionState.SUBMITTED or not row.is_by_author:
        raise Refused(_("只有本人提交、尚未审读的发言可以撤回"))
    _moved(row, ContributionState.WITHDRAWN)
    record(actor=actor, deed=deeds.CONTRIBUTION_WITHDRAWN, subject=row, detail={"title": row})
    return row


@transaction.atomic
def support_contribution(*, actor: Actor, contribution_id: int) -> Support:
    """支持, once for each person. Two presses at once are settled by the constraint."""
    rows = Contribution.objects.standing().select_related("campaign")
    row = READ_WALL.one(actor, rows, pk=contribution_id)
    JOIN_CAMPAIGNS.one(actor, Campaign.objects.standing(), pk=row.campaign_id)
    reasons = list(
        rules.flaws_of_support(
            state=row.state,
            campaign_state=row.campaign.state,
            is_author=row.person_id == actor.person_id,
        )
    )
    if reasons:
        raise Refused(reasons)
    given = Support(contribution=row, person_id=actor.person_id or 0)
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("您已经支持过这条发言")) from no
    record(actor=actor, deed=deeds.SUPPORT_GIVEN, subject=row, detail={"title": row})
    return given


@transaction.atomic
def take_back_support(*, actor: Actor, contribution_id: int, at: datetime) -> None:
    rows = Support.objects.select_for_update(of=("self",)).filter(
        contribution=contribution_id, person=actor.person_id or 0, taken_back_at__isnull=True
    )
    given = rows.select_related("contribution__person").first()
    if given is None:
        raise Refused(_("您没有支持过这条发言"))
    given.taken_back_at = at
    given.save(update_fields=["taken_back_at"])
    row = given.contribution
    record(actor=actor, deed=deeds.SUPPORT_TAKEN_BACK, subject=row, detail={"title": row})


@transaction.atomic
def read_contribution(
    *, actor: Actor, contribution_id: int, outcome: str, remark: str, reason: str, on: date
) -> Reading:
    """审读: the first reader selects, the second, somebody else, adopts; either may decline and says why."""
    rows = Contribution.objects.standing().select_for_update(of=("self",))
    row = READ_CONTRIBUTIONS.one(
        actor, rows.select_related("campaign__organizer", "person"), pk=contribution_id
    )
    due = rules.reading_due(row.state)
    reasons = list(
        rules.flaws_of_reading(
            due=due,
            outcome=outcome,
            reads_again=has_read(actor=actor, row=row),
            is_author=row.person_id == actor.person_id,
        )
    )
    if not remark.strip() or not reason.strip():
        reasons.append(_("请写明评语和理由"))
    if reasons or due is None:
        raise Refused(reasons)
    reading = Reading.objects.create(
        contribution=row,
        kind=due,
        outcome=outcome,
        remark=remark.strip(),
        reason=reason.strip(),
        author_id=row.person_id,
        reader_id=actor.person_id,
        read_by=actor.name,
        read_by_id=actor.account_id,
    )
    _moved(row, rules.AFTER[ReadingOutcome(outcome)])
    note_contribution(actor=actor, contribution=row)
    _tell_of_reading(actor, row, due, ReadingOutcome(outcome), on)
    record(
        actor=actor,
        deed=deeds.CONTRIBUTION_READ,
        subject=row,
        detail={"title": row, "kind": due.label, "outcome": ReadingOutcome(outcome).label},
        reason=reason.strip(),
    )
    return reading


def _tell_of_reading(
    actor: Actor, row: Contribution, kind: ReadingKind, outcome: ReadingOutcome, on: date
) -> None:
    settle(actor=actor, subject=row, kind=deeds.READING_ASKED)
    page = telling.page_of(row)
    if outcome == ReadingOutcome.SELECT:
        to = telling.keepers(row.campaign, on)
        telling.tell(actor, row, deeds.READING_ASKED, to, page, about=row.person_id)
    telling.tell(
        actor, row, deeds.OUTCOME_TOLD, telling.author(row), page,
        detail={"outcome": str(row.get_state_display())}, key=f"reading:{row.pk}:{kind}",
    )  # fmt: skip
