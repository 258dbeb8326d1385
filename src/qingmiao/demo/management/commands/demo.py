import argparse
from datetime import date
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.translation import gettext as _

from qingmiao.access.enums import Role
from qingmiao.demo.contracts import Loaded, Wish
from qingmiao.demo.rules.cadres import SERVING
from qingmiao.demo.services.loading import build_district
from qingmiao.kernel import clock
from qingmiao.kernel.actor import operator
from qingmiao.kernel.errors import Refused

PASSWORD_LETTERS = 8


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as no:
        raise argparse.ArgumentTypeError(
            _("日期写作 2026-11-23 这样的形式，收到的是 %(text)s") % {"text": text}
        ) from no


class Command(BaseCommand):
    help = _("载入演示区：约 120 个单位、1800 名虚构干部和四年工作记录")
    requires_system_checks = []  # it opens no page; a home is checked when it serves

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=_day, metavar="DATE", help=_("演示日，默认为今天"))
        parser.add_argument("--seed", type=int, default=1, help=_("随机种子，同种子同日期结果相同"))

        parser.add_argument(
            "--scale",
            type=int,
            metavar="N",
            help=_("共 N 名在职干部，供性能测试用；超出 1800 名的部分只有档案和履历"),
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        scale = options["scale"] or SERVING
        if scale < SERVING:
            raise CommandError(
                _("演示区至少有 %(least)s 名干部，--scale 不能小于它") % {"least": SERVING}
            )
        wish = Wish(day=options["on"] or clock.today(), seed=options["seed"], crowd=scale - SERVING)
        if not connection.introspection.table_names():  # a new home
            call_command("migrate", verbosity=0)
        began = perf_counter()
        actor = operator(_("命令行"), Role.SYSTEM_ADMIN)
        try:
            loaded = build_district(actor=actor, wish=wish, password=demo_password())
        except Refused as no:
            raise CommandError("\n".join(no.reasons)) from no
        self._tell(loaded, wish, seconds=perf_counter() - began)

    def _tell(self, loaded: Loaded, wish: Wish, *, seconds: float) -> None:
        told = {
            "day": loaded.day.isoformat(), "seed": loaded.seed, "cadres": loaded.cadres,
            "rows": loaded.rows, "seconds": round(seconds),
        }  # fmt: skip
        if loaded.is_new:
            self.stdout.write(
                _(
                    "演示区已载入：演示日 %(day)s，在职干部 %(cadres)s 人，记录 %(rows)s 条，用时 %(seconds)s 秒"
                )
                % told
            )
        else:
            self.stdout.write(_("演示区已在这里：演示日 %(day)s，种子 %(seed)s，未作改动") % told)
            if (loaded.day, loaded.seed) != (wish.day, wish.seed):
                self.stdout.write(
                    _("要载入另一天或另一种子的演示区，请用 QINGMIAO_HOME 另选一个目录")
                )
        self.stdout.write(_("账号（密码均为 %(password)s）：") % {"password": demo_password()})
        for account in loaded.accounts:
            self.stdout.write(f"  {account.username:<20} {account.role_label}  {account.name}")


def demo_password() -> str:
    """One for all demo accounts of a home, and another in every home."""
    return f"demo-{settings.HOME.secret('demo-password')[:PASSWORD_LETTERS]}"
