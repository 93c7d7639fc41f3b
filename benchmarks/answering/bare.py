"""Baseline: the least that Flask can do for a POST, a constant body."""

from __future__ import annotations

from flask import Flask, request

BODY = "<section>" + "x" * 690 + "</section>"
"""About what a told answer weighs compressed."""


def create_app() -> Flask:
    """One route that reads the form and looks at nothing, and one that only answers."""
    app = Flask("bare")

    @app.post("/answer")
    def answer() -> str:
        request.form.get("answer")
        return BODY

    @app.get("/page")
    def page() -> str:
        return BODY

    return app
