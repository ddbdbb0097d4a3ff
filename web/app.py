"""The application: routes, errors, and nothing else. What a page shows is decided in ``web.views``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path as FilePath
from typing import Annotated, Literal

from fastapi import FastAPI, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from extractors import ReadSettings
from schemas import BienBanError, StoreError
from store import Store
from web import views
from web.images import PageImages
from web.security import HOSTS, SecurityHeaders
from web.states import State
from web.words import LANGUAGES

__all__ = ["create_app"]

# An id ends up in a query and in an address, never in a path of the disk; anything else is no page of ours.
RecordId = Annotated[str, Path(pattern=r"^[A-Za-z0-9._:#-]{1,128}$")]
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
PageNumber = Annotated[int, Path(ge=1, le=100_000)]
Language = Annotated[Literal["vi", "en"] | None, Query(alias="lang")]


def create_app(
    open_store: Callable[[], Store], reading: ReadSettings | None = None, language: Literal["vi", "en"] = "vi"
) -> FastAPI:
    """The review pages over one archive.

    ``open_store`` is called once, when the application starts; the store is closed when it stops. ``reading`` are the
    limits for drawing page images, ``language`` the one used where ``?lang=`` does not say. Every answer carries
    ``web.security.HEADERS``; requests under another name than this machine's are refused.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_store() as store:
            app.state.store = store
            yield

    app = FastAPI(title="Biên Bản", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.images = PageImages(reading or ReadSettings())
    app.state.language = language
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS), www_redirect=False)
    app.add_middleware(SecurityHeaders)  # added last, so outermost: refusals carry the headers too
    app.mount("/static", StaticFiles(directory=FilePath(__file__).parent / "static"), name="static")
    _add_errors(app)
    _add_routes(app)
    return app


def _add_routes(app: FastAPI) -> None:
    @app.get("/", response_class=HTMLResponse)
    def index(
        request: Request,
        lang: Language = None,
        state: State | None = None,
        page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    ) -> str:
        return views.index(_store(request), lang or request.app.state.language, state, page)

    @app.get("/record/{record_id}", response_class=HTMLResponse)
    def record(request: Request, record_id: RecordId, lang: Language = None) -> str:
        store = _store(request)
        try:
            found = store.record(record_id)
        except KeyError:
            raise HTTPException(404) from None
        return views.record(store, lang or request.app.state.language, found)

    @app.get("/page/{sha256}/{number}.jpg")
    def image(request: Request, sha256: Sha256, number: PageNumber) -> Response:
        images: PageImages = request.app.state.images
        try:
            original = _store(request).original(sha256)
        except KeyError:
            raise HTTPException(404) from None
        return Response(images.jpeg(sha256, original, number), media_type="image/jpeg")

    @app.get("/health")
    def health(request: Request) -> JSONResponse:
        """Whether the archive answers; figures only."""
        return JSONResponse({"status": "ok", "records": _store(request).counts()["records"]})


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    def unusable(request: Request, _: RequestValidationError) -> Response:
        return _error(request, 404)  # an address that cannot be one of ours

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return _error(request, 404)
        return Response(status_code=error.status_code, headers=error.headers)

    @app.exception_handler(BienBanError)
    def ours(request: Request, error: BienBanError) -> Response:
        return _error(request, 503 if isinstance(error, StoreError) else 422, error)


def _error(request: Request, status: Literal[404, 422, 503], error: BienBanError | None = None) -> Response:
    asked = request.query_params.get("lang")
    language = asked if asked in LANGUAGES else request.app.state.language
    reason = error.message(language) if error else None
    return HTMLResponse(views.error(language, status, reason), status_code=status)


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store
