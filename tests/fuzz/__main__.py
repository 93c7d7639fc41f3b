"""`python -m tests.fuzz [NAME…] [--count N] [--seed N]`: run modules of hostile input until one fails."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import resource
import time

import tests.fuzz


def main() -> None:
    """Run what is asked for, all where nothing is, and print what came of it."""
    known = sorted(
        module.name for module in pkgutil.iter_modules(tests.fuzz.__path__) if module.name != "__main__"
    )
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known)}")
    parser.add_argument("--count", type=int, help="mutants of each")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if strange := set(asked.names) - set(known):
        parser.error(f"there is no {', '.join(sorted(strange))}; there are {', '.join(known)}")
    for name in asked.names or known:
        module = importlib.import_module(f"tests.fuzz.{name}")
        started = time.monotonic()
        tally = module.fuzz(asked.count or module.COUNT, asked.seed)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{name}: {tally}; {time.monotonic() - started:.0f} s, at most {peak:,.0f} MB")


if __name__ == "__main__":
    main()
