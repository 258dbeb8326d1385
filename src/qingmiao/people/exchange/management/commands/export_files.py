"""``qingmiao export lrmx`` and ``qingmiao export roster``."""

import io
import zipfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from qingmiao.access.enums import Role
from qingmiao.kernel import clock
from qingmiao.kernel.actor import operator
from qingmiao.kernel.errors import Refused
from qingmiao.people.exchange import queries
from qingmiao.people.exchange.services.export import export_forms
from qingmiao.people.exchange.services.roster_export import export_roster


class Command(BaseCommand):
    help = _("导出任免审批表（.lrmx）或花名册（.xlsx）；用途会记入台账")

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, title=_("导出什么"))
        forms = kinds.add_parser("lrmx", help=_("任免审批表"))
        who = forms.add_mutually_exclusive_group(required=True)
        who.add_argument(
            "--person", type=int, action="append", metavar="ID", help=_("档案编号，可重复")
        )
        who.add_argument("--all", action="store_true", help=_("全部在职干部"))
        forms.add_argument(
            "--out", type=Path, required=True, metavar="DIR|FILE.zip", help=_("目录或 zip 文件")
        )
        roster = kinds.add_parser("roster", help=_("花名册"))
        roster.add_argument(
            "--out", type=Path, required=True, metavar="FILE.xlsx", help=_("输出文件")
        )
        for one in (forms, roster):
            one.add_argument("--purpose", default=_("命令行导出"), help=_("用途"))
            one.add_argument("--as", dest="name", default=_("命令行"), help=_("台账中的经办人"))

    def handle(self, *_args: Any, **options: Any) -> None:
        actor = operator(options["name"], Role.OFFICER)
        people = queries.exportable_people(actor=actor)
        if options.get("person"):
            people = people.filter(pk__in=options["person"])
        else:
            people = people.filter(standing="in_service")
        export = export_roster if options["kind"] == "roster" else export_forms
        try:
            count, content = export(
                actor=actor, people=people, purpose=options["purpose"], on=clock.today()
            )
        except Refused as no:
            raise CommandError("\n".join(no.reasons)) from no
        out: Path = options["out"]
        try:
            _write(out, content, is_archive=options["kind"] == "lrmx")
        except OSError as no:
            raise CommandError(
                _("写不了 %(path)s：%(why)s") % {"path": out, "why": no.strerror}
            ) from no
        self.stdout.write(_("已导出 %(count)s 人到 %(path)s") % {"count": count, "path": out})


def _write(out: Path, content: bytes, *, is_archive: bool) -> None:
    """A folder receives the files one by one; anything else is the file itself."""
    if not is_archive or out.suffix.lower() == ".zip":
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
        return
    out.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            (out / name).write_bytes(archive.read(name))
