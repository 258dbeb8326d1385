"""What a campaign came to: every number is the length of a list this reader may open."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qingmiao.cultivation.campaigns.contracts import (
    AdoptedLine,
    Listed,
    Number,
    ReportTold,
    SittingLine,
)
from qingmiao.cultivation.campaigns.enums import ContributionState, TaskState, Way
from qingmiao.cultivation.campaigns.models import (
    Campaign,
    Contribution,
    Round,
    SignIn,
    Sitting,
    Support,
    Task,
)
from qingmiao.cultivation.campaigns.permissions import (
    KEEP_CAMPAIGNS,
    OWN_DESK,
    REPORT_CAMPAIGNS,
    VIEW_CAMPAIGNS,
    VIEW_CONTRIBUTIONS,
    VIEW_SIGNINS,
    VIEW_SUPPORTS,
    VIEW_TASKS,
)
from qingmiao.cultivation.campaigns.queries.contribution import told
from qingmiao.kernel.actor import Actor


def seen(*, actor: Actor, pk: int) -> Campaign:
    rows = Campaign.objects.standing().select_related("organizer")
    return VIEW_CAMPAIGNS.one(actor, rows, pk=pk)


def kept(*, actor: Actor, pk: int) -> Campaign:
    rows = Campaign.objects.standing().select_related("organizer")
    return KEEP_CAMPAIGNS.one(actor, rows, pk=pk)


def reported(*, actor: Actor, pk: int) -> Campaign:
    rows = Campaign.objects.standing().select_related("organizer")
    return REPORT_CAMPAIGNS.one(actor, rows, pk=pk)


def _contributions(actor: Actor, row: Campaign) -> QuerySet[Contribution]:
    rows = Contribution.objects.standing().filter(campaign=row).exclude(state__in=OWN_DESK)
    return VIEW_CONTRIBUTIONS.rows(actor, rows)


def _signins(actor: Actor, row: Campaign) -> QuerySet[SignIn]:
    rows = SignIn.objects.filter(
        sitting__campaign=row, sitting__voided_at__isnull=True, struck_at__isnull=True,
        sitting__settled_at__isnull=False,
    )  # fmt: skip
    return VIEW_SIGNINS.rows(actor, rows)


def _supports(actor: Actor, row: Campaign) -> QuerySet[Support]:
    rows = Support.objects.filter(
        contribution__in=_contributions(actor, row), taken_back_at__isnull=True
    )
    return VIEW_SUPPORTS.rows(actor, rows)


def _tasks(actor: Actor, row: Campaign) -> QuerySet[Task]:
    return VIEW_TASKS.rows(actor, Task.objects.filter(contribution__campaign=row))


def _state(*states: str) -> Q:
    return Q(state__in=states)


def numbers_of(*, actor: Actor, row: Campaign) -> tuple[Number, ...]:
    """The counts of the report. Each ``url`` opens exactly the rows that were counted."""
    contributions, signins = _contributions(actor, row), _signins(actor, row)
    states = contributions.aggregate(
        all=Count("pk"),
        authors=Count("person", distinct=True),
        units=Count("person__unit", distinct=True),
        adopted=Count("pk", filter=_state(ContributionState.ADOPTED)),
        declined=Count("pk", filter=_state(ContributionState.DECLINED)),
    )
    came = signins.aggregate(
        hall=Count("pk", filter=Q(way=Way.HALL)), online=Count("pk", filter=Q(way=Way.ONLINE))
    )
    tasks = _tasks(actor, row).aggregate(
        all=Count("pk"), done=Count("pk", filter=_state(TaskState.DONE))
    )
    sittings = Sitting.objects.standing().filter(campaign=row).count()

    def listed(what: str) -> str:
        return reverse("campaigns:campaign-counted", args=[row.pk, what])

    of_register = f"{reverse('campaigns:contribution')}?campaign={row.pk}"
    handed_in = "".join(
        f"&state={each}" for each in ContributionState.values if each not in OWN_DESK
    )
    of_tasks = f"{reverse('campaigns:task')}?campaign={row.pk}"
    told: tuple[tuple[str, str, int, str, str], ...] = (
        ("contributions", _("收到发言"), states["all"], _("条"), of_register + handed_in),
        ("authors", _("发言人数"), states["authors"], _("人"), listed("authors")),
        ("units", _("参与单位"), states["units"], _("个"), listed("units")),
        ("supports", _("支持人次"), _supports(actor, row).count(), "", listed("supports")),
        ("adopted", _("采纳建议"), states["adopted"], _("条"), f"{of_register}&state=adopted"),
        ("declined", _("未采纳"), states["declined"], _("条"), f"{of_register}&state=declined"),
        (
            "sittings", pgettext("list", "报告会"), sittings, "",
            f"{reverse('campaigns:sitting')}?campaign={row.pk}",
        ),
        ("hall", _("现场参加人次"), came["hall"], "", listed("hall")),
        ("online", _("线上参加人次"), came["online"], "", listed("online")),
        ("tasks", _("转化任务"), tasks["all"], _("项"), of_tasks),
        ("done", _("办结任务"), tasks["done"], _("项"), f"{of_tasks}&state=done"),
    )  # fmt: skip
    return tuple(
        Number(key=key, label=label, value=value, unit=unit, url=url)
        for key, label, value, unit, url in told
    )


def _authors(actor: Actor, row: Campaign) -> Listed:
    rows = _contributions(actor, row).order_by("person__roster_order", "person")
    told = rows.values_list("person", "person__name", "person__unit__short_name").annotate(
        n=Count("pk")
    )
    url = reverse("campaigns:contribution")
    return Listed(
        title=_("发言人数"),
        heads=(_("发言人"), _("单位"), _("发言条数")),
        lines=tuple(
            (f"{url}?campaign={row.pk}&q={name}", (name, unit or "", str(n)))
            for _person, name, unit, n in told
        ),
    )


def _units(actor: Actor, row: Campaign) -> Listed:
    rows = _contributions(actor, row).filter(person__unit__isnull=False)
    told = (
        rows.order_by("person__unit__sort_no", "person__unit")
        .values_list("person__unit", "person__unit__name")
        .annotate(n=Count("pk"), people=Count("person", distinct=True))
    )
    url = reverse("campaigns:contribution")
    return Listed(
        title=_("参与单位"),
        heads=(_("单位"), _("发言条数"), _("发言人数")),
        lines=tuple(
            (f"{url}?campaign={row.pk}&unit={pk}", (name, str(n), str(people)))
            for pk, name, n, people in told
        ),
    )


def _backers(actor: Actor, row: Campaign) -> Listed:
    rows = _supports(actor, row).select_related("person__unit", "contribution__person")
    return Listed(
        title=_("支持人次"),
        heads=(_("发言"), _("支持人"), _("单位")),
        lines=tuple(
            (
                reverse("campaigns:contribution-read", args=[each.contribution_id]),
                (each.contribution.title, each.person.name, str(each.person.unit or "")),
            )
            for each in rows.order_by("contribution", "pk")
        ),
    )


def _came(actor: Actor, row: Campaign, way: Way) -> Listed:
    rows = _signins(actor, row).filter(way=way).select_related("person__unit", "sitting")
    return Listed(
        title=_("现场参加人次") if way == Way.HALL else _("线上参加人次"),
        heads=(_("报告会"), _("参加人"), _("单位")),
        lines=tuple(
            (
                reverse("campaigns:sitting-detail", args=[each.sitting_id]),
                (each.sitting.title, each.person.name, str(each.person.unit or "")),
            )
            for each in rows.order_by("sitting", "pk")
        ),
    )


LISTS: dict[str, Callable[[Actor, Campaign], Listed]] = {
    "authors": _authors,
    "units": _units,
    "supports": _backers,
    "hall": lambda actor, row: _came(actor, row, Way.HALL),
    "online": lambda actor, row: _came(actor, row, Way.ONLINE),
}


def listed_of(*, actor: Actor, row: Campaign, what: str) -> Listed | None:
    """The list behind one number; nothing for a word that names none."""
    return LISTS[what](actor, row) if what in LISTS else None


def sittings_of(*, actor: Actor, row: Campaign) -> list[SittingLine]:
    rows = Sitting.objects.standing().filter(campaign=row).order_by("held_on", "pk")
    stands = Q(signins__struck_at__isnull=True)
    told: Any = rows.annotate(
        hall=Count("signins", filter=stands & Q(signins__way=Way.HALL)),
        online=Count("signins", filter=stands & Q(signins__way=Way.ONLINE)),
    )
    return [
        SittingLine(
            title=each.title,
            held_on=each.held_on,
            keynote=each.keynote,
            hall=each.hall if each.settled_at else 0,
            online=each.online if each.settled_at else 0,
            is_settled=each.settled_at is not None,
        )
        for each in told
    ]


def adopted_of(*, actor: Actor, row: Campaign) -> list[AdoptedLine]:
    rows = _contributions(actor, row).filter(state=ContributionState.ADOPTED)
    given = {
        each.contribution_id: each
        for each in _tasks(actor, row)
        .exclude(state=TaskState.DROPPED)
        .select_related("owner", "unit")
    }
    found: Any = told(rows).order_by("-backers", "contributed_on", "pk")
    return [
        AdoptedLine(
            title=each.title,
            author=each.person.name,
            supports=each.backers,
            task=task.title if (task := given.get(each.pk)) else "",
            owner=task.owner.name if task else "",
            due_on=task.due_on if task else None,
            state=str(task.get_state_display()) if task else "",
            result=task.result if task and task.state == TaskState.DONE else "",
        )
        for each in found
    ]


def report_of(*, actor: Actor, row: Campaign, on: date) -> ReportTold:
    rounds = Round.objects.standing().filter(campaign=row)
    return ReportTold(
        title=row.title,
        theme=row.theme,
        organizer=str(row.organizer),
        begins=row.begins,
        ends=row.ends,
        rounds=tuple(
            _("%(number)d轮讨论“%(title)s”") % {"number": each.number, "title": each.title}
            for each in rounds
        ),
        numbers=numbers_of(actor=actor, row=row),
        sittings=tuple(sittings_of(actor=actor, row=row)),
        adopted=tuple(adopted_of(actor=actor, row=row)),
        on=on,
    )
