"""What the pages say, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Callable

from web.words_hands import HANDS
from web.words_review import REVIEW
from web.words_team import TEAM
from web.words_units import UNITS

__all__ = ["LABELS", "LANGUAGES", "TEXTS", "VALUES", "label", "place", "reason_text", "speaker", "value_text"]

LANGUAGES = ("vi", "en")

# key -> (Vietnamese, English)
TEXTS: dict[str, tuple[str, str]] = {
    "app": ("Biên Bản", "Biên Bản"),
    "kind": ("{document} {meeting}", "{meeting} {document}"),
    "list.title": ("Văn bản đã đọc", "Documents read"),
    "list.none": (
        "Chưa có văn bản nào. Hãy chạy: bienban run THƯ-MỤC",
        "Nothing here yet. Run: bienban run FOLDER",
    ),
    "list.all": ("Tất cả", "All"),
    "list.held": ("Ngày", "Date"),
    "list.what": ("Văn bản", "Document"),
    "list.cell": ("Chi bộ", "Cell"),
    "list.findings": ("Phát hiện", "Findings"),
    "list.errors": ("{n} mâu thuẫn", "contradictions: {n}"),
    "list.warnings": ("{n} lưu ý", "warnings: {n}"),
    "list.grade": ("Chất lượng đọc", "Reading"),
    "list.source": ("Tệp, trang", "File, pages"),
    "list.aside": ("Tệp không đọc được", "Files that could not be read"),
    "list.older": ("Trang sau", "Next"),
    "list.newer": ("Trang trước", "Previous"),
    "back": ("Về danh sách", "Back to the list"),
    "findings": ("Phát hiện", "Findings"),
    "findings.none": ("Không thấy mâu thuẫn hay thiếu sót.", "No contradiction or omission found."),
    "assessment": ("Đánh giá cuộc họp", "Assessment of the meeting"),
    "assessment.none": ("Chưa có đánh giá.", "Not assessed."),
    "assessment.caution": (
        "Chỉ chấm điều thấy được trên giấy; đánh giá cuộc họp, không đánh giá con người. Quyết định là của con người.",
        "Only what the paper shows is scored; the meeting is assessed, never a person. The decision is a person's.",
    ),
    "assessment.total": ("Tổng điểm", "Total"),
    "assessment.of": ("trên", "of"),
    "assessment.grade": ("Mức", "Grade"),
    "assessment.criterion": ("Tiêu chí", "Criterion"),
    "assessment.level": ("Mức", "Level"),
    "assessment.points": ("Điểm", "Points"),
    "assessment.reason": ("Lý do", "Reason"),
    "assessment.raise": ("Cách nâng", "What would raise it"),
    "fields": ("Nội dung", "Contents"),
    "fields.unknown": ("không ghi", "not stated"),
    "fields.inferred": ("suy ra", "inferred"),
    "fields.show": ("Xem trên ảnh", "Show on the image"),
    "fields.more": ("Không ghi trên giấy", "Not stated on the paper"),
    "text": ("Toàn văn đã đọc", "The whole text as read"),
    "image": ("Ảnh trang {n}", "Image of page {n}"),
    "image.none": ("Không có ảnh của trang này.", "There is no image of this page."),
    "confidence": ("độ tin", "confidence"),
    "skip": ("Đến nội dung", "Skip to the contents"),
    "error.404": ("Không tìm thấy trang này.", "There is no such page."),
    "error.422": ("Không đọc được tệp gốc.", "The original cannot be read."),
    "error.503": ("Kho dữ liệu đang bận hoặc hỏng.", "The archive is busy or damaged."),
    "state.contradiction": ("Có mâu thuẫn", "Contradictions"),
    "state.unreadable": ("Cần người chép lại", "Needs transcription"),
    "state.doubtful": ("Đọc chưa rõ", "Read with doubt"),
    "state.notes": ("Có lưu ý", "Notes"),
    "state.clear": ("Không thấy vấn đề", "Nothing to note"),
    "state.foreign": ("Không phải văn bản chi bộ", "Not a cell document"),
    "severity.error": ("Mâu thuẫn", "Contradiction"),
    "severity.warning": ("Lưu ý", "Warning"),
    "severity.info": ("Ghi nhận", "Note"),
    "status.scored": ("đã chấm", "scored"),
    "status.undetermined": ("chưa xác định", "undetermined"),
    "status.not_applicable": ("không áp dụng", "not applicable"),
    "status.human": ("người chấm", "by a person"),
    "kind.ocr": ("nhận dạng chữ", "character recognition"),
    "kind.rule": ("quy tắc", "rule"),
    "kind.model": ("mô hình", "model"),
    "kind.agreement": ("hai nguồn khớp", "two sources agree"),
    "kind.human": ("người sửa", "corrected by a person"),
    "page.needs_transcription": ("Trang này cần người chép lại.", "A person must transcribe this page."),
    "page.failed": ("Không đọc được trang này.", "This page could not be read."),
    "page.blank": ("Trang trắng.", "A blank page."),
}

TEXTS |= REVIEW | TEAM | UNITS | HANDS

# Labels of sections and fields: by the whole dotted key first, then by its last part.
LABELS: dict[str, tuple[str, str]] = {
    "document": ("Văn bản", "Document"),
    "document_type": ("Loại văn bản", "Type of document"),
    "meeting_type": ("Loại cuộc họp", "Type of meeting"),
    "number": ("Số", "Number"),
    "title": ("Tên", "Title"),
    "organisation": ("Tổ chức", "Organisation"),
    "organisation.name": ("Chi bộ", "Cell"),
    "organisation.parent": ("Cấp trên", "Parent"),
    "cell": ("Trong sổ chi bộ", "In the register of cells"),
    "cell.state": ("Kết quả đối chiếu", "Outcome"),
    "cell.code": ("Mã", "Code"),
    "cell.name": ("Chi bộ trong sổ", "Cell in the register"),
    "cell.parent": ("Cấp trên trong sổ", "Parent in the register"),
    "cell.kind": ("Loại hình", "Kind of cell"),
    "cell.way": ("Nhận ra theo", "Recognised by"),
    "cell.candidates": ("Các mã có thể", "Possible codes"),
    "issued": ("Ban hành", "Issued"),
    "period": ("Kỳ", "Period"),
    "held": ("Cuộc họp", "Meeting"),
    "date": ("Ngày", "Date"),
    "start": ("Bắt đầu", "Start"),
    "end": ("Kết thúc", "End"),
    "duration_minutes": ("Thời lượng (phút)", "Duration (minutes)"),
    "place": ("Địa điểm", "Place"),
    "chair": ("Chủ trì", "Chair"),
    "secretary": ("Thư ký", "Secretary"),
    "superiors": ("Cấp trên dự", "Superiors present"),
    "name": ("Họ tên", "Name"),
    "role": ("Chức vụ", "Role"),
    "attendance": ("Đảng viên dự họp", "Attendance"),
    "attendance.total": ("Tổng số đảng viên", "Members"),
    "official": ("Chính thức", "Official"),
    "probationary": ("Dự bị", "Probationary"),
    "exempt": ("Miễn sinh hoạt", "Exempt"),
    "required": ("Phải dự", "Required"),
    "present": ("Có mặt", "Present"),
    "present_official": ("Chính thức có mặt", "Official present"),
    "present_probationary": ("Dự bị có mặt", "Probationary present"),
    "absent": ("Vắng", "Absent"),
    "absent_excused": ("Vắng có lý do", "Absent with reason"),
    "absent_unexcused": ("Vắng không lý do", "Absent without reason"),
    "absentees": ("Người vắng", "Absentees"),
    "reason": ("Lý do", "Reason"),
    "excused": ("Có lý do", "Excused"),
    "rate": ("Tỷ lệ có mặt", "Rate"),
    "preparation": ("Chuẩn bị", "Preparation"),
    "committee_met_on": ("Chi ủy họp ngày", "Committee met on"),
    "documents_posted_on": ("Gửi tài liệu ngày", "Documents sent on"),
    "draft_resolution": ("Có dự thảo nghị quyết", "Draft resolution"),
    "dues": ("Đảng phí", "Dues"),
    "paid": ("Đã nộp", "Paid"),
    "payable": ("Phải nộp", "Payable"),
    "amount_vnd": ("Số tiền (đồng)", "Amount (VND)"),
    "previous_resolution": ("Nghị quyết kỳ trước", "Previous resolution"),
    "previous_resolution.done": ("Đã làm", "Done"),
    "previous_resolution.total": ("Tổng số", "Total"),
    "theme": ("Chuyên đề", "Theme"),
    "topics": ("Lĩnh vực", "Topics"),
    "contributions": ("Ý kiến", "Contributions"),
    "speaker": ("Người nói", "Speaker"),
    "text": ("Nội dung", "Text"),
    "substantive": ("Có nội dung riêng", "Substantive"),
    "signs": ("Vì sao", "Why"),
    "self_criticism": ("Tự phê bình", "Self-criticism"),
    "person": ("Người", "Person"),
    "specific": ("Cụ thể", "Specific"),
    "cause": ("Nguyên nhân", "Cause"),
    "remedy": ("Cách sửa", "Remedy"),
    "deadline": ("Thời hạn", "Deadline"),
    "criticism": ("Phê bình", "Criticism"),
    "by": ("Người góp ý", "By"),
    "of": ("Người được góp ý", "Of"),
    "praise": ("Biểu dương", "Praise"),
    "assessment_of_work": ("Đánh giá công việc", "Assessment of work"),
    "done": ("Làm được", "Done"),
    "not_done": ("Chưa làm được", "Not done"),
    "causes_objective": ("Nguyên nhân khách quan", "Objective causes"),
    "causes_subjective": ("Nguyên nhân chủ quan", "Subjective causes"),
    "solutions": ("Giải pháp", "Solutions"),
    "decisions": ("Quyết định", "Decisions"),
    "votes": ("Biểu quyết", "Votes"),
    "for": ("Tán thành", "For"),
    "against": ("Không tán thành", "Against"),
    "abstain": ("Không biểu quyết", "Abstained"),
    "base": ("Trên tổng số", "Out of"),
    "tasks": ("Nhiệm vụ", "Tasks"),
    "assignee": ("Người nhận việc", "Assignee"),
    "action": ("Việc", "Action"),
    "deadline_text": ("Thời hạn (nguyên văn)", "Deadline as worded"),
    "targets": ("Chỉ tiêu", "Targets"),
    "indicator": ("Chỉ tiêu", "Indicator"),
    "planned": ("Kế hoạch", "Planned"),
    "actual": ("Thực hiện", "Actual"),
    "unit": ("Đơn vị", "Unit"),
    "percent": ("Phần trăm", "Percent"),
    "self_assessment": ("Tự xếp loại", "Self-assessment"),
    "score": ("Điểm", "Score"),
    "max": ("Điểm tối đa", "Maximum"),
    "grade": ("Xếp loại", "Grade"),
    "closing": ("Kết thúc", "Closing"),
    "read_back": ("Đã đọc lại", "Read back"),
    "signed": ("Ký tên", "Signed"),
}

# Values that stand for a choice of the contract.
VALUES: dict[str, tuple[str, str]] = {
    "document_type.minutes": ("Biên bản", "Minutes"),
    "document_type.resolution": ("Nghị quyết", "Resolution"),
    "document_type.review": ("Báo cáo kiểm điểm", "Review report"),
    "document_type.other": ("Văn bản khác", "Other document"),
    "meeting_type.regular": ("Thường kỳ", "Regular"),
    "meeting_type.thematic": ("Chuyên đề", "Thematic"),
    "meeting_type.committee": ("Chi ủy", "Committee"),
    "meeting_type.year_end_review": ("Kiểm điểm cuối năm", "Year-end review"),
    "meeting_type.extraordinary": ("Bất thường", "Extraordinary"),
    "meeting_type.congress": ("Đại hội", "Congress"),
    "topics.politics": ("Chính trị, tư tưởng", "Politics"),
    "topics.party_building": ("Xây dựng Đảng", "Party building"),
    "topics.inspection": ("Kiểm tra, giám sát", "Inspection"),
    "topics.economy": ("Kinh tế", "Economy"),
    "topics.society": ("Văn hóa, xã hội", "Society"),
    "topics.environment": ("Môi trường", "Environment"),
    "topics.security": ("Quốc phòng, an ninh", "Security"),
    "topics.organisation": ("Tổ chức, cán bộ", "Organisation"),
    "topics.mass_organisations": ("Mặt trận, đoàn thể", "Mass organisations"),
    "topics.anti_corruption": ("Phòng, chống tham nhũng", "Anti-corruption"),
    "true": ("có", "yes"),
    "false": ("không", "no"),
}


def speaker(language: str) -> Callable[..., str]:
    """``say(key, **values)`` for one of ``LANGUAGES``."""
    index = LANGUAGES.index(language)
    return lambda key, **values: TEXTS[key][index].format(**values)


def label(key: str, language: str) -> str:
    """Label of the dotted ``key`` of a field; the key itself where the contract is newer than this list."""
    pair = LABELS.get(key) or LABELS.get(key.rpartition(".")[2])
    return pair[LANGUAGES.index(language)] if pair else key


def place(pointer: str, language: str) -> str:
    """A JSON pointer in words, list entries counted from 1: ``/tasks/0/action`` is "Tasks 1, Action"."""
    parts = pointer.strip("/").split("/")
    names: list[str] = []
    for at, part in enumerate(parts):
        if part.isdecimal() and names:
            names[-1] += f" {int(part) + 1}"
        else:
            names.append(label(".".join(one for one in parts[: at + 1] if not one.isdecimal()), language))
    return ", ".join(names)


# What a value was inferred from: the record says it in English; (English, Vietnamese), the longer wordings first.
_INFERRED = (
    ("year taken from the date of the meeting", "năm lấy theo ngày họp"),
    ("year taken from the heading of the book", "năm lấy theo bìa sổ"),
    ("year taken from the title", "năm lấy theo tiêu đề"),
    ("month taken from the title", "tháng lấy theo tiêu đề"),
    ("year taken from", "năm lấy theo"),
    ("from the minutes before it in the same book", "theo biên bản liền trước trong cùng sổ"),
    ("from the heading of the book", "theo bìa sổ"),
    ("from start and end", "tính từ giờ bắt đầu và giờ kết thúc"),
    ("from present and required", "tính từ số có mặt và số phải dự"),
    ("from present and total", "tính từ số có mặt và tổng số"),
)


def reason_text(reason: str, language: str) -> str:
    """From what a value was inferred, in ``language``; a wording newer than this list stays as it is."""
    if language == "vi":
        for english, vietnamese in _INFERRED:
            reason = reason.replace(english, vietnamese)
    return reason


def value_text(key: str, value: str | float | bool | None, language: str) -> str:
    """A value as people read it; choices of the contract are put into words, the rest stays as it is."""
    index = LANGUAGES.index(language)
    if value is None:
        return ""
    if isinstance(value, bool):
        return VALUES["true" if value else "false"][index]
    pair = VALUES.get(f"{key}.{value}")
    if pair:
        return pair[index]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
