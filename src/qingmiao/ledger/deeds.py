"""The register: every deed has a name and a sentence, declared once. No other can be recorded.

What is written down never depends on the language its author works in. A detail holds names as they
are, and words of the interface as *words*: lazy texts (a label of an enum, the name of a field, or a
list of them), kept as what stands in the source and told again in the language of whoever reads.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

OFFICIAL = "zh-hans"
WORDS = "words"


class DuplicateDeed(ValueError):
    """Two rooms claim the same deed."""


@contextmanager
def official() -> Iterator[None]:
    """The language of the record: whatever text a service composes to be kept is composed in here."""
    with translation.override(OFFICIAL):
        yield


def neutral(value: Any) -> Any:
    """A value of a detail as it is kept: the same whoever acts, fit for JSON."""
    with official():
        return _neutral(value)


def _neutral(value: Any) -> Any:
    if isinstance(value, Promise):
        return {WORDS: [_source_of(value)]}
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _neutral(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        if all(isinstance(each, Promise | str) for each in value):
            return {WORDS: [_source_of(each) for each in value]}
        return [_neutral(each) for each in value]
    return value


def _source_of(word: Promise | str) -> list[str]:
    """``[text]``, or ``[text, context]`` where one text has two senses."""
    if isinstance(word, Promise):
        function, given = cast("tuple[Any, ...]", word.__reduce__())[1][:2]
        if function is pgettext:
            context, text = given
            return [text, context]
    return [str(word)]


def _told(value: Any) -> Any:
    if isinstance(value, Mapping) and set(value) == {WORDS}:
        return _("、").join(_word(*source) for source in value[WORDS])
    return value


def _word(text: str, context: str = "") -> str:
    return pgettext(context, text) if context else _(text)


@dataclass(frozen=True, slots=True)
class Deed:
    """``sentence`` is a (lazy) translatable text with ``{gaps}`` for the keys of the detail."""

    code: str
    sentence: Any
    secret: frozenset[str] = field(default_factory=frozenset)

    def mask(self, detail: Mapping[str, Any]) -> dict[str, Any]:
        """The detail as it is kept: neutral in language, its secrets masked."""
        with official():
            return {
                key: "***" if key in self.secret else _neutral(value)
                for key, value in detail.items()
            }

    def tell(self, detail: Mapping[str, Any]) -> str:
        """The deed as it is written down, in Chinese. ``KeyError`` if the detail leaves a gap."""
        with official():
            return self.retell(detail)

    def retell(self, detail: Mapping[str, Any]) -> str:
        """The same deed in the language of whoever reads it now."""
        told = {key: _told(value) for key, value in detail.items()}
        return str(self.sentence).format_map(told)


DEEDS: dict[str, Deed] = {}


def deed(code: str, sentence: Any, *, secret: frozenset[str] = frozenset()) -> Deed:
    """Declare a deed. Keys named ``secret`` are masked before they are written, not after."""
    if code in DEEDS:
        raise DuplicateDeed(code)
    DEEDS[code] = Deed(code, sentence, secret)
    return DEEDS[code]
