"""One settings file. Every difference between machines is an environment variable read here."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("PPID_DEBUG", default=False)
DEMO = env.bool("PPID_DEMO", default=False)
HTTPS = env.bool("PPID_HTTPS", default=False)
BEHIND_PROXY = env.bool("PPID_PROXY", default=HTTPS)
REDIS_URL = env.str("PPID_REDIS_URL", default="")
DATA_DIR = Path(env.str("PPID_DATA", default=str(BASE_DIR / "var"))).resolve()

SECRET_KEY = env.str("PPID_SECRET_KEY", default="")
if not SECRET_KEY:
    if not (DEMO or DEBUG):
        raise ImproperlyConfigured("PPID_SECRET_KEY is not set (see README.md, 'Settings').")
    SECRET_KEY = "only-for-demonstration-and-development"  # noqa: S105
PORT = env.int("PORT", default=8000)
PPID_ADDRESS = env.str("PPID_ADDRESS", default=f"http://127.0.0.1:{PORT}").rstrip(
    "/"
)  # in every QR
ALLOWED_HOSTS = env.list("PPID_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
    "django_guid",
    "desa",
    "inovasi",
    "p2ktd",
    "musyawarah",
    "tugas",
]

MIDDLEWARE = [
    "django_guid.middleware.guid_middleware",
    "ppid.pantau.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
    "desa.middleware.NotAllowedMiddleware",
    "desa.middleware.TemporaryPasswordMiddleware",
    "desa.middleware.SecondFactorMiddleware",
    "desa.middleware.ViewingMiddleware",
    "tugas.middleware.OutboxMiddleware",  # innermost: receipt and deed are one transaction
]

ROOT_URLCONF = "ppid.urls"
WSGI_APPLICATION = "ppid.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["ppid.lib.tags", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ppid.menu.menu",
            ],
        },
    }
]
FORM_RENDERER = "ppid.lib.papan_ketik.Renderer"
CRISPY_TEMPLATE_PACK = CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"

# Data

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'ppid.sqlite3'}")}
DATABASE = DATABASES["default"]
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # the default loses a quarter of concurrent writes
        "timeout": 20,
        # FULL: an entry that was acknowledged survives a power cut; it is somebody's pay.
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            "PRAGMA synchronous=FULL;"
            "PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=27103364;"
            "PRAGMA cache_size=-20000;"
            "PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    DATABASE |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    # A page's question is small. Calling helpers costs more than they save, and takes them from the
    # next page (16 ms to 6 for a companion's list at ten million entries); and no disk of today is
    # four times slower where it jumps: told so, 500 rows are not joined by reading all villages and
    # people (53 ms to 2, the same list).
    asked = "-c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
    told = f"{env.str('PGOPTIONS', default='')} {asked}".strip()
    DATABASE.setdefault("OPTIONS", {}).setdefault("options", told)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        # While Redis is away the house goes on without a cache; /sehat/ and the log say so.
        "OPTIONS": {
            "IGNORE_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": 1,
            "SOCKET_TIMEOUT": 2,
        },
    }
    DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

MEDIA_ROOT = DATA_DIR / "berkas"  # never served as it is: views check who asks
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("PPID_STATIC", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES = "whitenoise.storage.CompressedManifestStaticFilesStorage"
if DEBUG:
    STATICFILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES},
}
_bucket = env.url("PPID_S3", default="")  # https://key:secret@host/bucket?region_name=…
if _bucket.hostname:
    STORAGES["default"] = {
        "BACKEND": "ppid.lib.ember.Ember",
        "OPTIONS": {
            "access_key": unquote(_bucket.username),
            "secret_key": unquote(_bucket.password),
            "endpoint_url": f"{_bucket.scheme}://{_bucket.netloc.rpartition('@')[2]}",
            "bucket_name": _bucket.path.strip("/"),
            "region_name": "us-east-1",
            **dict(parse_qsl(_bucket.query)),
        },
    }
# A photo goes to disk, not to memory, and is refused by a form with a sentence, not here.
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # 200 names × the columns of an attendance list
DATA_UPLOAD_MAX_NUMBER_FILES = 50

# People

AUTH_USER_MODEL = "desa.Pengguna"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "desa.auth.ByNameOrPhone"]
LOGIN_URL = "masuk"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "masuk"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# Long sessions: 30,000 people logging in every morning would cost five processors.
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
SESSION_ENGINE = "django.contrib.sessions.backends." + ("cached_db" if REDIS_URL else "db")

PASSWORD_RESET_TIMEOUT = int(timedelta(days=3).total_seconds())  # a link of invitation
# Forced for ADMIN and TIK. The accounts of a demonstration have one printed password and no phone.
SECOND_FACTOR_FORCED = env.bool("PPID_DUA_LANGKAH", default=not DEMO)
OTP_TOTP_ISSUER = "Inovasi Desa"

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # an office shares one address
AXES_USERNAME_CALLABLE = "desa.auth.login_name"
AXES_LOCKOUT_TEMPLATE = "errors/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
if BEHIND_PROXY:
    AXES_CLIENT_IP_CALLABLE = "ppid.proxy.client_ip"

# The walk

PPID_SECOND_REVIEW = env.int("PPID_SECOND_REVIEW", default=5)  # % of accepted entries seen twice

# Language and time

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # a year is not "2.026"; amounts pass |angka or |rupiah

# Safety

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sehat/"]  # asked from inside, without a proxy
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Mail: printed on the console until a server is named, as in smtp+tls://user:word@host:587

vars().update(env.email_url("PPID_EMAIL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("PPID_EMAIL_FROM", default="inovasi-desa@localhost")

# Background work

CELERY_BROKER_URL = REDIS_URL or "memory://localhost"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_ACKS_LATE = True  # a killed worker's task comes back; tasks are safe to run twice
CELERY_TASK_REJECT_ON_WORKER_LOST = True  # … at once, when the machine killed only its child
CELERY_BROKER_TRANSPORT_OPTIONS = {  # … after this many seconds, when the whole worker is gone
    "visibility_timeout": env.int("PPID_TUGAS_KEMBALI", default=1200),
    "unacked_restore_throttle": 1,  # looked for every ten seconds
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# What operators see (ppid/pantau.py, ppid/kesehatan.py)

METRIK_TOKEN = env.str("PPID_METRIK_TOKEN", default="")  # without it there is no /metrik/
SLOW_MS = env.int("PPID_SLOW_MS", default=500)  # a query that takes longer is written down
DJANGO_GUID = {"GUID_HEADER_NAME": "X-Request-ID", "UUID_LENGTH": 32}
LOG_FORMAT = env.str("PPID_LOG", default="baris" if DEMO or DEBUG else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"nomor": {"()": "django_guid.log_filters.CorrelationId"}},
    "formatters": {
        "baris": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {
            "()": "ppid.pantau.Tersaring",
            "format": "{asctime} {levelname} {name} {correlation_id} {message}",
            "style": "{",
            "rename_fields": {
                "asctime": "waktu", "levelname": "tingkat", "name": "asal",
                "correlation_id": "nomor", "message": "pesan", "exc_info": "galat",
            },
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["nomor"],
        },
    },
    "root": {"handlers": ["console"], "level": env.str("PPID_LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},  # a 404 quotes its path
        "django_guid": {"level": "WARNING"},
        "ppid.permintaan": {"level": "WARNING" if LOG_FORMAT == "baris" else "INFO"},
        "axes": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}  # fmt: skip
