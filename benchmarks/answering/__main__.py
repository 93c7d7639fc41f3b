"""`python -m benchmarks.answering`: answers a second, CPU and latency beside bare Flask in the same run.

Bare Flask is served twice: by gunicorn's own threads, as anybody would serve it, and by the worker of `quizapp serve`,
so that what the worker saves is told apart from what the application costs. Goals are for the former.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice, repeat
from pathlib import Path

from benchmarks.answering import tutorial
from benchmarks.answering.load import press, request
from benchmarks.answering.room import room, settings_in
from benchmarks.answering.served import Served, free_port, gunicorn, served

ROUNDS = 5
SECONDS = 4.0
CONNECTIONS = 32
WORKERS, THREADS = 2, 12
PLACES = 10
ATTEMPTS = 120
WARM = 10
LEAST = {"FULL": 0.17, "NORMAL": 0.25}
MOST_CPU = 4.0


@dataclass(kw_only=True)
class Variant:
    """One way to answer: its server, and the requests that each connection has not sent yet."""

    name: str
    server: Served
    left: Sequence[Iterator[bytes]]
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)
    wrong: int = 0

    def run(self) -> None:
        """One round."""
        before = self.server.cpu()
        tally = press(self.server.port, self.left, seconds=SECONDS)
        self.rates.append(tally.rate)
        self.cpu.append((self.server.cpu() - before) / len(tally.seconds) * 1e6)
        self.slow.append(tally.quantile(0.99) * 1e3)
        self.wrong += tally.wrong


def run() -> bool:
    """Print the table; whether the goals were met."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        bare = stack.enter_context(_bare("gunicorn's threads", "gthread"))
        same = stack.enter_context(_bare("our worker", "quizapp.web.gathering.Worker"))
        others = [
            stack.enter_context(_ours(Path(folder) / "full", "FULL")),
            stack.enter_context(_ours(Path(folder) / "normal", "NORMAL")),
            stack.enter_context(_tutorial(Path(folder))),
        ]
        for variant in (bare, same, *others):
            press(variant.server.port, [islice(each, WARM) for each in variant.left])
        for _ in range(ROUNDS):
            for variant in (bare, same, *others):
                variant.run()
    return _table(bare, same, others)


def _table(bare: Variant, same: Variant, others: list[Variant]) -> bool:
    """``same``: bare Flask, served by our worker."""
    print(
        f"answered items, {CONNECTIONS} connections, {WORKERS} workers, medians of {ROUNDS} interleaved rounds"
    )
    print("                                                  of our           of our")
    print(
        "  variant                       answers/s  × bare  worker    CPU µs  × bare  worker  p99 ms  errors"
    )
    kept = True
    for each in (bare, same, *others):
        rate, cpu = _ratio(each.rates, bare.rates), _ratio(each.cpu, bare.cpu)
        same_rate, same_cpu = _ratio(each.rates, same.rates), _ratio(each.cpu, same.cpu)
        print(
            f"  {each.name:<28} {statistics.median(each.rates):10,.0f}  {rate:6.2f}  {same_rate:6.2f}"
            f"  {statistics.median(each.cpu):8,.0f}  {cpu:6.2f}  {same_cpu:6.2f}"
            f"  {statistics.median(each.slow):6.0f}  {each.wrong:6}"
        )
        for name, least in LEAST.items():
            if each.name.endswith(name):
                kept = kept and rate >= least and cpu <= MOST_CPU and not each.wrong
    print(f"  goals {LEAST} × bare, CPU ≤ {MOST_CPU} ×, no error: {'kept' if kept else 'MISSED'}\n")
    return kept


def _ratio(of: Sequence[float], to: Sequence[float]) -> float:
    """The median of the rounds."""
    return statistics.median(a / b for a, b in zip(of, to, strict=True))


@contextmanager
def _bare(name: str, worker: str) -> Iterator[Variant]:
    port = free_port()
    command = gunicorn(
        "benchmarks.answering.bare:create_app()", port=port, workers=WORKERS, threads=THREADS, worker=worker
    )
    with served(command, port=port) as server:
        same = [repeat(request("/answer", "answer=1")) for _ in range(CONNECTIONS)]
        yield Variant(name=f"bare Flask, {name}", server=server, left=same)


@contextmanager
def _tutorial(folder: Path) -> Iterator[Variant]:
    port, database = free_port(), f"sqlite:///{folder / 'tutorial.db'}"
    places = tutorial.fill(tutorial.create_app(database), attempts=CONNECTIONS * 20, places=PLACES, items=80)
    command = gunicorn(
        f"benchmarks.answering.tutorial:create_app('{database}')", port=port, workers=WORKERS, threads=THREADS
    )
    with served(command, port=port) as server:
        asked = [request(f"/answer/{place}", "answer=1") for place in places]
        share = len(asked) // CONNECTIONS
        left = [iter(asked[n * share : (n + 1) * share]) for n in range(CONNECTIONS)]
        yield Variant(name="tutorial style", server=server, left=left)


@contextmanager
def _ours(folder: Path, synchronous: str) -> Iterator[Variant]:
    folder.mkdir()
    port = free_port()
    browsers = room(settings_in(folder, port), learners=CONNECTIONS, attempts=ATTEMPTS)
    command = [sys.executable, "-m", "quizapp.cli", "serve", "--port", str(port), "--workers", str(WORKERS)]
    env = {"QUIZAPP_INSTANCE": str(folder), "QUIZAPP_SYNCHRONOUS": synchronous}
    with served(command, port=port, env=env) as server:
        left = [iter(browser.requests) for browser in browsers]
        yield Variant(name=f"quizapp, synchronous={synchronous}", server=server, left=left)


if __name__ == "__main__":
    raise SystemExit(0 if run() else 1)
