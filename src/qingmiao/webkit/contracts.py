"""What the frame shows around every page: told by config, which knows every room."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest

from qingmiao.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the menu. ``link`` is select, nurture, temper, govern or appoint; ``mark`` its character."""

    title: str
    url: str
    icon: str = ""
    mark: str = ""
    link: str = ""
    active: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Menu lines under one heading; the first section of the menu has none."""

    title: str = ""
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads the page: the name, what they are here, and for which unit."""

    name: str
    duty: str = ""
    unit: str = ""

    @property
    def initial(self) -> str:
        return self.name[:1]


Menu = Callable[[Actor, HttpRequest], list[Section]]
ReaderOf = Callable[[Actor, HttpRequest], Reader]
