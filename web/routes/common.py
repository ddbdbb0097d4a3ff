"""What the routes share: ids as they may stand in an address, and the way from an id to what the person may see."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException, Path, Request

from store import Card, Queue, Store
from web.gate import person_of

__all__ = [
    "Fields",
    "PageNumber",
    "RecordId",
    "Sha256",
    "card_of",
    "document_cards",
    "page_cards",
    "queue_of",
    "store_of",
]

# An id ends up in a query and in an address, never in a path of the disk; anything else is no page of ours.
RecordId = Annotated[str, Path(pattern=r"^[A-Za-z0-9._:#-]{1,128}$")]
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
PageNumber = Annotated[int, Path(ge=1, le=100_000)]


async def typed_fields(request: Request) -> dict[str, str]:
    """The text fields of the form that was sent."""
    return {name: value for name, value in (await request.form()).multi_items() if isinstance(value, str)}


Fields = Annotated[dict[str, str], Depends(typed_fields)]


def store_of(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def queue_of(request: Request) -> Queue:
    queue: Queue = request.app.state.queue
    return queue


def card_of(request: Request, record_id: str) -> Card:
    """The card of a paper that the person may see; a paper of another cell is as if it were not there (404)."""
    try:
        card = queue_of(request).card(record_id)
    except KeyError:
        raise HTTPException(404) from None
    if not person_of(request).sees(card.cell):
        raise HTTPException(404)
    return card


def page_cards(request: Request, sha256: str, number: int) -> list[Card]:
    """The cards of a document of which the person may see one that holds this page; 404 otherwise.

    One scan may hold papers of several cells: who sees one of them does not see the pages of the others.
    """
    cards, person = document_cards(request, sha256), person_of(request)
    if person.cells is None:
        return cards
    mine = [card for card in cards if person.sees(card.cell)]
    if not any((card.first_page or 0) <= number <= (card.last_page or 0) for card in mine):
        raise HTTPException(404)
    return mine


def document_cards(request: Request, sha256: str) -> list[Card]:
    """The cards of a document of which the person may see at least one; 404 otherwise.

    A document without any record belongs to no cell: only who sees all cells sees it.
    """
    cards = queue_of(request).of_document(sha256)
    person = person_of(request)
    if person.cells is not None and not any(person.sees(card.cell) for card in cards):
        raise HTTPException(404)
    return cards
