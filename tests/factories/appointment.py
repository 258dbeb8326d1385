"""Rows of 用 with what they need around them; each says only what its test is about."""

from datetime import date
from itertools import count

from qingmiao.appointment.cases.models import Appointment, Case
from qingmiao.appointment.probation.models import Probation
from qingmiao.appointment.vacancies.models import Vacancy
from qingmiao.orgs.enums import Level
from tests.factories.house import person, unit

NUMBERS = count(1)


def vacancy(where=None, *, state="confirmed", **changes):
    return Vacancy.objects.create(
        **{
            "unit": where or unit(),
            "post_text": f"副局长{next(NUMBERS)}",
            "arises_on": date(2025, 2, 1),
            "reason": "transfer",
            "state": state,
            **changes,
        }
    )


def case(state="appointed", **changes):
    return Case.objects.create(
        **{
            "case_no": f"2025-{next(NUMBERS)}",
            "title": "第一批干部调整",
            "motioned_on": date(2025, 3, 3),
            "state": state,
            **changes,
        }
    )


def appointment(who=None, *, of=None, **changes):
    return Appointment.objects.create(
        **{
            "case": of,
            "person": who or person(),
            "kind": "promotion",
            "from_unit": changes.get("from_unit") or unit(),
            "from_post_text": "科员",
            "from_level": Level.CLERK,
            "to_unit": changes.get("to_unit") or unit(),
            "to_post_text": "副局长",
            "to_level": Level.SECTION_DEPUTY,
            "decided_on": date(2025, 4, 7),
            **changes,
        }
    )


def trial(of=None, **changes):
    return Probation.objects.create(
        **{
            "appointment": of or appointment(),
            "begins": date(2025, 4, 7),
            "planned_end": date(2026, 4, 7),
            **changes,
        }
    )
