"""The lines of the result, printed as they come."""

from dataclasses import dataclass

from benchmarks.clocks import Spent, Times


def line(what: str, measured: str, floor: str = "", wanted: str = "") -> None:
    print(f"  {what:<26}{measured:<66}{floor:<46}{wanted}", flush=True)


@dataclass(frozen=True, slots=True)
class Floor:
    """The bare loop: its name, how many it did, and what that cost."""

    name: str
    count: int
    spent: Spent


def pace(
    what: str, count: int, noun: str, spent: Spent, *, floor: Floor | None = None, wanted: int = 0
) -> None:
    """So many a second, on the wall and by the processors, and how often the floor's cost that is."""
    told = (
        f"{count / spent.wall:,.0f} {noun}/s on the wall, "
        f"{count / spent.busy:,.0f} by processor ({count:,} in {spent.busy:.2f} s)"
    )
    beside = ""
    if floor is not None:
        bare = floor.spent.busy / floor.count
        beside = f"{_ratio(spent.busy / count, bare)} × {floor.name} ({1 / bare:,.0f}/s)"
    line(what, told, beside, f"at least {wanted:,} {noun}/s" if wanted else "")


def page(what: str, times: Times, queries: int, *, floor: Times, wanted: str) -> None:
    told = (
        f"p50 {times.middle:.0f} ms, p95 {times.slow:.0f} ms, "
        f"{times.busy:.0f} ms by processor, {queries} queries"
    )
    beside = f"{_ratio(times.busy, floor.busy)} × raw SQL ({floor.busy:.1f} ms)"
    line(what, told, beside, wanted)


def _ratio(ours: float, bare: float) -> str:
    return f"{ours / bare:.1f}" if bare > 0 else "–"
