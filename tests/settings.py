"""The product's settings, on a home that is thrown away or lies apart from the developer's own."""

import os
import tempfile
from pathlib import Path

# set before the product's settings are computed; workers of pytest-xdist inherit the result
if "QINGMIAO_TEST_HOME" not in os.environ:
    own = os.environ.get("QINGMIAO_HOME")
    os.environ["QINGMIAO_TEST_HOME"] = (
        str(Path(own) / "tests") if own else tempfile.mkdtemp(prefix="qingmiao-tests-")
    )
    Path(os.environ["QINGMIAO_TEST_HOME"]).mkdir(parents=True, exist_ok=True)
    Path(os.environ["QINGMIAO_TEST_HOME"]).chmod(0o711)
    os.environ["QINGMIAO_TEST_HOME_IS_OURS"] = "" if own else "1"
os.environ["QINGMIAO_HOME"] = os.environ["QINGMIAO_TEST_HOME"]

from qingmiao.config.settings import *  # noqa: F403 -- the home is chosen first
from qingmiao.config.settings import DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["NAME"] = os.environ.get(
    "QINGMIAO_TEST_DATABASE", DATABASES["default"]["NAME"]
)
DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ.get("QINGMIAO_TEST_TEMPLATE")}
