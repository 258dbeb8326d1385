"""What `make setup` says when something is missing: one line each, with what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
NEEDED = (
    "tools/setup.sh", "pyproject.toml", "requirements/dev.txt", "requirements/setup.txt",
    "hatch_build.py", "frontend/package-lock.json", "frontend/build.mjs", "frontend/icons.txt",
    "frontend/assets.py",
)  # fmt: skip
PYTHON = f"""#!/bin/bash
case "$*" in
  "-m venv "*) [ -z "${{NO_VENV-}}" ] || exit 1
    mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && cp "$0" "$3/bin/qingmiao" ;;
  "-m pip --version") [ ! -e "$(dirname "$0")/half" ] ;;
  "-m pip install"*) echo "$*" >>"$CALLS"; [ -z "${{PIP_SAYS-}}" ] || {{ echo "$PIP_SAYS"; exit 1; }} ;;
  frontend/assets.py | "tools/translations.py compile") ;;
  *) exec {sys.executable} "$@" ;;
esac
"""
BUILD = "error: command 'gcc' failed: No such file or directory"
OFFLINE = "ERROR: Could not find a version that satisfies the requirement asgiref==3.9.1"
TAMPERED = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."
NPM = "  Cannot fetch the front-end packages from the npm registry: set npm_config_registry to a mirror"


@pytest.fixture
def checkout(tmp_path):
    for name in NEEDED:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(HOUSE / name, tmp_path / name)
    fake = tmp_path / "python"
    fake.write_text(PYTHON)
    fake.chmod(0o755)
    return tmp_path


def setup(checkout, **environment):
    given = {"PATH": os.environ["PATH"], "PYTHON": str(checkout / "python")}
    given |= {"VENV": str(checkout / "venv"), "CALLS": str(checkout / "calls")} | environment
    return subprocess.run(
        ["bash", checkout / "tools" / "setup.sh", "product"],
        capture_output=True, text=True, check=False, env=given,
    )  # fmt: skip


def told(done):
    """What it says after «setting up …»: the same line in both languages."""
    return [line for line in done.stderr.splitlines() if "正在准备" not in line]


@pytest.mark.parametrize(
    ("environment", "chinese", "english"),
    [
        ({"PIP_SAYS": OFFLINE}, "PIP_INDEX_URL", "set PIP_INDEX_URL to a mirror and run again"),
        ({"PIP_SAYS": BUILD}, "缺少编译器：请安装", "no compiler: install one"),
        ({"PIP_SAYS": "unable to execute 'cc': Permission denied"}, "缺少编译器", "no compiler"),
        ({"PIP_SAYS": "ERROR: Unknown compiler(s): [['cc'], ['gcc']]"}, "缺少编译器", "no compiler"),
        ({"PIP_SAYS": TAMPERED}, "换源后重试", "choose another one and run again"),
        ({"PIP_SAYS": "OSError: No space left on device"}, "请清理后重试", "free some and run again"),
        ({"NO_VENV": "1"}, "apt install python3-venv", "apt install python3-venv"),
        ({"PYTHON": "no-such-python"}, "没有 python3：请安装", "no python3: install"),
    ],
    ids=["registry", "gcc", "cc", "meson", "hashes", "disk", "venv", "python"],
)  # fmt: skip
def test_what_is_missing_is_told_in_one_line_with_its_remedy(
    checkout, environment, chinese, english
):
    done = setup(checkout, **environment)

    assert done.returncode == 1
    first, second = told(done)
    assert first.startswith("✗ ")
    assert chinese in first
    assert english in second


def test_the_registry_of_the_front_end_is_told_as_the_build_hook_says_it(checkout):
    done = setup(checkout, PIP_SAYS=f"× Preparing editable metadata did not run\n{NPM}")

    assert (done.returncode, told(done)) == (1, [NPM.strip()])


def test_an_old_python_is_refused(checkout):
    old = checkout / "old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)

    done = setup(checkout, PYTHON=str(old))

    assert done.returncode == 1
    assert "make setup PYTHON=python3.12" in told(done)[1]


def test_a_second_call_installs_nothing(checkout):
    assert setup(checkout).returncode == 0
    before = (checkout / "calls").read_text()

    again = setup(checkout)

    assert (again.returncode, again.stderr) == (0, "")
    assert before.count("install") == 2
    assert (checkout / "calls").read_text() == before


def test_half_of_an_earlier_run_is_finished(checkout):
    assert setup(checkout, PIP_SAYS=OFFLINE).returncode == 1

    assert setup(checkout).returncode == 0


def test_a_broken_environment_is_made_anew(checkout):
    setup(checkout)
    (checkout / "venv" / "bin" / "half").touch()
    (checkout / "venv" / ".ready-product").unlink()

    done = setup(checkout)

    assert done.returncode == 0
    assert not (checkout / "venv" / "bin" / "half").exists()
