"""The rule by which a contest is scored, frozen before anybody may enter."""

import secrets
from datetime import datetime

from django.db import transaction

from qingmiao.engines.lottery.contracts import Draw
from qingmiao.engines.lottery.rules.draw import commitment_of
from qingmiao.engines.scoring.rules.ranking import LOT
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.contests import queries
from qingmiao.selection.contests.deeds import RULE_FROZEN
from qingmiao.selection.contests.enums import TieBy
from qingmiao.selection.contests.models import Contest
from qingmiao.selection.contests.permissions import RUN_CONTESTS
from qingmiao.selection.contests.queries.progress import step_facts
from qingmiao.selection.contests.rules.formula import digest_of, rule_of
from qingmiao.selection.contests.rules.progress import flaws_of_freezing

SEED_BYTES = 32


@transaction.atomic
def freeze_rule(
    *, actor: Actor, contest_id: int, at: datetime, lot_commitment: str = ""
) -> Contest:
    """冻结计分规则: the plan as it stands becomes the rule and its fingerprint, for good.

    Where the chain of ties ends in a lot and no commitment is brought along, a seed is made and
    committed to here; it is shown when the lot is drawn. The contest is locked, so two at once
    freeze one rule; stages, criteria, groups and ties are read under that lock, and from then on
    the database itself refuses to change them.
    """
    rows = Contest.objects.standing().select_for_update(of=("self",))
    contest = RUN_CONTESTS.one(actor, rows, pk=contest_id)
    if reasons := list(flaws_of_freezing(step_facts(contest=contest, on=at.date()))):
        raise Refused(reasons)
    plan = queries.plan_of(contest=contest)
    if any(tie.by == TieBy.LOT for tie in plan.ties) and not lot_commitment:
        seed = secrets.token_bytes(SEED_BYTES)
        contest.lot_seed = seed.hex()
        lot_commitment = commitment_of(Draw(LOT, (), seed))
    contest.rule = rule_of(plan, lot_commitment=lot_commitment)
    contest.rule_digest = digest_of(contest.rule)
    contest.rule_frozen_at, contest.rule_frozen_by = at, actor.name
    contest.version += 1
    _read, flaws = queries.rule_told(contest=contest)
    if flaws:
        raise Refused(flaws)
    contest.save(
        update_fields=[
            "rule", "rule_digest", "rule_frozen_at", "rule_frozen_by", "lot_seed", "version",
        ]
    )  # fmt: skip
    record(
        actor=actor,
        deed=RULE_FROZEN,
        subject=contest,
        detail={"title": str(contest), "digest": contest.rule_digest, "rule": contest.rule},
    )
    return contest
