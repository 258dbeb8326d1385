import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from qingmiao.config import server


class Command(BaseCommand):
    help = _("提供网页服务，按 Ctrl+C 停止")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help=_("监听地址"))
        parser.add_argument("--port", type=int, default=8000, help=_("端口"))
        parser.add_argument("--workers", type=int, default=2, help=_("进程数"))
        parser.add_argument("--demo", action="store_true", help=_("先载入演示区（已载入则保留）"))
        parser.add_argument("--with-worker", action="store_true", help=_("同时执行后台任务"))

    def handle(self, *_args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if not server.port_is_free(host, port):
            raise CommandError(
                _(
                    "端口 %(port)s 已被占用：请停止占用它的程序，或换一个端口，如 make demo PORT=%(other)s"
                )
                % {"port": port, "other": port + 1}
            )
        if server.pending_migrations():
            call_command("migrate", verbosity=0)
        if options["demo"]:
            call_command("demo", stdout=self.stdout)
        server.collect_static(settings.STATIC_ROOT)
        helpers: list[subprocess.Popen[bytes]] = []

        def ready() -> None:
            self.stdout.write(
                _("青苗已启动：http://%(host)s:%(port)s/  按 Ctrl+C 停止")
                % {"host": host, "port": port}
            )
            self.stdout.flush()
            if options["with_worker"]:
                helpers.append(
                    subprocess.Popen(
                        [sys.executable, "-m", "qingmiao", "worker"], env=os.environ.copy()
                    )
                )

        try:
            server.Server(host=host, port=port, workers=options["workers"], when_ready=ready).run()
        finally:
            for helper in helpers:
                helper.terminate()
                helper.wait()
