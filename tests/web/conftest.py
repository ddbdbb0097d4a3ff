"""A small archive with a drawn page, filled by hand: no engine runs here."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from attack_tools import EAST, NAME, PASSWORD, WEST, hidden
from PIL import Image, ImageDraw
from web_browser import BASE, KEY, Browser

from schemas import Evidence, Finding, Line, Page, PageQuality, PageSource, PageState, Reading, Record, Severity, Word
from store import Accounts, Store, file_sha256, passwords
from web import Team, create_app

BOX = (0.25, 0.5, 0.75, 0.55)


@pytest.fixture
def add(tmp_path: Path) -> Callable[..., str]:
    """``add(store, name, **record)`` keeps a drawn page and saves one record on it; gives the SHA-256 of the page."""

    def save(store: Store, name: str, *, grade: str = "A", state: PageState = PageState.READ, **values: object) -> str:
        path = tmp_path / name
        image = Image.new("RGB", (400, 600), "white")
        ImageDraw.Draw(image).text((20, 20), name, fill="black")
        ImageDraw.Draw(image).rectangle((100, 300, 300, 330), fill="red")  # what BOX encloses
        image.save(path)
        sha256 = file_sha256(path)
        store.remember_original(path, sha256)
        word = Word(text="chữ", box=BOX, confidence=0.9)
        page = Page(
            number=1,
            width=400,
            height=600,
            source=PageSource.OCR,
            state=state,
            lines=(Line(words=(word,), box=BOX, row=0),),
            quality=PageQuality(grade=grade),
        )
        record = Record.model_validate(
            {
                "record_id": path.stem,
                "source": {"path": name, "sha256": sha256, "pages": [1]},
                "document_type": "minutes",
                "reading": [Reading(page=1, source=PageSource.OCR, state=state, grade=grade)],
                **values,
            }
        )
        store.save_document(
            path=name, sha256=sha256, pages=[page], records=[record], versions={"read": "1", "understand": "1"}
        )
        return sha256

    return save


@pytest.fixture
def filled(tmp_path: Path, add: Callable[..., str]) -> Store:
    store = Store.open(None, tmp_path / "data")
    add(store, "clear.png", number="01-BB/CB")
    add(
        store,
        "wrong.png",
        meeting_type="regular",
        attendance={"present": 23, "total": 20},
        organisation={"name": "Chi bộ <script>alert(1)</script>"},
        findings=[Finding(code="x", severity=Severity.ERROR, message="23 > 20 <b>", paths=["/attendance/present"])],
        evidence={
            "/attendance/present": Evidence(text="23 đ/c & khách", page=1, boxes=[BOX], confidence=0.97, producer="t")
        },
        tasks=[{"assignee": "Lý Thị Mẫu", "action": "dọn kênh"}],
        text="dòng một\ndòng hai",
    )
    store.put_aside("hong.pdf", None, "unreadable", "the file is damaged", "tệp bị hỏng")
    return store


@pytest.fixture
def client(filled: Store) -> Iterator[Browser]:
    with Browser(create_app(lambda: filled, key=KEY), base_url=BASE) as browser:
        yield browser


@pytest.fixture
def second(filled: Store, client: Browser) -> Browser:
    """Another browser at the same application."""
    return Browser(client.app, base_url=BASE)


@pytest.fixture
def archive(tmp_path: Path, add: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two cells with a paper each, and an account for every role that sees the east only."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()
    store = Store.open(None, tmp_path / "data")
    for name, cell in (("dong", EAST), ("tay", WEST)):
        add(
            store,
            f"{name}.png",
            organisation={"name": cell},
            chair={"name": NAME},
            attendance={"present": 11, "total": 12},
            self_criticism=[{"person": NAME, "text": f"{NAME} nhận khuyết điểm"}],
            title="<img src=x onerror=alert(1)>",
            text=f"đồng chí {NAME} <script>alert(1)</script>",
            evidence={"/chair/name": Evidence(text=f"{NAME} <b>", page=1, boxes=[BOX], confidence=0.9, producer="t")},
        )
    accounts = Accounts(store)
    accounts.add("chu", PASSWORD, "admin", None, by="thử")
    for role in ("viewer", "reviewer", "scorer", "analyst"):
        accounts.add(role, PASSWORD + " xa", role, [EAST], by="thử")
    return store


@pytest.fixture
def visitor(archive: Store) -> Iterator[Browser]:
    """A browser of somebody who is not logged in."""
    app = create_app(lambda: archive, key=KEY, access=Team(), hosts=["team.example"], hide=hidden)
    with Browser(app, base_url=BASE) as browser:
        yield browser
