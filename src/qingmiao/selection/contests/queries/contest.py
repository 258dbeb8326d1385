import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Model, QuerySet

from qingmiao.engines.scoring.contracts import Rule
from qingmiao.engines.scoring.rules.reading import rule_of as reading_of
from qingmiao.engines.scoring.rules.sentences import formula
from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.contracts import (
    ContestFacts,
    ContestPlan,
    CriterionPlan,
    EntryFacts,
    GroupPlan,
    Plate,
    StageFacts,
    StagePlan,
    TiePlan,
)
from qingmiao.selection.contests.enums import EntryState
from qingmiao.selection.contests.models import (
    Contest,
    Criterion,
    Entry,
    JudgeGroup,
    Stage,
    StageMark,
    TieStep,
)
from qingmiao.selection.contests.permissions import SEE_PLATES
from qingmiao.selection.contests.rules import OUT, ZERO, weighted_total
from qingmiao.selection.contests.rules.formula import (
    flaws_of_plan,
    in_order,
    levels_in,
    rule_of,
)


def shortlist_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Who was shortlisted (入围) by a contest whose result stood on the day, told to insight.

    A select and its parameters. Columns: record_id, person_id, unit_id, kind, label, result_on.
    """
    rows = (
        Entry.objects.standing()
        .filter(
            is_shortlisted=True,
            state=EntryState.RANKED,
            contest__voided_at__isnull=True,
            contest__result_on__lte=on,
        )
        .order_by()
        .values(
            "person_id",
            "unit_id",
            record_id=F("pk"),
            kind=F("contest__kind"),
            label=F("contest__title"),
            result_on=F("contest__result_on"),
        )
    )
    return rows.query.sql_with_params()


def weights_of(*, contest_id: int, but: int | None = None) -> dict[int, Decimal]:
    """Weights of the standing stages of a contest by stage; ``but`` leaves one stage out."""
    rows = Stage.objects.standing().filter(contest_id=contest_id).exclude(pk=but)
    return dict(rows.values_list("pk", "weight"))


def weight_of(*, stage_id: int | None) -> Decimal | None:
    """The weight as the database still has it; ``None`` for a stage not yet entered."""
    return (
        Stage.objects.filter(pk__in=[stage_id] if stage_id else [])
        .values_list("weight", flat=True)
        .first()
    )


def has_marks(*, stage_id: int | None) -> bool:
    return StageMark.objects.standing().filter(stage_id=stage_id).exists()


def marks_of(*, entry_id: int | None) -> dict[int, Decimal]:
    """Standing marks of an entry by stage."""
    rows = StageMark.objects.standing().filter(entry_id=entry_id)
    return dict(rows.values_list("stage_id", "mark"))


def shortlisted(*, contest_id: int, but: int | None = None) -> QuerySet[Entry]:
    """Who was shortlisted in a contest; ``but`` leaves one entry out."""
    return (
        Entry.objects.standing().filter(contest_id=contest_id, is_shortlisted=True).exclude(pk=but)
    )


def plates(*, actor: Actor, contest_id: int) -> tuple[str, list[Plate]]:
    """The blind list: title of the contest and its numbered contestants, by number only."""
    contest = SEE_PLATES.one(actor, Contest.objects.standing(), pk=contest_id)
    rows = (
        Entry.objects.standing()
        .filter(contest=contest, plate_no__isnull=False)
        .exclude(state__in=OUT)
        .order_by("plate_no")
    )
    numbered = ((row.plate_no, row.get_state_display()) for row in rows)
    return str(contest), [Plate(number=no, state=state) for no, state in numbered if no]


def entry_facts(entry: Entry) -> EntryFacts:
    """What the rules ask about an entry as it is about to stand."""
    weights = weights_of(contest_id=entry.contest_id)
    marks = marks_of(entry_id=entry.pk)
    before = Entry.objects.filter(pk=entry.pk).first() if entry.pk else None
    return EntryFacts(
        state=entry.state,
        place=entry.place,
        total=entry.total,
        weighted=weighted_total(marks, weights),
        is_shortlisted=entry.is_shortlisted,
        other_shortlisted=shortlisted(contest_id=entry.contest_id, but=entry.pk).count(),
        shortlist_size=entry.contest.shortlist_size,
        contest_state=entry.contest.state,
        is_new=before is None,
        moves=before is not None and _differs(before, entry, BY_STEPS),
    )


def stage_facts(stage: Stage) -> StageFacts:
    """What the rules ask about a stage as it is about to stand."""
    others = weights_of(contest_id=stage.contest_id, but=stage.pk)
    before = Stage.objects.filter(pk=stage.pk).first() if stage.pk else None
    return StageFacts(
        weight=stage.weight,
        weight_before=weight_of(stage_id=stage.pk),
        weight_of_others=sum(others.values(), ZERO),
        has_marks=has_marks(stage_id=stage.pk),
        changes_rule=stage.contest.rule_frozen_at is not None
        and (before is None or _differs(before, stage, OF_A_RULE)),
    )


def contest_facts(contest: Contest) -> ContestFacts:
    """What the rules ask about a contest as it is about to stand."""
    weights = weights_of(contest_id=contest.pk) if contest.pk else {}
    before = Contest.objects.filter(pk=contest.pk).first() if contest.pk else None
    return ContestFacts(
        state=contest.state,
        result_on=contest.result_on,
        weights=sum(weights.values(), ZERO) if weights else None,
        state_before=before.state if before is not None else "",
        changes_rule=before is not None
        and before.rule_frozen_at is not None
        and _differs(before, contest, ("precision", "missing")),
    )


BY_STEPS = (
    "contest_id", "person_id", "unit_id", "plate_no", "entered_on", "state", "total", "place",
    "is_shortlisted",
)  # fmt: skip
"""Of an entry in a running contest: only its note is left to the form."""

OF_A_RULE = (
    "contest_id", "name", "order", "weight", "is_blind", "advance", "advance_count",
    "advance_per_place", "advance_score",
)  # fmt: skip
"""Of a stage, what the rule says; its day and form may still be settled."""


def changes_frozen_rule(row: Criterion | JudgeGroup | TieStep, contest: Contest) -> bool:
    """Whether writing ``row`` would change a rule that is frozen; a row as it stands changes none."""
    if contest.rule_frozen_at is None:
        return False
    before = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
    names = tuple(field.attname for field in row._meta.concrete_fields)
    return before is None or _differs(before, row, names)


def _differs(before: Model, after: Model, names: tuple[str, ...]) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in names)


def plan_of(*, contest: Contest) -> ContestPlan:
    """What the contest would be scored by if it were frozen now, in four questions."""
    stages = Stage.objects.standing().filter(contest=contest).order_by("order", "pk")
    criteria: dict[int, list[CriterionPlan]] = {}
    found = Criterion.objects.standing().filter(stage__in=stages).order_by("position", "pk")
    for row in found:
        criteria.setdefault(row.stage_id, []).append(_criterion_plan(row))
    groups = JudgeGroup.objects.standing().filter(contest=contest).order_by("pk")
    ties = TieStep.objects.standing().filter(contest=contest).order_by("position")
    return ContestPlan(
        title=contest.title,
        precision=contest.precision,
        missing=contest.missing,
        stages=tuple(
            StagePlan(
                name=row.name,
                weight=row.weight,
                advance=row.advance,
                advance_count=row.advance_count,
                advance_per_place=row.advance_per_place,
                advance_score=row.advance_score,
                criteria=tuple(criteria.get(row.pk, ())),
            )
            for row in stages
        ),
        groups=tuple(
            GroupPlan(name=row.name, weight=row.weight, aggregation=row.aggregation, drop=row.drop)
            for row in groups
        ),
        ties=tuple(_tie_plan(row) for row in ties.select_related("stage", "group", "criterion")),
    )


NO_LOT_YET = "0" * 64
"""Stands where the commitment of a lot will stand, so that an unfrozen plan can be read aloud."""


def written_rule(*, contest: Contest) -> dict[str, Any]:
    """The frozen rule as it is published: its stages in order. Empty before it is frozen."""
    if not contest.rule:
        return {}
    return in_order(contest.rule, plan_of(contest=contest))


def rule_told(*, contest: Contest) -> tuple[Rule | None, list[str]]:
    """The rule as the engine reads it, frozen or as the plan stands now; or every reason why not."""
    written = written_rule(contest=contest)
    if contest.rule_frozen_at is None:
        plan = plan_of(contest=contest)
        if flaws := list(flaws_of_plan(plan)):
            return None, flaws
        written = rule_of(plan, lot_commitment=NO_LOT_YET)
    read = reading_of(json.dumps(written, ensure_ascii=False))
    if isinstance(read, Rule):
        return read, []
    return None, [flaw.message for flaw in read]


def formula_of(*, contest: Contest) -> dict[str, str]:
    """The formula in words (``zh``, ``en``) and ``symbols``; empty while the plan cannot be scored."""
    rule, _flaws = rule_told(contest=contest)
    return formula(rule) if rule is not None else {}


def _criterion_plan(row: Criterion) -> CriterionPlan:
    return CriterionPlan(
        name=row.name,
        weight=row.weight,
        lowest=row.lowest,
        highest=row.highest,
        step=row.step,
        is_required=row.is_required,
        is_independent=row.is_independent,
        veto_below=row.veto_below,
        veto_judges=row.veto_judges,
        levels=levels_in(row.levels),
    )


def _tie_plan(row: TieStep) -> TiePlan:
    compared = row.criterion or row.group or row.stage
    return TiePlan(
        by=row.by,
        key=compared.name if compared else "",
        stage=row.stage.name if row.stage and compared is not row.stage else "",
    )
