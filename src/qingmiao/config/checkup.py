"""What an operator asks when something is wrong: is it there, and what do I do if not."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from qingmiao.config import cluster, server
from qingmiao.config.home import PACKAGE

LEAST_DISK = 2 * 1024**3
OLDEST_SERVER = 150_000
LATE = 10 * 60  # seconds
ASSETS = (
    "vendor/tabler.min.css",
    "vendor/tabler.min.js",
    "vendor/echarts.min.js",
    "vendor/icons.svg",
)
FACES = ("NotoSerifSC_400Regular.ttf", "NotoSerifSC_900Black.ttf", "NotoSansSC_400Regular.ttf")


@dataclass(frozen=True, slots=True)
class Symptom:
    subject: str
    state: Literal["ok", "warning", "problem"]
    found: str
    remedy: str = ""


def examine() -> Iterator[Symptom]:
    database: AbstractContextManager[None] = nullcontext()
    if settings.IS_EMBEDDED:
        database = cluster.in_use(settings.HOME)
    try:
        with database:
            yield from _with_database()
            connection.close()
    except cluster.ClusterProblem as problem:
        yield Symptom("database", "problem", str(problem), _remedy_for_the_database())
    except DatabaseError as problem:
        found = str(problem).strip().splitlines()[0]
        yield Symptom("database", "problem", found, _remedy_for_the_database())
    yield from (look() for look in (_fonts, _assets, _translations, _disk))


def _remedy_for_the_database() -> str:
    if settings.IS_EMBEDDED:
        return _("查看 %(log)s") % {"log": settings.HOME.place().log}
    return _("检查 DATABASE_URL 的地址、账号和密码，以及数据库服务是否启动")


def _with_database() -> Iterator[Symptom]:
    looks: tuple[Callable[[], Symptom], ...] = (_database, _migrations, _worker)
    for look in looks:
        symptom = look()
        yield symptom
        if symptom.state == "problem":
            return


def _database() -> Symptom:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int")
        [number] = cursor.fetchone()
    words = {"version": f"{number // 10_000}.{number % 10_000}"}
    if number < OLDEST_SERVER:
        found = _("PostgreSQL %(version)s 过旧") % words
        return Symptom("database", "problem", found, _("请使用 PostgreSQL 15 以上的服务器"))
    kind = _("内置 PostgreSQL %(version)s") if settings.IS_EMBEDDED else "PostgreSQL %(version)s"
    return Symptom("database", "ok", kind % words)


def _migrations() -> Symptom:
    if pending := server.pending_migrations():
        found = _("有 %(count)s 项数据表变更尚未执行") % {"count": len(pending)}
        return Symptom("migrations", "problem", found, _("运行 qingmiao migrate"))
    return Symptom("migrations", "ok", _("数据表是最新的"))


def _worker() -> Symptom:
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select extract(epoch from now() - max(last_heartbeat)) from procrastinate_workers),"
            " (select count(*) from procrastinate_jobs where status = 'todo'"
            "   and coalesce(scheduled_at, now()) <= now()),"
            " (select min(at) < now() - make_interval(secs => %s) from procrastinate_events"
            "   join procrastinate_jobs j on j.id = job_id"
            "   where j.status = 'todo' and coalesce(j.scheduled_at, now()) <= now())",
            [LATE],
        )
        silent_for, waiting, is_late = cursor.fetchone()
    if silent_for is not None and silent_for < LATE:
        return Symptom(
            "worker", "ok", _("后台任务进程在运行，待办 %(count)s 项") % {"count": waiting}
        )
    found = _("后台任务进程没有运行，待办 %(count)s 项") % {"count": waiting}
    state: Literal["warning", "problem"] = "problem" if is_late else "warning"
    return Symptom("worker", state, found, _("运行 qingmiao worker，并设为开机自动启动"))


def _fonts() -> Symptom:
    names = {
        path.name for folder in settings.FONT_DIRS if folder.is_dir() for path in folder.iterdir()
    }
    if missing := [face for face in FACES if face not in names]:
        found = _("缺少字体：%(names)s") % {"names": ", ".join(missing)}
        return Symptom("fonts", "problem", found, _remedy_for_files())
    return Symptom("fonts", "ok", _("公文字体齐全（%(count)s 个文件）") % {"count": len(names)})


def _assets() -> Symptom:
    if missing := [name for name in ASSETS if find(name) is None]:
        found = _("缺少前端组件：%(names)s") % {"names": ", ".join(missing)}
        return Symptom("assets", "problem", found, _remedy_for_files())
    return Symptom("assets", "ok", _("前端组件齐全"))


def _translations() -> Symptom:
    if (PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.mo").exists():
        return Symptom("translations", "ok", _("中英文界面齐全"))
    return Symptom("translations", "problem", _("缺少英文界面"), _remedy_for_files())


def _remedy_for_files() -> str:
    return _("在源码目录运行 make assets；用安装包的请重新安装")


def _disk() -> Symptom:
    free = shutil.disk_usage(settings.HOME.root).free
    words = {"free": f"{free / 1024**3:.1f}", "path": settings.HOME.root}
    if free < LEAST_DISK:
        found = _("磁盘只剩 %(free)s GB（%(path)s）") % words
        return Symptom("disk", "problem", found, _("清理磁盘，或把 QINGMIAO_HOME 移到更大的磁盘"))
    return Symptom("disk", "ok", _("磁盘可用 %(free)s GB（%(path)s）") % words)
