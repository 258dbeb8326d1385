"""鉴定 of a posting by its host, and what it tells evidence."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, Polarity, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.placement.postings.deeds import POSTING_PROPOSED, RESULT_WRITTEN
from qingmiao.placement.postings.enums import PostingState
from qingmiao.placement.postings.models import Posting
from qingmiao.placement.postings.permissions import SEND_PEOPLE, WRITE_RESULTS
from qingmiao.registers.services import ChangedMeanwhile


def hold_person(*, person_id: int) -> None:
    """Lock whose time is about to be taken, so that rivals queue up instead of waiting for each other.

    The exclusion constraint has the last word; without the queue two rivals would deadlock over it.
    """
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)


@transaction.atomic
def propose_posting(
    *,
    actor: Actor,
    scheme_id: int,
    person_id: int,
    home_unit_id: int,
    host_unit_id: int | None,
    place: str,
    begins: date,
    planned_end: date,
    round_no: str,
    on: date,
) -> Posting:
    """拟选派, by the department; it takes nobody's time until the unit and the person have agreed."""
    posting = Posting.objects.create(
        scheme_id=scheme_id, person_id=person_id, home_unit_id=home_unit_id,
        host_unit_id=host_unit_id, place=place, begins=begins, planned_end=planned_end,
        round_no=round_no, state=PostingState.PROPOSED, entered_by=actor.name,
    )  # fmt: skip
    SEND_PEOPLE.one(actor, Posting.objects.all(), pk=posting.pk)
    record(actor=actor, deed=POSTING_PROPOSED, subject=posting, detail={"title": posting})
    return posting


@transaction.atomic
def write_result(
    *, actor: Actor, posting_id: int, result: str, version: int | None = None
) -> Posting:
    """填写鉴定: what the host says of the person, once the posting is over."""
    rows = Posting.objects.select_for_update(of=("self",)).filter(voided_at__isnull=True)
    posting = WRITE_RESULTS.one(actor, rows, pk=posting_id)
    if version is not None and version != posting.version:
        raise ChangedMeanwhile(
            _("打开表单后他人已修改本记录，请重新打开再改，您填写的内容没有保存")
        )
    if not result.strip():
        raise Refused(_("请写明鉴定意见"))
    posting.result = result.strip()
    posting.version += 1
    posting.save(update_fields=["result", "version"])
    note_posting(actor=actor, posting=posting)
    record(actor=actor, deed=RESULT_WRITTEN, subject=posting, detail={"title": str(posting)})
    return posting


@transaction.atomic
def note_posting(*, actor: Actor, posting: Posting) -> None:
    """A written result is the host's word about the person; who came back early is told neutrally."""
    claims = []
    if posting.result and posting.ends is not None:
        is_early = posting.state == PostingState.RECALLED
        claims.append(
            Claim(
                person_id=posting.person_id,
                dimension=Dimension.RESULTS,
                text=posting.result,
                source_kind=SourceKind.HOST,
                source_name=str(posting.host_unit or posting.place)[:120],
                source_unit_id=posting.host_unit_id,
                happened_on=posting.ends,
                polarity=Polarity.NEUTRAL if is_early else Polarity.FOR,
            )
        )
    contribute(actor=actor, origin=posting, claims=claims)


@transaction.atomic
def forget_posting(*, actor: Actor, posting: Posting, reason: str) -> None:
    retract_all(actor=actor, origin=posting, reason=reason)
