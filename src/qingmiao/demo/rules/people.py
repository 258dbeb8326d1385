"""Everybody of the district with seat, rank, moves and career, in unit order."""

from dataclasses import dataclass
from datetime import date

from qingmiao.demo.contracts import Wish
from qingmiao.demo.rules.almanac import Almanac
from qingmiao.demo.rules.cadres import Cadre, Group, cadre, plan_groups
from qingmiao.demo.rules.careers import Careers, give_rank
from qingmiao.demo.rules.draw import Draw, month, shifted
from qingmiao.demo.rules.identity import id_number
from qingmiao.demo.rules.moves import plan_moves
from qingmiao.demo.rules.names import full_name
from qingmiao.demo.rules.seats import take_seats
from qingmiao.demo.rules.units import Post, Tree
from qingmiao.orgs.enums import Level
from qingmiao.people.dossiers.enums import Standing


@dataclass(frozen=True, slots=True)
class People:
    cadres: list[Cadre]
    vacant: list[Post]

    @property
    def serving(self) -> list[Cadre]:
        return [c for c in self.cadres if c.group != Group.FORMER]

    def of(self, *groups: Group) -> list[Cadre]:
        return [c for c in self.cadres if c.group in groups]


def settle(wish: Wish, almanac: Almanac, tree: Tree) -> People:
    heads = {level: sum(p.headcount for p in tree.posts if p.level == level) for level in Level}
    drawn = plan_groups(
        wish,
        almanac,
        chiefs=heads[Level.SECTION_CHIEF],
        deputies=heads[Level.SECTION_DEPUTY],
        county=heads[Level.COUNTY_CHIEF] + heads[Level.COUNTY_DEPUTY],
    )
    cadres = _named(wish, drawn)
    vacant = take_seats(Draw(wish.seed, wish.day, "seats"), tree, cadres)
    plan_moves(Draw(wish.seed, wish.day, "moves"), almanac, cadres)
    _let_go(Draw(wish.seed, wish.day, "former"), almanac, cadres)
    draw = Draw(wish.seed, wish.day, "careers")
    careers = Careers(draw, almanac, tree)
    for each in cadres:
        give_rank(draw, each, wish.day)
        careers.write(each)
    return People(cadres, vacant)


def _named(wish: Wish, drawn: list[tuple[Group, bool, date]]) -> list[Cadre]:
    draw, taken = Draw(wish.seed, wish.day, "names"), set[str]()
    cadres = []
    for number, (group, is_male, birth) in enumerate(drawn, 1):
        name = full_name(draw, is_male=is_male, is_young=birth.year >= 1985)
        each = cadre(draw, number, group, name, is_male=is_male, birth=birth, day=wish.day)
        each.id_number = id_number(draw, birth=birth, is_male=is_male, taken=taken)
        cadres.append(each)
    return cadres


def _let_go(draw: Draw, almanac: Almanac, cadres: list[Cadre]) -> None:
    """Those who left within the four years: retired at their age, the others when it came."""
    for each in (c for c in cadres if c.group == Group.FORMER):
        age = each.age(almanac.day)
        retires = shifted(each.birth, (60 if each.is_male else 55) * 12)
        if retires < almanac.day:
            each.standing = Standing.RETIRED
            each.managed_until = max(retires, almanac.begins)
        else:
            each.standing = draw.weighted(
                (
                    (Standing.TRANSFERRED, 7),
                    (Standing.LEFT, 3),
                    (Standing.DECEASED, 1 if age > 45 else 0),
                )
            )
            each.managed_until = month(draw.day(shifted(almanac.begins, 2), almanac.day))
