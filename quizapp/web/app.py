"""The web application, put together from its parts."""

from __future__ import annotations

import os
from typing import Any

from flask import Flask
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

from quizapp.config import Settings, ensure_database_file, resource, secret_key
from quizapp.core.text.source import MAX_BYTES
from quizapp.store.database import init_store
from quizapp.web import (
    access,
    accounts,
    addresses,
    api,
    assets,
    assignments,
    attempts,
    bin,
    card_markup,
    classes,
    compressing,
    decks,
    drawn,
    errors,
    exporting,
    filters,
    headers,
    health,
    importing,
    imports,
    inlined,
    languages,
    learner,
    limits,
    live,
    logs,
    media,
    moments,
    particulars,
    printing,
    quick,
    reach,
    regrading,
    renewal,
    reports,
    review,
    sessions,
    sources,
    statements,
    study,
    style,
    texts,
    to_anki,
    tokens,
    translations,
    words,
)
from quizapp.web.application import Application, limited
from quizapp.web.forgery import Tokens
from quizapp.web.htmx import htmx

# A form carries more than the text itself: names, boundaries, and \r\n for every line end.
FORM_OVERHEAD = 0.1
FORM_FIELDS = 65_536
BLUEPRINTS = (
    decks.pages,
    exporting.pages,
    printing.pages,
    bin.pages,
    importing.pages,
    imports.pages,
    card_markup.pages,
    accounts.pages,
    classes.pages,
    assignments.pages,
    live.pages,
    media.pages,
    regrading.pages,
    attempts.pages,
    texts.pages,
    review.pages,
    statements.pages,
    quick.pages,  # and those of keeping and items, which it builds on
    renewal.pages,
    sources.pages,
    reports.pages,
    reach.pages,
    languages.pages,
    study.pages,
    study.settings,
    style.pages,
    health.pages,
    to_anki.pages,
    tokens.pages,
    api.pages,
)


def create_app(settings: Settings | None = None) -> Flask:
    """An application for these settings, or for those of the environment; the database is opened, not migrated."""
    settings = settings or Settings.from_environ(os.environ)
    app = Application("quizapp", template_folder=str(resource("templates")), static_folder=None)
    app.config.update(_configuration(settings))
    app.request_class = limited(app.config)
    ensure_database_file(settings)
    init_store(app, settings.database_url, synchronous=settings.synchronous)
    Tokens(app)
    Babel(app, locale_selector=languages.locale)
    compressing.init_app(app)
    htmx.init_app(app)
    for part in (
        logs,
        addresses,
        assets,
        headers,
        errors,
        sessions,
        sources,
        access,
        limits,
        words,
        filters,
        inlined,
        drawn,
        card_markup,
        learner,
        languages,
        translations,
        moments,
        particulars,
        media,
        study,
    ):
        part.init_app(app)
    for pages in BLUEPRINTS:
        app.register_blueprint(pages)
    if settings.proxies:
        behind = {f"x_{name}": settings.proxies for name in ("for", "proto", "host")}
        app.wsgi_app = ProxyFix(app.wsgi_app, **behind)  # type: ignore[method-assign]
    return app


def _configuration(settings: Settings) -> dict[str, Any]:
    largest, longest = (
        int(bytes * (1 + FORM_OVERHEAD)) + FORM_FIELDS
        for bytes in (settings.upload_limit, min(settings.upload_limit, MAX_BYTES))
    )
    return {
        "SECRET_KEY": settings.secret_key or secret_key(settings.instance),
        "SESSION_COOKIE_NAME": sessions.cookie_named(sessions.COOKIE, secure=settings.secure_cookies),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "MAX_CONTENT_LENGTH": largest,
        "MAX_FORM_MEMORY_SIZE": longest,
        "UPLOAD_LIMIT": settings.upload_limit,
        "LIMITS": settings.limits,
        "SITE_ADDRESS": settings.address,
        "SMTP_URL": settings.smtp_url,
        "MAIL_FROM": settings.mail_from,
        "METRICS_TOKEN": settings.metrics_token,
        "DATABASE_FOLDER": settings.database_file.absolute().parent if settings.database_file else None,
        "WTF_CSRF_TIME_LIMIT": None,  # a page may stay open over night; the token ends with the session
        "BABEL_DEFAULT_LOCALE": "en",
    }
