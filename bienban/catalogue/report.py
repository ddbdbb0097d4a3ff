"""Messages of the report."""

from __future__ import annotations

from bienban.catalogue.base import Pair

__all__ = ["REPORT"]

REPORT: dict[str, Pair] = {
    "report.internal": Pair("Internal", "Nội bộ"),
    "report.internal-note": Pair(
        "Holds personal data as the papers do. Do not pass on outside the committee.",
        "Có dữ liệu cá nhân như trong văn bản gốc. Không chuyển ra ngoài cấp ủy.",
    ),
    "report.pseudonym-note": Pair(
        "Names are replaced by pseudonyms; wordings and page images are left out.",
        "Tên người đã thay bằng bí danh; không có nguyên văn và ảnh trang.",
    ),
    "report.title": Pair(
        "Digitised minutes and quality of cell meetings", "Số hoá biên bản và chất lượng sinh hoạt chi bộ"
    ),
    "report.made": Pair("Made on {date} with Biên Bản {version}", "Lập ngày {date} bằng Biên Bản {version}"),
    "report.contents": Pair("Contents", "Mục lục"),
    "report.skip": Pair("Skip to the contents of the report", "Tới nội dung báo cáo"),
    "report.how-title": Pair("How to read this report", "Cách đọc báo cáo"),
    "report.how-range": Pair(
        "Every score is a range from low to high, with its evidence in the papers. What the papers do not settle makes "
        "the range wider; it does not count as zero.",
        "Mọi điểm số là một khoảng từ thấp đến cao, kèm dẫn chứng trong văn bản. Điều văn bản chưa đủ căn cứ làm "
        "khoảng rộng ra, không bị tính là 0 điểm.",
    ),
    "report.how-decision": Pair(
        "The software does not grade: grades are decided by the superior committee.",
        "Phần mềm không xếp loại: cấp ủy cấp trên trực tiếp quyết định mức xếp loại.",
    ),
    "report.how-person": Pair(
        "Meetings are assessed, never persons. What a machine read may be wrong: look at the page first.",
        "Chỉ đánh giá cuộc họp, không đánh giá cá nhân. Máy có thể đọc sai: hãy xem lại trang gốc trước khi kết luận.",
    ),
    "report.how-print": Pair(
        "In print the criteria and profiles appear only where they were opened on the screen.",
        "Khi in, phần từng tiêu chí và hồ sơ thực chất chỉ in ra ở văn bản đã mở phần đó trên màn hình.",
    ),
    # key figures
    "report.figure-cells": Pair("cells", "chi bộ"),
    "report.figure-documents": Pair("documents", "văn bản"),
    "report.figure-meetings": Pair("meetings", "cuộc họp"),
    "report.figure-missing": Pair("months without minutes", "tháng thiếu biên bản"),
    "report.figure-findings": Pair("findings", "phát hiện"),
    "report.figure-aside": Pair("files put aside", "tệp để riêng"),
    "report.latest-only": Pair(
        "Only the latest papers are shown; figures and missing months are of these. The whole archive: bienban serve; "
        "a cell and its year: bienban report --cell; more papers here: the setting report_papers.",
        "Chỉ nêu các văn bản mới nhất; số liệu và tháng thiếu tính trên các văn bản này. Toàn bộ kho: bienban serve; "
        "từng chi bộ, từng năm: bienban report --cell; nêu nhiều hơn ở đây: đặt report_papers.",
    ),
    # overview
    "report.overview": Pair("Overview by month", "Toàn cảnh theo tháng"),
    "report.overview-lead": Pair(
        "Which papers are there for each cell and month. A month between the first and the last minutes that has none "
        "is marked as missing.",
        "Mỗi chi bộ, mỗi tháng có văn bản nào. Tháng nằm giữa biên bản đầu và biên bản cuối mà không có biên bản thì "
        "ghi là thiếu.",
    ),
    "report.cell": Pair("Cell", "Chi bộ"),
    "report.year": Pair("Year {year}", "Năm {year}"),
    "report.month-short": Pair("M{month}", "T{month}"),
    "report.missing": Pair("missing", "thiếu"),
    "report.outside": Pair("outside the period", "ngoài kỳ"),
    "report.legend": Pair("Key", "Chú thích"),
    "report.undated": Pair("No month could be read", "Không đọc được tháng"),
    "report.unknown-cell": Pair("Cell not named in the papers", "Văn bản không ghi tên chi bộ"),
    "mark.minutes": Pair("M", "BB"),
    "mark.thematic": Pair("T", "CĐ"),
    "mark.committee": Pair("C", "CU"),
    "mark.year_end_review": Pair("Y", "KĐ"),
    "mark.extraordinary": Pair("X", "BT"),
    "mark.congress": Pair("G", "ĐH"),
    "mark.resolution": Pair("R", "NQ"),
    "mark.review": Pair("E", "BC"),
    "mark.other": Pair("O", "VB"),
    "kind.regular": Pair("Regular meeting", "Sinh hoạt thường kỳ"),
    "kind.thematic": Pair("Thematic meeting", "Sinh hoạt chuyên đề"),
    "kind.committee": Pair("Committee meeting", "Họp chi ủy"),
    "kind.year_end_review": Pair("Year-end review meeting", "Họp kiểm điểm cuối năm"),
    "kind.extraordinary": Pair("Extraordinary meeting", "Họp bất thường"),
    "kind.congress": Pair("Congress", "Đại hội"),
    "type.minutes": Pair("Minutes", "Biên bản"),
    "type.resolution": Pair("Resolution", "Nghị quyết"),
    "type.review": Pair("Review report", "Báo cáo kiểm điểm"),
    "type.other": Pair("Other paper", "Văn bản khác"),
    "report.quarter": Pair("quarter {quarter}/{year}", "quý {quarter}/{year}"),
    # cell
    "report.found": Pair("Found", "Đã có"),
    "report.missing-months": Pair("Months without minutes", "Tháng thiếu biên bản"),
    "report.break": Pair(
        "No papers at all from {span}: this is shown as a break, not as missing months.",
        "Không có văn bản nào từ {span}: coi là quãng chưa có tài liệu, không tính là tháng thiếu.",
    ),
    "report.none-missing": Pair(
        "none between the first and the last minutes", "không thiếu tháng nào giữa kỳ đầu và kỳ cuối"
    ),
    "report.count-documents": Pair("{count} documents", "{count} văn bản"),
    "report.count-meetings": Pair("{count} meetings", "{count} cuộc họp"),
    "report.ranges": Pair("Quality ranges", "Khoảng điểm chất lượng"),
    "report.ranges-lead": Pair(
        "Each bar goes from the lowest to the highest score that the minutes allow. A long bar means: much is left for "
        "people to judge.",
        "Mỗi thanh đi từ mức điểm thấp nhất đến cao nhất mà biên bản cho phép. Thanh càng dài, phần cần người đánh giá "
        "càng nhiều.",
    ),
    "report.rubric-used": Pair("Rubric: {title} (version {version})", "Khung tiêu chí: {title} (bản {version})"),
    "report.no-rubric": Pair("No rubric is in force for this date", "Không có khung tiêu chí áp dụng cho ngày này"),
    "report.col-meeting": Pair("Meeting", "Cuộc họp"),
    "report.col-range": Pair("Range", "Khoảng điểm"),
    "report.col-points": Pair("Points", "Điểm"),
    "report.col-grade": Pair("Grade, low to high", "Mức, thấp đến cao"),
    "report.col-open": Pair("Left to people", "Cần người đánh giá"),
    "report.of-criteria": Pair("{count} of {total} criteria", "{count}/{total} tiêu chí"),
    "report.conformity": Pair(
        "This rubric has no points: criteria by what the minutes show.",
        "Khung này không có điểm: số tiêu chí theo điều biên bản thể hiện.",
    ),
    "report.criteria-by-level": Pair("Criteria by level", "Số tiêu chí theo mức"),
    "report.series": Pair("Over the months", "Nhận xét theo chuỗi"),
    "report.copies": Pair("Repeated passages side by side ({count})", "Các đoạn lặp lại, đặt cạnh nhau ({count})"),
    "report.documents": Pair("Documents", "Các văn bản"),
    # document
    "report.number": Pair("No. {number}", "Số {number}"),
    "report.source": Pair("Source", "Nguồn"),
    "report.pages": Pair("page {pages}", "trang {pages}"),
    "report.chair": Pair("Chair", "Chủ trì"),
    "report.secretary": Pair("Secretary", "Thư ký"),
    "report.superiors": Pair("From above", "Cấp trên dự"),
    "report.held": Pair("Held", "Thời gian"),
    "report.place": Pair("Place", "Địa điểm"),
    "report.minutes-long": Pair("{minutes} minutes", "{minutes} phút"),
    "report.attendance": Pair("Attendance", "Dự họp"),
    "report.present-of": Pair("{present} present of {total}", "{present} có mặt trên {total}"),
    "report.present": Pair("{present} present", "{present} có mặt"),
    "report.absent": Pair("{absent} absent", "{absent} vắng"),
    "report.theme": Pair("Theme", "Chuyên đề"),
    "report.spoke": Pair("Opinions", "Ý kiến"),
    "report.spoke-value": Pair("{count}, {substantive} of substance", "{count}, {substantive} có nội dung cụ thể"),
    "report.not-stated": Pair("not stated", "không ghi"),
    "report.self-assessment": Pair("Own score of the cell", "Chi bộ tự chấm"),
    "report.decisions": Pair("Decisions ({count})", "Kết luận, quyết nghị ({count})"),
    "report.tasks": Pair("Tasks ({count})", "Nhiệm vụ được giao ({count})"),
    "report.votes": Pair("{agreed} in favour", "{agreed} tán thành"),
    "report.task-who": Pair("Who", "Người thực hiện"),
    "report.task-what": Pair("What", "Việc"),
    "report.task-when": Pair("Until", "Thời hạn"),
    "report.criteria": Pair(
        "Criteria with reasons and evidence ({count})", "Từng tiêu chí, lý do và dẫn chứng ({count})"
    ),
    "report.criterion": Pair("Criterion", "Tiêu chí"),
    "report.reason": Pair("Reason", "Lý do"),
    "report.raise": Pair("Would raise it: {what}", "Để nâng mức: {what}"),
    "report.evidence": Pair("“{text}” (page {page})", "“{text}” (trang {page})"),
    "report.profile": Pair("Profile of substance", "Hồ sơ thực chất"),
    "report.level-of": Pair("level {level} of 3", "mức {level}/3"),
    "report.level-unknown": Pair("the minutes do not tell", "biên bản không đủ căn cứ"),
    "level.discussion_substance": Pair("Substance of the discussion", "Thực chất của thảo luận"),
    "level.self_criticism_specificity": Pair("Specific self-criticism and criticism", "Tự phê bình, phê bình cụ thể"),
    "level.task_assignment_clarity": Pair("Clear assignment of tasks", "Giao nhiệm vụ rõ ràng"),
    "level.follow_up_of_previous_resolution": Pair("Follow-up of the last resolution", "Kiểm điểm nghị quyết kỳ trước"),
    "level.focus": Pair("Focus", "Có trọng tâm"),
    "status.scored": Pair("scored", "đã chấm"),
    "status.undetermined": Pair("undetermined", "chưa xác định"),
    "status.not_applicable": Pair("does not apply", "không áp dụng"),
    "status.human": Pair("by a person", "người chấm"),
    "report.measures": Pair("Measures", "Các số đo"),
    "report.measure": Pair("Measure", "Số đo"),
    "report.value": Pair("Value", "Giá trị"),
    "report.formula": Pair("How it is counted", "Cách tính"),
    "measure.substantive_share": Pair("Opinions with content of their own", "Ý kiến có nội dung riêng"),
    "measure.speakers_per_present": Pair(
        "Members who spoke, of those present", "Số đảng viên phát biểu trên số có mặt"
    ),
    "measure.specificity": Pair(
        "Figures, dates and names per 100 syllables", "Độ cụ thể (số liệu, ngày, tên trên 100 tiếng)"
    ),
    "measure.formulaic_share": Pair("Phrases that fit any meeting", "Câu chung chung, buổi họp nào cũng dùng được"),
    "measure.task_clarity": Pair("Tasks with a named person and a deadline", "Nhiệm vụ có người nhận và thời hạn"),
    "measure.self_criticism_specificity": Pair("Specific self-criticism", "Tự phê bình nêu việc cụ thể"),
    "measure.follow_up_coverage": Pair("Last month's tasks that are spoken of", "Việc kỳ trước được nhắc đến kết quả"),
    "measure.follow_up_done": Pair("Last month's tasks done", "Việc kỳ trước đã xong"),
    "measure.follow_up_partly": Pair("Last month's tasks partly done or late", "Việc kỳ trước xong một phần hoặc chậm"),
    "measure.follow_up_not_done": Pair("Last month's tasks not done", "Việc kỳ trước chưa xong"),
    "measure.follow_up_not_mentioned": Pair("Last month's tasks not mentioned", "Việc kỳ trước không được nhắc đến"),
    "measure.novelty": Pair("New against the last twelve minutes", "Phần mới so với 12 biên bản trước"),
    "measure.questions": Pair("Opinions with a question", "Ý kiến có câu hỏi"),
    "measure.disagreement": Pair("Opinions that disagree or amend", "Ý kiến phản biện, đề nghị sửa"),
    "measure.requests_to_superior": Pair("Requests to the superior", "Đề nghị, kiến nghị cấp trên"),
    "measure.requests_answered": Pair("Earlier requests answered", "Kiến nghị trước đã được trả lời"),
    "measure.focus": Pair("Opinions on one main matter", "Ý kiến tập trung vào một vấn đề chính"),
    # findings
    "report.findings": Pair("Findings", "Phát hiện"),
    "report.findings-lead": Pair(
        "Contradictions and gaps inside one paper. The paper is never corrected: all figures stand as written.",
        "Mâu thuẫn và thiếu sót trong từng văn bản. Văn bản không bị sửa: các con số giữ nguyên như đã ghi.",
    ),
    "report.no-findings": Pair("No contradictions found.", "Không thấy mâu thuẫn."),
    "severity.error": Pair("contradiction", "mâu thuẫn"),
    "severity.warning": Pair("look at it", "cần xem lại"),
    "severity.info": Pair("note", "lưu ý"),
    "report.crop-caption": Pair("Page {page}: “{text}”", "Trang {page}: “{text}”"),
    "report.crop-alt": Pair("Piece of page {page} that reads: {text}", "Ảnh cắt trang {page}, đọc được: {text}"),
    "report.no-crop": Pair("Page {page}: “{text}” (no image)", "Trang {page}: “{text}” (không có ảnh)"),
    "report.crops-limit": Pair(
        "Page images are shown for the first {limit} places only.", "Chỉ in ảnh trang cho {limit} dẫn chứng đầu tiên."
    ),
    # reading
    "report.reading": Pair("How well the papers were read", "Chất lượng đọc văn bản"),
    "report.reading-lead": Pair(
        "Grade A is read well, D is unusable. A low grade is a reason to look at the original, no fault of the cell.",
        "Mức A là đọc tốt, D là không dùng được. Mức thấp là lý do xem lại bản gốc, không phải lỗi của chi bộ.",
    ),
    "report.folder": Pair("All files lie in {folder}.", "Các tệp nằm trong {folder}."),
    "report.file": Pair("File", "Tệp"),
    "report.col-pages": Pair("Pages", "Trang"),
    "report.col-documents": Pair("Documents", "Văn bản"),
    "report.col-source": Pair("Read from", "Đọc từ"),
    "report.col-grades": Pair("Grades of the pages", "Mức của các trang"),
    "report.col-attention": Pair("Needs a person", "Cần người xem"),
    "source.text_layer": Pair("text layer", "lớp chữ"),
    "source.ocr": Pair("image", "ảnh"),
    "report.ungraded": Pair("no grade", "không có mức"),
    "report.page-state": Pair("page {page}: {state}", "trang {page}: {state}"),
    # aside
    "report.aside": Pair("Files put aside", "Tệp để riêng"),
    "report.aside-lead": Pair(
        "These could not be read. Nothing was deleted; mend or replace them and run again.",
        "Các tệp này không đọc được. Không có gì bị xoá; hãy sửa hoặc thay tệp rồi chạy lại.",
    ),
    "report.none-aside": Pair("None: every file was read.", "Không có: mọi tệp đều đã đọc."),
    "report.col-kind": Pair("Kind", "Loại"),
    "report.top": Pair("Back to the contents", "Về mục lục"),
    "report.page-foot": Pair(
        "Internal – ranges with evidence, not grades", "Nội bộ – khoảng điểm kèm dẫn chứng, không phải xếp loại"
    ),
    "report.yes": Pair("yes", "có"),
    "report.no": Pair("no", "không"),
}
