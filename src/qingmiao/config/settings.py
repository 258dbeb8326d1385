"""Everything that differs between machines comes from the environment; nothing else does."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from qingmiao.config.cluster import OWNER
from qingmiao.config.home import PACKAGE, Home

HOME = Home.from_environment()
HOME.prepare()

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # small matrices: threads only wait for each other

DEBUG = os.environ.get("QINGMIAO_DEBUG") == "1"
SECRET_KEY = HOME.secret("secret-key")
FIELD_KEY = bytes.fromhex(HOME.secret("field-key"))  # encrypts identity numbers
BLIND_INDEX_KEY = bytes.fromhex(HOME.secret("blind-index-key"))  # finds them again
LEDGER_KEY = bytes.fromhex(HOME.secret("ledger-key"))  # signs the heads of the ledger
LEDGER_HEADS = HOME.heads  # each head that was signed, kept beside the database

# the address people type; behind a TLS proxy it begins with https and the cookies become secure
ORIGIN = os.environ.get("QINGMIAO_ORIGIN", "")
ALLOWED_HOSTS = os.environ.get("QINGMIAO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
IS_BEHIND_TLS = ORIGIN.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if IS_BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

REGULATION_SHELVES = [
    *(Path(shelf) for shelf in os.environ.get("QINGMIAO_REGULATIONS", "").split(":") if shelf),
    PACKAGE / "regulations",
]
FONT_DIRS = [  # a unit's licensed faces are looked for first
    *(Path(folder) for folder in os.environ.get("QINGMIAO_FONTS", "").split(":") if folder),
    PACKAGE / "engines" / "documents" / "fonts",
]
UPLOADS, EXPORTS = HOME.uploads, HOME.exports
MEDIA_ROOT = UPLOADS  # no MEDIA_URL: files leave only through views that ask a permission
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.Account"
ROOT_URLCONF = "qingmiao.config.urls"
WSGI_APPLICATION = "qingmiao.config.wsgi.application"


INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "template_partials.apps.SimpleAppConfig",
    "qingmiao.ledger",
    "qingmiao.webkit",
    "qingmiao.orgs",
    "qingmiao.access",
    "qingmiao.notices",
    "qingmiao.engines.lottery",
    "qingmiao.engines.documents",
    "qingmiao.engines.scoring",
    "qingmiao.engines.queues",
    "qingmiao.engines.ballots",
    "qingmiao.engines.matching",
    "qingmiao.registers",
    "qingmiao.workdays",
    "qingmiao.people.dossiers",
    "qingmiao.people.calendars",
    "qingmiao.people.exchange",
    "qingmiao.evidence",
    "qingmiao.pool",
    "qingmiao.selection.demands",
    "qingmiao.selection.visits",
    "qingmiao.selection.observations",
    "qingmiao.selection.nominations",
    "qingmiao.selection.contests",
    "qingmiao.selection.judging",
    "qingmiao.selection.results",
    "qingmiao.cultivation.courses",
    "qingmiao.cultivation.lectures",
    "qingmiao.cultivation.needs",
    "qingmiao.cultivation.learning",
    "qingmiao.cultivation.campaigns",
    "qingmiao.cultivation.plans",
    "qingmiao.placement.postings",
    "qingmiao.placement.blocks",
    "qingmiao.placement.openings",
    "qingmiao.placement.mentoring",
    "qingmiao.stewardship.integrity",
    "qingmiao.stewardship.inspections",
    "qingmiao.stewardship.measures",
    "qingmiao.stewardship.childcare",
    "qingmiao.stewardship.apartments",
    "qingmiao.appointment.eligibility",
    "qingmiao.appointment.vacancies",
    "qingmiao.appointment.cases",
    "qingmiao.appointment.probation",
    "qingmiao.insight.figures",
    "qingmiao.insight.fairness",
    "qingmiao.insight.burden",
    "qingmiao.insight.reports",
    "qingmiao.portal",
    "qingmiao.office",
    "qingmiao.api",
    "qingmiao.demo",
    "qingmiao.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "qingmiao.webkit.middleware.CleanText",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "qingmiao.access.web.middleware.PagesAreClosed",
    "qingmiao.access.web.middleware.RequestKnowsItsActor",
    "qingmiao.webkit.middleware.ForbiddenIsNotFound",
    "pghistory.middleware.HistoryMiddleware",
]
_LOADERS = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [  # ours before allauth's
            PACKAGE / "webkit" / "templates",
            PACKAGE / "access" / "templates",
        ],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "qingmiao.webkit.context.page_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.cached.Loader", _LOADERS)]
                    if not DEBUG
                    else _LOADERS,
                )
            ],
        },
    }
]

FORM_RENDERER = "qingmiao.webkit.forms.Renderer"
QINGMIAO_MENU = "qingmiao.config.menu.menu"
QINGMIAO_READER = "qingmiao.portal.web.frame.reader"

# ---------------------------------------------------------------- signing in
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "qingmiao.access.web.adapter.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = False

# ---------------------------------------------------------------- what a page may load
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
STATIC_URL = "/static/"
STATIC_ROOT = HOME.static
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG

# ---------------------------------------------------------------- the database
DATABASE_URL = os.environ.get("DATABASE_URL", "")
IS_EMBEDDED = not DATABASE_URL
DATABASES: dict[str, dict[str, Any]]
if IS_EMBEDDED:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": OWNER,
            "USER": OWNER,
            "PASSWORD": HOME.secret("database"),
            "HOST": str(HOME.place().socket_dir),
        }
    }
else:
    DATABASES = {"default": dict(dj_database_url.parse(DATABASE_URL))}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("QINGMIAO_LOG", "WARNING")},
}
