"""Plain cards get wrong options from one another, and only such as are wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from quizapp.core.items.as_choice import Choices, plain_card
from quizapp.core.items.interaction import Side
from quizapp.core.items.item import Item
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.faces import Faces
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.shapes import is_alike

CAPITALS = """
China=Beijing;Japan=Tokyo;France=Paris;Germany=Berlin;Italy=Rome;Spain=Madrid;Portugal=Lisbon;Austria=Vienna
Poland=Warsaw;Hungary=Budapest;Greece=Athens;Turkey=Ankara;Egypt=Cairo;Kenya=Nairobi;Peru=Lima
Chile=Santiago;Cuba=Havana;Mexico=Mexico City;Guatemala=Guatemala City;Panama=Panama City;India=New Delhi
Pakistan=Islamabad;Nepal=Kathmandu;Thailand=Bangkok;Laos=Vientiane;Vietnam=Hanoi;Mongolia=Ulaanbaatar
Russia=Moscow;Ukraine=Kyiv;Norway=Oslo;Sweden=Stockholm;Finland=Helsinki;Denmark=Copenhagen
Iceland=Reykjavík;Ireland=Dublin;Canada=Ottawa;Argentina=Buenos Aires;Brazil=Brasília;Bolivia=Sucre
Ghana=Accra
"""
YEARS = """
French Revolution begins=1789;Fall of the Berlin Wall=1989;Magna Carta=1215;Columbus reaches America=1492
Moon landing=1969;Battle of Hastings=1066;End of the Second World War=1945;Start of the First World War=1914
Russian Revolution=1917;American independence=1776;Battle of Waterloo=1815;Opium War begins=1839
Xinhai Revolution=1911;People's Republic of China=1949;Reform and opening up=1978;Hong Kong returns=1997
China joins the WTO=2001;Congress of Vienna ends=1815;Peace of Westphalia=1648
First printed Gutenberg Bible=1455;Fall of Constantinople=1453;Great Fire of London=1666
Black Death reaches Europe=1347
"""
CHINESE = """
你好=hello;谢谢=thank you;再见=goodbye;水=water;茶=tea;米饭=rice;面条=noodles;苹果=apple;书=book;学校=school
老师=teacher;学生=student;朋友=friend;高兴=happy, glad;快乐=happy;大=big;小=small;热=hot;冷=cold;来=to come
去=to go;吃=to eat;喝=to drink;看=to look, to see;看见=to see;说=to speak;写=to write;读=to read;今天=today
明天=tomorrow;昨天=yesterday;北京=Beijing;上海=Shanghai;中国=China;美国=the United States;一=one;二=two
三=three
"""


def item(
    id: str, front: str, body: ItemBody, *, category: str = "", tags: tuple[str, ...] = (), **more: Any
) -> Item:
    return Item(id=id, stem=front, body=body, category=category, statement="", evidence=None, written=True, tags=tags,
                rationale=more.get("rationale", ""))  # fmt: skip


def cards(text: str, *, reverse: bool = False) -> list[Item]:
    pairs = [pair.partition("=")[::2] for line in text.split("\n") for pair in line.split(";") if pair]
    if reverse:
        pairs = [(back, front) for front, back in pairs]
    return [item(f"c{n}", front, Basic(answers=(back,))) for n, (front, back) in enumerate(pairs)]


def bodies(items: Iterable[Item], seed: int = 1) -> dict[str, Mcq]:
    found, kept = Choices(items := list(items)), {}
    for each in items:
        body = found.body(each.id, seed=seed)
        assert (body is not None) == found.can_be(each.id)
        if body is not None:
            kept[each.stem] = body
    return kept


def wrong(body: Mcq) -> list[str]:
    return [option.text for option in body.options if not option.correct]


@pytest.mark.parametrize(
    ("text", "reverse", "share"),
    [(CAPITALS, False, 0.95), (YEARS, False, 0.6), (CHINESE, False, 0.6), (CHINESE, True, 0.9)],
    ids=["capitals", "years", "words", "signs"],
)
def test_most_cards_of_a_deck_get_options_that_are_wrong(text: str, reverse: bool, share: float) -> None:
    deck = cards(text, reverse=reverse)
    found = bodies(deck)
    assert len(found) / len(deck) >= share
    right = {each.stem: each.body.keys()[0] for each in deck}
    for front, body in found.items():
        assert body.keys() == (right[front],)
        assert 2 <= len(wrong(body)) <= 3
        assert len({option.text for option in body.options}) == len(body.options)
        assert all(is_alike(text, right[front]) for text in wrong(body))


def test_a_seed_always_draws_the_same_and_another_draws_others() -> None:
    deck = cards(CAPITALS)
    assert bodies(deck, 7) == bodies(cards(CAPITALS), 7)
    assert bodies(deck, 7) != bodies(deck, 8)


def test_every_place_in_order_of_size_is_now_and_then_the_key() -> None:
    deck = [item(f"c{n}", f"event {n}", Basic(answers=(str(1900 + 3 * n),))) for n in range(30)]
    places = {
        sorted([*wrong(body), body.keys()[0]]).index(body.keys()[0])
        for seed in range(4) for body in bodies(deck, seed).values()
    }  # fmt: skip
    assert places == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("other_front", "other"),
    [
        ("Another city", "harbin"), ("Another city", "The Harbin"), ("Another city", "Harbin City"),
        ("capital of Heilongjiang?", "Qiqihar"), ("Another city", "Harbing"), ("Another city", "Old Town, Harbin"),
        ("Heilongjiang", "Ice City"), ("Capital of Heilongjiang?, Seat of its people", "Daqing"),
        ("Where is Songhua?", "Songhua"), ("Another", "nowhere"), ("Another", "1898"), ("Another", "哈尔滨"),
        ("Another", "An Extraordinarily Long Name Of Some City"),
    ],
)  # fmt: skip
def test_what_may_be_right_or_gives_itself_away_is_never_offered(other_front: str, other: str) -> None:
    asked = item("a", "Capital of Heilongjiang?", ShortAnswer(answers=("Harbin", "Ice City")),
                 rationale="It lies on the Songhua.")  # fmt: skip
    fine = [
        item(f"f{n}", f"City {n}", Basic(answers=(name,)))
        for n, name in enumerate(("Dalian", "Jilin", "Fushun"))
    ]
    body = Choices([asked, *fine, item("x", other_front, Basic(answers=(other,)))]).body("a", seed=1)
    assert body is not None
    assert sorted(wrong(body)) == ["Dalian", "Fushun", "Jilin"]


def test_another_right_answer_of_the_same_front_is_none_of_the_options() -> None:
    """Two cards ask the same; a third has the second's answer for a front of its own."""
    deck = [
        item("a", "A river of Harbin?", Basic(answers=("Songhua",))),
        item("b", "A river of Harbin?", Basic(answers=("Hulan",))),
        item("c", "A river of Hulan County?", Basic(answers=("Hulan",))),
        *(item(f"f{n}", f"River {n}", Basic(answers=(name,))) for n, name in enumerate(("Yalu", "Liao"))),
    ]
    assert sorted(wrong(bodies(deck)["River 0"])) != []
    body = Choices(deck).body("a", seed=1)
    assert body is not None
    assert sorted(wrong(body)) == ["Liao", "Yalu"]


def test_synonyms_are_not_offered_beside_one_another() -> None:
    found = bodies(cards(CHINESE))
    for front, twin in (
        ("高兴", "happy"),
        ("快乐", "happy, glad"),
        ("看", "to see"),
        ("看见", "to look, to see"),
    ):
        for seed in range(5):
            body = bodies(cards(CHINESE), seed).get(front)
            assert body is None or twin not in wrong(body)
    assert {text.partition(" ")[0] for text in wrong(found["吃"])} == {"to"}


def test_the_same_category_and_tags_come_first_and_another_field_never() -> None:
    capitals = [
        item(f"c{n}", f"Land {n}", Basic(answers=(name,)), category="capitals", tags=("asia",))
        for n, name in enumerate(("Beijing", "Tokyo", "Hanoi", "Seoul"))
    ]
    rivers = [item(f"r{n}", f"River {n}", Basic(answers=(name,)), category="rivers")
              for n, name in enumerate(("Rhine", "Danube", "Volga"))]  # fmt: skip
    for seed in range(5):
        body = Choices([*capitals, *rivers]).body("c0", seed=seed)
        assert body is not None
        assert set(wrong(body)) == {"Tokyo", "Hanoi", "Seoul"}
    mixed = Choices([capitals[0], capitals[1], *rivers]).body("c0", seed=1)
    assert mixed is not None
    apart = Choices([capitals[0], *rivers], fields={"c0": "1", "r0": "2", "r1": "2", "r2": "2"})
    assert (apart.body("c0", seed=1), apart.can_be("c0")) == (None, False)


def test_cards_from_anki_are_plain_where_they_are_words_alone() -> None:
    def faces(answer: str, picture: str = "") -> Item:
        return item("f", "hello", Faces(sides=(Side(prompt="<b>hello</b>", answer=answer, picture=picture),)))

    found = plain_card(faces("<i>你好</i>"))
    assert found is not None
    assert found.key == "你好"
    for given in (
        faces('<img src="a.png">'),
        faces("x", "a.png"),
        faces('x <img src="a.png">'),
        faces("w " * 60),
    ):
        assert plain_card(given) is None
    assert plain_card(item("l", "Three?", Basic(answers=("a", "b")))) is None


def test_a_card_alone_stays_as_it_is() -> None:
    assert bodies(cards("France=Paris;Japan=Tokyo")) == {}
    assert Choices([]).body("nobody", seed=1) is None


def test_feedback_tells_where_a_wrong_option_belongs() -> None:
    body = bodies(cards(CAPITALS))["France"]
    assert all(
        option.feedback.startswith("This is the answer to “") for option in body.options if not option.correct
    )
