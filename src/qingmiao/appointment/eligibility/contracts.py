"""What the rules on promotion are told. ``None`` is «nobody knows»: it makes an article unknown, never met."""

from dataclasses import dataclass
from datetime import date

from qingmiao.appointment.eligibility.enums import Flaw, Gate, Regime
from qingmiao.rulebook.engine import Finding, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A level or a rank somebody held. ``ends`` is the first day that no longer counts."""

    code: str
    begins: date
    ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    level: str
    begins: date
    ends: date | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    regime: Regime
    kind: str
    begins: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One person as far as a file or a dossier says.

    ``grassroots`` are spells of work at the grassroots; ``grades`` the yearly appraisals by code (ZB18);
    ``held_until`` goes with a held gate, without it the gate is held for an unknown time;
    ``exceptional`` asks for a promotion beyond the usual terms (破格), ``last_exceptional`` is whether the
    present post was reached that way.
    """

    birth: date | None = None
    sex: str | None = None
    work_began: date | None = None
    schooling: str | None = None
    levels: tuple[Held, ...] | None = None
    ranks: tuple[Held, ...] | None = None
    posts: tuple[Post, ...] | None = None
    grassroots: tuple[tuple[date, date | None], ...] | None = None
    grades: tuple[tuple[int, str], ...] | None = None
    sanctions: tuple[Sanction, ...] | None = None
    gate: Gate | None = None
    held_until: date | None = None
    on_probation: bool | None = None
    is_trained: bool | None = None
    is_fit: bool | None = None
    has_kin_there: bool | None = None
    exceptional: bool = False
    last_exceptional: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The facts beside what is asked of them: a level or a rank, on a day."""

    facts: Facts
    target: str
    label: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """``meets_from`` is the first month in which nothing is unmet any more, if waiting alone is enough."""

    target: str
    label: str
    on: date
    verdict: Verdict
    findings: tuple[Finding, ...]
    meets_from: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing wrong in a file of facts: where, and what about it."""

    where: str
    flaw: Flaw
    value: str = ""
