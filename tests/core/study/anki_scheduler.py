"""Anki's own scheduler, asked in a process of its own: without its fuzz, which only a fresh process can be told."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ["ANKI_TEST_MODE"] = "1"  # read once by Anki's engine: no fuzz

from anki.collection import Collection
from anki.decks import DeckId
from anki.scheduler_pb2 import SchedulingState

KINDS = {"new": 0, "learning": 1, "review": 2, "relearning": 3}
DEFAULT = DeckId(1)
STEPS = {"learning": 2, "relearning": 1}


def told(state: SchedulingState) -> dict[str, Any]:
    """A state in plain words."""
    normal = state.normal
    kind = str(normal.WhichOneof("kind"))
    stage = getattr(normal, kind)
    memory = stage.learning.memory_state if kind == "relearning" else stage.memory_state
    learned = stage.learning if kind == "relearning" else stage
    return {
        "stage": kind,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "seconds": 0 if kind == "review" else learned.scheduled_secs,
        "remaining": 0 if kind == "review" else learned.remaining_steps,
        "days": stage.scheduled_days if kind == "review" else 0,
    }


def ask(col: Collection, cid: int, case: dict[str, Any]) -> dict[str, Any]:
    """What Anki offers for a card with this log."""
    db = col.db
    assert db is not None
    db.execute("delete from revlog")
    before = 0
    for at, ease, kind, days in case["log"]:
        db.execute("insert into revlog values (?,?,-1,?,?,?,0,1000,?)", at, cid, ease, days, before, kind)
        before = days
    kind = KINDS[case["stage"]]
    queue = 1 if kind == 3 else kind
    left = STEPS[case["stage"]] - case["step"] if case["stage"] in STEPS else 0
    db.execute(
        "update cards set type=?, queue=?, ivl=?, due=?, reps=?, left=?, factor=2500, data='{}' where id=?",
        kind, queue, case["days"], col.sched.today if kind == 2 else 1, len(case["log"]), left, cid,
    )  # fmt: skip
    states = col._backend.get_scheduling_states(cid)
    memory = col._backend.compute_memory_state(cid).state
    answer = {rating: told(getattr(states, rating)) for rating in ("again", "hard", "good", "easy")}
    return {"memory": [memory.stability, memory.difficulty], "next": answer}


def main() -> None:
    """Cases as JSON lines in, what Anki says to each out; the first line is the end of its day."""
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(str(Path(folder) / "c.anki2"))
        col.set_config("fsrs", True)
        note = col.new_note(col.models.by_name("Basic") or {})
        note["Front"] = "a"
        col.add_note(note, DEFAULT)
        cid = note.card_ids()[0]
        print(col.sched.day_cutoff, flush=True)
        config = col.decks.config_dict_for_deck_id(DEFAULT)
        for line in sys.stdin:
            case = json.loads(line)
            if config["desiredRetention"] != case["retention"]:
                config["desiredRetention"] = case["retention"]
                col.decks.update_config(config)
            print(json.dumps(ask(col, cid, case)), flush=True)
        col.close()


main()
