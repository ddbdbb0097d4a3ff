"""A file whose pages failed is named with its reason, also where no record could name it."""

from pathlib import Path

import pytest

from extractors import ReadSettings
from flows.extracting import extract
from flows.unread import understood
from schemas import Page, PageSource, PageState, Record, UnreadableError

TREES = {
    "points-at-itself": ("<< /Type /Pages /Kids [2 0 R] /Count 1 >>",),
    "goes-round": (
        "<< /Type /Pages /Kids [3 0 R] /Count 3 >>",
        "<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 3 >>",
    ),
    "counts-pages-that-are-not-there": (
        "<< /Type /Pages /Kids [3 0 R] /Count 4 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ),
}


def pdf(path: Path, tree: tuple[str, ...]) -> Path:
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(("<< /Type /Catalog /Pages 2 0 R >>", *tree), start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    path.write_bytes(data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode())
    return path


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_a_broken_page_tree_is_a_named_reason(tmp_path, tree):
    path, errors = pdf(tmp_path / "a.pdf", tree), []
    done = extract([path], ReadSettings(), pytest.fail, lambda where, error: errors.append((where, str(error))))
    assert (done.failed, done.records, done.exit_code) == (1, 0, 1)
    ((where, reason),) = errors
    assert where == path
    assert "is damaged" in reason


def page(number: int, state: PageState, *notes: str) -> Page:
    return Page(number=number, width=10, height=10, source=PageSource.OCR, state=state, notes=notes)


class Understanding:
    def __init__(self, *records: Record) -> None:
        self.records = list(records)

    def understand(self, pages, path, sha256):
        return self.records


def test_the_first_failure_is_named_where_no_record_does(tmp_path):
    pages = [page(1, PageState.BLANK), page(2, PageState.FAILED, "tesseract: crashed"), page(3, PageState.FAILED, "x")]
    with pytest.raises(UnreadableError, match=r"2 of 3 pages .* page 2: tesseract: crashed"):
        understood(Understanding(), pages, "a.pdf", "0" * 64)
    record = Record.model_construct()
    assert understood(Understanding(record), pages, "a.pdf", "0" * 64) == [record]
    assert understood(Understanding(), pages[:1], "a.pdf", "0" * 64) == []
