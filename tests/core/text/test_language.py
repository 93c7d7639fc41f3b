"""English is read; a text that is clearly in another language is refused in words that say so."""

from __future__ import annotations

import pytest

from quizapp.core.text.language import require_english
from quizapp.errors import SourceUnreadable

ENGLISH = {
    "prose": "The river rises in the hills and flows to the sea, and on its way it passes three old towns.",
    "dense": "Researchers at Porto University measured nitrogen levels in estuaries. Elevated nitrogen stimulates "
             "algal growth, which depletes oxygen. Farmers nearby reduced fertilizer use after regulators set limits.",
    "short": "Harbin hosted the summit.",
    "one word": "Photosynthesis",
    "accents": "The café in São Paulo serves açaí and crêpes to the people of the quarter at any hour of the day.",
    "some chinese": "The word for tea is 茶 in Chinese, and it is said in two ways around the world by land or by sea.",
}  # fmt: skip
FOREIGN = {
    "french": "Le fleuve prend sa source dans les collines et coule vers la mer, et sur son chemin il traverse trois "
              "vieilles villes où les habitants vendent du pain et du vin.",
    "german": "Der Fluss entspringt in den Hügeln und fließt zum Meer, und auf seinem Weg kommt er durch drei alte "
              "Städte, in denen die Leute Brot und Wein verkaufen.",
    "spanish": "El río nace en las colinas y corre hacia el mar, y en su camino pasa por tres pueblos viejos donde la "
               "gente vende pan y vino a los viajeros.",
    "dutch": "De rivier ontspringt in de heuvels en stroomt naar de zee, en onderweg komt zij langs drie oude steden "
             "waar de mensen brood en wijn verkopen.",
    "latin": "Flumen in collibus oritur et ad mare fluit, et in itinere suo per tria oppida vetera transit ubi homines "
             "panem et vinum vendunt omnibus viatoribus.",
    "chinese": "这条河发源于山丘、流向大海、途中经过三座古老的城镇。",
    "russian": "Река берёт начало в холмах и течёт к морю; по пути проходит через три старых города.",
    "arabic": "ينبع النهر من التلال ويتدفق إلى البحر ويمر في طريقه بثلاث مدن قديمة.",
    "numbers": "1990 2001 3.14 42 % 17 – 18",
    "signs": "*** --- *** … !!!",
    "code": "for i in range(10): x[i] = y[i] * z[i]; print(x) foo bar baz qux spam eggs ham lorem ipsum dolor sit amet "
            "consectetur adipiscing elit",
}  # fmt: skip


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH)
def test_english_is_read(text: str) -> None:
    require_english(text)


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_another_language_is_refused(text: str) -> None:
    with pytest.raises(SourceUnreadable, match="English"):
        require_english(text)


@pytest.mark.parametrize("text", [FOREIGN["french"], FOREIGN["german"]], ids=["french", "german"])
def test_a_long_text_in_another_language_is_refused(text: str) -> None:
    with pytest.raises(SourceUnreadable, match="English"):
        require_english(text * 500)


def test_a_long_english_text_with_foreign_quotes_is_read() -> None:
    require_english(ENGLISH["prose"] * 300 + FOREIGN["french"] * 30)
