"""One question in, one answer out: what the child process runs."""

from dataclasses import asdict
from typing import Any

from qingmiao.engines.matching.contracts import Answer
from qingmiao.engines.matching.enums import Method, Status
from qingmiao.engines.matching.rules import plain, ruled
from qingmiao.engines.matching.rules.conflicts import conflict_of
from qingmiao.engines.matching.rules.instance import Instance, summed
from qingmiao.engines.matching.rules.reading import instance_of
from qingmiao.engines.matching.rules.reasons import reasons_of

CONFLICT_SHARE = 0.5
"""Of the time given, what the search for a conflict may use."""


def told(content: bytes, *, seconds: float) -> dict[str, Any]:
    """``{"flaws": […]}`` or ``{"answer": {…}}``, in words JSON can say."""
    read = instance_of(content)
    if isinstance(read, Instance):
        return {"answer": asdict(answered(read, seconds=seconds))}
    return {"flaws": [asdict(flaw) for flaw in read]}


def answered(instance: Instance, *, seconds: float, small: int = ruled.SMALL) -> Answer:
    method = Method.ASSIGNMENT if instance.is_plain else Method.PROGRAM
    if instance.is_plain:
        found = plain.assigned(instance)
    else:
        found = ruled.solved(instance, seconds=seconds, small=small)
    if found.is_infeasible:
        conflict, is_minimal = conflict_of(instance, seconds=seconds * CONFLICT_SHARE)
        return Answer(
            status=Status.INFEASIBLE, method=method, conflict=conflict, is_minimal=is_minimal
        )
    if found.opening_of is None:
        return Answer(status=Status.UNKNOWN, method=method, bound=found.bound)
    objective = summed(instance.costs, found.opening_of)
    bound = objective if found.is_optimal else found.bound
    gap = None if bound is None else (objective - bound) / max(1.0, abs(objective))
    return Answer(
        status=Status.OPTIMAL if found.is_optimal else Status.FEASIBLE,
        method=method,
        assignment=tuple(
            (instance.people[person], instance.openings[opening])
            for person, opening in enumerate(found.opening_of.tolist())
            if opening >= 0
        ),
        objective=objective,
        bound=bound,
        gap=gap,
        reasons=reasons_of(instance, found.opening_of),
    )
