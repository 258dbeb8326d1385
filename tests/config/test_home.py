import stat

import pytest

from qingmiao.config.home import LONGEST_SOCKET_PATH, Home


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_home_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("QINGMIAO_HOME", str(tmp_path / "there"))

    assert Home.from_environment().root == tmp_path / "there"


def test_in_a_checkout_the_home_is_var(monkeypatch):
    monkeypatch.delenv("QINGMIAO_HOME")

    assert Home.from_environment().root.name == "var"


def test_others_may_pass_through_but_not_look_into_its_folders(home):
    home.prepare()

    assert mode(home.root) == 0o711
    assert [mode(folder) for folder in (home.keys, home.uploads, home.exports)] == [0o700] * 3


def test_a_secret_is_made_once_and_for_its_owner_only(home):
    secret = home.secret("field-key")

    assert len(bytes.fromhex(secret)) == 32
    assert home.secret("field-key") == secret
    assert home.secret("secret-key") != secret
    assert [mode(path) for path in home.keys.iterdir()] == [0o600] * 2


def test_two_homes_have_two_keys(home, tmp_path):
    assert home.secret("field-key") != Home(tmp_path / "other").secret("field-key")


def test_the_place_of_the_cluster_is_decided_once(home):
    home.prepare()

    assert home.place() == home.place()
    assert (home.root / "cluster.json").exists()


def test_a_long_path_gets_a_short_socket(tmp_path):
    home = Home(tmp_path / ("很长的目录名" * 12))

    assert len(str(home.place().socket).encode()) <= LONGEST_SOCKET_PATH


def test_as_root_a_home_nobody_can_reach_keeps_its_cluster_elsewhere(home, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    home.root.mkdir(mode=0o700)

    assert home.root not in home.place().root.parents
