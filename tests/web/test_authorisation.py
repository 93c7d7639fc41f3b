"""Every route, asked by everybody about what is theirs and what is not."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.config import Settings
from quizapp.core.items.media import name_of
from quizapp.core.study.attempt import Attempt
from quizapp.core.study.quiz import Quiz
from quizapp.core.teaching.account import Account, Role
from quizapp.core.teaching.assignment import Assignment
from quizapp.core.text.source import source_from_text
from quizapp.services import (
    accounts,
    assignments,
    classes,
    decks,
    intakes,
    live,
    packages,
    quizzes,
    reports,
    texts,
)
from quizapp.services.learners import new_learner
from quizapp.services.media import add_files
from quizapp.store import accounts as stored_accounts
from quizapp.store import decks as stored_decks
from quizapp.store import items, learners, versions
from quizapp.store.database import db, transaction
from quizapp.web.access import OPEN
from quizapp.web.app import create_app
from tests.conftest import Installed, application_in, closed
from tests.exchange.media.samples import png
from tests.store.databases import Server
from tests.web.cast import DECK, build, exemplar
from tests.web.guarded import assert_guarded

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ACTORS = ("visitor", "stranger", "ben", "ada", "cleo", "olga")
"""A visitor with a deck, an attempt and a job; one who has nothing; a learner; two teachers; an operator."""

ALL, NOBODY, MEMBERS, TEACHERS = "yyyyyy", "------", "--yyyy", "---yyy"
OWNER_ADA, OPEN_DECK, EVERYBODYS = "---y-y", ALL, "-----y"
BENS, VISITORS = "--y---", ALL
"""An attempt of a visitor opens to whoever has its secret address: nobody else can be told from them."""

EDIT = {"ada's own": OWNER_ADA, "everybody's": EVERYBODYS, "visitor's": "y----y"}
STUDY = {"ada's own": OWNER_ADA, "everybody's": OPEN_DECK, "visitor's": ALL}
ANSWER = {"ben's": BENS, "visitor's": VISITORS, "pupil's": ALL, "ben's in class": BENS}
LOOK = ANSWER | {"ben's in class": "--yy--"}
SEE = STUDY | {"ada's own": "--yy-y"}
"""ben is given ada's deck in his class."""
LEAD = {"9b": "---y--"}
BELONG = {"9b": "--yy--"}
MARK, TAKE = {"given": LEAD["9b"]}, {"given": BELONG["9b"]}
HOST, JOIN = {"round": LEAD["9b"]}, {"round": BELONG["9b"]}
BIN = {"ada's own": "---y--", "ben in 9b": BELONG["9b"], "9b": LEAD["9b"], "given": LEAD["9b"]}
"""Of what is not hers, not even an operator can bring anything back."""
ASKED = dict.fromkeys(STUDY, ALL)
"""A program is asked for its token before it is told what there is; test_api.py tells what each token opens."""
FOLLOW = {"ada's": OWNER_ADA, "visitor's": ALL}
BRING = {"ada's": "---y--", "visitor's": "y-----"}

EXPECTED: dict[str, dict[str, str]] = {
    "accounts.copy": {"": MEMBERS},
    "accounts.forgot": {"": ALL},
    "accounts.leave": {"": MEMBERS},
    "accounts.mine": {"": MEMBERS},
    "accounts.password": {"": MEMBERS},
    "accounts.reset": {"": ALL},
    "accounts.sign_in": {"": ALL},
    "accounts.sign_out": {"": ALL},
    "accounts.sign_up": {"": ALL},
    "api.deck": ASKED,
    "api.decks": {"": ALL},
    "api.export": ASKED,
    "api.item": ASKED,
    "api.items": ASKED,
    "assignments.answers_file": MARK,
    "assignments.delete": MARK,
    "assignments.edit": MARK,
    "assignments.give": LEAD,
    "assignments.grades_file": MARK,
    "assignments.items": MARK,
    "assignments.items_file": MARK,
    "assignments.page": TAKE,
    "assignments.start": TAKE,
    "attempts.answer": ANSWER,
    "attempts.attempt": ANSWER,
    "attempts.clear": ANSWER,
    "attempts.finish": ANSWER,
    "attempts.flag": ANSWER,
    "attempts.hint": ANSWER,
    "attempts.item": ANSWER,
    "attempts.missed": ANSWER,
    "attempts.missed_deck": ANSWER,
    "attempts.result": LOOK,
    "attempts.review": LOOK,
    "bin.destroy": BIN,
    "bin.listed": {"": ALL},
    "bin.restore": BIN,
    "cards.style": SEE,
    "classes.add_teacher": LEAD,
    "classes.code": LEAD,
    "classes.create": {"": TEACHERS},
    "classes.delete": LEAD,
    "classes.find": {"": ALL},
    "classes.gradebook": LEAD,
    "classes.gradebook_file": LEAD,
    "classes.join": {"": ALL},
    "classes.leave": BELONG,
    "classes.listed": {"": ALL},
    "classes.member": LEAD,
    "classes.new_code": LEAD,
    "classes.present": BELONG,
    "classes.remove": LEAD,
    "classes.room": BELONG,
    "classes.settings": LEAD,
    "classes.way_back": LEAD,
    "decks.anki": STUDY,
    "exporting.file": STUDY,
    "exporting.page": STUDY,
    "importing.choose": EDIT,
    "importing.columns": EDIT,
    "importing.page": EDIT,
    "importing.preview": EDIT,
    "importing.receive": EDIT,
    "importing.store": EDIT,
    "importing.take_back": EDIT,
    "importing.template": EDIT,
    "decks.deck": STUDY,
    "decks.delete": EDIT,
    "decks.home": {"": ALL},
    "decks.items": STUDY,
    "decks.settings": EDIT,
    "decks.source": STUDY,
    "decks.start": STUDY,
    "imports.confirm": BRING,
    "imports.new": {"": ALL},
    "imports.page": BRING,
    "imports.send": {"": ALL},
    "imports.stop": BRING,
    "items.card": EDIT,
    "items.change_rows": EDIT,
    "items.create": EDIT,
    "items.delete": EDIT,
    "items.duplicate": EDIT,
    "items.edit": EDIT,
    "items.form": EDIT,
    "items.move": EDIT,
    "items.moving": EDIT,
    "items.new": EDIT,
    "items.past": EDIT,
    "items.preview": EDIT,
    "items.quickly": EDIT,
    "items.read": EDIT,
    "items.restore": EDIT,
    "languages.choose": {"": ALL},
    "live.answer": JOIN,
    "live.begin": LEAD,
    "live.end": HOST,
    "live.events": HOST,
    "live.phone": JOIN,
    "live.screen": HOST,
    "live.step": HOST,
    "media.file": SEE,
    "printing.page": STUDY,
    "reach.ahead": ANSWER,
    "reach.manifest": {"": ALL},
    "reach.offline": {"": ALL},
    "reach.worker": {"": ALL},
    "regrading.carry_out": EDIT,
    "regrading.preview": EDIT,
    "renewal.decide": EDIT,
    "renewal.listed": EDIT,
    "renewal.seen": EDIT,
    "renewal.text": EDIT,
    "renewal.update": EDIT,
    "reports.appeal": ANSWER,
    "reports.heard": {"": "y-yyyy"},
    "reports.listed": EDIT,
    "reports.reopen": EDIT,
    "reports.rule": EDIT,
    "reports.send": ANSWER,
    "review.accept_all": EDIT,
    "review.drafts": EDIT,
    "review.publish": EDIT,
    "review.rated": EDIT,
    "review.set_status": EDIT,
    "review.take_back": EDIT,
    "settings.page": {"": ALL},
    "statements.add": EDIT,
    "statements.add_missing": EDIT,
    "statements.coverage": EDIT,
    "statements.edit": EDIT,
    "statements.form": EDIT,
    "statements.listed": EDIT,
    "statements.new": EDIT,
    "sources.check": EDIT,
    "sources.uncheck": EDIT,
    "study.aside": STUDY,
    "study.begin": STUDY,
    "study.card": STUDY,
    "study.rate": STUDY,
    "study.today": {"": ALL},
    "study.undo": {"": ALL},
    "style.page": {"": ALL},
    "texts.job": FOLLOW,
    "texts.new": {"": ALL},
    "texts.submit": {"": ALL},
    "to_anki.page": STUDY,
    "to_anki.several": {"": ALL},
    "to_anki.several_file": {"": ALL},
    "tokens.create": {"": MEMBERS},
    "tokens.guide": {"": ALL},
    "tokens.listed": {"": MEMBERS},
    "tokens.openapi": {"": ALL},
    "tokens.revoke": {"": NOBODY},
}
"""By endpoint and thing: who of `ACTORS` gets an answer; everybody else is told that there is no such thing."""


@dataclass(frozen=True)
class Town:
    """A site with everybody in it, to copy."""

    settings: Settings
    sessions: dict[str, str]
    cookies: dict[str, str]
    things: dict[str, dict[str, str]]
    token: str
    code: str
    member: str
    intakes: dict[str, str]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, installed: Installed) -> Town:
    """ada has a deck that is hers alone, ben an attempt, a visitor one of each; a deck is everybody's."""
    folder = tmp_path_factory.mktemp("town")
    settings = installed(folder)
    app = create_app(settings)
    build(app)
    with app.app_context():
        people = {name: _account(name, role) for name, role in _ROLES.items()}
        visitor = new_learner(now=NOW).id
        _deck_of("adas", people["ada"].learner, visibility="own")
        _deck_of("visitors", visitor, visibility="link")
        text = source_from_text("Harbin lies on the Songhua. " * 20, title="Harbin")
        jobs = {
            name: texts.submit_text(text, now=NOW, owner=owner).id
            for name, owner in (("ada's", people["ada"].learner), ("visitor's", visitor))
        }
        imports = {
            name: packages.submit("a.txt", [b"#separator:tab\nWho?\tAda\n"], owner=owner, now=NOW)
            for name, owner in (("ada's", people["ada"].learner), ("visitor's", visitor))
        }
        attempts = {"ben's": _attempt(people["ben"].learner), "visitor's": _attempt(visitor)}
        for deck in ("adas", "visitors"):
            _attempt(people["ben"].learner, deck)
        for deck in (DECK, "adas", "visitors"):
            add_files(deck, [("map.png", png())], now=NOW)
        room = classes.new_class(title="9b", learner=people["ada"].learner, name="Ada", now=NOW)
        classes.join(room.code, learner=people["ben"].learner, name="Ben", now=NOW)
        given = assignments.give(
            Assignment(
                id="", classroom=room.id, deck_id="adas", deck_title="", title="T", created=NOW, quiz=Quiz(count=3)
            )
        )  # fmt: skip
        attempts["ben's in class"] = _attempt_at(given.id, people["ben"].learner)
        attempts["pupil's"] = _attempt(new_learner(now=NOW).id)
        round_ = live.open_round(room.id, "adas", count=2, now=NOW, seed=1)
        live.step(round_.id, seen=round_.sign, now=NOW)
        live.take_part(round_.id, learner=people["ben"].learner, now=NOW)
        live.take_part(round_.id, learner=people["ada"].learner, now=NOW)
        member = str(classes.get_class(room.id).learners[0].number)
        sent = {
            deck: intakes.receive(deck, "a.csv", b"stem,key\nWhere?,Here\n", now=NOW)
            for deck in (DECK, "adas", "visitors")
        }
        things = {
            "deck": {"ada's own": "adas", "everybody's": DECK, "visitor's": "visitors"},
            "attempt": attempts,
            "job": jobs,
            "import": imports,
            "class": {"9b": room.id},
            "assignment": {"given": given.id},
            "live": {"round": round_.id},
            "bin": {
                "ada's own": "deck.adas",
                "ben in 9b": f"member.{member}",
                "9b": f"class.{room.id}",
                "given": f"assignment.{given.id}",
            },
        }
        sessions = {name: f"{person.id}:0" for name, person in people.items()}
        token = accounts.reset_token("ben@example.org", now=datetime.now(UTC))
    closed(app)
    return Town(
        settings=settings,
        sessions=sessions,
        cookies={"visitor": visitor},
        things=things,
        token=token,
        code=room.code,
        member=member,
        intakes=sent,
    )


_ROLES: dict[str, Role] = {"ben": "learner", "ada": "teacher", "cleo": "teacher", "olga": "operator"}


def _account(name: str, role: Role) -> Account:
    """An account without the second that hashing a password takes."""
    with transaction() as connection:
        row = learners.row(connection, learners.add(connection, now=NOW).id)
        id = stored_accounts.add(
            connection, role=role, name=name, email=f"{name}@example.org", password="-", learner=row, now=NOW
        )
        return stored_accounts.by_id(connection, id).account


def _deck_of(id: str, learner: str, *, visibility: str) -> None:
    """A copy of everybody's deck that belongs to somebody, with a report."""
    found = decks.get_deck(DECK)
    with transaction() as connection:
        row = learners.row(connection, learner)
        source = stored_decks.find(connection, DECK).source_id
        deck = stored_decks.add(connection, public_id=id, title=id, source_id=source, published=True, now=NOW,
                                owner=row)  # fmt: skip
        placed = {n: entry.item for n, entry in enumerate(found.items[:4], 1)}
        items.add(connection, deck, placed, source_id=source, status="accepted", now=NOW, released=True)
        stored_decks.change(connection, deck, visibility=visibility)


def _attempt(learner: str, deck: str = DECK) -> str:
    """An attempt with a wrong answer and a report of it; two places wait for their answers."""
    begun = quizzes.start_quiz(deck, now=NOW, seed=1, quiz=Quiz(count=3), learner=learner)
    return _reported(begun)


def _attempt_at(assignment: str, learner: str) -> str:
    """As `_attempt`, at what ada assigned."""
    return _reported(assignments.begin(assignment, learner=learner, now=NOW, seed=1))


def _reported(begun: Attempt) -> str:
    place = begun.items[0]
    quizzes.answer(begun.id, 1, exemplar(place.entry.item.id.removeprefix("i-")).wrong, now=NOW)
    reports.report_item(begun.id, 1, reason="wrong", words="", now=NOW)
    return begun.id


def routes() -> Iterator[tuple[str, str, str]]:
    """(endpoint, method, rule) of everything that can be asked for."""
    with TemporaryDirectory() as folder:
        app = application_in(Path(folder))
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in OPEN:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule.endpoint, method, rule.rule


def browser(app: Flask, town: Town, who: str) -> FlaskClient:
    """A browser of somebody in town."""
    client = app.test_client()
    if who in town.sessions:
        with client.session_transaction() as session:
            session["_user_id"] = town.sessions[who]
    if who in town.cookies:
        client.set_cookie("learner", town.cookies[who])
    return client


ROUTES = sorted(routes())


def test_every_route_has_its_answer_written_down() -> None:
    assert {endpoint for endpoint, _, _ in ROUTES} == set(EXPECTED)


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize(
    ("endpoint", "method", "rule"), ROUTES, ids=[f"{method} {rule}" for _, method, rule in ROUTES]
)
def test_who_gets_an_answer(town: Town, site: Site, who: str, endpoint: str, method: str, rule: str) -> None:
    for name, answers in EXPECTED[endpoint].items():
        app = site.fresh()
        client = browser(app, town, who)
        thing = _thing(town, endpoint, name)
        address, form = _address(town, endpoint, rule, thing, app)
        response = client.open(address, method=method, data=form)
        site.is_fresh = method == "GET" and not response.headers.getlist("Set-Cookie")
        is_allowed = answers[ACTORS.index(who)] == "y"
        assert (response.status_code != 404) == is_allowed, (name, response.status_code)
        assert response.status_code < 500
        assert_guarded(response)


NAMING = ("accounts", "assignments", "attempts", "classes", "study", "tokens.listed", "tokens.create")
"""Areas whose pages hold names, answers, points or secrets."""


def test_no_page_with_names_or_points_stays_in_a_browser(town: Town, site: Site) -> None:
    app, told = site.fresh(), {}
    client = browser(app, town, "ada")
    for endpoint, method, rule in ROUTES:
        for name in EXPECTED[endpoint] if method == "GET" and endpoint.startswith(NAMING) else ():
            address, form = _address(town, endpoint, rule, _thing(town, endpoint, name), app)
            told[address] = client.get(address, data=form).headers["Cache-Control"]
    assert len(told) > 30
    assert {address: kept for address, kept in told.items() if kept != "no-store"} == {}


ABSENT = ("nothing-of-that-name", "%00", "9" * 400, "..", "deck.nothing")


def test_what_there_is_not_is_told_alike_on_every_route_even_to_an_operator(town: Town, site: Site) -> None:
    """404; 401 where a program is asked for its token before."""
    app, told = site.fresh(), {}
    client = browser(app, town, "olga")
    for number, (endpoint, method, rule) in enumerate(ROUTES):
        for absent in (ABSENT[0], ABSENT[1 + number % (len(ABSENT) - 1)]) if "<id>" in rule else ():
            address, form = _address(town, endpoint, rule.replace("<id>", absent), "adas", app)
            told[method, rule, absent] = client.open(address, method=method, data=form).status_code
    assert len(told) > 200
    assert {
        key: status for key, status in told.items() if status != (401 if "/api/" in key[1] else 404)
    } == {}


@pytest.fixture
def other_class(site: Site) -> tuple[str, str]:
    """The id of a class of cleo's, and the number of a learner in it."""
    app = site.fresh()
    site.is_fresh = False
    with app.app_context():
        cleo = accounts.get_account(site.town.sessions["cleo"].partition(":")[0])
        room = classes.new_class(title="8a", learner=cleo.learner, name="Cleo", now=NOW)
        classes.join(room.code, learner=new_learner(now=NOW).id, name="Dora", now=NOW)
        return room.id, str(classes.get_class(room.id).learners[0].number)


def test_what_belongs_to_another_s_thing_is_not_found_below_one_s_own(
    town: Town, site: Site, other_class: tuple[str, str]
) -> None:
    """ada owns the thing in the address; the number or name after it is that of somebody else's thing."""
    client, told = browser(site.app, town, "ada"), {}
    others = {"classes": other_class[1], "reports": "4", "importing": town.intakes["visitors"]}
    things = {"classes": town.things["class"]["9b"], "reports": "adas", "importing": "adas"}
    for endpoint, method, rule in ROUTES:
        area = endpoint.partition(".")[0]
        if area in others and ("<int:number>" in rule or "<name>" in rule):
            address = rule.replace("<id>", things[area])
            address = address.replace("<int:number>", others[area]).replace("<name>", others[area])
            told[method, rule] = client.open(address, method=method, data={"ruling": "upheld"}).status_code
    assert len(told) >= 9
    assert {key: status for key, status in told.items() if status != 404} == {}


def test_a_thing_that_only_the_form_names_is_asked_for_as_well(
    town: Town, site: Site, other_class: tuple[str, str]
) -> None:
    room = other_class[0]
    asked = {
        ("ada", "/decks/adas/items/i-mcq-0/move?to=visitors"): 404,
        ("cleo", f"/classes/{room}/assign?deck=adas&title=T&count=3"): 422,
        ("cleo", f"/classes/{room}/live?deck=adas&count=3"): 422,
        ("cleo", "/study/rate?deck=adas&item=i-mcq-0&face=0&seen=0&rating=good"): 404,
    }
    told = {}
    for who, address in asked:
        path, _, form = address.partition("?")
        sent = dict(part.split("=") for part in form.split("&"))
        told[who, address] = browser(site.app, town, who).post(path, data=sent).status_code
    assert told == asked
    assert browser(site.app, town, "cleo").get("/decks/export/anki?deck=adas").status_code == 404
    with site.app.app_context():
        assert assignments.assignments_of(room) == ()


@dataclass
class Site:
    """One application whose database is put back when a request may have changed it."""

    app: Flask
    settings: Settings
    town: Town
    put_back: Callable[[Site], None]
    is_fresh: bool = True

    def fresh(self) -> Flask:
        """The application with the database as it was."""
        if not self.is_fresh:
            closed(self.app)
            self.put_back(self)
            with self.app.app_context():
                versions.forget(db.engine)
        return self.app


def _copy_file(site: Site) -> None:
    original, database = (each.settings.database_file for each in (site.town, site))
    assert original is not None
    assert database is not None
    for name in ("-wal", "-shm", ""):
        database.with_name(database.name + name).unlink(missing_ok=True)
    shutil.copy(original, database)


@pytest.fixture(scope="module")
def site(
    town: Town, tmp_path_factory: pytest.TempPathFactory, installed: Installed, request: pytest.FixtureRequest
) -> Iterator[Site]:
    """The town as an application."""

    def copy_database(site: Site) -> None:
        running: Server = request.getfixturevalue("postgresql")
        running.put_back(site.settings.database_url, town.settings.database_url)

    folder = tmp_path_factory.mktemp("site")
    settings = installed(folder)
    shutil.copy(town.settings.instance / "secret.key", folder / "secret.key")
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    put_back = _copy_file if settings.database_file is not None else copy_database
    yield Site(app=app, settings=settings, town=town, put_back=put_back, is_fresh=False)
    closed(app)


def _thing(town: Town, endpoint: str, name: str) -> str:
    kinds = {"attempt": (ANSWER, LOOK), "job": (FOLLOW,), "import": (BRING,), "class": (LEAD, BELONG),
             "assignment": (MARK, TAKE), "live": (HOST, JOIN), "bin": (BIN,)}  # fmt: skip
    kind = next(
        (kind for kind, rows in kinds.items() if any(EXPECTED[endpoint] is row for row in rows)), "deck"
    )
    return town.things[kind].get(name, "")


def _address(town: Town, endpoint: str, rule: str, thing: str, app: Flask) -> tuple[str, dict[str, str]]:
    """The address of a rule for a thing, and what its form must hold to be about that thing."""
    form: dict[str, str] = {}
    report = {DECK: "1", "adas": "3", "visitors": "4"}.get(thing, "1")
    number = town.member if endpoint.startswith("classes.") else report
    values = {
        "id": thing,
        "position": "1",
        "number": number,
        "code": town.code,
        "token": town.token,
        "item_id": "i-mcq-0",
        "statement_id": "s1",
        "form": "csv",
        "name": town.intakes.get(thing, "") if endpoint.startswith("importing") else name_of(png(), "png"),
    }
    if endpoint == "statements.add_missing":
        form = {"statement": "s1"}
    if endpoint.startswith("study.") and "<id>" not in rule and thing:
        with app.app_context():
            item = decks.get_deck(thing).items[0].item.id
        form = {"deck": thing, "item": item, "face": "0", "seen": "0", "rating": "good", "deed": "buried"}
        rule += f"?deck={thing}"
    address = rule
    for key, value in values.items():
        address = address.replace(f"<{key}>", value).replace(f"<int:{key}>", value)
    return address, form
