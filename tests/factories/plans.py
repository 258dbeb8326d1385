"""Development plans with what they need around them."""

from datetime import date
from itertools import count

from qingmiao.cultivation.plans.models import Competence, Goal, Plan, Profile, Template
from tests.factories.ground import person

NUMBERS = count(1)


def template(**changes):
    return Template.objects.create(
        **{
            "title": f"培养模板{next(NUMBERS)}",
            "track": "grassroots",
            "begins": date(2020, 1, next(NUMBERS) % 28 + 1),
            "hours": 90,
            "months_outside": 6,
            "gates": "试岗鉴定合格\n民主评议良好",
            **changes,
        }
    )


def competence(name=None, **changes):
    anchors = {f"level_{level}": f"第{level}级" for level in range(1, 5)}
    return Competence.objects.create(
        **{
            "name": name or f"能力{next(NUMBERS)}",
            "dimension": "projects",
            **anchors,
            **changes,
        }
    )


def profile(of=None, level=3, post_type="township"):
    return Profile.objects.create(competence=of or competence(), level=level, post_type=post_type)


def plan(who=None, **changes):
    return Plan.objects.create(
        **{
            "person": who or person(),
            "template": changes.get("template") or template(),
            "post_type": "township",
            "begins": date(2025, 1, 1),
            "ends": date(2099, 1, 1),
            **changes,
        }
    )


def goal(of=None, **changes):
    return Goal.objects.create(
        **{
            "plan": of or plan(state="active"),
            "kind": "hours",
            "title": f"目标{next(NUMBERS)}",
            "due_on": date(2099, 1, 1),
            **changes,
        }
    )
