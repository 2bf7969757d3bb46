"""Every setting of Nuanxin, in one file. What differs between places comes from the environment.

docs/reference/settings.md is written from the readings below (`./run reference`).
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import structlog
from csp.constants import NONE, SELF

from nuanxin.config import databases
from nuanxin.config.environment import Environment

SOURCE = Path(__file__).resolve().parents[1]
PROJECT = SOURCE.parents[1]
BUILD = PROJECT / "build"

environment = Environment(os.environ)


def keep_demo_key(folder: Path) -> str:
    """Return this machine's random key for trying out; make it once, readable by its owner alone."""
    file = folder / "demo-secret-key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        key = secrets.token_urlsafe(48)
        opened.write(key)
    return key


# What differs between places

DEMO = environment.flag(
    "NUANXIN_DEMO",
    default=False,
    meaning="For trying out on one machine: no secret and no host name need be given. `./run` sets it.",
)
DATA = environment.folder(
    "NUANXIN_DATA",
    default=PROJECT / "var",
    shown="`var` in the project",
    meaning="Where the SQLite file and the demo's key are kept.",
)
BOOK = environment.folder(
    "NUANXIN_BOOK",
    default=PROJECT / "rulebooks" / "special-customers-2024",
    shown="`rulebooks/special-customers-2024` in the project",
    meaning="The folder of the rulebook by which plans are made.",
)
SECRET_KEY = environment.secret(
    "NUANXIN_SECRET_KEY",
    default=keep_demo_key(DATA) if DEMO else None,
    shown="must be given; in demo mode a random one, kept in the data folder",
    meaning="Signs cookies and forms. At least 50 random characters, the same for all processes.",
)
ALLOWED_HOSTS = environment.words(
    "NUANXIN_HOSTS",
    default=["localhost", "127.0.0.1", "[::1]"] if DEMO else None,
    shown="must be given; in demo mode this machine's own names",
    meaning="The names under which browsers reach Nuanxin.",
)
HTTPS = environment.flag(
    "NUANXIN_HTTPS",
    default=not DEMO,
    shown="true; in demo mode false",
    meaning="Browsers reach Nuanxin by HTTPS: plain HTTP is sent there, cookies travel only there.",
)
BEHIND_PROXY = environment.flag(
    "NUANXIN_BEHIND_PROXY",
    default=False,
    meaning="A proxy of the bank's sets X-Forwarded-Proto and X-Forwarded-For; believe them.",
)
DEBUG = environment.flag(
    "NUANXIN_DEBUG",
    default=False,
    meaning="Show errors in the browser in full. Never where others can reach it.",
)
DATABASES = {
    "default": databases.read_address(
        environment.secret(
            "DATABASE_URL",
            default=f"sqlite:///{DATA / 'nuanxin.sqlite3'}",
            shown="an SQLite file in the data folder",
            meaning="`sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME` (PostgreSQL 15 or newer).",
        )
    )
}
API_PLANS_A_MINUTE = environment.number(
    "NUANXIN_API_PLANS_A_MINUTE",
    default=120,
    least=1,
    meaning="How many plans one address may ask of the API in a minute.",
)
LOG_LEVEL = environment.choice(
    "NUANXIN_LOG_LEVEL",
    among=["DEBUG", "INFO", "WARNING", "ERROR"],
    default="INFO",
    meaning="The least that is written to standard error: in JSON, in demo mode in plain lines.",
)
environment.refuse_unknown()


# What is the same everywhere

ROOT_URLCONF = "nuanxin.config.urls"
ASGI_APPLICATION = "nuanxin.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    "django_vite",
    "nuanxin.web",
    "nuanxin.api",
]

MIDDLEWARE = [
    "nuanxin.api.errors.one_shape",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "nuanxin.common.access.DenyByDefault",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / "web" / "components"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "nuanxin.web.reader.describe",
            ],
        },
    }
]

CACHES = {
    # In the database, so that a limit on requests holds over all processes.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BUILD / "static"
STATICFILES_DIRS = [BUILD / "frontend"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
# Vite puts what it built into assets/, a digest in each name: these never change.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.*/assets/.+-[0-9A-Za-z_-]{8}\.[0-9a-z]+$"
WHITENOISE_ALLOW_ALL_ORIGINS = False
DJANGO_VITE = {"default": {"manifest_path": BUILD / "frontend" / "manifest.json", "dev_mode": False}}


# What a browser may do with our pages

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024


# The log

# Tracebacks without the values of variables: these may be a person's own words.
LOG_ENDS: dict[str, list[structlog.typing.Processor]] = {
    "plain": [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)],
    "json": [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)],
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso"),
            ],
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *LOG_ENDS["plain" if DEMO else "json"],
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}
