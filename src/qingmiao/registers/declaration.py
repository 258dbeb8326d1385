"""What a room declares of a noun, once; everything else of a register follows from it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from qingmiao.access.permissions import Permission
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.deeds import Deed, deed
from qingmiao.notices.permissions import declare_register
from qingmiao.registers.contracts import Engagement
from qingmiao.registers.models import field_of

PAGE_SIZE = 50
UNIT_WORD = _("条")


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
    """One filter beside the list. ``kind``: choice, related, flag, period (a date field), many.

    ``many`` leads to rows of which there may be several: a row is listed once however many fit.
    ``where`` says which of them count.
    """

    name: str
    label: Any
    path: str
    kind: str = "choice"
    label_path: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Part:
    """Rows of another register that belong to a row: shown on its page, added from there.

    ``holds``: the row cannot be voided while such rows stand.
    """

    register: Callable[[], "Register"]
    field: str
    limit: int = 20
    holds: bool = False


@dataclass(frozen=True, kw_only=True)
class Together:
    """How a register takes a table of thousands of lines at once.

    ``vouched`` answers each line with the row it enters, unsaved, or with the standing row it only repeats;
    with nothing where its form has to judge it. What is vouched for, the form would take as it stands.
    ``noted`` does for all of them, inside the transaction, what ``entered`` does for one.
    """

    vouched: Callable[[Actor, Sequence[Mapping[str, str]], date], Sequence[Any]]
    noted: Callable[[Actor, Sequence[Any]], None]


@dataclass(frozen=True, kw_only=True)
class Register:
    """登记册 of one noun.

    ``view`` filters whatever is read (list, page, search, counts, export); ``keep`` whatever is
    written. ``check`` tells every reason why a row cannot stand, ``entered`` runs in the transaction
    after a row was entered or amended, ``voided`` after it was voided: there rooms contribute
    evidence. ``key`` names the fields by which an imported row finds the row it repeats.

    ``reserved`` fields are written, and ``concealed`` ones even seen, only by those for whom
    ``reserved_to`` opens any row: the decision upon a record beside what was proposed.

    ``words`` tells fields that hold a code: facets and pages show the word, with the code in small.

    ``occupies`` tells what the register's rows take of people's time between two days: from there, and
    from nowhere else, calendars and clash checks of all rooms learn of it.

    A register that ``is_read_only`` lists rows written elsewhere (the ledger, claims, accounts): it has
    a list, a page and an export, and its rows need not be records. ``ended`` names the moment that
    takes a row out of the list; records are voided, claims retracted, deeds of the ledger stand.

    A register that ``is_large`` holds tens of thousands of rows: its facets are counted in one pass;
    one whose tables run to thousands of lines takes them ``together``.
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
    unit_word: Any = UNIT_WORD
    parts: tuple[Part, ...] = ()
    check: Callable[[Any, date], Iterable[str]] | None = None
    entered: Callable[[Actor, Any], None] | None = None
    voided: Callable[[Actor, Any, str], None] | None = None
    can_amend: bool = True
    about: str = "person"
    reserved: tuple[str, ...] = ()
    concealed: tuple[str, ...] = ()
    reserved_to: Permission[Any] | None = None
    words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    is_read_only: bool = False
    is_large: bool = False
    ended: str = ""
    occupies: Callable[[Collection[int], date, date], Iterable[Engagement]] | None = None
    together: Together | None = None
    deeds: dict[str, Deed] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "deeds", _deeds(self))
        if not self.is_read_only:
            object.__setattr__(self, "ended", "voided_at")
        REGISTERS[self.code] = self
        declare_register(self.model, lambda actor: self.view.rows(actor, self.base()))
        if not self.is_read_only:
            PICKS[self.model._meta.label_lower] = Pick(
                rows=lambda actor: self.view.rows(actor, self.base()), search=self.search
            )

    @property
    def code(self) -> str:
        return f"{self.room}.{self.noun}"

    def every(self) -> QuerySet[Any]:
        """Every row there is or was, with what the list shows of their neighbours."""
        rows = self.model._default_manager.all()
        return rows.select_related(*self.select) if self.select else rows

    def base(self) -> QuerySet[Any]:
        """Rows that stand."""
        return (
            self.every().filter(**{f"{self.ended}__isnull": True}) if self.ended else self.every()
        )

    def has_ended(self, row: Any) -> bool:
        return bool(self.ended) and getattr(row, self.ended) is not None

    def read_by(self, actor: Actor) -> "Register":
        """The register as this reader knows it: concealed fields are nowhere, not even to filter by."""
        return self.without(self.concealed) if self._is_reserved_from(actor) else self

    def written_by(self, actor: Actor) -> "Register":
        """The register as this writer fills it in."""
        if not self._is_reserved_from(actor):
            return self
        return self.without((*self.reserved, *self.concealed))

    def below(self, parent: str) -> "Register":
        """The register on the page of a parent, where every row would only repeat whose it is."""
        narrow = copy(self)
        kept = tuple(column for column in self.columns if column.path != parent)
        object.__setattr__(narrow, "columns", kept)
        return narrow

    def _is_reserved_from(self, actor: Actor) -> bool:
        return self.reserved_to is not None and self.reserved_to.nowhere(actor)

    def without(self, names: tuple[str, ...]) -> "Register":
        narrow = copy(self)
        kept = {
            "fields": tuple(name for name in self.fields if name not in names),
            "columns": tuple(each for each in self.columns if _head(each.path) not in names),
            "facets": tuple(each for each in self.facets if _head(each.path) not in names),
            "search": tuple(path for path in self.search if _head(path) not in names),
        }
        for name, value in kept.items():
            object.__setattr__(narrow, name, value)
        return narrow

    def label_of(self, name: str) -> str:
        return str(field_of(self.model, name).verbose_name)

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


def _head(path: str) -> str:
    return path.partition("__")[0]


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
