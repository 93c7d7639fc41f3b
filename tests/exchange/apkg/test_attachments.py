"""Images and sounds arrive in ben's Anki, and his cards show and play them."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from quizapp.core.items.attachment import Attachment, Place
from quizapp.core.items.item import Item
from quizapp.core.items.media import name_of
from quizapp.exchange.apkg import write_apkg
from tests.exchange.apkg.cast import basic, cloze, deck, edited, entry, mcq
from tests.exchange.apkg.learner import Learner
from tests.exchange.media.samples import mp3, png

IMAGE, SOUND = name_of(png(), "png"), name_of(mp3(), "mp3")
FILES = {IMAGE: png(), SOUND: mp3(), "unused.png": b""}
ALT = 'A map of "Heilongjiang" <b>{{c1::x}}</b>'


def illustrated(asked: Item, *, image: Place = "stem", sound: Place = "rationale", alt: str = ALT) -> Item:
    """The item with an image and a sound."""
    seen = Attachment(name=IMAGE, alt=alt, place=image, width=4, height=3)
    return replace(asked, media=(seen, Attachment(name=SOUND, alt="A [voice]", place=sound)))


@pytest.mark.parametrize(
    "asked", [basic(), mcq(), cloze("Harbin lies on the {{1}}.", "Songhua")], ids=["basic", "choice", "cloze"]
)
def test_files_arrive_and_the_card_shows_the_one_and_plays_the_other(asked: Item, ben: Learner) -> None:
    assert ben.imports(write_apkg(deck(illustrated(asked)), media=FILES)) == (1, 0, 0, 0)
    folder = Path(ben.collection.media.dir())
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {IMAGE: png(), SOUND: mp3()}
    (card,) = ben.cards()
    front, back = card.question(), card.answer()
    shown = f'<img src="{IMAGE}" alt="A map of &quot;Heilongjiang&quot; &lt;b&gt;'
    assert (shown in front, shown in back, "A &#91;voice&#93;" in front) == (True, True, False)
    assert [tag.filename for tag in card.question_av_tags()] == []  # type: ignore[union-attr]
    assert [tag.filename for tag in card.answer_av_tags()] == [SOUND]  # type: ignore[union-attr]
    assert ben.collection.media.check().missing == []


def test_a_new_image_updates_the_note_that_ben_has(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic())))
    before = ben.note()
    ben.reviews(ben.cards()[0])
    package = write_apkg(deck(edited(illustrated(basic()))), media=FILES)
    assert ben.imports(package) == (0, 1, 0, 0)
    assert (ben.note().id, ben.note().guid) == (before.id, before.guid)
    assert (IMAGE in ben.note()["Stem"], ben.cards()[0].ivl, (Path(ben.collection.media.dir()) / IMAGE).exists()) == (
        True, 10, True,
    )  # fmt: skip


def test_a_file_goes_along_once_and_only_with_the_items_of_the_part() -> None:
    two = deck(illustrated(basic()), illustrated(mcq(name="s2")), entry(basic(name="s3")))
    for only, files in ((None, {IMAGE, SOUND}), ({two.items[2].item.id}, set())):
        with zipfile.ZipFile(io.BytesIO(write_apkg(two, only=only, media=FILES))) as package:
            named = json.loads(package.read("media"))
            assert set(named.values()) == files
            assert {package.read(number) for number in named} == {FILES[name] for name in files}


def test_the_same_deck_with_images_gives_the_same_bytes() -> None:
    assert write_apkg(deck(illustrated(mcq())), media=FILES) == write_apkg(
        deck(illustrated(mcq())), media=dict(reversed(FILES.items()))
    )
