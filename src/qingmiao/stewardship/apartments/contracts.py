"""Flats and leases as bare periods: what an occupancy is counted from. Ends no longer count."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One lease of one flat."""

    lease_id: int
    begins: date
    ends: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatFacts:
    flat_id: int
    label: str
    begins: date
    ends: date | None
    stays: tuple[Stay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatDays:
    """One flat during a window: how many days it was there and how many of them it was lived in."""

    flat_id: int
    label: str
    available: int
    occupied: int
    in_stock: bool
    """Whether it stands in the stock on the last day of the window."""
    lease_id: int | None
    """The lease under which it is lived in on that day."""

    @property
    def vacant(self) -> int:
        return self.available - self.occupied


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupancy:
    """The whole stock during a window that ends with ``on``, the day included."""

    since: date
    on: date
    flats: tuple[FlatDays, ...]

    @property
    def stock(self) -> int:
        return sum(flat.in_stock for flat in self.flats)

    @property
    def leased(self) -> int:
        return sum(flat.lease_id is not None for flat in self.flats)

    @property
    def available_days(self) -> int:
        return sum(flat.available for flat in self.flats)

    @property
    def occupied_days(self) -> int:
        return sum(flat.occupied for flat in self.flats)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseFacts:
    begins: date
    planned_end: date
    flat_begins: date
    flat_ends: date | None
