import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from qingmiao.config import checkup


class Command(BaseCommand):
    help = _("检查系统各部分，并给出处理办法；有问题时退出码为 1")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help=_("以 JSON 输出"))

    def handle(self, *_args: Any, **options: Any) -> None:
        symptoms = list(checkup.examine())
        if options["json"]:
            self.stdout.write(
                json.dumps([asdict(one) for one in symptoms], ensure_ascii=False, indent=2)
            )
        else:
            states = {"ok": _("正常"), "warning": _("注意"), "problem": _("问题")}
            subjects = {
                "database": _("数据库"), "migrations": _("数据表"), "worker": _("后台任务"),
                "fonts": _("字体"), "assets": _("前端组件"), "translations": _("界面语言"), "disk": _("磁盘"),
            }  # fmt: skip
            for one in symptoms:
                remedy = f" → {one.remedy}" if one.remedy else ""
                self.stdout.write(
                    f"[{states[one.state]}] {subjects[one.subject]}: {one.found}{remedy}"
                )
        if any(one.state == "problem" for one in symptoms):
            sys.exit(1)
