"""What a room declares of a noun, once; everything else of a register follows from it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from qingmiao.access.permissions import Permission
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.deeds import Deed, deed

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the list and of the export.

    ``path`` walks attributes by double underscores; ``value`` is asked instead where a path cannot
    say it. ``sort`` is what the database orders by; without it the column cannot be sorted.
    ``kind``: text, date, number, badge, person, unit, flag, long.
    """

    path: str
    label: Any
    kind: str = "text"
    sort: str = ""
    value: Callable[[Any], object] | None = None
    small: Callable[[Any], object] | None = None


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One filter beside the list. ``kind``: choice, related, flag, period (a date field)."""

    name: str
    label: Any
    path: str
    kind: str = "choice"
    label_path: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Rows of another register that belong to a row: shown on its page, added from there."""

    register: Callable[[], "Register"]
    field: str
    limit: int = 20


@dataclass(frozen=True, kw_only=True)
class Register:
    """登记册 of one noun.

    ``view`` filters whatever is read (list, page, search, counts, export); ``keep`` whatever is
    written. ``check`` tells every reason why a row cannot stand, ``entered`` runs in the transaction
    after a row was entered or amended, ``voided`` after it was voided: there rooms contribute
    evidence. ``key`` names the fields by which an imported row finds the row it repeats.
    """

    room: str
    noun: str
    model: type[Model]
    title: Any
    noun_title: Any
    link: str
    mark: str
    view: Permission[Any]
    keep: Permission[Any]
    columns: tuple[Column, ...]
    fields: tuple[str, ...]
    key: tuple[str, ...]
    facets: tuple[Facet, ...] = ()
    search: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    lead: Any = ""
    empty_hint: Any = ""
    unit_word: Any = _("条")
    parts: tuple[Part, ...] = ()
    check: Callable[[Any, date], Iterable[str]] | None = None
    entered: Callable[[Actor, Any], None] | None = None
    voided: Callable[[Actor, Any, str], None] | None = None
    can_amend: bool = True
    about: str = "person"
    deeds: dict[str, Deed] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "deeds", _deeds(self))
        REGISTERS[self.code] = self
        PICKS[self.model._meta.label_lower] = Pick(
            rows=lambda actor: self.view.rows(actor, self.base()), search=self.search
        )

    @property
    def code(self) -> str:
        return f"{self.room}.{self.noun}"

    def base(self) -> QuerySet[Any]:
        """Rows that stand, with what the list shows of their neighbours, in the list's order."""
        rows = self.model._default_manager.filter(voided_at__isnull=True)
        return rows.select_related(*self.select) if self.select else rows

    def label_of(self, name: str) -> str:
        return str(self.model._meta.get_field(name).verbose_name)

    def url_name(self, action: str = "") -> str:
        return f"{self.room}:{self.noun}" + (f"-{action}" if action else "")


@dataclass(frozen=True, kw_only=True)
class Pick:
    """How rows of a model are found by typing: those the actor may see, by these lookups."""

    rows: Callable[[Actor], QuerySet[Any]]
    search: tuple[str, ...]
    caption: Callable[[Any], str] = str


REGISTERS: dict[str, Register] = {}
PICKS: dict[str, Pick] = {}


def declare_pick(model: type[Model], pick: Pick) -> None:
    """Let forms of all rooms pick rows of a model that has no register of its own."""
    PICKS[model._meta.label_lower] = pick


def _deeds(register: Register) -> dict[str, Deed]:
    code = register.code
    return {
        "entered": deed(f"{code}.entered", _("登记{noun}：{title}")),
        "amended": deed(f"{code}.amended", _("修改{noun}：{title}（{fields}）")),
        "voided": deed(f"{code}.voided", _("作废{noun}：{title}")),
        "exported": deed(f"{code}.exported", _("导出{noun} {count} 条（{filter}）")),
        "imported": deed(
            f"{code}.imported", _("导入{noun}：{file}，新增 {new} 条、变更 {changed} 条")
        ),
        "undone": deed(f"{code}.undone", _("撤销导入{noun}：{file}")),
    }
