"""Questions as Moodle writes them, each as short as its claim needs."""

from __future__ import annotations

from quizapp.exchange.gift import Reading, Written
from quizapp.exchange.moodle import read_moodle


def read(*questions: str) -> Reading:
    """A file of these questions."""
    return read_moodle(f"<quiz>{''.join(questions)}</quiz>".encode())


def only(question: str) -> Written:
    """The only item of a file without errors."""
    reading = read(question)
    assert [str(error) for error in reading.errors] == []
    (item,) = reading.items
    return item


def asked(type: str, answers: str, stem: str = "Q") -> str:
    """A question with its answers as markup of XML."""
    text = f'<questiontext format="html"><text><![CDATA[<p>{stem}</p>]]></text></questiontext>'
    return f'<question type="{type}">{text}{answers}</question>'


def answer(share: str, text: str, feedback: str = "") -> str:
    """An answer of a question."""
    told = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{share}"><text>{text}</text>{told}</answer>'
