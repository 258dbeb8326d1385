"""A question as it is written becomes one the solvers can hold, or every reason why not."""

import json
import math
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from qingmiao.engines.matching.contracts import Flaw, Label
from qingmiao.engines.matching.enums import Fault, Fill
from qingmiao.engines.matching.rules.instance import Instance, Limit, Pair

FIELDS: Final = (
    "people", "openings", "costs", "forbidden", "pinned", "counts", "limits", "fill", "title",
)  # fmt: skip
LIMIT_FIELDS: Final = ("name", "people", "openings", "min", "max")
MOST: Final = 10_000
WIDEST: Final = 1e12
SHOWN: Final = 500
"""Flaws told of one question; more would help nobody."""

Written = Mapping[str, Any]


def instance_of(content: bytes) -> Instance | list[Flaw]:
    try:
        written = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_named_once)
    except _Twice as problem:
        return [Flaw(Fault.TWICE_NAMED, str(problem))]
    except (ValueError, RecursionError) as problem:
        return [Flaw(Fault.NOT_JSON, "$", params={"detail": str(problem)[:200]})]
    if not isinstance(written, dict):
        return [Flaw(Fault.OBJECT, "$")]
    reader = _Reader(written)
    instance = reader.read()
    return instance if instance is not None else reader.flaws[:SHOWN]


class _Twice(Exception):
    """A name stands twice in one object."""


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) < len(pairs):
        names = [name for name, _value in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return told


class _Reader:
    def __init__(self, written: Written) -> None:
        self.written, self.flaws = written, list[Flaw]()
        self.person_at: dict[Label, int] = {}
        self.opening_at: dict[Label, int] = {}

    def no(self, fault: Fault, field: str, row: int | None = None, **params: Any) -> None:
        self.flaws.append(Flaw(fault, field, row, params))

    def read(self) -> Instance | None:
        for name in self.written:
            if name not in FIELDS:
                self.no(Fault.UNKNOWN_FIELD, name, known=", ".join(FIELDS))
        people, openings = self._labels("people"), self._labels("openings")
        self.person_at = {label: at for at, label in enumerate(people)}
        self.opening_at = {label: at for at, label in enumerate(openings)}
        costs = self._costs(len(people), len(openings))
        if self.flaws and (not people or not openings):
            return None
        least, most = self._counts(openings)
        is_allowed = np.ones((len(people), len(openings)), dtype=bool)
        if costs is not None:
            is_allowed &= ~np.isnan(costs)
        for person, opening in self._pairs("forbidden"):
            is_allowed[person, opening] = False
        pinned = self._pairs("pinned")
        self._doubts_of_pins(pinned, is_allowed, people, openings)
        limits = self._limits()
        fill = self.written.get("fill", Fill.ALL.value)
        if fill not in tuple(Fill):
            self.no(Fault.FILL, "fill", known=", ".join(Fill))
        if self.flaws or costs is None:
            return None
        return Instance(
            people=tuple(people),
            openings=tuple(openings),
            costs=np.nan_to_num(costs, nan=0.0),
            is_allowed=is_allowed,
            least=np.array(least, dtype=np.intp),
            most=np.array(most, dtype=np.intp),
            limits=tuple(limits),
            pinned=tuple(pinned),
            fill=Fill(fill),
        )

    def _labels(self, name: str) -> list[Label]:
        if name not in self.written:
            self.no(Fault.MISSING, name)
            return []
        told = self.written[name]
        if not isinstance(told, list):
            self.no(Fault.LIST, name)
            return []
        if not told:
            self.no(Fault.EMPTY, name)
        if len(told) > MOST:
            self.no(Fault.TOO_MANY, name, most=MOST)
            return []
        seen: set[Label] = set()
        for at, label in enumerate(told):
            if not _is_label(label):
                self.no(Fault.ID, f"{name}[{at}]", at + 1)
            elif label in seen:
                self.no(Fault.ID_TWICE, f"{name}[{at}]", at + 1, id=label)
            else:
                seen.add(label)
        return [label for label in told if _is_label(label)]

    def _costs(self, people: int, openings: int) -> Any:
        """A table with NaN where the file says null: nobody may put a NaN there himself."""
        told = self.written.get("costs")
        if told is None:
            self.no(Fault.MISSING, "costs")
            return None
        if not isinstance(told, list):
            self.no(Fault.LIST, "costs")
            return None
        if len(told) != people:
            self.no(Fault.ROWS, "costs", have=len(told), need=people)
        table = np.zeros((people, openings))
        for at, row in enumerate(told):
            if not isinstance(row, list):
                self.no(Fault.LIST, f"costs[{at}]", at + 1)
                continue
            if len(row) != openings:
                self.no(Fault.ROW_LENGTH, f"costs[{at}]", at + 1, have=len(row), need=openings)
            numbers = self._numbers(row, at)
            if at < people and numbers is not None and len(row) == openings:
                table[at] = numbers
        return table

    def _numbers(self, row: list[Any], at: int) -> Any:
        if set(map(type, row)) <= {int, float, type(None)}:
            try:
                numbers = np.array(row, dtype=float)
            except OverflowError:
                numbers = np.full(len(row), np.inf)
            is_null = np.array([value is None for value in row])
            if (np.isfinite(numbers) & (np.abs(numbers) <= WIDEST) | is_null).all():
                return numbers
        for place, value in enumerate(row):
            if value is not None and not _is_cost(value):
                self.no(Fault.NUMBER, f"costs[{at}][{place}]", at + 1, most="1e12")
        return None

    def _pairs(self, name: str) -> list[Pair]:
        told = self.written.get(name, [])
        if not isinstance(told, list):
            self.no(Fault.LIST, name)
            return []
        found: dict[Pair, None] = {}
        for at, pair in enumerate(told):
            place = f"{name}[{at}]"
            if not (isinstance(pair, list) and len(pair) == 2 and all(map(_is_label, pair))):
                self.no(Fault.PAIR, place, at + 1)
                continue
            person, opening = self.person_at.get(pair[0]), self.opening_at.get(pair[1])
            if person is None:
                self.no(Fault.NO_PERSON, place, at + 1, id=pair[0])
            if opening is None:
                self.no(Fault.NO_OPENING, place, at + 1, id=pair[1])
            if person is not None and opening is not None:
                found[person, opening] = None
        return list(found)

    def _doubts_of_pins(
        self, pinned: list[Pair], is_allowed: Any, people: list[Label], openings: list[Label]
    ) -> None:
        seen: set[int] = set()
        for at, (person, opening) in enumerate(pinned):
            if person in seen:
                self.no(Fault.PAIR_TWICE, f"pinned[{at}]", at + 1, id=people[person])
            seen.add(person)
            if not is_allowed[person, opening]:
                self.no(Fault.PINNED_FORBIDDEN, f"pinned[{at}]", at + 1,
                        person=people[person], opening=openings[opening])  # fmt: skip

    def _counts(self, openings: list[Label]) -> tuple[list[int], list[int]]:
        told = self.written.get("counts", {})
        least, most = [0] * len(openings), [1] * len(openings)
        if isinstance(told, list):
            if len(told) != len(openings):
                self.no(Fault.COUNTS_LENGTH, "counts", have=len(told), need=len(openings))
                return least, most
            listed = [(f"counts[{at}]", at, value) for at, value in enumerate(told)]
        elif isinstance(told, dict):
            listed = []
            by_text = {str(label): at for at, label in enumerate(openings)}
            for name, value in told.items():
                if name not in by_text:
                    self.no(Fault.NO_OPENING, f"counts.{name}", id=name)
                else:
                    listed.append((f"counts.{name}", by_text[name], value))
        else:
            self.no(Fault.OBJECT, "counts")
            return least, most
        for place, at, value in listed:
            bounds: tuple[Any, Any] = 0, value
            if isinstance(value, dict):
                for name in value.keys() - {"min", "max"}:
                    self.no(Fault.UNKNOWN_FIELD, f"{place}.{name}", known="min, max")
                bounds = value.get("min", 0), value.get("max", value.get("min", 1))
            if self._are_bounds(*bounds, place, at + 1):
                least[at], most[at] = bounds
        return least, most

    def _limits(self) -> list[Limit]:
        told = self.written.get("limits", [])
        if isinstance(told, dict):
            told = [{"name": name} | one if isinstance(one, dict) else one
                    for name, one in told.items()]  # fmt: skip
        if not isinstance(told, list):
            self.no(Fault.LIST, "limits")
            return []
        names: set[str] = set()
        return [
            limit
            for at, one in enumerate(told)
            if (limit := self._limit(one, f"limits[{at}]", at + 1, names)) is not None
        ]

    def _limit(self, told: object, place: str, row: int, names: set[str]) -> Limit | None:
        if not isinstance(told, dict):
            self.no(Fault.LIMIT_OBJECT, place, row)
            return None
        for name in told.keys() - set(LIMIT_FIELDS):
            self.no(Fault.UNKNOWN_FIELD, f"{place}.{name}", row, known=", ".join(LIMIT_FIELDS))
        if told.get("max") is None and told.get("min") is None:
            self.no(Fault.LIMIT_SAYS_NOTHING, place, row)
            return None
        name = told.get("name", f"limits[{row - 1}]")
        if not isinstance(name, str) or not name.strip() or name in names:
            self.no(Fault.LIMIT_NAME, f"{place}.name", row)
            return None
        names.add(name)
        people = self._places(told, "people", self.person_at, Fault.NO_PERSON, place, row)
        openings = self._places(told, "openings", self.opening_at, Fault.NO_OPENING, place, row)
        low, high = told.get("min") or 0, told.get("max")
        if not self._are_bounds(low, low if high is None else high, place, row):
            return None
        return Limit(name, people, openings, low, high)

    def _places(
        self, told: Written, name: str, at: dict[Label, int], fault: Fault, place: str, row: int
    ) -> Any:
        """All of them where the limit does not say which."""
        labels = told.get(name)
        if labels is None:
            return np.arange(len(at), dtype=np.intp)
        if not isinstance(labels, list):
            self.no(Fault.LIST, f"{place}.{name}", row)
            return np.array([], dtype=np.intp)
        for label in labels:
            if not _is_label(label) or label not in at:
                self.no(fault, f"{place}.{name}", row, id=str(label)[:80])
        known = {at[label] for label in labels if _is_label(label) and label in at}
        return np.array(sorted(known), dtype=np.intp)

    def _are_bounds(self, low: object, high: object, place: str, row: int) -> bool:
        if not (_is_count(low) and _is_count(high)):
            self.no(Fault.WHOLE, place, row, most=MOST)
            return False
        if low > high:  # type: ignore[operator]  # both are whole numbers by now
            self.no(Fault.RANGE, place, row, low=low, high=high)
            return False
        return True


def _is_label(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip()) and len(value) <= 200
    return isinstance(value, int) and not isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST


def _is_cost(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value) and abs(value) <= WIDEST
    except OverflowError:
        return False
