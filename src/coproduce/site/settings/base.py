# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is so in every shape of the house. Everything that differs is read from the environment here and nowhere else."""

import os
from pathlib import Path

from coproduce.site.settings.databases import main_database, sqlite
from coproduce.site.settings.secrets import secret_key

DATA_DIR = Path(os.environ.get("COPRODUCE_DATA", "data")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
SECRET_KEY = secret_key(DATA_DIR)
DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("COPRODUCE_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]
PLACES_DIR = os.environ.get("COPRODUCE_PLACES", "")
PUBLIC_ADDRESS = os.environ.get("COPRODUCE_ADDRESS", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "coproduce.look",
    "coproduce.people",
    "coproduce.vault",
    "coproduce.programmes",
    "coproduce.listening",
    "coproduce.themes",
    "coproduce.priorities",
    "coproduce.strategy",
    "coproduce.heard",
    "coproduce.thread",
    "coproduce.report",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "coproduce.site.middleware.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "coproduce.site.middleware.Csrf",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coproduce.people.middleware.TeamNeedsSignIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "coproduce.site.urls"
ASGI_APPLICATION = "coproduce.site.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coproduce.look.context.page",
            ]
        },
    }
]

DATABASES = {"default": main_database(DATA_DIR), "keys": sqlite(DATA_DIR / "keys.db")}
DATABASE_ROUTERS = ["coproduce.vault.router.KeyStore"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "programmes:team"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 10
CSRF_COOKIE_HTTPONLY = True
# Messages may quote nothing that a person said, but a cookie would still leave the machine: keep them in the session.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en", "English"), ("ur", "اردو"), ("pa", "ਪੰਜਾਬੀ"), ("bn", "বাংলা"), ("ar", "العربية"), ("so", "Soomaali"),
             ("pl", "Polski"), ("ro", "Română")]  # fmt: skip
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# An upload is held in memory up to the size the reader accepts, so that words never touch a temporary file on disk.
FILE_UPLOAD_HANDLERS = ["coproduce.site.uploads.MemoryOnly"]
UPLOAD_LIMIT = 100 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"paths": {"()": "coproduce.site.logs.DropPrivatePaths"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["paths"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
