"""What the papers point at exists: files, headings, commands, registers, regulations."""

import re

import pytest
from django.core.management import get_commands

import qingmiao.config.urls  # noqa: F401 -- registers are declared by the rooms it opens
from qingmiao.__main__ import WORDS, overview
from qingmiao.registers.declaration import REGISTERS
from tests.architecture.plan import HOUSE, SOURCE

DOCS = HOUSE / "docs"
PAPERS = sorted([HOUSE / "README.md", *DOCS.rglob("*.md")])
LINK = re.compile(r"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
CALLED = re.compile(r"^ *(?:[\w./]*/)?qingmiao ([a-z][a-z-]*)", re.MULTILINE)
MADE = re.compile(r"\bmake ([a-z][a-z-]*)")
IN_CODE = re.compile(r"`([^`\n]+)`")


def named(path):
    return path.relative_to(HOUSE).as_posix()


def anchor(heading):
    """As forges write it: small letters, no signs, hyphens for blanks."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
    return re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")


def said_in_code(text):
    return "\n".join([*FENCED.findall(text), *IN_CODE.findall(FENCED.sub("", text))])


@pytest.mark.parametrize("paper", PAPERS, ids=named)
def test_every_relative_link_leads_somewhere(paper):
    broken = []
    for target in LINK.findall(FENCED.sub("", paper.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, heading = target.partition("#")
        goal = (paper.parent / path).resolve() if path else paper
        known = goal.read_text() if heading and goal.is_file() else ""
        headings = {anchor(line) for line in re.findall(r"^#+ +(.+)$", known, re.MULTILINE)}
        if not goal.exists() or HOUSE not in goal.parents or (heading and heading not in headings):
            broken.append(target)

    assert broken == []


@pytest.mark.parametrize("paper", PAPERS, ids=named)
def test_every_command_a_paper_names_exists(paper):
    said = said_in_code(paper.read_text())
    targets = set(re.findall(r"^([a-z-]+):", (HOUSE / "Makefile").read_text(), re.MULTILINE))

    assert set(CALLED.findall(said)) - {*WORDS, "manage"} == set()
    assert set(MADE.findall(said)) - targets == set()


def test_the_list_of_commands_is_the_one_the_command_tells():
    rows = re.findall(r"^\| `qingmiao ([a-z-]+)` \|", reference("commands"), re.MULTILINE)
    told = re.findall(r"^  ([a-z-]+) {2,}", overview(), re.MULTILINE)

    assert rows == told
    assert {word.command for word in WORDS.values()} - set(get_commands()) == set()


def test_the_index_leads_to_every_page():
    index = (DOCS / "README.md").read_text()
    lead = {(DOCS / target).resolve() for target in LINK.findall(index) if ":" not in target}
    folders = {path for path in lead if path.is_dir()}
    pages = {path for path in DOCS.rglob("*.md") if path.name != "README.md"}

    assert {
        named(path) for path in pages if path not in lead and path.parent not in folders
    } == set()


def test_every_register_is_described():
    described = re.findall(r"^### .* `([a-z.]+)`$", reference("registers"), re.MULTILINE)
    written = {code for code, register in REGISTERS.items() if not register.is_read_only}

    assert sorted(described) == sorted(written)


def test_every_register_has_its_line_among_the_permissions():
    told = set(re.findall(r"`([a-z]+\.[a-z]+)`", reference("permissions")))

    assert set(REGISTERS) - told == set()


def test_every_regulation_has_its_line():
    told = set(re.findall(r"`([a-z]+/[a-z]+)`", reference("regulations")))
    shelf = SOURCE / "regulations"

    assert {
        path.relative_to(shelf).with_suffix("").as_posix() for path in shelf.rglob("*.toml")
    } == told


def reference(name):
    return (DOCS / "reference" / f"{name}.md").read_text()
