"""The menu: the rooms this reader may open, link by link."""

from functools import cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from qingmiao.access.enums import DISTRICT_READERS, LIAISONS, UNIT_HANDS, Role
from qingmiao.insight.burden.permissions import reads_burden
from qingmiao.insight.fairness.permissions import reads_fairness
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.permissions import KEEP_PEOPLE, VIEW_PEOPLE
from qingmiao.registers.declaration import REGISTERS
from qingmiao.selection.contests.permissions import VIEW_CONTESTS
from qingmiao.selection.judging.permissions import WATCH_JUDGING
from qingmiao.webkit.contracts import Item, Section

LINKS = {  # not interface: the badges of the links
    "select": ("选", ("demands", "visits", "nominations", "contests", "observations")),
    "nurture": ("育", ("courses", "needs", "learning", "lectures", "campaigns", "plans")),
    "temper": ("炼", ("openings", "postings", "blocks", "mentoring")),
    "govern": ("管", ("integrity", "inspections", "measures", "childcare", "apartments")),
    "appoint": ("用", ("vacancies", "cases", "probation")),
}


def menu(actor: Actor, request: HttpRequest) -> list[Section]:
    """Only what opens: a room without a register this reader may read is not there."""
    sections = [Section(items=_first(actor))]
    for link, (mark, rooms) in LINKS.items():
        items = [item for room in rooms if (item := _room(actor, room, link, mark))]
        if link == "select":
            items += _judging(actor, mark)
        if items:
            sections.append(Section(title=_titles()[link], items=items))
    office = _office(actor)
    return [*sections, Section(title=_("资料与系统"), items=office)] if office else sections


def _titles() -> dict[str, str]:
    return {
        "select": _("选 · 识别推荐"),
        "nurture": _("育 · 培养"),
        "temper": _("炼 · 历练"),
        "govern": _("管 · 管理监督"),
        "appoint": _("用 · 任用"),
    }


def _rooms() -> dict[str, str]:
    return {
        "demands": _("班子需求"),
        "visits": _("日常调研"),
        "nominations": _("自荐与推荐"),
        "contests": _("擂台比武"),
        "observations": _("一线识别"),
        "courses": _("培训"),
        "learning": _("学习成果"),
        "lectures": _("宣讲"),
        "needs": _("培训需求"),
        "campaigns": _("大讨论"),
        "plans": _("培养计划"),
        "openings": _("岗位与匹配"),
        "postings": _("选派"),
        "blocks": _("区块"),
        "mentoring": _("帮带"),
        "integrity": _("廉政教育"),
        "inspections": _("专项督查"),
        "measures": _("激励措施"),
        "childcare": _("假期托管"),
        "apartments": _("人才公寓"),
        "vacancies": _("空缺"),
        "cases": _("选任"),
        "probation": _("试用期"),
        "pool": _("储备库"),
        "evidence": _("印证材料"),
        "workdays": _("工作日历"),
    }


def _first(actor: Actor) -> list[Item]:
    items = [Item(title=_("工作台"), url=reverse("workbench"), icon="layout-dashboard")]
    if not VIEW_PEOPLE.nowhere(actor):
        items.append(Item(title=_("干部名册"), url=reverse("dossiers:roster"), icon="users"))
    pool = _room(actor, "pool", "base", "", icon="stack-2")
    if pool:
        items.append(pool)
    items += _pages(
        (_("我的日程"), "calendars:mine", "calendar", actor.person_id is not None),
        (_("讲话与数字"), "reports:speech", "report-analytics", _reads_figures(actor)),
        (_("数字口径"), "figures:catalogue", "chart-bar", _reads_figures(actor)),
        (_("公平监测"), "fairness:monitor", "scale", reads_fairness(actor)),
        (pgettext("burden", "填表时间"), "burden:burden", "hourglass", reads_burden(actor)),
    )
    return items


def _reads_figures(actor: Actor) -> bool:
    """Whoever may read the speech; readers of less than the district read it without numbers."""
    return actor.has(*DISTRICT_READERS, *UNIT_HANDS, *LIAISONS)


@cache
def _rooms_in(_language: str | None) -> dict[str, str]:
    """Every page has a line for every room: their names are looked up once a language."""
    return _rooms()


def _room(actor: Actor, room: str, link: str, mark: str, *, icon: str = "") -> Item | None:
    """The room's line leads to the first of its registers that opens to this reader."""
    for register in REGISTERS.values():
        if register.room == room and not register.view.nowhere(actor):
            url = reverse(register.url_name())
            return Item(
                title=_rooms_in(get_language())[room], url=url, mark=mark, link=link, icon=icon
            )
    return None


def _judging(actor: Actor, mark: str) -> list[Item]:
    """No register leads there: judges go to their pad, the desk to its console."""
    pages = (
        (_("评审台"), "judging:contests", not WATCH_JUDGING.nowhere(actor)),
        (_("我的评审"), "judging:mine", actor.has(Role.JUDGE)),
        (_("比武成绩"), "results:index", not VIEW_CONTESTS.nowhere(actor)),
    )
    return [
        Item(title=title, url=reverse(name), mark=mark, link="select", icon="")
        for title, name, is_open in pages
        if is_open
    ]


def _office(actor: Actor) -> list[Item]:
    claims = _room(actor, "evidence", "base", "", icon="quote")
    days = _room(actor, "workdays", "base", "", icon="calendar-event")
    items = [each for each in (claims, days) if each]
    keeps = not KEEP_PEOPLE.nowhere(actor)
    administers = actor.has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)
    audits = actor.has(Role.AUDITOR, Role.DEPARTMENT_LEADER)
    return items + _pages(
        (_("机构与职数"), "orgs:units", "sitemap", bool(actor.grants)),
        (_("导入与导出"), "exchange:import", "database-import", keeps),
        (_("账号与授权"), "office:account", "shield-lock", administers),
        (_("我的授权"), "office:mine", "key", bool(actor.account_id)),
        (_("台账"), "office:entry", "history", audits),
        (_("台账核对"), "office:tree", "checklist", audits),
    )


def _pages(*pages: tuple[str, str, str, bool]) -> list[Item]:
    items = []
    for title, name, icon, is_open in pages:
        if is_open:
            try:
                items.append(Item(title=title, url=reverse(name), icon=icon))
            except NoReverseMatch:
                continue
    return items
