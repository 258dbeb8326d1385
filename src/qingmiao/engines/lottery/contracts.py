"""A draw as anybody may perform it again. Nothing here but the standard library."""

from dataclasses import dataclass

from qingmiao.engines.lottery.enums import Fault


@dataclass(frozen=True, slots=True)
class Draw:
    """What is drawn for, among whom, with which seed. The order of `entries` is without effect."""

    purpose: str
    entries: tuple[str, ...]
    seed: bytes


@dataclass(frozen=True, slots=True)
class Share:
    """One party's part of a common seed, committed to before the others showed theirs."""

    party: str
    secret: bytes
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that does not hold, and where."""

    fault: Fault
    where: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """What performing a published draw again has shown."""

    purpose: str = ""
    commitment: str = ""
    order: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.doubts
