"""Programs read by a token what its account may read, as the OpenAPI file says, and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib.resources import files
from typing import Any

import msgspec
import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from quizapp.config import Settings
from quizapp.core.teaching.limit import Limit
from quizapp.exchange.formats import FORMATS
from quizapp.services import decks, drafts, tokens
from quizapp.services.access import Actor
from quizapp.store import accounts as stored_accounts
from quizapp.store import decks as stored_decks
from quizapp.store import learners
from quizapp.store.database import transaction
from quizapp.web import bearer
from quizapp.web.app import create_app
from tests.conftest import closed
from tests.web.cast import DECK, NOW, Browser
from tests.web.test_accounts import ADA
from tests.web.test_attempts import visible

SPEC = msgspec.json.decode((files("quizapp.web") / "openapi.json").read_bytes())
AT = "/api/v1"
ITEM = "i-mcq-0"


def account(web: Flask, name: str, role: Any = "teacher") -> Actor:
    """An account without the second that hashing a password takes."""
    with web.app_context(), transaction() as connection:
        row = learners.row(connection, learners.add(connection, now=NOW).id)
        id = stored_accounts.add(
            connection, role=role, name=name, email=f"{name}@example.org", password="-", learner=row, now=NOW
        )
        made = stored_accounts.by_id(connection, id).account
    return Actor(learner=f"{made.id} {made.learner}", role=made.role)


def token_of(web: Flask, who: Actor, days: int = 0) -> str:
    """A token of an account."""
    with web.app_context():
        return tokens.create(str(who.learner).split()[0], name="script", days=days, now=NOW)


def own(web: Flask, who: Actor) -> None:
    """The deck is this account's, for nobody else."""
    with web.app_context(), transaction() as connection:
        row = learners.row(connection, str(who.learner).split()[1])
        deck = stored_decks.find(connection, DECK).id
        stored_decks.change(connection, deck, owner_id=row, visibility="own")


@pytest.fixture
def token(web: Flask, deck: str) -> str:
    """A token of ada's, who may study the deck."""
    return token_of(web, account(web, "ada"))


def ask(web: Flask, path: str, token: str = "", **headers: str) -> TestResponse:
    """What a program is told."""
    sent = {"Authorization": f"Bearer {token}"} if token else {}
    return web.test_client().get(
        f"{AT}{path}", headers=sent | {k.replace("_", "-"): v for k, v in headers.items()}
    )


def valid(response: TestResponse, schema: str) -> Any:
    """The plain values of an answer that keeps its schema."""
    plain = msgspec.json.decode(response.data)
    found = Draft202012Validator({"$ref": f"#/components/schemas/{schema}", "components": SPEC["components"]})
    assert [error.message for error in found.iter_errors(plain)] == []
    return plain


def answered(path: str, status: int) -> dict[str, Any]:
    """What the file says of an answer."""
    said: dict[str, Any] = SPEC["paths"][path]["get"]["responses"][str(status)]
    if "$ref" in said:
        said = SPEC["components"]["responses"][said["$ref"].rpartition("/")[2]]
    return said


def test_the_file_keeps_its_own_rules_and_names_the_formats_that_there_are() -> None:
    assert SPEC["openapi"] == "3.1.0"
    for schema in SPEC["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    assert set(SPEC["components"]["parameters"]["form"]["schema"]["enum"]) == set(FORMATS)
    text = (files("quizapp.web") / "openapi.json").read_text()
    for where, name in re.findall(r'"#/components/(\w+)/(\w+)"', text):
        assert name in SPEC["components"][where]


def test_every_route_stands_in_the_file_and_the_other_way(web: Flask) -> None:
    routes = {
        (
            rule.rule.removeprefix(AT).replace("<", "{").replace(">", "}"),
            method.lower(),
            rule.endpoint.rpartition(".")[2],
        )
        for rule in web.url_map.iter_rules()
        if rule.rule.startswith(AT)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }  # fmt: skip
    told = {
        (path, method, deed["operationId"]) for path, item in SPEC["paths"].items() for method, deed in item.items()
    }  # fmt: skip
    assert routes == told


def test_answers_keep_their_schemas(web: Flask, token: str) -> None:
    (listed,) = valid(ask(web, "/decks", token), "DeckPage")["results"]
    assert (listed["id"], listed["items"] > 0) == (DECK, True)
    assert valid(ask(web, f"/decks/{DECK}", token), "Deck")["items"] == listed["items"]
    page = valid(ask(web, f"/decks/{DECK}/items?per_page=3&page=2", token), "ItemPage")
    with web.app_context():
        ids = [entry.item.id for entry in decks.get_deck(DECK).accepted]
    assert [item["id"] for item in page["results"]] == ids[3:6]
    assert (page["total"], page["pages"]) == (len(ids), -(-len(ids) // 3))
    item = valid(ask(web, f"/decks/{DECK}/items/{ITEM}", token), "Item")
    assert (item["keys"], item["quote"] != "", item["version"]) == (["Heilongjiang"], True, 1)
    assert valid(ask(web, f"/decks/{DECK}/items?page=99", token), "ItemPage")["results"] == []


def test_every_format_is_the_file_of_the_export_page(web: Flask, token: str, visitor: Browser) -> None:
    for form in FORMATS:
        got = ask(web, f"/decks/{DECK}/export/{form}", token)
        page = visitor.get(f"/decks/{DECK}/export/{form}")
        assert (got.status_code, got.mimetype, page.status_code) == (200, page.mimetype, 200), form
        assert form == "anki" or got.data == page.data


SLIPS = [
    ("/decks/nothing", "/decks/{id}", 404), (f"/decks/{DECK}/items/nothing", "/decks/{id}/items/{item_id}", 404),
    (f"/decks/{DECK}/export/pdf", "/decks/{id}/export/{form}", 404), ("/decks?page=x", "/decks", 422),
    (f"/decks/{DECK}/items?per_page=9999", "/decks/{id}/items", 422), ("/decks?page=0", "/decks", 422),
]  # fmt: skip


def test_what_goes_wrong_is_a_problem(web: Flask, token: str) -> None:
    for path, route, status in SLIPS:
        response = ask(web, path, token)
        assert (response.status_code, response.mimetype) == (status, "application/problem+json"), path
        assert (valid(response, "Problem")["status"], "content" in answered(route, status)) == (status, True)


def test_an_address_and_a_method_that_there_are_not_are_problems_too(web: Flask, token: str) -> None:
    assert ask(web, "/nothing", token).mimetype == "application/problem+json"
    posted = web.test_client().post(f"{AT}/decks", headers={"Authorization": f"Bearer {token}"})
    assert (posted.status_code, posted.mimetype, posted.headers["Allow"]) == (
        405, "application/problem+json", posted.headers["Allow"]
    )  # fmt: skip
    assert posted.get_json()["detail"].startswith("Only ")


def test_what_a_program_has_already_is_not_sent_again(web: Flask, token: str) -> None:
    paths = ["/decks", f"/decks/{DECK}", f"/decks/{DECK}/items", f"/decks/{DECK}/export/csv"]
    names = {path: ask(web, path, token).headers["ETag"] for path in paths}
    for path, name in names.items():
        again = ask(web, path, token, If_None_Match=name)
        assert (again.status_code, again.data) == (304, b"")
    with web.app_context():
        drafts.edit_item(DECK, ITEM, {"category": ["another"]}, version=1, now=NOW)
    assert {ask(web, path, token, If_None_Match=name).status_code for path, name in names.items()} == {200}


def test_without_a_valid_token_nothing_is_told(web: Flask, deck: str) -> None:
    for sent in ("", "Bearer", "Bearer x", "Basic eDp5", f"Bearer quizapp_{'a' * 43}", "Bearer é"):
        headers = {"Authorization": sent} if sent else {}
        response = web.test_client().get(f"{AT}/decks/{DECK}", headers=headers)
        assert (response.status_code, valid(response, "Problem")["status"]) == (401, 401), sent
        assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_session_opens_nothing_and_a_program_gets_no_cookie(
    visitor: Browser, web: Flask, token: str
) -> None:
    assert visitor.post("/sign-up", ADA | {"email": "other@example.org"}).status_code == 303
    assert visitor.client.get(f"{AT}/decks").status_code == 401
    response = visitor.client.get(f"{AT}/decks", headers={"Authorization": f"Bearer {token}"})
    assert (response.status_code, response.headers.getlist("Set-Cookie")) == (200, [])


def test_a_token_opens_what_its_account_may_read(web: Flask, deck: str) -> None:
    people = {name: account(web, name, role) for name, role in
              (("ada", "teacher"), ("cleo", "teacher"), ("ben", "learner"), ("olga", "operator"))}  # fmt: skip
    own(web, people["ada"])
    opened = {}
    for name, who in people.items():
        known = token_of(web, who)
        paths = (
            f"/decks/{DECK}",
            f"/decks/{DECK}/items",
            f"/decks/{DECK}/items/{ITEM}",
            f"/decks/{DECK}/export/csv",
        )
        opened[name] = {ask(web, path, known).status_code for path in paths}
        listed = valid(ask(web, "/decks", known), "DeckPage")["results"]
        assert [each["id"] for each in listed] == ([DECK] if name == "ada" else [])
    assert opened == {"ada": {200}, "cleo": {404}, "ben": {404}, "olga": {200}}


def test_a_token_ends_when_it_is_revoked_or_expires_or_its_account_goes(web: Flask, deck: str) -> None:
    who = account(web, "ada")
    id = str(who.learner).split()[0]
    with web.app_context():
        lasting, brief = token_of(web, who), token_of(web, who, days=30)
        assert tokens.bearer(brief, now=NOW + timedelta(days=29)) is not None
        assert tokens.bearer(brief, now=NOW + timedelta(days=30)) is None
        assert tokens.bearer(lasting, now=NOW + timedelta(days=9999)) is not None
        tokens.revoke(id, tokens.list_tokens(id)[1].number)
        assert tokens.bearer(lasting, now=NOW) is None
        again = token_of(web, who)
        with transaction() as connection:
            row = stored_accounts.by_id(connection, id).learner_row
            stored_accounts.delete_for_ever(connection, row)
        assert tokens.bearer(again, now=NOW) is None


def test_who_asks_too_often_waits_whichever_process_is_asked(
    web: Flask, web_settings: Settings, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bearer, "LIMIT", Limit(times=3, seconds=60))
    twin = create_app(web_settings)
    assert [ask(app, "/decks", token).status_code for app in (web, twin, web, twin)] == [200, 200, 200, 429]
    closed(twin)
    late = ask(web, "/decks", token)
    assert (valid(late, "Problem")["status"], int(late.headers["Retry-After"]) >= 1) == (429, True)
    assert [ask(web, "/decks", "guessed").status_code for _ in range(4)] == [401, 401, 401, 429]


def test_a_token_is_made_shown_once_and_revoked_on_its_page(visitor: Browser, web: Flask, deck: str) -> None:
    assert visitor.get("/account/tokens").status_code == 404
    assert visitor.post("/sign-up", ADA).status_code == 303
    slip = visitor.post("/account/tokens", {"name": " ", "days": "30"})
    assert (slip.status_code, "what the token is for" in slip.text) == (422, True)
    made = visitor.post("/account/tokens", {"name": "gradebook", "days": "30"})
    (token,) = set(re.findall(r"quizapp_[\w-]{43}", made.text))
    assert made.headers["Cache-Control"] == "no-store"
    page = visitor.get("/account/tokens").text
    assert (token in page, "gradebook" in page, "never used" in page) == (False, True, True)
    assert ask(web, "/decks", token).status_code == 200
    assert "never used" not in visitor.get("/account/tokens").text
    copied = visitor.get("/account/copy").text
    assert ("gradebook" in copied, token in copied) == (True, False)
    number = re.findall(r"/account/tokens/(\d+)/revoke", page)[0]
    assert "is revoked" in visible(visitor.post(f"/account/tokens/{number}/revoke", follow=True).text)
    assert ask(web, "/decks", token).status_code == 401
    assert visitor.post(f"/account/tokens/{number}/revoke").status_code == 404


def test_nobody_revokes_the_token_of_somebody_else(visitor: Browser, web: Flask, token: str) -> None:
    assert visitor.post("/sign-up", ADA | {"email": "other@example.org"}).status_code == 303
    assert visitor.post("/account/tokens/1/revoke").status_code == 404
    assert ask(web, "/decks", token).status_code == 200


def test_the_database_holds_no_token(web: Flask, token: str) -> None:
    with web.app_context(), transaction() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM token").all()
    assert token not in repr(rows)
    assert tokens.hash_of(token) in repr(rows)


def test_the_file_and_the_page_are_there_for_everybody(web: Flask) -> None:
    assert web.test_client().get(f"{AT}/openapi.json").json == SPEC
    assert "Authorization: Bearer" in web.test_client().get("/api").text
