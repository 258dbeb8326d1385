import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from qingmiao.kernel import clock
from qingmiao.ledger.contracts import Report
from qingmiao.ledger.queries import latest_head
from qingmiao.ledger.services import prove, prove_growth, sequence, verify


class Command(BaseCommand):
    help = _("核对台账：逐条重算承诺值、树和签名；有不符时退出码为 1")

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        checked = deeds.add_parser("verify", help=_("从头到尾核对全部台账记录和树头"))
        checked.add_argument(
            "--heads",
            metavar=_("文件"),
            action="append",
            default=[],
            help=_("另行保存的树头文件，可以给多个；只有它能发现末尾被整段去掉"),
        )
        checked.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
        deeds.add_parser("head", help=_("给等候的记录编号，签发并显示最新的树头"))
        proof = deeds.add_parser("prove", help=_("为一条台账记录出具可离线核对的证明"))
        proof.add_argument("entry", type=int, metavar=_("编号"), help=_("台账记录的编号"))
        growth = deeds.add_parser("growth", help=_("证明现在的台账只是在过去的树头上续写的"))
        growth.add_argument("since", type=int, metavar=_("记录数"), help=_("过去的树头的记录数"))
        for one in (proof, growth):
            one.add_argument("--out", metavar=_("文件"), help=_("写入文件；不给就直接显示"))

    def handle(self, *_args: Any, **options: Any) -> None:
        match options["deed"]:
            case "verify":
                self._verify(options)
            case "head":
                sequence(at=clock.now())
                head = latest_head()
                if head is None:
                    raise CommandError(_("台账还是空的，没有树头"))
                self.stdout.write(head.note)
            case "prove":
                self._put(prove, options, entry_id=options["entry"], at=clock.now())
            case "growth":
                self._put(prove_growth, options, since=options["since"])

    def _verify(self, options: dict[str, Any]) -> None:
        report = verify(kept=[_text(Path(name)) for name in options["heads"]])
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(report), ensure_ascii=False, indent=2))
        else:
            self._tell(report)
        if not report.holds:
            sys.exit(1)

    def _tell(self, report: Report) -> None:
        for one in report.findings:
            told = {"what": one.fault.label, "where": one.where}
            self.stdout.write(_("[不符] %(where)s：%(what)s") % told)
        if report.more:
            self.stdout.write(_("另有 %(count)d 处不符未逐条列出") % {"count": report.more})
        if report.holds:
            self.stdout.write(
                _(
                    "[相符] 已核对 %(size)d 条台账记录和 %(heads)d 个树头，另有 %(waiting)d 条等候编号"
                )
                % {"size": report.size, "heads": report.heads, "waiting": report.waiting}
            )

    def _put(self, asked: Any, options: dict[str, Any], **what: Any) -> None:
        try:
            found = asked(**what)
        except LookupError as missing:
            raise CommandError(_("没有这条记录或者这个树头")) from missing
        text = json.dumps(found, ensure_ascii=False, indent=2)
        if options["out"] is None:
            self.stdout.write(text)
            return
        try:
            Path(options["out"]).write_text(f"{text}\n", encoding="utf-8")
        except OSError as problem:
            raise CommandError(
                _("写不进文件：%(file)s（%(why)s）") % {"file": options["out"], "why": problem}
            ) from problem


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(
            _("读不出文件：%(file)s（%(why)s）") % {"file": file, "why": problem}
        ) from problem


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "holds": report.holds,
        "entries": report.size,
        "waiting": report.waiting,
        "heads": report.heads,
        "findings": [
            {"fault": str(one.fault.value), "where": one.where} for one in report.findings
        ],
        "more": report.more,
    }
