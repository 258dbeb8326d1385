"""A served demo district and a browser, once for all journeys: the product as a newcomer starts it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

HOUSE = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Served:
    """Where the district is served and with which password its demo accounts sign in."""

    def __init__(self, address, password, environment):
        self.address, self.password, self.environment = address, password, environment

    def shell(self, code):
        """What the operator of the machine does beside it, for instance to let a night pass."""
        subprocess.run(
            [sys.executable, "-m", "qingmiao", "manage", "shell", "-v", "0", "-c", code],
            env=self.environment, cwd=HOUSE, check=True, capture_output=True,
        )  # fmt: skip


def lines_until_ready(process):
    said = []
    for line in process.stdout:
        said.append(line)
        if "http://127.0.0.1:" in line:
            return "".join(said)
    raise AssertionError("the server ended before it was ready:\n" + "".join(said))


@pytest.fixture(scope="session")
def served():
    home = Path(tempfile.mkdtemp(prefix="qingmiao-journeys-"))
    home.chmod(0o711)
    port = free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "QINGMIAO_TEST_HOME"}
    } | {"QINGMIAO_HOME": str(home), "LANG": "zh_CN.UTF-8", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "qingmiao", "serve", "--demo", "--port", str(port)]
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=HOUSE,
    ) as process:
        try:
            said = lines_until_ready(process)
            password = re.search(r"demo-[0-9a-f]+", said).group()
            yield Served(f"http://127.0.0.1:{port}", password, environment)
        finally:
            process.terminate()
            process.communicate()
            shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def browser():
    """Closed with the module: while the tool runs, its event loop keeps Django from the database."""
    installed = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=installed, args=QUIET)
        yield chromium
        chromium.close()


LEFT = ("htmx:sendAbort", "htmx:afterRequest")
"""What htmx says of a question, still unanswered, that the reader left together with the page."""


def is_fault(note):
    return note.type == "error" and not note.text.startswith(LEFT)


@pytest.fixture
def visit(browser, served):
    """``visit("officer")`` opens a page signed in as that role; what the console said is on ``.said``."""
    contexts = []

    def open_page(role, *, width=1440, height=900, scheme="light", english=False):
        context = browser.new_context(
            base_url=served.address,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale="en-US" if english else "zh-CN",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda note: page.said.append(note.text) if is_fault(note) else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto("/accounts/login/")
        page.fill("input[name=login]", role)
        page.fill("input[name=password]", served.password)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/accounts/login" not in url)
        return page

    yield open_page
    for context in contexts:
        context.close()
