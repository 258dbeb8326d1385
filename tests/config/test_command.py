"""The operator's command: its words, its languages, its remedies."""

import json
import re
import socket
from importlib import import_module, reload

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.utils import translation

from qingmiao.__main__ import WORDS, chosen_language, django_words, main
from qingmiao.config import server
from qingmiao.config.manual import parser_of, parsers_within

HAN = re.compile(r"[\u3400-\u9fff]")
SENTENCE = re.compile(r"\b[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+\b")  # four words on end are no option


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "zh-hans"),
        ([], {"LANG": "C.UTF-8"}, "zh-hans"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-hans"),
        (["--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang=zh"], {"LANG": "en_GB.UTF-8"}, "zh-hans"),
    ],
)
def test_the_command_speaks_chinese_unless_told_otherwise(arguments, environment, language):
    assert chosen_language(["figures", *arguments], environment) == (language, ["figures"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["create-account", "--role", "officer"], (["create_account", "--role", "officer"], True)),
        (["import", "lrmx", "a.zip"], (["import_files", "lrmx", "a.zip"], True)),
        (["manage", "showmigrations"], (["showmigrations"], True)),
        (["manage"], (["help"], False)),
        (["figures", "--help"], (["figures", "--help"], False)),
        (["doctor"], (["doctor"], False)),
    ],
)
def test_words_lead_to_commands(words, expected):
    assert django_words(words) == expected


def test_every_word_has_its_command():
    commands = get_commands()

    assert {word.command for word in WORDS.values()} - commands.keys() == set()


@pytest.mark.parametrize("word", WORDS)
def test_every_word_explains_itself(word):
    command = WORDS[word].command

    parser = load_command_class(get_commands()[command], command).create_parser("qingmiao", command)

    assert parser.description


@pytest.mark.parametrize(("language", "said"), [("zh", "用法"), ("en", "Usage")])
def test_help_in_both_languages(capsys, language, said):
    main(["--lang", language])

    printed = capsys.readouterr().out
    assert said in printed
    assert all(f"  {word} " in printed for word in [*WORDS, "manage"])


@pytest.mark.django_db
def test_the_doctor_names_a_remedy_for_what_is_amiss(settings, tmp_path, capsys):
    settings.FONT_DIRS = [tmp_path]

    with pytest.raises(SystemExit):
        call_command("doctor", "--json")

    symptoms = {one["subject"]: one for one in json.loads(capsys.readouterr().out)}
    assert list(symptoms) == [
        "database", "migrations", "worker", "fonts", "assets", "translations", "disk",
    ]  # fmt: skip
    assert symptoms["fonts"]["state"] == "problem"
    assert [
        one["subject"] for one in symptoms.values() if one["state"] != "ok" and not one["remedy"]
    ] == []


@pytest.mark.django_db
def test_nothing_waits_to_be_migrated_in_the_test_database():
    assert server.pending_migrations() == []


def test_a_taken_port_is_noticed():
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()

        assert not server.port_is_free("127.0.0.1", squatter.getsockname()[1])


def test_static_files_are_collected_once(settings, tmp_path, monkeypatch):
    calls = []
    monkeypatch.setattr(server, "call_command", lambda *words, **_: calls.append(words))

    server.collect_static(tmp_path)
    server.collect_static(tmp_path)

    assert len(calls) == 1


def helps(language):
    """Every help text of every word, as the command would print it in that language."""
    with translation.override(language):
        for word, behind in WORDS.items():
            reload(import_module(load_command_class(get_commands()[behind.command], behind.command).__module__))  # fmt: skip
            parser = parser_of(behind.command, word)
            for name, one in parsers_within(parser, word):
                yield name, one.format_help()


def test_no_help_of_a_command_is_left_in_the_other_language():
    english, chinese = dict(helps("en")), dict(helps("zh-hans"))

    assert {"import lrmx", "export roster", "contest score", "lottery verify"} < english.keys()
    assert [name for name, text in english.items() if HAN.search(text)] == []
    assert [name for name, text in chinese.items() if not text.startswith("用法：")] == []
    assert [name for name, text in chinese.items() if SENTENCE.search(text)] == []


def test_the_help_of_a_word_is_printed_in_the_language_asked_for(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["import", "roster", "--help", "--lang", "en"])

    printed = capsys.readouterr().out
    assert ended.value.code == 0
    assert printed.startswith("Usage: qingmiao import roster")
    assert "--settings" not in printed


def test_a_taken_port_is_told_in_one_line_with_another_to_try():
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        port = squatter.getsockname()[1]

        with pytest.raises(CommandError) as told:
            call_command("serve", port=port)

    assert str(told.value) == (
        f"端口 {port} 已被占用：请停止占用它的程序，或换一个端口，如 make demo PORT={port + 1}"
    )
