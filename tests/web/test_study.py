"""ben studies in a browser without JavaScript."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta

import pytest
from markupsafe import escape

from quizapp.core.study.card import CardState
from quizapp.web.study import wait_words
from tests.web.cast import DECK, NAMES, Browser, exemplar

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
NEXT = "/study/next?deck=capitals"


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the first form of a card."""
    found = dict(re.findall(r'name="(scope|deck|item|face|seen)" value="([^"]*)"', page))
    assert set(found) == {"scope", "deck", "item", "face", "seen"}
    return found


def shown(visitor: Browser) -> dict[str, str]:
    """The card that is shown once the deck is begun."""
    assert visitor.post(f"/decks/{DECK}/study").headers["Location"] == NEXT
    return fields(visitor.get(NEXT).text)


def test_who_learned_nothing_is_offered_the_decks(visitor: Browser, deck: str) -> None:
    page = visitor.get("/study").text
    assert "Nothing learned yet" in page
    assert f'action="/decks/{DECK}/study"' in page


def test_without_decks_the_way_to_one_is_shown(visitor: Browser) -> None:
    assert 'href="/texts/new"' in visitor.get("/study").text.split("<main", 1)[1]


def test_a_card_asked_for_by_nobody_leads_to_the_start(visitor: Browser, deck: str) -> None:
    assert visitor.get(NEXT).headers["Location"] == "/study"


def test_a_card_shows_four_ratings_with_their_dates(visitor: Browser, deck: str) -> None:
    shown(visitor)
    page = visitor.get(NEXT).text
    waits = re.findall(r'class="rating-wait">([^<]+)<', page)
    assert waits == ["1 min", "6 min", "10 min", "8 days"]


def test_a_rating_leads_to_the_next_card(visitor: Browser, deck: str) -> None:
    first = shown(visitor)
    response = visitor.post("/study/rate", first | {"rating": "good"})
    assert (response.status_code, response.headers["Location"]) == (303, NEXT)
    assert fields(visitor.get(NEXT).text)["item"] != first["item"]


def test_with_htmx_the_next_card_comes_at_once(visitor: Browser, deck: str) -> None:
    first = shown(visitor)
    response = visitor.post("/study/rate", first | {"rating": "good"}, htmx=True)
    assert fields(response.text)["item"] != first["item"]
    assert "<html" not in response.text


def test_a_form_sent_twice_counts_once(visitor: Browser, deck: str) -> None:
    first = shown(visitor)
    for _ in range(2):
        assert visitor.post("/study/rate", first | {"rating": "good"}).status_code == 303
    assert "1 review in the last year" in visitor.get("/study").text


def test_undo_brings_the_card_back(visitor: Browser, deck: str) -> None:
    first = shown(visitor)
    visitor.post("/study/rate", first | {"rating": "easy"})
    visitor.post("/study/undo", {"scope": DECK})
    again = fields(visitor.get(NEXT).text)
    assert (again["item"], again["seen"]) == (first["item"], "2")


@pytest.mark.parametrize("deed", ["buried", "suspended"])
def test_a_card_put_aside_makes_room_for_the_next(deed: str, visitor: Browser, deck: str) -> None:
    first = shown(visitor)
    visitor.post("/study/aside", first | {"deed": deed})
    assert fields(visitor.get(NEXT).text)["item"] != first["item"]


def test_a_suspended_card_is_fetched_back_from_the_list(visitor: Browser, deck: str) -> None:
    first = shown(visitor)
    visitor.post("/study/aside", first | {"deed": "suspended"})
    assert "Fetch back" in visitor.get("/study").text
    page = visitor.post("/study/aside", first | {"seen": "1", "deed": "unsuspended"}, follow=True).text
    assert "The card is back." in page
    assert "Fetch back" not in page


@pytest.mark.parametrize(
    ("change", "status"),
    [({"rating": "best"}, 422), ({"item": "nothing"}, 404), ({"face": "x"}, 422), ({"face": "99"}, 404)],
)
def test_what_cannot_be_rated_is_refused(
    change: dict[str, str], status: int, visitor: Browser, deck: str
) -> None:
    form = shown(visitor) | {"rating": "good"} | change
    assert visitor.post("/study/rate", form).status_code == status


def test_a_card_cannot_be_put_aside_in_a_way_that_there_is_not(visitor: Browser, deck: str) -> None:
    assert visitor.post("/study/aside", shown(visitor) | {"deed": "burnt"}).status_code == 422


def test_a_deck_that_is_not_there_cannot_be_studied(visitor: Browser, deck: str) -> None:
    assert visitor.post("/decks/nowhere/study").status_code == 404
    shown(visitor)
    assert visitor.get("/study/next?deck=nowhere").status_code == 404


def test_every_kind_of_item_can_be_studied_to_the_end(visitor: Browser, deck: str) -> None:
    visitor.post("/settings", {"new_per_day": "99"})
    visitor.post(f"/decks/{DECK}/study")
    seen = set()
    while "All done for today." not in (page := visitor.get(NEXT).text):
        card = fields(page)
        seen.add(card["item"])
        assert visitor.post("/study/rate", card | {"rating": "easy"}).status_code == 303
    assert seen == {f"i-{name}" for name in NAMES}


def test_the_options_of_a_choice_are_shown_with_its_prompt(visitor: Browser, deck: str) -> None:
    visitor.post(f"/decks/{DECK}/study")
    name = next(name for name in NAMES if name.startswith("mcq"))
    while (card := fields(page := visitor.get(NEXT).text))["item"] != f"i-{name}":
        visitor.post("/study/rate", card | {"rating": "easy"})
    before = page.split("<details", 1)[0]
    options = exemplar(name).body.present("", random.Random(1)).inputs[0].options
    assert all(str(escape(label)) in before for _, label in options)


def test_settings_are_kept(visitor: Browser) -> None:
    form = {"new_per_day": "7", "desired_retention": "85", "leech_after": "4"}
    page = visitor.post("/settings", form, follow=True).text
    assert "The settings are kept." in page
    assert re.findall(r'type="number"[^>]*value="(\d+)"', page) == ["7", "85", "4"]
    assert " checked" not in page.split("quiz_counts_as_review", 1)[1][:20]


@pytest.mark.parametrize("form", [{"new_per_day": "many"}, {"desired_retention": "99"}, {"leech_after": "0"}])
def test_settings_nobody_can_study_by_come_back(form: dict[str, str], visitor: Browser) -> None:
    response = visitor.post("/settings", form)
    assert response.status_code == 422
    assert f'value="{next(iter(form.values()))}"' in response.text


def test_who_only_looks_at_the_settings_gets_no_name(visitor: Browser) -> None:
    visitor.get("/settings")
    visitor.get("/study")
    assert visitor.client.get_cookie("learner") is None


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (44, "44 days"), (61, "2 months"), (365, "12 months"), (730, "2.0 years")],
)
def test_a_wait_is_told_in_the_unit_people_use(days: int, words: str, visitor: Browser) -> None:
    with visitor.client.application.test_request_context():
        state = CardState(stage="review", interval=days, due=NOON + timedelta(days=days))
        assert wait_words(state, NOON) == words


@pytest.mark.parametrize("offset", ["480", "-300", "", "x", "9999", "-", "٣"])
def test_any_time_zone_that_a_browser_says_is_bearable(offset: str, visitor: Browser, deck: str) -> None:
    shown(visitor)
    visitor.client.set_cookie("offset", offset)
    assert visitor.get("/study").status_code == 200
