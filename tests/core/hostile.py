"""What somebody may paste: every odd form of text that came to mind, made of sentences of our own."""

from __future__ import annotations

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
    "an office without an article": (
        "Lin Weida, vice-minister of justice, said the plan has brought clear results after a year of hard work."
    ),
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
    "a sentence of ten thousand words": (
        "The mayor said that "
        + " ".join(f"the town of Porto {n} opened the bridge and" for n in range(1250))
        + " that is the end of it."
    ),
    "ten thousand words without a stop": "the mayor opened a bridge in Porto and called for trees " * 1000,
    "ten thousand words and commas": (
        f"The mayor called for {', '.join(f'planting trees of {n}' for n in range(2500))} and peace."
    ),
    "chinese among english": (
        f"{PLAIN} 这条河发源于山丘。 The word 桥 is the sign for a bridge, 河 is the sign of a river in 波尔图."
    ),
    "only chinese": "这条河发源于山丘。" * 40,
    "only arabic": "هذا الجسر قديم. " * 40,
    "isolates": PLAIN.replace("Porto", "\u2067Porto\u2069").replace("bridge", "\u202ebridge\u202c"),
    "byte order marks": "\ufeff" + PLAIN.replace(" ", " \ufeff"),
    "soft hyphens": PLAIN.replace("ri", "r\u00adi"),
    "html entities": PLAIN.replace(" ", "&nbsp;").replace("the", "&#116;he"),
    "html table": "<table>" + "<tr><td>Porto</td><td>was opened in the year of 1998</td></tr>" * 50 + "</table>",
    "comma separated": "town,year,bridge\n" + '"Porto, the old",1998,the bridge of it\n' * 50,
    "json": '{"the town": {"name": "Porto", "of": ["the bridge", "the mill"], "opened in": 1998}}\n' * 20,
    "letter by letter": " ".join(PLAIN),
    "questions": "Who opened the bridge in Porto in 1998? What is the key to the town? Where is the mill of Faro? " * 4,
    "dots of omission": PLAIN.replace(", ", " … ").replace(".", "..."),
    "dashes": PLAIN.replace(" ", " — "),
    "slashes": PLAIN.replace(" and ", "/").replace(" ", " / "),
    "nested brackets": (
        "The bridge (in Porto (the town (of the north [of Portugal {of 1998}])) was opened) by Ada in (1998)."
    ),
    "brackets that stay open": PLAIN.replace(" the ", " (the "),
    "marks of other countries": (
        "«Ada said: “The bridge of Porto is ‘the key’ to the town”», wrote the mayor in 1998; „and the wells‟ are old."
    ),
    "apostrophes": "The mayor's sister's dog's bridge' was opened in '98 by O'Hara ' in Porto's ''old'' town's square.",
    "abbreviations": (
        "Mr. A. B. Smith, Ph.D., of the U.S. Dept. of Trade, Inc., opened No. 5 St. James St. on Jan. 3 at 5 p.m."
    ),
    "numbers in all shapes": (
        "The town has 1,000,000.50 people, 50% of £3m, −5°C, 1/2, ½, 10^6, 0x1F, 3.14e-10 and ٣٤ wells in 1998."
    ),
    "addresses": (
        "Write to ada@porto.example or https://porto.example/bridge?of=1998&the=key#end, or call +351 22 123 there."
    ),
    "alternating case": "".join(c.upper() if n % 2 else c for n, c in enumerate(PLAIN)),
    "footnotes": (
        "The bridge[1] of Porto[2][3] was opened¹ in 1998.² It is the key* of it.†\n\n[1] See the mayor.\n[2] Ibid."
    ),
    "latex": (
        r"The bridge \textbf{of Porto} was opened in $1998$ \cite{lovelace}, and \emph{the mayor} said that "
        r"$$E = \sum_{i=1}^{n} a_i$$ is the key to the town."
    ),
    "blank lines": PLAIN.replace(". ", ".\n\n\n\n\n\n\n\n"),
    "tabs for spaces": PLAIN.replace(" ", "\t"),
    "nulls": PLAIN.replace("o", "o\x00").replace(" ", " \x0b"),
    "lone surrogates": f"{PLAIN} \ud83d The town \udc00 of Porto is the key to the north.",
    "variation selectors": PLAIN.replace("a", "a\ufe0f"),
    "mathematical letters": "".join(chr(ord(c) + 0x1D3BF) if "A" <= c <= "Z" else c for c in PLAIN.upper()),
    "ligatures": PLAIN.replace("fl", "ﬂ").replace("fi", "ﬁ"),
    "letters that grow when folded": (
        PLAIN.replace("ss", "ß") + " The İstanbul bridge is the key to the STRASSE of the town in 1998."
    ),
    "screenplay": (
        "INT. BRIDGE - DAY\n\nADA\n(opening it)\nThe bridge of Porto is the key to the town.\n\nMAYOR\nIt is old."
    ),
    "recipe": (
        "Ingredients:\n- 200 g of flour\n- 2 eggs\n- a pinch of salt\n\nMethod: Mix the flour and the eggs, add "
        "salt, and bake for 20 minutes at 180 °C.\n"
    ),
    "contract": (
        "1.1 The Seller shall (a) deliver the goods; (b) insure them; and (c) notify the Buyer, provided that (i) the "
        "price is paid; and (ii) the port of Porto is open in 1998.\n"
    ) * 5,
    "one word again and again": "the " * 3000,
    "words of one letter": "a b c d e f the g h i of j k l " * 100,
}  # fmt: skip
