"""What the workbench shows: the five links as one flow, the young, what waits, units by links."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.notices.queries.notice import next_day
from qingmiao.people.dossiers.enums import Sex
from qingmiao.people.dossiers.queries import facts
from qingmiao.portal.contracts import (
    AgeBand,
    Counted,
    Day,
    HeatCell,
    HeatMap,
    HeatRow,
    LinkCard,
    Todo,
)
from qingmiao.portal.queries.roster import AGE_BANDS, BAND_LABELS, month_of
from qingmiao.portal.queries.saved import Saved, counted, open_register, url_of
from qingmiao.registers.declaration import REGISTERS, Register
from qingmiao.registers.enums import BatchState
from qingmiao.registers.models import Batch

UNITS_SHOWN = 10
MOST_BATCHES = 3

LINKS: tuple[tuple[str, Any], ...] = (
    ("select", gettext_lazy("四种渠道选苗")),
    ("nurture", gettext_lazy("三类培养育秧")),
    ("temper", gettext_lazy("三项制度搭台")),
    ("govern", gettext_lazy("三个抓手系扣")),
    ("appoint", gettext_lazy("三个注重给位")),
)
"""The five links with what each does, in the words of the speech."""

OPEN_FINDINGS = "state=notified&state=explained&state=rectifying"
OUT_NOW = "state=issued&state=running&state=extended"
IN_POOL = "state=member&state=tracked&state=candidate"

FLOW: dict[str, tuple[Saved, ...]] = {
    "select": (
        Saved(register="pool.membership", query=IN_POOL, title=gettext_lazy("储备在库")),
        Saved(register="visits.lead"),
        Saved(register="nominations.nomination"),
        Saved(register="contests.entry", query="shortlisted=1", title=gettext_lazy("比武入围")),
        Saved(register="observations.observation"),
    ),
    "nurture": (
        Saved(register="courses.attendance"),
        Saved(register="courses.class"),
        Saved(register="lectures.lecture"),
        Saved(register="campaigns.contribution"),
    ),
    "temper": (
        Saved(register="postings.posting", query=OUT_NOW, title=gettext_lazy("正在选派")),
        Saved(register="blocks.duty"),
        Saved(register="blocks.request"),
        Saved(register="mentoring.mentorship"),
    ),
    "govern": (
        Saved(
            register="inspections.finding", query=OPEN_FINDINGS, title=gettext_lazy("待销号问题")
        ),
        Saved(register="integrity.activity"),
        Saved(register="measures.benefit"),
        Saved(register="childcare.enrolment"),
        Saved(register="apartments.lease", query="state=living", title=gettext_lazy("公寓在租")),
    ),
    "appoint": (
        Saved(register="cases.appointment"),
        Saved(
            register="vacancies.vacancy", query="state=confirmed", title=gettext_lazy("待补空缺")
        ),
        Saved(register="probation.probation", query="state=running", title=gettext_lazy("试用中")),
    ),
}
"""The first one a reader may open is the card's number, the others stand below it."""

MAPPED = {
    "select": "pool.membership",
    "nurture": "courses.attendance",
    "temper": "postings.posting",
    "govern": "measures.benefit",
    "appoint": "cases.appointment",
}
"""The register of each link that names people, for the map of units by links."""

REMINDERS: tuple[tuple[Saved, str, str], ...] = (
    (
        Saved(
            register="probation.probation",
            query="state=running&planned_end_ends={ahead}",
            title=gettext_lazy("试用期将满或已满，尚未考核"),
        ),
        "calendar-event",
        "danger",
    ),
    (
        Saved(
            register="blocks.request",
            query="overdue=1",
            title=gettext_lazy("群众诉求超过办理时限"),
        ),
        "message-2",
        "danger",
    ),
    (
        Saved(
            register="inspections.finding",
            query=OPEN_FINDINGS + "&rectify_ends={on}",
            title=gettext_lazy("检查问题超过整改时限"),
        ),
        "clipboard-check",
        "danger",
    ),
    (
        Saved(
            register="pool.membership",
            query=IN_POOL + "&review_ends={ahead}",
            title=gettext_lazy("储备人选该研判了"),
        ),
        "refresh",
        "warning",
    ),
    (
        Saved(
            register="postings.posting",
            query=OUT_NOW + "&planned_end_ends={ahead}",
            title=gettext_lazy("选派期将满"),
        ),
        "road",
        "warning",
    ),
    (
        Saved(
            register="apartments.lease",
            query="state=living&planned_end_ends={ahead}",
            title=gettext_lazy("公寓租约将满"),
        ),
        "door",
        "",
    ),
    (
        Saved(register="visits.lead", query="state=new", title=gettext_lazy("新线索等待核实")),
        "binoculars",
        "",
    ),
    (
        Saved(
            register="nominations.nomination",
            query="state=submitted",
            title=gettext_lazy("推荐等待受理"),
        ),
        "writing",
        "",
    ),
    (
        Saved(
            register="childcare.enrolment",
            query="state=applied",
            title=gettext_lazy("托管报名等待录取"),
        ),
        "mood-kid",
        "",
    ),
)
"""Lists somebody must act on, the most pressing first, each with its icon and tone."""


def flow(*, actor: Actor, day: Day) -> list[LinkCard]:
    found = counted([one for row in FLOW.values() for one in row], actor=actor, day=day)
    cards = []
    for link, title in LINKS:
        shown = [found[one] for one in FLOW[link] if one in found]
        headline, facts = (shown[0], shown[1:]) if shown else (None, [])
        cards.append(LinkCard(link=link, title=str(title), headline=headline, facts=facts))
    return cards


def todos(*, actor: Actor, day: Day) -> list[Todo]:
    """What waits for this reader: lists with something in them, then batches to be decided."""
    found = counted([saved for saved, _icon, _tone in REMINDERS], actor=actor, day=day)
    waiting = [
        Todo(
            title=found[saved].title,
            detail=_sized(found[saved]),
            url=found[saved].url,
            icon=icon,
            tone=tone,
        )
        for saved, icon, tone in REMINDERS
        if saved in found and found[saved].count
    ]
    return _asked(actor) + waiting + _batches(actor)


def _asked(actor: Actor) -> list[Todo]:
    """What somebody asked this reader to do, by name."""
    count, day = next_day(actor)
    if not count:
        return []
    return [
        Todo(
            title=_("有人请您办理的事"),
            detail=_("%(count)d 项") % {"count": count},
            url=f"{reverse('notices:list')}?show=todo",
            icon="clipboard-list",
            tone="warning",
            due=f"{day:%Y.%m.%d}" if day else "",
        )
    ]


def _sized(counted: Counted) -> str:
    return f"{counted.count} {counted.unit_word}"


def _batches(actor: Actor) -> list[Todo]:
    rows = Batch.objects.filter(account_id=actor.account_id, state=BatchState.PREVIEWED)[
        :MOST_BATCHES
    ]
    waiting = []
    for batch in rows:
        register = open_register(batch.register, actor)
        if register is not None:
            waiting.append(
                Todo(
                    title=_("导入批次等待确认"),
                    detail=f"{register.title} · {batch.file_name}",
                    url=reverse(register.url_name("batch"), args=[batch.pk]),
                    icon="database-import",
                )
            )
    return waiting


def age_bands(*, actor: Actor, on: date) -> list[AgeBand]:
    """Cadres in service by the age bands of the roster, each number with the roster's own list."""
    months = month_of(on)
    counts = {
        f"{sex}_{oldest}": Count(
            "pk",
            filter=Q(
                sex=sex,
                birth_month__lte=months - youngest * 12,
                birth_month__gt=months - (oldest + 1) * 12,
            ),
        )
        for _band, youngest, oldest in AGE_BANDS
        for sex in (Sex.MALE, Sex.FEMALE)
    }
    found = facts(actor=actor).filter(in_service=True).order_by().aggregate(**counts)
    return [
        AgeBand(
            label=str(BAND_LABELS[band]),
            men=_aged(found[f"{Sex.MALE}_{oldest}"], band, Sex.MALE),
            women=_aged(found[f"{Sex.FEMALE}_{oldest}"], band, Sex.FEMALE),
        )
        for band, _youngest, oldest in AGE_BANDS
    ]


def _aged(count: int, band: str, sex: Sex) -> Counted:
    query = urlencode({"age": band, "sex": str(sex)})
    return Counted(
        title=str(sex.label),
        count=count,
        unit_word=_("人"),
        url=f"{reverse('dossiers:roster')}?{query}",
    )


def heat_map(*, actor: Actor, day: Day) -> HeatMap:
    """Records per unit of the person and link, for the units with the most in all links."""
    columns: list[tuple[str, str]] = []
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    names: dict[int, str] = {}
    for link, _title in LINKS:
        register = open_register(MAPPED[link], actor)
        if register is None:
            continue
        columns.append((link, str(register.title)))
        for unit_id, name, total in _by_unit(register, actor):
            counts[unit_id][link] = total
            names[unit_id] = name
    tops = {
        link: max((row.get(link, 0) for row in counts.values()), default=0) for link, _t in columns
    }
    busiest = sorted(counts, key=lambda unit: (-sum(counts[unit].values()), unit))
    rows = [
        HeatRow(
            unit_id=unit,
            unit=names[unit],
            cells=[
                _cell(link, counts[unit].get(link, 0), tops[link], unit, day)
                for link, _t in columns
            ],
        )
        for unit in busiest[:UNITS_SHOWN]
    ]
    return HeatMap(columns=columns, rows=rows, others=len(busiest) - len(rows))


def _by_unit(register: Register, actor: Actor) -> list[tuple[int, str, int]]:
    unit = f"{register.about}__unit"
    return list(
        register.view.rows(actor, register.base())
        .select_related(None)
        .order_by()
        .filter(**{f"{unit}__isnull": False})
        .values_list(F(f"{unit}_id"), F(f"{unit}__short_name"))
        .annotate(total=Count("pk"))
    )


def _cell(link: str, count: int, top: int, unit_id: int, day: Day) -> HeatCell:
    """The number leads to its list where the register can be filtered by the person's unit."""
    register = REGISTERS[MAPPED[link]]
    path = f"{register.about}__unit_id"
    facet = next((facet.name for facet in register.facets if facet.path == path), "")
    saved = Saved(register=register.code, query=f"{facet}={unit_id}")
    return HeatCell(
        count=count,
        heat=round(100 * count / top) if top else 0,
        url=url_of(saved, day) if facet and count else "",
    )
