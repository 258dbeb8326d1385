"""Who sits where on the demo day. A post never has more holders than its headcount."""

from collections.abc import Iterable

from qingmiao.demo.rules.cadres import BELOW, Cadre, Group
from qingmiao.demo.rules.draw import Draw
from qingmiao.demo.rules.units import Post, Tree, Unit
from qingmiao.orgs.enums import Level, Principal, UnitKind

STAFF_WEIGHTS = {
    UnitKind.PARTY: 8, UnitKind.ASSEMBLY: 5, UnitKind.GOVERNMENT: 12, UnitKind.MASS: 3,
    UnitKind.TOWNSHIP: 18, UnitKind.SUBDISTRICT: 16, UnitKind.PARK: 7, UnitKind.ENTERPRISE: 5,
    UnitKind.INSTITUTION: 5,
}  # fmt: skip
ORGANIZATION = "区委组织部"
ORGANIZATION_WEIGHT = 28
RANKS_ARE_HELD_IN = (
    UnitKind.PARTY, UnitKind.ASSEMBLY, UnitKind.GOVERNMENT, UnitKind.MASS, UnitKind.TOWNSHIP,
    UnitKind.SUBDISTRICT, UnitKind.PARK,
)  # fmt: skip
"""Civil servants and those managed like them; institutions and firms know no ranks (职级)."""
GRASSROOTS = (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)


def take_seats(draw: Draw, tree: Tree, cadres: list[Cadre]) -> list[Post]:
    """Seat everybody; answers the leading posts that stay vacant."""
    free = _free_seats(draw, tree)
    of = {group: [c for c in cadres if c.group == group] for group in Group}
    for cadre, post in zip(of[Group.COUNTY], _county_posts(tree), strict=True):
        _sit(cadre, post)
    _seat_nineties(draw, tree, free, of)
    for groups, level in (
        ((Group.EIGHTIES_CHIEF, Group.OLDER_CHIEF), Level.SECTION_CHIEF),
        ((Group.EIGHTIES_DEPUTY, Group.OLDER_DEPUTY), Level.SECTION_DEPUTY),
    ):
        for cadre in (c for group in groups for c in of[group]):
            _sit(cadre, free[level].pop())
    _seat_staff(draw, tree, free, of)
    return sorted(free[Level.SECTION_CHIEF] + free[Level.SECTION_DEPUTY], key=lambda post: post.id)


def _sit(cadre: Cadre, post: Post) -> None:
    cadre.unit, cadre.post, cadre.level, cadre.title = post.unit, post, post.level, post.title


def _free_seats(draw: Draw, tree: Tree) -> dict[Level, list[Post]]:
    """Seats by level in a drawn order, those of the principals last: taken first, rarely vacant."""
    free: dict[Level, list[Post]] = {}
    for post in tree.posts:
        free.setdefault(post.level, []).extend([post] * post.headcount)
    for seats in free.values():
        draw.shuffle(seats)
        seats.sort(key=lambda post: post.principal != Principal.NONE)
    return free


def _county_posts(tree: Tree) -> list[Post]:
    return [
        post
        for post in tree.posts
        if post.level < Level.SECTION_CHIEF
        for _ in range(post.headcount)
    ]


def _first(seats: list[Post], fits: Iterable[Post]) -> Post:
    wanted = {post.id for post in fits}
    found = next(post for post in seats if post.id in wanted)
    seats.remove(found)
    return found


def _seat_nineties(
    draw: Draw, tree: Tree, free: dict[Level, list[Post]], of: dict[Group, list[Cadre]]
) -> None:
    """Two of the four chiefs hold a principal post that counts (F33); the deputies are spread."""
    chiefs, posts = free[Level.SECTION_CHIEF], tree.posts
    wishes = (
        [
            p
            for p in posts
            if p.unit.kind == UnitKind.TOWNSHIP and p.principal == Principal.GOVERNMENT
        ],
        [
            p
            for p in posts
            if p.unit.kind == UnitKind.SUBDISTRICT and p.principal == Principal.GOVERNMENT
        ],
        [p for p in posts if p.unit.kind == UnitKind.PARK and p.principal == Principal.GOVERNMENT],
        [p for p in posts if p.unit.short == ORGANIZATION and p.level == Level.SECTION_CHIEF],
    )
    for cadre, fits in zip(of[Group.NINETIES_CHIEF], wishes, strict=True):
        _sit(cadre, _first(chiefs, fits))
    deputies = free[Level.SECTION_DEPUTY]
    shares = (
        (GRASSROOTS, 5),
        ((UnitKind.PARTY, UnitKind.GOVERNMENT), 4),
        ((UnitKind.MASS, UnitKind.PARK, UnitKind.INSTITUTION, UnitKind.ENTERPRISE), 1.5),
    )
    for cadre in of[Group.NINETIES_DEPUTY]:
        kinds = draw.weighted(shares)
        _sit(cadre, _first(deputies, (p for p in deputies if p.unit.kind in kinds)))


def _seat_staff(
    draw: Draw, tree: Tree, free: dict[Level, list[Post]], of: dict[Group, list[Cadre]]
) -> None:
    clerks = free[Level.CLERK]
    weights = [(unit, float(_weight(unit))) for unit in tree.units if _weight(unit)]
    organs = [(unit, weight) for unit, weight in weights if unit.kind in RANKS_ARE_HELD_IN]
    for group in (Group.RANKED_YOUNG, Group.RANKED):
        for cadre in of[group]:
            cadre.unit = draw.weighted(organs)
    for group in BELOW:
        for cadre in of[group]:
            if group == Group.STAFF and clerks and draw.chance(0.75):
                _sit(cadre, clerks.pop())
            else:
                cadre.unit = draw.weighted(weights)
    for cadre in of[Group.FORMER]:
        cadre.unit = draw.weighted(weights)


def _weight(unit: Unit) -> int:
    return ORGANIZATION_WEIGHT if unit.short == ORGANIZATION else STAFF_WEIGHTS.get(unit.kind, 0)
