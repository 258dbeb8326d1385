"""What is installed is what the papers name, byte for byte and from anywhere."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

HOUSE = Path(__file__).parents[2]
PAPERS = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]
EXTRAS = PAPERS["optional-dependencies"]
SHEETS = {
    "runtime.txt": PAPERS["dependencies"],
    "setup.txt": PAPERS["dependencies"] + EXTRAS["build"],
    "dev.txt": PAPERS["dependencies"] + EXTRAS["build"] + EXTRAS["dev"],
}


def pins(sheet):
    text = (HOUSE / "requirements" / sheet).read_text()
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_named_package_is_pinned_within_its_range(sheet):
    pinned = pins(sheet)

    outside = [
        str(wanted)
        for wanted in map(Requirement, SHEETS[sheet])
        if not wanted.specifier.contains(pinned.get(wanted.name.lower(), "0"))
    ]

    assert outside == [], "run make lock"


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_pin_has_a_hash_and_no_address(sheet):
    text = (HOUSE / "requirements" / sheet).read_text()
    blocks = re.findall(r"^\S+==\S+.*(?:\n +.*)*", text, re.MULTILINE)

    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"https?://|file:|^--\w+.*", text, re.MULTILINE) == []


def test_the_sheets_agree_with_one_another():
    runtime, setup, dev = (pins(sheet) for sheet in ("runtime.txt", "setup.txt", "dev.txt"))

    assert runtime.items() <= setup.items()
    assert setup.items() <= dev.items()


def test_the_front_end_lock_holds_hashes_and_no_address():
    lock = (HOUSE / "frontend" / "package-lock.json").read_text()

    assert '"integrity"' in lock
    assert '"resolved"' not in lock
