"""Baseline: a quiz as tutorials write it: objects of the ORM, loaded when touched, and a commit after each change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, render_template_string, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.schema import ForeignKey

PLACES = 200
OPTIONS = 4
PAGE = """<section><h2>{{ place.item.stem }}</h2>
{% for option in place.item.options %}<p class="{{ 'key' if option.is_key }}">{{ option.text }}</p>{% endfor %}
<p>{{ 'Right' if response.is_right else 'Wrong' }}: {{ place.item.rationale }}</p>
<p>{{ place.attempt.responses | length }} of {{ place.attempt.places | length }}</p></section>"""


class Base(DeclarativeBase):
    """The tables."""


db = SQLAlchemy(model_class=Base, disable_autonaming=True)


class Learner(Base):
    """Who answers."""

    __tablename__ = "learner"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Item(Base):
    """What is asked."""

    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    stem: Mapped[str]
    rationale: Mapped[str]
    options: Mapped[list[Option]] = relationship(back_populates="item")


class Option(Base):
    """One offered answer."""

    __tablename__ = "option"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    text: Mapped[str]
    is_key: Mapped[bool]
    item: Mapped[Item] = relationship(back_populates="options")


class Attempt(Base):
    """One learner's pass."""

    __tablename__ = "attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"))
    learner: Mapped[Learner] = relationship()
    places: Mapped[list[Place]] = relationship(back_populates="attempt")
    responses: Mapped[list[Response]] = relationship(back_populates="attempt")


class Place(Base):
    """An item of an attempt."""

    __tablename__ = "place"
    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    attempt: Mapped[Attempt] = relationship(back_populates="places")
    item: Mapped[Item] = relationship()


class Response(Base):
    """What was answered."""

    __tablename__ = "response"
    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    option: Mapped[str]
    is_right: Mapped[bool]
    attempt: Mapped[Attempt] = relationship(back_populates="responses")


class Card(Base):
    """When an item is due again."""

    __tablename__ = "card"
    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    interval: Mapped[int]
    due: Mapped[datetime]


def create_app(database: str) -> Flask:
    """One route that does what an answered item needs."""
    app = Flask("tutorial")
    app.config["SQLALCHEMY_DATABASE_URI"] = database
    db.init_app(app)

    @app.post("/answer/<int:place_id>")
    def answer(place_id: int) -> str:
        place = db.session.get_one(Place, place_id)
        chosen = request.form.get("answer", "0")
        options = place.item.options
        is_right = chosen.isdigit() and int(chosen) < len(options) and options[int(chosen)].is_key
        response = Response(attempt=place.attempt, place_id=place.id, option=chosen, is_right=is_right)
        db.session.add(response)
        db.session.commit()
        learner = place.attempt.learner
        card = db.session.query(Card).filter_by(learner_id=learner.id, item_id=place.item_id).first()
        now = datetime.now(UTC)
        if card is None:
            card = Card(learner_id=learner.id, item_id=place.item_id, interval=1, due=now)
            db.session.add(card)
            db.session.commit()
        card.interval = card.interval * 2 if is_right else 1
        card.due = now + timedelta(days=card.interval)
        db.session.commit()
        return render_template_string(PAGE, place=place, response=response)

    return app


def fill(app: Flask, *, attempts: int, places: int, items: int) -> list[int]:
    """Tables with rows of this many; the places in the order of their attempts."""
    with app.app_context():
        db.create_all()
        rows: list[Any] = [
            Item(
                stem=f"Which of these is number {n}?",
                rationale="Because it says so.",
                options=[Option(text=f"Number {n + step}", is_key=step == 0) for step in range(OPTIONS)],
            )
            for n in range(items)
        ]
        db.session.add_all(rows)
        db.session.commit()
        for n in range(attempts):
            attempt = Attempt(learner=Learner(name=f"ben {n}"))
            attempt.places = [Place(item=rows[place % items]) for place in range(places)]
            db.session.add(attempt)
        db.session.commit()
        return list(db.session.scalars(db.select(Place.id).order_by(Place.id)))
