"""Judge the demo contests: their judges, the conflicts dossiers tell, sheets signed, stages sealed.

Conflicts, assignments, openings, results go through the rooms' own services, because they are worked out
from what is really there; sheets are written as they would have been signed, with salts that are no secret.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.models import Account, RoleGrant
from qingmiao.demo.services.concluding import acting, date_back, decide
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.enums import Source
from qingmiao.selection.contests.enums import Advance
from qingmiao.selection.contests.models import Contest, Criterion, Entry, JudgeGroup, Stage
from qingmiao.selection.judging.enums import (
    AssignmentState,
    Audience,
    ConflictKind,
    JudgeState,
    ReleasedField,
    SheetState,
)
from qingmiao.selection.judging.models import Assignment, DraftMark, Judge, Score, Sheet
from qingmiao.selection.judging.queries.advance import competing_in
from qingmiao.selection.judging.rules.commitment import commitment_of, text_of
from qingmiao.selection.judging.services.assignment import assign_stage, recuse
from qingmiao.selection.judging.services.conflict import check_conflicts
from qingmiao.selection.judging.services.hall import ask_release, consent_to_release
from qingmiao.selection.judging.services.sitting import open_sitting, seal_sitting
from qingmiao.selection.results.services import advance_stage, compute_stage
from qingmiao.selection.results.services.tables import ask_tables

EXPERTS = (
    ("陈怀民", "省委党校经济学教研部教授"),
    ("苏明哲", "市发展改革研究院副院长"),
    ("何静文", "市委讲师团团长"),
    ("罗建新", "市传媒集团首席播音员"),
    ("邓晓岚", "市乡村振兴研究中心研究员"),
    ("唐立言", "市政府研究室原调研员"),
)
PUBLIC = (
    ("高秀兰", "群众代表 · 茶山村"),
    ("马德胜", "企业代表 · 高新园区"),
    ("薛家宁", "社区工作者代表"),
)
PAST_SEATS = 5
SIGNED_WHOLE, SIGNED_BY = 4, 4
"""Plates everybody has signed, and how many judges have signed the one on the floor."""


def judge_contests(*, day: date, at: datetime) -> None:
    """All but the last are played to their published results, the last into its second stage."""
    found = list(Contest.objects.filter(state="judging").order_by("pk"))
    if not found:
        return
    *decided, running = found
    _seat_the_past()
    officer = acting(Role.OFFICER, on=day)
    for contest in decided:
        _seat_experts(contest)
        for stage in stages_of(contest):
            play_stage(officer, stage, day=day, at=at)
        decide(contest=contest, day=day, at=at)
    _seat(running, at)
    first, second = stages_of(running)
    play_stage(officer, first, day=day, at=at)
    _open(officer, second, day=day, at=at)
    _sign_some(second)
    show_hall(officer, running, first, at=at)


def stages_of(contest: Contest) -> list[Stage]:
    return list(Stage.objects.filter(contest=contest).order_by("order"))


def _open(officer: Actor, stage: Stage, *, day: date, at: datetime) -> None:
    """Whoever competes is assigned to everybody who may judge; the demo judge steps back from one."""
    competing = competing_in(stage=stage).plates or frozenset()
    entries = Entry.objects.filter(contest=stage.contest, plate_no__in=competing)
    check_conflicts(actor=officer, contest_id=stage.contest_id, on=day, at=at)
    assign_stage(
        actor=officer, stage_id=stage.pk, each=None, on=day, at=at,
        entry_ids=list(entries.values_list("pk", flat=True)),
    )  # fmt: skip
    open_sitting(actor=officer, stage_id=stage.pk)
    _step_back(stage, day=day, at=at)


def play_stage(officer: Actor, stage: Stage, *, day: date, at: datetime) -> None:
    """A stage from the first assignment to who goes on."""
    _open(officer, stage, day=day, at=at)
    _write_sheets(_standing(stage), stage)
    seal_sitting(actor=officer, stage_id=stage.pk, reason="", at=at)
    made = compute_stage(actor=officer, stage_id=stage.pk)
    date_back(made, stage.held_on or day)
    ask_tables(actor=officer, computation_id=made.pk)
    if stage.advance != Advance.ALL:
        advance_stage(actor=officer, stage_id=stage.pk)


def show_hall(officer: Actor, contest: Contest, stage: Stage, *, at: datetime) -> None:
    """Plates for everybody; what the sealed stage came to for hall and contestants, the supervisor agreeing."""
    supervisor = acting(Role.CONTEST_SUPERVISOR, on=timezone.localtime(at).date())
    for audience in Audience.values:
        marks = [] if audience == Audience.UNITS else [ReleasedField.STAGE_MARK]
        asked = ask_release(
            actor=officer, contest_id=contest.pk, audience=audience,
            fields=[ReleasedField.PLATE, *marks], stage_id=stage.pk, at=at,
        )  # fmt: skip
        for each in asked:
            if each.needs_consent:
                consent_to_release(actor=supervisor, release_id=each.pk)


def _judge(group: JudgeGroup, number: int, name: str, work: str, **more: object) -> Judge:
    return Judge(
        contest=group.contest, group=group, number=number, name=name, work_text=work,
        entered_by=str(Source.DEMO.label), source=Source.DEMO,
        **{"state": JudgeState.ACCEPTED, **more},
    )  # fmt: skip


def _seat(contest: Contest, at: datetime) -> None:
    """The demo account of a judge sits among the experts; one has not answered yet, one declined."""
    account = Account.objects.get(username=Role.JUDGE.value)
    person = Person.objects.get(pk=account.person_id or 0)
    grant = RoleGrant.objects.get(
        account=account, role=Role.JUDGE, scope_kind=ScopeKind.CONTEST, scope_id=contest.pk
    )
    experts, public = JudgeGroup.objects.filter(contest=contest).order_by("pk")
    own = _judge(
        experts, 1, person.name, person.post_text,
        person=person, account_id=account.pk, grant_id=grant.pk, answered_at=at,
    )  # fmt: skip
    rows = [own]
    rows += [_judge(experts, n, name, work) for n, (name, work) in enumerate(EXPERTS, 2)]
    rows += [_judge(public, n, name, work) for n, (name, work) in enumerate(PUBLIC, 8)]
    rows.append(_judge(public, 11, "龚国平", "基层干部代表", state=JudgeState.INVITED))
    rows.append(
        _judge(
            experts, 12, "傅思远", "市社会科学院研究员", state=JudgeState.DECLINED,
            answered_at=at, end_reason="届时外出讲学",
        )
    )  # fmt: skip
    Judge.objects.bulk_create(rows)


def _seat_experts(contest: Contest) -> None:
    """Nobody of the district among them: experts and public judges by name."""
    experts, public = JudgeGroup.objects.filter(contest=contest).order_by("pk")
    Judge.objects.bulk_create(
        [
            *(_judge(experts, n, name, work) for n, (name, work) in enumerate(EXPERTS, 1)),
            *(_judge(public, n, name, work) for n, (name, work) in enumerate(PUBLIC, 7)),
        ]
    )


def _seat_the_past() -> None:
    """Past contests keep who sat there; their marks were brought in as they were counted."""
    past = Contest.objects.filter(Q(state="final") | Q(state="archived")).order_by("pk")
    groups = JudgeGroup.objects.bulk_create(
        JudgeGroup(contest=each, name="评委组", weight=Decimal(100), entered_by=str(Source.DEMO.label),
                   source=Source.DEMO)
        for each in past
    )  # fmt: skip
    Judge.objects.bulk_create(
        _judge(group, number, *EXPERTS[(shift + number) % len(EXPERTS)])
        for shift, group in enumerate(groups)
        for number in range(1, PAST_SEATS + 1)
    )


def _step_back(stage: Stage, *, day: date, at: datetime) -> None:
    """The demo judge steps back from the last plate of the first stage; it is others' ever after."""
    last = Assignment.objects.filter(
        stage=stage, stage__order=1, judge__account_id__isnull=False,
        state=AssignmentState.ASSIGNED,
    ).order_by("-entry__plate_no")  # fmt: skip
    for row in last[:1]:
        recuse(
            actor=acting(Role.JUDGE, on=day), assignment_id=row.pk, kind=ConflictKind.OTHER,
            reason="曾共同起草该选手的项目方案", at=at,
        )  # fmt: skip


def _standing(stage: Stage) -> list[Assignment]:
    return list(
        Assignment.objects.filter(stage=stage, state=AssignmentState.ASSIGNED)
        .select_related("judge__contest", "entry", "stage")
        .order_by("entry__plate_no", "judge__number")
    )


def _write_sheets(rows: Iterable[Assignment], stage: Stage) -> None:
    """Signed, with a mark for every criterion."""
    criteria = list(Criterion.objects.filter(stage=stage).order_by("position"))
    sheets = Sheet.objects.bulk_create(_sheets(rows, criteria))
    Score.objects.bulk_create(
        Score(sheet=sheet, criterion=criterion, value=_mark(sheet.assignment, criterion))
        for sheet in sheets
        for criterion in criteria
    )


def _sign_some(stage: Stage) -> None:
    """The first plates are signed by everybody, the next by some; the demo judge has begun one."""
    rows = _standing(stage)
    plates = sorted({row.entry.plate_no or 0 for row in rows})
    whole, floor = set(plates[:SIGNED_WHOLE]), plates[SIGNED_WHOLE]
    now = [row for row in rows if row.entry.plate_no == floor and row.judge.number != 1]
    signed = [row for row in rows if row.entry.plate_no in whole] + now[:SIGNED_BY]
    _write_sheets(signed, stage)
    first = Criterion.objects.filter(stage=stage).order_by("position")[0]
    begun = next(row for row in rows if row.entry.plate_no == floor and row.judge.number == 1)
    sheet = Sheet.objects.create(assignment=begun)
    DraftMark.objects.create(
        sheet=sheet, criterion=first, text=str(_mark(begun, first)), sequence=1
    )


def _sheets(rows: Iterable[Assignment], criteria: list[Criterion]) -> Iterator[Sheet]:
    for row in rows:
        salt = _digest("salt", row.judge.number, row.entry.plate_no)[:32]
        text = text_of(
            salt=salt, contest=row.judge.contest.title, stage=row.stage.name,
            plate=str(row.entry.plate_no), judge=row.judge.label,
            marks={each.name: _mark(row, each) for each in criteria},
        )  # fmt: skip
        yield Sheet(
            assignment=row, state=SheetState.SIGNED, signed_by=row.judge.name, salt=salt,
            commitment=commitment_of(text),
        )  # fmt: skip


def _mark(row: Assignment, criterion: Criterion) -> Decimal:
    """What the plate is worth, how strict the judge is, and a little of the day; in halves."""
    contest, plate = row.judge.contest.title, row.entry.plate_no
    worth = int(_digest("plate", contest, plate)[:4], 16) % 24
    point = int(_digest("point", contest, plate, criterion.name)[:4], 16) % 9
    strict = int(_digest("judge", row.judge.name)[:4], 16) % 13
    luck = int(_digest("sheet", row.judge.name, contest, plate, criterion.name)[:4], 16) % 9
    return Decimal(138 + worth * 2 + point - strict + luck) / 2


def _digest(*words: object) -> str:
    return hashlib.sha256(":".join(map(str, words)).encode()).hexdigest()
