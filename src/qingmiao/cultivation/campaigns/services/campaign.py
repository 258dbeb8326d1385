"""The steps of a campaign, and its report as a file."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.cultivation.campaigns import deeds
from qingmiao.cultivation.campaigns.enums import CampaignState
from qingmiao.cultivation.campaigns.models import Campaign
from qingmiao.cultivation.campaigns.permissions import KEEP_CAMPAIGNS, REPORT_CAMPAIGNS
from qingmiao.cultivation.campaigns.queries import campaign as queries
from qingmiao.cultivation.campaigns.queries.contribution import unread_of
from qingmiao.cultivation.campaigns.queries.task import under_way
from qingmiao.cultivation.campaigns.rules import campaign as rules
from qingmiao.cultivation.campaigns.rules.report import report_document
from qingmiao.engines.documents.services import write_docx, write_pdf
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record


@transaction.atomic
def step_campaign(*, actor: Actor, campaign_id: int, to: str) -> Campaign:
    """启动、转入成果转化、结项. What waits for somebody keeps a campaign from ending."""
    rows = Campaign.objects.standing().select_for_update(of=("self",))
    row = KEEP_CAMPAIGNS.one(actor, rows, pk=campaign_id)
    if to not in CampaignState.values:
        raise Refused(_("没有这个阶段"))
    if reasons := list(
        rules.flaws_of_step(
            old=row.state,
            new=to,
            waiting=unread_of(campaign_id=row.pk),
            under_way=under_way(campaign_id=row.pk),
        )
    ):
        raise Refused(reasons)
    old, row.state = CampaignState(row.state), CampaignState(to)
    row.version += 1
    row.save(update_fields=["state", "version"])
    record(
        actor=actor,
        deed=deeds.CAMPAIGN_MOVED,
        subject=row,
        detail={"title": row, "old": old.label, "new": CampaignState(to).label},
    )
    return row


@transaction.atomic
def print_report(*, actor: Actor, campaign_id: int, form: str, on: date) -> tuple[Campaign, bytes]:
    """总结 as a file, with the numbers this reader sees on the page."""
    rows = Campaign.objects.standing().select_related("organizer")
    row = REPORT_CAMPAIGNS.one(actor, rows, pk=campaign_id)
    with official():
        document = report_document(queries.report_of(actor=actor, row=row, on=on))
        content = write_pdf(document) if form == "pdf" else write_docx(document)
    record(actor=actor, deed=deeds.REPORT_TAKEN, subject=row, detail={"title": row, "form": form})
    return row, content
