"""Every setting of the site, read from the environment where places differ."""

import hmac
import os
from pathlib import Path

import pghistory

from config import env, safety
from core import languages, log_format

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = BASE_DIR / env.text("DATA_DIR", ".local")

# The demo does without what only makes sense on a public host: https, mail server, second factor.
DEMO = env.flag("DJANGO_DEMO")
DEBUG = env.flag("DJANGO_DEBUG")
SECRET_KEY = env.text("SECRET_KEY")
# Derives applicants' codes and links: a separate key lets SECRET_KEY change without voiding them.
CODE_KEY = env.text(
    "CODE_KEY", hmac.new(SECRET_KEY.encode(), b"applications.form.codes", "sha256").hexdigest()
)
# Encrypts what must be read again: authenticator secrets and sessions. Several are separated by
# commas: the first encrypts, all of them decrypt.
ENCRYPTION_KEYS = env.names("ENCRYPTION_KEY")
if not ENCRYPTION_KEYS and not DEMO:
    raise env.SettingsError(
        "ENCRYPTION_KEY is not set; outside the demo it must be, in the environment."
    )
# Derives the links that invite staff; separate for the same reason.
LINK_KEY = env.text(
    "LINK_KEY", hmac.new(SECRET_KEY.encode(), b"core.invitations", "sha256").hexdigest()
)
# Where residents reach the site; links in mail begin with it.
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", default=("127.0.0.1", "localhost", "[::1]"))

BEHIND_PROXY = env.flag("BEHIND_PROXY")  # it alone says whether a visitor came by https
# How many proxies of ours append to X-Forwarded-For; 0 ignores that header (core.addresses).
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
safety.refuse_path_prefix(os.environ.get("SCRIPT_NAME"))

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, as its documentation asks
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.admin.apps.SimpleAdminConfig",  # our own site: core.staff_site
    "django.contrib.postgres",
    "django.contrib.humanize",  # for allauth's templates
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.forms",  # so that templates/django/forms/ replaces the widgets' templates
    "pgtrigger",
    "pghistory",
    "crispy_forms",
    "core",
    "applications",
    "reviewers",
    "selection",
    "stipends",
    "reports",
    "demo",
]

MIDDLEWARE = [
    "core.health.HealthMiddleware",
    "core.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.ReaderLanguage",
    "core.middleware.WellFormed",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "core.sign_in.who.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.database_down.DatabaseDownMiddleware",
]
CSRF_FAILURE_VIEW = "core.resubmit.csrf_failure"

ROOT_URLCONF = "config.urls"
# Addresses below /staff/, one module for each app or package.
STAFF_URLS = [
    "core.staff_urls",
    "applications.calls.staff_urls",
    "applications.duplicates.staff_urls",
    "applications.translations.staff_urls",
    "applications.paper.staff_urls",
    "applications.practice.staff_urls",
    "applications.records.staff_urls",
    "applications.imports.staff_urls",
    "applications.words.staff_urls",
    "reviewers.staff_urls",
    "selection.staff_urls",
    "selection.releases.staff_urls",
    "selection.letters.staff_urls",
    "selection.offers.staff_urls",
    "selection.members.staff_urls",
    "stipends.staff_urls",
    "reports.staff_urls",
]
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["core.templates.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.languages",
                "applications.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("civic",)
CRISPY_TEMPLATE_PACK = "civic"

# Database. No ATOMIC_REQUESTS: every write is an action, and an action is one transaction.
# The site's role owns no table; who migrates is the owner (manage.py).
_SITE = env.text("DATABASE_URL", "postgres://127.0.0.1/app")
AS_DATABASE_OWNER = env.flag("AS_DATABASE_OWNER")
_ADDRESS = env.text("OWNER_DATABASE_URL", _SITE) if AS_DATABASE_OWNER else _SITE
DATABASES = {"default": env.database(_ADDRESS)}
DATABASE_SITE_ROLE = env.database(_SITE)["USER"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# History: triggers write it; who did it comes with the action (core.actions).
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_APPEND_ONLY = True
PGTRIGGER_MIGRATIONS = False  # triggers follow the models: core.database_code

# Staff accounts: e-mail address and password, then an authenticator app or a passkey.
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["core.sign_in.backend.RolesBackend"]
LOGIN_URL = "staff:login"
LOGIN_REDIRECT_URL = "staff:index"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "core.sign_in.passwords.NotAboutThisSite"},
    {"NAME": "core.sign_in.passwords.NotEasilyGuessed"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
SECOND_STEP_REQUIRED = not DEMO
ACCOUNT_ADAPTER = "core.sign_in.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up: no such page is mounted
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # core.sign_in.limits counts, in the database
ACCOUNT_FORMS = {"login": "core.sign_in.forms.SignInForm"}
MFA_ADAPTER = "core.sign_in.adapters.FactorAdapter"
MFA_FORMS = {
    "authenticate": "core.sign_in.forms.CodeForm",
    "reauthenticate": "core.sign_in.forms.CodeAgainForm",
    "activate_totp": "core.sign_in.forms.AppForm",
    "add_webauthn": "core.sign_in.forms.PasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # half a minute early or late: telephones' clocks differ
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A session ends after an hour without a page, and after twelve hours in any case.
SESSION_ENGINE = "core.sign_in.sessions"
SESSION_IDLE_SECONDS = 60 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "staff" if DEMO else "__Host-staff"
DEVICE_COOKIE_NAME = "device" if DEMO else "__Secure-device"  # core.sign_in.devices

# Limits against bots. The first four count per IP address, which a whole library, shelter or phone
# network may share; an application delayed by a limit does not count as late.
FORM_STARTS_AN_HOUR = env.number("FORM_STARTS_AN_HOUR", 300)  # 50 people begin every 10 minutes
FORM_SENDS_AN_HOUR = env.number("FORM_SENDS_AN_HOUR", 120)  # 20 people send every 10 minutes
# 100 tries to come back with a reference and a code in 15 minutes; 30 links by mail in an hour.
CODE_TRIES_FROM_ONE_ADDRESS = env.number("CODE_TRIES_FROM_ONE_ADDRESS", 100)
LINKS_FROM_ONE_ADDRESS = env.number("LINKS_FROM_ONE_ADDRESS", 30)
# 10 wrong codes for one reference in 15 minutes, 3 links to one mailbox in an hour.
CODE_TRIES_A_QUARTER_HOUR = env.number("CODE_TRIES_A_QUARTER_HOUR", 10)
LINKS_AN_HOUR = env.number("LINKS_AN_HOUR", 3)

# Pages and parts of pages that are the same for all readers, for some seconds.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = languages.as_django_setting()
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = ["core.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/New_York"
languages.register_with_django()

# Static files
STATIC_URL = "static/"
STATIC_ROOT = env.folder("STATIC_ROOT") or DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Scans of paper forms that clerks upload, outside every folder that is served.
SCAN_DIR = DATA_DIR / "scans"
# Where backups are, if they are made (operations/backup.py), and who was erased since.
BACKUP_DIR = env.folder("BACKUP_DIR")
ERASURE_JOURNALS = [folder / "erasures.journal" for folder in (DATA_DIR, BACKUP_DIR) if folder]
FILE_UPLOAD_HANDLERS = [
    "core.uploads.CarefulUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Mail: the worker sends what core.models.OutgoingMail holds.
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Community-Led Design Group <no-reply@localhost>")
EMAIL_HOST = env.text("MAIL_HOST", "")
EMAIL_PORT = env.number("MAIL_PORT", 25)
EMAIL_HOST_USER = env.text("MAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("MAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("MAIL_TLS")
EMAIL_TIMEOUT = 10
EMAIL_USE_LOCALTIME = True
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"

if not DEMO:
    safety.refuse_unsafe(
        keys={
            "SECRET_KEY": [SECRET_KEY],
            "ENCRYPTION_KEY": ENCRYPTION_KEYS,
            "CODE_KEY": env.names("CODE_KEY"),
            "LINK_KEY": env.names("LINK_KEY"),
        },
        debug=DEBUG,
        allowed_hosts=ALLOWED_HOSTS,
        site_url=SITE_URL,
        mail_host=EMAIL_HOST,
        mail_from=DEFAULT_FROM_EMAIL,
        mail_in_clear=bool(EMAIL_HOST_PASSWORD) and not EMAIL_USE_TLS,
        behind_proxy=BEHIND_PROXY,
        trusted_proxies=TRUSTED_PROXIES,
    )

# Transport security. The demo is plain http on one's own machine.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Not Strict, so that people who follow a link in our mail stay signed in.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = log_format.configuration(as_json=env.flag("LOG_JSON", default=not DEMO))
