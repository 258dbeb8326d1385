"""A real cluster, made and removed: the recipe is worth nothing unread."""

import os
import pwd
import stat

import psycopg
import pytest

from qingmiao.config import cluster
from qingmiao.config.home import Home


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    # pytest's own folders are closed to other accounts, so root's cluster moves out by itself
    home = Home(tmp_path_factory.mktemp("cluster") / "home")
    with cluster.in_use(home, durable=False):
        yield home
    cluster.remove(home)


def connect(home, *, user=cluster.OWNER, password=None, dbname=cluster.OWNER):
    return psycopg.connect(
        host=str(home.place().socket_dir),
        user=user,
        password=password or home.secret("database"),
        dbname=dbname,
    )


def test_the_owner_signs_in_with_the_password_of_the_home(home):
    with connect(home) as connection:
        [row] = connection.execute("select current_user, current_database()").fetchall()

    assert row == (cluster.OWNER, cluster.OWNER)


@pytest.mark.parametrize("user", [cluster.OWNER, cluster.STEWARD])
def test_nobody_is_trusted(home, user):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect(home, user=user, password="guess")


def test_the_owner_is_no_superuser_and_may_add_the_extensions_we_use(home):
    with connect(home) as connection:
        connection.execute("create extension if not exists pg_trgm")
        connection.execute("create extension if not exists btree_gist")
        [[is_super]] = connection.execute(
            "select rolsuper from pg_roles where rolname = current_user"
        ).fetchall()

    assert is_super is False


def test_the_server_listens_on_no_network(home):
    with connect(home) as connection:
        [[addresses]] = connection.execute("show listen_addresses").fetchall()

    assert addresses == ""


def test_the_folders_are_closed_and_belong_to_an_account_that_cannot_log_in(home):
    place = home.place()
    owner = pwd.getpwuid(place.data.stat().st_uid)

    for folder in (place.data, place.socket_dir):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    if os.geteuid() == 0:
        assert owner.pw_uid != 0
        assert owner.pw_shell.endswith("nologin")
    else:
        assert owner.pw_uid == os.geteuid()


def test_the_last_one_out_stops_it(tmp_path):
    home = Home(tmp_path / "home")
    with cluster.in_use(home, durable=False):
        with cluster.in_use(home, durable=False):
            assert cluster.answers(home)
        assert cluster.answers(home), "somebody is still inside"
    assert not cluster.answers(home)
    cluster.remove(home)


def test_data_of_another_version_are_left_alone(tmp_path):
    home = Home(tmp_path / "home")
    with cluster.in_use(home, durable=False):
        pass
    (home.place().data / "PG_VERSION").write_text("14\n")

    with pytest.raises(cluster.ClusterProblem, match="pg_dump"), cluster.in_use(home):
        pass

    cluster.remove(home)


def test_half_of_a_first_start_is_begun_again(tmp_path):
    home = Home(tmp_path / "home")
    home.prepare()
    place = home.place()
    place.root.mkdir(parents=True)
    place.data.mkdir()
    (place.data / "postgresql.conf").write_text("half")

    with cluster.in_use(home, durable=False):
        assert cluster.answers(home)

    cluster.remove(home)
