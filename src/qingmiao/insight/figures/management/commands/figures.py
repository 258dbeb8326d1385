import json
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from qingmiao.access.enums import Role
from qingmiao.insight.figures.contracts import Card, Question
from qingmiao.insight.figures.queries.figures import cards
from qingmiao.kernel import clock
from qingmiao.kernel.actor import operator


class Command(BaseCommand):
    help = _("计算讲话中的全部数字并逐一核对；有一个与讲话不符时退出码为 1")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", metavar=_("日期"), help=_("截至日，如 2026-06-30，默认今天"))
        parser.add_argument("--json", action="store_true", help=_("以 JSON 输出"))

    def handle(self, *_args: Any, **options: Any) -> None:
        question = Question(on=day_of(options["on"]))
        actor = operator("qingmiao figures", Role.OFFICER)
        lines = [card for card in cards(actor=actor, question=question) if card.answer]
        if options["json"]:
            told = [_as_json(card) for card in lines]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self._tell(lines, question)
        if not all(card.answer.agrees for card in lines if card.answer):
            sys.exit(1)

    def _tell(self, lines: list[Card], question: Question) -> None:
        self.stdout.write(_("截至 %(on)s") % {"on": question.on.isoformat()})
        for card in lines:
            if card.answer is None:
                continue
            verdict = _("相符") if card.answer.agrees else _("不符")
            self.stdout.write(
                f"{card.code}  {verdict}  {card.answer.shown:>10}  "
                f"{_('讲话')} {card.answer.expected:>10}  {card.title}"
            )


def day_of(text: str | None) -> date:
    if not text:
        return clock.today()
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise CommandError(_("日期应写作 2026-06-30 的样子")) from problem


def _as_json(card: Card) -> dict[str, Any]:
    answer = card.answer
    return {
        "id": card.code,
        "value": answer.value if answer else None,
        "shown": answer.shown if answer else "",
        "expected": answer.expected if answer else "",
        "agrees": bool(answer and answer.agrees),
    }
