"""Moving an installation to another database."""

from __future__ import annotations

from flask import Flask

from quizapp.errors import Conflict, Unavailable
from quizapp.phrases import phrase
from quizapp.store import moving
from quizapp.store.database import transaction
from quizapp.store.migrate import upgrade
from quizapp.store.moving import Carried, Told


def move(source: Flask, target: Flask, *, told: Told) -> list[Carried]:
    """Carry everything over in one transaction of the target: all of it, or nothing. The source is only read.

    Raises `Conflict` where the two are one, or the target holds data; `InputError` where it cannot hold what is there;
    `Unavailable` where a table reads differently afterwards, after which nothing is kept.
    """
    if source.config["SQLALCHEMY_DATABASE_URI"] == target.config["SQLALCHEMY_DATABASE_URI"]:
        raise Conflict(phrase("This is the database that quizapp uses already. Name another one."))
    upgrade(source)
    upgrade(target)
    with source.app_context(), transaction() as old, target.app_context(), transaction() as new:
        done = moving.carry(old, new, told=told)
        wrong = [one.table for one in done if not one.equal]
        if wrong:
            raise Unavailable(
                phrase(
                    "These tables read differently afterwards: %(tables)s. Nothing was kept; report this."
                ),
                tables=", ".join(wrong),
            )
    return done
