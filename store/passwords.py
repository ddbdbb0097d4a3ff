"""Passwords: what is asked of one, its Argon2id hash, and whether one fits. Nothing here is ever logged."""

from __future__ import annotations

import threading
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from schemas import UsageError

__all__ = ["LONGEST", "SHORTEST", "check_password", "fits", "hashed", "outdated"]

SHORTEST = 12  # characters; length is what holds, so nothing is said of figures and marks
LONGEST = 200
FEWEST_KINDS = 5  # different characters: "aaaaaaaaaaaa" is no password

# RFC 9106, second recommendation: 64 MiB and three passes. Two at once, so that many logins cannot take the memory.
_HASHER = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)
_AT_ONCE = threading.BoundedSemaphore(2)


def check_password(password: str, name: str) -> None:
    """Raise ``UsageError`` for a password that is too short, too long, all alike, or holds the account's name."""
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise UsageError(
            f"The password must have {SHORTEST} to {LONGEST} characters.",
            f"Mật khẩu phải có từ {SHORTEST} đến {LONGEST} ký tự.",
        )
    if len(set(plain)) < FEWEST_KINDS or name in plain.casefold():
        raise UsageError(
            "The password is too easy to guess: use several words, and not the name of the account.",
            "Mật khẩu quá dễ đoán: hãy dùng vài từ khác nhau, không dùng tên tài khoản.",
        )


def hashed(password: str) -> str:
    """The Argon2id hash with its parameters and salt."""
    with _AT_ONCE:
        return _HASHER.hash(_plain(password))


def fits(password: str, known: str | None) -> bool:
    """Whether ``password`` is the one of the hash. Without a hash it takes as long, and does not."""
    if len(password) > LONGEST:
        return False
    with _AT_ONCE:
        try:
            return _HASHER.verify(known or _nobodys(), _plain(password)) and known is not None
        except (VerificationError, InvalidHashError):
            return False


def outdated(known: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(known)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _HASHER.hash("the password of nobody")


def _plain(password: str) -> str:
    # Keyboards write "ế" as one character or as three: the same password all the same.
    return unicodedata.normalize("NFC", password)
