import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from qingmiao.appointment.eligibility.contracts import Decision
from qingmiao.appointment.eligibility.rules import TARGETS, decide
from qingmiao.appointment.eligibility.rules.reading import NotFacts, read_many
from qingmiao.appointment.eligibility.rules.sentences import sentence_of
from qingmiao.appointment.eligibility.rules.words import level_or_rank
from qingmiao.kernel import clock
from qingmiao.rulebook.engine import Verdict

LARGEST = 200 << 20
WRONG = 2


class Command(BaseCommand):
    help = _("依规定逐条判定任职和晋升资格，不用数据库；材料有误时退出码为 2")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FACTS.json", help=_("一个人的材料，或者若干人的列表"))
        parser.add_argument(
            "--for", dest="target", required=True, metavar="LEVEL",
            help=_("拟任层次或拟晋升职级：代码或名称，如 132、县处级副职、s1、一级主任科员"),
        )  # fmt: skip
        parser.add_argument("--on", metavar="DATE", help=_("截至日（YYYY-MM-DD），默认今天"))
        parser.add_argument("--json", action="store_true", help=_("以 JSON 输出"))

    def handle(self, *_args: Any, **options: Any) -> None:
        names = _names()
        target = names.get(options["target"])
        if target is None:
            known = "、".join(f"{code} {name}" for name, code in names.items() if name != code)
            raise CommandError(
                _("没有“%(target)s”这个层次或职级，可以是：%(known)s")
                % {"target": options["target"], "known": known},
                returncode=WRONG,
            )
        on = _day(options["on"])
        try:
            people = read_many(_text(options["file"]))
        except NotFacts as no:
            self._refuse(no, as_program=options["json"])
        told = [(name, decide(facts, target=target, on=on)) for name, facts in people]
        if options["json"]:
            shown = [_as_json(name, decision) for name, decision in told]
            one = shown[0] if len(shown) == 1 else shown
            self.stdout.write(json.dumps(one, ensure_ascii=False, indent=2))
            return
        for name, decision in told:
            self._tell(name, decision)

    def _refuse(self, no: NotFacts, *, as_program: bool) -> None:
        if not as_program:
            raise CommandError("\n".join(sentence_of(one) for one in no.wrong), returncode=WRONG)
        errors = [{"where": one.where, "message": sentence_of(one)} for one in no.wrong]
        self.stdout.write(json.dumps({"errors": errors}, ensure_ascii=False, indent=2))
        sys.exit(WRONG)

    def _tell(self, name: str, decision: Decision) -> None:
        self.stdout.write(
            f"{name} · {decision.label} · {decision.on:%Y.%m.%d}：{_word(decision.verdict)}"
        )
        for finding in decision.findings:
            self.stdout.write(
                f"  [{_word(finding.verdict)}] {finding.told}（{finding.source}{finding.article}）"
            )
        if decision.meets_from is not None:
            self.stdout.write(
                _("  自 %(month)s 起符合") % {"month": f"{decision.meets_from:%Y.%m}"}
            )


def _names() -> dict[str, str]:
    """The codes, and their Chinese names whatever language is spoken: the names of the regulation."""
    with translation.override("zh-hans"):
        return {code: code for code in TARGETS} | {level_or_rank(code): code for code in TARGETS}


def _word(verdict: Verdict) -> str:
    return {
        Verdict.MET: _("符合"),
        Verdict.NOT_MET: _("不符合"),
        Verdict.UNKNOWN: _("无法判定"),
    }[verdict]


def _day(text: str | None) -> date:
    if text is None:
        return clock.today()
    try:
        return date.fromisoformat(text)
    except ValueError as no:
        raise CommandError(_("日期请写作 2026-11-26"), returncode=WRONG) from no


def _text(name: str) -> str:
    file = Path(name)
    try:
        if file.stat().st_size > LARGEST:
            raise CommandError(_("文件过大：%(file)s") % {"file": file}, returncode=WRONG)
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as no:
        raise CommandError(
            _("读不出文件：%(file)s（%(why)s）") % {"file": file, "why": no}, returncode=WRONG
        ) from no


def _as_json(name: str, decision: Decision) -> dict[str, object]:
    """As docs/reference/eligibility.md promises."""
    from_month = decision.meets_from
    return {
        "person": name,
        "for": decision.target,
        "label": decision.label,
        "on": decision.on.isoformat(),
        "verdict": decision.verdict.value,
        "meets_from": None if from_month is None else f"{from_month:%Y.%m}",
        "findings": [
            {
                "rule": finding.provision,
                "article": finding.article,
                "source": finding.source,
                "status": finding.status.value,
                "verdict": finding.verdict.value,
                "because": finding.because,
            }
            for finding in decision.findings
        ],
    }
