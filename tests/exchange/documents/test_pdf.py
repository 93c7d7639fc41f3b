"""A PDF becomes the paragraphs that a reader of its pages sees."""

from __future__ import annotations

import logging
from datetime import date

import pytest

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents import Document, read_document
from tests.exchange.documents.paper import PROSE, Printed, from_drawings, page, pdf

WHOLE = " ".join(PROSE)


def read(content: bytes) -> Document:
    return read_document("lesson.pdf", content)


def test_pages_are_read_in_order() -> None:
    found = read(pdf(page(["The first page is short."]), page(["The second page is short."]))).text
    assert found == "The first page is short.\n\nThe second page is short."


def test_lines_of_a_paragraph_are_joined() -> None:
    assert read(pdf(page(PROSE))).text == WHOLE


def test_a_wide_gap_parts_paragraphs() -> None:
    assert read(pdf(page([*PROSE, "", *PROSE]))).text == f"{WHOLE}\n\n{WHOLE}"


def test_an_indented_line_after_a_full_stop_begins_a_paragraph() -> None:
    full = "It carries a road for cars and a path for people on foot, above the wide river."
    lines = (Printed(full, 700), Printed(full, 686), Printed(full, 672, 90), Printed("It stands.", 658))
    assert read(pdf(lines)).text == f"{full} {full}\n\n{full} It stands."


def test_larger_letters_make_a_heading() -> None:
    lines = (Printed("The bridge", 740, size=18), *page(PROSE))
    assert read(pdf(lines)).text == f"The bridge\n\n{WHOLE}"


def test_a_heading_of_two_lines_is_one() -> None:
    lines = (Printed("The bridge of", 765, size=18), Printed("Porto", 743, size=18), *page(PROSE))
    assert read(pdf(lines)).text == f"The bridge of Porto\n\n{WHOLE}"


def test_a_paragraph_goes_on_over_the_page() -> None:
    found = read(pdf(page([*PROSE[1:3], PROSE[0].rstrip(".")]), page(["and very wide."]))).text
    assert found.endswith("the longest of its time and very wide.")


def test_a_page_after_a_full_stop_begins_a_paragraph() -> None:
    assert read(pdf(page(PROSE[:1]), page(PROSE[1:]))).text.startswith(f"{PROSE[0]}\n\n")


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        (
            ["The parliament has a govern-", "ment and a budget."],
            "The parliament has a government and a budget.",
        ),
        (
            ["A well-known man and a well-", "known woman met."],
            "A well-known man and a well-known woman met.",
        ),
        (
            ["The term is long and it is a long-", "term plan."],
            "The term is long and it is a long-term plan.",
        ),
        (["He was born in Aix-", "Marseille and left."], "He was born in Aix-Marseille and left."),
        (["The plan of 1990-", "1995 was long gone."], "The plan of 1990-1995 was long gone."),
        (["They did not find it -", "nobody ever did it."], "They did not find it - nobody ever did it."),
        (
            ["See example.org/a-long-", "address for more of it."],
            "See example.org/a-long-address for more of it.",
        ),
    ],
)
def test_a_word_broken_at_a_line_end_is_made_whole_only_where_that_is_safe(
    broken: list[str], joined: str
) -> None:
    assert read(pdf(page(broken))).text == joined


def test_ligatures_are_written_as_letters() -> None:
    content = from_drawings(
        [b"BT /Fl 11 Tf 72 700 Td (The \\001nal o\\002ce opened in the south of the town.) Tj ET"],
        fonts=b"/Fl 6 0 R",
        extra=[
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences[1/fi/ffi]>>>>"
        ],
    )
    assert read(content).text.startswith("The final office")


def test_bullets_and_numbers_make_entries() -> None:
    found = read(pdf(page(["Bridges are of", "", "• stone", "• iron", "1. first", "2. second"]))).text
    assert found == "Bridges are of\n\n- stone\n- iron\n1. first\n2. second"


@pytest.mark.parametrize(
    "foot", ["{n}", "- {n} -", "Page {n}", "Page {n} of 3", "{n}/3", "Course reader, p. {n}"]
)
def test_page_numbers_are_left_out(foot: str) -> None:
    pages = [
        page([f"Text {name} of the lesson is here."], foot=foot.format(n=n))
        for n, name in enumerate("abc", 7)
    ]
    assert read(pdf(*pages)).text.count("\n\n") == 2
    assert "7" not in read(pdf(*pages)).text


def test_running_heads_are_left_out() -> None:
    pages = [page([f"Text {name} of the lesson is here."], head="History of Bridges") for name in "abc"]
    assert "History" not in read(pdf(*pages)).text


def test_heads_that_differ_between_left_and_right_pages_are_left_out() -> None:
    heads = ["The Book", "The Chapter"] * 3
    pages = [page([f"Text {n} {heads} is."], head=head) for n, head in zip("abcdef", heads, strict=True)]
    assert not read(pdf(*pages)).text.startswith("The Book")


def test_chapters_as_heads_are_left_out_by_their_page_numbers() -> None:
    heads = ["12 One: of stone", "Two: of iron 13", "14 Three: of wood", "Four: of paper 15"]
    pages = [page([f"Text {head[-2]} is here."], head=head) for head in heads]
    assert ":" not in read(pdf(*pages)).text


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    pages = [
        page([f"Text {n} is here."], head="5/3/24, 10:15 AM A lesson", foot=f"https://example.org/a1 {n}/3")
        for n in range(1, 4)
    ]
    assert read(pdf(*pages)).text == "Text 1 is here.\n\nText 2 is here.\n\nText 3 is here."


def test_pages_of_nothing_but_returning_lines_keep_them() -> None:
    assert read(pdf(page(["A sign says stop"]), page(["A sign says stop"]))).text.count("stop") == 2


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [Printed(line[:40], 700 - 14 * n) for n, line in enumerate(PROSE)]
    right = [Printed(line[40:], 700 - 14 * n, 330) for n, line in enumerate(PROSE[:3])]
    found = read(pdf([*left, *right])).text.split()
    assert found == " ".join([line.text for line in (*left, *right)]).split()


def test_a_line_at_the_top_of_one_page_stays() -> None:
    pages = [page([f"Text {name} is here."], head=f"{name} has a head") for name in "abc"]
    assert "b has a head" in read(pdf(*pages)).text


def test_a_year_at_the_foot_of_a_page_stays() -> None:
    assert read(pdf(page(["It was opened by the mayor in", "1998"]), page(["The end."]))).text.startswith(
        "It was opened by the mayor in 1998"
    )


def test_what_the_file_states_about_itself_is_taken() -> None:
    content = pdf(page(PROSE), stated="/Title(Bridges)/Author(Ada L.)/CreationDate(D:20240503101500Z)")
    found = read(content)
    assert (found.title, found.author, found.dated) == ("Bridges", "Ada L.", date(2024, 5, 3))


@pytest.mark.parametrize("title", ["Microsoft Word - lesson.doc", "untitled", "lesson_final.docx"])
def test_a_file_name_is_no_title(title: str) -> None:
    assert read(pdf(page(PROSE), stated=f"/Title({title})")).title == ""


def test_without_statements_there_is_no_title_author_or_date() -> None:
    found = read(pdf(page(PROSE)))
    assert (found.title, found.author, found.dated) == ("", "", None)


def test_pages_without_text_are_told_to_be_pictures() -> None:
    with pytest.raises(SourceUnreadable, match=r"pictures of pages.*OCR"):
        read(from_drawings([b"0 0 m 100 100 l S"]))


def test_signs_that_are_no_letters_are_told_to_be_unreadable() -> None:
    with pytest.raises(SourceUnreadable, match="cannot be told apart"):
        read(pdf(page(["a §%&/=?+*#!<>|~^ §%&/=?+*#!<>|~^"])))


def test_faults_of_a_file_leave_the_log_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        read(pdf(page(PROSE)).replace(b"startxref\n", b"startxref\n1"))
    assert not caplog.records
