"""Judge the demo contest: its judges, the conflicts their dossiers tell, half the sheets signed.

Conflicts, assignments and the opening go through judging's own services, because they are worked out from
what is really there; sheets are written as they would have been signed, with salts that are no secret.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.models import Account, RoleGrant
from qingmiao.access.queries import actor_for
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.enums import Source
from qingmiao.selection.contests.models import Contest, Criterion, JudgeGroup, Stage
from qingmiao.selection.judging.enums import (
    AssignmentState,
    Audience,
    ConflictKind,
    JudgeState,
    ReleasedField,
    SheetState,
)
from qingmiao.selection.judging.models import Assignment, DraftMark, Judge, Score, Sheet
from qingmiao.selection.judging.queries.sheet import contestants
from qingmiao.selection.judging.rules.commitment import commitment_of, text_of
from qingmiao.selection.judging.services.assignment import assign_stage, recuse
from qingmiao.selection.judging.services.conflict import check_conflicts
from qingmiao.selection.judging.services.hall import ask_release
from qingmiao.selection.judging.services.sitting import open_sitting

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
SIGNED_WHOLE, SIGNED_BY = 8, 4
"""Plates everybody has signed, and how many judges have signed the one on the floor."""


def judge_contest(*, day: date, at: datetime) -> None:
    contest = Contest.objects.filter(state="judging").order_by("pk").last()
    if contest is None:
        return
    officer = actor_for(
        account=Account.objects.get(username=Role.OFFICER.value), on=day, door="command"
    )
    _seat_the_past()
    own = _seat(contest, at)
    check_conflicts(actor=officer, contest_id=contest.pk, on=day, at=at)
    stage = Stage.objects.filter(contest=contest).order_by("order")[0]
    plates = [e.pk for e in contestants(contest_id=contest.pk).filter(plate_no__isnull=False)]
    assign_stage(actor=officer, stage_id=stage.pk, each=None, entry_ids=plates, on=day, at=at)
    open_sitting(actor=officer, stage_id=stage.pk)
    _step_back(own, day=day, at=at)
    _sign(stage)
    for audience in Audience.values:
        ask_release(
            actor=officer, contest_id=contest.pk, audience=audience,
            fields=[ReleasedField.PLATE], stage_id=None, at=at,
        )  # fmt: skip


def _judge(group: JudgeGroup, number: int, name: str, work: str, **more: object) -> Judge:
    return Judge(
        contest=group.contest, group=group, number=number, name=name, work_text=work,
        entered_by=str(Source.DEMO.label), source=Source.DEMO,
        **{"state": JudgeState.ACCEPTED, **more},
    )  # fmt: skip


def _seat(contest: Contest, at: datetime) -> Judge:
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
    return own


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


def _step_back(own: Judge, *, day: date, at: datetime) -> None:
    account = Account.objects.get(pk=own.account_id or 0)
    actor: Actor = actor_for(account=account, on=day, door="command")
    last = own.assignments.filter(state=AssignmentState.ASSIGNED).order_by("-entry__plate_no")
    for row in last[:1]:
        recuse(
            actor=actor, assignment_id=row.pk, kind=ConflictKind.OTHER,
            reason="曾共同起草该选手的项目方案", at=at,
        )  # fmt: skip


def _sign(stage: Stage) -> None:
    """The first plates are signed by everybody, the next by some; the demo judge has begun one."""
    criteria = list(Criterion.objects.filter(stage=stage).order_by("position"))
    rows = list(
        Assignment.objects.filter(stage=stage, state=AssignmentState.ASSIGNED)
        .select_related("judge__contest", "entry", "stage")
        .order_by("entry__plate_no", "judge__number")
    )
    plates = sorted({row.entry.plate_no or 0 for row in rows})
    whole, floor = set(plates[:SIGNED_WHOLE]), plates[SIGNED_WHOLE]
    now = [row for row in rows if row.entry.plate_no == floor and row.judge.number != 1]
    signed = [row for row in rows if row.entry.plate_no in whole] + now[:SIGNED_BY]
    sheets = Sheet.objects.bulk_create(_sheets(signed, criteria))
    Score.objects.bulk_create(
        Score(sheet=sheet, criterion=criterion, value=_mark(sheet.assignment, criterion))
        for sheet in sheets
        for criterion in criteria
    )
    begun = next(row for row in rows if row.entry.plate_no == floor and row.judge.number == 1)
    sheet = Sheet.objects.create(assignment=begun)
    DraftMark.objects.create(
        sheet=sheet, criterion=criteria[0], text=str(_mark(begun, criteria[0])), sequence=1
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
    worth = int(_digest("plate", row.entry.plate_no, criterion.name)[:4], 16) % 24
    strict = int(_digest("judge", row.judge.number)[:4], 16) % 9
    luck = int(_digest("sheet", row.judge.number, row.entry.plate_no, criterion.name)[:4], 16) % 7
    return Decimal(140 + worth * 2 - strict + luck) / 2


def _digest(*words: object) -> str:
    return hashlib.sha256(":".join(map(str, words)).encode()).hexdigest()
