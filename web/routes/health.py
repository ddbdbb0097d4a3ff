"""Whether the archive answers; figures only."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from web.access import allows
from web.routes.common import store_of

router = APIRouter(include_in_schema=False)


@router.get("/health")
@allows("administer")
def health(request: Request) -> JSONResponse:
    """How many records there are."""
    return JSONResponse({"status": "ok", "records": store_of(request).counts()["records"]})
