"""Lean on every wall: put one violation into a copy of the house and demand that its check breaks.

A contract nobody has tried to break may be painted on. Each push names the one wall that must catch
it, so a wall cannot be credited for a neighbour's work. Run by ``make walls``.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

HOUSE = Path(__file__).resolve().parents[1]
PACKAGE = "src/qingmiao/"
FLATS, POSTINGS = PACKAGE + "stewardship/apartments/", PACKAGE + "placement/postings/"
FIGURES = PACKAGE + "insight/figures/"
COPIED = ("src", "tests", "docs", "frontend", "requirements", "pyproject.toml", ".mypy_cache")
LEFT_OUT = shutil.ignore_patterns(
    "__pycache__", "node_modules", "fonts", "vendor", "tests-vendor", "*.mo"
)


@dataclass(frozen=True, slots=True)
class Push:
    what: str
    wall: str
    file: str
    text: str
    instead_of: str = ""  # without it the text is added at the end


def floors(contract: str) -> str:
    return f"lint-imports --no-logo --contract {contract}"


ALONE = (
    "--noconftest -p no:cacheprovider -p no:randomly -p no:xdist -p no:hypothesispytest -p no:cov"
)


def manners(test: str) -> str:
    """Tests that only read: no Django is set up for them."""
    return f"pytest -q {ALONE} -p no:django -o addopts= -W ignore tests/{test}"


def papers(test: str) -> str:
    """Tests that ask Django. No database stands in the yard, and none of these asks for one."""
    return f"pytest -q {ALONE} tests/{test}"


RUFF = "ruff check --no-cache --select TID src"
TYPES = "mypy src/qingmiao/kernel/periods.py"
MIGRATIONS = "django-admin makemigrations --check --dry-run --settings tests.settings"
SENTENCES = "python tools/translations.py check"
SERVICES = manners("architecture/test_manners.py::test_services_have_manners")
WRITING = manners("architecture/test_manners.py::test_only_services_write")
ASKING = manners("architecture/test_manners.py::test_doors_name_models_but_never_ask_them")
SPEAKING = manners(
    "architecture/test_manners.py::test_rules_and_contracts_know_of_django_only_how_to_speak"
)
LENGTH = manners(
    "architecture/test_manners.py::test_no_module_outgrows_its_shelf_and_no_function_its_sheet"
)
KEYS = papers("architecture/test_floors.py::test_foreign_keys_point_down")
SIGNS = papers("architecture/test_floors.py::test_a_sentence_hangs_over_every_door")
INSTALLED = papers("architecture/test_floors.py::test_every_furnished_room_is_installed")
CHOICES = papers("architecture/test_papers.py::test_the_database_knows_the_choices_too")
LAWS = papers("architecture/test_papers.py::test_regulations_say_since_when_and_by_which_article")
PARAGRAPHS = papers("architecture/test_papers.py::test_every_dependency_has_its_paragraph")
ICONS = papers("architecture/test_papers.py::test_every_icon_in_use_is_in_the_sprite")
DOORS = papers("architecture/test_doors.py::test_a_stranger_stays_outside")
PINS = manners("config/test_requirements.py::test_every_pin_has_a_hash_and_no_address")

MODEL = "from qingmiao.stewardship.apartments.models import Flat as F"
MODELS = "from django.db import models as m\n"
KEY = (
    MODELS
    + "\n\nclass Up(m.Model):\n    x = m.ForeignKey({!r}, on_delete=m.CASCADE, related_name='+')"
)
LAW = "[provisions.x]\ntext = 'x'\nunit = 'day'\nversions = [{ from = 2025-01-01, value = 1, article = '', source = 's' }]"

PUSHES = [
    # floors
    Push("a base room imports a wing", floors("floors"), PACKAGE + "pool/queries.py", "from qingmiao.stewardship.apartments import queries as q"),
    Push("an earlier wing imports a later one", floors("floors"), POSTINGS + "queries.py", "from qingmiao.stewardship.apartments import queries as q"),
    Push("neighbours on a landing meet", floors("floors"), PACKAGE + "ledger/queries.py", "from qingmiao.rulebook import library"),
    Push("an engine learns whose number it holds", floors("floors"), PACKAGE + "engines/sheets/services.py", "from qingmiao.people.dossiers.models import Person"),
    Push("the product leans on its demo", floors("floors"), PACKAGE + "insight/reports/queries/__init__.py", "from qingmiao.demo import contracts"),
    Push("a drawer in the house", floors("floors"), PACKAGE + "common.py", "x = 1"),
    Push("a drawer in the kernel", floors("ground"), PACKAGE + "kernel/utils.py", "x = 1"),
    Push("a drawer in a wing", floors("rooms-stewardship"), PACKAGE + "stewardship/helpers.py", "x = 1"),
    Push("a lower room of a wing imports an upper one", floors("rooms-stewardship"), PACKAGE + "stewardship/integrity/queries.py", "from qingmiao.stewardship.apartments import queries as q"),
    Push("two engines meet", floors("rooms-engines"), PACKAGE + "engines/lottery/queries.py", "from qingmiao.engines import queues"),
    Push("a dossier imports its exchange", floors("rooms-people"), PACKAGE + "people/dossiers/queries.py", "from qingmiao.people.exchange import contracts as c"),
    Push("siblings import each other", floors("cycles"), PACKAGE + "registers/values.py", "from qingmiao.registers import services as s"),
    # insides
    Push("a drawer in a room", floors("inside"), FLATS + "utils.py", "x = 1"),
    Push("models import services", floors("inside"), FLATS + "models.py", "from qingmiao.stewardship.apartments import services"),
    Push("queries import services", floors("inside"), FLATS + "queries.py", "from qingmiao.stewardship.apartments import services"),
    Push("a service imports the register above it", floors("inside"), FLATS + "services.py", "from qingmiao.stewardship.apartments import register"),
    Push("deeds import models", floors("inside"), FLATS + "deeds.py", MODEL),
    Push("rules import permissions", floors("inside"), FLATS + "rules.py", "from qingmiao.stewardship.apartments import permissions"),
    Push("one door uses another", floors("inside"), FLATS + "api.py", "from qingmiao.stewardship.apartments import web"),
    # doorways
    Push("a wing imports another wing's model", floors("doorways"), FLATS + "queries.py", "from qingmiao.placement.postings.models import Posting"),
    Push("a wing imports another wing's permission", floors("doorways"), FLATS + "services.py", "from qingmiao.placement.postings import permissions as s"),
    Push("the portal imports a wing's model", floors("doorways"), PACKAGE + "portal/queries.py", MODEL),
    Push("a report opens a room's door", floors("doors"), PACKAGE + "insight/reports/queries/__init__.py", "from qingmiao.registers.web import views"),
    Push("a service reads the house clock", floors("clock"), FLATS + "services.py", "from qingmiao.kernel import clock"),
    Push("a rule asks the database driver", floors("pure"), FLATS + "rules.py", "import psycopg"),
    Push("a rule imports a lower model", floors("pure"), FLATS + "rules.py", "from qingmiao.people.dossiers.models import Person"),
    Push("a rule asks another room", floors("pure"), FLATS + "rules.py", "from qingmiao.placement.postings import queries"),
    Push("a question reaches for a neighbour's verb", floors("questions"), FLATS + "queries.py", "from qingmiao.ledger.services import record"),
    Push("insight changes what it looks at", floors("insight"), FIGURES + "queries/ask.py", "from qingmiao.registers import services"),
    Push("a migration imports today's model", floors("history"), FLATS + "migrations/0999_x.py", MODEL),
    # names that must not be called
    Push("a service reads Django's clock", RUFF, FLATS + "services.py", "from django.utils.timezone import now"),
    Push("a signal", RUFF, FLATS + "services.py", "from django.db.models.signals import post_save"),
    Push("the app registry as a back door", RUFF, FLATS + "queries.py", "from django.apps import apps"),
    Push("a relative import", RUFF, FLATS + "services.py", "from . import queries"),
    Push("a view that saves by itself", RUFF, FLATS + "web.py", "from django.views.generic import UpdateView"),
    Push("markup that escapes escaping", RUFF, FLATS + "web.py", "from django.utils.safestring import mark_safe"),
    Push("a request from thin air", RUFF, FLATS + "services.py", "from threading import local"),
    # manners
    Push("a write without actor or record", SERVICES, FLATS + "services.py", "def sneak(*, flat):\n    flat.save()"),
    Push("a write hidden in a helper", SERVICES, FLATS + "services.py", "def sneak(*, flat):\n    _do(flat)\n\n\ndef _do(flat):\n    flat.save()"),
    Push("a write outside the transaction", SERVICES, FLATS + "services.py", "def sneak(*, actor, flat):\n    flat.save()\n    record(actor=actor)"),
    Push("a positional service", SERVICES, FLATS + "services.py", "def sneak(actor, a):\n    return a"),
    Push("a query that writes", WRITING, FLATS + "queries.py", "def sneak():\n    Flat.objects.create(address='x')"),
    Push("a view that writes", WRITING, FLATS + "web.py", "def sneak(form):\n    form.save()"),
    Push("a view that asks a model", ASKING, FLATS + "web.py", f"{MODEL}\n\n\ndef sneak():\n    return F.objects.all()"),
    Push("a view that hands a model to a shortcut", ASKING, FLATS + "web.py", f"{MODEL}\n\n\ndef sneak(pk):\n    return get_object_or_404(F, pk=pk)"),
    Push("a detail view around every scope", ASKING, FLATS + "web.py", f"{MODEL}\n\n\nclass Sneak:\n    model = F"),
    Push("a rule that imports Django", SPEAKING, FLATS + "rules.py", "from django.db import connection"),
    Push("a function longer than its sheet", LENGTH, FLATS + "rules.py", "def long():\n" + "    x = 1\n" * 61),
    # data
    Push("a foreign key pointing up", KEYS, POSTINGS + "models.py", KEY.format("apartments.Flat")),
    Push("a foreign key between wings", KEYS, FLATS + "models.py", KEY.format("postings.Posting")),
    Push("a foreign key that turns the arrow round", KEYS, POSTINGS + "models.py", KEY.format("orgs.Unit").replace(", related_name='+'", "")),
    Push("choices only Python knows", CHOICES, POSTINGS + "models.py", MODELS + "\n\nclass New(m.Model):\n    x = m.CharField(choices=[('a', 'A')])"),
    Push("a number without its article", LAWS, PACKAGE + "regulations/apartments/x.toml", "title = 'x'\n" + LAW),
    Push("a room without a sentence over its door", SIGNS, PACKAGE + "pool/__init__.py", "# ", instead_of='"""'),
    Push("a furnished room nobody installed", INSTALLED, PACKAGE + "insight/screening/apps.py", "x = 1"),
    Push("a door left open", DOORS, PACKAGE + "config/urls.py", "from django.contrib.auth.decorators import login_not_required\nfrom django.http import HttpResponse\nurlpatterns += [path('x/', login_not_required(lambda _: HttpResponse()))]"),
    Push("a dependency nobody decided", PARAGRAPHS, "pyproject.toml", '"left-pad~=1.3",\n  "django-htmx', instead_of='"django-htmx'),
    Push("an address among the pins", PINS, "requirements/runtime.txt", "--index-url https://example.org/simple"),
    Push("an icon nobody brought", ICONS, PACKAGE + "webkit/templates/webkit/x.html", '{% icon "no-such-icon" %}'),
    Push("a model without its migration", MIGRATIONS, POSTINGS + "models.py", MODELS + "\n\nclass New(m.Model):\n    class Meta:\n        app_label = 'postings'"),
    Push("an untyped function", TYPES, PACKAGE + "kernel/periods.py", "def loose(x):\n    return x"),
    Push("a sentence without English", SENTENCES, PACKAGE + "portal/queries.py", "from django.utils.translation import gettext as _\n\nx = _('没有译文')"),
    Push("a sentence past gettext", SENTENCES, PACKAGE + "portal/queries.py", "x = '没有译文'"),
]  # fmt: skip

EVIDENCE = {  # how each tool says no
    "lint-imports": "BROKEN", "ruff": "TID25", "pytest": "AssertionError", "mypy": "error:",
    "django-admin": "Migrations for", "python": "没有译文",
}  # fmt: skip


def broken(wall: str, house: Path) -> tuple[bool, str]:
    """Whether the wall broke in its own words; the noise, if it fell for another reason."""
    tool, *_ = command = wall.split()
    own = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{house / 'src'}:{house}",
        "PYTHONDONTWRITEBYTECODE": "",  # most files stay as they are from push to push
        "PYTHONPYCACHEPREFIX": str(house / ".pyc"),
        "PYTHONWARNINGS": "ignore",
        "QINGMIAO_TEST_HOME": str(house / "var"),
        "DATABASE_URL": "",
    }
    program = shutil.which(tool, path=own["PATH"]) or tool
    run = subprocess.run(
        [program, *command[1:]],
        cwd=house,
        capture_output=True,
        check=False,
        text=True,
        env=os.environ | own,
    )
    words = run.stdout + run.stderr
    caught = run.returncode == 1 and EVIDENCE[tool] in words
    return caught, "" if caught or run.returncode == 0 else words[-3000:]


def together(walls: Iterable[str]) -> list[str]:
    """Before any push all walls must stand; those of one kind are asked in one go."""
    asked: dict[str, list[str]] = {}
    for wall in walls:
        if wall.startswith(("lint-imports", "pytest")):
            kind, _, target = wall.rpartition("--contract " if "--contract" in wall else " ")
            asked.setdefault(kind, []).append(
                f"--contract {target}" if "--contract" in wall else target
            )
        else:
            asked[wall] = []
    return [" ".join([kind.strip(), *targets]) for kind, targets in asked.items()]


@contextmanager
def leaning(push: Push, house: Path) -> Iterator[None]:
    path = house / push.file
    old = path.read_text() if path.exists() else None
    if push.instead_of:
        new = (old or "").replace(push.instead_of, push.text)
    else:
        new = f"{old or ''}\n{push.text}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(new)
    try:
        yield
    finally:
        path.unlink() if old is None else path.write_text(old)


def copy_of_the_house(yard: Path) -> Path:
    for name in (*COPIED, "tools"):
        if (HOUSE / name).is_dir():
            shutil.copytree(HOUSE / name, yard / name, ignore=LEFT_OUT)
        elif (HOUSE / name).exists():
            (yard / name).write_bytes((HOUSE / name).read_bytes())
    return yard


def main() -> None:
    hands = os.cpu_count() or 1
    asked = sys.argv[1:]
    pushes = [
        push for push in PUSHES if not asked or any(word in push.what + push.wall for word in asked)
    ]
    with tempfile.TemporaryDirectory() as yard, ThreadPoolExecutor(hands) as crew:
        houses: SimpleQueue[Path] = SimpleQueue()
        for number in range(hands):
            (own := Path(yard) / str(number)).mkdir()
            houses.put(copy_of_the_house(own))

        def lean(push: Push | str) -> str | None:
            house = houses.get()
            try:
                if isinstance(push, str):
                    broke, noise = broken(push, house)
                    return (
                        f"{push}: does not stand before the push\n{noise}"
                        if broke or noise
                        else None
                    )
                with leaning(push, house):
                    caught, noise = broken(push.wall, house)
                return None if caught else f"{push.what}: not caught by {push.wall}\n{noise}"
            finally:
                houses.put(house)

        walls = list(dict.fromkeys(push.wall for push in pushes))
        painted = [answer for answer in crew.map(lean, [*together(walls), *pushes]) if answer]
    if painted:
        sys.exit("painted walls:\n" + "\n".join(painted))
    print(f"{len(pushes)} pushes against {len(walls)} walls: all hold")


if __name__ == "__main__":
    main()
