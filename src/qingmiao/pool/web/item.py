"""One member on the table of a review: as frozen, as it stands, and what is said about it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.evidence.enums import Dimension, Polarity, SourceKind
from qingmiao.kernel import clock
from qingmiao.pool.contracts import Wanted
from qingmiao.pool.enums import Channel, MembershipState, ReviewState
from qingmiao.pool.models import ReviewItem
from qingmiao.pool.permissions import KEEP_REVIEW_ITEMS, VIEW_REVIEW_ITEMS
from qingmiao.pool.queries import review as queries
from qingmiao.pool.services import item as services
from qingmiao.pool.web.forms import ItemForm, NothingForm, ProposalForm, ReasonForm
from qingmiao.pool.web.review import found, stepped
from qingmiao.webkit.http import Request


def _item(request: Request, pk: int, *, keep: bool = False) -> ReviewItem:
    permission = KEEP_REVIEW_ITEMS if keep else VIEW_REVIEW_ITEMS
    seen = permission.rows(request.actor, queries.standing_items())
    item: ReviewItem = get_object_or_404(seen, pk=pk)
    return item


@require_GET
def item(request: Request, pk: int) -> HttpResponse:
    """The material as it was shown, with what has changed since."""
    row, actor = _item(request, pk), request.actor
    snapshot = getattr(row, "snapshot", None)
    content = (
        snapshot.content
        if snapshot
        else queries.content_of(membership=row.membership, on=clock.today())
    )
    sitting = row.review.state == ReviewState.SITTING
    participant = queries.participant_of(actor=actor, review=row.review)
    context = {
        "item": row,
        "content": content,
        "is_frozen": snapshot is not None,
        "evidence": [_told(line) for line in content["evidence"]],
        "sources": [
            {"channel": Channel(channel).label, "on": on, "text": text}
            for channel, on, text in content["membership"]["sources"]
        ],
        "state": MembershipState(content["membership"]["state"]).label,
        "stale": queries.stale_parts(item=row, on=clock.today()),
        "proposals": list(row.proposals.all()),
        "recused": [str(one.participant) for one in row.recusals.all()],
        "decision": getattr(row, "decision", None),
        "keeps": sitting and KEEP_REVIEW_ITEMS.allows(actor, row),
        "may_step_back": participant is not None
        and row.review.state not in {ReviewState.APPROVED, ReviewState.CLOSED},
    }
    return render(request, "pool/item.html", context)


def _told(line: dict[str, Any]) -> dict[str, Any]:
    return line | {
        "dimension": Dimension(line["dimension"]).label,
        "polarity_word": Polarity(line["polarity"]).label,
        "kind": SourceKind(line["kind"]).label,
    }


@require_http_methods(["GET", "POST"])
def add(request: Request, pk: int) -> HttpResponse:
    row = found(request, pk)
    given = {}
    if request.GET.get("membership", "").isdecimal():
        given["membership"] = int(request.GET["membership"])
    form = ItemForm(request.POST or None, initial=given, actor=request.actor)
    return stepped(
        request,
        row,
        form,
        _("列入人选"),
        lambda: services.add_item(
            actor=request.actor, review_id=pk, membership_id=form.cleaned_data["membership"].pk
        ),
    )


@require_http_methods(["GET", "POST"])
def drop(request: Request, pk: int) -> HttpResponse:
    row = _item(request, pk, keep=True)
    form = NothingForm(request.POST if request.method == "POST" else None)
    heading = _("移出 %(person)s") % {"person": row.membership.person}
    return stepped(
        request,
        row.review,
        form,
        heading,
        lambda: services.drop_item(actor=request.actor, item_id=pk),
    )


@require_http_methods(["GET", "POST"])
def recuse(request: Request, pk: int) -> HttpResponse:
    row = _item(request, pk)
    form = ReasonForm(request.POST or None)
    return stepped(
        request,
        row.review,
        form,
        _("申明回避"),
        lambda: services.step_back(
            actor=request.actor, item_id=pk, reason=form.cleaned_data["reason"]
        ),
        lead=_("申明之后，您不再看到该事项，也不计入您看到的数目。"),
    )


@require_http_methods(["GET", "POST"])
def hold(request: Request, pk: int) -> HttpResponse:
    row = _item(request, pk, keep=True)
    form = ReasonForm(request.POST or None)
    heading = _("暂缓研究 %(person)s") % {"person": row.membership.person}
    return stepped(
        request,
        row.review,
        form,
        heading,
        lambda: services.hold_item(
            actor=request.actor, item_id=pk, reason=form.cleaned_data["reason"]
        ),
    )


@require_http_methods(["GET", "POST"])
def propose(request: Request, pk: int) -> HttpResponse:
    row = _item(request, pk, keep=True)
    form = ProposalForm(request.POST or None, outcomes=queries.outcomes_of(item=row))
    heading = _("对 %(person)s 的建议") % {"person": row.membership.person}
    return stepped(
        request,
        row.review,
        form,
        heading,
        lambda: services.propose(
            actor=request.actor, item_id=pk, wanted=Wanted(**form.cleaned_data)
        ),
    )
