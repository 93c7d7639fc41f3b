"""Taking a quiz: the key stays away until the answer, and every answer is told at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from quizapp.core.items.interaction import Choice
from quizapp.core.items.kinds import KINDS
from tests.web.cast import DECK, EXEMPLARS, NAMES, PROOF, WHY, Browser, exemplar

GRADED = [name for name, example in EXEMPLARS if not example.body.self_graded]
PARTIAL = [name for name, example in EXEMPLARS if example.partial is not None]
INVALID = [(name, form) for name, example in EXEMPLARS for form in example.invalid]


def visible(html: str) -> str:
    """What a reader sees, spaces folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&lt;", "<").replace("&gt;", ">").split())


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_the_proof_is_not_in_the_page_before_the_answer(
    name: str, htmx: bool, visitor: Browser, deck: str
) -> None:
    text = visitor.get(f"{visitor.start(name)}/1", htmx=htmx).text
    assert (PROOF in text, WHY in text) == (False, False)


@pytest.mark.parametrize("name", NAMES)
def test_the_key_is_not_in_the_page_before_the_answer(name: str, visitor: Browser, deck: str) -> None:
    body = exemplar(name).body
    interaction = body.interaction(exemplar(name).stem)
    text = visible(visitor.get(f"{visitor.start(name)}/1").text)
    if isinstance(interaction, Choice):
        hidden = [option.feedback for option in interaction.options if option.feedback]
    elif body.kind in {"matching", "ordering"}:
        hidden = []  # every right stands in every list, every part has its place to be found
    else:
        hidden = list(body.keys())
    assert [key for key in hidden if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text)] == []


@pytest.mark.parametrize("name", [n for n, e in EXEMPLARS if isinstance(e.body.interaction(e.stem), Choice)])
def test_all_options_look_alike_before_the_answer(name: str, visitor: Browser, deck: str) -> None:
    text = visitor.get(f"{visitor.start(name)}/1").text
    options = re.findall(r'<label class="option">.*?</label>', text, re.DOTALL)
    bare = {re.sub(r'value="[^"]*"|>[^<]*<', "", option) for option in options}
    assert (len(options) > 1, len(bare)) == (True, 1)


def test_the_lefts_of_a_matching_offer_the_same_rights(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"{visitor.start('matching-0')}/1").text
    lists = [re.findall(r'<option value="([^"]*)"', part) for part in text.split("<select")[1:]]
    assert len({tuple(offered) for offered in lists}) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_right_answer_is_told_with_its_proof(name: str, visitor: Browser, deck: str) -> None:
    text = visitor.answered(name, exemplar(name).right).text
    assert 'class="verdict is-right"' in text
    assert (PROOF in text, WHY in text) == (True, True)


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_answer_is_told_with_the_key(name: str, visitor: Browser, deck: str) -> None:
    text = visitor.answered(name, exemplar(name).wrong).text
    assert 'class="verdict is-wrong"' in text
    shown = visible(text)
    assert [key for key in list(exemplar(name).body.keys()) if key not in shown] == []


@pytest.mark.parametrize("name", PARTIAL)
def test_a_half_right_answer_is_told_as_that(name: str, visitor: Browser, deck: str) -> None:
    partial = exemplar(name).partial
    assert partial is not None
    assert 'class="verdict is-partial"' in visitor.answered(name, partial).text


@pytest.mark.parametrize(("name", "form"), INVALID)
def test_an_answer_that_is_none_uses_nothing_up(
    name: str, form: Mapping[str, Sequence[str]], visitor: Browser, deck: str
) -> None:
    attempt = visitor.start(name)
    refused = visitor.post(f"{attempt}/1", form)
    assert (refused.status_code, 'role="alert"' in refused.text, PROOF in refused.text) == (422, True, False)
    assert 'class="verdict' not in visitor.get(f"{attempt}/1").text


@pytest.mark.parametrize("name", NAMES)
def test_markup_in_an_item_stays_text(name: str, visitor: Browser, deck: str) -> None:
    pages = [visitor.get(f"{visitor.start(name)}/1").text, visitor.answered(name, exemplar(name).wrong).text]
    strange = re.compile(r"<(?:b|key|is|meeting|materials|make up|Harbin)>", re.IGNORECASE)
    assert [page for page in pages if strange.search(page)] == []


@pytest.mark.parametrize("name", ["cloze-0", "short_answer-0"])
def test_markup_in_an_answer_stays_text(name: str, visitor: Browser, deck: str) -> None:
    field = next(iter(exemplar(name).right))
    text = visitor.answered(name, {field: ['"><script>alert(1)</script>']}).text
    assert "<script>alert" not in text


def test_what_was_written_comes_back_with_the_reason(visitor: Browser, deck: str) -> None:
    refused = visitor.post(f"{visitor.start('short_answer-0')}/1", {"answer": "x" * 300})
    assert (refused.status_code, "x" * 300 in refused.text) == (422, True)


def test_without_a_script_an_answer_redirects(visitor: Browser, deck: str) -> None:
    attempt = visitor.start("mcq-0")
    response = visitor.post(f"{attempt}/1", exemplar("mcq-0").right)
    assert (response.status_code, response.headers["Location"]) == (303, f"{attempt}/1")


def test_with_htmx_an_answer_gives_its_feedback_at_once(visitor: Browser, deck: str) -> None:
    response = visitor.post(f"{visitor.start('mcq-0')}/1", exemplar("mcq-0").right, htmx=True)
    assert response.status_code == 200
    assert 'id="stage"' in response.text
    assert "<body" not in response.text


def test_a_reload_shows_the_same_order_of_options(visitor: Browser, deck: str) -> None:
    place = f"{visitor.start('multiple_response-0')}/1"
    orders = {tuple(re.findall(r'name="choices" value="(\d)"', visitor.get(place).text)) for _ in range(5)}
    assert len(orders) == 1


def test_a_second_answer_changes_nothing(visitor: Browser, deck: str) -> None:
    attempt = visitor.start("mcq-0")
    visitor.post(f"{attempt}/1", exemplar("mcq-0").wrong)
    again = visitor.post(f"{attempt}/1", exemplar("mcq-0").right, follow=True)
    assert 'class="verdict is-wrong"' in again.text


def test_a_basic_item_shows_its_answer_only_when_asked(visitor: Browser, deck: str) -> None:
    attempt = visitor.start("basic-0")
    asked, revealed = visitor.get(f"{attempt}/1").text, visitor.get(f"{attempt}/1?reveal=1").text
    assert ("Heilongjiang" in asked, "I knew it" in asked) == (False, False)
    assert ("Heilongjiang" in revealed, "I knew it" in revealed) == (True, True)


def test_revealing_shows_nothing_of_other_kinds(visitor: Browser, deck: str) -> None:
    assert PROOF not in visitor.get(f"{visitor.start('short_answer-0')}/1?reveal=1").text


def finished(visitor: Browser, *, wrong: bool) -> str:
    """An attempt at all items, answered to the end."""
    attempt = visitor.start(count=20)
    for _ in range(20):
        address = visitor.get(attempt).headers["Location"]
        if address.endswith("/results"):
            break
        text = visitor.get(address).text
        name = next(n for n, e in EXEMPLARS if category(n) in text)
        visitor.post(address, exemplar(name).wrong if wrong else exemplar(name).right)
    return attempt


def category(name: str) -> str:
    """A category as the page writes it."""
    return f"<span>{name[:1].upper()}{name[1:].replace('_', ' ')}</span>"


def test_an_attempt_leads_to_the_next_item_without_a_response(visitor: Browser, deck: str) -> None:
    attempt = visitor.start(count=3)
    assert visitor.get(attempt).headers["Location"] == f"{attempt}/1"


def test_results_count_every_item(visitor: Browser, deck: str) -> None:
    text = visible(visitor.get(f"{finished(visitor, wrong=False)}/results").text)
    assert f"{len(EXEMPLARS)} of {len(EXEMPLARS)} All right." in text


def test_results_list_what_was_missed_with_its_key(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"{finished(visitor, wrong=True)}/results").text
    assert text.count('class="item-line"') == len(EXEMPLARS)
    assert "Heilongjiang" in text


def test_results_halfway_tell_nothing_of_what_is_still_open(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"{visitor.start(count=5)}/results").text
    assert "Nothing answered yet" in text
    assert PROOF not in text


def test_what_was_missed_can_be_taken_again(visitor: Browser, deck: str) -> None:
    again = visitor.post(f"{finished(visitor, wrong=True)}/missed", follow=True)
    assert f"Item 1 of {len(EXEMPLARS)}" in again.text


def test_nothing_missed_cannot_be_taken_again(visitor: Browser, deck: str) -> None:
    assert visitor.post(f"{finished(visitor, wrong=False)}/missed").status_code == 422


@pytest.mark.parametrize(
    "count", ["0", "-1", "ten", "1e9", "99999999999999999999", "٣", "0000000100", "000000005" + "0" * 5_000]
)
def test_a_number_of_items_that_is_none_is_refused(count: str, visitor: Browser, deck: str) -> None:
    assert visitor.post(f"/decks/{DECK}/quiz", {"count": count}).status_code == 422


def test_a_category_that_is_not_there_is_refused(visitor: Browser, deck: str) -> None:
    assert visitor.post(f"/decks/{DECK}/quiz", {"category": "nothing"}).status_code == 422


def test_every_kind_has_its_template(visitor: Browser) -> None:
    from quizapp.config import resource

    templates = {path.stem for path in (resource("templates") / "items").glob("[!_]*.html")}
    assert templates == set(KINDS)


def test_what_was_missed_leaves_for_anki(visitor: Browser, deck: str) -> None:
    response = visitor.get(f"{finished(visitor, wrong=True)}/missed.apkg")
    assert (response.mimetype, response.headers["Content-Disposition"]) == (
        "application/apkg",
        "attachment; filename=capitals-missed.apkg",
    )


def test_nothing_missed_leaves_no_file(visitor: Browser, deck: str) -> None:
    attempt = finished(visitor, wrong=False)
    assert visitor.get(f"{attempt}/missed.apkg").status_code == 422
    assert "missed.apkg" not in visitor.get(f"{attempt}/results").text


def test_a_category_is_a_picture_with_its_words(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"{finished(visitor, wrong=True)}/results").text
    assert text.count('role="img" aria-label="0 right, 0 partly right, 1 wrong"') == len(EXEMPLARS)


def test_all_answers_are_reviewed_with_key_reason_and_proof(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"{finished(visitor, wrong=True)}/review").text
    assert text.count('class="panel answered"') == len(EXEMPLARS)
    assert [name for name, _ in EXEMPLARS if f"{WHY}: {name}." not in text] == []
    assert text.count(PROOF) >= len(EXEMPLARS)


def test_only_the_missed_are_reviewed_where_asked(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"{finished(visitor, wrong=False)}/review?show=missed").text
    assert ('class="panel answered"' in text, "Nothing was missed" in text) == (False, True)


def test_a_review_halfway_tells_nothing_of_what_is_still_open(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"{visitor.start(count=5)}/review").text
    assert (PROOF in text, "Nothing answered yet" in text) == (False, True)


@pytest.mark.parametrize(
    ("name", "written", "verdict", "said"),
    [
        ("short_answer-0", {"answer": "Harbim"}, "right", "Almost: mind the spelling."),
        ("cloze-0", {"gap1": "Harbni"}, "right", "Almost: mind the spelling."),
        (
            "cloze-1",
            {"gap1": "fuondatoin", "gap2": "roof"},
            "wrong",
            "Almost the key, but too far from it to count.",
        ),
    ],
)
def test_a_spelling_that_is_nearly_right_is_told(
    name: str, written: dict[str, str], verdict: str, said: str, visitor: Browser, deck: str
) -> None:
    text = visitor.post(f"{visitor.start(name)}/1", written, follow=True).text
    assert (f'class="verdict is-{verdict}"' in text, said in text) == (True, True)


@pytest.mark.parametrize("name", ["short_answer-0", "cloze-0"])
def test_nothing_is_said_of_a_spelling_that_is_right(name: str, visitor: Browser, deck: str) -> None:
    assert "Almost" not in visitor.answered(name, exemplar(name).right).text
