"""Rows of 管 with what they need around them; each says only what its test is about."""

from datetime import date
from decimal import Decimal
from itertools import count

from qingmiao.access.enums import ScopeKind
from qingmiao.orgs.enums import CodeList
from qingmiao.orgs.models import CodeEntry
from qingmiao.stewardship.apartments.models import Flat, Lease
from qingmiao.stewardship.childcare.models import CareSession, Enrolment
from qingmiao.stewardship.inspections.models import Check, Finding
from qingmiao.stewardship.integrity.models import Activity, ActivityAttendance
from qingmiao.stewardship.measures.models import Benefit, Measure
from tests.factories.house import code_entry, person, unit

NUMBERS = count(1)
STYLE, PRESENCE = (ScopeKind.CAMPAIGN, 1), (ScopeKind.CAMPAIGN, 2)


def activity(title=None, *, organizer=None, **changes):
    return Activity.objects.create(
        **{
            "title": title or f"清风之旅{next(NUMBERS)}",
            "kind": "route",
            "organizer": organizer or unit(),
            "held_on": date(2025, 4, 18),
            **changes,
        }
    )


def attendance(who=None, *, at=None, **changes):
    return ActivityAttendance.objects.create(
        person=who or person(), activity=at or activity(), **changes
    )


def check(where=None, **changes):
    return Check.objects.create(
        **{
            "campaign": "style",
            "unit": where or unit(),
            "checked_on": date(2025, 5, 6),
            "inspectors": "周检查、吴检查",
            "state": "held",
            **changes,
        }
    )


def phenomenon(label="在岗不在状态"):
    known = CodeEntry.objects.filter(code_list=CodeList.EIGHT_PHENOMENA, label=label).first()
    return known or code_entry(CodeList.EIGHT_PHENOMENA, label)


def finding(who=None, *, at=None, **changes):
    return Finding.objects.create(
        **{
            "check_visit": at or check(),
            "phenomenon": phenomenon(),
            "person": who,
            "description": f"上班时间不在岗{next(NUMBERS)}",
            **changes,
        }
    )


def measure(title="容错纠错", *, owner=None, **changes):
    return Measure.objects.create(
        **{
            "title": title,
            "document_no": "区委发〔2023〕5号",
            "article": f"第{next(NUMBERS)}条",
            "owner": owner or unit(),
            "begins": date(2023, 1, 1),
            **changes,
        }
    )


def benefit(who=None, *, under=None, kind="commendation", **changes):
    return Benefit.objects.create(
        **{
            "measure": under or measure(),
            "person": who or person(),
            "kind": kind,
            "granted_on": date(2025, 3, 1),
            "content": "防汛一线连续值守，处置险情三起",
            "approved_by": "区委常委会",
            **changes,
        }
    )


def care_session(title=None, *, seats=2, **changes):
    return CareSession.objects.create(
        **{
            "title": title or f"暑期托管{next(NUMBERS)}班",
            "begins": date(2025, 7, 7),
            "ends": date(2025, 8, 8),
            "place": "实验小学",
            "grades": "1-3",
            "seats": seats,
            **changes,
        }
    )


def enrolment(guardian=None, *, at=None, state="applied", **changes):
    return Enrolment.objects.create(
        **{
            "session": at or care_session(),
            "guardian": guardian or person(),
            "child_alias": f"小苗{next(NUMBERS)}",
            "grade": 2,
            "applied_on": date(2025, 6, 10),
            "has_consent": True,
            "state": state,
            **changes,
        }
    )


def flat(room_no=None, **changes):
    return Flat.objects.create(
        **{
            "building": "青年公寓A栋",
            "room_no": room_no or str(next(NUMBERS)),
            "kind": "single",
            "area": Decimal("35.00"),
            "monthly_rent": Decimal("600.00"),
            "begins": date(2023, 1, 1),
            **changes,
        }
    )


def lease(who=None, *, of=None, begins=date(2025, 1, 1), ends=None, **changes):
    kind = {"person": who, "tenant_name": who.name} if who else {"tenant_name": "钱工"}
    return Lease.objects.create(
        **{
            "flat": of or flat(),
            "tenant_kind": "cadre" if who else "talent",
            "begins": begins,
            "planned_end": date(begins.year + 1, begins.month, 1),
            "ends": ends,
            "state": "ended" if ends else "living",
            **kind,
            **changes,
        }
    )


def seen(permission, actor, *rows):
    """Which of the rows the actor may see; the list and the single object must agree on each."""
    model = type(rows[0])
    listed = permission.rows(actor, model.objects.filter(pk__in=[row.pk for row in rows]))
    pks = list(listed.values_list("pk", flat=True))
    assert len(pks) == len(set(pks)), "a row is seen once"
    for row in rows:
        assert permission.allows(actor, row) == (row.pk in pks)
    return [row for row in rows if row.pk in pks]
