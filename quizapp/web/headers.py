"""What every response says to the browser about safety and caching."""

from __future__ import annotations

from flask import Flask, Response

from quizapp.web.vary import vary

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
NEVER_USED = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": NEVER_USED,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR = 31_536_000


def forget(response: Response) -> Response:
    """Back must ask again: a kept copy would show the form of an item or a card that has its answer."""
    response.headers["Cache-Control"] = "no-store"
    return response


def init_app(app: Flask) -> None:
    """Set the headers on every response, errors included."""
    secure = app.config["SESSION_COOKIE_SECURE"]

    @app.after_request
    def protect(response: Response) -> Response:
        told = {name.lower() for name, _ in response.headers}  # looked for once, not anew for each name
        for name, value in HEADERS.items():
            if name.lower() not in told:
                response.headers.add(name, value)
        vary(response, "HX-Request")
        if secure:
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
        response.headers.setdefault("Cache-Control", "no-cache, private")
        return response
