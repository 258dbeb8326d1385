"""``qingmiao import lrmx PATH...`` and ``qingmiao import roster FILE``."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.access.enums import Role
from qingmiao.kernel import clock
from qingmiao.kernel.actor import Actor, operator
from qingmiao.kernel.errors import Refused
from qingmiao.people.exchange import queries
from qingmiao.people.exchange.enums.kinds import FileKind
from qingmiao.people.exchange.models import ImportBatch
from qingmiao.people.exchange.services.batch import apply_batch
from qingmiao.people.exchange.services.forms import preview_forms
from qingmiao.people.exchange.services.roster import preview_roster
from qingmiao.registers.enums import LineStatus

ENDINGS = (".lrmx", ".lrm", ".pic", ".zip")


class Command(BaseCommand):
    help = _("导入任免审批表（.lrmx、.lrm、.zip 或装有它们的目录）或花名册（.xlsx、.xls、.csv）")

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, title=_("导入什么"))
        forms = kinds.add_parser("lrmx", help=_("任免审批表"))
        forms.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_("文件或目录"))
        roster = kinds.add_parser("roster", help=_("花名册"))
        roster.add_argument("file", type=Path, metavar="FILE", help=_("表格文件"))
        for one in (forms, roster):
            one.add_argument("--dry-run", action="store_true", help=_("只试读，不写入"))
            one.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
            one.add_argument("--as", dest="name", default=_("命令行"), help=_("台账中的经办人"))

    def handle(self, *_args: Any, **options: Any) -> None:
        actor = operator(options["name"], Role.OFFICER)
        try:
            with transaction.atomic():
                batch = self._preview(actor, options)
                told = self._told(actor, batch)
                if options["dry_run"]:
                    transaction.set_rollback(True)
                    told["state"] = "dry-run"
                elif told["counts"]["error"] < told["total"] or batch.kind == FileKind.ROSTER:
                    applied = apply_batch(
                        actor=actor, batch_id=batch.pk, on=clock.today(), at=clock.now()
                    )
                    told["state"] = applied.state
        except Refused as no:
            raise CommandError("\n".join(no.reasons)) from no
        self._say(told, as_json=options["json"])
        if told["counts"]["error"]:
            raise SystemExit(1)

    def _preview(self, actor: Actor, options: dict[str, Any]) -> ImportBatch:
        if options["kind"] == "roster":
            path: Path = options["file"]
            return preview_roster(actor=actor, name=path.name, data=_read(path), on=clock.today())
        files = [(path.name, _read(path)) for path in _files(options["paths"])]
        return preview_forms(actor=actor, files=files, on=clock.today())

    def _told(self, actor: Actor, batch: ImportBatch) -> dict[str, Any]:
        found = queries.batch_of(actor=actor, pk=batch.pk)
        lines = [queries.told_line(line, found.kind) for line in queries.lines_of(found)]
        return {
            "batch": found.pk,
            "kind": found.kind,
            "file": found.file_name,
            "sha256": found.sha256,
            "state": found.state,
            "total": len(lines),
            "counts": queries.counts_of(found),
            "lines": [_plain(line) for line in lines],
        }

    def _say(self, told: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for line in told["lines"]:
            for sentence in (*line["errors"], *line["findings"]):
                name = line["name"] or line["source"]
                self.stdout.write(f"{line['number']} {name}: {sentence}")
        self.stdout.write(
            _("%(state)s：新增 %(new)s，变更 %(changed)s，未变 %(unchanged)s，有误 %(error)s")
            % {"state": _states()[told["state"]], **told["counts"]}
        )


def _states() -> dict[str, str]:
    return {
        "dry-run": _("试读"),
        "applied": _("已导入"),
        "previewed": _("未写入"),
    }


def _plain(line: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": line["number"],
        "source": line["source"],
        "name": line["title"],
        "status": line["status"],
        "errors": line["errors"],
        "findings": line["findings"],
        "unparsed": line["unparsed"],
        "differences": [
            {key: difference[key] for key in ("field", "label", "old", "new")}
            for difference in line["differences"]
        ]
        if line["status"] != LineStatus.NEW
        else [],
    }


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS)
            found += [p for p in inside if p.is_file()]
        else:
            found.append(path)
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as no:
        raise CommandError(
            _("读不到 %(path)s：%(why)s") % {"path": path, "why": no.strerror}
        ) from no
