"""公布: the provisional result opens the window for objections, the final one closes the contest."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.contests.enums import PAST, ContestState
from qingmiao.selection.contests.models import Contest
from qingmiao.selection.contests.permissions import RUN_CONTESTS
from qingmiao.selection.contests.services import open_objections as move_to_objections
from qingmiao.selection.contests.services.progress import locked
from qingmiao.selection.results.deeds import RESULT_PUBLISHED
from qingmiao.selection.results.enums import PublicationKind, Reach
from qingmiao.selection.results.models import Publication
from qingmiao.selection.results.queries import board
from qingmiao.selection.results.queries.reckoning import latest
from qingmiao.selection.results.services.telling import tell_of_publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What of a result is made known."""

    reach: str = Reach.ALL
    shows_names: bool = True
    shows_totals: bool = True
    shows_stages: bool = False
    note: str = ""


@transaction.atomic
def open_objections(
    *, actor: Actor, contest_id: int, until: date | None, fields: Fields, on: date
) -> Publication:
    """公布初步结果，进入异议期: from now on contestants read it and may object."""
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    if missing := list(board.missing_before_objections(contest=contest)):
        raise Refused(missing)
    moved = move_to_objections(actor=actor, contest_id=contest.pk, on=on, until=until)
    return _publish(actor, moved, PublicationKind.PROVISIONAL, fields, on)


@transaction.atomic
def publish_result(*, actor: Actor, contest_id: int, fields: Fields, on: date) -> Publication:
    """公布结果 as it stands: again while objections are open, and the final one after it was decided on."""
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    if contest.state == ContestState.OBJECTION:
        kind = PublicationKind.PROVISIONAL
        missing = list(board.missing_before_objections(contest=contest))
    elif contest.state in PAST:
        kind = PublicationKind.FINAL
        missing = [] if latest(contest_id=contest.pk) else [_("这次比武没有在系统中计算过成绩")]
    else:
        missing = [_("现在是“%(now)s”，不能公布") % {"now": ContestState(contest.state).label}]
    if missing:
        raise Refused(missing)
    return _publish(actor, contest, kind, fields, on)


def _publish(
    actor: Actor, contest: Contest, kind: PublicationKind, fields: Fields, on: date
) -> Publication:
    found = latest(contest_id=contest.pk)
    if found is None:
        raise Refused(_("还没有计算结果"))
    if kind == PublicationKind.PROVISIONAL and fields.reach == Reach.SHORTLIST:
        raise Refused(_("初步结果还没有入围名单，须公布全部选手"))
    made = Publication.objects.create(
        contest=contest,
        computation=found,
        kind=kind,
        reach=fields.reach,
        shows_names=fields.shows_names,
        shows_totals=fields.shows_totals,
        shows_stages=fields.shows_stages,
        note=fields.note.strip(),
        published_on=on,
        published_by=actor.name,
    )
    record(
        actor=actor,
        deed=RESULT_PUBLISHED,
        subject=made,
        detail={"title": str(contest), "kind": kind.label, "number": found.number},
    )
    tell_of_publication(actor=actor, publication=made, on=on)
    return made
