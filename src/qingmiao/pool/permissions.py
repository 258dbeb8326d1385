from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS, Role
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    any_of,
    by_unit,
    district,
    not_about_me,
)
from qingmiao.kernel.actor import Actor
from qingmiao.notices.permissions import declare_subject
from qingmiao.people.dossiers.models import Person
from qingmiao.pool.models import (
    GridReader,
    Membership,
    MembershipSource,
    Rating,
    Review,
    ReviewItem,
    ReviewParticipant,
    ReviewRecusal,
    Standard,
    SuggestionVerdict,
    WatchWeek,
)

VIEW_POOL = Permission[Membership](
    code="pool.membership.view",
    sentence=_("您无权查看储备库"),
    scope=not_about_me(
        any_of(by_unit(DISTRICT_READERS, "person__unit"), by_unit(LIAISONS, "person__unit"))
    ),
)
"""Nobody sees the own membership or that of kin; units and cadres never see the reserve."""

KEEP_POOL = Permission[Membership](
    code="pool.membership.keep",
    sentence=_("您无权维护储备库"),
    scope=not_about_me(by_unit(DEPARTMENT, "person__unit")),
)

VIEW_SOURCES = Permission[MembershipSource](
    code="pool.source.view",
    sentence=_("您无权查看入库来源"),
    scope=not_about_me(
        any_of(
            by_unit(DISTRICT_READERS, "membership__person__unit"),
            by_unit(LIAISONS, "membership__person__unit"),
        ),
        "membership__person",
    ),
)

KEEP_SOURCES = Permission[MembershipSource](
    code="pool.source.keep",
    sentence=_("您无权登记入库来源"),
    scope=not_about_me(by_unit(DEPARTMENT, "membership__person__unit"), "membership__person"),
)


def _takes_part(actor: Actor) -> Q:
    """Reviews a reader of the district was invited to."""
    if not actor.account_id or actor.units(*DISTRICT_READERS) is not None:
        return NOBODY
    mine = ReviewParticipant.objects.filter(account_id=actor.account_id)
    return Q(pk__in=mine.values("review_id"))


VIEW_REVIEWS = Permission[Review](
    code="pool.review.view",
    sentence=_("您无权查看会商"),
    scope=any_of(district(DEPARTMENT), _takes_part),
)
"""The department prepares and reads them all; the district's leaders those they sit in."""

KEEP_REVIEWS = Permission[Review](
    code="pool.review.keep",
    sentence=_("您无权组织会商"),
    scope=district(DEPARTMENT),
)

APPROVE_REVIEWS = Permission[Review](
    code="pool.review.approve",
    sentence=_("只有部领导可以审批会商建议"),
    scope=district((Role.DEPARTMENT_LEADER,)),
)


def items_stepped_back_from(actor: Actor) -> QuerySet[ReviewItem]:
    """What the actor stepped back from in any review: one source for pages, minutes and the ledger."""
    rows = ReviewItem.objects.order_by()
    if not actor.account_id:
        return rows.none()
    mine = ReviewRecusal.objects.filter(participant__account_id=actor.account_id)
    return rows.filter(pk__in=mine.values("item_id"))


def _seen_items(actor: Actor) -> Q:
    """Items of reviews one may see, but those one stepped back from: neither shown nor counted."""
    reviews = VIEW_REVIEWS.scope(actor)
    if reviews == NOBODY:
        return NOBODY
    mine = items_stepped_back_from(actor)
    return Q(review__in=Review.objects.filter(reviews)) & ~Q(pk__in=mine.values("pk"))


VIEW_REVIEW_ITEMS = Permission[ReviewItem](
    code="pool.review_item.view",
    sentence=_("您无权查看会商事项"),
    scope=not_about_me(_seen_items, "membership__person"),
)


def _kept_items(actor: Actor) -> Q:
    return NOBODY if KEEP_REVIEWS.nowhere(actor) else VIEW_REVIEW_ITEMS.scope(actor)


KEEP_REVIEW_ITEMS = Permission[ReviewItem](
    code="pool.review_item.keep",
    sentence=_("您无权办理会商事项"),
    scope=_kept_items,
)


def _reads_grid(actor: Actor) -> Q:
    """The department's leaders, and officers they named; nobody else, whatever they may read."""
    pool = by_unit(DEPARTMENT, "person__unit")(actor)
    if actor.units(Role.DEPARTMENT_LEADER) is None:
        return pool
    named = GridReader.objects.filter(account_id=actor.account_id, ended_at__isnull=True)
    return pool if actor.has(Role.OFFICER) and actor.account_id and named.exists() else NOBODY


READ_GRID = Permission[Membership](
    code="pool.grid.read",
    sentence=_("双维视图只供部领导和指定人员查看"),
    scope=not_about_me(_reads_grid),
)

NAME_GRID_READERS = Permission[GridReader](
    code="pool.grid.name",
    sentence=_("只有部领导可以指定双维视图的查看人"),
    scope=district((Role.DEPARTMENT_LEADER,)),
)

VIEW_RATINGS = Permission[Rating](
    code="pool.rating.view",
    sentence=_("您无权查看能力评价"),
    scope=not_about_me(by_unit(DEPARTMENT, "person__unit")),
)

KEEP_RATINGS = Permission[Rating](
    code="pool.rating.keep",
    sentence=_("您无权登记能力评价"),
    scope=not_about_me(by_unit(DEPARTMENT, "person__unit")),
)

VIEW_WATCH = Permission[WatchWeek](
    code="pool.watch.view",
    sentence=_("您无权查看唤醒清单"),
    scope=district(DEPARTMENT),
)

VIEW_STANDARDS = Permission[Standard](
    code="pool.standard.view",
    sentence=_("您无权查看储备标准"),
    scope=district(DEPARTMENT),
)

KEEP_STANDARDS = Permission[Standard](
    code="pool.standard.keep",
    sentence=_("您无权维护储备标准"),
    scope=district(DEPARTMENT),
)

SUGGEST_ENTRY = Permission[Person](
    code="pool.suggestion.entry",
    sentence=_("没有这条入库建议"),
    scope=not_about_me(by_unit(DEPARTMENT, "unit"), "pk"),
)
"""Whom saved criteria may name to somebody: never oneself, never kin. Exits are asked of ``KEEP_POOL``."""

VIEW_VERDICTS = Permission[SuggestionVerdict](
    code="pool.suggestion.verdicts",
    sentence=_("没有这条办理记录"),
    scope=not_about_me(by_unit(DEPARTMENT, "person__unit")),
)

declare_subject(WatchWeek, VIEW_WATCH)
