"""Django's settings, made from the house's own (`kit.settings`); one module for every door."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from yiwang.config import pooling
from yiwang.kit.settings import settings as house

_house = house()
_here = Path(__file__).resolve().parent

SECRET_KEY = _house.secret_key
DEBUG = _house.debug
ALLOWED_HOSTS = _house.allowed_hosts.split(",")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "yiwang.ground.record",
    "yiwang.ground.access",
    "yiwang.ground.rules",
    "yiwang.ground.files",
    "yiwang.ground.places",
    "yiwang.ground.organisation",
    "yiwang.ground.people",
    "yiwang.ground.clocks",
    "yiwang.ground.language",
    "yiwang.ground.registers",
    "yiwang.ground.messaging",
    "yiwang.ground.keeping",
    "yiwang.offer.catalog",
    "yiwang.offer.knowledge",
    "yiwang.cases.casework",
    "yiwang.cases.secrecy",
    "yiwang.cases.prints",
    "yiwang.cases.appeals",
    "yiwang.cases.applications",
    "yiwang.cases.tracks",
    "yiwang.cases.rights",
    "yiwang.cases.trials",
    "yiwang.cases.topics",
    "yiwang.cases.matters",
    "yiwang.cases.channels",
    "yiwang.cases.centre",
    "yiwang.cases.counter",
    "yiwang.quality.asking",
    "yiwang.quality.served",
    "yiwang.quality.ratings",
    "yiwang.quality.surveys",
    "yiwang.quality.callbacks",
    "yiwang.quality.supervision",
    "yiwang.quality.inspections",
    "yiwang.quality.campaigns",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "procrastinate.contrib.django",
    "pgtrigger",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    *ROOMS,
    "yiwang.sites.ui",
    "yiwang.sites.portal",
    "yiwang.sites.workbench",
    "yiwang.sites.exchange",
    "yiwang.sites.api",
    "yiwang.config",
]

# --- doors: the portal carries no session and no login; it keeps a signed draft cookie only
_COMMON = [
    "yiwang.sites.ui.middleware.ForwardedMiddleware",
    "yiwang.sites.ui.middleware.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
]
PORTAL_MIDDLEWARE = [
    *_COMMON,
    "django.middleware.locale.LocaleMiddleware",
    "yiwang.sites.portal.faces.middleware.FaceMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # nobody logs in here; allauth refuses to load without it
    "django_htmx.middleware.HtmxMiddleware",
    "yiwang.sites.ui.middleware.RequestIdMiddleware",
    "yiwang.sites.ui.middleware.HouseErrorMiddleware",
]
WORKBENCH_MIDDLEWARE = [
    *_COMMON,
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yiwang.sites.ui.middleware.RequestIdMiddleware",
    "yiwang.sites.workbench.middleware.StaffOnlyMiddleware",
    "yiwang.sites.workbench.idle.IdleMiddleware",
    "yiwang.sites.ui.middleware.HouseErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]
API_MIDDLEWARE = [  # machines bring a token with each request: no session, no cookie, no form, no page but the manual
    "yiwang.sites.ui.middleware.ForwardedMiddleware",
    "yiwang.sites.ui.middleware.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yiwang.sites.ui.middleware.RequestIdMiddleware",
    "yiwang.sites.api.middleware.ApiMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # nobody logs in here; allauth refuses to load without it
]
_DOOR = _house.door if _house.door in ("portal", "api") else "workbench"
MIDDLEWARE = {"portal": PORTAL_MIDDLEWARE, "workbench": WORKBENCH_MIDDLEWARE, "api": API_MIDDLEWARE}[_DOOR]
ROOT_URLCONF = f"yiwang.config.urls_{_DOOR}"
WSGI_APPLICATION = "yiwang.config.wsgi.application"

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.messages.context_processors.messages",
    "yiwang.sites.ui.context.site",
    *(["yiwang.sites.workbench.nav.frame"] if _DOOR == "workbench" else []),
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": _CONTEXT,
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "yiwang.sites.ui.templatetags.yw",
            ],
            "string_if_invalid": "",
        },
    }
]
COTTON_DIR = "components"
COTTON_SNAKE_CASED_NAMES = False
COTTON_ISOLATE_BY_DEFAULT = True
"""A component sees its attributes and the context processors, never the page's variables."""
CSRF_FAILURE_VIEW = "yiwang.sites.ui.errors.csrf_failure"

# --- database: one dialect, pooled
_url = _house.database_url
if _house.door == "portal":
    _url = _house.portal_database_url or _house.database_url_outer or _house.database_url
_parts = conninfo_to_dict(_url) if _url else {}
_serves = _house.door in ("portal", "workbench", "api")
_POOL_WAIT = 8.0
"""Seconds a request waits for a connection: a restart of the database passes unseen, a longer outage is said (503)."""
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _parts.get("dbname", "yiwang"),
        "USER": _parts.get("user", ""),
        "PASSWORD": _parts.get("password", ""),
        "HOST": _parts.get("host", ""),
        "PORT": str(_parts.get("port", "")),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # nobody sees a 500 after the database was restarted; see config/pooling.py
        "OPTIONS": {"pool": {"min_size": 1, "max_size": _house.pool_size, "timeout": _POOL_WAIT}} if _serves else {},
    }
}
if _serves:
    pooling.look_first()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [_here.parent / "sites" / "ui" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- static files
STATIC_URL = "/static/"
STATIC_ROOT = _house.data_dir / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if (STATIC_ROOT / "staticfiles.json").exists()
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- web safety
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _house.secure_cookies
SESSION_COOKIE_NAME = "yw_staff"
SESSION_COOKIE_AGE = _house.session_hours * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "yw_csrf_p" if _house.door == "portal" else "yw_csrf"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _house.behind_proxy else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [], "microphone": [], "geolocation": [], "payment": [], "usb": [],
}  # fmt: skip

# --- staff login (room access, site workbench): user name + password, then a code from the phone; axes counts failures
AUTH_USER_MODEL = "access.Account"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
ACCOUNT_ADAPTER = "yiwang.ground.access.gateways.allauth.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 600
"""Seconds between password and code; the first time a password is chosen and a picture scanned in between."""
ACCOUNT_RATE_LIMITS = False
"""Axes counts in the database, over all processes; allauth would count in each process's memory."""
MFA_ADAPTER = "yiwang.ground.access.gateways.allauth.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "yiwang.sites.workbench.login.views.locked_out"
AXES_USERNAME_CALLABLE = "yiwang.ground.access.gateways.axes.username_of"
AXES_SENSITIVE_PARAMETERS = ["login", "code", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
"""The record keeps who signed in."""
AXES_VERBOSE = False

# --- background work: each room's jobs stand in its jobs.py
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING_CONFIG = None
