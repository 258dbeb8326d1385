"""``qingmiao demo``, ``qingmiao serve`` …: the operator's one command, in two languages."""

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingmiao.config.settings")

LANGUAGES = {"zh": "zh-hans", "zh-hans": "zh-hans", "zh_CN": "zh-hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of ours and the Django command behind it."""

    command: str
    needs_database: bool = True


WORDS = {
    "demo": Word("demo"),
    "serve": Word("serve"),
    "worker": Word("worker"),
    "migrate": Word("migrate"),
    "create-account": Word("create_account"),
    "import": Word("import_files"),
    "export": Word("export_files"),
    "figures": Word("figures"),
    "report": Word("report"),
    "contest": Word("contest", needs_database=False),
    "lottery": Word("lottery", needs_database=False),
    "ledger": Word("ledger"),
    "match": Word("match", needs_database=False),
    "eligibility": Word("eligibility", needs_database=False),
    "doctor": Word("doctor", needs_database=False),  # it says itself whether there is one
}
WITHOUT_DATABASE = {"help", "version", "collectstatic", "findstatic", "diffsettings"}


def chosen_language(arguments: list[str], environment: dict[str, str]) -> tuple[str, list[str]]:
    """``--lang`` first, then the locale of the terminal; Chinese unless one of them says English."""
    rest, asked = [], ""
    words = iter(arguments)
    for word in words:
        if word == "--lang":
            asked = next(words, "")
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        else:
            rest.append(word)
    spoken = (
        environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    )
    default = "en" if spoken.startswith("en") else "zh-hans"
    return LANGUAGES.get(asked, default), rest


def overview() -> str:
    """What can be asked of the command."""
    from django.utils.translation import gettext as _

    said = {
        "demo": _("载入演示区（已有数据则保留）"),
        "serve": _("提供网页服务，默认 127.0.0.1:8000"),
        "worker": _("执行后台任务"),
        "migrate": _("建立或升级数据表"),
        "create-account": _("开设账号并授予角色"),
        "import": _("导入任免审批表（lrmx）或花名册"),
        "export": _("导出任免审批表或花名册"),
        "figures": _("计算讲话中的全部数字并逐一核对"),
        "report": _("生成报告文稿（docx 或 pdf）"),
        "contest": _("由原始分数和规则独立计算竞赛成绩（不用数据库）"),
        "lottery": _("重做并核对公布的抽签（不用数据库）"),
        "ledger": _("核对台账、出具证明：承诺值、树和签名逐条重算"),
        "match": _("按成本和规则把人员匹配到岗位（不用数据库）"),
        "eligibility": _("依规定逐条判定任职和晋升资格（不用数据库）"),
        "doctor": _("检查数据库、字体、前端组件、磁盘等，并给出处理办法"),
        "manage": _("运行 Django 的其他管理命令"),
    }
    width = max(map(len, said)) + 2
    lines = [f"  {word.ljust(width)}{text}" for word, text in said.items()]
    return "\n".join(
        [
            _("青苗：年轻干部选育炼管用一体化系统"),
            "",
            _("用法：qingmiao 命令 [参数] [--lang zh|en]"),
            "",
            *lines,
            "",
            _("每个命令加 --help 查看参数。数据都在 QINGMIAO_HOME 指定的目录下；设置 DATABASE_URL 则改用指定的 PostgreSQL。"),
        ]
    )  # fmt: skip


def django_words(arguments: list[str]) -> tuple[list[str], bool]:
    """What Django is told, and whether that needs the database."""
    first, *rest = arguments
    if first == "manage":
        first, *rest = rest or ["help"]
    word = WORDS.get(first) or Word(first, needs_database=first not in WITHOUT_DATABASE)
    only_asks = bool({"--help", "-h", "--version"} & {first, *rest})
    return [word.command, *rest], word.needs_database and not only_asks


def main(arguments: list[str] | None = None) -> None:
    given = sys.argv[1:] if arguments is None else arguments
    language, words = chosen_language(given, dict(os.environ))

    import django
    from django.conf import settings
    from django.utils import translation

    django.setup()  # translations need the apps
    with translation.override(language):
        if not words or words[0] in {"help", "--help", "-h"}:
            sys.stdout.write(overview() + "\n")
            return
        if words[0] == "--version":
            from importlib.metadata import version

            sys.stdout.write(version("qingmiao") + "\n")
            return
        if explained := WORDS.get(words[0]) if {"--help", "-h"} & set(words[1:]) else None:
            from qingmiao.config.manual import parser_of

            parser_of(explained.command, words[0]).parse_args(words[1:])
        command, needs_database = django_words(words)
        _run(command, needs_cluster=needs_database and settings.IS_EMBEDDED)


def _run(command: list[str], *, needs_cluster: bool) -> None:
    from django.conf import settings
    from django.core.management import execute_from_command_line
    from django.db import OperationalError
    from django.utils.translation import gettext as _

    from qingmiao.config import cluster

    database: AbstractContextManager[None] = nullcontext()
    if needs_cluster:
        database = cluster.in_use(settings.HOME)
    try:
        with database:
            execute_from_command_line(["qingmiao", *command])
    except cluster.ClusterProblem as problem:
        sys.exit(str(problem))
    except OperationalError as problem:
        first = str(problem).strip().splitlines()[0]
        sys.exit(_("数据库无法连接或出错：%(why)s。运行 qingmiao doctor 查看原因") % {"why": first})
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
