"""Messages of the sheets: one meeting, one cell and year, the cells of a committee."""

from __future__ import annotations

from bienban.catalogue.base import Pair

__all__ = ["SHEETS"]

SHEETS: dict[str, Pair] = {
    # errors
    "sheet.no-cell": Pair(
        "no cell is called '{name}'; there are: {known}", "không có chi bộ tên '{name}'; hiện có: {known}"
    ),
    "sheet.cells-alike": Pair(
        "{count} cells are called '{name}'; say which: {parents}",
        "có {count} chi bộ cùng tên '{name}'; hãy chọn: {parents}",
    ),
    "sheet.no-committee": Pair(
        "no cell names '{name}' as its committee; there are: {known}",
        "không có chi bộ nào thuộc '{name}'; hiện có: {known}",
    ),
    "sheet.no-meeting": Pair("no record begins with '{id}'", "không có bản ghi nào bắt đầu bằng '{id}'"),
    "sheet.meetings-alike": Pair(
        "{count} records begin with '{id}'; give more of the id",
        "có {count} bản ghi bắt đầu bằng '{id}'; hãy ghi dài hơn",
    ),
    "sheet.one-only": Pair(
        "give --meeting alone, or --cell, or --committee; --committee may go with --cell to tell cells of one name "
        "apart",
        "chỉ dùng --meeting một mình, hoặc --cell, hoặc --committee; --committee đi cùng --cell để phân biệt chi bộ "
        "trùng tên",
    ),
    "sheet.needs-subject": Pair(
        "--year, --with-absences, --format xlsx and docx need --cell, --committee or --meeting",
        "--year, --with-absences, --format xlsx và docx cần có --cell, --committee hoặc --meeting",
    ),
    "sheet.absences-and-pseudonyms": Pair(
        "--with-absences shows names, --pseudonyms hides them: choose one",
        "--with-absences cho thấy tên người, --pseudonyms giấu tên: chỉ chọn một",
    ),
    "sheet.bad-format": Pair("--format must be html, xlsx or docx", "--format phải là html, xlsx hoặc docx"),
    # frame of the paper
    "sheet.party": Pair("Communist Party of Viet Nam", "Đảng Cộng sản Việt Nam"),
    "sheet.meeting-title": Pair("Sheet on the quality of a cell meeting", "Phiếu đánh giá chất lượng sinh hoạt chi bộ"),
    "sheet.cell-title": Pair(
        "Inspection sheet: order and quality of cell meetings",
        "Phiếu kiểm tra nền nếp, chất lượng sinh hoạt chi bộ",
    ),
    "sheet.committee-title": Pair(
        "Overview of the meetings of subordinate cells", "Bảng tổng hợp sinh hoạt các chi bộ trực thuộc"
    ),
    "sheet.how-title": Pair("How to read this sheet", "Cách đọc phiếu"),
    "sheet.how-refs": Pair(
        "A number in brackets leads to the evidence at the end of the sheet.",
        "Số trong ngoặc vuông dẫn đến mục dẫn chứng ở cuối phiếu.",
    ),
    "sheet.how-missing": Pair(
        "Missing: between two minutes that are there. Not in the archive: before the first or after the last minutes, "
        "where nothing can be told.",
        "Thiếu: nằm giữa hai biên bản đã có. Chưa có trong kho: trước biên bản đầu hoặc sau biên bản cuối, không đủ "
        "căn cứ để nói là thiếu.",
    ),
    "sheet.no-ranking": Pair(
        "Cells stand in the order of their names. This is no ranking, and no person is rated.",
        "Các chi bộ xếp theo tên. Đây không phải bảng xếp hạng và không đánh giá cá nhân nào.",
    ),
    "sheet.sign-scorer": Pair("Scored by", "Người chấm điểm"),
    "sheet.sign-inspector": Pair("Inspected by", "Người kiểm tra"),
    "sheet.sign-maker": Pair("Made by", "Người lập bảng"),
    "sheet.sign-cell": Pair("For the cell\nSecretary", "T/M chi bộ\nBí thư"),
    "sheet.sign-committee": Pair("For the committee", "T/M cấp ủy"),
    "sheet.sign-here": Pair("(signature and full name)", "(ký, ghi rõ họ tên)"),
    "sheet.left-out": Pair("(wording left out)", "(đã lược nguyên văn)"),
    "sheet.empty-year": Pair(
        "The archive has no paper of {year}. Years with papers: {years}.",
        "Kho không có văn bản nào của năm {year}. Các năm có văn bản: {years}.",
    ),
    # evidence
    "sheet.evidence": Pair("Evidence", "Dẫn chứng"),
    "sheet.evidence-lead": Pair(
        "Where each figure comes from. The quote stands as it was read; look at the page before you act on it.",
        "Mỗi con số lấy từ đâu. Lời dẫn ghi như máy đọc được; hãy xem lại trang gốc trước khi kết luận.",
    ),
    "sheet.place": Pair("{file}, page {page}", "{file}, trang {page}"),
    "sheet.whole": Pair("no quote: the paper as a whole was looked through", "không có lời dẫn: đã xem cả văn bản"),
    "sheet.no-quote": Pair("wording left out", "đã lược nguyên văn"),
    "sheet.back": Pair("back to the sheet", "về phiếu"),
    "sheet.figure-of-entry": Pair("Figure or finding", "Con số, nhận xét"),
    "sheet.paper": Pair("Paper", "Văn bản"),
    "sheet.file-page": Pair("File, page", "Tệp, trang"),
    "sheet.quote": Pair("Quote", "Lời dẫn"),
    "sheet.box": Pair("Place on the page", "Vị trí trên trang"),
    "sheet.field": Pair("Field", "Trường"),
    "sheet.record": Pair("Record", "Bản ghi"),
    "sheet.see-evidence": Pair("Evidence {number}", "Dẫn chứng {number}"),
    "sheet.officers": Pair("Chair and secretary", "Chủ trì, thư ký"),
    "sheet.of-frame": Pair("Most points by the frame", "Điểm tối đa theo khung"),
    "sheet.range-of": Pair("Range of points", "Khoảng điểm"),
    "sheet.series-finding": Pair("Over the months", "Nhận xét theo chuỗi"),
    "sheet.decided": Pair("Decided here: {what}", "Phần mềm chọn: {what}"),
    "standing.F": Pair("read in a published source", "đã đọc trong nguồn công bố"),
    "standing.F2": Pair("known from a secondary source", "biết qua nguồn thứ cấp"),
    "standing.U": Pair("chosen by the software", "do phần mềm chọn"),
    # tabs of a spreadsheet: at most 31 characters, none of []:*?/\
    "sheet.tab-front": Pair("Sheet", "Phiếu"),
    "sheet.tab-criteria": Pair("Criteria", "Tiêu chí"),
    "sheet.tab-profile": Pair("Profile", "Hồ sơ thực chất"),
    "sheet.tab-findings": Pair("Findings", "Phát hiện"),
    "sheet.tab-notes": Pair("Notes", "Lưu ý"),
    "sheet.tab-summary": Pair("Summary", "Tổng hợp"),
    "sheet.tab-course": Pair("Over the year", "Diễn biến"),
    "sheet.tab-charts": Pair("Charts", "Biểu đồ"),
    "sheet.tab-months": Pair("By month", "Theo tháng"),
    "sheet.tab-series": Pair("Series", "Chuỗi"),
    "sheet.tab-copies": Pair("Repeated", "Đoạn lặp lại"),
    "sheet.tab-grid": Pair("Papers by month", "Văn bản theo tháng"),
    "sheet.tab-evidence": Pair("Evidence", "Dẫn chứng"),
    # columns
    "sheet.no": Pair("No.", "TT"),
    "sheet.most": Pair("Most", "Tối đa"),
    "sheet.range": Pair("Range", "Khoảng điểm"),
    "sheet.range-low": Pair("Lowest", "Thấp nhất"),
    "sheet.range-span": Pair("Span", "Độ rộng"),
    "sheet.level": Pair("Level", "Mức"),
    "sheet.ground": Pair("Ground in the minutes", "Căn cứ trong biên bản"),
    "sheet.by-cell": Pair("By the cell", "Chi bộ chấm"),
    "sheet.by-superior": Pair("By the superior", "Cấp trên chấm"),
    "sheet.machine-total": Pair("Total by the machine alone", "Tổng cộng nếu chỉ máy chấm"),
    "sheet.by-machine": Pair("machine: {what}", "máy: {what}"),
    "sheet.total": Pair("Total", "Tổng cộng"),
    "sheet.levels-lead": Pair(
        "0: nothing, or phrases that fit any meeting; 1: general or hedged; 2: concrete (event, figure, name, date); "
        "3: concrete, with reasons, causes and remedies.",
        "0: không có, hoặc câu chung buổi họp nào cũng dùng được; 1: chung chung, né tránh; 2: cụ thể (việc, số liệu, "
        "tên, ngày); 3: cụ thể, có lý do, nguyên nhân và cách khắc phục.",
    ),
    "sheet.kind": Pair("Kind", "Loại"),
    "sheet.content": Pair("Content", "Nội dung"),
    "sheet.notes": Pair("Notes", "Lưu ý khi đánh giá"),
    "sheet.period": Pair("Period", "Kỳ"),
    "sheet.rule": Pair("Measured by", "Căn cứ quy định"),
    "sheet.superiors-count": Pair("Persons from above", "Số người cấp trên dự"),
    "sheet.tasks": Pair("Tasks", "Việc giao"),
    "sheet.whole-year": Pair("Year {year}", "Cả năm {year}"),
    "sheet.half-1": Pair("First half of {year}", "6 tháng đầu năm {year}"),
    "sheet.half-2": Pair("Second half of {year}", "6 tháng cuối năm {year}"),
    "sheet.summary": Pair("Summary", "Tổng hợp"),
    "sheet.cells-summary": Pair("Summary by cell", "Tổng hợp theo chi bộ"),
    "sheet.summary-lead": Pair(
        "Counted from the papers in the archive only; a dash: the papers do not tell.",
        "Chỉ tính từ văn bản có trong kho; dấu gạch ngang: văn bản không cho biết.",
    ),
    "sheet.course": Pair("Over the year", "Diễn biến trong năm"),
    "sheet.multiples": Pair("Over the year, all cells on one scale", "Diễn biến trong năm, cùng một thang"),
    "sheet.course-lead": Pair(
        "Months 1 to 12 from left to right. Attendance from 0 to 100 % of those who had to come; ranges from 0 to "
        "100 % of the frame's points, from lowest to highest; ticks on the right: the bounds of the grades. No mark: "
        "the papers do not tell.",
        "Từ trái sang phải là tháng 1 đến tháng 12. Tỷ lệ dự từ 0 đến 100 % số phải dự; khoảng điểm từ 0 đến 100 % "
        "điểm của khung, từ thấp nhất đến cao nhất; vạch bên phải: ranh giới các mức. Không có dấu: văn bản không cho "
        "biết.",
    ),
    "sheet.months-axis": Pair("Months 1 to 12", "Tháng 1 đến tháng 12"),
    "sheet.attendance-by-month": Pair("Attendance", "Tỷ lệ dự"),
    "sheet.ranges-by-month": Pair("Range of points", "Khoảng điểm"),
    "sheet.by-month": Pair("Month by month", "Theo từng tháng"),
    "sheet.month": Pair("Month", "Tháng"),
    "sheet.held-on": Pair("Held on", "Ngày họp"),
    "sheet.kind-number": Pair("Kind, number", "Loại, số biên bản"),
    "sheet.present": Pair("Present", "Có mặt"),
    "sheet.expected": Pair("Expected", "Phải dự"),
    "sheet.rate": Pair("Attendance", "Tỷ lệ dự"),
    "sheet.opinions": Pair("Concrete opinions", "Ý kiến cụ thể"),
    "sheet.superior": Pair("From above", "Cấp trên dự"),
    "sheet.resolution": Pair("Resolution", "Nghị quyết"),
    "sheet.not-in-archive": Pair("not in the archive", "chưa có trong kho"),
    "sheet.members": Pair("Members", "Số ĐV"),
    "sheet.meetings": Pair("Meetings", "Kỳ họp"),
    "sheet.missing": Pair("Missing months", "Tháng thiếu"),
    "sheet.thematic": Pair("Thematic", "Chuyên đề"),
    "sheet.ho-chi-minh": Pair("On Ho Chi Minh", "Về Hồ Chí Minh"),
    "sheet.tasks-followed": Pair("Tasks spoken of again", "Việc được nhắc lại"),
    "sheet.copied": Pair("Repeated papers", "Văn bản lặp lại"),
    "sheet.contradictions": Pair("Contradictions", "Mâu thuẫn"),
    "sheet.series-lead": Pair(
        "What shows over the months only, each with the paragraph that it is measured by.",
        "Điều chỉ thấy khi xem cả chuỗi, kèm quy định làm căn cứ.",
    ),
    "sheet.no-series-findings": Pair(
        "Nothing to remark over the months.", "Không có nhận xét nào theo chuỗi các tháng."
    ),
    "sheet.earlier-paper": Pair("Earlier paper", "Văn bản trước"),
    "sheet.later-paper": Pair("Later paper", "Văn bản sau"),
    "sheet.wording": Pair("Wording", "Nguyên văn"),
    # figures of a summary
    "figure.regular_meetings": Pair("Regular meetings with minutes", "Kỳ sinh hoạt thường kỳ có biên bản"),
    "figure.missing_months": Pair("Months without minutes", "Tháng thiếu biên bản"),
    "figure.thematic_meetings": Pair("Thematic meetings", "Kỳ sinh hoạt chuyên đề"),
    "figure.ho_chi_minh_themes": Pair("of these on Ho Chi Minh", "trong đó học tập và làm theo Hồ Chí Minh"),
    "figure.attendance": Pair("Attendance, all meetings", "Lượt đảng viên dự trên số phải dự"),
    "figure.attendance_lowest": Pair("Attendance, lowest meeting", "Kỳ có tỷ lệ dự thấp nhất"),
    "figure.superior_present": Pair("Meetings attended from above", "Kỳ có cấp ủy cấp trên dự"),
    "figure.opinions_substantive": Pair("Concrete opinions", "Ý kiến có nội dung cụ thể"),
    "figure.tasks_given": Pair("Tasks to follow up", "Việc kỳ trước giao phải kiểm điểm"),
    "figure.tasks_spoken_of": Pair("Tasks spoken of again", "Việc được nhắc lại ở kỳ sau"),
    "figure.tasks_done": Pair("Tasks said to be done", "Việc ghi là đã xong"),
    "figure.off_day": Pair("Meetings off the fixed day", "Kỳ họp lệch ngày cố định"),
    "figure.copied": Pair("Papers that repeat half of an earlier one", "Văn bản lặp lại từ một nửa văn bản trước"),
}
