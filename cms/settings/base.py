"""The settings of all environments. Only this package reads the environment; ``.env.example`` names every setting."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import available_timezones

from django.utils.functional import SimpleLazyObject

from cms.settings import environment, services

BASE_DIR = Path(__file__).resolve().parents[2]
environment.read_file(BASE_DIR / ".env")

STATE_DIR = BASE_DIR / environment.text("MADANG_STATE_DIR", "var")
MADANG_STATE_DIR = STATE_DIR
MADANG_HOST = environment.bind_address("HOST", "127.0.0.1")
MADANG_PORT = environment.number("PORT", 8000, low=1, high=65535)
MADANG_WORKERS = environment.number("WEB_CONCURRENCY", 1, low=1, high=256)
MADANG_START_SECONDS = environment.number("MADANG_START_SECONDS", 90, low=1, high=3600)
MADANG_CONNECTIONS = environment.number("MADANG_CONNECTIONS", 4000, low=16, high=60000)
MADANG_HEADER_SECONDS = environment.number("MADANG_HEADER_SECONDS", 10, low=1, high=600)
MADANG_STALL_SECONDS = environment.number("MADANG_STALL_SECONDS", 20, low=1, high=600)
MADANG_LEAST_RATE = environment.number("MADANG_LEAST_RATE", 500, low=1, high=1_000_000)
MADANG_UPLOAD_MB = environment.number("MADANG_UPLOAD_MB", 256, low=1, high=65536)
MADANG_STATEMENT_SECONDS = environment.number("MADANG_STATEMENT_SECONDS", 30, low=1, high=3600)
MADANG_STALE_SECONDS = environment.number("MADANG_STALE_SECONDS", 300, low=0, high=86400)
MADANG_OUTGOING_NETWORKS = environment.networks("MADANG_OUTGOING_NETWORKS", [])
MADANG_TRUSTED_PROXIES = environment.networks("MADANG_TRUSTED_PROXIES", environment.PRIVATE_NETWORKS)
# Bodies of requests and long answers on their way; the files have no names, so nothing is ever left there.
MADANG_SPOOL_DIR = STATE_DIR / "spool"
MADANG_BASE_URL = environment.origin("MADANG_BASE_URL", environment.address_of(MADANG_HOST, MADANG_PORT))
DEBUG = False
# Which hosts are answered is known to the ledger: frontend.doors asks it before Django would.
ALLOWED_HOSTS = ["*"]
MADANG_FURTHER_HOSTS = environment.host_names("ALLOWED_HOSTS")
MADANG_UNKNOWN_HOSTS = environment.choice("MADANG_UNKNOWN_HOSTS", "refuse", among=("refuse", "redirect"))
CSRF_TRUSTED_ORIGINS = environment.origins("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "cms.jobs",
    "cms.core",
    "cms.access",
    "cms.ledger",
    "cms.subsites",
    "cms.releases",
    "cms.committees",
    "cms.news",
    "cms.pages",
    "cms.events",
    "cms.boards",
    "cms.derived",
    "cms.publication",
    "cms.webhooks",
    "cms.search",
    "cms.search.meilisearch",
    "cms.writing",
    "api",
    "syndication",
    "frontend",
    "wagtail_headless_preview",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.core.apps.AccountsConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "graphene_django",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "frontend.doors.KnownHosts",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "frontend.doors.NormalPaths",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.core.editor_language.EditorLanguage",
    "cms.core.editor_policy.EditorPolicy",
    "cms.access.reading.HeldReads",
    "cms.releases.desk.notices.KeptBack",
    "api.http.ErrorMiddleware",
    "cms.core.editor_refusals.EditorRefusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "frontend-templates"],
        # The pages of kinds that other apps bring.
        "APP_DIRS": True,
        "OPTIONS": {"environment": "frontend.environment.environment"},
    },
]

# Connections to PostgreSQL of one process at the most: one for each job of the worker and one for its keeper, and more
# than a web process has threads. Of those that nobody uses one stays open.
MADANG_POOL_SIZE = 32
DATABASES = {"default": services.database("DATABASE_URL", f"sqlite:///{STATE_DIR / 'madang.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: two writers queue for the lock instead of one failing when it upgrades from reader to writer.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456"
        ),
    }
else:
    # While the server is away a statement fails after seconds, not after half a minute; a connection that its restart
    # has ended is noticed before a request meets it, and one whose machine has vanished after seconds. The pool tries
    # again when it is asked: its own pauses between attempts would double for minutes. Statements are not compiled:
    # those of the editor, with their many conditions, are estimated as dear, and to compile one takes ten seconds where
    # to run it takes a tenth of one.
    given = DATABASES["default"].get("OPTIONS", {})
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 2,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 10_000,
        **given,
        "options": f"-c jit=off {given.get('options', '')}".strip(),
        "pool": {"min_size": 1, "max_size": MADANG_POOL_SIZE, "timeout": 3, "reconnect_timeout": 1},
    }
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = services.redis("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

MEILISEARCH = services.meilisearch()

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# Without a mail server to send a link by, an administrator gives a new password.
MAIL = services.mail("MADANG_EMAIL_URL")
globals().update(MAIL or {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"})
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = services.mail_address("MADANG_EMAIL_FROM", required=bool(MAIL))
WAGTAIL_PASSWORD_RESET_ENABLED = bool(MAIL)
WAGTAILADMIN_USER_LOGIN_FORM = "cms.access.passwords.SignInForm"
PASSWORD_RESET_TIMEOUT = 3_600
# How many proxies stand in front and add to X-Forwarded-For; what came before theirs is not believed.
MADANG_PROXIES = environment.number("MADANG_PROXIES", 0, low=0, high=5)
AXES_HANDLER = "cms.access.lockout.LoginHandler"
AXES_FAILURE_LIMIT = environment.number("MADANG_LOGIN_FAILURES", 5, low=3, high=100)
AXES_COOLOFF_TIME = timedelta(minutes=environment.number("MADANG_LOGIN_LOCK_MINUTES", 15, low=1, high=1440))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username"]
AXES_CLIENT_IP_CALLABLE = "cms.access.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "cms.access.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# The law asks for a year at least, and for two where the data of very many people are processed.
MADANG_AUDIT_DAYS = environment.number("MADANG_AUDIT_DAYS", 731, low=366, high=36500)
# How long it can be seen what webhooks were told, and what was given up.
MADANG_DELIVERY_DAYS = environment.number("MADANG_DELIVERY_DAYS", 30, low=1, high=3650)
# How long it can be seen what was searched for, by day and without anybody's name.
MADANG_SEARCH_INSIGHT_DAYS = environment.number("MADANG_SEARCH_INSIGHT_DAYS", 400, low=1, high=3650)
# Of each item, how many of the versions that the public could read before its last changes.
MADANG_KEPT_VERSIONS = environment.number("MADANG_KEPT_VERSIONS", 0, low=0, high=50)
# Searches of one client a minute that one web process answers; 0 is without limit.
MADANG_SEARCH_RATE = environment.number("MADANG_SEARCH_RATE", 120, low=0, high=100_000)
# Sessions are in the audit trail.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

TIME_ZONE = environment.zone("TIME_ZONE", "Asia/Seoul")
USE_TZ = True
USE_I18N = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = environment.languages(
    "MADANG_LANGUAGES", ["ko", "en", "ja", "zh-hans", "zh-hant"]
)
LANGUAGE_CODE = LANGUAGES[0][0]
# Our own words, then those of Wagtail's editor that its own Korean lacks or says badly.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "wagtail"]
FORMAT_MODULE_PATH = "cms.settings.formats"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "frontend-templates" / "static"]
WHITENOISE_USE_FINDERS = True
# What browsers ask for at the root of a host without being told to.
WHITENOISE_ROOT = BASE_DIR / "frontend-templates" / "root"
MEDIA_URL = "/media/"
MEDIA_ROOT = STATE_DIR / "media"
S3 = services.object_store()
S3_PRIVATE = services.private_object_store(S3)
STORAGES = {
    "default": {"BACKEND": "cms.core.object_storage.LibraryBucket", "OPTIONS": services.library(S3, S3_PRIVATE)}
    if S3_PRIVATE
    else {"BACKEND": "cms.core.media_folder.MediaFolder"},
    "private": {"BACKEND": "cms.core.object_storage.PrivateBucket", "OPTIONS": S3_PRIVATE}
    if S3_PRIVATE
    else {"BACKEND": "cms.core.storage.PrivateFolder"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

WAGTAIL_SITE_NAME = "Madang"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAILIMAGES_IMAGE_MODEL = "core.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.core.pictures.forms.PictureForm"
# The kinds that cms.core.pictures can clean; a test keeps the two lists the same.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
MADANG_KEEP_ORIGINAL_PICTURES = environment.flag("MADANG_KEEP_ORIGINAL_PICTURES")
WAGTAILDOCS_DOCUMENT_MODEL = "core.File"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.core.replacing.FileForm"
# What readers open with an office program; nothing that a browser would run on the city's own host.
WAGTAILDOCS_EXTENSIONS = (
    "pdf hwp hwpx doc docx xls xlsx ppt pptx odt ods odp rtf txt csv tsv json geojson ics epub zip".split()
)
WAGTAILADMIN_BASE_URL = MADANG_BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ko", "한국어"), ("en", "English")]
# Without the name for the zone of whatever machine it is, which no browser knows; read only when a form asks (60 ms).
WAGTAIL_USER_TIME_ZONES = SimpleLazyObject(lambda: sorted(available_timezones() - {"localtime"}))
WAGTAIL_WORKFLOW_ENABLED = False
# The editor asks nobody outside the city: not for pictures of its users, not for news of Wagtail.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_HEADLESS_PREVIEW = {
    "CLIENT_URLS": environment.preview_clients("MADANG_PREVIEW_URLS"),
    "REDIRECT_ON_PREVIEW": True,
    "ENFORCE_TRAILING_SLASH": False,
}
MADANG_MASTODON_SERVER = environment.host_name("MADANG_MASTODON_SERVER")
MADANG_PREVIEW_SECONDS = environment.number("MADANG_PREVIEW_SECONDS", 3600, low=60, high=86400)
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.editing.backend"}}
TAGGIT_CASE_INSENSITIVE = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

GRAPHENE = {"SCHEMA": "api.graphql.schema.schema", "SCHEMA_OUTPUT": "api/graphql/schema.graphql"}

MADANG_METRICS_TOKEN = environment.token("MADANG_METRICS_TOKEN")
MADANG_LOG_FORMAT = environment.choice("MADANG_LOG_FORMAT", "text", among=("text", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"one_line": {"()": "cms.core.log_lines.OneLine"}},
    "formatters": {
        "text": {"()": "cms.core.log_lines.TextLines"},
        "json": {"()": "cms.core.log_lines.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["one_line"],
            "formatter": MADANG_LOG_FORMAT,
        }
    },
    # One line for each index update and each save would hide everything else.
    "loggers": {name: {"level": "WARNING"} for name in ("axes", "django_tasks", "wagtail")},
    "root": {
        "handlers": ["console"],
        "level": environment.choice("LOG_LEVEL", "INFO", among=("DEBUG", "INFO", "WARNING", "ERROR")),
    },
}
