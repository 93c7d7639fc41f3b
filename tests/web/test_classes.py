"""Classes on the pages, without a script."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from quizapp.services import assignments, classes
from quizapp.web import classes as pages
from quizapp.web import ending
from quizapp.web import live as live_pages
from tests.web.cast import DECK, Browser

PASSWORD = "correct horse"


def other(web: Flask) -> Browser:
    """Another browser."""
    return Browser(web.test_client())


@pytest.fixture
def ada(visitor: Browser, deck: str) -> Browser:
    """A teacher who is signed in."""
    form = {"role": "teacher", "name": "Ada", "email": "ada@example.org", "password": PASSWORD}
    assert visitor.post("/sign-up", form).status_code == 303
    return visitor


@pytest.fixture
def room(ada: Browser) -> str:
    """The address of her class."""
    return ada.post("/classes", {"title": "9b"}).headers["Location"]


def code_of(ada: Browser, room: str) -> str:
    found = re.search(r"/join/(\w+)", ada.get(room).text)
    assert found is not None
    return found[1]


def joined(web: Flask, ada: Browser, room: str, name: str = "Ben", **more: str) -> Browser:
    """A learner who came in by the code."""
    ben = other(web)
    sent = ben.post(f"/join/{code_of(ada, room)}", {"name": name} | more)
    assert sent.headers["Location"] == room
    return ben


def assigned(ada: Browser, room: str, **rules: str) -> str:
    """The address of an assignment of the deck."""
    sent = ada.post(f"{room}/assign", {"deck": DECK, "count": "3", "behaviour": "deferred"} | rules)
    assert sent.status_code == 303, sent.text
    found = re.findall(r'href="(/assignments/[\w-]+)"', ada.get(room).text)
    return str(found[0])


def test_a_class_shows_its_code_and_its_picture(ada: Browser, room: str) -> None:
    text = ada.get(room).text
    assert ("Join this class" in text, "code.svg" in text) == (True, True)
    picture = ada.get(f"{room}/code.svg")
    assert (picture.mimetype, b"<svg" in picture.data) == ("image/svg+xml", True)


def test_a_visitor_is_told_that_teachers_need_an_account(visitor: Browser) -> None:
    assert "You teach?" in visitor.get("/classes").text


def test_a_class_needs_a_title(ada: Browser) -> None:
    response = ada.post("/classes", {"title": " "})
    assert (response.status_code, "has a title" in response.text) == (422, True)


def test_a_learner_joins_without_an_account(web: Flask, ada: Browser, room: str) -> None:
    ben = joined(web, ada, room)
    text = ben.get(room).text
    assert ("You are Ben here." in text, "Led by Ada." in text, "Gradebook" in text) == (True, True, False)
    assert "Ben</a>" in ada.get(room).text


def test_a_code_is_typed_on_a_page_of_its_own(web: Flask, ada: Browser, room: str) -> None:
    code = code_of(ada, room)
    sent = other(web).post("/join", {"code": f" {code[:3].lower()}-{code[3:]}"})
    assert sent.headers["Location"] == f"/join/{code}"


def test_a_wrong_code_is_told_and_kept(visitor: Browser) -> None:
    response = visitor.post("/join", {"code": "ABC"})
    assert (response.status_code, 'value="ABC"' in response.text) == (422, True)
    assert visitor.get("/join/ABC").status_code == 422


def test_a_name_that_is_taken_is_told(web: Flask, ada: Browser, room: str) -> None:
    joined(web, ada, room)
    response = other(web).post(f"/join/{code_of(ada, room)}", {"name": "ben"})
    assert (response.status_code, "Somebody in this class" in response.text) == (422, True)


def test_with_a_password_a_learner_comes_back_from_another_device(
    web: Flask, ada: Browser, room: str
) -> None:
    joined(web, ada, room, password=PASSWORD)
    away = other(web)
    away.post("/sign-in", {"code": code_of(ada, room), "email": "Ben", "password": PASSWORD})
    assert "You are Ben here." in away.get(room).text


def test_a_teacher_makes_a_link_for_a_learner_who_forgot(web: Flask, ada: Browser, room: str) -> None:
    joined(web, ada, room, password=PASSWORD)
    member = re.search(rf"{room}/members/\d+", ada.get(room).text)
    assert member is not None
    page = ada.post(f"{member[0]}/link").text
    link = re.search(r"/reset/[\w-]+", page)
    assert link is not None
    assert "you are signed in" in other(web).post(link[0], {"password": "another horse"}, follow=True).text


def test_the_door_of_a_class_lets_who_is_in_through(web: Flask, ada: Browser, room: str) -> None:
    ben = joined(web, ada, room)
    assert ben.get(f"/join/{code_of(ada, room)}").headers["Location"] == room


def test_a_learner_takes_what_is_assigned_and_the_teacher_sees_it(
    web: Flask, ada: Browser, room: str
) -> None:
    address = assigned(ada, room, title="First")
    ben = joined(web, ada, room)
    assert "First" in ben.get(room).text
    attempt = ben.post(f"{address}/start").headers["Location"].rpartition("/")[0]
    ben.post(f"{attempt}/finish")
    assert "You reached 0 %." in ben.get(address).text
    text = ada.get(address).text
    assert ("Ben" in text, f"{attempt}/review" in text) == (True, True)
    assert ada.get(f"{attempt}/review").status_code == 200
    assert "Facility" in ada.get(f"{address}/items").text
    assert "Ben,0.0" in ada.get(f"{room}/gradebook.csv").text
    for file in ("grades", "answers", "items"):
        assert ada.get(f"{address}/{file}.csv").mimetype == "text/csv"


def test_times_are_by_the_clock_of_the_browser(web: Flask, ada: Browser, room: str) -> None:
    ada.client.set_cookie("offset", "480")
    address = assigned(ada, room, due="2030-05-01T08:00")
    with web.app_context():
        found = assignments.get_assignment(address.rpartition("/")[2])
    assert found.due == datetime(2030, 5, 1, tzinfo=UTC)
    assert 'value="2030-05-01T08:00"' in ada.get(f"{address}/edit").text
    assert "1 May 2030, 08:00" in ada.get(address).text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"due": "tomorrow"}, "no day and time"),
     ({"opens": "2030-01-02T00:00", "due": "2030-01-01T00:00"}, "open before"),
     ({"deck": "nothing"}, "Choose a deck"), ({"count": "0"}, "not a number"), ({"choose": "1"}, "at least one item")],
)  # fmt: skip
def test_a_slip_in_an_assignment_is_told_and_the_rest_kept(
    ada: Browser, room: str, wrong: dict[str, str], words: str
) -> None:
    form = {"deck": DECK, "title": "First", "count": "3", "behaviour": "deferred"} | wrong
    response = ada.post(f"{room}/assign", form)
    assert (response.status_code, words in response.text, 'value="First"' in response.text) == (
        422,
        True,
        True,
    )


def test_all_get_the_same_items_unless_each_draws_their_own(web: Flask, ada: Browser, room: str) -> None:
    same, own = assigned(ada, room), assigned(ada, room, draw="own")
    with web.app_context():
        chosen = [len(assignments.get_assignment(one.rpartition("/")[2]).items) for one in (same, own)]
    assert sorted(chosen) == [0, 3]


def test_items_are_chosen_by_hand(web: Flask, ada: Browser, room: str) -> None:
    page = ada.get(f"{room}/assign?deck={DECK}&choose=1&title=Mine").text
    assert ('name="item" value="i-mcq-0"' in page, 'value="Mine"' in page) == (True, True)
    address = assigned(ada, room, choose="1", item="i-mcq-0")
    with web.app_context():
        found = assignments.get_assignment(address.rpartition("/")[2])
    assert (found.items, found.quiz.count) == (("i-mcq-0",), 1)


def test_dates_are_changed_afterwards(web: Flask, ada: Browser, room: str) -> None:
    address = assigned(ada, room)
    sent = ada.post(
        f"{address}/edit", {"title": "Later", "behaviour": "deferred", "late": "accepted", "penalty": "5"}
    )
    assert sent.status_code == 303
    with web.app_context():
        found = assignments.get_assignment(address.rpartition("/")[2])
    assert (found.title, found.late, found.penalty, len(found.items)) == ("Later", "accepted", 5, 3)


def test_what_is_over_cannot_be_started(web: Flask, ada: Browser, room: str) -> None:
    past = (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    address = assigned(ada, room, due=past)
    ben = joined(web, ada, room)
    assert "This is over" in ben.get(address).text
    assert ben.post(f"{address}/start").status_code == 409


def test_an_assignment_is_deleted_after_a_word(web: Flask, ada: Browser, room: str) -> None:
    address = assigned(ada, room)
    assert "Delete this assignment?" in ada.get(f"{address}/delete").text
    ada.post(f"{address}/delete")
    assert ada.get(address).status_code == 404


def test_results_that_are_kept_are_told_nowhere_before_the_due_date(
    web: Flask, ada: Browser, room: str
) -> None:
    soon = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    assert (
        ada.post(f"{room}/assign", {"deck": DECK, "behaviour": "deferred", "tell": "due"}).status_code == 422
    )
    address = assigned(ada, room, due=soon, tell="due")
    assert 'value="due" checked' in ada.get(f"{address}/edit").text
    ben = joined(web, ada, room)
    attempt = ben.post(f"{address}/start").headers["Location"].rpartition("/")[0]
    assert "The results are told on" in ben.get(f"{attempt}/finish").text
    ben.post(f"{attempt}/finish")
    assert "Handed in" in ben.get(f"{attempt}/results").text
    told = [ben.get(f"{attempt}{page}") for page in ("/1", "/review", "/missed.apkg")]
    assert [page.headers.get("Location") for page in told] == [f"{attempt}/results"] * 3
    assert ben.post(f"{attempt}/missed").headers["Location"] == f"{attempt}/results"
    assert ben.post(f"{attempt}/1/report", {"reason": "wrong"}).status_code == 422
    assert ["0 %" in ben.get(page).text for page in (address, room)] == [False, False]
    assert "Review all answers" in ada.get(f"{attempt}/results").text
    ada.post(f"{address}/edit", {"behaviour": "deferred", "due": soon, "tell": "once"})
    assert "Review all answers" in ben.get(f"{attempt}/results").text


def test_a_learner_gets_more_time(web: Flask, ada: Browser, room: str) -> None:
    joined(web, ada, room)
    member = re.search(rf"{room}/members/\d+", ada.get(room).text)
    assert member is not None
    assert ada.post(member[0], {"name": "Ben", "extra": "much"}).status_code == 422
    ada.post(member[0], {"name": "Benjamin", "extra": "25"})
    text = ada.get(room).text
    assert ("Benjamin" in text, "+25 % time" in text) == (True, True)


def test_a_class_is_renamed_gets_a_new_code_and_another_teacher(web: Flask, ada: Browser, room: str) -> None:
    code = code_of(ada, room)
    other(web).post(
        "/sign-up", {"role": "teacher", "name": "Cleo", "email": "cleo@example.org", "password": PASSWORD}
    )
    ada.post(f"{room}/settings", {"title": "9c"})
    ada.post(f"{room}/code")
    assert ada.post(f"{room}/teachers", {"email": "nobody@example.org"}).status_code == 422
    ada.post(f"{room}/teachers", {"email": "cleo@example.org"})
    text = ada.get(f"{room}/settings").text
    assert ("9c" in text, code not in text, "Cleo" in text) == (True, True, True)


def test_a_class_that_is_too_old_to_join_says_so_and_is_opened_again(
    web: Flask, ada: Browser, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, cleo = code_of(ada, room), other(web)
    monkeypatch.setattr(pages, "now", lambda: datetime.now(UTC) + timedelta(days=61))
    assert "too old to join by" in cleo.get(f"/join/{code}").text
    assert "too old to join by" in cleo.post(f"/join/{code}", {"name": "Cleo"}).text
    assert "Open the class again" in ada.get(room).text
    ada.post(f"{room}/code", {"keep": "1"})
    assert cleo.post(f"/join/{code}", {"name": "Cleo"}).headers["Location"] == room


def test_who_leaves_is_out(web: Flask, ada: Browser, room: str) -> None:
    ben = joined(web, ada, room)
    ben.post(f"{room}/leave")
    assert ben.get(room).status_code == 404


def test_a_class_is_deleted_after_a_word(web: Flask, ada: Browser, room: str) -> None:
    assert "Delete this class?" in ada.get(f"{room}/delete").text
    ada.post(f"{room}/delete")
    assert ada.get(room).status_code == 404


def test_markup_in_names_stays_text(web: Flask, ada: Browser, room: str) -> None:
    evil = "<script>alert(1)</script>"
    joined(web, ada, room, evil)
    assigned(ada, room, title=evil)
    pages = [ada.get(f"{room}{page}").text for page in ("", "/gradebook", "/settings")]
    assert all(evil not in page for page in pages)


def test_a_round_needs_a_deck_that_is_the_teacher_s_to_give(ada: Browser, room: str) -> None:
    assert ada.post(f"{room}/live", {"deck": "nothing"}).status_code == 422


def test_a_phone_that_shows_the_present_state_gets_nothing_new(web: Flask, ada: Browser, room: str) -> None:
    screen = ada.post(f"{room}/live", {"deck": DECK, "count": "2"}).headers["Location"]
    phone = screen.rpartition("/")[0]
    ben = joined(web, ada, room)
    assert "You are in." in ben.get(phone).text
    assert ben.get(f"{phone}?seen=0-lobby", htmx=True).status_code == 204
    ada.post(f"{phone}/step", {"seen": "0-lobby"})
    assert ben.get(f"{phone}?seen=0-lobby", htmx=True).status_code == 200


def test_a_page_of_the_class_that_is_open_shows_a_round_that_begins_and_ends(
    web: Flask, ada: Browser, room: str
) -> None:
    ben = joined(web, ada, room)
    asks = re.search(r'hx-get="([^"]+/now[^"]*)"', ben.get(room).text)
    assert asks is not None
    assert ben.get(asks[1], htmx=True).status_code == 204
    phone = ada.post(f"{room}/live", {"deck": DECK, "count": "2"}).headers["Location"].rpartition("/")[0]
    begun = ben.get(asks[1], htmx=True).text
    assert (f'href="{phone}"' in begun, "A live round is on" in begun, "<html" in begun) == (
        True,
        True,
        False,
    )
    asks_then = re.search(r'hx-get="([^"]+/now[^"]*)"', begun)
    assert asks_then is not None
    assert ben.get(asks_then[1], htmx=True).status_code == 204
    ada.post(f"{phone}/end")
    assert "A live round is on" not in ben.get(asks_then[1], htmx=True).text
    assert ben.get(asks[1]).headers["Location"] == room


def test_the_screen_hears_who_has_answered(web: Flask, ada: Browser, room: str) -> None:
    screen = ada.post(f"{room}/live", {"deck": DECK, "count": "2"}).headers["Location"]
    response = ada.client.get(f"{screen.rpartition('/')[0]}/events")
    lines = [next(response.response) for _ in range(2)]  # type: ignore[call-overload]
    response.close()
    told = "".join(line.decode() if isinstance(line, bytes) else line for line in lines)
    assert (response.mimetype, '"answered": 0' in told) == ("text/event-stream", True)


def test_more_screens_than_have_a_thread_are_told_once_and_ask_again(
    web: Flask, ada: Browser, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_pages, "_places", threading.BoundedSemaphore(1))
    monkeypatch.setattr(live_pages, "TICK_SECONDS", 0)
    screen = ada.post(f"{room}/live", {"deck": DECK, "count": "2"}).headers["Location"]
    events = f"{screen.rpartition('/')[0]}/events"
    first = ada.client.get(events)
    lines = iter(first.response)
    next(lines)
    assert ada.get(events).text.count("data:") == 1
    assert ": still here" not in ada.get(events).text
    first.close()
    again = ada.client.get(events)
    lines = iter(again.response)
    assert [str(next(lines)) for _ in range(5)][-1].count("still here") == 1, "who left gave the thread back"
    again.close()


def test_the_screen_lets_a_server_end(
    web: Flask, ada: Browser, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = ada.post(f"{room}/live", {"deck": DECK, "count": "2"}).headers["Location"]
    monkeypatch.setattr(ending, "is_asked", lambda: True)
    told = ada.get(f"{screen.rpartition('/')[0]}/events").text
    assert told == "retry: 1000\n\n"  # and the browser asks the next server


def test_the_classes_of_a_person_are_listed(web: Flask, ada: Browser, room: str) -> None:
    assert "9b" in ada.get("/classes").text
    assert "You learn here" in joined(web, ada, room).get("/classes").text
    with web.app_context():
        assert classes.get_class(room.rpartition("/")[2]).title == "9b"
