import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from qingmiao.engines.matching.contracts import Answer
from qingmiao.engines.matching.rules.sentences import (
    plain,
    sentence_of,
    told_reason,
    told_rule,
    told_status,
)
from qingmiao.engines.matching.services import SECONDS, NotMatched, match_file

LARGEST = 1 << 30
WRONG = 2


class Command(BaseCommand):
    help = _("按成本和规则把人员匹配到岗位，不用数据库；题目有误时退出码为 2")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.json", help=_("题目：people、openings、costs 等"))
        parser.add_argument(
            "--seconds", type=float, default=SECONDS, help=_("求解至多用时（秒），默认 60")
        )
        parser.add_argument("--json", action="store_true", help=_("以 JSON 输出"))

    def handle(self, *_args: Any, **options: Any) -> None:
        if not 0 < options["seconds"] <= 3600:
            raise CommandError(_("--seconds 应在 0 到 3600 之间"), returncode=WRONG)
        try:
            answer = match_file(_read(options["file"]), seconds=options["seconds"])
        except NotMatched as no:
            self._refuse(no, as_program=options["json"])
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(answer), ensure_ascii=False, indent=2))
        else:
            self._tell(answer)

    def _refuse(self, no: NotMatched, *, as_program: bool) -> None:
        if not as_program:
            raise CommandError("\n".join(no.reasons), returncode=WRONG)
        told: list[dict[str, object]] = [
            {"row": flaw.row, "field": flaw.field, "message": sentence_of(flaw)}
            for flaw in no.flaws
        ] or [{"row": None, "field": "$", "message": reason} for reason in no.reasons]
        self.stdout.write(json.dumps({"errors": told}, ensure_ascii=False, indent=2))
        sys.exit(WRONG)

    def _tell(self, answer: Answer) -> None:
        self.stdout.write(told_status(answer))
        if answer.objective is not None:
            self.stdout.write(
                _("总成本 %(objective)s，下界 %(bound)s")
                % {"objective": plain(answer.objective), "bound": plain(answer.bound)}
            )
        for rule in answer.conflict:
            self.stdout.write(f"  {told_rule(rule)}")
        if answer.conflict and not answer.is_minimal:
            self.stdout.write(_("时间用完：其中可能还有可以去掉的"))
        for reason in answer.reasons:
            opening = "—" if reason.opening is None else reason.opening
            self.stdout.write(f"{reason.person} → {opening}  {told_reason(reason)}")


def _as_json(answer: Answer) -> dict[str, object]:
    """As docs/reference/match.md promises."""
    return {
        "assignment": [list(pair) for pair in answer.assignment],
        "objective": answer.objective,
        "bound": answer.bound,
        "gap": answer.gap,
        "status": answer.status.value,
        "method": answer.method.value,
        "reasons": [asdict(one) | {"message": told_reason(one)} for one in answer.reasons],
        "conflict": [asdict(one) | {"message": told_rule(one)} for one in answer.conflict],
        "minimal": answer.is_minimal,
        "message": told_status(answer),
    }


def _read(name: str) -> bytes:
    file = Path(name)
    try:
        if file.stat().st_size > LARGEST:
            raise CommandError(_("文件过大：%(file)s") % {"file": file}, returncode=WRONG)
        return file.read_bytes()
    except OSError as problem:
        raise CommandError(
            _("读不出文件：%(file)s（%(why)s）") % {"file": file, "why": problem.strerror},
            returncode=WRONG,
        ) from problem
