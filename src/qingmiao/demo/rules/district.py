"""The whole district in one book."""

from dataclasses import dataclass

from qingmiao.demo.contracts import Book, Wish
from qingmiao.demo.rules.almanac import Almanac, almanac
from qingmiao.demo.rules.appointing import appoint
from qingmiao.demo.rules.blockwork import keep_blocks
from qingmiao.demo.rules.cadres import Cadre
from qingmiao.demo.rules.calling import call_for_nominations
from qingmiao.demo.rules.care import let_flats, mind_children
from qingmiao.demo.rules.codes import add_codes
from qingmiao.demo.rules.competing import compete_now
from qingmiao.demo.rules.conduct import encourage, inspect, teach_integrity
from qingmiao.demo.rules.contesting import compete
from qingmiao.demo.rules.demanding import demand
from qingmiao.demo.rules.discussing import discuss
from qingmiao.demo.rules.dossiers import Registrar
from qingmiao.demo.rules.fronts import observe
from qingmiao.demo.rules.households import settle_families
from qingmiao.demo.rules.lecturing import lecture
from qingmiao.demo.rules.nominating import nominate
from qingmiao.demo.rules.opening import offer_openings
from qingmiao.demo.rules.people import People, settle
from qingmiao.demo.rules.planning import plan_ahead
from qingmiao.demo.rules.portraits import hang_portraits
from qingmiao.demo.rules.posting import Dispatch
from qingmiao.demo.rules.reserve import fill_reserve
from qingmiao.demo.rules.scene import Scene
from qingmiao.demo.rules.sights import bring_sights
from qingmiao.demo.rules.training import train
from qingmiao.demo.rules.units import Tree, plant
from qingmiao.demo.rules.visiting import Rounds


@dataclass(frozen=True, slots=True)
class District:
    wish: Wish
    book: Book
    almanac: Almanac
    tree: Tree
    people: People
    lecturers: list[Cadre]
    block_keepers: list[Cadre]


def invent(wish: Wish) -> District:
    """Everything that will be written, and nothing written yet."""
    book, times = Book(), almanac(wish)
    codes = add_codes(book)
    tree = plant(book, wish)
    people = settle(wish, times, tree)
    registrar = Registrar(book, wish, times, codes)
    for cadre in people.cadres:
        registrar.enter(cadre)
    scene = Scene(book=book, wish=wish, almanac=times, tree=tree, people=people, codes=codes)
    settle_families(scene)
    lecturers, keepers = _four_years(scene)
    return District(wish, book, times, tree, people, lecturers, keepers)


def _four_years(scene: Scene) -> tuple[list[Cadre], list[Cadre]]:
    """The five links: 选 before the reserve it fills, 育, 炼, 管, 用."""
    demand(scene)
    Rounds(scene).make()
    nominate(scene)
    observe(scene)
    compete(scene)
    compete_now(scene)
    fill_reserve(scene)
    call_for_nominations(scene)
    train(scene)
    lecturers = lecture(scene)
    discuss(scene)
    plan_ahead(scene)
    Dispatch(scene).make()
    keepers = keep_blocks(scene)
    offer_openings(scene)
    teach_integrity(scene)
    inspect(scene)
    encourage(scene)
    let_flats(scene)
    mind_children(scene)
    appoint(scene)
    hang_portraits(scene)
    bring_sights(scene)
    return lecturers, keepers
