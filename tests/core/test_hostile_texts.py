"""Whatever somebody pastes gives sound items or a sentence that says why not, and never anything else."""

from __future__ import annotations

import pytest

from quizapp.errors import QuizappError
from tests.core.reader import read

PLAIN = (
    "Ada Lovelace opened the bridge in Porto in 1998. The mayor said the town should protect old houses, "
    "trees and wells. Renewable sources such as wind power, solar power and tidal power are cheap. A price "
    "floor is the lowest price that can be charged for a good."
)
TEXTS = {
    "all capitals": PLAIN.upper(),
    "all small": PLAIN.lower(),
    "no stops": PLAIN.replace(".", "").replace(",", ""),
    "no spaces after stops": PLAIN.replace(". ", "."),
    "one word": "Photosynthesis",
    "one letter": "a",
    "only stops": "the . . . , , , ! ! ! ? ? ?",
    "only headings": "A river\n\nIts towns\n\nIts bridges\n\nThe end",
    "only numbers": "the 1 2 3 4 5 6 7 8 9 10 11 12 13 1998 2001 3.14 42 of it.",
    "table with tabs": (
        "Town\tYear\tBridge\nPorto\t1998\tThe old one\nLisbon\t2003\tThe new one\nFaro\t2007\tNone "
        "of them\n"
    ) * 3,
    "table with bars": (
        "| Town | Year | What is in it |\n|---|---|---|\n| Porto | 1998 | the bridge |\n| Faro | "
        "2003 | the mill |\n"
    ),
    "bullet list": (
        "The town has\n\n- roads in the north of it\n- trains to the sea, which are old;\n* boats\n"
        "• buses.\n1) mills\n(2) inns"
    ),
    "nested list": (
        "- The council should\n  - plant trees, dig wells and build roads;\n    - in Porto in "
        "1998.\n"
    ),
    "markdown": (
        "# Title\n\n**"
        f"{PLAIN}"
        "**\n\n> "
        f"{PLAIN}"
        "\n\n```python\nprint('the end of it is here')\n```\n\n[the link](https://example.org)"
    ),
    "html": (
        '<html><body onload="alert(1)"><p>'
        f"{PLAIN}"
        "</p><script>alert('the end')</script> &amp; &lt;b&gt;</body></html>"
    ),
    "gap marks": (
        "The {{1}} is the key, the {{2}} is in Porto in {{1998}}, and {{c1::Ada}} opened the "
        "{{99999999999999999999}} in 1998."
    ),
    "quotes in quotes": (
        "“Ada said, ‘Ben told me, “The mayor called for planting trees, digging wells and building "
        "roads in Porto.”’”"
    ),
    "open quotes": (
        "“The mayor called for ( planting trees [ digging wells “ and building roads in Porto in "
        "1998. The end } is here."
    ),
    "emoji": (
        "🚂 Ada 🚃 Lovelace opened 🌉 the bridge 🌉 in Porto 🇵🇹 in 1998 👩\u200d👧. The 🚂 called for 🌳, "
        "🌲 and 🌴."
    ),
    "right to left": (
        "\u202e"
        f"{PLAIN}"
        "\u202c The word for peace is سلام in Arabic and שלום in Hebrew, Ada said in Porto in 1998."
    ),
    "zero width": PLAIN.replace("o", "o\u200b").replace("i", "i\u2060"),
    "combining": PLAIN.replace("a", "a\u0301\u0302\u0303").replace("e", "e\u0308"),
    "full width": "".join(chr(ord(c) + 0xFEE0) if "a" <= c <= "z" else c for c in "Ada opened it ") + PLAIN,
    "windows line ends": PLAIN.replace(". ", ".\r\n\r\n") + "\r\n",
    "old line ends": PLAIN.replace(". ", ".\r\r"),
    "page breaks": PLAIN.replace(". ", ".\f"),
    "hard wrapped": "\n".join(PLAIN[n : n + 60] for n in range(0, len(PLAIN), 60)),
    "one word a line": "\n".join(PLAIN.split()),
    "two spaces": PLAIN.replace(" ", "  \u00a0 "),
    "long sentence": f"The mayor called for {', '.join(f'planting tree {n} there' for n in range(500))} and peace.",
    "long list": f"Sources such as {', '.join(f'power {n}' for n in range(300))} and wind are cheap in the town.",
    "deep clauses": "Ada said that " * 120 + "the bridge in Porto is old.",
    "many ands": "The towns of Porto and " * 150 + "Faro are linked by rail in the south.",
    "long word": "The " + "a" * 5000 + " is the key and the " + "b" * 5000 + " is the direction of the town in 1998.",
    "same sentence again": "Ada Lovelace opened the bridge in Porto in 1998. " * 200,
    "same paragraph again": "The mayor urged the town to plant trees, dig wells and build roads.\n\n" * 60,
    "poem": (
        "The woods are old, the woods are deep,\nAnd in the woods the rivers sleep;\nThe rivers "
        "sleep, the towns are far,\nAnd over all there is a star.\n"
    ),
    "code": (
        "def the_end(of_it):\n    if of_it is not None and of_it in (1, 2, 3):\n        return "
        "the_end(of_it - 1)  # to be or not to be\n    else:\n        raise ValueError('it is the "
        "end of it')\n"
    ),
    "log": (
        "2024-01-02 10:11:12 ERROR the server is down in Porto: connection to 10.0.0.1 was lost "
        "(code=17)\n"
    ) * 20,
    "dialogue": (
        "— Where is it?\n— It is in Porto.\n— When was it opened?\n— In 1998, by Ada. And he? He "
        "was in Lisbon.\n"
    ),
    "pronouns": (
        "He opened it there. They said that it was theirs. She called on them to do this, that and "
        "the other. It is so."
    ),
    "headline style": (
        "PORTO BRIDGE OPENS; MAYOR CALLS FOR TREES, WELLS, ROADS\n\nBy Ada Lovelace\n\nUpdated "
        "10:15, 03-May-2021\n"
    ),
    "references": (
        "As shown in figure 2, the bridge in Porto [3, 4–7] was opened in 1998 (Lovelace et al., "
        "1999; see above)."
    ),
    "formulas": (
        "The law E = mc^2 is the key, and x_{1} + y_{2} <= z is the direction; ∑ of all a_i is 0 "
        "in the town of Porto."
    ),
    "years": (
        "In 1000, 1998, 2049, 2050 and 9999 the bridge in Porto was opened in 0 and in -1 and in "
        "20000 by the town."
    ),
    "private use": (
        "The \ue000\uf8ff town of Porto \U000f0000 called for planting trees, digging wells and "
        "building roads in 1998."
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_gives_sound_items_or_a_reason(text: str) -> None:
    try:
        found = read(text)
    except QuizappError as error:
        assert str(error).endswith(".")  # noqa: PT017 - either way out is right
        return
    assert found.faults() == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_statement_of_any_text_quotes_it(text: str) -> None:
    try:
        found = read(text)
    except QuizappError:
        return
    assert all(found.source.quote(one.start, one.end) == one.quote for one in found.statements)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_focus_of_any_text_stands_at_its_place(text: str) -> None:
    try:
        found = read(text)
    except QuizappError:
        return
    spans = [span for one in found.statements for focus in one.focuses for span in focus.spans]
    assert all(found.source.quote(span.start, span.end) == span.text for span in spans)


def test_a_sentence_said_two_hundred_times_is_asked_no_more_than_once_said() -> None:
    again, once = (
        read(TEXTS["same sentence again"]),
        read("Ada Lovelace opened the bridge in Porto in 1998. " * 2),
    )
    assert len(again.generation.items) <= max(4, len(once.generation.items))


@pytest.mark.parametrize(
    "name", ["html", "markdown", "windows line ends", "page breaks", "hard wrapped", "two spaces"]
)
def test_items_come_of_a_text_whose_form_is_odd(name: str) -> None:
    assert read(TEXTS[name]).generation.items
