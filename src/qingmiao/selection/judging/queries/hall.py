"""What is shown on the screen of a hall, to contestants and to units: what was released, nothing else."""

from datetime import datetime
from decimal import Decimal

from django.core import signing
from django.db.models import QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.rulebook.engine import Provision
from qingmiao.rulebook.library import regulation
from qingmiao.selection.contests.models import Contest, Entry, Stage
from qingmiao.selection.judging.contracts import Board, BoardLine, ReleaseFacts
from qingmiao.selection.judging.enums import Audience
from qingmiao.selection.judging.models import HallLink, Release
from qingmiao.selection.judging.permissions import (
    CONSENT_TO_RELEASES,
    KEEP_RELEASES,
    READ_AS_CONTESTANT,
    READ_AS_UNIT,
    VIEW_RELEASES,
)
from qingmiao.selection.judging.queries.advance import printed_marks, sealed_stages
from qingmiao.selection.judging.queries.sheet import contestants
from qingmiao.selection.judging.rules.hall import columns_shown

SALT = "judging.hall"
RULE = "judging/release"


def provision_of(field: str, *, on: datetime) -> Provision | None:
    """Whether the supervisor consents to a release of the field, by which article."""
    return regulation(RULE).on(on.date())[f"consent_{field}"]


def longest_hours(*, on: datetime) -> int:
    return int(regulation(RULE).on(on.date())["link_hours"].value)


def release_facts(
    *, contest: Contest, audience: str, field: str, stage: Stage | None
) -> ReleaseFacts:
    sealed = sealed_stages(contest_id=contest.pk)
    blind = Stage.objects.standing().filter(contest=contest, is_blind=True).order_by("order")
    open_ = Release.objects.filter(
        contest=contest, audience=audience, field=field, stage=stage, ended_at__isnull=True
    )
    return ReleaseFacts(
        field=field,
        contest_state=contest.state,
        is_drawn=Entry.objects.standing().filter(contest=contest, plate_no__isnull=False).exists(),
        stage=stage.name if stage else "",
        is_sealed=stage is not None and stage.pk in sealed,
        blind_unsealed=tuple(each.name for each in blind if each.pk not in sealed),
        is_open=open_.exists(),
    )


def releases_of(*, actor: Actor, contest_id: int) -> QuerySet[Release]:
    """Open releases first, then what was taken back, newest first."""
    rows = Release.objects.filter(contest_id=contest_id).select_related("stage", "contest")
    return VIEW_RELEASES.rows(actor, rows).order_by("-ended_at", "audience", "stage__order", "pk")


def kept_release(*, actor: Actor, release_id: int) -> Release:
    return KEEP_RELEASES.one(actor, Release.objects.select_related("contest"), pk=release_id)


def consentable_ids(*, actor: Actor, contest_id: int) -> set[int]:
    rows = Release.objects.filter(
        contest_id=contest_id, released_at__isnull=True, ended_at__isnull=True
    )
    return set(CONSENT_TO_RELEASES.rows(actor, rows).values_list("pk", flat=True).order_by())


def stages_of(*, contest: Contest) -> list[Stage]:
    return list(Stage.objects.standing().filter(contest=contest).order_by("order", "pk"))


def links_of(*, contest_id: int, at: datetime) -> QuerySet[HallLink]:
    """Addresses that are good now."""
    return HallLink.objects.filter(contest_id=contest_id, ended_at__isnull=True, expires_at__gt=at)


def token_of(link: HallLink) -> str:
    """The address carries its own signature, so the desk can show it again and nobody can make one up."""
    return signing.dumps(link.pk, salt=SALT)


def contest_behind(*, token: str, at: datetime) -> Contest | None:
    """The contest a screen may show; ``None`` for a made up, expired or withdrawn address."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    found = HallLink.objects.filter(pk=pk, ended_at__isnull=True, expires_at__gt=at)
    link = found.filter(contest__voided_at__isnull=True).select_related("contest").first()
    return link.contest if link else None


def boards(*, actor: Actor, contest_id: int) -> tuple[Contest | None, list[Board]]:
    """What was released to the audiences the actor belongs to."""
    rows = Contest.objects.standing().filter(pk=contest_id)
    told = {
        Audience.CONTESTANTS: READ_AS_CONTESTANT.rows(actor, rows).first(),
        Audience.UNITS: READ_AS_UNIT.rows(actor, rows).first(),
    }
    found = [
        board_of(contest=contest, audience=audience)
        for audience, contest in told.items()
        if contest is not None
    ]
    return next((each for each in told.values() if each is not None), None), found


def board_of(*, contest: Contest, audience: str) -> Board:
    """The released columns and nothing beside them: what is not released is not even asked for."""
    standing = Release.objects.filter(
        contest=contest, audience=audience, released_at__isnull=False, ended_at__isnull=True
    ).select_related("stage")
    fields = {row.field for row in standing}
    stages = sorted(
        (row.stage for row in standing if row.stage is not None), key=lambda each: each.order
    )
    plate, name, total, rank = columns_shown(fields)
    marks = printed_marks(contest=contest, stage_names=[each.name for each in stages])
    rows = contestants(contest_id=contest.pk).filter(plate_no__isnull=False)
    asked = rows if fields else rows.none()
    lines = [
        BoardLine(
            plate=entry.plate_no if plate else None,
            name=str(entry.person) if name else "",
            unit=str(entry.unit) if name else "",
            marks=tuple(_mark(marks.get(each.name, {}), entry.plate_no) for each in stages),
            total=str(entry.total) if total and entry.total is not None else "",
            rank=entry.place if rank else None,
        )
        for entry in _in_order(asked, plate=plate, rank=rank)
    ]
    return Board(
        audience=audience,
        title=contest.title,
        stages=tuple(each.name for each in stages),
        has_plate=plate,
        has_name=name,
        has_total=total,
        has_rank=rank,
        lines=tuple(lines),
    )


def _in_order(rows: QuerySet[Entry], *, plate: bool, rank: bool) -> QuerySet[Entry]:
    """The order must not tell what is not released: by rank, by plate, or else by name."""
    if rank:
        return rows.order_by("place", "plate_no")
    return rows.order_by("plate_no") if plate else rows.order_by("person__pinyin", "person_id")


def _mark(marks: dict[int, Decimal], plate: int | None) -> str:
    value = marks.get(plate or 0)
    return "" if value is None else str(value)
