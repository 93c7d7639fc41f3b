"""What is wrong, or may go wrong, with an installation: one finding for each part, each with what to do."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from packaging.requirements import Requirement

import quizapp
from quizapp.config import SECRET_KEY_BYTES, Settings
from quizapp.errors import QuizappError
from quizapp.store.checkup import Checkup, examine
from quizapp.store.migrations import HEAD, revisions

Level = Literal["ok", "warn", "fail"]

_MB = 1_000_000
_FEWEST_SIGNS = 10
_LEAST_ROOM, _LITTLE_ROOM = 100 * _MB, 1_000 * _MB
_LONG_LOG = 64 * _MB
_CLOCK_SLACK = timedelta(hours=1)
_LONG_WAIT = timedelta(minutes=10)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One part: ``said`` is what was seen, ``todo`` what to do about it, empty where all is well."""

    part: str
    level: Level
    said: str
    todo: str = ""


def examine_all(settings: Settings, *, now: datetime) -> tuple[Finding, ...]:
    """Look at every part; nothing is made or changed. Damage is a finding, not an error."""
    seen = [_packages(), _model(), *_secret(settings), *_sender(settings)]
    file = settings.database_file
    if file is not None and not file.exists():
        seen.append(_no_database(settings, file))
        return (*seen, _room(file), _clock(now, None))
    try:
        checkup = examine(settings.database_url, file)
    except QuizappError as error:
        return (
            *seen,
            Finding(part="database", level="fail", said=str(error), todo=_BACKUP),
            _clock(now, None),
        )
    seen += [*_database(checkup), _migrations(checkup)]
    if file is not None:
        seen += [*_modes(file), _room(file, checkup.size)]
    return (*seen, _clock(now, checkup.newest), _queue(checkup, now))


_BACKUP = "Stop quizapp and put a backup in its place: quizapp restore FILE"


def _database(found: Checkup) -> Iterator[Finding]:
    size = f"{found.size / _MB:.1f} MB"
    if found.faults:
        yield Finding(
            part="database", level="fail", said=f"Damaged: {'; '.join(found.faults)}.", todo=_BACKUP
        )
    elif found.refusal:
        yield Finding(
            part="database", level="fail", said=found.refusal, todo="Let quizapp’s user write to it."
        )
    else:
        yield Finding(part="database", level="ok", said=f"Reachable, writable and whole, {size}.")
    if found.journal and found.journal != "wal":
        said = f"The journal is “{found.journal}”, not a write-ahead log: readers and writers wait for each other."
        todo = "Keep the database on a local disk; file systems of a network do not allow it."
        yield Finding(part="journal", level="warn", said=said, todo=todo)
    if found.log_size > _LONG_LOG:
        said = f"The write-ahead log has grown to {found.log_size / _MB:.0f} MB."
        todo = "Some process reads without end: stop other programs that have the database open."
        yield Finding(part="journal", level="warn", said=said, todo=todo)


def _no_database(settings: Settings, file: Path) -> Finding:
    if settings.knows_database():
        return Finding(part="database", level="fail", said=f"“{file}” is gone.", todo=_BACKUP)
    said = f"There is none at “{file}” yet."
    return Finding(part="database", level="warn", said=said, todo="Make one: quizapp serve")


def _migrations(found: Checkup) -> Finding:
    if found.revision == HEAD:
        return Finding(
            part="migrations", level="ok", said=f"The database has the form that is needed, {HEAD}."
        )
    if found.revision is None:
        return Finding(
            part="migrations", level="warn", said="The database has no tables of quizapp yet.",
            todo="Start once: quizapp serve. If it holds another program’s tables, choose another database.",
        )  # fmt: skip
    if found.revision not in revisions():
        said = f"A newer quizapp made this database (its form is {found.revision}, this one knows {HEAD})."
        return Finding(
            part="migrations", level="fail", said=said, todo="Install that version or a later one."
        )
    said = f"The database has the older form {found.revision}; the next start brings it to {HEAD}."
    return Finding(
        part="migrations", level="warn", said=said, todo="Make a backup first: quizapp backup FILE"
    )


def _secret(settings: Settings) -> Iterator[Finding]:
    key, file = settings.secret_key, settings.instance / "secret.key"
    anew = f"Stop quizapp, remove “{file}” and start again; everybody then signs in anew."
    if key:
        if len(set(key)) < _FEWEST_SIGNS:
            said = "QUIZAPP_SECRET_KEY is easy to guess: it has few different signs."
            todo = "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
            yield Finding(part="secret", level="fail", said=said, todo=todo)
        else:
            yield Finding(part="secret", level="ok", said="QUIZAPP_SECRET_KEY is set.")
    elif not file.exists():
        yield Finding(part="secret", level="ok", said="There is no key yet; the first start makes one.")
    elif not os.access(file, os.R_OK):
        said, todo = f"“{file}” cannot be read.", "Let quizapp’s user read it."
        yield Finding(part="secret", level="fail", said=said, todo=todo)
    elif len(content := file.read_bytes()) < SECRET_KEY_BYTES or len(set(content)) < _FEWEST_SIGNS:
        yield Finding(part="secret", level="fail", said="The key is short or easy to guess.", todo=anew)
    else:
        yield _private("secret", file) or Finding(
            part="secret", level="ok", said="The key is long, and its owner alone can read it."
        )


def _modes(database: Path) -> Iterator[Finding]:
    found = _private("files", database)
    if found is not None:
        yield found


def _private(part: str, file: Path) -> Finding | None:
    mode = stat.S_IMODE(file.stat().st_mode)
    if not mode & _OTHERS:
        return None
    said = f"Others on this machine can open “{file}” (mode {mode:04o})."
    return Finding(part=part, level="warn", said=said, todo=f"chmod 600 '{file}'")


def _sender(settings: Settings) -> Iterator[Finding]:
    if settings.address.startswith("https:") and not settings.secure_cookies:
        yield Finding(
            part="cookies", level="warn", said="The site is reached over HTTPS, but its cookies may travel without.",
            todo="Set QUIZAPP_SECURE_COOKIES=1.",
        )  # fmt: skip


def _room(file: Path, size: int = 0) -> Finding:
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    free = shutil.disk_usage(folder).free
    said = f"{free / _MB:,.0f} MB are free where the database lives."
    if free < _LEAST_ROOM:
        return Finding(
            part="disk", level="fail", said=said, todo="Make room now: answers will soon be refused."
        )
    if free < max(_LITTLE_ROOM, 2 * size):
        todo = "Make room: a backup and a migration need as much again as the database."
        return Finding(part="disk", level="warn", said=said, todo=todo)
    return Finding(part="disk", level="ok", said=said)


def _clock(now: datetime, newest: datetime | None) -> Finding:
    installed = datetime.fromtimestamp(Path(quizapp.__file__).stat().st_mtime, UTC)
    shown = f"The clock shows {now:%Y-%m-%d %H:%M} UTC"
    todo = "Set the clock: due dates, time limits and links for new passwords go by it."
    if now < installed - _CLOCK_SLACK:
        said = f"{shown}, before quizapp was installed ({installed:%Y-%m-%d %H:%M})."
        return Finding(part="clock", level="fail", said=said, todo=todo)
    if newest is not None and now < newest - _CLOCK_SLACK:
        said = f"{shown}, but a quiz was started later than that ({newest:%Y-%m-%d %H:%M})."
        return Finding(part="clock", level="fail", said=said, todo=todo)
    return Finding(part="clock", level="ok", said=f"{shown}, later than all that is stored.")


def _queue(found: Checkup, now: datetime) -> Finding:
    if found.waiting is not None and now - found.waiting > _LONG_WAIT:
        said = f"A text waits since {found.waiting:%Y-%m-%d %H:%M} UTC."
        return Finding(
            part="queue", level="warn", said=said, todo="Is quizapp running? quizapp serve starts the worker."
        )
    return Finding(part="queue", level="ok", said="No text waits for long.")


def _model() -> Finding:
    from quizapp.core.statements.parse import model_release

    return _tried("model", lambda: f"The language model is {model_release()}.")


def _packages() -> Finding:
    return _tried("packages", _installed)


def _tried(part: str, look: Callable[[], str]) -> Finding:
    todo = "Install quizapp again: make setup, or pip install --force-reinstall quizapp"
    try:
        return Finding(part=part, level="ok", said=look())
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        return Finding(part=part, level="fail", said=f"{error}.", todo=todo)


def _installed() -> str:
    """How many packages are there. Raises where one is missing, or of another version than quizapp was made for."""
    wanted = [Requirement(line) for line in importlib.metadata.requires("quizapp") or ()]
    needed = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    for one in needed:
        found = importlib.metadata.version(one.name)
        if not one.specifier.contains(found, prereleases=True):
            raise RuntimeError(f"{one.name} is {found}, but quizapp needs {one.specifier}")
    return f"All {len(needed)} packages are there, for quizapp {quizapp.__version__}."
