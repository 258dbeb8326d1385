"""The checker of translations finds what an English reader would stumble over."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'


@pytest.fixture
def checker(monkeypatch, tmp_path):
    spec = spec_from_file_location("translations", HOUSE / "tools" / "translations.py")
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "translations", module)
    spec.loader.exec_module(module)
    source = tmp_path / "src" / "qingmiao"
    (source / "locale" / "en" / "parts").mkdir(parents=True)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "SOURCE", source)
    monkeypatch.setattr(module, "ENGLISH", source / "locale" / "en")
    return module


def write(checker, name, text):
    path = checker.SOURCE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def part(checker, name, *pairs):
    entries = "".join(f'\nmsgid "{said}"\nmsgstr "{english}"\n' for said, english in pairs)
    write(checker, f"locale/en/parts/{name}.po", HEADER + entries)


PYTHON = 'from django.utils.translation import gettext as _\n\nx = _("共 %(count)s 人")\n'


def test_complete_means_no_problem(checker):
    write(checker, "a.py", PYTHON)
    part(checker, "a", ("共 %(count)s 人", "%(count)s people"))

    assert list(checker.problems()) == []


@pytest.mark.parametrize(
    ("said", "english", "problem"),
    [
        ("共 %(count)s 人", "people", "placeholders differ"),
        ("共 %(count)s 人", "%(number)s people", "placeholders differ"),
        ("共 %(count)s 人", "%(count)s 人", "Chinese in the English"),
        ("共 %(count)s 人", "", "no English"),
        ("没人说的话", "Nobody says so", "English nobody uses"),
    ],
)
def test_english_that_does_not_serve(checker, said, english, problem):
    write(checker, "a.py", PYTHON)
    part(checker, "a", (said, english))

    assert any(line.startswith(problem) for line in checker.problems())


def test_one_sentence_has_one_english(checker):
    write(checker, "a.py", PYTHON)
    part(checker, "a", ("共 %(count)s 人", "%(count)s people"))
    part(checker, "b", ("共 %(count)s 人", "%(count)s cadres"))

    assert [line.split(":")[0] for line in checker.problems()] == ["two English sentences for one"]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.py", 'x = "保存"', 1),
        ("a.py", 'x = "保存"  # not interface: a column of the form', 0),
        ("a.py", '"""保存"""\n# 注释', 0),
        ("a.py", "def f():\n    return f'共 {1}'\n", 1),
        ("demo/names.py", 'x = "张三"', 0),
        ("templates/a.html", "<p>保存</p>", 1),
        ("templates/a.html", "<p>{# 保存 #}{{ x }}</p>", 0),
        ("templates/a.html", '{% include "x" with title="保存" %}', 1),
    ],
)
def test_chinese_that_passes_gettext_by(checker, name, text, found):
    write(checker, name, text)

    assert [line.split(":")[0] for line in checker.problems()] == [
        "Chinese outside gettext"
    ] * found


def test_templates_are_read_too(checker):
    write(
        checker,
        "templates/a.html",
        '{% translate "保存" %}{% blocktranslate with n=x %}第 {{ n }} 页{% endblocktranslate %}'
        '{% include "x" with title=_("标题") %}',
    )

    used, _ = checker.sentences()

    assert {key.sentence for key in used} == {"保存", "第 %(n)s 页", "标题"}


def test_the_compiled_catalogue_speaks_english(checker):
    from gettext import GNUTranslations

    write(checker, "a.py", PYTHON)
    part(checker, "a", ("共 %(count)s 人", "%(count)s people"))

    with checker.compile_catalogue().open("rb") as file:
        assert GNUTranslations(file).gettext("共 %(count)s 人") == "%(count)s people"
