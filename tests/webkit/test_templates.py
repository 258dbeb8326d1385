"""The templates of the whole house: nothing inline, nothing inherited, nothing unescaped."""

import re
from pathlib import Path

import pytest

import qingmiao

HOUSE = Path(qingmiao.__file__).parent
CHECKOUT = HOUSE.parents[1]
TEMPLATES = sorted(HOUSE.glob("**/templates/**/*.html"))
NAMES = [str(template.relative_to(HOUSE)) for template in TEMPLATES]
TAG = re.compile(r"<[a-z][^<>]*(?:\{[%{].*?[%}]\}[^<>]*)*>", re.DOTALL)

FORBIDDEN = {
    "inline style": re.compile(r"\sstyle\s*="),
    "style element": re.compile(r"<style\b"),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)"),
    "event handler": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "htmx handler": re.compile(r"\shx-on\b|hx-vals=['\"]js:|hx-vars"),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "unescaped": re.compile(r"\|\s*safe\b|autoescape\s+off"),
    "other host": re.compile(r"(?:src|href)=[\"'](?:https?:)?//"),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
@pytest.mark.parametrize("what", list(FORBIDDEN))
def test_nothing_the_policy_forbids(template, what):
    found = [match.group() for match in FORBIDDEN[what].finditer(template.read_text("utf-8"))]

    assert found == []


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_htmx_attributes_stand_on_the_element_itself(template):
    asking = [
        tag
        for tag in TAG.findall(template.read_text("utf-8"))
        if re.search(r"\shx-(get|post)=", tag)
    ]

    assert [tag for tag in asking if "hx-target=" not in tag or "hx-swap=" not in tag] == []


def test_every_icon_is_in_the_sprite():
    wanted = set()
    for template in TEMPLATES:
        text = template.read_text("utf-8")
        wanted |= set(re.findall(r'\{%\s*icon\s+"([\w-]+)"', text))
        wanted |= set(re.findall(r'icon_name="([\w-]+)"', text))
    for module in HOUSE.glob("**/*.py"):
        wanted |= set(re.findall(r'\bicon="([\w-]+)"', module.read_text("utf-8")))

    listed = set((CHECKOUT / "frontend" / "icons.txt").read_text("utf-8").split())

    assert wanted - listed == set()


def test_every_class_of_ours_has_a_style():
    ours = [path for kind in ("css", "js") for path in HOUSE.glob(f"**/static/**/*.{kind}")]
    styles = "".join(path.read_text("utf-8") for path in ours if "vendor" not in path.parts)
    known = set(re.findall(r"\.(qm-[a-z0-9-]+)", styles))

    unknown = {}
    for template in TEMPLATES:
        words = set(re.findall(r"(?<![\w/-])qm-[a-z0-9-]+(?![\w{-])", template.read_text("utf-8")))
        strange = {word for word in words if word not in known and not word.endswith("-")}
        if strange:
            unknown[template.name] = strange

    assert unknown == {}
