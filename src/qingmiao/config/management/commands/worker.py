from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _


class Command(BaseCommand):
    help = _("执行后台任务，按 Ctrl+C 停止")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2, help=_("同时执行的任务数"))
        parser.add_argument("--until-idle", action="store_true", help=_("做完现有任务就结束"))

    def handle(self, *_args: Any, **options: Any) -> None:
        words = ["worker", "--name", "qingmiao", "--concurrency", str(options["concurrency"])]
        call_command("procrastinate", *words, *(["--one-shot"] if options["until_idle"] else []))
