"""Email, where a server for it is configured: links for new passwords, and word that an account was changed."""

from __future__ import annotations

import logging
import smtplib
import ssl
import threading
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from flask import current_app, url_for
from flask_babel import gettext as _

SECONDS = 20
_PORTS = {"smtp": 587, "smtps": 465}

log = logging.getLogger(__name__)


def is_possible() -> bool:
    """Whether a mail server is configured."""
    return bool(current_app.config["SMTP_URL"])


def send_reset(address: str, path: str) -> None:
    """Send a link for a new password."""
    words = _(
        "Somebody, hopefully you, asked for a new password. This link sets one; it works once, for a day:\n\n"
        "%(link)s\n\nIf it was not you, do nothing: your password stays.",
        link=current_app.config["SITE_ADDRESS"] + path,
    )
    _send(address, _("A new password for quizapp"), words)


def send_changed(address: str | None, change: str) -> None:
    """Send word of a change to who had this address, where mail can be sent and there was one."""
    if address is None or not is_possible():
        return
    words = _(
        "%(change)s If it was you, all is well. If not, somebody knows your password: set a new one, or tell who looks "
        "after this site.\n\n%(link)s",
        change=change,
        link=current_app.config["SITE_ADDRESS"] + url_for("accounts.forgot"),
    )
    _send(address, _("Your account at quizapp was changed"), words)


def _send(address: str, subject: str, words: str) -> None:
    """The page does not wait, for that would tell who has an account."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = current_app.config["MAIL_FROM"]
    message["To"] = address
    message.set_content(words)
    send = threading.Thread(
        target=deliver, args=(current_app.config["SMTP_URL"], message), name="mail", daemon=True
    )
    send.start()


def deliver(url: str, message: EmailMessage) -> None:
    """Hand a message to the server; what goes wrong is for the log, since nobody waits for it."""
    server = urlsplit(url)
    port = server.port or _PORTS[server.scheme]
    context = ssl.create_default_context()
    try:
        if server.scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.hostname or "", port, timeout=SECONDS, context=context
            )
        else:
            smtp = smtplib.SMTP(server.hostname or "", port, timeout=SECONDS)
        with smtp:
            if server.scheme == "smtp" and (server.username or smtp.has_extn("starttls")):
                smtp.starttls(context=context)  # raises where a password would travel in the open
            if server.username:
                smtp.login(unquote(server.username), unquote(server.password or ""))
            smtp.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        code = getattr(error, "smtp_code", None) or getattr(error, "errno", None) or ""
        log.error(
            "a message could not be sent: %s %s", type(error).__name__, code
        )  # its words name the recipient
