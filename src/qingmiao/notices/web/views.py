"""The bell, the list it opens, and the digests."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from qingmiao.kernel import clock
from qingmiao.notices.queries import notice as questions
from qingmiao.notices.queries.preference import preference_of, wish_of
from qingmiao.notices.rules.digest import is_quiet
from qingmiao.notices.services.notice import read_all, read_notice
from qingmiao.webkit.http import Request, page

PAGE_SIZE = 50
MOST_SHOWN = questions.MOST_ON_THE_BELL - 1


@never_cache
@require_GET
def bell(request: Request) -> HttpResponse:
    """The bell of the frame with its number; the number stays away in quiet hours."""
    wish = wish_of(preference_of(account_id=request.actor.account_id))
    quiet = is_quiet(wish, timezone.localtime(clock.now()).time())
    count = questions.waiting(request.actor)
    shown = f"{MOST_SHOWN}+" if count > MOST_SHOWN else str(count)
    context = {"bell": {"count": "" if quiet or not count else shown, "is_quiet": quiet}}
    return render(request, "webkit/page.html#bell", context)


def _shelf(parameters: QueryDict) -> str:
    asked = parameters.get("show", "")
    return asked if asked in questions.SHELVES else "unread"


@require_GET
def listing(request: Request) -> HttpResponse:
    shelf, kind = _shelf(request.GET), request.GET.get("kind", "")
    rows = questions.readable(request.actor)
    counts = questions.shelf_counts(rows)
    kinds = questions.kinds_there(rows)
    if kind:
        rows = rows.filter(kind=kind)
    shown = Paginator(questions.on_shelf(rows, shelf), PAGE_SIZE).get_page(request.GET.get("page"))
    today = clock.today()
    context = {
        "lines": [questions.line_of(each, on=today) for each in shown.object_list],
        "page": shown,
        "page_links": [],
        "tabs": _tabs(shelf, counts),
        "shelf": shelf,
        "kinds": kinds,
        "kind": kind,
        "unread": counts["unread"],
    }
    return page(request, "notices/list.html", "results", context)


def _tabs(shelf: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    words = {"unread": _("未读"), "todo": _("待办"), "all": _("全部")}
    return [
        {
            "label": words[name],
            "url": f"{reverse('notices:list')}?show={name}",
            "is_current": name == shelf,
            "count": counts[name],
        }
        for name in questions.SHELVES
    ]


@require_POST
def follow(request: Request, pk: int) -> HttpResponse:
    """Read a notice and go where it leads."""
    notice = read_notice(actor=request.actor, notice_id=pk, at=clock.now())
    return redirect(notice.url)


@require_POST
def read(request: Request, pk: int) -> HttpResponse:
    read_notice(actor=request.actor, notice_id=pk, at=clock.now())
    return redirect(f"{reverse('notices:list')}?show={_shelf(request.POST)}")


@require_POST
def read_every(request: Request) -> HttpResponse:
    count = read_all(actor=request.actor, at=clock.now())
    messages.success(request, _("%(count)d 条提醒已标为已读") % {"count": count})
    return redirect("notices:list")


@require_GET
def digests(request: Request) -> HttpResponse:
    shown = Paginator(questions.digests_of(request.actor), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    return render(request, "notices/digests.html", {"page": shown, "page_links": []})


@require_GET
def digest(request: Request, pk: int) -> HttpResponse:
    """What came together that day, as far as its reader may still see it."""
    found = get_object_or_404(questions.digests_of(request.actor), pk=pk)
    rows = questions.told_between(request.actor, since=found.since, until=found.until)
    context = {
        "digest": found,
        "news": [questions.line_of(each, on=found.on) for each in rows],
        "due": [
            questions.line_of(each, on=found.on)
            for each in questions.due_until(request.actor, on=found.on)
        ],
    }
    return render(request, "notices/digest.html", context)
