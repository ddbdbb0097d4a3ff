"""The application: what it is made of, its errors, and nothing else. What a page shows is decided in its route."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path as FilePath
from typing import Literal

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from python_multipart.exceptions import FormParserError
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from extractors import ReadSettings
from flows.settings import BatchSettings
from flows.stages import Stages
from flows.teaching import Teacher
from schemas import BienBanError, Record, StoreError
from store import Queue, Store
from web import metrics
from web.access import Access, Alone
from web.gate import RefusedError, gate
from web.images import PageImages
from web.intake import Intake
from web.offers import Offers
from web.rendering import draw, language_of
from web.routes import (
    api,
    api_units,
    boxes,
    hands,
    health,
    judge,
    lines,
    login,
    overview,
    pictures,
    queue,
    review,
    units,
    upload,
)
from web.routes.login import to_login
from web.security import HOSTS, BodyLimit, SecurityHeaders
from web.words import speaker

__all__ = ["create_app"]

SMALL_BODY = 4_000_000  # bytes of a form; a long list of contributions is far below
ROUTERS = tuple(
    module.router
    for module in (
        login,
        queue,
        review,
        units,
        lines,
        boxes,
        hands,
        judge,
        overview,
        upload,
        pictures,
        health,
        metrics,
        api,
        api_units,
    )
)


def create_app(
    open_store: Callable[[], Store],
    reading: ReadSettings | None = None,
    language: Literal["vi", "en"] = "vi",
    *,
    access: Access | None = None,
    key: bytes | None = None,
    person: str = "–",
    batch: BatchSettings | None = None,
    stages: Stages | None = None,
    hosts: Sequence[str] = (),
    hide: Callable[[Record], Record] | None = None,
    learn: bool = False,
    teach: Callable[[BatchSettings], Teacher] | None = None,
) -> FastAPI:
    """The review pages over one archive.

    ``open_store`` is called once, when the application starts; the store is closed when it stops. ``reading`` are the
    limits for drawing page images, ``language`` the one used where ``?lang=`` does not say. ``access`` says who may do
    what (default: one person on this machine, called ``person``); ``key`` signs the tokens of forms (default: a new
    one, so that forms opened before a restart must be sent twice). Every answer carries ``web.security.HEADERS``;
    requests under another name than this machine's, or one of ``hosts``, are refused. ``batch``: how files that are
    handed in are read (default: into the data folder of the store); ``stages``: by what, for tests. ``hide`` takes the
    names of persons out of a record for roles that may not see them; without it they see no record. ``learn``: hands
    that are due are learnt in the background; ``teach``: by whom, for tests.
    """
    reading = reading or ReadSettings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_store() as store:
            app.state.store = store
            app.state.queue = Queue(store)
            app.state.queue.warm()
            settings = batch or BatchSettings(data_dir=store.data_dir, read=reading)
            app.state.intake = Intake(store, settings, stages)
            app.state.intake.start()
            app.state.offers = Offers(store, reading)
            app.state.teacher = teach(settings) if teach else Teacher(settings, alone=learn)
            app.state.teacher.watch(store, lambda: not app.state.intake.wait(0))
            yield
            app.state.teacher.stop()
            app.state.offers.stop()
            app.state.intake.stop()

    app = FastAPI(
        title="Biên Bản",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
        dependencies=[Depends(gate)],
    )
    app.state.images = PageImages(reading)
    app.state.reading = reading
    app.state.language = language
    app.state.access = access or Alone(person)
    app.state.key = key or secrets.token_bytes(32)
    app.state.hide = hide
    app.add_middleware(BodyLimit, small=SMALL_BODY, large=reading.max_bytes + SMALL_BODY, large_path="/upload")
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*HOSTS, *hosts], www_redirect=False)
    app.add_middleware(SecurityHeaders)  # added last, so outermost: refusals carry the headers too
    app.mount("/static", StaticFiles(directory=FilePath(__file__).parent / "static"), name="static")
    for router in ROUTERS:
        app.include_router(router)
    _add_errors(app)
    return app


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    def unusable(request: Request, error: RequestValidationError) -> Response:
        if request.url.path.startswith("/api/"):
            places = [".".join(str(part) for part in one["loc"]) for one in error.errors()]
            return JSONResponse({"detail": f"unusable: {', '.join(places)}"}, 422)
        return _error(request, 404)  # an address that cannot be one of ours

    @app.exception_handler(RefusedError)
    def refused(request: Request, error: RefusedError) -> Response:
        typed: list[tuple[str, str]] = getattr(request.state, "typed", [])
        if error.why == "error.login":
            return to_login(request)
        return _error(request, 403, speaker(language_of(request))(error.why), typed)

    @app.exception_handler(HTTPException)
    def turned_away(request: Request, error: HTTPException) -> Response:
        if error.status_code in (400, 404) or request.url.path.startswith("/api/"):
            return _error(request, error.status_code)
        return Response(status_code=error.status_code, headers=error.headers)

    @app.exception_handler(FormParserError)
    def garbled(request: Request, _: FormParserError) -> Response:
        return _error(request, 400)  # no form as a browser sends them

    @app.exception_handler(BienBanError)
    def ours(request: Request, error: BienBanError) -> Response:
        status = 503 if isinstance(error, StoreError) else 422
        return _error(request, status, error.message(language_of(request)))


def _error(
    request: Request, status: int, reason: str | None = None, typed: list[tuple[str, str]] | None = None
) -> Response:
    """What went wrong, without repeating what was asked."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": reason or str(status)}, status)
    here = request.url.path if typed else "/"
    return draw(request, "error.html", status, title=f"error.{status}", reason=reason, typed=typed or [], here=here)
