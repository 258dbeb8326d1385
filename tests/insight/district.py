"""A small district built by hand: every record says only what its test is about."""

from datetime import date
from itertools import count

from qingmiao.access.enums import Role
from qingmiao.access.models import Account, RoleGrant
from qingmiao.appointment.cases.models import Appointment
from qingmiao.cultivation.courses.models import Attendance, Programme, Session, TrainingClass
from qingmiao.cultivation.lectures.models import CorpsMember, Lecture, Speaking
from qingmiao.insight.figures.contracts import Question
from qingmiao.insight.figures.services import choose_reading
from qingmiao.kernel.actor import Actor, Grant
from qingmiao.orgs.enums import CodeList, Level, UnitKind
from qingmiao.orgs.models import CodeEntry, Post, Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.placement.blocks.models import Block, Duty
from qingmiao.placement.postings.models import Posting, Scheme
from qingmiao.pool.models import Membership
from qingmiao.selection.contests.models import Contest, Entry
from qingmiao.stewardship.apartments.models import Flat, Lease

ON = date(2026, 6, 30)
LONG_AGO = date(2015, 1, 1)
QUESTION = Question(on=ON)
NUMBERS = count(1)


def actor(*roles, unit_ids=None, **changes):
    grants = frozenset(Grant(role=str(role), unit_ids=unit_ids) for role in roles)
    return Actor(**{"account_id": 1, "name": "王干事", "grants": grants, **changes})


OFFICER = actor(Role.OFFICER)
LEADER = actor(Role.DEPARTMENT_LEADER)
READER = actor(Role.DISTRICT_LEADER)


def unit(name=None, kind=UnitKind.GOVERNMENT, **changes):
    name = name or f"单位{next(NUMBERS)}"
    made = Unit.objects.create(
        **{
            "code": f"U{next(NUMBERS)}",
            "name": name,
            "short_name": name,
            "kind": kind,
            "begins": LONG_AGO,
            **changes,
        }
    )
    made.path = f"{made.pk}/"
    made.save(update_fields=["path"])
    return made


def person(name=None, **changes):
    return Person.objects.create(
        **{
            "name": name or f"干部{next(NUMBERS)}",
            "sex": "1",
            "birth": date(1992, 5, 1),
            "managed_from": LONG_AGO,
            "level": Level.SECTION_DEPUTY,
            "level_since": date(2020, 1, 1),
            **changes,
        }
    )


def entry_of(code_list, label, **changes):
    return CodeEntry.objects.create(
        **{
            "code_list": code_list,
            "code": f"c{next(NUMBERS)}",
            "label": label,
            "begins": LONG_AGO,
            **changes,
        }
    )


def member(who, **changes):
    """A member taken over from the list on paper."""
    has_left = changes.get("left_on") is not None
    return Membership.objects.create(
        **{
            "person": who,
            "tier": "A",
            "state": "left" if has_left else "member",
            "source": "import",
            "entered_on": date(2024, 1, 1),
            **changes,
        }
    )


def post(where, title="局长", **changes):
    return Post.objects.create(
        **{
            "unit": where,
            "title": title,
            "level": Level.SECTION_CHIEF,
            "begins": LONG_AGO,
            **changes,
        }
    )


def scheme(code, group):
    made, _ = Scheme.objects.get_or_create(
        code=code, defaults={"name": code, "group": group, "begins": LONG_AGO}
    )
    return made


def posting(who, *, code="project-specialist", group="project", begins=date(2023, 3, 1), **changes):
    return Posting.objects.create(
        **{
            "scheme": scheme(code, group),
            "person": who,
            "home_unit": unit(),
            "place": "专班",
            "begins": begins,
            **changes,
        }
    )


def appointment(who, *, decided_on=date(2023, 9, 1), kind="promotion", from_unit=None, **changes):
    return Appointment.objects.create(
        **{
            "person": who,
            "kind": kind,
            "from_unit": from_unit or unit(kind=UnitKind.TOWNSHIP),
            "from_post_text": "科员",
            "from_level": Level.CLERK,
            "to_unit": unit(),
            "to_post_text": "副局长",
            "to_level": Level.SECTION_DEPUTY,
            "decided_on": decided_on,
            **changes,
        }
    )


def shortlisted(who, *, result_on=date(2023, 5, 1), kind="reserves"):
    contest = Contest.objects.create(
        title=f"比武{next(NUMBERS)}",
        kind=kind,
        organizer=unit(),
        begins=date(2023, 1, 1),
        result_on=result_on,
    )
    return Entry.objects.create(
        contest=contest,
        person=who,
        unit=contest.organizer,
        entered_on=contest.begins,
        state="ranked",
        is_shortlisted=True,
    )


def lecture(*speakers, held_on=date(2025, 3, 1), state="delivered"):
    made = Lecture.objects.create(
        title=f"宣讲{next(NUMBERS)}", host=unit(), held_on=held_on, state=state
    )
    for speaker in speakers:
        corps, _ = CorpsMember.objects.get_or_create(person=speaker, joined_on=LONG_AGO)
        Speaking.objects.create(lecture=made, member=corps)
    return made


def brand_class(topic=None, **changes):
    brand = entry_of(CodeList.BRANDS, "青年夜校")
    programme = Programme.objects.create(
        title=f"项目{next(NUMBERS)}",
        kind="brand",
        brand=brand,
        organizer=unit(),
        opened_on=LONG_AGO,
    )
    return TrainingClass.objects.create(
        **{
            "programme": programme,
            "title": "第一期",
            "topic": topic,
            "begins": date(2025, 1, 1),
            "ends": date(2025, 2, 1),
            **changes,
        }
    )


def attended(who, *, held_on=date(2025, 1, 8), presence="present", training_class=None):
    session = Session.objects.create(
        training_class=training_class or brand_class(),
        title=f"课{next(NUMBERS)}",
        held_on=held_on,
        hours=2,
    )
    return Attendance.objects.create(session=session, person=who, presence=presence)


def duty(who, *, begins=date(2024, 1, 1), role="governor", **changes):
    block = Block.objects.create(
        code=f"B{next(NUMBERS)}", name="区块", unit=unit(), begins=LONG_AGO
    )
    return Duty.objects.create(block=block, person=who, role=role, begins=begins, **changes)


def flat(**changes):
    return Flat.objects.create(
        **{
            "building": "一号楼",
            "room_no": f"{next(NUMBERS)}",
            "kind": "single",
            "area": 40,
            "monthly_rent": 500,
            "begins": date(2022, 1, 1),
            **changes,
        }
    )


def lease(where, *, begins=date(2025, 1, 1), ends=None):
    return Lease.objects.create(
        flat=where,
        tenant_kind="talent",
        tenant_name="租户",
        begins=begins,
        planned_end=date(2027, 1, 1),
        ends=ends,
        state="ended" if ends else "living",
    )


def choose(code, value, *, begins=LONG_AGO):
    return choose_reading(
        actor=OFFICER, code=code, value=value, begins=begins, reason="部务会研究确定"
    )


def account(*roles, unit=None, **changes):
    """Somebody who can sign in, with roles for the whole district or for one unit."""
    made = Account.objects.create(username=f"account{next(NUMBERS)}", **changes)
    for role in roles:
        RoleGrant.objects.create(
            account=made, role=role, unit=unit, begins=LONG_AGO, reason="测试", granted_by="测试"
        )
    return made
