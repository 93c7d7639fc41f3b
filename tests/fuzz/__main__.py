"""`python -m tests.fuzz [NAME…] [--rounds N]`: run these modules of this folder, or all; fails where one does."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from pathlib import Path

NAMES = sorted(one.name for one in pkgutil.iter_modules([str(Path(__file__).parent)]) if one.name[0] != "_")


def main() -> int:
    """Each module has ``run(rounds)``, which prints its figures and says whether all went well; 0: its own number."""
    told = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    told.add_argument("names", nargs="*", choices=[*NAMES, []], metavar="NAME", help=", ".join(NAMES))
    told.add_argument("--rounds", type=int, default=0)
    given = told.parse_args()
    failed = [
        name
        for name in given.names or NAMES
        if not importlib.import_module(f"tests.fuzz.{name}").run(given.rounds)
    ]
    for name in failed:
        print(f"{name} FAILED")
    return len(failed)


if __name__ == "__main__":
    raise SystemExit(main())
