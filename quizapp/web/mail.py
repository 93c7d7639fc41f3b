"""Email, where a server for it is configured: only links for new passwords are sent."""

from __future__ import annotations

import logging
import smtplib
import ssl
import threading
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from flask import current_app
from flask_babel import gettext as _

SECONDS = 20
_PORTS = {"smtp": 587, "smtps": 465}

log = logging.getLogger(__name__)


def is_possible() -> bool:
    """Whether a mail server is configured."""
    return bool(current_app.config["SMTP_URL"])


def send_reset(address: str, path: str) -> None:
    """Send a link for a new password; the page does not wait, for that would tell who has an account."""
    link = current_app.config["SITE_ADDRESS"] + path
    message = EmailMessage()
    message["Subject"] = _("A new password for quizapp")
    message["From"] = current_app.config["MAIL_FROM"]
    message["To"] = address
    message.set_content(
        _(
            "Somebody, hopefully you, asked for a new password. This link sets one; it works once, for a day:\n\n"
            "%(link)s\n\nIf it was not you, do nothing: your password stays.",
            link=link,
        )
    )
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
            if server.scheme == "smtp" and smtp.has_extn("starttls"):
                smtp.starttls(context=context)
            if server.username:
                smtp.login(unquote(server.username), unquote(server.password or ""))
            smtp.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        code = getattr(error, "smtp_code", None) or getattr(error, "errno", None) or ""
        log.error(
            "a message could not be sent: %s %s", type(error).__name__, code
        )  # its words name the recipient
