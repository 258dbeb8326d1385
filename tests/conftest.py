"""One embedded cluster for the whole session, shared by the workers of pytest-xdist.

Migrating takes longer than most tests, so it is done once: into a template named after the
migrations, which every worker's database is copied from. A home that is kept keeps it.
"""

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as properties
from psycopg import sql

from qingmiao.config import cluster

# a busy machine is no failure: how long an example takes says nothing of the property
properties.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
properties.load_profile("unhurried")

CLUSTER = []
SOURCE = Path(__file__).resolve().parents[1] / "src" / "qingmiao"


def pytest_sessionstart(session):
    """Only the process that began the session starts the cluster, and stops it at the end."""
    if hasattr(session.config, "workerinput"):
        return
    if settings.IS_EMBEDDED:
        usage = cluster.in_use(settings.HOME, durable=False)
        usage.__enter__()
        CLUSTER.append(usage)
    name = os.environ["QINGMIAO_TEST_TEMPLATE"] = _template()
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = name


def _template():
    """The database whose tables stand as the migrations leave them, made when it is missing."""
    name = f"qingmiao_migrated_{_edition()}"
    server = connections["default"].settings_dict
    with psycopg.connect(
        host=server["HOST"] or None, port=server["PORT"] or None, user=server["USER"] or None,
        password=server["PASSWORD"] or None, dbname=server["NAME"], autocommit=True,
    ) as connection:  # fmt: skip
        stands = connection.execute("select 1 from pg_database where datname = %s", [name])
        if stands.fetchone():
            return name
        half, whole = sql.Identifier(f"{name}_half"), sql.Identifier(name)
        connection.execute(sql.SQL("drop database if exists {}").format(half))
        connection.execute(sql.SQL("create database {}").format(half))
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
            env=os.environ
            | {"DJANGO_SETTINGS_MODULE": "tests.settings", "QINGMIAO_TEST_DATABASE": f"{name}_half"}
            | {"PYTHONPATH": os.pathsep.join([str(SOURCE.parent), str(SOURCE.parents[1])])},
            check=True,
        )
        connection.execute(sql.SQL("alter database {} rename to {}").format(half, whole))
    return name


def _edition():
    """What the tables depend on: our migrations, and the edition of every package that brings its own."""
    papers = [*sorted(SOURCE.rglob("migrations/*.py")), SOURCE / "config" / "settings.py"]
    papers.append(SOURCE / "config" / "schema.py")
    papers.append(SOURCE.parents[1] / "requirements" / "runtime.txt")
    return sha256(b"\0".join(paper.read_bytes() for paper in papers)).hexdigest()[:12]


@pytest.fixture(autouse=True)
def _house_language():
    """A page read in English leaves its thread in English; the next test begins in Chinese again."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def _every_door():
    """All rooms are loaded, as in the product, whichever test comes first."""
    return get_resolver().url_patterns


def pytest_unconfigure(config):
    while CLUSTER:
        CLUSTER.pop().__exit__(None, None, None)
        if os.environ.get("QINGMIAO_TEST_HOME_IS_OURS") and not cluster.answers(settings.HOME):
            cluster.remove(settings.HOME)
            shutil.rmtree(Path(settings.HOME.root))
