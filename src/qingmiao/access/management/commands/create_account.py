from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.access.enums import Role
from qingmiao.access.services import create_account, grant_role
from qingmiao.kernel import clock
from qingmiao.kernel.actor import operator
from qingmiao.kernel.errors import Refused
from qingmiao.orgs.queries import unit_by_code


class Command(BaseCommand):
    help = _("开设账号，可同时授予角色")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help=_("账号名"))
        parser.add_argument("--name", default="", help=_("显示姓名"))
        parser.add_argument(
            "--role",
            action="append",
            default=[],
            choices=Role.values,
            metavar=_("角色"),
            help=_("角色，可重复：%(roles)s")
            % {"roles": ", ".join(f"{value} {label}" for value, label in Role.choices)},
        )
        parser.add_argument("--unit", default="", help=_("机构编码；不填表示全区"))
        parser.add_argument("--password", default="", help=_("初始密码；不填则在提示后输入"))
        parser.add_argument("--reason", default=_("命令行开设"), help=_("理由"))

    def handle(self, *_args: Any, **options: Any) -> None:
        password = options["password"] or getpass(_("初始密码："))
        try:
            validate_password(password)
        except ValidationError as no:
            raise CommandError("；".join(no.messages)) from no
        unit = unit_by_code(code=options["unit"]) if options["unit"] else None
        if options["unit"] and unit is None:
            raise CommandError(_("没有编码为 %(code)s 的机构") % {"code": options["unit"]})
        actor = operator(_("操作员"), Role.SECURITY_ADMIN)
        try:
            with transaction.atomic():
                account = create_account(
                    actor=actor,
                    username=options["username"],
                    display_name=options["name"],
                    password=password,
                    unit=unit,
                )
                for role in options["role"]:
                    grant_role(
                        actor=actor,
                        account=account,
                        role=role,
                        unit=unit,
                        begins=clock.today(),
                        reason=options["reason"],
                    )
        except (Refused, ValidationError) as no:
            raise CommandError(str(no)) from no
        self.stdout.write(_("已开设账号 %(name)s") % {"name": account.username})
