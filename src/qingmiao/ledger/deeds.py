"""The register: every deed has a name and a sentence, declared once. No other can be recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation


class DuplicateDeed(ValueError):
    """Two rooms claim the same deed."""


@dataclass(frozen=True, slots=True)
class Deed:
    """``sentence`` is a (lazy) translatable text with ``{gaps}`` for the keys of the detail."""

    code: str
    sentence: Any
    secret: frozenset[str] = field(default_factory=frozenset)

    def mask(self, detail: Mapping[str, Any]) -> dict[str, Any]:
        return {key: "***" if key in self.secret else value for key, value in detail.items()}

    def tell(self, detail: Mapping[str, Any]) -> str:
        """The deed as it is written down, in Chinese. ``KeyError`` if the detail leaves a gap."""
        with translation.override("zh-hans"):
            return str(self.sentence).format_map(detail)

    def retell(self, detail: Mapping[str, Any]) -> str:
        """The same deed in the language of whoever reads it now."""
        return str(self.sentence).format_map(detail)


DEEDS: dict[str, Deed] = {}


def deed(code: str, sentence: Any, *, secret: frozenset[str] = frozenset()) -> Deed:
    """Declare a deed. Keys named ``secret`` are masked before they are written, not after."""
    if code in DEEDS:
        raise DuplicateDeed(code)
    DEEDS[code] = Deed(code, sentence, secret)
    return DEEDS[code]
