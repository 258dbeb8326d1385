from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from qingmiao.access.enums import Role
from qingmiao.insight.figures.contracts import Question
from qingmiao.insight.reports.enums import Format
from qingmiao.insight.reports.services import write_speech
from qingmiao.kernel import clock
from qingmiao.kernel.actor import operator
from qingmiao.kernel.errors import Refused


class Command(BaseCommand):
    help = _("生成报告文稿（docx 或 pdf），指标定义列为脚注")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=["speech"], help=_("文稿：speech 为交流发言"))
        parser.add_argument("--on", metavar=_("日期"), help=_("截至日，如 2026-06-30，默认今天"))
        parser.add_argument(
            "--out", required=True, metavar=_("文件"), help=_("写入的文件，.docx 或 .pdf")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        file = Path(options["out"])
        suffix = file.suffix.lower().removeprefix(".")
        if suffix not in Format.values:
            raise CommandError(_("文件名须以 .docx 或 .pdf 结尾"))
        if not file.parent.is_dir():
            raise CommandError(_("目录不存在：%(folder)s") % {"folder": file.parent})
        try:
            content = write_speech(
                actor=operator("qingmiao report", Role.OFFICER),
                question=Question(on=_day_of(options["on"])),
                form=Format(suffix),
                code=options["name"],
            )
        except Refused as no:
            raise CommandError("\n".join(no.reasons)) from no
        file.write_bytes(content)
        self.stdout.write(_("已写入 %(file)s") % {"file": file})


def _day_of(text: str | None) -> date:
    if not text:
        return clock.today()
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise CommandError(_("日期应写作 2026-06-30 的样子")) from problem
