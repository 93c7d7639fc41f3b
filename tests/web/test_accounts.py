"""Signing up, in and out on the pages."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import ClassVar

import pytest
from flask import Flask

from quizapp.services import accounts
from quizapp.web import mail
from tests.web.cast import DECK, NOW, Browser

PASSWORD = "correct horse"
ADA = {"role": "teacher", "name": "Ada", "email": "ada@example.org", "password": PASSWORD}


@pytest.fixture
def ada(visitor: Browser) -> Browser:
    """A teacher who has just signed up."""
    assert visitor.post("/sign-up", ADA).status_code == 303
    return visitor


def other(web: Flask) -> Browser:
    """Another browser."""
    return Browser(web.test_client())


def test_signing_up_greets_by_name(visitor: Browser) -> None:
    assert "Welcome, Ada." in visitor.post("/sign-up", ADA, follow=True).text


def test_a_slip_keeps_what_was_typed_but_the_password(visitor: Browser) -> None:
    response = visitor.post("/sign-up", ADA | {"password": "short"})
    assert response.status_code == 422
    assert ('value="Ada"' in response.text, "short" in response.text) == (True, False)


def test_an_account_leads_to_its_page(ada: Browser) -> None:
    text = ada.get("/account").text
    assert ("ada@example.org" in text, "Teacher" in text) == (True, True)


@pytest.mark.parametrize(
    ("wanted", "led"),
    [("/study", "/study"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("/\\evil.example", "/"),
     ("/nothing", "/"), ("", "/")],
)  # fmt: skip
def test_signing_in_leads_on_to_pages_of_ours_alone(ada: Browser, web: Flask, wanted: str, led: str) -> None:
    response = other(web).post("/sign-in", {"email": ADA["email"], "password": PASSWORD, "next": wanted})
    assert response.headers["Location"] == led


def test_a_wrong_password_is_told_and_the_address_kept(ada: Browser, web: Flask) -> None:
    response = other(web).post("/sign-in", {"email": ADA["email"], "password": "wrong horse"})
    assert (response.status_code, "Email or password is wrong." in response.text) == (422, True)
    assert 'value="ada@example.org"' in response.text


def test_signing_out_leaves_a_browser_that_nobody_used(ada: Browser) -> None:
    ada.post("/sign-out")
    assert ada.get("/account").status_code == 404
    assert ada.client.get_cookie("learner") is None


def test_a_session_that_somebody_prepared_is_not_used(visitor: Browser) -> None:
    visitor.get("/sign-up")
    with visitor.client.session_transaction() as session:
        session["planted"] = "yes"
    visitor.post("/sign-up", ADA)
    with visitor.client.session_transaction() as session:
        assert "planted" not in session


def test_the_cookie_of_a_visitor_goes_when_somebody_signs_in(visitor: Browser, deck: str) -> None:
    visitor.start(count=1)
    assert visitor.client.get_cookie("learner") is not None
    visitor.post("/sign-up", ADA)
    assert visitor.client.get_cookie("learner") is None


def test_an_open_quiz_of_the_visitor_is_offered_to_the_account(visitor: Browser, deck: str) -> None:
    visitor.start(count=3)
    visitor.post("/sign-up", ADA)
    assert "Go on where you left off" in visitor.get("/").text


def test_a_changed_password_ends_the_session_of_another_browser(ada: Browser, web: Flask) -> None:
    away = other(web)
    away.post("/sign-in", {"email": ADA["email"], "password": PASSWORD})
    ada.post("/account/password", {"old": PASSWORD, "new": "another horse"})
    assert (ada.get("/account").status_code, away.get("/account").status_code) == (200, 404)


def test_a_wrong_present_password_is_told(ada: Browser) -> None:
    response = ada.post("/account/password", {"old": "guess number", "new": "another horse"})
    assert (response.status_code, "present password is wrong" in response.text) == (422, True)


def test_name_and_address_are_changed(ada: Browser) -> None:
    changed = {"name": "Ada L.", "email": "al@example.org"}
    slip = ada.post("/account", changed)
    assert (slip.status_code, "needs your present password" in slip.text) == (422, True)
    ada.post("/account", changed | {"present": PASSWORD})
    text = ada.get("/account").text
    assert ('value="Ada L."' in text, 'value="al@example.org"' in text) == (True, True)


def test_signing_out_everywhere_ends_a_cookie_that_somebody_kept(ada: Browser, web: Flask) -> None:
    kept = ada.client.get_cookie("quizapp")
    assert kept is not None
    thief, away = web.test_client(use_cookies=False), other(web)
    away.post("/sign-in", {"email": ADA["email"], "password": PASSWORD})
    away.post("/sign-out")
    sent = {"Cookie": f"quizapp={kept.value}"}
    assert thief.get("/account", headers=sent).status_code == 200
    left = ada.post("/sign-out", {"everywhere": "1"})
    assert left.headers["Clear-Site-Data"] == '"cache"'
    assert thief.get("/account", headers=sent).status_code == 404


def test_a_copy_of_everything_is_a_file(ada: Browser) -> None:
    response = ada.get("/account/copy")
    assert "attachment" in response.headers["Content-Disposition"]
    assert json.loads(response.data)["account"]["name"] == "Ada"


def test_deleting_asks_for_the_password_and_says_what_goes(ada: Browser) -> None:
    assert "0 decks" in ada.get("/account/delete").text
    assert ada.post("/account/delete", {"password": "guess number"}).status_code == 422
    assert "is deleted" in ada.post("/account/delete", {"password": PASSWORD}, follow=True).text
    assert ada.get("/account").status_code == 404


def test_pages_of_an_account_are_not_kept_by_browsers(ada: Browser) -> None:
    assert ada.get("/account").headers["Cache-Control"] == "no-store"


def test_a_link_sets_a_new_password_and_signs_in(ada: Browser, web: Flask) -> None:
    with web.app_context():
        token = accounts.reset_token("ada@example.org", now=datetime.now(UTC))
    away = other(web)
    assert "For Ada." in away.get(f"/reset/{token}").text
    assert away.post(f"/reset/{token}", {"password": "x"}).status_code == 422
    assert (
        "you are signed in" in away.post(f"/reset/{token}", {"password": "another horse"}, follow=True).text
    )
    assert away.get(f"/reset/{token}").status_code == 404


def test_without_a_mail_server_the_page_says_whom_to_ask(visitor: Browser) -> None:
    assert "sends no email" in visitor.get("/forgot").text


class _Server(socketserver.StreamRequestHandler):
    """As much of SMTP as one message takes."""

    received: ClassVar[list[str]] = []
    words: ClassVar[list[bytes]] = []

    def handle(self) -> None:
        """Agree to everything and keep the message."""
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            word = line[:4].strip().upper()
            self.words.append(word)
            if word == b"EHLO":
                self.wfile.write(b"250-here\r\n")
                self.wfile.write(b"250 AUTH PLAIN\r\n")
                continue
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                body = b""
                while not body.endswith(b"\r\n.\r\n"):
                    body += self.rfile.readline()
                self.received.append(body.decode())
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 well\r\n")
            if word == b"QUIT":
                return


@pytest.fixture
def server() -> Iterator[str]:
    """A mail server's address."""
    _Server.received.clear()
    _Server.words.clear()
    with socketserver.TCPServer(("127.0.0.1", 0), _Server) as listening:
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield f"smtp://127.0.0.1:{listening.server_address[1]}"
        listening.shutdown()
        thread.join()


def test_a_link_comes_by_mail_and_works(ada: Browser, web: Flask, server: str) -> None:
    web.config.update(SMTP_URL=server, SITE_ADDRESS="https://quiz.example.org")
    away = other(web)
    assert "on its way" in away.post("/forgot", {"email": "ada@example.org"}).text
    _wait_for_mail()
    text = _Server.received[0].replace("=\r\n", "").replace("=3D", "=")
    link = next(word for word in text.split() if "/reset/" in word)
    assert link.startswith("https://quiz.example.org/")
    assert away.get("/reset/" + link.rpartition("/")[2]).status_code == 200


def test_no_request_says_where_a_link_leads(ada: Browser, web: Flask, server: str) -> None:
    web.config.update(SMTP_URL=server, SITE_ADDRESS="https://quiz.example.org", WTF_CSRF_ENABLED=False)
    sent = web.test_client().post(
        "/forgot", data={"email": "ada@example.org"}, base_url="http://evil.example/"
    )
    assert "on its way" in sent.text
    _wait_for_mail()
    assert "https://quiz.example.org/reset/" in _Server.received[0].replace("=\r\n", "")
    assert "evil" not in _Server.received[0]


def test_word_of_a_new_password_and_address_comes_to_who_had_them(
    ada: Browser, web: Flask, server: str
) -> None:
    web.config.update(SMTP_URL=server, SITE_ADDRESS="https://quiz.example.org")
    ada.post("/account/password", {"old": PASSWORD, "new": "another horse"})
    _wait_for_mail()
    ada.post("/account", {"name": "Ada", "email": "al@example.org", "present": "another horse"})
    _wait_for_mail()
    told = [text.replace("=\r\n", "") for text in _Server.received]
    assert ["To: ada@example.org" in text for text in told] == [True, True]
    assert (
        "password of your account was changed" in told[0],
        "email address of your account" in told[1],
    ) == (
        True,
        True,
    )
    assert "https://quiz.example.org/forgot" in told[0]


def test_a_stranger_s_address_is_told_the_same_and_gets_nothing(
    visitor: Browser, web: Flask, server: str
) -> None:
    web.config["SMTP_URL"] = server
    assert "on its way" in visitor.post("/forgot", {"email": "cleo@example.org"}).text
    _wait_for_mail()
    assert _Server.received == []


def _wait_for_mail() -> None:
    for thread in threading.enumerate():
        if thread.name == "mail":
            thread.join(timeout=10)


def test_a_mail_server_that_is_not_there_is_for_the_log(caplog: pytest.LogCaptureFixture) -> None:
    mail.deliver("smtp://127.0.0.1:1", EmailMessage())
    assert "could not be sent" in caplog.text


def test_the_password_of_a_mail_server_is_not_sent_in_the_open(
    server: str, caplog: pytest.LogCaptureFixture
) -> None:
    mail.deliver(server.replace("//", "//quizapp:secret@"), EmailMessage())
    assert "could not be sent: SMTPNotSupportedError" in caplog.text
    assert (_Server.received, b"AUTH" in _Server.words, b"EHLO" in _Server.words) == ([], False, True)


def test_a_stranger_sees_no_way_to_change_another_s_deck(web: Flask, deck: str, visitor: Browser) -> None:
    with web.app_context():
        accounts.appoint("olga@example.org", name="", role="operator", password=PASSWORD, now=NOW)
    text = visitor.get(f"/decks/{DECK}").text
    assert ("Review" in text, "/delete" in text, "Take a quiz" in text) == (False, False, True)


def test_who_is_not_signed_in_is_offered_to_where_something_is_not_theirs(visitor: Browser) -> None:
    assert "/sign-in?next=/decks/nothing" in visitor.get("/decks/nothing").text


def test_an_owner_says_who_has_a_deck(ada: Browser, web: Flask) -> None:
    text = "The port of Liaoning is Dalian. Harbin is the capital of Heilongjiang. " * 3
    ada.post("/texts", {"title": "Ports", "text": text})
    with web.app_context():
        from quizapp.services import texts

        assert texts.run_next_job(now=datetime.now(UTC))
    assert ada.get("/decks/ports/review").status_code == 200
    assert other(web).get("/decks/ports/review").status_code == 404
    assert 'value="link" checked' in ada.get("/decks/ports/settings").text
    ada.post("/decks/ports/settings", {"title": "Ports", "visibility": "own"})
    assert 'value="own" checked' in ada.get("/decks/ports/settings").text
