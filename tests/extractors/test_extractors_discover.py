"""Which files of a folder are input."""

import extractors
from extractors import ReadSettings


def test_what_lies_beside_the_scans_is_left_out_and_known(tmp_path):
    for name in ("list.csv", "notes.txt", "Thumbs.db", "empty"):
        (tmp_path / name).write_bytes(b"" if name == "empty" else b"plain words")
    (tmp_path / "scan-without-ending").write_bytes(b"%PDF-1.4")
    (tmp_path / "text.pdf").write_bytes(b"plain words")
    (tmp_path / "letter.DOCX").write_bytes(b"PK")
    found = extractors.discover([tmp_path], ReadSettings())
    assert [p.name for p in found] == ["letter.DOCX", "scan-without-ending", "text.pdf"]
    assert [p.name for p in extractors.left_out([tmp_path])] == ["Thumbs.db", "empty", "list.csv", "notes.txt"]
    assert len(extractors.discover([tmp_path], ReadSettings(), every=True)) == 7
    assert extractors.discover([tmp_path / "notes.txt"], ReadSettings()) == [tmp_path / "notes.txt"]
