"""公布: asked for by the desk, agreed to by the supervisor where the regulation says so, taken back with a reason."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.contests.models import Contest, Stage
from qingmiao.selection.judging.deeds import (
    HALL_CLOSED,
    HALL_OPENED,
    RELEASE_ASKED,
    RELEASE_ENDED,
    RELEASE_MADE,
)
from qingmiao.selection.judging.enums import Audience, ReleasedField
from qingmiao.selection.judging.models import HallLink, Release
from qingmiao.selection.judging.permissions import CONSENT_TO_RELEASES, KEEP_RELEASES, RUN_JUDGING
from qingmiao.selection.judging.queries.hall import longest_hours, provision_of, release_facts
from qingmiao.selection.judging.rules.hall import flaws_of_release
from qingmiao.selection.judging.services.telling import ask_consent, settle_consent


def _locked(actor: Actor, contest_id: int) -> Contest:
    rows = Contest.objects.standing().select_for_update(of=("self",), no_key=True)
    return RUN_JUDGING.one(actor, rows, pk=contest_id)


def _detail(row: Release) -> dict[str, object]:
    return {
        "contest": row.contest.title,
        "audience": Audience(row.audience).label,
        "field": ReleasedField(row.field).label,
        "stage": row.stage.name if row.stage else "—",
    }


@transaction.atomic
def ask_release(
    *,
    actor: Actor,
    contest_id: int,
    audience: str,
    fields: Iterable[str],
    stage_id: int | None,
    at: datetime,
) -> list[Release]:
    """公布 fields to an audience. What needs no consent stands at once, the rest waits for the supervisor."""
    contest = _locked(actor, contest_id)
    stage = Stage.objects.standing().filter(pk=stage_id or 0, contest=contest).first()
    wanted = [field for field in ReleasedField.values if field in set(fields)]
    reasons = [] if wanted else [_("请选择要公布的内容")]
    made = []
    for field in wanted:
        of = stage if field == ReleasedField.STAGE_MARK else None
        facts = release_facts(contest=contest, audience=audience, field=field, stage=of)
        reasons += flaws_of_release(facts)
        article = provision_of(field, on=at)
        made.append(
            Release(
                contest=contest,
                stage=of,
                audience=audience,
                field=field,
                needs_consent=article is not None and bool(article.value),
                article=f"{article.source}{article.article}" if article else "",
                asked_by_account=actor.account_id,
                asked_by=actor.name,
            )
        )
    if reasons:
        raise Refused(dict.fromkeys(reasons))
    for row in made:
        _write(row)
        if row.needs_consent:
            record(actor=actor, deed=RELEASE_ASKED, subject=row, detail=_detail(row))
            ask_consent(actor=actor, release=row)
        else:
            _stand(actor, row)
    return made


def _write(row: Release) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("这一项已经公布或待同意")) from no


def _stand(actor: Actor, row: Release) -> None:
    row.released_at = Now()
    row.save(update_fields=["released_at", "consented_by_account", "consented_by"])
    row.refresh_from_db(fields=["released_at"])
    record(actor=actor, deed=RELEASE_MADE, subject=row, detail=_detail(row))


@transaction.atomic
def consent_to_release(*, actor: Actor, release_id: int) -> Release:
    """同意公布 by the supervisor, never by whoever asked. Why it could not be asked for, it cannot be agreed to."""
    rows = Release.objects.select_for_update(of=("self",)).select_related("contest", "stage")
    row = CONSENT_TO_RELEASES.one(actor, rows, pk=release_id)
    reasons = []
    if row.ended_at is not None:
        reasons.append(_("这一项已经撤下"))
    elif row.released_at is not None:
        reasons.append(_("这一项已经公布"))
    if reasons:
        raise Refused(reasons)
    row.consented_by_account, row.consented_by = actor.account_id, actor.name
    _stand(actor, row)
    settle_consent(actor=actor, release=row)
    return row


@transaction.atomic
def end_release(*, actor: Actor, release_id: int, reason: str) -> Release:
    """撤下 what was released, or what was asked for: at once, with a reason."""
    rows = Release.objects.select_for_update(of=("self",)).select_related("contest", "stage")
    row = KEEP_RELEASES.one(actor, rows, pk=release_id)
    reasons = []
    if row.ended_at is not None:
        reasons.append(_("这一项已经撤下"))
    if not reason.strip():
        reasons.append(_("请写明撤下理由"))
    if reasons:
        raise Refused(reasons)
    row.ended_at = Now()
    row.ended_by, row.end_reason = actor.name, reason.strip()
    row.save(update_fields=["ended_at", "ended_by", "end_reason"])
    row.refresh_from_db(fields=["ended_at"])
    record(actor=actor, deed=RELEASE_ENDED, subject=row, detail=_detail(row), reason=reason.strip())
    settle_consent(actor=actor, release=row)
    return row


@transaction.atomic
def open_hall(*, actor: Actor, contest_id: int, hours: int, at: datetime) -> HallLink:
    """生成大屏地址 that needs no sign-in and shows what was released to the hall, for some hours."""
    contest = _locked(actor, contest_id)
    most = longest_hours(on=at)
    if not 1 <= hours <= most:
        raise Refused(_("有效期须在 1 到 %(most)d 小时之间") % {"most": most})
    link = HallLink(contest=contest, made_by=actor.name, expires_at=at + timedelta(hours=hours))
    link.save(force_insert=True)
    detail = {"contest": contest.title, "hours": hours}
    record(actor=actor, deed=HALL_OPENED, subject=link, detail=detail)
    return link


@transaction.atomic
def close_halls(*, actor: Actor, contest_id: int) -> int:
    """停用 every address of the contest at once."""
    contest = _locked(actor, contest_id)
    rows = HallLink.objects.filter(contest=contest, ended_at__isnull=True)
    ended = rows.update(ended_at=Now(), ended_by=actor.name)
    detail = {"contest": contest.title, "count": ended}
    record(actor=actor, deed=HALL_CLOSED, subject=contest, detail=detail)
    return ended
