"""One catalogue per owner, one compiled for all: `translations.py check | missing | compile`.

The source speaks Chinese, so Chinese needs no catalogue. English stands in
``src/qingmiao/locale/en/parts/*.po``. `check` finds what an English reader would stumble over: a
sentence without English, two English sentences for one Chinese, English nobody uses, placeholders
that differ, Chinese that passes gettext by.
"""

import argparse
import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "qingmiao"
ENGLISH = SOURCE / "locale" / "en"

HAN = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CALLS = {  # where the sentence stands among the arguments; a context comes first
    "gettext": (None, 0), "gettext_lazy": (None, 0), "gettext_noop": (None, 0),
    "ngettext": (None, 0), "ngettext_lazy": (None, 0),
    "pgettext": (0, 1), "pgettext_lazy": (0, 1), "npgettext": (0, 1), "npgettext_lazy": (0, 1),
}  # fmt: skip
NOT_INTERFACE = (
    "# not interface:"  # on the line, or on the first line of its statement, with a reason
)
DATA = (  # Chinese that is data: names, official forms, other people's regulations and formats
    "demo/", "regulations/", "locale/", "engines/documents/", "people/exchange/rules",
)  # fmt: skip


class Key(NamedTuple):
    context: str | None
    sentence: str


Places = dict[Key, list[str]]


# ---------------------------------------------------------------- what the source says
def is_data(path: Path) -> bool:
    inside = path.relative_to(SOURCE)
    return (
        str(inside).startswith(DATA)
        or "migrations" in inside.parts
        or inside.name in {"apps.py", "settings.py"}
    )


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def names_of_gettext(tree: ast.Module) -> dict[str, str]:
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in CALLS
    }


def python_sentences(path: Path) -> tuple[Places, list[str]]:
    """Sentences given to gettext, and Chinese that passes it by."""
    text = path.read_text()
    tree = ast.parse(text)
    lines = text.splitlines()
    names = names_of_gettext(tree)
    found: Places = defaultdict(list)
    seen: set[int] = set()
    stray = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            context_at, sentence_at = CALLS[names[node.func.id]]
            seen |= {id(inner) for inner in ast.walk(node)}
            said = node.args[sentence_at] if len(node.args) > sentence_at else None
            if isinstance(said, ast.Constant):
                context = None if context_at is None else ast.literal_eval(node.args[context_at])
                found[Key(context, said.value)].append(where(path, node.lineno))
            elif isinstance(said, ast.JoinedStr | ast.BinOp):
                stray.append(
                    f"{where(path, node.lineno)}: gettext cannot see into {ast.unparse(said)}"
                )
    seen |= set(docstrings(tree))
    if not is_data(path):
        for statement, constant in constants(tree):
            if id(constant) in seen or not HAN.search(constant.value):
                continue
            marked = {statement.lineno, constant.lineno, constant.end_lineno or constant.lineno}
            if not any(NOT_INTERFACE in lines[number - 1] for number in marked):
                stray.append(f"{where(path, constant.lineno)}: {constant.value[:40]!r}")
    return found, stray


def constants(tree: ast.Module) -> Iterator[tuple[ast.stmt, ast.Constant]]:
    """Each string with the innermost statement that holds it."""

    def walk(node: ast.AST, statement: ast.stmt) -> Iterator[tuple[ast.stmt, ast.Constant]]:
        for child in ast.iter_child_nodes(node):
            holder = child if isinstance(child, ast.stmt) else statement
            if isinstance(child, ast.Constant) and isinstance(child.value, str):
                yield holder, child
            yield from walk(child, holder)

    for statement in tree.body:
        yield from walk(ast.Module([statement], []), statement)


def docstrings(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield id(statement.value)


STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(\s*({STRING})(?:\s*,\s*({STRING}))?", re.DOTALL)
WRAPPED = re.compile(
    r"\{%-?\s*(blocktrans(?:late)?)\b.*?\{%\s*end\1\s*%\}"
    r"|\{%\s*trans(?:late)?\s.*?%\}|\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}|_\((['\"]).*?\2\)",
    re.DOTALL,
)


def template_sentences(path: Path) -> tuple[Places, list[str]]:
    from django.utils.translation.template import templatize

    text = path.read_text()
    found: Places = defaultdict(list)
    for match in IN_TEMPLATE.finditer(templatize(text, origin=str(path))):
        name, first, second = match.groups()
        if name in {"pgettext", "npgettext"}:
            key = Key(ast.literal_eval(first), ast.literal_eval(second))
        else:
            key = Key(None, ast.literal_eval(first))
        found[key].append(str(path.relative_to(ROOT)))
    bare = WRAPPED.sub(lambda match: "\n" * match.group().count("\n"), text)
    stray = [
        f"{where(path, number)}: {line.strip()[:60]}"
        for number, line in enumerate(bare.splitlines(), 1)
        if HAN.search(line) and NOT_INTERFACE.strip("# ") not in text.splitlines()[number - 1]
    ]
    return found, stray


def sentences() -> tuple[Places, list[str]]:
    everything: Places = defaultdict(list)
    stray: list[str] = []
    readers = {".py": python_sentences, ".html": template_sentences, ".txt": template_sentences}
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".txt" and "templates" not in path.parts:
            continue
        if reader := readers.get(path.suffix):
            found, strays = reader(path)
            stray += strays
            for key, places in found.items():
                everything[key] += places
    return everything, stray


# ---------------------------------------------------------------- what English says
def parts() -> dict[str, Catalog]:
    opened = {}
    for path in sorted((ENGLISH / "parts").glob("*.po")):
        with path.open("rb") as file:
            opened[path.stem] = read_po(file, locale="en", abort_invalid=True)
    return opened


def entries() -> Iterator[tuple[str, Key, tuple[str, ...], tuple[str, ...]]]:
    """(part, key, Chinese forms, English forms)"""
    for name, catalogue in parts().items():
        for message in catalogue:
            if message.id:
                forms = (message.id,) if isinstance(message.id, str) else tuple(message.id)
                said = (
                    (message.string,) if isinstance(message.string, str) else tuple(message.string)
                )
                if message.fuzzy:
                    said = ("",)
                yield name, Key(message.context, forms[0]), forms, said


def compile_catalogue() -> Path:
    merged = Catalog(locale="en", charset="utf-8", project="qingmiao")
    for _, key, forms, said in entries():
        if all(said):
            plural = len(forms) > 1
            merged.add(
                forms if plural else forms[0], said if plural else said[0], context=key.context
            )
    target = ENGLISH / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    with draft.open("wb") as file:
        write_mo(file, merged)
    draft.replace(target)
    return target


def problems() -> Iterator[str]:
    used, stray = sentences()
    yield from (f"Chinese outside gettext: {line}" for line in stray)
    english: dict[Key, tuple[str, tuple[str, ...]]] = {}
    for part, key, forms, said in entries():
        if key in english and english[key][1] != said:
            yield f"two English sentences for one: {key.sentence!r} in {english[key][0]} and {part}"
        english.setdefault(key, (part, said))
        if key not in used:
            yield f"English nobody uses: {part}: {key.sentence!r}"
        for one in filter(None, said):
            wanted, given = (set(PLACEHOLDER.findall(text)) for text in ("".join(forms), one))
            if given - wanted or (len(forms) == 1 and wanted - given):
                yield f"placeholders differ: {part}: {key.sentence!r} against {one!r}"
            if HAN.search(one):
                yield f"Chinese in the English: {part}: {one!r}"
    for key, places in used.items():
        if HAN.search(key.sentence) and not all(english.get(key, ("", ("",)))[1]):
            yield f"no English: {key.sentence!r} at {places[0]}"


def missing() -> Iterator[str]:
    """Entries to fill in, ready to be pasted into a part."""
    used, _ = sentences()
    known = {key for _, key, _, said in entries() if all(said)}
    for key, places in sorted(used.items(), key=lambda item: item[1]):
        if HAN.search(key.sentence) and key not in known:
            context = f"msgctxt {quoted(key.context)}\n" if key.context else ""
            yield f'#: {places[0]}\n{context}msgid {quoted(key.sentence)}\nmsgstr ""\n'


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("deed", choices=["check", "missing", "compile"])
    asked.add_argument("--only", default="", help="keep lines that contain this, e.g. a path")
    given = asked.parse_args()
    if given.deed == "compile":
        print(compile_catalogue().relative_to(ROOT))
        return
    lines = [
        line for line in (problems() if given.deed == "check" else missing()) if given.only in line
    ]
    with suppress(BrokenPipeError):
        print("\n".join(lines) if lines else "translations: complete")
    sys.exit(1 if lines and given.deed == "check" else 0)


if __name__ == "__main__":
    main()
