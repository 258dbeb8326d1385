"""Who computes, concludes, objects and decides, and who reads what: results, marks, tables, notices."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, UNIT_HANDS, Role, ScopeKind
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    any_of,
    by_matter,
    by_unit,
    district,
    not_about_me,
    own,
)
from qingmiao.kernel.actor import Actor
from qingmiao.notices.permissions import declare_subject
from qingmiao.selection.contests.models import Contest, Entry
from qingmiao.selection.contests.permissions import DESK, VIEW_CONTESTS
from qingmiao.selection.results.models import Computation, Objection, Publication

FOLLOW_RESULTS = Permission[Contest](
    code="results.contest.follow",
    sentence=_("您无权查看这次比武的成绩"),
    scope=any_of(district(DISTRICT_READERS), by_matter(ScopeKind.CONTEST, DESK)),
)
"""The board of results: how far each stage is, every computation, objections, publications."""

READ_COMPUTATIONS = Permission[Computation](
    code="results.computation.read",
    sentence=_("您无权查看这次成绩计算"),
    scope=any_of(district(DISTRICT_READERS), by_matter(ScopeKind.CONTEST, DESK, "contest")),
)

EXPORT_MARKS = Permission[Computation](
    code="results.marks.export",
    sentence=_("您无权导出原始评分"),
    scope=any_of(district(DEPARTMENT), by_matter(ScopeKind.CONTEST, DESK, "contest")),
)
"""Raw marks by plate and judge number, with the rule, for whoever recomputes; and papers to be signed."""

READ_TABLES = Permission[Computation](
    code="results.tables.read",
    sentence=_("您无权查看评委统计"),
    scope=any_of(district(DEPARTMENT), by_matter(ScopeKind.CONTEST, DESK, "contest")),
)

READ_INDICATORS = Permission[Computation](
    code="results.indicator.read",
    sentence=_("评分迹象只给监督员和部领导看"),
    scope=any_of(
        district([Role.DEPARTMENT_LEADER]),
        by_matter(ScopeKind.CONTEST, [Role.CONTEST_SUPERVISOR], "contest"),
    ),
)
"""What looks like an understanding or a bias is shown to whoever supervises, never to the desk."""


def _of_contests_seen(actor: Actor) -> Q:
    seen = VIEW_CONTESTS.scope(actor)
    return seen if seen == NOBODY else Q(contest__in=Contest.objects.standing().filter(seen))


READ_PUBLICATIONS = Permission[Publication](
    code="results.publication.read",
    sentence=_("没有这份结果公布"),
    scope=_of_contests_seen,
)
"""Everybody to whom the contest was announced reads what was published of it."""

OBJECT = Permission[Entry](
    code="results.objection.raise",
    sentence=_("只有选手本人和报名单位可以提出异议"),
    scope=any_of(own(), by_unit(UNIT_HANDS)),
)


def _mine(actor: Actor) -> Q:
    return Q(raised_by_account=actor.account_id) if actor.account_id else NOBODY


READ_OBJECTIONS = Permission[Objection](
    code="results.objection.read",
    sentence=_("您无权查看这项异议"),
    scope=any_of(
        _mine,
        not_about_me(
            any_of(district(DEPARTMENT), by_matter(ScopeKind.CONTEST, DESK, "entry__contest")),
            "entry__person",
        ),
    ),
)


def _not_my_own(actor: Actor) -> Q:
    q = not_about_me(district(DEPARTMENT), "entry__person")(actor)
    return q if q == NOBODY else q & ~Q(raised_by_account=actor.account_id)


DECIDE_OBJECTIONS = Permission[Objection](
    code="results.objection.decide",
    sentence=_("您无权处理这项异议"),
    scope=_not_my_own,
)
"""The department, but nobody on an objection of one's own or about oneself or one's kin."""

declare_subject(Objection, READ_OBJECTIONS)
declare_subject(Publication, READ_PUBLICATIONS)
