"""The whole district in one book."""

from dataclasses import dataclass

from qingmiao.demo.contracts import Book, Wish
from qingmiao.demo.rules.almanac import Almanac, almanac
from qingmiao.demo.rules.codes import add_codes
from qingmiao.demo.rules.dossiers import Registrar
from qingmiao.demo.rules.people import People, settle
from qingmiao.demo.rules.units import Tree, plant


@dataclass(frozen=True, slots=True)
class District:
    wish: Wish
    book: Book
    almanac: Almanac
    tree: Tree
    people: People


def invent(wish: Wish) -> District:
    """Everything that will be written, and nothing written yet."""
    book, times = Book(), almanac(wish)
    codes = add_codes(book)
    tree = plant(book, wish)
    people = settle(wish, times, tree)
    registrar = Registrar(book, wish, times, codes)
    for cadre in people.cadres:
        registrar.enter(cadre)
    return District(wish, book, times, tree, people)
