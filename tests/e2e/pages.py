"""Every page of quizapp and the way to it: what looks at all pages takes them from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Flask
from playwright.sync_api import FilePayload, Page
from sqlalchemy import update

from quizapp.core.text.source import source_from_text
from quizapp.exchange.sheets import write_sheet
from quizapp.services import accounts, classes, decks, exports, quizzes, study
from quizapp.services.learners import get_learner, new_learner
from quizapp.services.quizzes import get_attempt
from quizapp.store import jobs, uploads
from quizapp.store.database import transaction
from quizapp.store.rows import JobRow
from tests.e2e.school import PASSWORD, hall, join, school, sign_in
from tests.e2e.steps import (
    CHANGED,
    SEED_DECK,
    TEXT,
    answer,
    edit_year,
    publish,
    right_form,
    submit_text,
    update_text,
    wrong_form,
)

Opener = Callable[[Page, Flask], object]
NOTES = """#separator:tab
#html:true
#notetype:Basic
#deck:Rivers
The <b>river</b> of Harbin?\tSonghua <i>松花江</i>
Where does it end?\tIn the <u>Amur</u>
مرحبا <b>x</b>\tهاربن
"""  # noqa: RUF001 - right to left
NO_PAGES = {
    "accounts.copy",
    "assignments.answers_file",
    "assignments.grades_file",
    "assignments.items_file",
    "classes.code",
    "classes.gradebook_file",
    "classes.present",
    "live.events",
    "media.file",
    "cards.style",
    "static",
    "favicon",
    "decks.anki",
    "to_anki.several_file",
    "exporting.file",
    "importing.template",
    "tokens.openapi",
    "api.deck",
    "api.decks",
    "api.export",
    "api.item",
    "api.items",
    "attempts.missed_deck",
    "attempts.attempt",
    "attempts.hint",
    "health.alive",
    "health.ready",
    "health.metrics",
    "reach.manifest",
    "reach.worker",
    "reach.ahead",
}
"""Addresses that give a file, lead on to a page or give a part of one."""


def at(path: str) -> Opener:
    """The page with this address."""
    return lambda page, app: page.goto(path)


def _asked(page: Page, app: Flask) -> None:
    page.goto(SEED_DECK)
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/attempts/*/1")


def _told(page: Page, app: Flask) -> None:
    _asked(page, app)
    answer(page, app, right=False)
    page.reload()


def _after(path: str) -> Opener:
    def opened(page: Page, app: Flask) -> None:
        _asked(page, app)
        id = page.url.split("/")[-2]
        with app.app_context():
            for place in get_attempt(id).items:
                form = right_form(place) if place.position % 3 else wrong_form(place)
                quizzes.answer(id, place.position, form, now=datetime.now(UTC))
        page.goto(f"/attempts/{id}{path}")

    return opened


def _exam(page: Page, app: Flask) -> None:
    page.goto(SEED_DECK)
    page.get_by_text("Time limit and more").click()
    page.get_by_label("Exam").check()
    page.get_by_label("Time limit").select_option("60")
    page.get_by_label("Ask how sure").check()
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/attempts/*/1")
    page.get_by_label("Flag it").check()
    page.get_by_role("button", name="Next").click()
    page.wait_for_url("**/2")


def _hinted(page: Page, app: Flask) -> None:
    page.goto(SEED_DECK)
    page.get_by_label("Practice").check()
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/attempts/*/1")
    while not page.get_by_role("button", name="Hint").count():
        id, position = page.url.split("/")[-2:]
        page.goto(f"/attempts/{id}/{int(position) + 1}")
    page.get_by_role("button", name="Hint").click()
    page.locator(".hints").wait_for()


def _unfinished(page: Page, app: Flask) -> None:
    _exam(page, app)
    page.goto(page.url.rpartition("/")[0] + "/finish")


def _handed_in(page: Page, app: Flask) -> None:
    _unfinished(page, app)
    page.get_by_role("button", name="Finish and see").click()
    page.wait_for_url("**/results")


def _left_open(page: Page, app: Flask) -> None:
    _asked(page, app)
    page.goto("/")


def _reported(page: Page, app: Flask) -> None:
    _told(page, app)
    page.get_by_text("Report this item").last.click()
    page.get_by_label("Something else").check()
    page.get_by_label("In your words").fill("The report says another thing.")
    page.get_by_role("button", name="Send the report").click()
    page.get_by_text("You reported:").wait_for()
    page.goto(f"{SEED_DECK}/reports")


def _ruled(page: Page, app: Flask) -> None:
    _reported(page, app)
    page.get_by_label("A word to the learner").first.fill("It says just this.")
    page.get_by_role("button", name="The item stays").first.click()
    page.goto("/")


def _card(page: Page, app: Flask) -> None:
    page.goto(SEED_DECK)
    page.get_by_role("button", name="Study").click()
    page.wait_for_url("**/study/next**")


def _turned(page: Page, app: Flask) -> None:
    _card(page, app)
    page.locator("[data-answer] summary").click()
    page.get_by_role("button", name="Good").wait_for()


def _studied(page: Page, app: Flask) -> None:
    """Some weeks in which most of the cards were remembered."""
    _card(page, app)
    cookie = next(cookie for cookie in page.context.cookies() if cookie.get("name") == "learner")
    with app.app_context():
        learner = get_learner(str(cookie.get("value")))
        for day in range(24, 0, -2):
            for number in range(4):
                when = datetime.now(UTC) - timedelta(days=day, minutes=-number)
                shown = study.deal(learner, now=when, deck=SEED_DECK.rpartition("/")[2]).shown
                if shown is not None:
                    rating = "again" if (day + number) % 7 == 0 else "good"
                    study.rate(learner, shown.name, rating, seen=shown.seen, now=when)
    page.goto("/study")


def _at_work(page: Page, app: Flask) -> None:
    """A job in another's hands, so that no worker here takes it."""
    with app.app_context(), transaction() as connection:
        source = source_from_text(f"The harbour {uuid4().hex}\n\n{TEXT}", title="The harbour")
        id = jobs.add(connection, source, now=datetime.now(UTC))
        held = {"state": "running", "stage": "Writing items", "progress": 0.4}
        beats = datetime.now(UTC) + jobs.SILENT - timedelta(seconds=1)
        connection.execute(update(JobRow).where(JobRow.public_id == id).values(heartbeat=beats, **held))
    page.goto(f"/jobs/{id}")


def _renewed(path: str) -> Opener:
    """A page of a deck of one's own whose text has changed since; made once for each application."""

    def opened(page: Page, app: Flask) -> None:
        made = app.extensions.get("renewed deck")
        if made is None:
            submit_text(page, f"The harbour\n\n{TEXT}")
            edit_year(page)
            publish(page)
            page.get_by_role("link", name="Update the text").click()
            update_text(page, f"The harbour\n\n{CHANGED}")
            made = app.extensions["renewed deck"] = urlsplit(page.url).path.rpartition("/")[0]
        page.goto(f"{made}{path}")

    return opened


def _preview(page: Page, app: Flask) -> None:
    """What a file holds that came from Anki."""
    page.goto("/decks/import")
    page.get_by_label("File").set_input_files(
        {"name": "Rivers.txt", "mimeType": "text/plain", "buffer": NOTES.encode()}
    )
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("heading", name="3 notes").wait_for()


def _brought(path: str) -> Opener:
    """A page of a deck that came from Anki: a card that is shown as it is there."""

    def opened(page: Page, app: Flask) -> None:
        _preview(page, app)
        page.get_by_role("button", name="Import 3 notes").click()
        page.wait_for_url("**/decks/rivers**")
        page.get_by_role("button", name=path).click()
        page.locator(".face").first.wait_for()

    return opened


def _importing(page: Page, app: Flask) -> None:
    """An import in another's hands, so that no worker here takes it."""
    _preview(page, app)
    id = urlsplit(page.url).path.rpartition("/")[2]
    with app.app_context(), transaction() as connection:
        held = {"state": "running", "stage": "Reading notes", "progress": 0.4}
        beats = datetime.now(UTC) + jobs.SILENT - timedelta(seconds=1)
        row = uploads.get(connection, id)
        connection.execute(update(JobRow).where(JobRow.public_id == row.job).values(heartbeat=beats, **held))
    page.reload()


def _form(page: Page, app: Flask) -> None:
    with app.app_context():
        item = decks.get_deck(SEED_DECK.rpartition("/")[2]).items[0].item
    page.goto(f"{SEED_DECK}/items/{item.id}/edit")


def _teaching(address: str) -> Opener:
    """A page of ada's, signed in; ``{room}`` and the like stand for her class's."""

    def opened(page: Page, app: Flask) -> None:
        found = school(app)
        sign_in(page, found.email)
        page.goto(address.format(**vars(found)))

    return opened


def _learning(address: str) -> Opener:
    """A page of a new learner of ada's class."""

    def opened(page: Page, app: Flask) -> None:
        found = school(app)
        join(page, found.code, f"Nils {uuid4().hex[:6]}")
        page.goto(address.format(**vars(found)))

    return opened


def _screen(steps: int) -> Opener:
    def opened(page: Page, app: Flask) -> None:
        _, found = hall(app, steps)
        sign_in(page, school(app).email)
        page.goto(f"/live/{found}/screen")

    return opened


def _phone(steps: int) -> Opener:
    def opened(page: Page, app: Flask) -> None:
        code, found = hall(app, steps)
        join(page, code, "Nils")
        page.goto(f"/live/{found}")

    return opened


def _binned(page: Page, app: Flask) -> None:
    """A deck, a class and a learner in the bin, and the way to undo the last."""
    found, now = school(app), datetime.now(UTC)
    with app.app_context():
        ada = accounts.sign_in(found.email, PASSWORD, now=now)
        for title in ("The harbour trip, spring term", "10a"):
            room = classes.new_class(title=title, learner=ada.learner, name=ada.name, now=now)
            classes.delete_class(room.id, now=now - timedelta(days=3), by=ada.learner)
        kept = classes.new_class(title="10b", learner=ada.learner, name=ada.name, now=now)
        classes.join(kept.code, learner=new_learner(now=now).id, name="Nils", now=now)
        number = classes.get_class(kept.id).learners[0].number
        classes.remove_member(kept.id, number, now=now, by=ada.learner)
    sign_in(page, found.email)
    page.goto(f"/classes/{kept.id}/delete")
    page.get_by_role("button", name="Delete the class").click()
    page.get_by_role("button", name="Undo").wait_for()
    page.get_by_role("link", name="Recently deleted").click()
    page.get_by_role("heading", name="Recently deleted").wait_for()


def _door(page: Page, app: Flask) -> None:
    page.goto(f"/join/{school(app).code}")


def _reset(page: Page, app: Flask) -> None:
    page.goto(f"/reset/{school(app).token}")


def _regraded(page: Page, app: Flask) -> None:
    with app.app_context():
        item = decks.get_deck(SEED_DECK.rpartition("/")[2]).items[0].item
    page.goto(f"{SEED_DECK}/items/{item.id}/regrade")


def _item(page: Page, app: Flask) -> None:
    _form(page, app)
    page.goto(page.url.removesuffix("/edit"))


def _quick(page: Page, app: Flask) -> None:
    page.goto(f"{SEED_DECK}/items/quick")
    page.get_by_label("Items", exact=True).fill(
        "Where is the port? {=Dalian ~Harbin ~Daqing}\n\nWhat is broken? {=one"
    )
    page.get_by_role("button", name="Look at it").click()
    page.get_by_text("1 item, 1 error").wait_for()


def _past(page: Page, app: Flask) -> None:
    """What an item says now, edited once more for each application that looks."""
    _form(page, app)
    address = page.url.removesuffix("/edit")
    page.get_by_label("Rationale").fill("The report names the meeting and its date.")
    page.get_by_role("button", name="Save and accept").click()
    page.wait_for_url(f"**{urlsplit(address).path}")
    page.goto(f"{address}/history")


def _moving(page: Page, app: Flask) -> None:
    _form(page, app)
    page.goto(f"{page.url.removesuffix('/edit')}/move")


def _flawed(page: Page, app: Flask) -> None:
    """A form with flaws shown beside it, and sentences to choose a proof from."""
    page.goto(f"{SEED_DECK}/items/new?kind=mcq")
    page.get_by_label("Stem").fill("Which city is the capital of Heilongjiang?")
    for place, words in enumerate(("Harbin", "Daqing", "All of the above")):
        page.locator("[name=option_text]").nth(place).fill(words)
    page.get_by_label("Option A is a key").check()
    page.get_by_text("Proof from the text").first.click()
    page.get_by_role("button", name="Find sentences").click()
    page.get_by_text("No proof: I answer for it").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Every item keeps these rules.").first.wait_for()


def _rated(page: Page, app: Flask) -> None:
    """How many drafts are rated so, and the bar of what is decided."""
    _drafted(page, app)
    page.goto(f"{page.url}".replace("/review", "/accept?least=40"))


def _rejected(page: Page, app: Flask) -> None:
    """Rejected drafts, one without a reason and one with."""
    _drafted(page, app)
    page.get_by_role("button", name="Reject").first.click()
    page.get_by_text("Why?").first.wait_for()
    page.get_by_role("button", name="Reject").first.click()
    page.get_by_role("button", name="Trivial").nth(1).click()
    page.get_by_text("Rejected: Trivial").wait_for()


def _drafted(page: Page, app: Flask) -> None:
    """Drafts of a text of one's own."""
    submit_text(page, f"The harbour {uuid4().hex[:6]}\n\n{TEXT}")


def _statement(page: Page, app: Flask) -> None:
    """A statement written in words that the text does not hold."""
    page.goto(f"{SEED_DECK}/statements")
    page.get_by_role("link", name="Edit").first.click()
    page.get_by_label("Sentence of the text").fill("The meeting in Harbin was about something else.")
    page.get_by_role("button", name="Save and make drafts").click()
    page.get_by_text("The closest sentence of the text").wait_for()


def _table(app: Flask) -> bytes:
    """An export of an item that was changed, with new rows, one of them without a stem."""
    with app.app_context():
        item = decks.get_deck(SEED_DECK.rpartition("/")[2]).accepted[0].item
    raw = write_sheet([item]).replace(f",{item.category},".encode(), b",first sentences,")
    rows = (
        "Where is the port?,Dalian,Dalian | Harbin | Daqing,ports",
        ",x,,",
        "Which is it?,one,one | two,ports",
    )
    return raw + "".join(f",,{row},,,,,\n" for row in rows).encode()


def _incoming(path: str) -> Opener:
    """A page of a table that was sent for the starting deck: some rows are new, one is refused."""

    def opened(page: Page, app: Flask) -> None:
        page.goto(f"{SEED_DECK}/import")
        file = FilePayload(name="cities.csv", mimeType="text/csv", buffer=_table(app))
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name="Look at it").click()
        page.get_by_role("heading", name="What do the columns hold?").wait_for()
        if path:
            page.get_by_role("button", name="Preview").click()
            page.get_by_role("heading", name="What would be stored").wait_for()

    return opened


def _to_anki(query: str) -> Opener:
    """What Anki will do with a deck that left once and of which an item was edited since."""

    def opened(page: Page, app: Flask) -> None:
        with app.app_context():
            exports.export_apkg(SEED_DECK.rpartition("/")[2], now=datetime.now(UTC))
        _form(page, app)
        page.get_by_label("Rationale").fill(f"The report says it, once more: {uuid4().hex[:4]}.")
        address = urlsplit(page.url.removesuffix("/edit")).path
        page.get_by_role("button", name="Save and accept").click()
        page.wait_for_url(f"**{address}")
        page.goto(f"{SEED_DECK}/to-anki{query}")

    return opened


def _token(page: Page, app: Flask) -> None:
    """A token that was just made, above an older one."""
    _teaching("/account/tokens")(page, app)
    for name in ("Gradebook script", "Backup on the school server"):
        page.get_by_label("What is it for?").fill(name)
        page.get_by_role("button", name="Make a token").click()
        page.get_by_text("Copy it now").wait_for()


def _stored(page: Page, app: Flask) -> None:
    _incoming("preview")(page, app)
    page.get_by_role("button", name="Store").click()
    page.get_by_role("heading", name="Stored").wait_for()
    page.get_by_role("button", name="Take the import back").click()
    page.get_by_role("heading", name="Taken back").wait_for()


PAGES: dict[str, Opener] = {
    "accounts.sign_up": at("/sign-up"),
    "accounts.sign_in": at("/sign-in"),
    "accounts.sign_in, by class": at("/sign-in?class=1"),
    "accounts.forgot": at("/forgot"),
    "accounts.reset": _reset,
    "accounts.mine": _teaching("/account"),
    "tokens.listed": _token,
    "tokens.guide": at("/api"),
    "accounts.leave": _teaching("/account/delete"),
    "classes.listed": _teaching("/classes"),
    "classes.listed, visitor": at("/classes"),
    "classes.find": at("/join"),
    "classes.join": _door,
    "classes.room": _teaching("/classes/{room}"),
    "classes.room, learner": _learning("/classes/{room}"),
    "classes.settings": _teaching("/classes/{room}/settings"),
    "classes.member": _teaching("/classes/{room}/members/{member}"),
    "classes.gradebook": _teaching("/classes/{room}/gradebook"),
    "classes.delete": _teaching("/classes/{room}/delete"),
    "assignments.give": _teaching("/classes/{room}/assign"),
    "assignments.page": _teaching("/assignments/{exam}"),
    "assignments.page, learner": _learning("/assignments/{homework}"),
    "assignments.edit": _teaching("/assignments/{exam}/edit"),
    "assignments.delete": _teaching("/assignments/{exam}/delete"),
    "assignments.items": _teaching("/assignments/{exam}/items"),
    "live.screen, lobby": _screen(0),
    "live.screen": _screen(1),
    "live.screen, shown": _screen(2),
    "live.phone, lobby": _phone(0),
    "live.phone": _phone(1),
    "live.phone, shown": _phone(6),
    "live.phone, over": _phone(7),
    "regrading.preview": _regraded,
    "bin.listed": _binned,
    "decks.home": at("/"),
    "decks.deck": at(SEED_DECK),
    "decks.items": at(f"{SEED_DECK}/items?show=answers"),
    "decks.source": at(f"{SEED_DECK}/source"),
    "imports.new": at("/decks/import"),
    "imports.page": _importing,
    "imports.page, preview": _preview,
    "study.card, from Anki": _brought("Study"),
    "exporting.page": at(f"{SEED_DECK}/export"),
    "to_anki.page": _to_anki(""),
    "to_anki.page, a part": _to_anki("?choose=1&kind=mcq"),
    "to_anki.several": at("/decks/export"),
    "importing.choose": at(f"{SEED_DECK}/import"),
    "importing.page": _incoming(""),
    "importing.preview": _incoming("preview"),
    "importing.page, stored": _stored,
    "printing.page": at(f"{SEED_DECK}/print"),
    "printing.page, cards": at(f"{SEED_DECK}/print?sheet=cards&count=12"),
    "decks.settings": at(f"{SEED_DECK}/settings"),
    "decks.delete": at(f"{SEED_DECK}/delete"),
    "texts.new": at("/texts/new"),
    "review.drafts": at(f"{SEED_DECK}/review"),
    "review.rated": _rated,
    "review.drafts, rejected": _rejected,
    "statements.listed": at(f"{SEED_DECK}/statements"),
    "statements.coverage": at(f"{SEED_DECK}/coverage"),
    "statements.coverage, renewed": _renewed("/coverage"),
    "statements.new": at(f"{SEED_DECK}/statements/new"),
    "statements.form": _statement,
    "texts.job": _at_work,
    "renewal.text": _renewed("/text"),
    "renewal.listed": _renewed("/changes"),
    "decks.deck, renewed": _renewed(""),
    "items.form": _form,
    "items.new": at(f"{SEED_DECK}/items/new?kind=ordering"),
    "items.new, flawed": _flawed,
    "items.card": _item,
    "items.quickly": at(f"{SEED_DECK}/items/quick"),
    "items.quickly, read": _quick,
    "items.past": _past,
    "items.moving": _moving,
    "attempts.item": _asked,
    "attempts.item, told": _told,
    "attempts.item, exam": _exam,
    "attempts.item, hint": _hinted,
    "attempts.finish": _unfinished,
    "attempts.result, exam": _handed_in,
    "decks.home, left open": _left_open,
    "attempts.result": _after("/results"),
    "attempts.review": _after("/review"),
    "reports.listed": _reported,
    "decks.home, ruled": _ruled,
    "study.today": at("/study"),
    "study.today, studied": _studied,
    "study.card": _card,
    "study.card, turned": _turned,
    "settings.page": at("/settings"),
    "style.page": at("/style"),
    "reach.offline": at("/offline"),
    "not found": at("/nothing"),
}


def endpoints(app: Flask) -> set[str]:
    """Everything that can be asked for with GET."""
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
