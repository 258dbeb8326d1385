import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qingmiao.engines.scoring.contracts import Result, Rule
from qingmiao.engines.scoring.rules.sentences import tie_step
from qingmiao.engines.scoring.rules.telling import as_json
from qingmiao.engines.scoring.services.scoring import NotScored, score_files, told

LARGEST = 200 << 20


class Command(BaseCommand):
    help = _("依规则由原始分数独立计算竞赛成绩，不用数据库；分数或规则有误时退出码为 1")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        score = deeds.add_parser("score", help=_("计算成绩和名次"))
        score.add_argument(
            "file",
            metavar="FILE.csv",
            help=_("分数，列为 entry,judge,criterion,score，可有 stage,group"),
        )
        score.add_argument("--rule", required=True, metavar="RULE.json", help=_("计分规则"))
        score.add_argument(
            "--seed", default="", help=_("抽签种子（十六进制），须与规则中的承诺相符")
        )
        score.add_argument("--json", action="store_true", help=_("以 JSON 输出"))

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            rule, _book, result = score_files(
                _read(options["rule"]).decode("utf-8-sig", errors="replace"),
                _read(options["file"]),
                seed=options["seed"],
            )
        except NotScored as no:
            self._refuse(no, as_program=options["json"])
        if options["json"]:
            self.stdout.write(json.dumps(as_json(result, rule), ensure_ascii=False, indent=2))
        else:
            self._tell(result, rule)

    def _refuse(self, no: NotScored, *, as_program: bool) -> None:
        if not as_program:
            raise CommandError("\n".join(no.reasons))
        flaws = [{"row": flaw.row, "field": flaw.field, "message": told(flaw)} for flaw in no.flaws]
        self.stdout.write(json.dumps({"errors": flaws}, ensure_ascii=False, indent=2))
        sys.exit(1)

    def _tell(self, result: Result, rule: Rule) -> None:
        for one in result.entries:
            rank = "—" if one.rank is None else str(one.rank)
            total = "—" if one.total is None else f"{one.total:f}"
            said = {
                "ranked": _("并列") if one.is_tied else "",
                "vetoed": _("一票否决"),
                "not_advanced": _("未晋级"),
            }[one.status.value]
            self.stdout.write(f"{rank:>5}  {total:>10}  {one.entry}  {said}".rstrip())
        for tie in result.ties:
            self.stdout.write("")
            self.stdout.write(
                _("同分 %(total)s：%(entries)s")
                % {"total": tie.total, "entries": "、".join(tie.entries)}
            )
            by_kind = {(step.by, step.key or step.stage): step for step in rule.ties}
            for step in tie.steps:
                values = "、".join(f"{entry} {value}" for entry, value in step.values)
                verdict = _("分出先后") if step.decided else _("仍相同")
                self.stdout.write(f"  {tie_step(by_kind[step.by, step.key])}: {values}; {verdict}")
        self.stdout.write("")
        for note in result.notes:
            self.stdout.write(_("注：%(note)s") % {"note": note})
        self.stdout.write(result.formula["en" if get_language() == "en" else "zh"])
        self.stdout.write(result.formula["symbols"])


def _read(name: str) -> bytes:
    file = Path(name)
    try:
        if file.stat().st_size > LARGEST:
            raise CommandError(_("文件过大：%(file)s") % {"file": file})
        return file.read_bytes()
    except OSError as problem:
        raise CommandError(
            _("读不出文件：%(file)s（%(why)s）") % {"file": file, "why": problem.strerror}
        ) from problem
