from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS, Role, ScopeKind
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    Scope,
    any_of,
    by_unit,
    district,
    everywhere,
    not_about_me,
)
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.selection.visits.enums import OPEN, LeadState
from qingmiao.selection.visits.models import (
    Attendee,
    Enclosure,
    Heard,
    Lead,
    Liaison,
    Segment,
    Visit,
)

HEADS = (Role.GROUP_HEAD, Role.SEGMENT_HEAD)
"""Who confirms visits: the head of the group, and above it the head of the segment."""


def own_segment(inner: Scope, field: str) -> Scope:
    """The inner scope without what other segments wrote down: notes stay within the segment.

    A segment is one's own by a role granted for it, or by a duty held in it. Rows of no segment
    are told by the unit alone.
    """

    def scope(actor: Actor) -> Q:
        q = inner(actor)
        if q == NOBODY:
            return q
        granted = actor.matters(ScopeKind.SEGMENT, *LIAISONS)
        mine = Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__in": sorted(granted)})
        if actor.person_id is not None:
            duties = Liaison.objects.standing().filter(person=actor.person_id)
            mine |= Q(**{f"{field}__in": duties.values("segment")})
        return q & mine

    return scope


def narrowed(inner: Scope, **conditions: object) -> Scope:
    """The inner scope, of which only rows of certain states."""

    def scope(actor: Actor) -> Q:
        q = inner(actor)
        return q if q == NOBODY else q & Q(**conditions)

    return scope


def not_named_like_me(inner: Scope, *, name: str, unit: str) -> Scope:
    """Never about oneself nor kin, also before anybody looked for the dossier: the same name in the same
    unit is enough not to be shown, nor told by a notice.
    """
    about_me = not_about_me(inner)

    def scope(actor: Actor) -> Q:
        q, hidden = about_me(actor), sorted(actor.confidential_ids)
        if not hidden or q == NOBODY:
            return q
        same = Person.objects.filter(pk__in=hidden, name=OuterRef(name), unit=OuterRef(unit))
        return q & ~(Q(person__isnull=True) & Q(Exists(same)))

    return scope


def in_the_field(prefix: str = "") -> Scope:
    """Liaisons: rows of the own units, of the own segment."""
    return own_segment(by_unit(LIAISONS, f"{prefix}unit"), f"{prefix}segment")


LEADS_IN_THE_FIELD = own_segment(by_unit(LIAISONS), "visit__segment")

NOTES_READ = any_of(by_unit(DISTRICT_READERS, "visit__unit"), in_the_field("visit__"))
NOTES_KEPT = any_of(
    by_unit(DEPARTMENT, "visit__unit"),
    narrowed(in_the_field("visit__"), visit__state__in=OPEN),
)
"""What hangs on a visit is read and kept by whoever reads and keeps the visit itself."""

VIEW_VISITS = Permission[Visit](
    code="visits.visit.view",
    sentence=_("您无权查看走访记录"),
    scope=any_of(by_unit(DISTRICT_READERS), in_the_field()),
)
"""Notes stay within the organization department and the segment: the visited unit never reads them."""

KEEP_VISITS = Permission[Visit](
    code="visits.visit.keep",
    sentence=_("您无权登记该单位的走访"),
    scope=any_of(by_unit(DEPARTMENT), narrowed(in_the_field(), state__in=OPEN)),
)
"""What was confirmed is amended by the department alone."""

CONFIRM_VISITS = Permission[Visit](
    code="visits.visit.confirm",
    sentence=_("走访由组长确认"),
    scope=own_segment(by_unit(HEADS), "segment"),
)

CLOSE_VISITS = Permission[Visit](
    code="visits.visit.close",
    sentence=_("您无权办结走访"),
    scope=any_of(by_unit(DEPARTMENT), CONFIRM_VISITS.scope),
)

SETTLE_VISITS = Permission[Visit](
    code="visits.visit.settle",
    sentence=_("走访状态只能由干部科在补录往年台账时填写"),
    scope=by_unit(DEPARTMENT),
)

VIEW_ATTENDEES = Permission[Attendee](
    code="visits.attendee.view",
    sentence=_("您无权查看谈话对象"),
    scope=NOTES_READ,
)
KEEP_ATTENDEES = Permission[Attendee](
    code="visits.attendee.keep",
    sentence=_("您无权登记该走访的谈话对象"),
    scope=NOTES_KEPT,
)

VIEW_ENCLOSURES = Permission[Enclosure](
    code="visits.enclosure.view",
    sentence=_("您无权查看走访的照片和录音"),
    scope=NOTES_READ,
)
"""As the notes of the visit: seen by whoever may read these, by nobody else."""

KEEP_ENCLOSURES = Permission[Enclosure](
    code="visits.enclosure.keep",
    sentence=_("您无权增减该走访的照片和录音"),
    scope=NOTES_KEPT,
)

VIEW_HEARD = Permission[Heard](
    code="visits.heard.view",
    sentence=_("您无权查看走访中听到的表现"),
    scope=not_named_like_me(
        NOTES_READ,
        name="about",
        unit="visit__unit",
    ),
)
KEEP_HEARD = Permission[Heard](
    code="visits.heard.keep",
    sentence=_("您无权登记该走访听到的表现"),
    scope=not_named_like_me(
        NOTES_KEPT,
        name="about",
        unit="visit__unit",
    ),
)

VIEW_LEADS = Permission[Lead](
    code="visits.lead.view",
    sentence=_("您无权查看线索"),
    scope=not_named_like_me(
        any_of(by_unit(DISTRICT_READERS), LEADS_IN_THE_FIELD), name="name", unit="unit"
    ),
)

KEEP_LEADS = Permission[Lead](
    code="visits.lead.keep",
    sentence=_("您无权登记该单位的线索"),
    scope=not_named_like_me(
        any_of(by_unit(DEPARTMENT), narrowed(LEADS_IN_THE_FIELD, state=LeadState.NEW)),
        name="name",
        unit="unit",
    ),
)
"""Once an officer has verified a lead, those in the field amend it no more."""

SETTLE_LEADS = Permission[Lead](
    code="visits.lead.settle",
    sentence=_("线索由干部科核实和处理"),
    scope=not_named_like_me(by_unit(DEPARTMENT), name="name", unit="unit"),
)

VIEW_SEGMENTS = Permission[Segment](
    code="visits.segment.view",
    sentence=_("您无权查看片区分工"),
    scope=any_of(district(DISTRICT_READERS), everywhere(LIAISONS)),
)
KEEP_SEGMENTS = Permission[Segment](
    code="visits.segment.keep",
    sentence=_("您无权维护片区分工"),
    scope=district(DEPARTMENT),
)
VIEW_LIAISONS = Permission[Liaison](
    code="visits.liaison.view",
    sentence=_("您无权查看联系分工"),
    scope=any_of(district(DISTRICT_READERS), by_unit(LIAISONS)),
)
KEEP_LIAISONS = Permission[Liaison](
    code="visits.liaison.keep",
    sentence=_("您无权维护联系分工"),
    scope=district(DEPARTMENT),
)
