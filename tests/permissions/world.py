"""Two places with one row of everything each, and one account a role that belongs to the first."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import models
from django.urls import get_resolver

from qingmiao.access.enums import LIAISONS, Role, ScopeKind
from qingmiao.cultivation.learning.models import HoursYear
from qingmiao.orgs.enums import CodeList, UnitKind
from qingmiao.orgs.models import CodeEntry, Post, Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.declaration import REGISTERS
from tests.factories import house
from tests.factories.selection import enclosure

DAY = date(2026, 1, 5)
LATER = date(2027, 1, 5)
MORNING = datetime(2026, 1, 5, 1, tzinfo=UTC)
EVENING = datetime(2026, 1, 5, 10, tzinfo=UTC)
INSIDE, OUTSIDE = "INSIDE", "OUTSIDE"
ABOUT = {"person", "mentee", "handler", "guardian"}
OTHERS = {"mentor", "observer", "visitor"}
SETTLED = {
    "nominations.nominationevent": {"state": "open"},
    "demands.target": {"kind": "", "age_to": 35, "least": 1},
    "campaigns.round": {"number": 1},
    "contests.contest": {"state": "final"},
    "contests.criterion": {"weight": Decimal(1)},
    "courses.admission": {"opens_at": MORNING, "closes_at": EVENING, "withdraw_until": EVENING},
    "courses.enrolment": {"applied_at": MORNING},
    "courses.leaverequest": {"asked_at": MORNING},
    "courses.material": {"content": b"%PDF-"},
    "courses.session": {"starts": None, "finishes": None},
    "courses.programme": {"kind": "special", "brand": None},
    "learning.assignment": {"due_at": EVENING},
    "learning.quiz": {"opens_at": MORNING, "closes_at": EVENING},
    "learning.work": {
        "text": "正文",
        "content": b"%PDF-",
        "file_name": "a.pdf",
        "handed_at": MORNING,
    },
    "learning.archivedhours": {"year": 2024},
    "cases.case": {"state": "appointed", "decided_on": DAY},
    "probation.probation": {"planned_end": LATER},
    "childcare.enrolment": {"has_consent": True},
    "plans.plan": {"ends": LATER},
    "postings.posting": {"planned_end": LATER},
    "openings.opening": {"ends": LATER},
    "openings.wish": {"second_id": None, "third_id": None},
    "blocks.residentrequest": {"received_at": MORNING, "term_at": MORNING},
}
"""What a row needs beyond a plain value to be a settled record that every reader could meet."""
APART = {
    ("workdays.adjustedday", OUTSIDE): {"day": LATER},
    ("plans.template", OUTSIDE): {"begins": LATER},
    ("plans.profile", OUTSIDE): {"post_type": "section"},
    ("plans.plan", OUTSIDE): {"post_type": "section"},
}
"""What cannot be the same in both places, or would show one place on a page of the other."""


@dataclass
class Place:
    """One corner of the district: a unit, its people, and one row of every register."""

    name: str
    unit: Unit
    person: Person
    other: Person
    third: Person
    post: Post
    rows: dict[str, models.Model] = field(default_factory=dict)

    def row_of(self, model):
        return self.rows[model._meta.label_lower]


def place(name, unit):
    return Place(
        name=name,
        unit=unit,
        person=house.person(f"本人{name}", where=unit),
        other=house.person(f"旁人{name}", where=unit),
        third=house.person(f"第三人{name}", where=unit),
        post=house.post(unit, f"职务{name}"),
    )


def entry_for(field_, name):
    wanted = (field_.get_limit_choices_to() or {}).get("code_list", CodeList.FRONTLINES)
    return house.code_entry(wanted, f"条目{name}")


def related(field_, corner):
    target = field_.remote_field.model
    if target is Unit:
        return corner.unit
    if target is Post:
        return corner.post
    if target is CodeEntry:
        return entry_for(field_, corner.name)
    if target is Person:
        if field_.name in OTHERS:
            return corner.other
        return corner.third if field_.name == "witness" else corner.person
    if target is HoursYear:  # a year is archived once, for both corners
        kept = {"people": 2, "met": 0, "edition": "1", "basis": "", "archived_by": "1"}
        return HoursYear.objects.get_or_create(year=2024, defaults=kept)[0]
    return made(target, corner)


def scalar(field_, corner):
    if field_.has_default():
        return field_.get_default()
    if field_.choices:
        return field_.choices[0][0]
    if isinstance(field_, models.DateField | models.TimeField):
        return None if field_.null else DAY
    if isinstance(field_, models.DecimalField):
        return None if field_.null else Decimal(1)
    if isinstance(field_, models.IntegerField):
        return None if field_.null else 1
    if field_.blank and isinstance(field_, models.CharField | models.TextField):
        return ""
    if isinstance(field_, models.SlugField):
        return corner.name.lower()
    return f"{corner.name}"[: field_.max_length or 50]


def made(model, corner):
    """The corner's one row of a model, with everything it hangs from."""
    label = model._meta.label_lower
    if label in corner.rows:
        return corner.rows[label]
    values = {}
    for field_ in model._meta.concrete_fields:
        if field_.primary_key or not field_.editable or field_.has_db_default():
            continue
        if field_.null and field_.remote_field and field_.remote_field.model is model:
            continue  # a row above of its own kind: the corner has but one
        if isinstance(field_, models.ForeignKey):
            values[field_.attname] = related(field_, corner).pk
        else:
            values[field_.name] = scalar(field_, corner)
    code = f"{model._meta.app_label}.{model._meta.model_name}"
    values |= SETTLED.get(code, {}) | APART.get((code, corner.name), {})
    values = {("brand_id" if k == "brand" else k): v for k, v in values.items()}
    corner.rows[label] = model.objects.create(**values)
    return corner.rows[label]


def furnished(corner):
    for register in REGISTERS.values():
        made(register.model, corner)
    kept = enclosure(visit=corner.rows["visits.visit"])
    corner.rows[kept._meta.label_lower] = kept
    return corner


def two_places():
    assert get_resolver().url_patterns  # the addresses bring every register of the house
    root = house.unit("演示区", kind=UnitKind.DISTRICT)
    near = house.unit(f"近处镇{INSIDE}", kind=UnitKind.TOWNSHIP, parent=root)
    far = house.unit(f"远处镇{OUTSIDE}", kind=UnitKind.TOWNSHIP, parent=root)
    return furnished(place(INSIDE, near)), furnished(place(OUTSIDE, far))


DISTRICT_WIDE = {
    Role.DEPARTMENT_LEADER, Role.OFFICER, Role.DISTRICT_LEADER, Role.AUDITOR, Role.SYSTEM_ADMIN,
    Role.SECURITY_ADMIN, Role.INSPECTOR, Role.DISCIPLINE_LIAISON, Role.APARTMENT_WARDEN,
    Role.CHILDCARE_WARDEN,
}  # fmt: skip
MATTERS = {
    Role.CLASS_TEACHER: (ScopeKind.CLASS, "courses.trainingclass"),
    Role.JUDGE: (ScopeKind.CONTEST, "contests.contest"),
    Role.CONTEST_SECRETARY: (ScopeKind.CONTEST, "contests.contest"),
    Role.CONTEST_SUPERVISOR: (ScopeKind.CONTEST, "contests.contest"),
    Role.BLOCK_HEAD: (ScopeKind.BLOCK, "blocks.block"),
}
OF_ONESELF = {Role.CADRE: "person", Role.LECTURER: "person", Role.MENTOR: "other"}


def account_in(corner, role):
    """An account that holds the role for the corner: its unit, its matter, or one of its people."""
    if role in DISTRICT_WIDE:
        return house.holder(role)
    if role in MATTERS:
        kind, label = MATTERS[role]
        return house.holder(role, matter=(kind, corner.rows[label].pk))
    if role in OF_ONESELF:
        who = getattr(corner, OF_ONESELF[role])
        account = house.account(who=who)
        house.grant(account, role, matter=(ScopeKind.OWN, who.pk))
        return account
    account = house.holder(role, over=corner.unit)
    if role in LIAISONS:
        house.grant(account, role, matter=(ScopeKind.SEGMENT, corner.rows["visits.segment"].pk))
    return account
