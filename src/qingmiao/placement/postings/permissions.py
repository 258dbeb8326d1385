from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import (
    DEPARTMENT,
    DISTRICT_READERS,
    INSIDE,
    LIAISONS,
    UNIT_HANDS,
    Role,
    ScopeKind,
)
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    Scope,
    any_of,
    by_matter,
    by_unit,
    district,
    everywhere,
    not_about_me,
    own,
)
from qingmiao.kernel.actor import Actor
from qingmiao.placement.postings.enums import PostingState
from qingmiao.placement.postings.models import BACK, SENT, Posting, Scheme

HOSTS = (Role.HOST_HEAD, *UNIT_HANDS)


def _in_states(inner: Scope, states: tuple[PostingState, ...]) -> Scope:
    def scope(actor: Actor) -> Q:
        q = inner(actor)
        return q if q == NOBODY else q & Q(state__in=states)

    return scope


_HOSTED = any_of(
    by_unit(HOSTS, "host_unit"), by_matter(ScopeKind.POSTING, [Role.HOST_HEAD])
)  # fmt: skip

VIEW_SCHEMES = Permission[Scheme](
    code="postings.scheme.view",
    sentence=_("您无权查看选派制度"),
    scope=everywhere(INSIDE),
)

KEEP_SCHEMES = Permission[Scheme](
    code="postings.scheme.keep",
    sentence=_("您无权维护选派制度"),
    scope=district(DEPARTMENT),
)

VIEW_POSTINGS = Permission[Posting](
    code="postings.posting.view",
    sentence=_("您无权查看该选派"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "home_unit"),
        by_unit(DISTRICT_READERS, "host_unit"),
        by_unit(LIAISONS, "home_unit"),
        by_unit(LIAISONS, "host_unit"),
        by_unit(UNIT_HANDS, "home_unit"),
        _in_states(_HOSTED, SENT),
        _in_states(own(), SENT),
    ),
)
"""Home sees whom it sends, the host whom it received; before it is issued a posting is a plan, known
to neither the host nor the person."""

SEND_PEOPLE = Permission[Posting](
    code="postings.posting.send",
    sentence=_("您无权派出该同志"),
    scope=not_about_me(by_unit(DEPARTMENT, "home_unit")),
)

KEEP_POSTINGS = Permission[Posting](
    code="postings.posting.keep",
    sentence=_("您无权登记该选派；派出单位只能提出和修改拟选派人选，本人和亲属的选派由他人登记"),
    scope=not_about_me(
        any_of(
            SEND_PEOPLE.scope,
            _in_states(by_unit(UNIT_HANDS, "home_unit"), (PostingState.PROPOSED,)),
        )
    ),
)

WRITE_RESULTS = Permission[Posting](
    code="postings.result.write",
    sentence=_("您无权填写该选派的鉴定"),
    scope=not_about_me(_in_states(any_of(by_unit(DEPARTMENT, "home_unit"), _HOSTED), BACK)),
)
"""鉴定 is the host's to write, once the person is back."""
