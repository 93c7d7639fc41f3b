"""Terms of a text and what it tells of them: meanings, differences, uses, and which terms stand beside which."""

from __future__ import annotations

import pytest

from quizapp.core.items.kinds.matching import Matching
from quizapp.core.items.kinds.mcq import Mcq
from tests.core.reader import read

ASKED = [
    ("definition", "A public (or audience) is a loose group of people who share ideas.",
     "What is a public?", "a loose group of people who share ideas"),
    ("definition", "Bakers, on the other hand, are workers who rise before the sun.",
     "What are bakers?", "workers who rise before the sun"),
    ("definition", "Polite crowds are those who come together for a planned feast.",
     "What are polite crowds?", "those who come together for a planned feast"),
    ("definition", "Deviance is behavior that violates the norms of a group.",
     "What is deviance?", "behavior that violates the norms of a group"),
    ("definition", "Social control is the way in which a town enforces its rules.",
     "What is social control?", "the way in which a town enforces its rules"),
    ("definition", "Fines are punishments for breaking rules.", "What are fines?", "punishments for breaking rules"),
    ("definition", "The gene pool is the sum of all the genes in a herd.",
     "What is the gene pool?", "the sum of all the genes in a herd"),
    ("definition", "According to the botanist Ada Lovelace, grafting is the joining of two young plants.",
     "What is grafting, according to Ada Lovelace?", "the joining of two young plants"),
    ("definition", "Memory aids are tools that help us order new words.",
     "What are memory aids?", "tools that help us order new words"),
    ("explained", "In ecology, the term succession is defined as a change in the plants of an area.",
     "How is succession defined in ecology?", "a change in the plants of an area"),
    ("named", "Voluntary behavior with the aim to help other people is called mutual aid.",
     "What is meant by “mutual aid”?", "voluntary behavior with the aim to help other people"),
    ("apposed", "One strategy is rehearsal, or the conscious repetition of new words.",
     "What is meant by “rehearsal”?", "the conscious repetition of new words"),
    ("apposed", "All towns practice social control, the regulation and enforcement of norms (Weber 1920).",
     "What is meant by “social control”?", "the regulation and enforcement of norms"),
    ("apposed", "Old teachers liked slow rehearsal: a technique in which learners think about new words.",
     "What is meant by “slow rehearsal”?", "a technique in which learners think about new words"),
    ("contrast", "Unlike values, norms can be enforced with rewards and punishments.",
     "How do norms differ from values?", "norms can be enforced with rewards and punishments"),
    ("contrast", "Deviance differs from crime in that it does not have to break a law.",
     "How does deviance differ from crime?", "in that it does not have to break a law"),
    ("contrast", "Material culture consists of physical objects, whereas nonmaterial culture consists of ideas.",
     "How do material culture and nonmaterial culture differ?",
     "material culture consists of physical objects, whereas nonmaterial culture consists of ideas"),
    ("aim-of", "The difference between a crowd and an audience is that an audience gathers for a planned event.",
     "What is the difference between a crowd and an audience?", "that an audience gathers for a planned event"),
    ("used-for", "Sociologists use surveys to collect facts from large towns.",
     "What do sociologists use surveys for?", "to collect facts from large towns"),
    ("used-for", "Secondary groups are used to complete long projects.",
     "What are secondary groups used for?", "to complete long projects"),
    ("in-which", "Reporters often see the bandwagon effect, in which voters turn to those who lead in the polls.",
     "What happens in the bandwagon effect?", "voters turn to those who lead in the polls"),
    ("held", "The theory of free trade assumes the buyer knows all prices in the market.",
     "What does the theory of free trade assume?", "the buyer knows all prices in the market"),
    ("colon-list", "The four stages of sleep are drowsiness, light sleep, deep sleep, and dreaming.",
     "What are the four stages of sleep?", "drowsiness, light sleep, deep sleep and dreaming"),
    ("because", "Because large firms buy huge amounts of flour, they pay lower prices.",
     "Why do large firms pay lower prices?", "because large firms buy huge amounts of flour"),
    ("who-is", "The plan came from Ada Lovelace, a botanist at the University of Porto.",
     "Who is Ada Lovelace?", "a botanist at the University of Porto"),
]  # fmt: skip
REFUSED = {
    "a feature": "Grafting is an essential feature of old gardens.",
    "an example": "A raise at work is a positive sanction for hard bakers.",
    "other things": "Other examples are a group of bakers on their way to work.",
    "what is only thought": "Old writers tended to think Porto was the site of the first harbour.",
    "a list": "Ada Lovelace asked that social hopes, the wisdom of the old, expert advice and trust be heard.",
    "one of a list": "Old bakers studied free trade, the history of art and the law.",
    "either of two nouns": "Ada Lovelace wrote of the division of labor, an invention of old workshops.",
    "a time of somebody": "Recycled glass is important for Ye when she selects new jars.",
    "a text": "The discussion offers some help when bakers receive higher wages.",
    "a second clause": "Bakers can help by selling old bread, while millers can help in many other ways.",
    "how often": "Cats are also used to hunt small mice.",
    "something unsure": "Ada Lovelace was perhaps the first woman to cross the Sahara.",
    "centuries without a number": "Many authors wrote on trade in the centuries before Ada Lovelace.",
    "a list torn by the parser": "Culture refers to the beliefs, practices, and objects that a group shares.",
}
PATTERNS = {pattern for pattern, *_ in ASKED} | {"unique", "when", "identity", "occasion", "by-means"}
TERMS = (
    "A norm is a rule that tells people how to behave. A value is a belief about what is good in a land. "
    "A survey is a set of questions for many people. A sanction is a reward or punishment that a group uses. "
    "A primary group is a small circle of close friends. A secondary group is a larger circle with one task. "
)


@pytest.mark.parametrize(("pattern", "text", "question", "key"), ASKED)
def test_what_is_told_of_a_term_is_asked(pattern: str, text: str, question: str, key: str) -> None:
    asked = read(text)
    assert (question, key) in [(focus.question, focus.answer) for focus in asked.focuses(pattern)]
    assert all(not statement.context for statement in asked.of(pattern))


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_is_asked_of(name: str) -> None:
    found = [
        one for one in read(f"{REFUSED[name]} Old mills are loud.").statements if one.pattern in PATTERNS
    ]
    assert not [one for one in found if not one.context and one.quote.startswith(REFUSED[name][:20])]


def test_a_term_stands_among_terms_of_its_own_noun() -> None:
    more = "Formal norms are rules that are written down. Strict norms grow. Informal norms are habits that spread."
    items = [item for item in read(more).generation.items if isinstance(item.body, Mcq)]
    offered = {option.text for item in items for option in item.body.options if "norms" in option.text}  # type: ignore[attr-defined]
    assert offered == {"formal norms", "informal norms", "strict norms"}


def test_a_term_stands_among_the_members_of_its_list() -> None:
    text = (
        "There are three forms of gathering: the crowd, the mass, and the public. "
        "A mass is a large number of people with a common interest."
    )
    item = next(item for item in read(text).generation.items if isinstance(item.body, Mcq))
    assert {option.text for option in item.body.options} == {"crowd", "mass", "public"}  # type: ignore[attr-defined]


def test_no_loose_term_stands_beside_a_defined_one() -> None:
    text = (
        "The stone walls of Porto last for a long time. The stone walls help the old towns of the coast. "
        "The cold water of the river runs to the sea. The cold water is good for the old towns."
    )
    items = read(f"{text} Erosion is the slow loss of soil to wind.").generation.items
    assert not [item for item in items if isinstance(item.body, Mcq) and item.pattern == "definition"]


def test_several_meanings_are_matched_and_then_not_asked_for_one_by_one() -> None:
    items = read(TERMS).generation.items
    matching = next(item for item in items if isinstance(item.body, Matching))
    told = set(matching.body.keys())
    assert {"norm", "a rule that tells people how to behave"} <= told
    assert not [item for item in items if item is not matching and told & set(item.body.keys())]


def test_what_he_or_she_feels_is_nobody_s() -> None:
    text = "Ada Lovelace wrote in 1840. Empathy is the capacity to feel what he or she feels."
    asked = [focus.answer for focus in read(text).focuses("definition")]
    assert "the capacity to feel what he or she feels" in asked
    assert not any("Lovelace" in one.text for one in read(text).of("definition"))
