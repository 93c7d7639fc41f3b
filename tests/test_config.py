"""Settings come from the environment, and what the application keeps for itself is private."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from quizapp.config import SECRET_KEY_BYTES, Settings, ensure_database_file, resource, secret_key
from quizapp.errors import InputError, Unavailable


def test_the_secret_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    secret_key(tmp_path / "instance")
    modes = {path.name: path.stat().st_mode & 0o777 for path in [tmp_path / "instance", *tmp_path.rglob("*")]}
    assert modes == {"instance": 0o700, "secret.key": 0o600}


def test_the_secret_key_stays_the_same(tmp_path: Path) -> None:
    first = secret_key(tmp_path)
    assert len(first) == SECRET_KEY_BYTES
    assert secret_key(tmp_path) == first


def test_workers_that_start_together_agree_on_the_secret_key(tmp_path: Path) -> None:
    workers = 8
    together = Barrier(workers)

    def start(_: int) -> bytes:
        together.wait()
        return secret_key(tmp_path / "instance")

    with ThreadPoolExecutor(workers) as pool:
        assert len(set(pool.map(start, range(workers)))) == 1


def test_the_database_file_is_created_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings.from_environ({"QUIZAPP_INSTANCE": str(tmp_path / "instance")})
    database = ensure_database_file(settings)
    assert database is not None
    assert database.stat().st_mode & 0o777 == 0o600


def test_an_existing_database_is_left_alone(tmp_path: Path) -> None:
    settings = Settings.from_environ({"QUIZAPP_INSTANCE": str(tmp_path)})
    (tmp_path / "quizapp.db").write_bytes(b"rows")
    ensure_database_file(settings)
    assert (tmp_path / "quizapp.db").read_bytes() == b"rows"


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:////srv/quiz.db", Path("/srv/quiz.db")),
        ("sqlite+pysqlite:///quiz.db?timeout=5", Path("quiz.db")),
        ("sqlite:///:memory:", None),
        ("sqlite://", None),
        ("postgresql://ada@localhost/quiz", None),
    ],
)
def test_the_database_file_is_known_from_the_url(url: str, file: Path | None) -> None:
    assert Settings.from_environ({"QUIZAPP_DATABASE_URL": url}).database_file == file


def test_an_empty_environment_gives_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environ({"QUIZAPP_PORT": ""}) == Settings(
        instance=tmp_path / "instance",
        database_url=f"sqlite:///{tmp_path}/instance/quizapp.db",
        host="127.0.0.1",
        port=8000,
        upload_limit=20_000_000,
        secure_cookies=False,
    )


def test_the_environment_changes_every_setting() -> None:
    environ = {
        "QUIZAPP_INSTANCE": "/srv/quiz",
        "QUIZAPP_DATABASE_URL": "postgresql://localhost/quiz",
        "QUIZAPP_HOST": "0.0.0.0",  # noqa: S104 - only read, nothing listens
        "QUIZAPP_PORT": "8001",
        "QUIZAPP_UPLOAD_LIMIT": "2000",
        "QUIZAPP_SECURE_COOKIES": "yes",
    }
    settings = Settings.from_environ(environ)
    assert settings == Settings(
        instance=Path("/srv/quiz"),
        database_url="postgresql://localhost/quiz",
        host=environ["QUIZAPP_HOST"],
        port=8001,
        upload_limit=2000,
        secure_cookies=True,
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("QUIZAPP_PORT", "eighty"),
        ("QUIZAPP_PORT", "65536"),
        ("QUIZAPP_PORT", "-1"),
        ("QUIZAPP_UPLOAD_LIMIT", "0"),
        ("QUIZAPP_SECURE_COOKIES", "maybe"),
    ],
)
def test_a_setting_that_cannot_be_read_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(InputError, match=name):
        Settings.from_environ({name: text})


@pytest.mark.parametrize("name", ["templates", "static", "seeds"])
def test_a_checkout_finds_its_folder(name: str) -> None:
    assert resource(name).is_dir()


@pytest.mark.parametrize(
    "wrong",
    [{"QUIZAPP_ADDRESS": "quiz.example.org"}, {"QUIZAPP_ADDRESS": "https://quiz.example.org/path"},
     {"QUIZAPP_ADDRESS": "https://a@quiz.example.org"}, {"QUIZAPP_SMTP_URL": "smtp://mail.example.org"},
     {"QUIZAPP_SMTP_URL": "mail.example.org", "QUIZAPP_ADDRESS": "https://quiz.example.org"},
     {"QUIZAPP_SMTP_URL": "smtp://mail:0", "QUIZAPP_ADDRESS": "https://quiz.example.org"}],
)  # fmt: skip
def test_mail_that_would_lead_nowhere_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InputError, match="QUIZAPP_"):
        Settings.from_environ(wrong)


def test_mail_is_configured_by_server_and_address() -> None:
    told = Settings.from_environ(
        {
            "QUIZAPP_SMTP_URL": "smtps://ada:secret@mail.example.org",
            "QUIZAPP_ADDRESS": "https://quiz.example.org/",
        }
    )
    assert (told.smtp_url, told.address) == (
        "smtps://ada:secret@mail.example.org",
        "https://quiz.example.org",
    )


@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_bytes(b"")])
def test_a_database_that_vanished_is_missed_and_no_new_one_takes_its_place(
    spoil: Callable[[Path], object], tmp_path: Path
) -> None:
    settings = Settings.from_environ({"QUIZAPP_INSTANCE": str(tmp_path)})
    database = ensure_database_file(settings)
    assert database is not None
    ensure_database_file(settings)  # still empty: a start broke off before it made the tables
    database.write_bytes(b"tables")
    ensure_database_file(settings)
    spoil(database)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Unavailable, match="gone or empty"):
        ensure_database_file(settings)
    assert sorted(tmp_path.iterdir()) == before
