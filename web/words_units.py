"""What the page of a document's papers says: key -> (Vietnamese, English)."""

from __future__ import annotations

__all__ = ["UNITS"]

UNITS: dict[str, tuple[str, str]] = {
    "units.title": ("Tách, gộp, xếp trang", "Split, merge, order pages"),
    "units.open": ("Tách, gộp, xếp trang", "Split, merge, order pages"),
    "units.why": (
        "Tài liệu này gồm {n} văn bản. Sắp xếp lại ở đây thì máy hiểu lại tài liệu theo đúng cách bạn chia; "
        "những lần đọc sau cũng theo cách chia đó.",
        "This document holds {n} papers. What you change here is understood again the way you cut it, and later "
        "readings keep to it.",
    ),
    "units.by-machine": ("Cách chia hiện tại: của máy.", "Cut by the machine."),
    "units.by": ("Cách chia hiện tại: {who}, {at}.", "Cut by {who}, {at}."),
    "units.busy": (
        "Đang hiểu lại tài liệu theo cách chia mới. Tải lại trang sau ít giây.",
        "The document is being understood anew as you cut it. Load this page again in a few seconds.",
    ),
    "units.gone": (
        "Văn bản này đã được gộp vào văn bản khác và sẽ biến mất khi tài liệu được hiểu lại.",
        "This paper was merged into another one, and goes when the document has been understood again.",
    ),
    "units.list": ("Các văn bản trong tài liệu", "Papers of the document"),
    "units.number": ("Số", "No."),
    "units.paper": ("Văn bản", "Paper"),
    "units.pages": ("Trang", "Pages"),
    "units.new": ("chưa hiểu xong", "not understood yet"),
    "units.split": ("Tách làm hai", "Split in two"),
    "units.split-why": (
        "Chọn dòng đầu tiên của văn bản thứ hai.",
        "Choose the line with which the second paper begins.",
    ),
    "units.split-do": ("Tách ở dòng đã chọn", "Split at the chosen line"),
    "units.choose-line": ("Hãy chọn dòng mà văn bản sau bắt đầu", "Choose the line at which the next paper begins"),
    "units.page-start": ("đầu trang", "where the page begins"),
    "units.merge": ("Gộp", "Merge"),
    "units.merge-before": ("Gộp với văn bản trước ({what})", "Merge with the one before ({what})"),
    "units.merge-behind": ("Gộp với văn bản sau ({what})", "Merge with the one behind ({what})"),
    "units.kind": ("Đổi loại văn bản", "Say what it is"),
    "units.kind-machine": ("để máy xác định", "let the machine say"),
    "units.arrange": ("Thứ tự trang", "Order of pages"),
    "units.arrange-why": (
        "Ghi thứ tự đọc của từng trang; trang lạc thì ghi số của văn bản mà nó thuộc về (0: không thuộc văn bản nào).",
        "Number the pages in reading order; for a page that strayed, give the number of its paper (0: none).",
    ),
    "units.place": ("Trang {page}: thứ tự", "Page {page}: place"),
    "units.place-part": ("Trang {page} (một phần): thứ tự", "Page {page} (a part): place"),
    "units.unit": ("Trang {page}: thuộc văn bản số", "Page {page}: of paper no."),
    "units.loose": ("Trang {page} không thuộc văn bản nào: đưa vào đây", "Page {page} is of no paper: take it in"),
    "units.numbers": ("Thứ tự và số văn bản là số nguyên", "Places and papers are whole numbers"),
    "units.arrange-do": ("Lưu thứ tự", "Save the order"),
    "units.reset": ("Theo cách chia của máy", "Back to the machine's cut"),
    "units.displaced": ("Phần sửa cần đặt lại", "Corrections to be placed again"),
    "units.displaced-why": (
        "Khi chia lại, những giá trị người đã sửa dưới đây không còn chỗ rõ ràng. Không phần nào bị mất: hãy đặt vào "
        "văn bản đúng hoặc bỏ.",
        "The values below were corrected by people and have no clear place since the document was cut anew. None is "
        "lost: place each on the right paper, or drop it.",
    ),
    "units.displaced-note": ("Có {n} phần sửa cần đặt lại.", "Corrections to be placed again: {n}."),
    "units.place-here": ("Đặt vào văn bản này", "Place on this paper"),
    "units.drop": ("Bỏ", "Drop"),
    "units.reason": ("Lý do (không bắt buộc)", "Reason (may be left out)"),
    "error.whole-document": (
        "Tệp quét này có văn bản của chi bộ khác; chỉ người xem được mọi văn bản trong tệp mới chia lại được.",
        "This scan holds papers of other cells; only who sees all of them may cut it anew.",
    ),
}
