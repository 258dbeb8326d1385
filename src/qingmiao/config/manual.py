"""``--help`` of every command in the reader's language, without what only a framework asks for."""

import argparse
from collections.abc import Iterable, Iterator

from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandParser, DjangoHelpFormatter
from django.utils.translation import gettext as _

OF_THE_FRAMEWORK = {
    "version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color",
    "skip_checks",
}  # fmt: skip


class Layout(DjangoHelpFormatter):
    """Begins with the word for «usage» that the reader reads."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _("用法：") if prefix is None else prefix)


def parser_of(command: str, word: str) -> CommandParser:
    """The parser of a command as the operator calls it, in words of the language in force."""
    found = get_commands()[command]
    made = found if isinstance(found, BaseCommand) else load_command_class(found, command)
    parser = made.create_parser("qingmiao", word)
    for _name, one in parsers_within(parser, word):
        _reword(one)
    return parser


def parsers_within(
    parser: argparse.ArgumentParser, name: str
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """The parser itself and those of its own words: ``import``, ``import lrmx``, ``import roster``."""
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                yield from parsers_within(inner, f"{name} {word}")


def _reword(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = Layout
    parser._positionals.title = _("参数")
    parser._optionals.title = _("选项")
    for action in parser._actions:
        if action.dest == "help":
            action.help = _("显示本说明")
        elif action.dest in OF_THE_FRAMEWORK:
            action.help = argparse.SUPPRESS
