"""ada gives her items images and sounds; ben sees and hears them, cleo gets at nothing that is not hers."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from quizapp.core.items.attachment import Attachment
from quizapp.core.items.kinds import WRITABLE
from quizapp.core.text.source import Source
from quizapp.services import classes, live, media
from quizapp.services.decks import get_deck
from quizapp.services.learners import new_learner
from quizapp.store import decks, learners, sources
from quizapp.store.database import transaction
from tests.exchange.media.samples import ALL, SCRIPT, mp3, png
from tests.web.cast import DECK, NOW, Browser
from tests.web.test_attempts import visible
from tests.web.test_review import fields_in
from tests.web.test_writing import AT, FORMS, SHARED, written

MCQ: dict[str, Any] = {"kind": "mcq"} | SHARED | FORMS["mcq"]
MAP, VOICE = "The map of Heilongjiang", "A voice reads the name"


def send(
    visitor: Browser,
    to: str,
    files: list[tuple[str, bytes]] | None = None,
    *,
    htmx: bool = False,
    **fields: Any,
) -> TestResponse:
    """Send the item form with files."""
    form = fields | {"csrf_token": visitor.token(), "has_media": "1"}
    form["media"] = [FileStorage(io.BytesIO(content), filename=name) for name, content in files or []]
    headers = {"HX-Request": "true"} if htmx else {}
    return visitor.client.post(to, data=form, content_type="multipart/form-data", headers=headers)


def write(
    visitor: Browser, files: list[tuple[str, bytes]] | None = None, kind: str = "mcq", **more: Any
) -> TestResponse:
    """Save a new item."""
    return send(visitor, f"{AT}/new", files, **({"kind": kind} | SHARED | FORMS[kind] | more))


def names_in(response: TestResponse) -> list[str]:
    """The media that a form holds."""
    return re.findall(r'name="media_name" value="([^"]+)"', response.text)


def illustrated(visitor: Browser, kind: str = "mcq", **more: Any) -> tuple[str, str]:
    """Save an item with an image at its stem and a sound at its rationale; their names."""
    form = {"kind": kind} | SHARED | FORMS[kind] | more
    attached = send(visitor, f"{AT}/rows", [("map.png", png()), ("voice.mp3", mp3())], attach="1", **form)
    image, sound = names_in(attached)
    saved = write(visitor, kind=kind, media_name=[image, sound], media_alt=[MAP, VOICE],
                  media_place=["stem", "rationale"], **more)  # fmt: skip
    assert saved.status_code == 303, visible(saved.text)[:900]
    return image, sound


@pytest.fixture
def other_decks(web: Flask, deck: str) -> tuple[str, str]:
    """Two more decks, without items."""
    with web.app_context(), transaction() as connection:
        for id in ("rivers", "lakes"):
            source = sources.add(connection, Source(title=id, text="Harbin lies on the Songhua."))
            decks.add(connection, public_id=id, title=id, source_id=source, published=True, now=NOW)
    return "rivers", "lakes"


def address(name: str, deck: str = DECK) -> str:
    return f"/decks/{deck}/media/{name}"


@pytest.mark.parametrize("htmx", [False, True])
def test_files_are_added_to_the_form_and_shown_as_learners_see_them(
    htmx: bool, visitor: Browser, deck: str
) -> None:
    files = [("../photos/map.png", png()), ("voice.mp3", mp3())]
    response = send(visitor, f"{AT}/rows", files, htmx=htmx, attach="1", **MCQ)
    image, sound = names_in(response)
    assert response.status_code == 200
    assert ("map.png" in response.text, "photos" in response.text) == (True, False)
    assert f'<audio controls preload="none" src="{address(sound)}"' in response.text
    assert f'src="{address(image)}" alt="" width="4" height="3" loading="lazy"' in response.text
    assert "Which river flows through Harbin?" in response.text


def test_items_of_every_kind_are_asked_with_their_image_and_without_what_comes_after(
    visitor: Browser, deck: str
) -> None:
    for kind in WRITABLE:
        image, sound = illustrated(visitor, kind, category=kind)
        asked = visitor.get(f"{visitor.start(kind)}/1").text
        assert (kind, address(image) in asked, f'alt="{MAP}"' in asked) == (kind, True, True)
        assert address(sound) not in asked


def test_what_an_item_shows_stands_on_every_page_that_shows_it(
    visitor: Browser, web: Flask, deck: str
) -> None:
    image, sound = illustrated(visitor)
    (entry,) = written(web)
    attempt = visitor.start("rivers")
    told = visitor.post(f"{attempt}/1", {"choice": "0"}, follow=True).text
    pages = {
        "told": told,
        "answers": visitor.get(f"{attempt}/review").text,
        "items": visitor.get(f"/decks/{deck}/items?show=answers").text,
        "item": visitor.get(f"{AT}/{entry.item.id}").text,
        "form": visitor.get(f"{AT}/{entry.item.id}/edit").text,
    }
    assert {
        name for name, page in pages.items() if address(image) not in page or address(sound) not in page
    } == set()
    assert address(image) in visitor.get(f"{AT}/{entry.item.id}/move").text
    assert MAP in visible(visitor.get(f"{AT}/{entry.item.id}/history").text)


def test_it_comes_back_as_it_was_saved(visitor: Browser, web: Flask, deck: str) -> None:
    image, sound = illustrated(visitor)
    (before,) = written(web)
    assert before.item.media == (
        Attachment(name=image, alt=MAP, place="stem", width=4, height=3),
        Attachment(name=sound, alt=VOICE, place="rationale"),
    )
    form = fields_in(visitor.get(f"{AT}/{before.item.id}/edit").text)
    assert visitor.post(f"{AT}/{before.item.id}/edit", form).status_code == 303
    assert [entry.item for entry in written(web)] == [before.item]


def test_an_image_is_taken_off_and_comes_back_with_its_version(
    visitor: Browser, web: Flask, deck: str
) -> None:
    illustrated(visitor)
    (before,) = written(web)
    at = f"{AT}/{before.item.id}"
    form = {"item_id": before.item.id, "kind": "mcq", "detach": "0"} | fields_in(
        visitor.get(f"{at}/edit").text
    )
    shorter = visitor.post(f"{AT}/rows", form)
    assert len(names_in(shorter)) == 1
    assert visitor.post(f"{at}/edit", fields_in(shorter.text)).status_code == 303
    assert [len(entry.item.media) for entry in written(web)] == [1]
    visitor.post(f"{at}/restore", {"number": "1"})
    assert [entry.item.media for entry in written(web)] == [before.item.media]


def test_without_a_description_nothing_is_saved_and_nothing_lost(
    visitor: Browser, web: Flask, deck: str
) -> None:
    response = write(visitor, [("map.png", png())])
    assert (response.status_code, len(names_in(response)), written(web)) == (422, 1, [])
    assert "Say what one sees" in visible(response.text)
    assert 'aria-invalid="true" aria-describedby="media-new-problem"' in response.text
    assert "Because it is so." in response.text


def test_a_refused_file_is_told_beside_the_field_and_keeps_the_rest(
    visitor: Browser, web: Flask, deck: str
) -> None:
    files = [("map.png", png()), ("drawing.svg", b"<svg>" + SCRIPT), ("empty.png", b"")]
    for response in (
        write(visitor, files),
        send(visitor, f"{AT}/rows", files, attach="1", **MCQ),
    ):
        words = visible(response.text)
        assert (response.status_code, len(names_in(response)), written(web)) == (422, 1, [])
        assert ("drawing.svg An SVG can carry scripts" in words, "empty.png The file is empty" in words) == (
            True,
            True,
        )
        assert ("Because it is so." in response.text, SCRIPT.decode() in response.text) == (True, False)


def test_a_preview_without_a_script_keeps_the_files_that_were_chosen(visitor: Browser, deck: str) -> None:
    response = send(visitor, f"{AT}/preview", [("map.png", png())], **MCQ)
    assert (response.status_code, len(names_in(response))) == (200, 1)


def test_an_item_takes_six_files_and_says_so_of_the_seventh(visitor: Browser, deck: str) -> None:
    files = [(f"{n}.png", png(shade=n)) for n in range(7)]
    response = send(visitor, f"{AT}/rows", files, attach="1", **MCQ)
    assert (response.status_code, len(names_in(response))) == (422, 6)
    assert "6.png An item takes at most 6" in visible(response.text)


def test_a_full_deck_says_so(visitor: Browser, deck: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "MOST_BYTES", 2 * len(png()))  # one is in the deck already
    again = [("a.png", png()), ("same.png", png()), ("b.png", png(shade=1))]
    response = send(visitor, f"{AT}/rows", again, attach="1", **MCQ)
    assert (response.status_code, len(names_in(response))) == (422, 1)
    assert "b.png Images and sounds of a deck may have" in visible(response.text)


def test_a_form_cannot_name_what_the_deck_has_not(visitor: Browser, web: Flask, deck: str) -> None:
    for name in ("../../secret.key", "0" * 32 + ".png", "x.png", "0" * 32 + ".svg", "%00", "a" * 5000):
        response = write(visitor, media_name=name, media_alt=MAP, media_place="stem")
        assert (name, response.status_code, written(web)) == (name, 422, [])
        assert (name, visitor.get(address(name)).status_code) == (name, 404)


def test_a_place_that_there_is_not_is_the_stem(visitor: Browser, web: Flask, deck: str) -> None:
    (image,) = names_in(write(visitor, [("map.png", png())]))
    assert write(visitor, media_name=image, media_alt=MAP, media_place="<script>").status_code == 303
    assert [each.place for each in written(web)[0].item.media] == ["stem"]


def test_a_file_is_served_as_what_it_is_and_can_do_nothing(visitor: Browser, deck: str) -> None:
    kinds = {
        "jpg": "image/jpeg",
        "mp3": "audio/mpeg",
        "m4a": "audio/mp4",
        "wav": "audio/wav",
        "ogg": "audio/ogg",
    }
    for ending, content in ALL.items():
        (name,) = names_in(write(visitor, [("page.html", content)]))
        response = visitor.get(address(name))
        assert (response.status_code, response.mimetype) == (200, kinds.get(ending, f"image/{ending}"))
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        tag = response.headers["ETag"]
        again = visitor.get(address(name), headers={"If-None-Match": tag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)


def test_a_player_gets_the_part_it_asks_for(visitor: Browser, deck: str) -> None:
    (name,) = names_in(write(visitor, [("voice.mp3", mp3())]))
    parts = {"bytes=0-": mp3(), "bytes=10-19": mp3()[10:20], "bytes=-5": mp3()[-5:]}
    for asked, part in parts.items():
        response = visitor.get(address(name), headers={"Range": asked})
        assert (asked, response.status_code, response.data) == (asked, 206, part)
    assert visitor.get(address(name), headers={"Range": "bytes=999999-"}).status_code == 416


def test_it_goes_along_to_another_deck_and_is_not_found_under_a_third(
    visitor: Browser, web: Flask, deck: str, other_decks: tuple[str, str]
) -> None:
    image, sound = illustrated(visitor)
    (entry,) = written(web)
    to, third = other_decks
    assert visitor.post(f"{AT}/{entry.item.id}/move", {"to": to}).status_code == 303
    with web.app_context():
        (moved,) = [each.item for each in get_deck(to).items if each.item.written]
    assert [each.name for each in moved.media] == [image, sound]
    studied = visitor.post(f"/decks/{to}/study", follow=True).text
    assert (address(image, to) in studied, address(sound, to) in studied) == (True, True)
    found = {
        deck_id: visitor.get(address(image, deck_id)).status_code for deck_id in (DECK, to, third, "nothing")
    }
    assert found == {DECK: 200, to: 200, third: 404, "nothing": 404}


def test_a_class_sees_in_a_round_what_others_cannot_get(
    visitor: Browser, web: Flask, other_decks: tuple[str, str]
) -> None:
    image, sound = illustrated(visitor)
    to = other_decks[0]
    visitor.post(f"{AT}/{written(web)[0].item.id}/move", {"to": to})
    with web.app_context():
        ada, ben = (new_learner(now=NOW).id for _ in range(2))
        room = classes.new_class(title="9b", learner=ada, name="Ada", now=NOW)
        classes.join(room.code, learner=ben, name="Ben", now=NOW)
        with transaction() as connection:
            deck = decks.find(connection, to).id
            decks.change(connection, deck, visibility="own", owner_id=learners.row(connection, ada))
        begun = live.open_round(room.id, to, count=1, now=NOW, seed=1)
        begun = live.step(begun.id, seen=begun.sign, now=NOW)

    def seen(learner: str, page: str) -> tuple[bool, bool, int]:
        browser = Browser(web.test_client())
        browser.client.set_cookie("learner", learner)
        text = browser.get(page).text
        return (
            address(image, to) in text,
            address(sound, to) in text,
            browser.get(address(image, to)).status_code,
        )

    assert seen(ben, f"/live/{begun.id}") == (True, False, 200)
    assert seen(ada, f"/live/{begun.id}/screen") == (True, False, 200)
    with web.app_context():
        live.step(begun.id, seen=begun.sign, now=NOW)
    assert seen(ada, f"/live/{begun.id}/screen") == (True, True, 200)
    assert seen("cleo", f"/live/{begun.id}") == (False, False, 404)


def test_a_copy_has_the_same_images(visitor: Browser, web: Flask, deck: str) -> None:
    illustrated(visitor)
    (entry,) = written(web)
    visitor.post(f"{AT}/{entry.item.id}/duplicate")
    assert [each.item.media for each in written(web)] == [entry.item.media] * 2


def test_the_export_page_names_what_goes_without(visitor: Browser, deck: str) -> None:
    illustrated(visitor)
    words = visible(visitor.get(f"/decks/{deck}/export").text)
    assert words.count("Images and sounds are left out. 1 item") == 5
    with zipfile.ZipFile(io.BytesIO(visitor.get(f"/decks/{deck}/anki").data)) as package:
        assert {package.read(name) for name in package.namelist() if name.isdigit()} == {png(), mp3()}


def test_no_category_is_needed(visitor: Browser, web: Flask, deck: str) -> None:
    assert write(visitor, category=" ").status_code == 303
    assert [entry.item.category for entry in written(web)] == ["general"]


def test_files_that_are_too_large_together_are_told_in_words(visitor: Browser, deck: str, web: Flask) -> None:
    web.request_class.max_content_length = 10_000  # type: ignore[assignment]
    response = send(visitor, f"{AT}/rows", [("a.png", bytes(20_000))], attach="1")
    assert (response.status_code, "Add them one after the other" in response.text) == (413, True)
