"""Files handed in: read in the background, refused with a reason, known ones linked."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from web_browser import BASE, KEY, Browser

from extractors import ReadSettings
from flows.settings import BatchSettings
from flows.stages import Versions
from schemas import Line, Page, PageQuality, PageSource, Record, UnreadableError, Word
from store import Store, Uploads
from web import create_app
from web.intake import safe_name


class Reader:
    """Stages that make one record of each file; a small picture counts as damaged."""

    def discover(self, paths, settings):
        return [Path(path) for path in paths]

    def versions(self, settings):
        return Versions(read="1", understand="1", assess="1")

    def read(self, path, settings):
        with Image.open(path) as image:
            if image.width < 20:
                raise UnreadableError("damaged file", "tệp hỏng")
        box = (0.1, 0.1, 0.5, 0.15)
        line = Line(words=(Word(text="họp", box=box, confidence=0.5),), box=box, row=0)
        yield Page(
            number=1, width=400, height=600, source=PageSource.OCR, lines=(line,), quality=PageQuality(grade="B")
        )

    def understand(self, pages, path, sha256):
        text = pages[0].text
        values = {"record_id": sha256[:20], "source": {"path": path, "sha256": sha256, "pages": [1]}}
        reading = [{"page": one.number, "source": one.source, "state": one.state} for one in pages]
        return [
            Record.model_validate(
                {**values, "document_type": "minutes", "text": text, "title": text, "reading": reading}
            )
        ]

    def assess(self, records, rubric):
        return []


def picture(side: int = 40, shade: int = 255) -> bytes:
    buffer = BytesIO()
    Image.new("L", (side, side), shade).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    data = tmp_path / "data"
    settings = BatchSettings(data_dir=data, read=ReadSettings(max_bytes=5_000))
    app = create_app(lambda: Store.open(None, data), settings.read, key=KEY, batch=settings, stages=Reader())
    with Browser(app, base_url=BASE) as opened:
        yield opened


def hand_in(browser: Browser, name: str, data: bytes) -> str:
    answer = browser.post("/upload", data={"csrf": browser.csrf()}, files={"files": (name, data)})
    assert answer.status_code == 200
    assert browser.app.state.intake.wait(30)
    return browser.get("/upload").text


def test_a_file_is_read_and_leads_to_its_paper(browser: Browser) -> None:
    page = hand_in(browser, "Biên bản.png", picture())
    assert "Xong" in page
    [link] = re.findall(r'href="(/record/[0-9a-f]{20})"', page)
    assert browser.get(link).status_code == 200
    assert "Biên bản.png" in browser.get("/").text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"MZ this is a program", "Nội dung không phải PDF"),
        ("a.png", b"", "Tệp rỗng"),
        ("a.png", picture() + b"x" * 6_000, "Lớn hơn"),
        ("a.png", picture(10), "tệp hỏng"),
        ("a.html", b"<script>alert(1)</script>%PDF"[:25], "Nội dung không phải PDF"),
    ],
)
def test_what_cannot_be_taken_is_explained(browser: Browser, name: str, data: bytes, reason: str) -> None:
    page = hand_in(browser, name, data)
    assert "Không nhận" in page
    assert reason in page
    assert "/record/" not in page


def test_a_polyglot_is_only_ever_handed_out_as_a_picture(browser: Browser) -> None:
    page = hand_in(browser, "x.png", picture() + b"<script>alert(1)</script>")
    [paper] = re.findall(r'href="(/record/[0-9a-f]{20})"', page)
    [image] = re.findall(r'src="(/page/[0-9a-f]{64}/1\.jpg[^"]*)"', browser.get(paper).text)
    answer = browser.get(image)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"<script" not in answer.content


def test_the_same_file_again_is_said_and_linked(browser: Browser) -> None:
    hand_in(browser, "a.png", picture())
    page = hand_in(browser, "b.png", picture())
    assert "Đúng tệp này đã có trong kho" in page
    assert len(set(re.findall(r"/record/[0-9a-f]{20}", page))) == 1


def test_nothing_chosen_is_told(browser: Browser) -> None:
    answer = browser.post("/upload", data={"csrf": browser.csrf()}, files={"files": ("", b"")})
    assert "Chưa chọn tệp nào" in answer.text


def test_too_large_a_request_ends_early(browser: Browser) -> None:
    files = {"files": ("a.png", b"x" * 4_100_000)}
    assert browser.post("/upload", data={"csrf": browser.csrf()}, files=files).status_code == 413


def test_files_without_the_token_are_refused(browser: Browser) -> None:
    assert browser.post("/upload", files={"files": ("a.png", picture())}).status_code == 403
    assert Uploads(browser.app.state.store).latest() == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("..", "tep"),
        ("/", "tep"),
        ("a\x00b.pdf", "a_b.pdf"),
        ("Sổ biên bản (2025).pdf", "Sổ biên bản (2025).pdf"),
        ("<img src=x>.png", "_img src_x_.png"),
    ],
)
def test_names_never_become_paths(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_a_name_with_a_path_stays_in_its_folder_and_is_no_markup(browser: Browser) -> None:
    page = hand_in(browser, "../../../<b>x.png", picture())
    assert "<b>x.png" not in page
    data = browser.app.state.store.data_dir
    [known] = browser.app.state.store.documents()
    assert known.path.startswith(f"{data}/uploads/")
    assert known.path.endswith("/_b_x.png")
    assert not list((data / "uploads").rglob("*.png"))  # the original is kept elsewhere, and only there


def test_what_was_left_when_the_program_ended_is_read_at_the_next_start(browser: Browser, tmp_path: Path) -> None:
    hand_in(browser, "a.png", picture())
    uploads = Uploads(browser.app.state.store)
    [one] = uploads.latest()
    uploads.note(one.id, state="reading")
    browser.app.state.intake.folder.joinpath(one.id).mkdir(parents=True)
    browser.app.state.intake.folder.joinpath(one.id, "a.png").write_bytes(picture())
    settings = BatchSettings(data_dir=tmp_path / "data")
    with Browser(
        create_app(lambda: Store.open(None, tmp_path / "data"), batch=settings, stages=Reader()), base_url=BASE
    ) as again:
        assert again.app.state.intake.wait(30)
        assert "Xong" in again.get("/upload").text


def test_typed_lines_feed_understanding_without_reading_again(browser: Browser) -> None:
    page = hand_in(browser, "a.png", picture())
    [paper] = set(re.findall(r"/record/[0-9a-f]{20}", page))
    form = browser.get(f"{paper}/lines").text
    assert "Máy đọc thành" in form
    box = re.search(r'name="box" value="([0-9-]+)"', form)[1]
    fields = {"page": "1", "box": box, "text": "Họp  chi bộ Khe Sim", "hand": "handwriting"}
    done = browser.fill(f"{paper}/lines", fields)
    assert browser.app.state.intake.wait(30)
    assert "Đã chép hết các dòng" in done.text
    assert 'value="Họp chi bộ Khe Sim"' in browser.get(paper).text or "Họp chi bộ Khe Sim" in browser.get(paper).text
    assert paper in browser.get("/?q=hop+chi+bo+khe+sim").text


@pytest.mark.parametrize(
    "fields",
    [
        {"page": "x", "box": "0-0-1-1"},
        {"page": "1", "box": "0-0-1-1", "hand": "claw", "text": "a"},
        {"page": "1", "box": "0-0-1-1" * 9, "text": "a"},
    ],
)
def test_lines_that_cannot_be_are_refused(browser: Browser, fields: dict[str, str]) -> None:
    page = hand_in(browser, "a.png", picture())
    [paper] = set(re.findall(r"/record/[0-9a-f]{20}", page))
    assert browser.fill(f"{paper}/lines", fields).status_code in (400, 404)


class Failing(Reader):
    """A program with a bug outside of any document: its first file makes it fail."""

    failed = False

    def versions(self, settings):
        if not self.failed:
            self.failed = True
            raise RuntimeError("nobody expected this")
        return super().versions(settings)


def test_an_error_nobody_expected_is_told_and_the_next_file_is_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = tmp_path / "data"
    settings = BatchSettings(data_dir=data)
    app = create_app(lambda: Store.open(None, data), settings.read, key=KEY, batch=settings, stages=Failing())
    with Browser(app, base_url=BASE) as browser:
        hand_in(browser, "mot.png", picture(40))
        hand_in(browser, "hai.png", picture(60))
        assert app.state.intake.wait(20)
        states = {one.name: one.state for one in app.state.intake.uploads.latest()}
        assert states == {"mot.png": "refused", "hai.png": "done"}
        assert "RuntimeError" in browser.get("/upload").text
        assert "nobody expected" not in browser.get("/upload").text  # what a trace says may name a person
    assert any("RuntimeError" in one.getMessage() or one.exc_info for one in caplog.records)


def test_understanding_that_fails_lets_the_next_document_have_its_turn(tmp_path: Path) -> None:
    data = tmp_path / "data"
    settings = BatchSettings(data_dir=data)
    app = create_app(lambda: Store.open(None, data), settings.read, key=KEY, batch=settings, stages=Reader())
    with Browser(app, base_url=BASE) as browser:
        hand_in(browser, "mot.png", picture(40))
        assert app.state.intake.wait(20)
        [document] = app.state.store.documents()
        app.state.intake.again("0" * 64)  # no such document
        app.state.intake.again(document.sha256)
        assert app.state.intake.wait(20)
        assert not app.state.intake.busy_with("0" * 64)
        assert app.state.store.documents()[0].record_count == 1
