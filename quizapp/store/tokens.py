"""Personal tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from quizapp.core.teaching.account import Role
from quizapp.store.database import Connection
from quizapp.store.rows import AccountRow, LearnerRow
from quizapp.store.token_rows import TokenRow


@dataclass(frozen=True, kw_only=True)
class Token:
    """What is known of a token beside itself: ``number`` is its row, ``hint`` how it begins."""

    number: int
    name: str
    hint: str
    created: datetime
    expires: datetime | None
    used: datetime | None


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """Whose token it is: the learner's id and the role of the account."""

    token: Token
    learner: str
    role: Role


_COLUMNS = (
    TokenRow.id.label("number"), TokenRow.name, TokenRow.hint, TokenRow.created, TokenRow.expires, TokenRow.used
)  # fmt: skip


def add(
    connection: Connection, account: int, *, name: str, hashed: str, hint: str, now: datetime,
    expires: datetime | None,
) -> None:  # fmt: skip
    """Keep the hash of a token of an account's row."""
    connection.execute(insert(TokenRow), {
        "account_id": account, "name": name, "hashed": hashed, "hint": hint, "created": now, "expires": expires,
        "used": None,
    })  # fmt: skip


def of_account(connection: Connection, account: int) -> list[Token]:
    """All tokens of an account's row, the newest first."""
    query = select(*_COLUMNS).where(TokenRow.account_id == account).order_by(TokenRow.id.desc())
    return [Token(**row) for row in connection.execute(query).mappings()]


def count(connection: Connection, account: int) -> int:
    """How many tokens an account's row has."""
    query = select(func.count()).select_from(TokenRow).where(TokenRow.account_id == account)
    return connection.execute(query).scalar_one()


def bearer(connection: Connection, hashed: str) -> Bearer | None:
    """Whose token has this hash."""
    query = (
        select(*_COLUMNS, LearnerRow.public_id, AccountRow.role)
        .join(AccountRow, AccountRow.id == TokenRow.account_id)
        .join(LearnerRow, LearnerRow.id == AccountRow.learner_id)
        .where(TokenRow.hashed == hashed)
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    known = {name: row[name] for name in ("number", "name", "hint", "created", "expires", "used")}
    return Bearer(token=Token(**known), learner=row["public_id"], role=row["role"])


def use(connection: Connection, number: int, *, now: datetime) -> None:
    """Remember when a token was used."""
    connection.execute(update(TokenRow).where(TokenRow.id == number).values(used=now))


def revoke(connection: Connection, account: int, number: int) -> bool:
    """Delete a token of an account's row; whether there was one."""
    theirs = delete(TokenRow).where(TokenRow.id == number, TokenRow.account_id == account)
    return connection.execute(theirs).rowcount == 1
