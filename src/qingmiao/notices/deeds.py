"""What can be told: every kind of notice has a code and a sentence, declared once by the room that sends it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

GAP = re.compile(r"\{\w+\}")


class DuplicateKind(ValueError):
    """Two rooms claim the same kind of notice."""


@dataclass(frozen=True, slots=True)
class Kind:
    """``sentence`` is a (lazy) translatable text with ``{gaps}`` for the keys of the detail.

    ``asks``: whoever is told has something to do; such a notice stays a to-do (待办) until it is settled
    and cannot be switched off. ``label`` names the kind where one chooses among kinds.
    """

    code: str
    sentence: Any
    asks: bool = False
    label: Any = ""

    @property
    def room(self) -> str:
        return self.code.partition(".")[0]

    @property
    def title(self) -> str:
        return str(self.label) or GAP.sub("…", str(self.sentence))

    def tell(self, detail: Mapping[str, str]) -> str:
        """The notice in the language of whoever reads it now. ``KeyError`` if the detail leaves a gap."""
        return str(self.sentence).format_map(detail)

    def tell_in_chinese(self, detail: Mapping[str, str]) -> str:
        with translation.override("zh-hans"):
            return self.tell(detail)


KINDS: dict[str, Kind] = {}


def kind(code: str, sentence: Any, *, asks: bool = False, label: Any = "") -> Kind:
    """Declare a kind of notice: ``<room>.<noun>.<what happened>``, as a deed is."""
    if code in KINDS:
        raise DuplicateKind(code)
    KINDS[code] = Kind(code, sentence, asks, label)
    return KINDS[code]


NOTICE_SENT = deed("notices.notice.sent", _("通知 {count} 人：{told}"))
NOTICE_SETTLED = deed("notices.notice.settled", _("办结提醒 {count} 条：{told}"))
NOTICE_READ = deed("notices.notice.read", _("阅读提醒 {count} 条"))
PREFERENCES_CHOSEN = deed("notices.preference.chosen", _("调整提醒设置"))
FEED_OPENED = deed("notices.feed.opened", _("开通日历订阅，有效至 {ends}"))
FEED_REVOKED = deed("notices.feed.revoked", _("撤销日历订阅"))
DIGEST_COMPOSED = deed("notices.digest.composed", _("生成 {name} {day} 的每日摘要"))

DIGEST_READY = kind("notices.digest.ready", _("{day} 的每日摘要"), label=_("每日摘要"))
