"""``frame``: everything around the page's own content, the same on every page."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from qingmiao.kernel.actor import STRANGER, Actor
from qingmiao.webkit.contracts import Item, Menu, Reader, ReaderOf, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The language one is not reading in, and how it calls itself."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    sections: list[Section]
    reader: Reader | None
    language: str
    other_language: Language
    is_demo: bool


CHINESE = Language(code="zh-hans", name="中文")  # not interface: its own name
ENGLISH = Language(code="en", name="English")


def page_frame(request: HttpRequest) -> dict[str, Frame]:
    """A stranger, and a page made before anybody was asked who they are, get a frame without a menu."""
    actor: Actor = getattr(request, "actor", STRANGER)
    known = bool(actor.account_id)
    reads_english = (get_language() or "").startswith("en")
    return {
        "frame": Frame(
            sections=_sections(actor, request) if known else [],
            reader=_reader(actor, request) if known else None,
            language="en" if reads_english else "zh-Hans",
            other_language=CHINESE if reads_english else ENGLISH,
            is_demo=bool(getattr(getattr(request, "user", None), "is_demo", False)),
        )
    }


def _sections(actor: Actor, request: HttpRequest) -> list[Section]:
    path: str | None = getattr(settings, "QINGMIAO_MENU", None)
    if not path:
        return []
    menu: Menu = import_string(path)
    return _marked(menu(actor, request), request.path)


def _marked(sections: list[Section], path: str) -> list[Section]:
    """The line one stands on: the menu's own word, else the longest address that begins the path."""
    items = [item for section in sections for item in section.items]
    if any(item.active for item in items):
        return sections
    here = max((item for item in items if _leads_to(item, path)), key=_length, default=None)
    if here is None:
        return sections
    return [
        replace(
            section,
            items=[replace(item, active=item.url == here.url) for item in section.items],
        )
        for section in sections
    ]


def _leads_to(item: Item, path: str) -> bool:
    address = item.url.partition("?")[0]
    return path == address or (address != "/" and path.startswith(address))


def _length(item: Item) -> int:
    return len(item.url)


def _reader(actor: Actor, request: HttpRequest) -> Reader:
    path: str | None = getattr(settings, "QINGMIAO_READER", None)
    if not path:
        return Reader(name=actor.name)
    reader: ReaderOf = import_string(path)
    return reader(actor, request)
