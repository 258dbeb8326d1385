import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from qingmiao.engines.lottery.contracts import Doubt, Verified
from qingmiao.engines.lottery.enums import Fault
from qingmiao.engines.lottery.rules.checking import verified
from qingmiao.engines.lottery.rules.draw import SHORTEST

LARGEST = 50 << 20


class Command(BaseCommand):
    help = _("依公布的文件重新抽签，逐项核对；有不符时退出码为 1")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        verify = deeds.add_parser("verify", help=_("重做一次抽签并核对承诺、顺序和签号"))
        verify.add_argument("file", metavar=_("文件"), help=_("公布的抽签文件（JSON）"))
        verify.add_argument("--json", action="store_true", help=_("以 JSON 输出"))

    def handle(self, *_args: Any, **options: Any) -> None:
        file = Path(options["file"])
        try:
            if file.stat().st_size > LARGEST:
                raise CommandError(_("文件过大：%(file)s") % {"file": file})
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(
                _("读不出文件：%(file)s（%(why)s）") % {"file": file, "why": problem}
            ) from problem
        found = verified(text)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
        else:
            self._tell(found)
        if not found.holds:
            sys.exit(1)

    def _tell(self, found: Verified) -> None:
        for doubt in found.doubts:
            self.stdout.write(_("[不符] %(what)s") % {"what": sentence_of(doubt)})
        if found.holds:
            self.stdout.write(_("[相符] 承诺、名单、顺序、签号都与重做的抽签一致"))
            self.stdout.write(found.purpose)
            for at, (entry, ticket) in enumerate(found.order, start=1):
                self.stdout.write(f"{at:>5}  {entry}  {ticket[:16]}")


def sentence_of(doubt: Doubt) -> str:
    said = {
        Fault.NOT_JSON: _("文件不是有效的 JSON"),
        Fault.FORMAT: _("格式不是 %(where)s：请用本系统公布的抽签文件"),
        Fault.FIELD: _("缺少“%(where)s”，或写法不对"),
        Fault.LIST_EMPTY: _("名单是空的"),
        Fault.LIST_TWICE: _("名单中“%(where)s”出现不止一次"),
        Fault.LIST_FORM: _("名单中“%(where)s”首尾有空格、为空或不是规范字形（NFC）"),
        Fault.SEED_SHORT: _("种子太短：至少 %(least)s 字节%(where)s"),
        Fault.COMMITMENT: _("种子和名单与事先公布的承诺 %(where)s 不符：种子或名单被改过"),
        Fault.SHARE: _("“%(where)s”出示的份额与其承诺不符"),
        Fault.SHARES_FEW: _("份额少于两方"),
        Fault.SHARES_TWICE: _("同一方出示了两个份额"),
        Fault.ORDER: _("公布的顺序从第 %(where)s 位起与重做的不同"),
        Fault.TICKET: _("“%(where)s”的签号与重做的不同"),
    }
    return said[doubt.fault] % {"where": doubt.where, "least": SHORTEST}


def _as_json(found: Verified) -> dict[str, object]:
    return {
        "holds": found.holds,
        "purpose": found.purpose,
        "commitment": found.commitment,
        "order": [{"entry": entry, "ticket": ticket} for entry, ticket in found.order],
        "doubts": [
            {"fault": doubt.fault.value, "where": doubt.where, "message": sentence_of(doubt)}
            for doubt in found.doubts
        ],
    }
