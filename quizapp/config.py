"""Settings from the environment, and the files that the application keeps for itself."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from quizapp.errors import InputError, Unavailable

PACKAGE = Path(__file__).resolve().parent
SECRET_KEY_BYTES = 32
_MOST_PROXIES = 10
_SYNCHRONOUS, _LOG, _LOG_LEVEL = ("FULL", "NORMAL"), ("text", "json"), ("WARNING", "DEBUG", "INFO", "ERROR")
_KNOWN = "database.known"
"""Holds the path of the database that was there at the last start, so that one that vanished is missed."""
_ON = frozenset({"1", "true", "yes", "on"})
_OFF = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What may differ from one installation to another.

    ========================== ============================================= =============================
    variable                   meaning                                       default
    ========================== ============================================= =============================
    QUIZAPP_INSTANCE           folder of the database and the secret key     ./instance
    QUIZAPP_DATABASE_URL       where the data live: sqlite:///… or           quizapp.db in that folder
                               postgresql://…; DATABASE_URL means the
                               same where this is not set
    QUIZAPP_SECRET_KEY         signs sessions; the same on every machine     a file in that folder
                               that serves one database
    QUIZAPP_PROXIES            how many proxies stand before quizapp, each   0: headers of proxies are
                               adding to X-Forwarded-For, -Proto, -Host      not believed
    QUIZAPP_SYNCHRONOUS        SQLite: FULL, or NORMAL, which is faster and  FULL
                               may lose the last answers in a power cut
    QUIZAPP_HOST               address that `quizapp serve` listens on       127.0.0.1
    QUIZAPP_PORT               its port, 1 to 65535                          8000
    QUIZAPP_UPLOAD_LIMIT       largest file that is taken, in bytes          20000000
    QUIZAPP_SECURE_COOKIES     send cookies over HTTPS only: 1 or 0          0
    QUIZAPP_LIMITS             how often one network address may sign in     1
                               wrongly, sign up, send texts …: 1 or 0
    QUIZAPP_ADDRESS            the site's address as people know it, for     http://HOST:PORT
                               links in mail: https://quiz.example.org
    QUIZAPP_SMTP_URL           server that sends links for new passwords:    none: nothing is sent
                               smtp://user:password@host:587 or smtps://…;
                               it needs QUIZAPP_ADDRESS, too
    QUIZAPP_MAIL_FROM          the sender of such mail                       quizapp@localhost
    QUIZAPP_LOG                form of the log: text, or json, one object    text
                               a line
    QUIZAPP_LOG_LEVEL          DEBUG, INFO (a line for each request too),    WARNING
                               WARNING or ERROR
    QUIZAPP_METRICS_TOKEN      what `Authorization: Bearer …` must hold to   none: there is no /metrics
                               read /metrics
    ========================== ============================================= =============================
    """

    instance: Path
    database_url: str
    secret_key: str = field(default="", repr=False)
    proxies: int = 0
    synchronous: str = "FULL"
    host: str = "127.0.0.1"
    port: int = 8000
    upload_limit: int = 20_000_000
    secure_cookies: bool = False
    limits: bool = True
    address: str = ""
    smtp_url: str = ""
    mail_from: str = "quizapp@localhost"
    log: str = "text"
    log_level: str = "WARNING"
    metrics_token: str = field(default="", repr=False)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings; an empty variable counts as unset. InputError names the one that is wrong."""
        instance = Path(environ.get("QUIZAPP_INSTANCE") or "instance").expanduser().absolute()
        return cls(
            instance=instance,
            database_url=database_url(_told(environ)) or f"sqlite:///{instance / 'quizapp.db'}",
            secret_key=_secret_key(environ),
            proxies=_proxies(environ),
            synchronous=_one_of(environ, "QUIZAPP_SYNCHRONOUS", _SYNCHRONOUS),
            host=environ.get("QUIZAPP_HOST") or cls.host,
            port=_whole_number(environ, "QUIZAPP_PORT", default=cls.port, largest=65_535),
            upload_limit=_whole_number(environ, "QUIZAPP_UPLOAD_LIMIT", default=cls.upload_limit),
            secure_cookies=_switch(environ, "QUIZAPP_SECURE_COOKIES", default=cls.secure_cookies),
            limits=_switch(environ, "QUIZAPP_LIMITS", default=cls.limits),
            address=_address(environ),
            smtp_url=_smtp_url(environ),
            mail_from=environ.get("QUIZAPP_MAIL_FROM") or cls.mail_from,
            log=_one_of(environ, "QUIZAPP_LOG", _LOG),
            log_level=_one_of(environ, "QUIZAPP_LOG_LEVEL", _LOG_LEVEL),
            metrics_token=environ.get("QUIZAPP_METRICS_TOKEN") or "",
        )

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, or None when the data live in memory or on a server."""
        driver, _, location = self.database_url.partition(":///")
        file = location.partition("?")[0]
        if driver.partition("+")[0] != "sqlite" or file in {"", ":memory:"}:
            return None
        return Path(file)

    def knows_database(self) -> bool:
        """Whether this SQLite file was there, with something in it, at an earlier start."""
        known = self.instance / _KNOWN
        file = self.database_file
        return file is not None and known.is_file() and known.read_text() == str(file.absolute())


def resource(name: str) -> Path:
    """The folder `templates`, `static` or `seeds`: inside an installed package, else beside it in a checkout."""
    packaged = PACKAGE / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name


def secret_key(instance: Path) -> bytes:
    """The key that signs sessions: 32 random bytes, made on first use in a file that only the owner can read.

    Workers may start at the same moment: each writes a candidate of its own, and linking it into place
    succeeds for one of them only, so nobody ever reads half a key or a key that another one replaced.
    """
    key = instance / "secret.key"
    if not key.exists():
        _private_folder(instance)
        candidate = instance / f".secret.{secrets.token_hex(8)}"
        _create_private(candidate, secrets.token_bytes(SECRET_KEY_BYTES))
        with suppress(FileExistsError):
            os.link(candidate, key)
        candidate.unlink()
    return key.read_bytes()


def ensure_database_file(settings: Settings) -> Path | None:
    """Create the SQLite file with mode 0600 before SQLite would make it readable by all; None without a file.

    Raises `Unavailable` where a database that was there is gone or emptied: a new one in its place would hide that.
    """
    database = settings.database_file
    if database is None:
        return None
    if database.exists() and database.stat().st_size:
        _remember(settings, database)
    elif settings.knows_database():
        raise Unavailable(
            f"The database “{database}” is gone or empty. Put it back, or a backup: quizapp restore FILE. "
            f"To begin with nothing instead, remove “{settings.instance / _KNOWN}”. Nothing was changed."
        )
    elif not database.exists():
        _private_folder(database.parent)
        with suppress(FileExistsError):  # another worker was a moment earlier
            _create_private(database, b"")
    return database


def _remember(settings: Settings, database: Path) -> None:
    if not settings.knows_database():
        with suppress(OSError):  # where nothing can be written, nothing is remembered
            (settings.instance / _KNOWN).write_text(str(database.absolute()))


def _private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _create_private(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _whole_number(environ: Mapping[str, str], name: str, *, default: int, largest: int | None = None) -> int:
    text = environ.get(name)
    if not text:
        return default
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1 or (largest is not None and number > largest):
        bound = f"from 1 to {largest}" if largest is not None else "above 0"
        raise InputError(f"{name} must be a whole number {bound}, not “{text}”.")
    return number


def database_url(text: str) -> str:
    """The address of a database; some hosting services give the name that PostgreSQL's own programs take."""
    return re.sub(r"^postgres:", "postgresql:", text.strip())


def _told(environ: Mapping[str, str]) -> str:
    """Hosting services set DATABASE_URL."""
    return environ.get("QUIZAPP_DATABASE_URL") or environ.get("DATABASE_URL") or ""


def _secret_key(environ: Mapping[str, str]) -> str:
    key = environ.get("QUIZAPP_SECRET_KEY") or ""
    if key and len(key.encode()) < SECRET_KEY_BYTES:
        raise InputError(
            f"QUIZAPP_SECRET_KEY must have at least {SECRET_KEY_BYTES} characters. "
            "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    return key


def _proxies(environ: Mapping[str, str]) -> int:
    none = environ.get("QUIZAPP_PROXIES") in {None, "", "0"}
    return 0 if none else _whole_number(environ, "QUIZAPP_PROXIES", default=0, largest=_MOST_PROXIES)


def _one_of(environ: Mapping[str, str], name: str, offered: tuple[str, ...]) -> str:
    """One of these words however it is written; the first is the default."""
    text = environ.get(name) or offered[0]
    found = next((word for word in offered if word.lower() == text.lower()), None)
    if found is None:
        raise InputError(f"{name} must be {', '.join(offered[:-1])} or {offered[-1]}, not “{text}”.")
    return found


def _address(environ: Mapping[str, str]) -> str:
    """Never taken from a request: whoever sends one could lead the reader of a mail elsewhere."""
    address = (environ.get("QUIZAPP_ADDRESS") or "").rstrip("/")
    if address and not re.fullmatch(r"https?://[^\s/?#@]+", address):
        raise InputError("QUIZAPP_ADDRESS must look like https://quiz.example.org.")
    if environ.get("QUIZAPP_SMTP_URL") and not address:
        raise InputError("QUIZAPP_SMTP_URL needs QUIZAPP_ADDRESS: the links in mail lead there.")
    return address


def _smtp_url(environ: Mapping[str, str]) -> str:
    url = environ.get("QUIZAPP_SMTP_URL") or ""
    try:
        server = urlsplit(url)
        is_one = server.scheme in {"smtp", "smtps"} and bool(server.hostname) and server.port != 0
    except ValueError:
        is_one = False
    if url and not is_one:
        raise InputError("QUIZAPP_SMTP_URL must look like smtp://user:password@host:587.")
    return url


def _switch(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = environ.get(name)
    if not text:
        return default
    if text.lower() not in _ON | _OFF:
        raise InputError(f"{name} must be 1 or 0, not “{text}”.")
    return text.lower() in _ON
