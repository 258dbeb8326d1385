"""The result of a contest: computed by the frozen rule, computed again, and parted by a witnessed lot."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.engines.scoring.contracts import Mark
from qingmiao.engines.scoring.rules.telling import as_json
from qingmiao.engines.scoring.services.scoring import read_rule, score_marks
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.selection.contests.enums import EntryState
from qingmiao.selection.contests.models import Contest, Entry, Stage
from qingmiao.selection.contests.permissions import RUN_CONTESTS, WITNESS_DRAWS
from qingmiao.selection.contests.queries import written_rule
from qingmiao.selection.contests.rules.formula import digest_of
from qingmiao.selection.contests.rules.progress import MAY_LEAVE
from qingmiao.selection.contests.services import announce_provisional
from qingmiao.selection.contests.services import begin_judging as move_to_judging
from qingmiao.selection.contests.services.progress import locked
from qingmiao.selection.results.contracts import Reckoned
from qingmiao.selection.results.deeds import COMPUTED, LOT_WITNESSED
from qingmiao.selection.results.enums import Purpose
from qingmiao.selection.results.models import Computation, Lot
from qingmiao.selection.results.queries import board, reckoning
from qingmiao.selection.results.rules import reckoning as rules
from qingmiao.selection.results.rules.figures import register_total, status_label
from qingmiao.selection.results.rules.steps import flaws_of_lot, flaws_of_reckoning_again
from qingmiao.selection.results.services.telling import ask_for_a_witness, settle_the_witness


@transaction.atomic
def begin_judging(*, actor: Actor, contest_id: int, on: date) -> Contest:
    """开始评审, once every group has judges enough to complete anything."""
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    missing = list(board.missing_judges(contest=contest))
    return move_to_judging(actor=actor, contest_id=contest.pk, on=on, shortages=missing)


def reckon(*, contest: Contest, stage: Stage | None = None, seed: str = "") -> Reckoned:
    """The result of a stage, or of the contest, by the engine the command asks too; refused with every reason."""
    written = written_rule(contest=contest)
    if not written:
        raise Refused(_("计分规则还没有冻结"))
    first = next(iter(written["stages"]))
    name = stage.name if stage else ""
    rule = reckoning.rule_now(contest=contest, stage=stage, written=written)
    marks = reckoning.counted_marks(contest=contest, stage=name, written=written)
    lacking = reckoning.unmarked(contest=contest, marks=marks, stage=first)
    if (stage is None or stage.name == first) and lacking:
        raise Refused(
            _("%(plates)s 号没有任何评分，请补评，或先办理退出") % {"plates": "、".join(lacking)}
        )
    if not marks:
        raise Refused(_("还没有评分"))
    return Reckoned(
        rule_text=rules.rule_text(rule),
        rule_digest=digest_of(rule if stage else written),
        marks_text=rules.marks_text(marks),
        output=outcome_of(rule, marks, seed=seed),
    )


def outcome_of(rule: Mapping[str, Any], marks: Iterable[Mark], *, seed: str = "") -> dict[str, Any]:
    """What marks come to by a written rule, as it is kept: in the words of the source."""
    read = read_rule(rules.rule_text(rule))
    with official():
        return as_json(score_marks(read, marks, seed=seed), read)


def keep(
    *,
    actor: Actor,
    contest: Contest,
    purpose: Purpose,
    stage: Stage | None = None,
    reason: str = "",
) -> Computation:
    """Compute and keep, under the lock of the contest: a row beside those before it, never over them."""
    lot = reckoning.lot_of(contest_id=contest.pk) if stage is None else None
    seed = lot.seed if lot else ""
    found = reckon(contest=contest, stage=stage, seed=seed)
    before = reckoning.latest(contest_id=contest.pk, stage_id=stage.pk if stage else None)
    changes = list(rules.differences(before.output, found.output)) if before else []
    made = Computation.objects.create(
        contest=contest,
        number=reckoning.next_number(contest_id=contest.pk),
        purpose=purpose,
        stage=stage,
        rule_text=found.rule_text,
        rule_digest=found.rule_digest,
        marks_text=found.marks_text,
        marks_digest=rules.hash_of(found.marks_text),
        seed=seed,
        output=found.output,
        output_digest=rules.hash_of(rules.output_text(found.output)),
        previous=before,
        difference=[asdict(change) for change in changes],
        reason=reason.strip(),
        computed_by=actor.name,
        computed_by_account=actor.account_id,
    )
    record(
        actor=actor,
        deed=COMPUTED,
        subject=made,
        detail={
            "title": str(contest),
            "purpose": purpose.label,
            "number": made.number,
            "marks": made.marks_digest,
            "output": made.output_digest,
            "difference": made.difference,
        },
        reason=reason.strip(),
    )
    return made


def write_places(*, contest: Contest, computation: Computation) -> None:
    """Place and total of every entry as the computation has them; who has no place is told why."""
    told = {line["entry"]: line for line in computation.output["entries"]}
    rows = Entry.objects.standing().filter(contest=contest, state__in=MAY_LEAVE)
    changed = []
    for entry in rows.select_for_update(of=("self",)).order_by("pk"):
        line = told.get(str(entry.plate_no))
        is_ranked = line is not None and line["rank"] is not None
        entry.state = EntryState.RANKED if is_ranked else EntryState.PASSED
        entry.place = line["rank"] if line else None
        entry.total = register_total(line["total"]) if line and is_ranked else None
        with official():
            entry.state_reason = status_label(line["status"]) if line and not is_ranked else ""
        entry.is_shortlisted = False
        entry.version += 1
        changed.append(entry)
    fields = ["state", "place", "total", "state_reason", "is_shortlisted", "version"]
    Entry.objects.bulk_update(changed, fields)


@transaction.atomic
def announce_result(*, actor: Actor, contest_id: int, on: date) -> Computation:
    """初步结果 from the raw marks by the frozen rule, once every stage is sealed and decided."""
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    missing = list(board.missing_of_result(contest=contest))
    announce_provisional(actor=actor, contest_id=contest.pk, on=on, shortages=missing)
    contest.refresh_from_db()
    made = keep(actor=actor, contest=contest, purpose=Purpose.PROVISIONAL)
    write_places(contest=contest, computation=made)
    _look_for_a_witness(actor, contest, made, on)
    return made


@transaction.atomic
def reckon_again(*, actor: Actor, contest_id: int, reason: str, on: date) -> Computation:
    """重新计算 after a correction, a withdrawal, an objection: a second result with what it changed."""
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    reasons = list(flaws_of_reckoning_again(contest.state, reason=reason))
    reasons += board.missing_of_result(contest=contest)
    if reasons:
        raise Refused(reasons)
    made = keep(actor=actor, contest=contest, purpose=Purpose.AGAIN, reason=reason)
    write_places(contest=contest, computation=made)
    _look_for_a_witness(actor, contest, made, on)
    return made


def _look_for_a_witness(actor: Actor, contest: Contest, made: Computation, on: date) -> None:
    if _has_lot(contest) and not made.seed and rules.open_ties(made.output):
        ask_for_a_witness(actor=actor, contest=contest, on=on)


def _has_lot(contest: Contest) -> bool:
    return any(step["by"] == "lot" for step in contest.rule.get("ties", []))


@transaction.atomic
def draw_lot(*, actor: Actor, contest_id: int, seed: str = "") -> Computation:
    """见证抽签: the witness has the seed shown that was committed to when the rule was frozen.

    Whoever computed is one party, the witness the other. ``seed`` is brought along where it is not kept
    here; the engine refuses any but the committed one.
    """
    contest = locked(actor=actor, contest_id=contest_id, permission=WITNESS_DRAWS)
    found = reckoning.latest(contest_id=contest.pk)
    reasons = list(
        flaws_of_lot(
            contest.state,
            has_lot_step=_has_lot(contest),
            is_drawn=reckoning.lot_of(contest_id=contest.pk) is not None,
            ties=rules.open_ties(found.output) if found else [],
            is_asker=found is not None and found.computed_by_account == actor.account_id,
        )
    )
    shown = seed.strip() or contest.lot_seed
    if not shown:
        reasons.append(_("请出示冻结规则时承诺的种子"))
    if reasons or found is None:
        raise Refused(reasons)
    lot = Lot(
        contest=contest,
        seed=shown,
        asked_by=found.computed_by,
        asked_by_account=found.computed_by_account,
        witnessed_by=actor.name,
        witnessed_by_account=actor.account_id,
    )
    try:
        with transaction.atomic():
            lot.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("种子已经公布，不能再抽")) from no
    made = keep(actor=actor, contest=contest, purpose=Purpose.LOT)
    write_places(contest=contest, computation=made)
    record(
        actor=actor,
        deed=LOT_WITNESSED,
        subject=made,
        detail={"title": str(contest), "asked_by": found.computed_by, "seed": shown},
    )
    settle_the_witness(actor=actor, contest=contest)
    return made
