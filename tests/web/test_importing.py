"""A file comes into a deck: what its columns hold is said, what it would do is seen, then it is stored or not."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import pytest
from flask import Flask

from quizapp.core.decks.deck import DeckItem
from quizapp.services import drafts
from quizapp.services.decks import get_deck
from tests.web.cast import DECK, NOW, Browser
from tests.web.test_attempts import visible

AT = f"/decks/{DECK}/import"
TABLE = "Question;Bad;Worse;Antwort;Ort\nWelche Höhe?;1,5 m;3,5 m;2,5 m;Maße\nWo?;Dort;Drüben;Hier;Orte\n;x;y;z;a\n"
KAHOOT = (
    "Question - max 120 characters,Answer 1 - max 75 characters,Answer 2 - max 75 characters,Answer 3,"
    '"Time limit (sec) – 5, 10, 20",Correct answer(s) - choose at least one\n'
    "Which river flows through Harbin?,Yalu,Songhua,Liao,20,2\n"
    'Which are capitals?,Harbin,Dalian,Shenyang,20,"1,3"\n'
    "Which of them is it?,one,two,three,20,7\n"
)


def items(web: Flask) -> dict[str, DeckItem]:
    """The deck's items by id."""
    with web.app_context():
        return {entry.item.id: entry for entry in get_deck(DECK).items}


def sent(visitor: Browser, content: bytes, name: str = "items.csv") -> str:
    """The address of the page for a file that was sent."""
    response = visitor.upload(content, name, to=AT)
    assert response.status_code == 303, visible(response.text)
    return str(response.headers["Location"])


def chosen(page: str) -> list[str]:
    """What the menus of the columns say."""
    menus = re.findall(r'name="column">(.*?)</select>', page, re.DOTALL)
    return [re.findall(r'value="(\w*)" selected', menu)[0] for menu in menus]


def previewed(visitor: Browser, content: bytes, name: str = "items.csv") -> tuple[str, str]:
    """The address of a file whose columns are taken as they are guessed, and its preview."""
    at = sent(visitor, content, name)
    page = visitor.get(at).text
    header = re.findall(r'name="header">.*?value="(\d+)" selected', page, re.DOTALL)
    form = {"column": chosen(page), "header": header[0] if header else "0"}
    response = visitor.post(f"{at}/columns", form, follow=True)
    return at, response.text


def stored(visitor: Browser, at: str, page: str, status: str = "draft") -> str:
    """The page after all of a preview was stored."""
    seen = re.findall(r'name="seen" value="(\w+)"', page)[0]
    return visible(visitor.post(f"{at}/store", {"seen": seen, "status": status}, follow=True).text)


def test_columns_are_said_and_what_comes_of_them_is_seen_before_it_is_stored(
    visitor: Browser, web: Flask, deck: str
) -> None:
    before = items(web)
    at = sent(visitor, TABLE.encode("cp1252"), "maße.csv")
    page = visitor.get(at).text
    assert chosen(page) == ["stem", "", "", "key", ""]
    assert "Windows-1252" in visible(page)
    assert "Welche Höhe?" in page
    form = {"column": ["stem", "wrong", "wrong", "key", "category"], "header": "1"}
    preview = visitor.post(f"{at}/columns", form, follow=True)
    words = visible(preview.text)
    assert ("2 new" in words, "1 refused" in words, "Line 4 The row has no stem" in words) == (
        True,
        True,
        True,
    )
    assert items(web) == before
    done = stored(visitor, at, preview.text)
    new = {id: entry for id, entry in items(web).items() if id not in before}
    assert [(entry.item.stem, entry.item.kind, entry.item.category, entry.status) for entry in new.values()] == [
        ("Welche Höhe?", "mcq", "Maße", "draft"), ("Wo?", "mcq", "Orte", "draft")
    ]  # fmt: skip
    assert "2 new" in done
    again = visible(visitor.post(f"{at}/store", {}, follow=True).text)
    assert ("This file is stored already." in again, "2 new" in again) == (True, True)
    back = visible(visitor.post(f"{at}/back", follow=True).text)
    assert "Taken back" in back
    assert {id: entry.status for id, entry in items(web).items() if id in new} == dict.fromkeys(
        new, "rejected"
    )
    assert "This import was taken back already." in visible(visitor.post(f"{at}/back", follow=True).text)


def test_columns_that_give_no_item_are_told_and_what_was_chosen_stays(visitor: Browser, deck: str) -> None:
    at = sent(visitor, TABLE.encode())
    response = visitor.post(f"{at}/columns", {"column": ["category", "", "", "tags", "stem"], "header": "1"})
    assert (response.status_code, "which column holds the key" in visible(response.text)) == (422, True)
    assert chosen(response.text) == ["category", "", "", "tags", "stem"]
    strange = visitor.post(
        f"{at}/columns", {"column": ["category", "", "", "tags", "stem"], "header": "\u00b2"}
    )
    assert strange.status_code == 422
    again = visitor.post(f"{at}/columns", {"column": ["stem"] * 2 + ["key", "", ""], "header": "1"})
    assert "Two columns are said to be" in visible(again.text)


def test_a_kahoot_sheet_comes_in_as_it_is(visitor: Browser, web: Flask, deck: str) -> None:
    before = items(web)
    at, page = previewed(visitor, KAHOOT.encode("utf-16"))
    words = visible(page)
    assert ("2 new" in words, "is none of the options" in words) == (True, True)
    stored(visitor, at, page, "accepted")
    made = [entry for id, entry in items(web).items() if id not in before]
    assert [(entry.item.body.keys(), entry.status) for entry in made] == [
        (("Songhua",), "accepted"), (("Harbin", "Shenyang"), "accepted")
    ]  # fmt: skip


def test_a_pasted_quizlet_export_has_terms_and_definitions(visitor: Browser, web: Flask, deck: str) -> None:
    before = items(web)
    response = visitor.post(AT, {"table": 'maison\tthe "house", home\nchien\tdog\n'})
    at = response.headers["Location"]
    assert chosen(visitor.get(at).text) == ["stem", "key"]
    form = {"column": ["stem", "key"], "header": "0", "kind": "short_answer", "category": "French"}
    stored(visitor, at, visitor.post(f"{at}/columns", form, follow=True).text)
    made = [entry.item for id, entry in items(web).items() if id not in before]
    assert [(item.kind, item.stem, item.body.keys(), item.category) for item in made] == [
        ("short_answer", "maison", ('the "house", home',), "French"), ("short_answer", "chien", ("dog",), "French")
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_that_was_changed_changes_those_items_and_no_others(
    form: str, visitor: Browser, web: Flask, deck: str
) -> None:
    before = items(web)
    raw = visitor.get(f"/decks/{DECK}/export/{form}").data
    _, page = previewed(visitor, raw, f"deck.{form}")
    assert "The deck says all of this already" in visible(page)
    changed = _replaced(raw, "This is why: basic-0.", "Because of more.")
    with web.app_context():
        drafts.edit_item(DECK, "i-mcq-0", {"rationale": ["Changed here."]}, version=1, now=NOW)
    changed = _replaced(changed, "This is why: mcq-0.", "Changed there.")
    at, page = previewed(visitor, changed, f"deck.{form}")
    words = visible(page)
    assert ("0 new" in words, "1 changed" in words, "1 changed here, too" in words) == (True, True, True)
    stored(visitor, at, page)
    now_there = items(web)
    assert now_there["i-basic-0"].item.rationale == "Because of more."
    assert now_there["i-basic-0"].version == 2
    assert now_there["i-mcq-0"].item.rationale == "Changed here."
    assert now_there.keys() == before.keys()
    versions = {id: now_there[id].version - before[id].version for id in before}
    assert versions == dict.fromkeys(before, 0) | {"i-mcq-0": 1, "i-basic-0": 1}
    visitor.post(f"{at}/back")
    assert items(web)["i-basic-0"].item.rationale == "This is why: basic-0."


def test_a_conflict_is_overwritten_only_where_that_is_said(visitor: Browser, web: Flask, deck: str) -> None:
    raw = visitor.get(f"/decks/{DECK}/export/csv").data
    with web.app_context():
        drafts.edit_item(DECK, "i-mcq-0", {"rationale": ["Changed here."]}, version=1, now=NOW)
    at, page = previewed(visitor, raw.replace(b"This is why: mcq-0.", b"Changed there."))
    assert "Take the wording of the file" in page
    page = visitor.post(f"{at}/columns", {"only": "overwrite", "overwrite": "1"}, follow=True).text
    stored(visitor, at, page)
    assert items(web)["i-mcq-0"].item.rationale == "Changed there."


def test_a_deck_that_changed_since_the_preview_is_looked_at_again(
    visitor: Browser, web: Flask, deck: str
) -> None:
    raw = visitor.get(f"/decks/{DECK}/export/csv").data
    changed = raw.replace(b"This is why: mcq-0.", b"Changed there.").replace(
        b"This is why: basic-0.", b"And there."
    )
    at, page = previewed(visitor, changed)
    seen = re.findall(r'name="seen" value="(\w+)"', page)[0]
    with web.app_context():
        drafts.edit_item(DECK, "i-mcq-0", {"rationale": ["Changed here."]}, version=1, now=NOW)
    response = visitor.post(f"{at}/store", {"seen": seen})
    assert (response.status_code, "The deck changed since you looked" in visible(response.text)) == (
        409,
        True,
    )
    assert items(web)["i-mcq-0"].item.rationale == "Changed here."
    assert items(web)["i-basic-0"].version == 1


def test_a_row_that_its_quote_does_not_prove_is_refused_with_what_to_do(visitor: Browser, deck: str) -> None:
    raw = visitor.get(f"/decks/{DECK}/export/csv").data
    old, new = b"Liaoning | Jilin | Heilongjiang", b"Liaoning | Jilin | Mongolia"
    assert old in raw
    words = visible(previewed(visitor, raw.replace(old, new))[1])
    assert ("1 refused" in words, "does not support the new key" in words) == (True, True)


def test_what_an_import_changed_and_somebody_changed_again_is_left_when_it_is_taken_back(
    visitor: Browser, web: Flask, deck: str
) -> None:
    raw = visitor.get(f"/decks/{DECK}/export/csv").data.replace(b"This is why: mcq-0.", b"Changed there.")
    at, page = previewed(visitor, raw)
    stored(visitor, at, page)
    with web.app_context():
        drafts.edit_item(DECK, "i-mcq-0", {"rationale": ["And here."]}, version=2, now=NOW)
    assert "1 item stays" in visible(visitor.post(f"{at}/back", follow=True).text)
    assert items(web)["i-mcq-0"].item.rationale == "And here."


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_comes_in_with_an_item_of_every_kind(form: str, visitor: Browser, deck: str) -> None:
    raw = visitor.get(f"/decks/{DECK}/import-template/{form}").data
    words = visible(previewed(visitor, raw, f"items.{form}")[1])
    assert ("8 new" in words, "0 refused" in words) == (True, True)


def test_gift_goes_straight_to_the_preview(visitor: Browser, deck: str) -> None:
    at = sent(visitor, b"Which river flows through Harbin? {=Songhua ~Yalu ~Liao}\n", "items.gift")
    words = visible(
        visitor.get(at).text if visitor.get(at).status_code == 200 else visitor.get(f"{at}/preview").text
    )
    assert "1 new" in words


UNREADABLE = {
    "nothing": b"", "spaces": b"  \n \n", "binary": b"\x00\x01\x02\x03" * 200, "half an archive": b"PK\x03\x04 broken",
    "open": b'stem,key\n"never closed,x\n', "endless": b'stem,key\nx,"' + b"y" * 200_000 + b'"\n',
}  # fmt: skip


def test_what_is_no_table_is_refused_with_a_sentence(visitor: Browser, deck: str) -> None:
    for name, content in UNREADABLE.items():
        response = visitor.upload(content, "a.xlsx", to=AT, table="")
        assert (response.status_code, 'class="problem"' in response.text) == (422, True), name


def test_a_formula_comes_in_by_no_door(visitor: Browser, deck: str) -> None:
    table = """stem,key\n"=HYPERLINK(""http://evil.example"",""x"")",y\nWhat is it?,"=cmd|'/c calc'!A1"\nWhat?,-5\n"""
    words = unescape(visible(previewed(visitor, table.encode())[1]))
    assert ("1 new" in words, words.count("A cell holds a formula")) == (True, 2)


def test_what_was_pasted_stays_where_it_cannot_be_read(visitor: Browser, deck: str) -> None:
    response = visitor.upload(b"a,b", "a.csv", to=AT, table="Where?\tHere")
    assert (response.status_code, "Where?\tHere" in response.text, "Keep one of them" in response.text) == (
        422,
        True,
        True,
    )


def _replaced(raw: bytes, old: str, new: str) -> bytes:
    """A file in which somebody changed a cell."""
    if not raw.startswith(b"PK"):
        assert old.encode() in raw
        return raw.replace(old.encode(), new.encode())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old.encode(), new.encode()))
    return out.getvalue()
