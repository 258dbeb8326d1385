"""A segment with one group of two points, its heads, and a unit of another segment."""

from dataclasses import dataclass
from uuid import uuid4

import pytest

from qingmiao.access.enums import Role
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.selection.visits.contracts import AttendeeLine, HeardLine, VisitSheet
from qingmiao.selection.visits.models import Segment
from tests.factories.house import LONG_AGO, TODAY, actor, district, person, unit
from tests.factories.selection import liaison, point, segment

HEARD = HeardLine(
    about="林若曦",
    dimension="duty",
    claim="遇事顶得上",
    example="汛期连续三天守在堤上",
    hearing="direct",
    told_by="周支书",
    is_lead=True,
)


@dataclass
class Field:
    """Who is who in the field; actors hold their roles over the units of the segment."""

    segment: Segment
    town: Unit
    far: Unit
    office: Unit
    point: Person
    group: Person
    head: Person
    duty: object

    def actor(self, role: str, who: Person, over: Unit | None = None) -> Actor:
        return actor(role, over=over or self.town, who=who, name=who.name)

    @property
    def visitor(self) -> Actor:
        return self.actor(Role.POINT_HEAD, self.point)

    @property
    def group_head(self) -> Actor:
        return self.actor(Role.GROUP_HEAD, self.group)

    def sheet(self, **changes: object) -> VisitSheet:
        values = {
            "send_key": uuid4(),
            "visit_id": None,
            "unit_id": self.town.pk,
            "held_on": TODAY,
            "purpose": "日常调研",
            "summary": "谈话两人，班子团结。",
            "attendees": (AttendeeLine(name="周支书", post="茶山村支书", relation="village"),),
            "heard": (HEARD,),
        }
        return VisitSheet(**(values | changes))


@pytest.fixture
def field():
    _, bureau, town = district()
    office, far = unit("区委组织部"), unit("远山乡")
    one = segment("乡镇片", begins=LONG_AGO)
    keeper, chief, head = (person(name, where=office) for name in ("点干事", "组科长", "片部长"))
    liaison(segment=one, level="segment", person=head)
    liaison(segment=one, level="group", group_name="一组", person=chief)
    duty = point(keeper, town, of=one)
    point(person("别点长", where=office), bureau, of=segment("机关片"))
    return Field(one, town, far, office, keeper, chief, head, duty)
