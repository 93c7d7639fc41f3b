"""Rules for many items together; all of them advice."""

from __future__ import annotations

from dataclasses import replace

from quizapp.core.items.flaws.flaw import ATTALI, HALADYNA, MOORE, OURS, Asked, Flaw, choose, judge, write
from quizapp.phrases import phrase

_TOWNS = ("Porto", "Faro", "Braga")


def _lakes(*places: int) -> tuple[Asked, ...]:
    """Choices whose keys stand at these places."""
    return tuple(
        choose(
            f"Which town lies by lake {n}?", *(("*" if at == place else "") + town for at, town in enumerate(_TOWNS))
        )
        for n, place in enumerate(places)
    )  # fmt: skip


def _towers(*keys: str) -> tuple[Asked, ...]:
    """Choices with these keys."""
    return tuple(
        choose(f"Which town has tower {n}?", "Braga", f"*{key}", "Porto") for n, key in enumerate(keys)
    )


def _moved(*items: Asked) -> tuple[Asked, ...]:
    """The items, each on a sentence of its own."""
    return tuple(replace(item, start=100 * n) for n, item in enumerate(items))


_FOUNDED = write("In which year was the university of Coimbra founded?", "1290")
_SEAT = write("In which town is the oldest university of Portugal?", "Coimbra")
_ROOMS = write("Which colour have the tiles of its rooms in the university of Coimbra?", "blue")

DECK_RULES = (
    Flaw(
        name="key-position",
        rule=phrase("Keys stand at all places about equally often."),
        why=phrase("Writers hide keys in the middle, and test-wise learners know it."),
        sources=(ATTALI, HALADYNA), fatal=False, scope="deck",
        broken=_moved(*_lakes(*[1] * 12)),
        mended=_moved(*_lakes(*[0, 1, 2] * 4)),
    ),
    Flaw(
        name="key-often-longest",
        rule=phrase("The key is the longest option in at most three of ten choices."),
        why=phrase("Who always takes the longest must not pass."),
        sources=(HALADYNA, MOORE), fatal=False, scope="deck",
        broken=_moved(*_towers(*["Coimbra"] * 10)),
        mended=_moved(*_towers(*["Coimbra"] * 3, *["Faro"] * 7)),
    ),
    Flaw(
        name="truth-balance",
        rule=phrase("Of the claims in a deck, at least a quarter are true and a quarter false."),
        why=phrase("Else “true” is a safe guess."),
        sources=(HALADYNA, OURS), fatal=False, scope="deck",
        broken=_moved(*(judge(f"Boat {n} sails to Faro.") for n in range(6))),
        mended=_moved(*(judge(f"Boat {n} sails to Faro.", is_true=n > 1) for n in range(6))),
    ),
    Flaw(
        name="answers-another",
        rule=phrase("No item tells the key of another."),
        why=phrase("Items must be independent of one another, or one of them is a gift."),
        sources=(HALADYNA,), fatal=False, scope="deck",
        broken=_moved(_SEAT, judge("The oldest university of Portugal is in the town of Coimbra.")),
        mended=_moved(_SEAT, write("Of which stone is the old cathedral of Coimbra built?", "limestone")),
    ),
    Flaw(
        name="crowded-sentence",
        rule=phrase("A sentence has at most two items, one more for every 150 characters."),
        why=phrase("More of the same takes the place of something else."),
        sources=(OURS,), fatal=False, scope="deck",
        broken=(_SEAT, _FOUNDED, _ROOMS),
        mended=(_SEAT, _FOUNDED),
    ),
    Flaw(
        name="similar-stems",
        rule=phrase("No two stems with the same key share three quarters of their words."),
        why=phrase("It is one item twice."),
        sources=(HALADYNA, OURS), fatal=False, scope="deck",
        broken=_moved(_FOUNDED, write("In which year was the old university of Coimbra founded?", "1290")),
        mended=_moved(_FOUNDED, write("When did lessons in Coimbra begin?", "1290")),
    ),
    Flaw(
        name="dominant-key",
        rule=phrase("No name is the key of more than one in ten items, from four items on."),
        why=phrase("Of a text about one person, his name is always a good guess."),
        sources=(OURS,), fatal=False, scope="deck",
        broken=_moved(*(write(f"Who painted picture {n}?", "Paula Rego") for n in range(4))),
        mended=_moved(*(write(f"Who painted picture {n}?", f"Painter {n}") for n in range(4))),
    ),
)  # fmt: skip
"""Rules that need a whole deck to be broken."""
