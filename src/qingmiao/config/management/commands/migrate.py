from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.utils.translation import gettext as _

from qingmiao.config.schema import FrugalExecutor

migrate.MigrationExecutor = FrugalExecutor  # type: ignore[attr-defined]  # the command asks for it by this name


class Command(migrate.Command):
    """Django's own command with an executor that keeps what it has drawn."""

    help = _("建立或升级数据表，不加参数即升到最新")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        words = {
            "app_label": _("只处理这一个模块"),
            "migration_name": _("升级或退回到这一步；写 zero 则全部退回"),
            "interactive": _("不提问"),
            "database": _("数据库别名"),
            "fake": _("只记为已执行，不改数据表"),
            "fake_initial": _("数据表已存在时，把首次建表记为已执行"),
            "plan": _("只列出将要执行的步骤"),
            "run_syncdb": _("为没有升级步骤的模块建表"),
            "check_unapplied": _("只检查；有未执行的步骤时退出码不为 0"),
            "prune": _("删去已不存在的步骤的记录"),
        }
        for action in parser._actions:
            action.help = words.get(action.dest, action.help)
