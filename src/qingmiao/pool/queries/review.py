"""What a review shows, as it was frozen and as it stands, to one reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from qingmiao.access.enums import DISTRICT_READERS
from qingmiao.access.models import Account
from qingmiao.evidence.models import Evidence
from qingmiao.evidence.queries import NOTHING_SAID, Strength, standing_claims, strengths
from qingmiao.kernel.actor import Actor
from qingmiao.pool.contracts import (
    MinutesItem,
    MinutesTold,
    ProposalFacts,
    ReviewFacts,
    Wanted,
)
from qingmiao.pool.enums import ENDED, Duty, MembershipState, Presence
from qingmiao.pool.models import (
    Membership,
    MembershipSource,
    Review,
    ReviewItem,
    ReviewParticipant,
    ReviewProposal,
    ReviewTask,
)
from qingmiao.pool.permissions import KEEP_POOL, VIEW_REVIEW_ITEMS
from qingmiao.pool.queries.membership import was_tracked
from qingmiao.pool.rules.review import changes_since, outcomes_from


def review_facts(*, review: Review) -> ReviewFacts:
    return ReviewFacts(
        state=review.state,
        held_on=review.held_on,
        has_items=review.items.exists(),
        duties=tuple(review.participants.values_list("duty", flat=True)),
    )


def standing_reviews() -> QuerySet[Review]:
    return Review.objects.filter(voided_at__isnull=True)


def is_changed(*, review: Review) -> bool:
    """Whether a row, as it would be written, says something else than what stands."""
    said = {name: getattr(review, name) for name in ("title", "held_on", "place", "agenda")}
    return not Review.objects.filter(pk=review.pk, **said).exists()


def standing_items() -> QuerySet[ReviewItem]:
    return ReviewItem.objects.filter(review__voided_at__isnull=True).select_related(
        "review", "membership__person__unit", "snapshot", "decision", "task"
    )


def items_of(*, actor: Actor, review: Review) -> QuerySet[ReviewItem]:
    """Items this reader may see at all; every count of a review is a count of these."""
    rows = ReviewItem.objects.filter(review=review)
    return VIEW_REVIEW_ITEMS.rows(actor, rows).select_related(
        "review", "membership__person__unit", "snapshot", "decision", "task"
    )


def offered_accounts(*, review: Review) -> QuerySet[Account]:
    """Who can be invited: accounts that read the whole district, and are not invited yet."""
    readers = Account.objects.filter(
        is_active=True, grants__role__in=DISTRICT_READERS, grants__unit__isnull=True
    )
    invited = review.participants.values("account_id")
    return readers.exclude(pk__in=invited).distinct().order_by("display_name", "pk")


def offered_memberships(*, actor: Actor, review: Review) -> QuerySet[Membership]:
    rows = KEEP_POOL.rows(actor, Membership.objects.filter(voided_at__isnull=True))
    return rows.exclude(state__in=ENDED).exclude(pk__in=review.items.values("membership_id"))


def contents_of(*, memberships: Iterable[Membership], on: date) -> dict[int, dict[str, Any]]:
    """Everything that is shown of members: who, where in the reserve, and every open claim.

    For a whole agenda at once, in two questions.
    """
    rows = list(memberships)
    prefetch_related_objects(rows, Prefetch("sources", queryset=_standing_sources()))
    claims: dict[int, list[dict[str, Any]]] = {row.person_id: [] for row in rows}
    for claim in standing_claims(on=on).filter(person__in=list(claims)).order_by("pk"):
        claims[claim.person_id].append(_shown(claim))
    return {row.pk: _content(row, claims[row.person_id]) for row in rows}


def _standing_sources() -> QuerySet[MembershipSource]:
    return MembershipSource.objects.filter(voided_at__isnull=True).order_by("happened_on", "pk")


def content_of(*, membership: Membership, on: date) -> dict[str, Any]:
    return contents_of(memberships=[membership], on=on)[membership.pk]


def _content(membership: Membership, evidence: list[dict[str, Any]]) -> dict[str, Any]:
    person = membership.person
    return {
        "person": {
            "id": person.pk,
            "version": person.version,
            "name": person.name,
            "birth": person.birth.isoformat(),
            "unit": str(person.unit or ""),
            "post": person.post_text,
            "level": person.level,
            "rank": person.rank,
        },
        "membership": {
            "id": membership.pk,
            "tier": membership.tier,
            "state": membership.state,
            "entered_on": membership.entered_on.isoformat(),
            "sources": [
                [row.channel, row.happened_on.isoformat(), row.text]
                for row in membership.sources.all()
            ],
        },
        "evidence": evidence,
    }


def _shown(row: Evidence) -> dict[str, Any]:
    return {
        "id": row.pk,
        "dimension": row.dimension,
        "claim": row.claim,
        "polarity": row.polarity,
        "kind": row.source_kind,
        "source": row.source_name,
        "on": row.happened_on.isoformat(),
        "direct": row.is_direct,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShown:
    """One line of the agenda as a page shows it."""

    item: ReviewItem
    strength: Strength
    proposal: ReviewProposal | None
    stale: list[str]
    recused: list[str]


def agenda_of(*, actor: Actor, review: Review, on: date) -> list[ItemShown]:
    newest = Prefetch("proposals", queryset=ReviewProposal.objects.order_by("-pk"))
    items = list(
        items_of(actor=actor, review=review).prefetch_related(
            newest, "recusals__participant__account"
        )
    )
    people = [item.membership.person_id for item in items]
    known = strengths(person_ids=people, on=on)
    stale = _stale(items, on=on)
    return [
        ItemShown(
            item=item,
            strength=known.get(item.membership.person_id, NOTHING_SAID),
            proposal=next(iter(item.proposals.all()), None),
            stale=stale.get(item.pk, []),
            recused=[str(row.participant) for row in item.recusals.all()],
        )
        for item in items
    ]


def stale_parts(*, item: ReviewItem, on: date) -> list[str]:
    """What changed since the material was frozen, until the item is decided."""
    return _stale([item], on=on).get(item.pk, [])


def _stale(items: Iterable[ReviewItem], *, on: date) -> dict[int, list[str]]:
    watched = [
        item for item in items if hasattr(item, "snapshot") and not hasattr(item, "decision")
    ]
    if not watched:
        return {}
    now = contents_of(memberships=[item.membership for item in watched], on=on)
    return {
        item.pk: changes_since(item.snapshot.content, now[item.membership_id]) for item in watched
    }


def proposal_facts(*, item: ReviewItem, wanted: Wanted) -> ProposalFacts:
    return ProposalFacts(
        before=item.membership.state,
        after=wanted.after,
        was_tracked=was_tracked(membership=item.membership),
        held_on=item.review.held_on,
        cause=wanted.cause,
        exit_reason=wanted.exit_reason,
        action=wanted.action,
        action_on=wanted.action_on,
        owner=wanted.action_owner,
    )


def outcomes_of(*, item: ReviewItem) -> list[MembershipState]:
    return outcomes_from(
        before=item.membership.state, was_tracked=was_tracked(membership=item.membership)
    )


def participant_of(*, actor: Actor, review: Review) -> ReviewParticipant | None:
    return review.participants.filter(account_id=actor.account_id).first()


def tasks_of(*, actor: Actor, review: Review) -> QuerySet[ReviewTask]:
    seen = items_of(actor=actor, review=review)
    return ReviewTask.objects.filter(item__in=seen).select_related("item__membership__person")


def minutes_of(*, actor: Actor, review: Review, signature: str) -> MinutesTold:
    """The minutes as this reader may read them."""
    people = list(review.participants.select_related("account"))
    agenda = agenda_of(actor=actor, review=review, on=review.frozen_on or review.held_on)
    return MinutesTold(
        title=review.title,
        held_on=review.held_on,
        frozen_on=review.frozen_on or review.held_on,
        place=review.place,
        digest=review.digest,
        chair=_names(people, duties={Duty.CHAIR}),
        present=_names(people, duties={Duty.MEMBER, Duty.OBSERVER}, presences={Presence.PRESENT}),
        absent=_names(people, presences={Presence.ABSENT}),
        recorder=_names(people, duties={Duty.RECORDER}),
        items=tuple(_told(line) for line in agenda),
        signature=signature,
    )


def _names(
    people: list[ReviewParticipant],
    *,
    duties: set[Duty] | None = None,
    presences: set[Presence] | None = None,
) -> tuple[str, ...]:
    return tuple(
        str(person)
        for person in people
        if (duties is None or person.duty in duties)
        and (presences is None or person.presence in presences)
    )


def _told(line: ItemShown) -> MinutesItem:
    item, proposal = line.item, line.proposal
    content = item.snapshot.content
    kinds = {row["kind"] for row in content["evidence"]}
    against = sum(row["polarity"] == "against" for row in content["evidence"])
    decision = getattr(item, "decision", None)
    task = getattr(item, "task", None)
    return MinutesItem(
        name=content["person"]["name"],
        post=content["person"]["post"],
        shown=_("会前出示印证材料 %(count)d 条，来自 %(kinds)d 类来源，反面 %(against)d 条。")
        % {"count": len(content["evidence"]), "kinds": len(kinds), "against": against},
        held=item.held_reason,
        recused=tuple(line.recused),
        proposal=_proposed(proposal) if proposal else "",
        decision=_decided(decision) if decision else "",
        task=_("%(action)s，责任人%(owner)s，%(day)s前完成")
        % {
            "action": task.get_action_display(),
            "owner": task.owner,
            "day": f"{task.due_on:%Y.%m.%d}",
        }
        if task
        else "",
    )


def _proposed(proposal: ReviewProposal) -> str:
    return _("建议由%(before)s转为%(after)s（%(code)s）：%(reason)s。") % {
        "before": proposal.get_before_display(),
        "after": proposal.get_after_display(),
        "code": proposal.get_reason_code_display(),
        "reason": proposal.reason.rstrip("。"),
    }


def _decided(decision: Any) -> str:
    if decision.is_approved:
        return _("审批：同意（%(by)s）。") % {"by": decision.decided_by}
    return _("审批：不同意（%(by)s）。理由：%(reason)s。") % {
        "by": decision.decided_by,
        "reason": decision.reason.rstrip("。"),
    }
