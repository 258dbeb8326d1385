from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Parser = Callable[..., Any]
"""A module-level function of (bytes, **options) that returns something JSON can say."""


class Unreadable(Exception):
    """A parser's plain «no»: a code its room knows the sentence of, and what belongs in it."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params: dict[str, str | int] = params
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use. Memory counts address space; seconds of both kinds are per child."""

    memory: int = 512 << 20
    cpu_seconds: int = 20
    wall_seconds: float = 30.0
    written: int = 256 << 20
    items: int = 1000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: a value, or the code of the trouble."""

    value: Any = None
    code: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def is_read(self) -> bool:
        return not self.code
