"""``qingmiao migrate``, ``qingmiao serve`` …: the operator's one command."""

import os
import sys
from contextlib import nullcontext

from django.conf import settings
from django.core.management import execute_from_command_line

WITHOUT_DATABASE = {
    "help",
    "--help",
    "--version",
    "makemessages",
    "compilemessages",
    "collectstatic",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingmiao.config.settings")
    from qingmiao.config import cluster

    words = [*sys.argv[1:], "help"]
    needed = settings.IS_EMBEDDED and words[0] not in WITHOUT_DATABASE
    with cluster.in_use(settings.HOME) if needed else nullcontext():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
