"""One person's page: first page of the form, growth across the five links, parts, evidence, story."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qingmiao.evidence.permissions import READ_EVIDENCE
from qingmiao.evidence.queries import claims_about, strips_of
from qingmiao.kernel import clock
from qingmiao.ledger.queries import story_of
from qingmiao.people.dossiers.permissions import KEEP_PEOPLE, SEE_ID_NUMBERS
from qingmiao.people.dossiers.services.dossier import note_view
from qingmiao.pool.queries import memberships
from qingmiao.portal.queries import growth
from qingmiao.portal.queries.dossier import dossier, first_page, month, resume_lines
from qingmiao.webkit.http import Request

TABS = ("growth", "resume", "study", "record", "family", "evidence", "story")


def _tabs(current: str, *, sees_evidence: bool, keeps: bool) -> list[dict[str, Any]]:
    labels = {
        "growth": _("成长轨迹"),
        "resume": _("简历"),
        "study": _("学历学位"),
        "record": _("考核奖励"),
        "family": _("家庭成员"),
        "evidence": _("印证材料"),
        "story": _("留痕"),
    }
    hidden = set() if sees_evidence else {"evidence"}
    hidden |= set() if keeps else {"story"}
    return [
        {
            "label": labels[tab],
            "url": f"?tab={tab}#part",
            "is_current": tab == current,
            "count": None,
        }
        for tab in TABS
        if tab not in hidden
    ]


@require_GET
def person(request: Request, pk: int) -> HttpResponse:
    actor, today = request.actor, clock.today()
    found = dossier(actor=actor, person_id=pk)
    if found is None:
        raise Http404
    note_view(actor=actor, person=found)
    keeps = KEEP_PEOPLE.allows(actor, found)
    sees_evidence = not READ_EVIDENCE.nowhere(actor) and pk not in actor.confidential_ids
    tab = request.GET.get("tab", "growth")
    if (
        tab not in TABS
        or (tab == "evidence" and not sees_evidence)
        or (tab == "story" and not keeps)
    ):
        tab = "growth"
    events = growth.events_of(actor=actor, person_id=pk, person=found.name)
    link = request.GET.get("link", "")
    context = {
        "person": found,
        "on": today,
        "rows": first_page(found, on=today),
        "steps": growth.steps_of(events),
        "events": growth.folded([event for event in events if not link or event.link == link]),
        "link": link,
        "tab": tab,
        "tabs": _tabs(tab, sees_evidence=sees_evidence, keeps=keeps),
        "can": {
            "keep": keeps,
            "see_id": found.id_sealed is not None and SEE_ID_NUMBERS.allows(actor, found),
        },
        "membership": memberships(actor=actor, on=today).filter(person_id=pk).first(),
        "resume": resume_lines(found) if tab == "resume" else [],
        "photo_url": reverse("dossiers:photo", args=[pk]) if hasattr(found, "photo") else "",
        "story": story_of(found) if tab == "story" else [],
        "dimensions": _dimensions(actor, pk) if sees_evidence else [],
        "claims": list(claims_about(actor=actor, person_id=pk)[:100]) if tab == "evidence" else [],
        "month": month,
    }
    return render(request, "portal/dossier.html", context)


def _dimensions(actor: Any, pk: int) -> list[dict[str, Any]]:
    return [
        {
            "label": strip.label,
            "sources": strip.sources,
            "newest": strip.newest,
            "contradictions": strip.count_against,
            "url": "?tab=evidence#part",
        }
        for strip in strips_of(actor=actor, person_id=pk)
    ]
