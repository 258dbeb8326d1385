"""What the speech itself says: data beside the definitions, so that another speech is another file."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from qingmiao.insight.figures.contracts import Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    phrase: str
    shown: str
    named: int | None = None
    parts: tuple[str, ...] = ()


def _read() -> dict[str, Said]:
    source = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {
        code: Said(**(told | {"parts": tuple(told.get("parts", ()))}))
        for code, told in source.items()
    }


SAID: Final = _read()


def defined(*, code: str, **more: Any) -> Definition:
    """A definition with the words of the speech it belongs to."""
    said = SAID[code]
    return Definition(
        code=code, phrase=said.phrase, expected=said.shown, named_number=said.named, **more
    )
