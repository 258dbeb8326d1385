"""Facts of a notice and of nominations as rules, services and pages receive them."""

from dataclasses import dataclass, field
from datetime import date

from qingmiao.rulebook.engine import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """``closed_before`` is the closing day as it was announced; ``None`` while nothing is published."""

    opens_on: date
    closes_on: date
    closed_before: date | None = None
    opened_before: date | None = None
    state: str = ""
    state_before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationFacts:
    """``names_oneself``: the nominator or the submitter is the person nominated."""

    event: EventFacts
    event_state: str
    submitted_on: date
    route: str
    unit_opinion: str
    state: str
    decision: str
    decision_note: str
    opinion: str = ""
    names_oneself: bool = False
    category: int | None = None
    categories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityFacts:
    """A person on the day of nomination. ``category`` is a code of the four; empty for any of them."""

    on: date
    category: str
    birth: date
    sex: str
    ethnicity: str
    standing: str
    standing_label: str
    level: str
    level_label: str
    rank: str
    rank_label: str
    post: str
    post_since: date | None
    political_face: str
    political_label: str
    schooling: str
    schooling_label: str
    appraisals: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One article judged: the finding, the row of the dossier it was read from, and an exemption if any."""

    finding: Finding
    row: str
    tab: str
    exempted: str = ""

    def as_row(self) -> dict[str, str]:
        """What is kept of it, with the article as it was read that day."""
        return {
            "provision": self.finding.provision,
            "article": self.finding.article,
            "source": self.finding.source,
            "status": str(self.finding.status),
            "verdict": str(self.finding.verdict),
            "because": self.finding.because,
            "row": self.row,
            "exempted": self.exempted,
        }

    @property
    def holds_back(self) -> bool:
        return self.finding.verdict == "not_met" and not self.exempted

    @property
    def is_unknown(self) -> bool:
        return self.finding.verdict == "unknown" and not self.exempted


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the notice as the form asks it."""

    id: int
    step: str
    label: str
    hint: str
    kind: str
    options: tuple[str, ...]
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``question`` and ``text`` as they were put and answered; ``value`` as the form holds it."""

    id: int
    question: str
    text: str
    value: str

    def as_row(self) -> dict[str, str]:
        return {
            "id": str(self.id),
            "question": self.question,
            "text": self.text,
            "value": self.value,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryLine:
    """One of the categories of a notice. ``quota``: how many of it a unit may name; ``None`` sets no limit."""

    id: int
    code: str
    label: str
    quota: int | None = None
    named: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouching:
    """Somebody who is to be asked as a referee."""

    person_id: int
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WishText:
    """What one wishes: where to, where not, and whom one must care for."""

    willing: str = ""
    wish: str = ""
    places: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A filled-in form, read and complete."""

    person_id: int
    nominator: str
    dimension: str
    merits: str
    category_id: int | None = None
    answers: tuple[Answer, ...] = ()
    referees: tuple[Vouching, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """The decision that stands for one purpose, and how it came about."""

    id: int
    purpose: str
    outcome: str
    note: str
    decided_on: date
    decided_by: str
    membership_id: int | None = None
    earlier: tuple["DecisionLine", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """How far one unit has answered a notice. ``limit`` is its quota."""

    unit_id: int
    unit: str
    kind: str
    nominated: int
    used: int
    limit: int
    by_oneself: int
    waiting: int
    nil_reason: str = ""

    @property
    def has_answered(self) -> bool:
        return bool(self.nominated or self.nil_reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One person in one event: by whom named, how far handled, what was decided."""

    person_id: int
    person: str
    unit: str
    post: str
    nominations: int
    accepted: int
    waiting: int
    state: str
    decided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notable:
    """What somebody follows about oneself: as much as the notice lets them know."""

    id: int
    event: str
    route: str
    submitted_on: date
    state: str
    opinion: str = ""
    opinion_due_on: date | None = None
    state_reason: str = ""
    results: tuple[str, ...] = ()
    referees: tuple[tuple[str, str], ...] = ()
    may_withdraw: bool = False
    may_mend: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCounts:
    """The numbers above the units of a notice."""

    units: int = 0
    answered: int = 0
    silent: int = 0
    used: int = 0
    places: int = 0
    nominations: int = 0
    people: int = 0
    waiting: int = 0
    undecided: int = 0
    lines: tuple[UnitLine, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenToUnit:
    """How many copies of something under one notice a unit was given, by its last day in the month."""

    event_id: int
    unit_id: int
    title: str
    day: date
    copies: int
