"""What a term does, is based on, makes somebody do or holds: asked with the term in the question or as its key."""

from __future__ import annotations

import pytest

from tests.core.reader import read

ASKED = [
    ("which", "Old towns often choose grain storage, which protects the harvest from rain and mice.",
     "What protects the harvest from rain and mice?", "grain storage"),
    ("called-subject", "This method, called crop rotation, keeps the soil rich in useful minerals.",
     "What keeps the soil rich in useful minerals?", "crop rotation"),
    ("made-to", "The drought of 1911 forced many farmers to sell their land in the south.",
     "What did the drought of 1911 force many farmers to do?", "sell their land in the south"),
    ("made-to", "A written contract allows small bakers to borrow money from large banks.",
     "What does a written contract allow small bakers to do?", "borrow money from large banks"),
    ("held", "The median voter theory argues that parties will move towards the middle of the field.",
     "What does the median voter theory argue?", "that parties will move towards the middle of the field"),
    ("attribute", "The producer price index is based on the prices that bakers pay for flour.",
     "What is the producer price index based on?", "the prices that bakers pay for flour"),
    ("attribute", "Radioactive decay involves the emission of small particles.",
     "What does radioactive decay involve?", "the emission of small particles"),
    ("attribute", "The central bank is responsible for the safety of all savings.",
     "What is the central bank responsible for?", "the safety of all savings"),
    ("occasion", "Tying sales happen when a customer must buy a second product.",
     "When do tying sales happen?", "when a customer must buy a second product"),
    ("aim", "Congress passed the Trade Act to protect small farmers from cheap imports.",
     "Why did Congress pass the Trade Act?", "to protect small farmers from cheap imports"),
    ("by-means", "Scientists measure the age of old rocks using the properties of natural decay.",
     "How do scientists measure the age of old rocks?", "using the properties of natural decay"),
]  # fmt: skip
REFUSED = {
    "a clause about the whole": "Yellow birds look like leaves, which allows the birds to hide from large cats.",
    "a term pointed at": "Old towns choose this grain storage, which protects the harvest from rain and mice.",
    "something denied": "Radioactive decay does not involve the emission of small particles.",
    "one of several": "One of the sets focuses on the changing shape of old towns.",
    "a reader spoken to": "A written contract allows you to borrow money from large banks.",
    "what could be for no aim": "More than twenty bakers could collect money to replace some of their ovens.",
}


@pytest.mark.parametrize(("pattern", "text", "question", "key"), ASKED)
def test_it_is_asked_for(pattern: str, text: str, question: str, key: str) -> None:
    assert [(focus.question, focus.answer) for focus in read(text).focuses(pattern)] == [(question, key)]


@pytest.mark.parametrize(("pattern", "text"), [(case[0], case[1]) for case in ASKED])
def test_it_can_be_understood_alone(pattern: str, text: str) -> None:
    assert [statement.context for statement in read(text).of(pattern)] == [""]


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_is_asked_of(name: str) -> None:
    patterns = {pattern for pattern, *_ in ASKED}
    text = f"{REFUSED[name]} A price floor is the lowest price that can be charged for a good."
    assert not [s for s in read(text).statements if s.pattern in patterns and not s.context]


SUBJECTS = (
    "The crop rotation keeps the soil of large northern farms rich in minerals. Farmers like crop rotation. "
    "Farmers like grain storage. Grain storage helps. The grain storage of Porto is old. Grain storage is cheap. "
    "Salt trade is old. The salt trade of Porto grew. Farmers dislike salt trade. "
    "Crop rotation is the yearly change of plants. "
)


def test_what_does_something_is_asked_without_options() -> None:
    items = [item for item in read(SUBJECTS).generation.candidates if item.pattern == "subject"]
    assert {item.kind for item in items} <= {"short_answer", "cloze", "true_false"}
    assert ("crop rotation",) in [item.body.keys() for item in items]
    assert "What keeps the soil of large northern farms rich in minerals?" in [item.stem for item in items]


@pytest.mark.parametrize(
    "text",
    [
        "The crop rotation can keep the soil of large northern farms rich in minerals.",
        "The crop rotation is useful in the soil of large northern farms and towns.",
        "The crop rotation keeps the soil of farms rich, while the grain storage feeds the towns.",
    ],
)
def test_what_may_be_told_of_others_is_not_asked(text: str) -> None:
    more = SUBJECTS.partition(". ")[2]
    assert not [s for s in read(f"{text} {more}").of("subject") if not s.context]


def test_a_term_named_beside_the_key_is_no_wrong_answer() -> None:
    text = SUBJECTS.replace("rich in minerals.", "rich in minerals and grain storage dry.")
    choices = [
        item for item in read(text).generation.items if item.kind == "mcq" and "minerals" in item.quote
    ]
    assert not any("grain storage" in str(item.body) for item in choices)


LISTED = [
    ("There are three kinds of rock: igneous rock, sedimentary rock, and metamorphic rock.",
     "What are the three kinds of rock?", ("igneous rock", "sedimentary rock", "metamorphic rock")),
    ("Three factors strongly influence trade: the size of a country, its location, and its history.",
     "Which three factors strongly influence trade?", ("the size of a country", "its location", "its history")),
    ("Most flowers have four main parts: sepals, petals, stamens, and carpels.",
     "Which four main parts do most flowers have?", ("sepals", "petals", "stamens", "carpels")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "question", "members"), LISTED)
def test_a_closed_list_after_a_colon_is_asked_for_whole(
    text: str, question: str, members: tuple[str, ...]
) -> None:
    asked = read(text).focuses("colon-list")
    assert [(focus.question, tuple(span.text for span in focus.spans)) for focus in asked] == [
        (question, members)
    ]


def test_kinds_of_something_are_chosen_among_members_of_another_list() -> None:
    grain = "There are three kinds of grain: wheat, barley, and rye. "
    trade = "There are three kinds of trade: barter, credit, and sale."
    kinds = {item.kind for item in read(grain + trade).generation.items if item.pattern == "colon-list"}
    assert "multiple_response" in kinds


def test_kinds_of_something_are_never_chosen_among_loose_terms() -> None:
    more = (
        " Plate motion is slow. Plate motion lasts. Plate motion is old. Lava flow is hot. Lava flow is fast."
    )
    kinds = {item.kind for item in read(LISTED[0][0] + more).generation.items if item.pattern == "colon-list"}
    assert kinds == {"basic"}


@pytest.mark.parametrize(
    "text",
    [
        "The rule is simple: bake early, sell early and sleep.",
        "Porto has one aim: peace, bread and rest.",
        "Three factors arise here: wind, rain and sun.",
    ],
)
def test_no_list_is_read_where_nothing_is_counted(text: str) -> None:
    assert not read(text + " A price floor is the lowest price that can be charged for a good.").of(
        "colon-list"
    )


SINGLED = [
    ("Another way to estimate the age of an old surface is by counting the craters on it.",
     "What is one way to estimate the age of an old surface?", "by counting the craters on it", "way"),
    ("One way to trace the history of a planet is to measure the age of single rocks.",
     "What is one way to trace the history of a planet?", "to measure the age of single rocks", "way"),
    ("The most common measure of inflation in the country is the Consumer Price Index (CPI).",
     "What is the most common measure of inflation in the country?", "Consumer Price Index (CPI)", "singled-out"),
    ("The purpose of the long terms is to keep judges free from the pressure of parties.",
     "What is the purpose of the long terms?", "to keep judges free from the pressure of parties", "aim-of"),
    ("Small banks are required to publish the terms of all loans.",
     "What are small banks required to do?", "publish the terms of all loans", "obliged"),
    ("Small banks are forbidden from discriminating on the basis of age.",
     "What are small banks forbidden from doing?", "discriminating on the basis of age", "obliged"),
    ("The price index helps households understand the cost of living.",
     "What does the price index help households do?", "understand the cost of living", "made-to"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "question", "key", "pattern"), SINGLED)
def test_what_is_singled_out_meant_or_required_is_asked_for(
    text: str, question: str, key: str, pattern: str
) -> None:
    assert (question, key) in [(focus.question, focus.answer) for focus in read(text).focuses(pattern)]


@pytest.mark.parametrize(
    ("text", "false"),
    [
        ("In the late 1990s the total budget of Porto was lower than the budget of Lisbon.", "higher"),
        ("Workers in big towns earn more money for the same work in all trades.", "less"),
        ("A rise of rates leads to an inflow of money from the banks of many countries.", "outflow"),
    ],
)
def test_a_plain_claim_is_turned_by_its_one_word_of_direction(text: str, false: str) -> None:
    assert [focus.contraries for focus in read(text).focuses("comparison")] == [(false,)]


@pytest.mark.parametrize(
    "text",
    [
        "Workers in big towns sometimes earn more money for the same work in all trades.",
        "Workers in big towns earn more than 20 coins for the same work in all trades.",
        "Workers in big towns earn more or less money for the same work in all trades.",
        "Workers with tasks that reduce the price of bread earn money for work in all trades.",
    ],
)
def test_a_claim_that_hedges_counts_or_nests_its_word_of_direction_is_not_turned(text: str) -> None:
    assert not read(text + " A price floor is the lowest price that can be charged for a good.").of(
        "comparison"
    )


ALICE = "Alice can choose more leisure because her wage is high. On Monday Alice met Ben. Later Ben thanked Alice. "


def test_nothing_is_asked_of_the_person_in_a_running_example() -> None:
    assert not [item for item in read(ALICE).generation.items if item.pattern == "because"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Prices jumped because everybody wanted bread in winter.", 0),
        ("Prices in Portugal jumped because everybody wanted bread in winter.", 1),
        ("Bakers work hard because everybody wants bread in winter.", 1),
    ],
)
def test_what_once_happened_is_asked_about_only_where_a_name_or_year_says_what(text: str, asked: int) -> None:
    found = read(text + " A price floor is the lowest price that can be charged for a good.").of("because")
    assert len([statement for statement in found if not statement.context]) == asked


@pytest.mark.parametrize(
    ("text", "gapped", "key"),
    [
        ("Most large molecules are made from single small units called monomers.",
         "Most large molecules are made from single small units called {{1}}.", "monomers"),
        ("Bakers join small loaves with wet dough () to form one large loaf known as a braid.",
         "Bakers join small loaves with wet dough to form one large loaf known as a {{1}}.", "braid"),
    ],
)  # fmt: skip
def test_a_term_is_the_gap_of_the_sentence_that_introduces_it(text: str, gapped: str, key: str) -> None:
    gaps = [item for item in read(text).generation.items if item.pattern == "introduced"]
    assert [(item.stem, item.body.keys()) for item in gaps] == [(gapped, (key,))]


@pytest.mark.parametrize(
    "text",
    [
        "This long and slow change of the rocks in old valleys is called erosion.",
        "Small stones that wind carries far from dry hills are called wind stones.",
        "He made a loaf called braid.",
    ],
)
def test_no_gap_is_made_of_a_term_that_the_rest_does_not_tell_or_names(text: str) -> None:
    found = read(text + " A price floor is the lowest price that can be charged for a good.").of("introduced")
    assert not [statement for statement in found if not statement.context]


def test_what_something_is_broken_down_by_is_asked_for() -> None:
    asked = read("Fats are broken down by lipases.").focuses("attribute")
    assert [(focus.question, focus.answer) for focus in asked] == [
        ("What are fats broken down by?", "lipases")
    ]


def test_half_of_two_agents_is_no_answer() -> None:
    assert not read("Proteins are broken down by old enzymes, and by strong acid in the stomach.").of(
        "attribute"
    )


def test_a_plural_term_told_by_a_plural_class_is_defined() -> None:
    focuses = read("Plain polymers are large molecules that are built from many small units.").focuses(
        "definition"
    )
    assert "plain polymers" in {focus.answer for focus in focuses}


def test_a_list_in_brackets_is_asked_for_whole() -> None:
    text = "There are four classes of food (fats, starches, proteins, and acids); each is needed by the body."
    assert [focus.question for focus in read(text).focuses("colon-list")] == [
        "What are the four classes of food?"
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "question", "key"),
    [
        ("occasion", "Shock absorbers are useful if they soften the worst bumps of a road.",
         "Under what condition are shock absorbers useful?", "if they soften the worst bumps of a road"),
        ("because", "Towns that are neighbors trade much, since costs of transport are low.",
         "Why do towns that are neighbors trade much?", "since costs of transport are low"),
        ("attribute", "High dams are often criticized for their heavy cost.",
         "What are high dams often criticized for?", "their heavy cost"),
        ("apposed", "The new roads encouraged globalization, the remarkable increase in trade between far countries.",
         "Which term stands for the remarkable increase in trade between far countries?", "globalization"),
        ("called-subject", "One kind, called rare choice, favors colors that are either common (often seen) or rare.",
         "What favors colors that are either common or rare?", "rare choice"),
    ],
)  # fmt: skip
def test_more_is_asked_for(pattern: str, text: str, question: str, key: str) -> None:
    assert (question, key) in [(focus.question, focus.answer) for focus in read(text).focuses(pattern)]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("because", "Towns must offer cheap loans, which they do because they expect a better harvest."),
        ("occasion", "Shock absorbers only work if they soften the worst bumps of a road."),
        ("occasion", "Shock absorbers break down even if they soften the worst bumps of a road."),
        ("because", "Towns have traded much since the war ended in the south."),
        ("attribute", "Two factors influence the long level of trade between old towns."),
        ("attribute", "Foreign money creates the main source of funds for that deficit."),
        ("apposed", "Smith wrote of the division of labor, an invention of old workshops in the north."),
        ("condition", "If the strike was large, a town grew around the old mine."),
    ],
)
def test_less_is_asked_for(pattern: str, text: str) -> None:
    found = read(text + " A price floor is the lowest price that can be charged for a good.").of(pattern)
    assert not [statement for statement in found if not statement.context]
