"""One embedded cluster for the whole session, shared by the workers of pytest-xdist."""

import os
import shutil
from pathlib import Path

from django.conf import settings

from qingmiao.config import cluster

CLUSTER = []


def pytest_sessionstart(session):
    """Only the process that began the session starts the cluster, and stops it at the end."""
    if settings.IS_EMBEDDED and not hasattr(session.config, "workerinput"):
        usage = cluster.in_use(settings.HOME, durable=False)
        usage.__enter__()
        CLUSTER.append(usage)


def pytest_unconfigure(config):
    while CLUSTER:
        CLUSTER.pop().__exit__(None, None, None)
        if os.environ.get("QINGMIAO_TEST_HOME_IS_OURS") and not cluster.answers(settings.HOME):
            cluster.remove(settings.HOME)
            shutil.rmtree(Path(settings.HOME.root))
