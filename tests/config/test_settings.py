"""What every page is sent with."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

PAGE = "/accounts/login/"


@pytest.mark.django_db
def test_the_policy_allows_nothing_inline(client):
    policy = client.get(PAGE).headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_pages_are_not_for_others(client, header, value):
    assert client.get(PAGE).headers[header] == value


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepted", "language"), [("zh-CN,zh", "zh-hans"), ("en-GB,en", "en"), ("fr", "zh-hans")]
)
def test_the_browser_chooses_the_language(client, accepted, language):
    answer = client.get(PAGE, headers={"Accept-Language": accepted})

    assert answer.headers["Content-Language"] == language


def test_files_are_written_for_their_owner_only():
    assert settings.FILE_UPLOAD_PERMISSIONS == 0o600
    assert settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS == 0o700


def test_uploads_have_no_address():
    assert settings.MEDIA_URL in {"", "/"}


def databases_told(url):
    code = "from django.conf import settings; import json; print(json.dumps(settings.DATABASES))"
    own = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "qingmiao.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | own,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)["default"]


def test_an_address_puts_it_on_a_server():
    told = databases_told("postgres://office:p%40ss@db.example:5433/cadres?sslmode=require")

    assert told["ENGINE"] == "django.db.backends.postgresql"
    assert (told["USER"], told["PASSWORD"]) == ("office", "p@ss")
    assert (told["HOST"], told["PORT"], told["NAME"]) == ("db.example", 5433, "cadres")
    assert told["OPTIONS"] == {"sslmode": "require"}


def test_without_one_it_is_the_cluster_of_the_home():
    told = databases_told("")

    assert told["HOST"] == str(settings.HOME.place().socket_dir)
