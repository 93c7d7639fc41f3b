"""Pages that are only read, beside a bare Flask page of the same run, and what a server takes."""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import repeat
from pathlib import Path
from statistics import median

from benchmarks.answering.load import page_request, press
from benchmarks.answering.room import DECK, room, settings_in
from benchmarks.answering.served import Served, free_port, gunicorn, served

ROUNDS, SECONDS = 3, 2.0
CONNECTIONS, WORKERS, THREADS = 32, 2, 12
MOST_BYTES = 35_000


def run() -> bool:
    """Print the table; whether no page was refused or too heavy."""
    with tempfile.TemporaryDirectory() as folder:
        port, bare_port = free_port(), free_port()
        browser = room(settings_in(Path(folder), port), learners=1, attempts=1)[0]
        attempt = browser.places[0][0]
        pages = {
            "the decks": "/",
            "a deck": f"/decks/{DECK}",
            "its items": f"/decks/{DECK}/items",
            "an item that is asked": f"/attempts/{attempt}/1",
            "study": "/study",
        }
        bare = gunicorn(
            "benchmarks.answering.bare:create_app()", port=bare_port, workers=WORKERS, threads=THREADS
        )
        ours = [sys.executable, "-m", "quizapp.cli", "serve", "--port", str(port), "--workers", str(WORKERS)]
        began = time.perf_counter()
        with served(bare, port=bare_port) as plain:
            waited = [time.perf_counter() - began]
            began = time.perf_counter()
            with served(ours, port=port, env={"QUIZAPP_INSTANCE": folder}) as server:
                waited.append(time.perf_counter() - began)
                return _table(plain, server, pages, browser.cookie, waited)


def _table(plain: Served, server: Served, pages: dict[str, str], cookie: str, waited: list[float]) -> bool:
    print(f"read pages, {CONNECTIONS} connections, {WORKERS} workers, medians of {ROUNDS} interleaved rounds")
    print("  page                          pages/s  × bare  CPU × bare   bytes  errors")
    kept = True
    for name, path in pages.items():
        rates, costs, wrong = [], [], 0
        for _ in range(ROUNDS):
            base_rate, base_cost, _ = _round(plain, page_request("/page"))
            rate, cost, refused = _round(server, page_request(path, cookie=cookie))
            rates.append((rate, rate / base_rate))
            costs.append(cost / base_cost)
            wrong += refused
        weight: list[bytes] = []
        press(server.port, [iter([page_request(path, cookie=cookie)])], bodies=weight)
        print(
            f"  {name:<28} {median(each[0] for each in rates):8,.0f}  {median(each[1] for each in rates):6.2f}  "
            f"{median(costs):10.1f}  {len(weight[0]):6,}  {wrong:6}"
        )
        kept = kept and not wrong and len(weight[0]) <= MOST_BYTES
    memory = [each / 1e6 for each in server.memory()]
    print(f"  until it answers {waited[1]:.1f} s (bare {waited[0]:.1f} s)")
    print(
        "  memory of its processes, MB (shared parts divided): "
        + ", ".join(f"{each:.0f}" for each in memory)
        + "\n"
    )
    return kept


def _round(server: Served, asked: bytes) -> tuple[float, float, int]:
    """Pages a second, CPU seconds of one, and how many were refused."""
    before = server.cpu()
    tally = press(server.port, [repeat(asked) for _ in range(CONNECTIONS)], seconds=SECONDS)
    return tally.rate, (server.cpu() - before) / len(tally.seconds), tally.wrong


if __name__ == "__main__":
    raise SystemExit(0 if run() else 1)
