"""Commands on accounts: who teaches, who looks after the site, and new passwords."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import click

from quizapp.cli.group import main
from quizapp.cli.instance import instance, settings


@main.command("create-teacher")
@click.argument("email")
@click.option("--name", default="", help="How others see them; without it what stands before the @.")
@click.option("--operator", is_flag=True, help="Let them look after the whole site, too.")
def create_teacher(email: str, name: str, *, operator: bool) -> None:
    """Make an account for a teacher and print the link by which they choose their password.

    Where EMAIL has an account already, it becomes a teacher's (or an operator's).

    Example: quizapp create-teacher ada@example.org --name "Ada" --operator
    """
    from quizapp.services import accounts

    at = datetime.now(UTC)
    with instance():
        made = accounts.appoint(
            email, name=name, role="operator" if operator else "teacher", password=secrets.token_urlsafe(24), now=at
        )  # fmt: skip
        token = None if made is None else accounts.reset_token(email, now=at)
    if token is None:
        click.echo(f"{email} is {'an operator' if operator else 'a teacher'} now; the password stays.")
    else:
        _tell(token, f"{email} chooses a password here, within a day:")


@main.command("reset-password")
@click.argument("email")
def reset_password(email: str) -> None:
    """Print a link that sets a new password for EMAIL; it works once, for a day.

    Example: quizapp reset-password ada@example.org
    """
    from quizapp.services import accounts

    with instance():
        token = accounts.reset_token(email, now=datetime.now(UTC))
    _tell(token, f"{email} sets a new password here, within a day:")


@main.command("sign-out")
@click.argument("email")
def sign_out(email: str) -> None:
    """End every session of EMAIL, in all browsers: somebody else may have one.

    Example: quizapp sign-out ada@example.org
    """
    from quizapp.services import accounts

    with instance():
        accounts.sign_out(email)
    click.echo(f"{email} is signed out everywhere.")


def _tell(token: str, words: str) -> None:
    where = settings()
    click.echo(words, err=True)
    click.echo(f"{where.address or f'http://{where.host}:{where.port}'}/reset/{token}")
    if not where.address:
        click.echo("Where quizapp has another address, put it before /reset/.", err=True)
