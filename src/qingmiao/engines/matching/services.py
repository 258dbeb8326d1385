"""People to openings, solved in a child process: a solver that runs away takes nothing with it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from qingmiao.engines.matching.contracts import Answer, Broken, Flaw, Reason
from qingmiao.engines.matching.enums import Fault, Method, RuleKind, Status, Why
from qingmiao.engines.matching.rules.sentences import told_flaw
from qingmiao.engines.sandbox.contracts import Limits, Unreadable
from qingmiao.engines.sandbox.services import guarded
from qingmiao.kernel.errors import Refused

SECONDS = 60.0
MEMORY = 6 << 30
"""Address space, of which a solver reserves more than it uses."""

SPARE = 60
"""Seconds beside those of the solver: reading a large file, telling the reasons."""

_SOLVER = "qingmiao.engines.matching.rules.solving:told"


class NotMatched(Refused):
    """The question cannot be read, or the solver gave up; each reason says where and what to do."""

    def __init__(self, reasons: Iterable[str], flaws: Iterable[Flaw] = ()) -> None:
        self.flaws = tuple(flaws)
        super().__init__(reasons)


def match(question: Mapping[str, Any], *, seconds: float = SECONDS) -> Answer:
    """A question in the words of its file: docs/reference/match.md."""
    return match_file(json.dumps(question, ensure_ascii=False).encode(), seconds=seconds)


def match_file(content: bytes, *, seconds: float = SECONDS) -> Answer:
    limits = Limits(
        memory=MEMORY, cpu_seconds=int(8 * seconds) + SPARE, wall_seconds=2 * seconds + SPARE
    )
    try:
        told = guarded(_SOLVER, content, limits=limits, options={"seconds": seconds})
    except Unreadable as problem:
        raise NotMatched([_("匹配没有完成（%(why)s）：请减少人员、岗位或限制，或给更多时间") % {
            "why": problem.code}]) from problem  # fmt: skip
    if flaws := [_flaw(one) for one in told.get("flaws", [])]:
        raise NotMatched([told_flaw(flaw) for flaw in flaws], flaws)
    return _answer(told["answer"])


def _flaw(told: Mapping[str, Any]) -> Flaw:
    return Flaw(**dict(told) | {"fault": Fault(told["fault"])})


def _answer(told: Mapping[str, Any]) -> Answer:
    return Answer(
        status=Status(told["status"]),
        method=Method(told["method"]),
        assignment=tuple((person, opening) for person, opening in told["assignment"]),
        objective=told["objective"],
        bound=told["bound"],
        gap=told["gap"],
        reasons=tuple(
            Reason(**one | {"why": Why(one["why"]), "limits": tuple(one["limits"])})
            for one in told["reasons"]
        ),
        conflict=tuple(Broken(**one | {"rule": RuleKind(one["rule"])}) for one in told["conflict"]),
        is_minimal=told["is_minimal"],
    )
