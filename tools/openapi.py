"""Writes what the API promises to docs/reference/openapi.json; a test holds the two together."""

import json
import os
from pathlib import Path

import django

PROMISE = Path(__file__).parents[1] / "docs" / "reference" / "openapi.json"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingmiao.config.settings")
    django.setup()
    from qingmiao.api.web.reading import promise

    PROMISE.write_text(json.dumps(promise(), indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
