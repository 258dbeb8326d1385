"""gunicorn, told from Python what to do, so that no configuration file is needed."""

import gc
import hashlib
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication

COLLECTED = ".collected"


class Server(BaseApplication):
    """Two processes with threads suit a machine of two cores; a page spends its time in Python."""

    def __init__(
        self, *, host: str, port: int, workers: int, when_ready: Callable[[], None]
    ) -> None:
        self.wanted: dict[str, Any] = {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": workers,
            "threads": 4,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": 120,
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "loglevel": "warning",
            "proc_name": "qingmiao",
            "when_ready": lambda _arbiter: when_ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.wanted.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        application = get_wsgi_application()
        connections.close_all()  # a connection must not be shared by the processes to come
        gc.freeze()  # what is loaded now stays: nobody need look through it for garbage again
        return application


def port_is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def pending_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def static_fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static(root: Path) -> None:
    """Compress and name static files by content; only when one of them changed."""
    wanted, stamp = static_fingerprint(), root / COLLECTED
    if not stamp.exists() or stamp.read_text() != wanted:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(wanted)
