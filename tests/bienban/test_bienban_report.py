"""The report holds what it must, asks for nothing from outside, and lets no document speak HTML."""

from __future__ import annotations

import base64
import io
import re
import stat
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ATTACK, PEOPLE, draw_page, make_record
from PIL import Image

import bienban.crops as crops_module
from bienban import cli
from bienban.crops import crop
from bienban.i18n import Say
from bienban.pseudonyms import KEY_NAME, Pseudonyms, load_key
from bienban.report.document import page_list
from bienban.report.findings import evidence_for, finding_views
from schemas import Box, Evidence, Record
from store import Store

VOID = {"meta", "img", "br", "col", "line", "rect", "link", "input", "hr"}


class Page(HTMLParser):
    """Tags, attributes, text and whether everything that was opened is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str]] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend((tag, name, value or "") for name, value in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend((tag, name, value or "") for name, value in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


@pytest.fixture
def report(archive: Path) -> str:
    assert cli.run(["report"]) == 0
    return (archive / "report.html").read_text(encoding="utf-8")


def test_the_page_is_whole_and_asks_for_nothing(report: str) -> None:
    page = Page(report)
    assert page.open == []
    for name in ("src", "href", "action", "srcset", "poster", "data"):
        assert all(value.startswith(("#", "data:")) for value in page.values(name)), name
    assert not re.search(r"url\s*\(|@import", report)
    assert "script" not in page.tags and not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert "default-src 'none'" in report


def test_what_documents_say_is_text_never_markup(report: str) -> None:
    assert ATTACK not in report
    assert report.count("&lt;script&gt;") >= 4, "finding, decision, evidence and reason are all shown, escaped"


def test_links_lead_somewhere_and_ids_are_unique(report: str) -> None:
    page = Page(report)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {value[1:] for value in page.values("href")} <= set(ids)
    for value in page.values("aria-labelledby"):
        assert value in ids


def test_the_report_says_what_it_must(report: str, archive: Path) -> None:
    text = " ".join(Page(report).text.split())
    assert "Nội bộ" in text
    assert "cấp ủy cấp trên trực tiếp quyết định mức xếp loại" in text
    assert "không bị tính là 0 điểm" in text
    assert "Chi bộ xóm Thử" in text and "02/2025" in text, "the missing month is visible"
    assert PEOPLE["chair"] in text
    assert "hong.pdf" in text and "tệp hỏng" in text
    assert Page(report).tags.count("figure") == 2


def test_each_image_can_be_read_and_described(report: str) -> None:
    page = Page(report)
    images = [value for value in page.values("src") if value.startswith("data:image/jpeg;base64,")]
    assert len(images) == 2 and all(page.values("alt"))
    for value in images:
        with Image.open(io.BytesIO(base64.b64decode(value.partition(",")[2]))) as image:
            image.load()
            assert image.width > image.height > 20


def test_the_report_speaks_english_when_asked(archive: Path) -> None:
    assert cli.run(["--lang", "en", "report", "--out", "en.html"]) == 0
    text = Page(Path("en.html").read_text(encoding="utf-8")).text
    assert "grades are decided by the superior committee" in text and "Cách đọc" not in text


def test_a_large_archive_shows_its_latest_papers_and_says_so(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(None, archive) as store:
        dated = {record.record_id: record.held.date or record.period or "9" for record in store.records()}
        latest = store.latest(len(dated) - 1)
    assert len(latest) == len(dated) - 1 and [dated[one] for one in latest] == sorted(dated.values(), reverse=True)[:-1]
    told = Say("vi")("report.latest-only")
    assert cli.run(["report", "--out", "all.html"]) == 0
    monkeypatch.setenv("BIENBAN_REPORT_PAPERS", str(len(latest)))
    assert cli.run(["report", "--out", "few.html"]) == 0
    every, few = (Page(Path(name).read_text(encoding="utf-8")) for name in ("all.html", "few.html"))
    assert told not in every.text and told in few.text
    papers = [sum(one.startswith("d") for one in page.values("id")) for page in (every, few)]
    assert papers[1] < papers[0]


def test_a_locale_alone_leaves_the_report_vietnamese(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert cli.run(["report", "--out", "r.html"]) == 0
    assert '<html lang="vi">' in Path("r.html").read_text(encoding="utf-8")


def test_pseudonyms_hide_every_name_and_everything_that_may_hold_one(archive: Path) -> None:
    assert cli.run(["report", "--pseudonyms", "--out", "p.html"]) == 0
    html = Path("p.html").read_text(encoding="utf-8")
    for name in PEOPLE.values():
        assert name not in html and name.split()[-1] not in Page(html).text.split()
    assert "data:image" not in html and "<figure" not in html
    assert re.search(r"ĐV-[A-Z2-7]{6}", html)
    key = archive / KEY_NAME
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert cli.run(["report", "--pseudonyms", "--out", "q.html"]) == 0
    assert Path("q.html").read_text(encoding="utf-8") == html, "pseudonyms are stable"


def test_pseudonyms_depend_on_the_key_and_not_on_spelling() -> None:
    record = make_record("a" * 64, "x.pdf", 1)
    one, other = Pseudonyms(b"1" * 32, [record]), Pseudonyms(b"2" * 32, [record])
    name = PEOPLE["chair"]
    assert one.of(name) == one.of(f"  {name.upper()} ") != other.of(name)
    assert one.hide(f"theo {name}, đ/c Thịnh và đồng chí Lê Văn A đã rà soát") == (
        f"theo {one.of(name)}, đ/c {one.of('Thịnh')} và đồng chí {one.of('Lê Văn A')} đã rà soát"
    )
    assert one.hide("các đồng chí đảng viên, ông bà nội") == "các đồng chí đảng viên, ông bà nội"


def test_a_damaged_key_is_named(tmp_path: Path) -> None:
    from schemas import StoreError

    (tmp_path / KEY_NAME).write_text("not hexadecimal", encoding="ascii")
    with pytest.raises(StoreError, match=KEY_NAME):
        load_key(tmp_path)


def test_an_empty_archive_gives_a_report_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["report"]) == 0
    assert Page((tmp_path / "data" / "report.html").read_text(encoding="utf-8")).open == []
    assert "bienban run" in capsys.readouterr().out


def test_pictures_stop_at_the_limit_and_the_report_says_so(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIENBAN_REPORT_IMAGES", "1")
    assert cli.run(["report"]) == 0
    html = (archive / "report.html").read_text(encoding="utf-8")
    assert html.count("data:image/jpeg") == 1
    assert "1 dẫn chứng đầu tiên" in html


def test_a_lost_original_costs_the_picture_and_not_the_report(archive: Path) -> None:
    for path in (archive / "originals").rglob("*.png"):
        path.chmod(0o600)
        path.unlink()
    assert cli.run(["report"]) == 0
    html = (archive / "report.html").read_text(encoding="utf-8")
    assert "data:image" not in html and "không có ảnh" in html


def test_a_crop_shows_the_ink_it_is_asked_for(tmp_path: Path) -> None:
    draw_page(tmp_path / "p.png")
    with Image.open(tmp_path / "p.png") as page:
        piece = crop(page, [Box(0.1, 0.45, 0.9, 0.48)])
        assert min(piece.convert("L").tobytes()) < 50, "the black line at 0.45 to 0.47 is in the piece"
        empty = crop(page, [Box(0.1, 0.80, 0.9, 0.83)])
        red = empty.getchannel("R")
        assert min(red.tobytes()) >= crops_module.FRAME[0] - 10, "only the frame is drawn there"
        corner = crop(page, [Box(0.99, 0.99, 1.0, 1.0)])
        assert corner.width > 0.8 * page.width and corner.height > 20


def test_evidence_is_that_of_the_value_else_of_its_parts_else_of_its_whole() -> None:
    def place(text: str) -> Evidence:
        return Evidence(text=text, page=1, producer="t")

    evidence = {"/held/date": place("date"), "/chair/name": place("name"), "/tasks/0": place("task")}
    record = make_record("a" * 64, "x.pdf", 1, evidence=evidence)
    assert [one.text for one in evidence_for(record, "/held/date")] == ["date"]
    assert [one.text for one in evidence_for(record, "/chair")] == ["name"]
    assert [one.text for one in evidence_for(record, "/tasks/0/deadline")] == ["task"]
    assert evidence_for(record, "/dues/paid") == []


def test_places_close_together_share_a_picture() -> None:
    def place(top: float, page: int = 1) -> Evidence:
        return Evidence(text=f"{top}", page=page, boxes=[Box(0.1, top, 0.2, top + 0.02)], producer="t")

    record = make_record("a" * 64, "x.pdf", 1)
    finding = record.findings[0].model_copy(update={"paths": ["/a", "/b", "/c", "/d"]})
    evidence = {"/a": place(0.50), "/b": place(0.10), "/c": place(0.13), "/d": place(0.10, page=2)}
    record = Record.model_validate({**record.model_dump(by_alias=True), "findings": [finding], "evidence": evidence})
    asked: list[tuple[int, int]] = []

    def cut(sha256: str, page: int, boxes: object) -> str:
        asked.append((page, len(boxes)))  # type: ignore[arg-type]
        return "data:"

    (view,) = finding_views(record, cut, Say("en"))
    assert asked == [(1, 2), (1, 1), (2, 1)]
    assert view.crops[0].caption == "Page 1: “0.1” … “0.13”"


def test_pages_are_told_in_runs() -> None:
    assert page_list([1, 2, 3, 7]) == "1–3, 7"
    assert page_list([4]) == "4"
    assert page_list([]) == ""


def test_explain_leads_back_to_the_ink(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store.open(None, archive) as store:
        record = store.records()[0]
    assert cli.run(["explain", record.record_id[:12], "attendance.present", "--crop", "c.png"]) == 0
    shown = capsys.readouterr().out
    assert "18" in shown and "0.4500" in shown and "rule" in shown
    with Image.open("c.png") as piece:
        assert piece.width > 100
    assert cli.run(["explain", record.record_id, "no.such.field"]) == 2
    assert cli.run(["explain", "nothing", "held.date"]) == 2
    assert cli.run(["explain", record.record_id, "held.place"]) == 0


def test_assess_over_the_archive_shows_ranges_and_no_names(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["assess", "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert "Chi bộ xóm Thử" in shown.out and not any(name in shown.out for name in PEOPLE.values())
    assert "decided by the superior committee" in shown.err
    assert cli.run(["assess", "--rubric", "no-such"]) == 2
