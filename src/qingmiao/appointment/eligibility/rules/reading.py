"""Facts from a file: everything wrong in it is told at once, by place."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from qingmiao.appointment.eligibility.contracts import Facts, Held, Post, Sanction, Wrong
from qingmiao.appointment.eligibility.enums import Flaw, Gate, Regime
from qingmiao.orgs.enums import Level
from qingmiao.people.dossiers.enums import Grade, Rank, Schooling, Sex
from qingmiao.rulebook.library import regulation

DAY = re.compile(r"(\d{4})[.\-/]?(\d{2})(?:[.\-/]?(\d{2}))?")
FIELDS = frozenset(Facts.__dataclass_fields__)
SPELL = frozenset({"code", "begins", "ends"})


class NotFacts(ValueError):
    """A file that cannot be read as facts, with every reason."""

    def __init__(self, wrong: Iterable[Wrong]) -> None:
        self.wrong = tuple(wrong)
        super().__init__(", ".join(f"{one.where}: {one.flaw}" for one in self.wrong))


def read_many(text: str) -> list[tuple[str, Facts]]:
    """The people of a file: one object of facts, or a list of them; each with its name, or its number.

    Refused with ``NotFacts``: no JSON, unknown fields, dates and codes nobody can read, spells that end
    before they begin, a year appraised twice.
    """
    try:
        given = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as no:
        raise NotFacts([Wrong(where="$", flaw=Flaw.NOT_JSON, value=str(no)[:80])]) from no
    rows = given if isinstance(given, list) else [given]
    wrong: list[Wrong] = []
    found = []
    for number, row in enumerate(rows):
        where = f"$[{number}]" if isinstance(given, list) else "$"
        reader = _Reader(where, wrong)
        found.append((reader.name(row, number), reader.facts(row)))
    if not rows:
        wrong.append(Wrong(where="$", flaw=Flaw.MISSING))
    if wrong:
        raise NotFacts(wrong)
    return found


def _no_constant(word: str) -> None:
    raise ValueError(word)


class _Reader:
    def __init__(self, where: str, wrong: list[Wrong]) -> None:
        self.where, self.wrong = where, wrong

    def say(self, path: str, flaw: Flaw, value: Any = "") -> None:
        self.wrong.append(Wrong(where=f"{self.where}.{path}", flaw=flaw, value=str(value)[:40]))

    def name(self, row: Any, number: int) -> str:
        if isinstance(row, dict) and isinstance(row.get("person"), str) and row["person"].strip():
            return str(row["person"]).strip()
        return str(number + 1)

    def facts(self, row: Any) -> Facts:
        if not isinstance(row, dict):
            self.wrong.append(Wrong(where=self.where, flaw=Flaw.NOT_OBJECT))
            return Facts()
        for field in sorted(set(row) - FIELDS - {"person", "note"}):
            self.say(field, Flaw.UNKNOWN_FIELD)
        return Facts(
            birth=self._day(row, "birth"),
            sex=self._code(row, "sex", Sex.values),
            work_began=self._day(row, "work_began"),
            schooling=self._code(row, "schooling", Schooling.values),
            levels=self._many(row, "levels", self._level),
            ranks=self._many(row, "ranks", self._rank),
            posts=self._many(row, "posts", self._post),
            grassroots=self._many(row, "grassroots", self._span),
            grades=self._grades(row),
            sanctions=self._many(row, "sanctions", self._sanction),
            gate=self._gate(row),
            held_until=self._day(row, "held_until"),
            on_probation=self._yes(row, "on_probation"),
            is_trained=self._yes(row, "is_trained"),
            is_fit=self._yes(row, "is_fit"),
            has_kin_there=self._yes(row, "has_kin_there"),
            exceptional=bool(self._yes(row, "exceptional")),
            last_exceptional=self._yes(row, "last_exceptional"),
        )

    def _day(
        self, row: dict[str, Any], name: str, path: str = "", *, must: bool = False
    ) -> date | None:
        value, path = row.get(name), f"{path}{name}"
        if value is None:
            if must:
                self.say(path, Flaw.MISSING)
            return None
        found = DAY.fullmatch(value.strip()) if isinstance(value, str) else None
        try:
            if found is not None:
                return date(int(found[1]), int(found[2]), int(found[3] or 1))
        except ValueError:
            found = None
        self.say(path, Flaw.NOT_A_DATE, value)
        return None

    def _code(
        self,
        row: dict[str, Any],
        name: str,
        known: Iterable[str],
        path: str = "",
        *,
        must: bool = False,
    ) -> str | None:
        value = row.get(name)
        if value is None and not must:
            return None
        if value is None:
            self.say(f"{path}{name}", Flaw.MISSING)
        elif value in set(known):
            return str(value)
        else:
            self.say(f"{path}{name}", Flaw.UNKNOWN_CODE, value)
        return None

    def _yes(self, row: dict[str, Any], name: str) -> bool | None:
        value = row.get(name)
        if value is not None and not isinstance(value, bool):
            self.say(name, Flaw.NOT_A_YES, value)
            return None
        return value

    def _gate(self, row: dict[str, Any]) -> Gate | None:
        value = self._code(row, "gate", [gate.value for gate in Gate])
        return None if value is None else Gate(value)

    def _many(
        self, row: dict[str, Any], name: str, read: Callable[[dict[str, Any], str], Any]
    ) -> tuple[Any, ...] | None:
        value = row.get(name)
        if value is None:
            return None
        if not isinstance(value, list):
            self.say(name, Flaw.NOT_A_LIST, value)
            return None
        found = []
        for number, one in enumerate(value):
            if isinstance(one, dict):
                found.append(read(one, f"{name}[{number}]."))
            else:
                self.say(f"{name}[{number}]", Flaw.NOT_OBJECT, one)
        return tuple(one for one in found if one is not None)

    def _ends(self, one: dict[str, Any], path: str) -> tuple[date, date | None] | None:
        begins, ends = self._day(one, "begins", path, must=True), self._day(one, "ends", path)
        if begins is None:
            return None
        if ends is not None and ends < begins:
            self.say(f"{path}ends", Flaw.ENDS_EARLY, one["ends"])
            return None
        return begins, ends

    def _span(self, one: dict[str, Any], path: str) -> tuple[date, date | None] | None:
        self._only(one, path, {"begins", "ends"})
        return self._ends(one, path)

    def _held(self, one: dict[str, Any], path: str, known: Iterable[str]) -> Held | None:
        self._only(one, path, SPELL)
        code, span = self._code(one, "code", known, path, must=True), self._ends(one, path)
        if code is None or span is None:
            return None
        return Held(code=code, begins=span[0], ends=span[1])

    def _level(self, one: dict[str, Any], path: str) -> Held | None:
        return self._held(one, path, Level.values)

    def _rank(self, one: dict[str, Any], path: str) -> Held | None:
        return self._held(one, path, [value for value in Rank.values if value])

    def _post(self, one: dict[str, Any], path: str) -> Post | None:
        self._only(one, path, {"level", "begins", "ends", "title"})
        level = self._code(one, "level", [*Level.values, *Rank.values], path, must=True)
        span = self._ends(one, path)
        title = one.get("title", "")
        if not isinstance(title, str):
            self.say(f"{path}title", Flaw.NOT_A_TEXT, title)
        if level is None or span is None:
            return None
        return Post(level=level, begins=span[0], ends=span[1], title=str(title))

    def _sanction(self, one: dict[str, Any], path: str) -> Sanction | None:
        self._only(one, path, {"regime", "kind", "begins"})
        regime = self._code(one, "regime", [regime.value for regime in Regime], path, must=True)
        begins = self._day(one, "begins", path, must=True)
        kinds = _kinds(regime) if regime else ()
        kind = self._code(one, "kind", kinds, path, must=True) if regime else None
        if regime is None or kind is None or begins is None:
            return None
        return Sanction(regime=Regime(regime), kind=kind, begins=begins)

    def _grades(self, row: dict[str, Any]) -> tuple[tuple[int, str], ...] | None:
        value = row.get("grades")
        if value is None:
            return None
        if not isinstance(value, dict):
            self.say("grades", Flaw.NOT_OBJECT, value)
            return None
        found = []
        for year, grade in value.items():
            if not (year.isascii() and year.isdigit() and len(year) == 4):
                self.say("grades", Flaw.NOT_A_YEAR, year)
            elif grade not in Grade.values:
                self.say(f"grades.{year}", Flaw.UNKNOWN_CODE, grade)
            else:
                found.append((int(year), grade))
        return tuple(sorted(found))

    def _only(self, one: dict[str, Any], path: str, known: Iterable[str]) -> None:
        for field in sorted(set(one) - set(known)):
            self.say(f"{path}{field}", Flaw.UNKNOWN_FIELD)


def _kinds(regime: str) -> tuple[str, ...]:
    """Every kind any edition of the regime names."""
    versions = regulation("eligibility/bars").versions[regime]
    return tuple({kind: None for version in versions for kind in version["value"]})
