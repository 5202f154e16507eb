"""Django's settings, all of them. What differs between installations is read by environment.py.

Nothing here asks for a connection that leaves the machine, except to a PostgreSQL or a mail server that was
named.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shirube.conf.database import make_database_settings
from shirube.conf.environment import SECRET_KEY_FILE, SettingError, read_environment

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).parents[1]

SECRET_KEY = ENVIRONMENT.secret_key
if not SECRET_KEY:
    raise SettingError(
        "秘密鍵がありません。「shirube serve」を実行すると、"
        f"「{ENVIRONMENT.data / SECRET_KEY_FILE}」に作成します。"
    )

DEBUG = False
ALLOWED_HOSTS = [ENVIRONMENT.host, "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.origin]
ROOT_URLCONF = "shirube.conf.urls"
WSGI_APPLICATION = "shirube.conf.server.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

INSTALLED_APPS = [
    "shirube.conf",
    "shirube.store",
    "shirube.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "shirube.conf.middleware.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "shirube.conf.middleware.ClientAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shirube.conf.middleware.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

# Jinja2 draws all pages: large tables 13 times as fast as Django's language, and one language is enough.
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "shirube.web.jinja.make_environment"},
    },
]

# ---- database ----

DATABASES = {"default": make_database_settings(ENVIRONMENT)}
DATA_FOLDER = ENVIRONMENT.data
# Outside the database, so that whoever shortens the record there is found out.
AUDIT_ANCHOR = ENVIRONMENT.data / "audit-anchor.jsonl"

# ---- language and time ----

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
USE_I18N = True

# ---- people ----

AUTH_USER_MODEL = "store.Person"
AUTHENTICATION_BACKENDS = ["shirube.actions.backend.PersonBackend"]
LOGIN_URL = "/login/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_SECONDS = ENVIRONMENT.idle_minutes * 60
SESSION_COOKIE_AGE = ENVIRONMENT.session_hours * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
TRUSTED_PROXIES = ENVIRONMENT.proxies
CSRF_FAILURE_VIEW = "shirube.web.gate.show_csrf_refusal"

# ---- what a browser is told ----

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "img-src": ["'self'", "data:"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Behind plain http, as inside many a city hall, a cookie that insists on https would never come back.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENVIRONMENT.is_https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.is_https
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SESSION_COOKIE_NAME = "__Host-shirube" if ENVIRONMENT.is_https else "shirube"
CSRF_COOKIE_NAME = "__Host-shirube-csrf" if ENVIRONMENT.is_https else "shirube-csrf"
if ENVIRONMENT.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ---- files ----

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.data / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ENVIRONMENT.data / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Not below STORAGES: their names are hashes, and nothing else may put a file there.
ATTACHMENTS_FOLDER = ENVIRONMENT.attachments
LARGEST_ATTACHMENT = ENVIRONMENT.attachment_mb * 1024 * 1024
ATTACHMENT_QUOTA = ENVIRONMENT.attachment_quota_mb * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A whole table pasted into the entry page: 500 indicators with a few fields each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# ---- mail and log ----

# Without a mail server nothing is sent, and people get their links from the administrator.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
CAN_MAIL = ENVIRONMENT.mail is not None
# Links in mails lead to the address that was set, never to what a request calls itself.
ORIGIN = ENVIRONMENT.origin
if ENVIRONMENT.mail is not None:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = ENVIRONMENT.mail.host, ENVIRONMENT.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENVIRONMENT.mail.user, ENVIRONMENT.mail.password
    EMAIL_USE_TLS = ENVIRONMENT.mail.security == "starttls"
    EMAIL_USE_SSL = ENVIRONMENT.mail.security == "tls"
    EMAIL_TIMEOUT = 15
    DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "shirube.conf.log.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
