"""The wheel is whole, the locks are tight and the door is labelled."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt"]
SEED_DECK = "Northeast China revitalization, 2023"
START_SECONDS = 60


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without asking any index."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("quizapp-*.whl"))


@pytest.mark.parametrize("folder", ["templates", "static", "seeds", "store/migrations", "translations"])
def test_the_wheel_carries_every_file_of(folder: str, wheel: Path) -> None:
    inside = ROOT / "quizapp" / folder
    source = inside if inside.is_dir() else ROOT / folder
    files = [path.relative_to(source) for path in source.rglob("*") if path.is_file()]
    files = [path for path in files if "__pycache__" not in path.parts]
    carried = set(zipfile.ZipFile(wheel).namelist())
    assert files
    assert {f"quizapp/{folder}/{name}" for name in files} <= carried


def test_the_wheel_carries_nothing_but_the_package(wheel: Path) -> None:
    top = {name.partition("/")[0].partition("-")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert top == {"quizapp"}


@contextmanager
def served(program: Path, folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes], Path]]:
    """`quizapp serve` in a folder, on a port that was free a moment ago; ended with the block."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {name: text for name, text in os.environ.items() if not name.startswith(("QUIZAPP_", "PYTHON"))}
    log = folder.parent / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [program, "serve"], cwd=folder, env=environ | {"QUIZAPP_PORT": str(port)}, stdout=out, stderr=out
        )
        try:
            yield f"http://127.0.0.1:{port}/", process, log
        finally:
            process.terminate()
            process.wait(timeout=20)


def first_page(
    address: str, process: subprocess.Popen[bytes], log: Path, *, language: str = "en"
) -> tuple[int, str]:
    """Status and text of the first answer; fails with the server's own words when there is none."""
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            asked = urllib.request.Request(address, headers={"Accept-Language": language})
            with urllib.request.urlopen(asked, timeout=START_SECONDS) as answer:
                return answer.status, answer.read().decode()
        except (URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"quizapp serve gave no page:\n{log.read_text()}")


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """An empty environment with the wheel in it, and the packages of this one within reach behind it."""
    home = tmp_path / "environment"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-qq", "--no-index", "--no-deps"]
    subprocess.run([*pip, str(wheel)], check=True)
    packages = next((home / "lib").glob("python3*/site-packages"))
    # A plain path, so the .pth of an editable quizapp in there is not followed; the wheel comes first anyway.
    behind = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "behind.pth").write_text("\n".join(behind))
    return home


def test_an_installed_quizapp_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    asked = [str(installed / "bin" / "python"), "-c", "import quizapp; print(quizapp.__file__)"]
    told = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert Path(told).is_relative_to(installed)


@pytest.mark.slow
def test_an_installed_quizapp_serves_the_seed_deck_in_two_languages_from_an_empty_folder(
    installed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    with served(installed / "bin" / "quizapp", folder) as (address, process, log):
        status, page = first_page(address, process, log)
        chinese = first_page(address, process, log, language="zh-CN")[1]
    assert (status, SEED_DECK in page) == (200, True)
    assert "卡组" in chinese


def requirements(lock: str) -> list[str]:
    """Each requirement of a lock file with its hashes, as one line."""
    lines = (ROOT / lock).read_text().replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_is_pinned_and_has_a_hash(lock: str) -> None:
    pinned = re.compile(r"[a-z0-9-]+(\[[a-z,]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}")
    assert [line for line in requirements(lock) if not pinned.match(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_host_or_folder(lock: str) -> None:
    assert re.findall(r".*(?:://|index|find-links|trusted-host|\s/\w).*", (ROOT / lock).read_text()) == []


def test_the_test_lock_holds_every_pin_of_the_running_lock() -> None:
    running, testing = ({line.split(" ")[0] for line in requirements(lock)} for lock in LOCKS)
    assert running <= testing


def test_compiled_packages_are_locked_for_several_platforms() -> None:
    spacy = next(line for line in requirements("requirements.txt") if line.startswith("spacy=="))
    assert spacy.count("--hash=") > 10


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
@pytest.mark.parametrize("target", ["setup", "serve", "test", "check", "bench", "format", "translations"])
def test_make_alone_lists(target: str) -> None:
    environ = {name: text for name, text in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL"}}
    listing = subprocess.run(
        ["make"], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    ).stdout
    assert re.search(rf"^ +{target} +\S", listing, re.MULTILINE)
