"""Which demo account sits where."""

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.demo.rules.cadres import Cadre, Group
from qingmiao.demo.rules.district import District
from qingmiao.demo.services.accounts import Seat
from qingmiao.orgs.enums import Level, Principal, UnitKind


def seats(district: District) -> list[Seat]:
    """Everybody comes from the district's own people, but for the three administrators."""
    people, tree = district.people.serving, district.tree
    taken: set[int] = set()

    def one(fits: list[Cadre]) -> Cadre:
        found = next(cadre for cadre in fits if cadre.id not in taken)
        taken.add(found.id)
        return found

    organization = tree.called("区委组织部")
    officers = [c for c in people if c.home.id == organization.id]
    town = next(unit for unit in tree.of(UnitKind.TOWNSHIP))
    in_town = [c for c in people if c.home.id == town.id]
    leaders = [c for c in people if c.group == Group.COUNTY and c.home.kind == UnitKind.DISTRICT]

    def person(role: Role, cadre: Cadre, **scope: object) -> Seat:
        return Seat(role=role, person_id=cadre.id, name=cadre.name, home_id=cadre.home.id, **scope)  # type: ignore[arg-type]  # the scope is one of Seat's own fields

    head = one([c for c in officers if c.level == Level.COUNTY_DEPUTY])
    secretary = one([c for c in in_town if c.post and c.post.principal == Principal.PARTY])
    organizer = one([c for c in in_town if c.title.endswith("组织委员")] or in_town)
    return [
        person(Role.DEPARTMENT_LEADER, head),
        person(Role.OFFICER, one([c for c in officers if c.title.endswith("科长")])),
        person(Role.DISTRICT_LEADER, one(leaders)),
        person(Role.UNIT_SECRETARY, secretary, unit_id=town.id),
        person(Role.UNIT_ORGANIZER, organizer, unit_id=town.id),
        person(Role.CADRE, one(district.people.of(Group.STAFF_YOUNG)), scope_kind=ScopeKind.OWN),
        *(Seat(role=role) for role in (Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)),
    ]
