"""Messages of the commands."""

from __future__ import annotations

from bienban.catalogue.base import Pair

__all__ = ["COMMANDS"]

COMMANDS: dict[str, Pair] = {
    # extract
    "extract.help": Pair(
        "Read files and print one record per document as JSON Lines. Needs no database.",
        "Đọc tệp và in mỗi văn bản một bản ghi (JSON Lines). Không cần cơ sở dữ liệu.",
    ),
    "extract.text": Pair(
        "The inputs are plain text files, already read: a form feed parts pages, four blanks part columns.",
        "Đầu vào là tệp văn bản thuần đã đọc sẵn: dấu sang trang ngăn các trang, bốn dấu cách ngăn các cột.",
    ),
    "extract.pages-cache": Pair(
        "Keep what was read from each file in this folder, and use it again.",
        "Lưu kết quả đọc của từng tệp trong thư mục này để dùng lại.",
    ),
    "extract.out": Pair("Write the records to this file instead of standard output.", "Ghi bản ghi vào tệp này."),
    "extract.reading": Pair("[{position}/{total}] {path}", "[{position}/{total}] {path}"),
    "extract.failed": Pair("not read: {path}: {reason}", "không đọc được: {path}: {reason}"),
    "extract.nothing": Pair("no files found in: {paths}", "không tìm thấy tệp nào trong: {paths}"),
    "extract.no-unit": Pair("{path}: no text found on any page", "{path}: không trang nào có chữ"),
    "extract.page-warning": Pair("{path}, page {page}: {state}", "{path}, trang {page}: {state}"),
    "beside.left-out": Pair(
        "Left out, because they are no documents: {total} files ({kinds}).",
        "Bỏ qua vì không phải văn bản: {total} tệp ({kinds}).",
    ),
    "beside.no-ending": Pair("without ending", "không có đuôi"),
    "extract.done": Pair(
        "{records} records from {files} files; not read: {failed}.",
        "{records} bản ghi từ {files} tệp; không đọc được: {failed}.",
    ),
    "state.needs_transcription": Pair(
        "not legible for the machine, a person must type it", "máy không đọc được, cần người gõ lại"
    ),
    "state.failed": Pair("the reading engine failed on this page", "bộ đọc bị lỗi ở trang này"),
    "state.blank": Pair("blank", "trang trắng"),
    "state.read": Pair("read", "đã đọc"),
    # run
    "run.help": Pair(
        "Read, assess and store files and folders. Then write the report.",
        "Đọc, đánh giá và lưu các tệp, thư mục. Sau đó lập báo cáo.",
    ),
    "run.no-prefect": Pair("Work without the flow engine Prefect.", "Chạy không dùng Prefect."),
    "run.nothing-new": Pair(
        "Nothing new: all {total} files are already in the database.",
        "Không có gì mới: cả {total} tệp đã có trong cơ sở dữ liệu.",
    ),
    "run.waiting": Pair(
        "Another run works in this archive; waiting for it…", "Một lượt chạy khác đang dùng kho này; đang chờ…"
    ),
    "run.looking": Pair("Looking for new files", "Tìm tệp mới"),
    "run.stage": Pair("Working", "Đang xử lý"),
    "run.title": Pair("Result", "Kết quả"),
    "run.documents": Pair("Documents", "Văn bản"),
    "run.meetings": Pair("Meetings", "Cuộc họp"),
    "run.findings": Pair("Findings", "Phát hiện"),
    "run.files": Pair("Files", "Tệp"),
    "run.aside": Pair("Put aside", "Để riêng"),
    "run.database": Pair("Database", "Cơ sở dữ liệu"),
    "run.report": Pair("Report", "Báo cáo"),
    "run.aside-title": Pair("Put aside", "Tệp để riêng"),
    "run.file": Pair("File", "Tệp"),
    "run.reason": Pair("Reason", "Lý do"),
    # assess
    "assess.help": Pair(
        "Assess how substantive meetings were. Ranges with reasons and evidence, never grades.",
        "Đánh giá thực chất của các cuộc họp. Cho khoảng điểm kèm lý do và dẫn chứng, không xếp loại.",
    ),
    "assess.records": Pair(
        "Assess these records (JSON Lines of `extract`, `-` for standard input) instead of the database's.",
        "Đánh giá các bản ghi này (JSON Lines của `extract`, `-` là đầu vào chuẩn) thay vì cơ sở dữ liệu.",
    ),
    "assess.no-rubric": Pair(
        "no rubric '{id}'; there are: {known}", "không có khung tiêu chí '{id}'; hiện có: {known}"
    ),
    "assess.bad-record": Pair(
        "{path}, line {line}: not a record of the contract ({reason})",
        "{path}, dòng {line}: không phải bản ghi đúng quy ước ({reason})",
    ),
    "assess.cell": Pair("Cell", "Chi bộ"),
    "assess.period": Pair("Meeting", "Kỳ họp"),
    "assess.rubric": Pair("Rubric", "Khung tiêu chí"),
    "assess.total": Pair("Points (low–high)", "Điểm (thấp–cao)"),
    "assess.grade": Pair("Grade (low–high)", "Mức (thấp–cao)"),
    "assess.open": Pair("Undetermined", "Chưa xác định"),
    "assess.caution": Pair(
        "Ranges with evidence, not grades: the grade is decided by the superior committee.",
        "Đây là khoảng điểm kèm dẫn chứng, không phải xếp loại: cấp ủy cấp trên trực tiếp quyết định xếp loại.",
    ),
    "assess.none": Pair("No meetings to assess.", "Không có cuộc họp nào để đánh giá."),
    # judge
    "judge.help": Pair(
        "Decide a criterion yourself, with a reason, or rate meetings blind on a sheet.",
        "Tự chấm một tiêu chí, có ghi lý do, hoặc chấm độc lập nhiều cuộc họp trên phiếu.",
    ),
    "judge.criterion": Pair(
        "Id of a criterion of the rubric, or one of the five aspects.", "Mã tiêu chí của khung, hoặc một trong năm mặt."
    ),
    "judge.level": Pair(
        "Your level: points, 0 to 3 for an aspect, or the name of a level.",
        "Mức của bạn: số điểm, 0 đến 3 nếu là một mặt, hoặc tên mức.",
    ),
    "judge.reason": Pair("Why; compulsory.", "Vì sao; bắt buộc."),
    "judge.rater": Pair("Who judges (default: the account's name).", "Người chấm (mặc định: tên tài khoản trên máy)."),
    "judge.withdraw": Pair("Let the machine's verdict stand again.", "Bỏ mức đã chấm, trở lại mức của máy."),
    "judge.sheet": Pair(
        "Write a blank rating sheet (XLSX by its name, else CSV) to this file: it shows nobody's levels.",
        "Ghi phiếu chấm trống (XLSX nếu tên tệp như vậy, còn lại CSV) vào tệp này: không cho thấy mức của ai.",
    ),
    "judge.import": Pair("Read a filled sheet in.", "Nhập phiếu đã chấm."),
    "judge.cell": Pair(
        "Only meetings whose cell's name holds this.", "Chỉ các cuộc họp của chi bộ có tên chứa chữ này."
    ),
    "judge.unknown-record": Pair(
        "the archive holds no single record '{id}'", "kho không có đúng một bản ghi nào là '{id}'"
    ),
    "judge.what": Pair(
        "say what to do: RECORD_ID CRITERION with --level or --withdraw, or --sheet, or --import",
        "hãy nêu việc cần làm: MÃ_BẢN_GHI TIÊU_CHÍ kèm --level hoặc --withdraw, hoặc --sheet, hoặc --import",
    ),
    "judge.no-reason": Pair("a judgement needs --reason", "chấm phải có --reason (lý do)"),
    "judge.not-applicable": Pair(
        "criterion {criterion} does not apply to this meeting", "tiêu chí {criterion} không áp dụng cho buổi này"
    ),
    "judge.not-assessed": Pair(
        "this record has no assessment yet; first: bienban rescore",
        "bản ghi này chưa được đánh giá; trước hết: bienban rescore",
    ),
    "judge.nothing-to-withdraw": Pair("nobody has judged {criterion}", "chưa ai chấm {criterion}"),
    "judge.col-criterion": Pair("Criterion", "Tiêu chí"),
    "judge.col-human": Pair("Person", "Người chấm"),
    "judge.col-machine": Pair("Machine", "Máy"),
    "judge.col-reason": Pair("Reason", "Lý do"),
    "judge.col-who": Pair("By", "Ai"),
    "judge.col-when": Pair("When (UTC)", "Khi nào (UTC)"),
    "judge.none": Pair("Nobody has judged this record.", "Chưa ai chấm bản ghi này."),
    "judge.sheet-written": Pair(
        "Sheet for {meetings} meetings: {path}. Fill in `level` and `reason`, then: bienban judge --import {path}",
        "Phiếu cho {meetings} cuộc họp: {path}. Điền cột `level` và `reason`, rồi: bienban judge --import {path}",
    ),
    "judge.imported": Pair(
        "{count} ratings taken in; {empty} rows were left empty.", "Đã nhập {count} mức; {empty} dòng để trống."
    ),
    "judge.bad-sheet": Pair(
        "{path}, row {row}: {reason}. Nothing was taken in.", "{path}, dòng {row}: {reason}. Chưa nhập dòng nào."
    ),
    "judge.not-a-sheet": Pair("columns {columns} are missing", "thiếu các cột {columns}"),
    # agreement
    "agreement.help": Pair(
        "How far blind ratings agree, with one another and with the machine. No rater is compared with another.",
        "Các mức chấm độc lập giống nhau và giống máy đến đâu. Không so sánh người chấm với nhau.",
    ),
    "agreement.format": Pair("table or json.", "table (bảng) hoặc json."),
    "agreement.none": Pair(
        "No meeting was rated blind yet; first: bienban judge --sheet FILE.csv",
        "Chưa có cuộc họp nào được chấm độc lập; trước hết: bienban judge --sheet TỆP.csv",
    ),
    "agreement.between": Pair("Between", "Giữa"),
    "agreement.people": Pair("two people", "hai người"),
    "agreement.machine": Pair("person and machine", "người và máy"),
    "agreement.count": Pair("n", "n"),
    "agreement.exact": Pair("Equal", "Bằng nhau"),
    "agreement.adjacent": Pair("Within 1", "Lệch ≤ 1"),
    "agreement.kappa": Pair("Kappa [95 %]", "Kappa [95 %]"),
    "agreement.bias": Pair("Bias", "Độ lệch"),
    "agreement.icc": Pair("ICC", "ICC"),
    "agreement.verdict": Pair("Verdict", "Kết luận"),
    "agreement.too-few": Pair("none: fewer than {least} pairs", "không kết luận: dưới {least} cặp"),
    "agreement.not-varied": Pair("none: one level only", "không kết luận: chỉ có một mức"),
    "agreement.agrees": Pair("agree (kappa ≥ {wanted})", "thống nhất (kappa ≥ {wanted})"),
    "agreement.uncertain": Pair("uncertain", "chưa chắc"),
    "agreement.disagrees": Pair("do not agree", "không thống nhất"),
    # rescore
    "rescore.help": Pair(
        "Assess the archive anew after a rubric has changed, without reading a page; old assessments are kept.",
        "Đánh giá lại kho khi khung tiêu chí thay đổi, không đọc lại trang nào; các đánh giá cũ vẫn được giữ.",
    ),
    "rescore.done": Pair(
        "{cells} cells with {meetings} papers assessed anew; another total, grade or rubric than before: {changed}.",
        "Đã đánh giá lại {cells} chi bộ, {meetings} văn bản; khác tổng điểm, mức hoặc khung so với trước: {changed}.",
    ),
    # rubric
    "rubric.help": Pair("Look at and check rubrics.", "Xem và kiểm tra các khung tiêu chí."),
    "rubric.list.help": Pair("List the rubrics.", "Liệt kê các khung tiêu chí."),
    "rubric.show.help": Pair("Show one rubric with its criteria.", "Xem một khung tiêu chí và các tiêu chí của nó."),
    "rubric.check.help": Pair(
        "Check rubric files: these, or all of a folder.", "Kiểm tra tệp khung tiêu chí: các tệp này hoặc cả thư mục."
    ),
    "rubric.diff.help": Pair(
        "Compare two rubrics or two versions of one: criteria, points, bands, validity.",
        "So sánh hai khung tiêu chí hoặc hai bản của một khung: tiêu chí, điểm, bậc, hiệu lực.",
    ),
    "rubric.id": Pair("Id of the rubric, or its file (*.yaml).", "Mã khung tiêu chí, hoặc tệp của khung (*.yaml)."),
    "rubric.file": Pair("FILE", "TỆP"),
    "rubric.files": Pair(
        "Rubric files (default: those that ship).", "Tệp khung tiêu chí (mặc định: các khung có sẵn)."
    ),
    "rubric.old": Pair("OLD", "CŨ"),
    "rubric.new": Pair("NEW", "MỚI"),
    "rubric.same": Pair("No difference.", "Không khác nhau."),
    "rubric.added": Pair("added", "thêm"),
    "rubric.removed": Pair("removed", "bỏ"),
    "rubric.changed": Pair("changed", "đổi"),
    "rubric.kind-frame": Pair("frame", "khung"),
    "rubric.kind-validity": Pair("validity", "hiệu lực"),
    "rubric.kind-criterion": Pair("criterion", "tiêu chí"),
    "rubric.kind-points": Pair("points", "điểm"),
    "rubric.kind-band": Pair("band", "bậc"),
    "rubric.kind-parameter": Pair("parameter", "tham số"),
    "rubric.kind-grade": Pair("grade", "mức xếp loại"),
    "rubric.kind-veto": Pair("veto rule", "quy tắc chặn"),
    "rubric.kind-rescaling": Pair("rescaling", "quy đổi điểm"),
    "rubric.kind-source": Pair("source", "nguồn"),
    "rubric.col-change": Pair("Change", "Thay đổi"),
    "rubric.col-place": Pair("Place", "Chỗ"),
    "rubric.col-old": Pair("Old", "Cũ"),
    "rubric.col-new": Pair("New", "Mới"),
    "rubric.dir": Pair("Folder with the rubric files.", "Thư mục chứa tệp khung tiêu chí."),
    "rubric.ok": Pair("{count} rubrics, all usable.", "{count} khung tiêu chí, dùng được hết."),
    "rubric.col-id": Pair("Id", "Mã"),
    "rubric.col-title": Pair("Title", "Tên"),
    "rubric.col-valid": Pair("Valid", "Hiệu lực"),
    "rubric.col-max": Pair("Points", "Điểm"),
    "rubric.col-criterion": Pair("Criterion", "Tiêu chí"),
    # report
    "report.help": Pair(
        "Write the report on the whole archive, or a sheet on one meeting, one cell and year, or a committee's cells.",
        "Lập báo cáo cả kho, hoặc phiếu của một cuộc họp, một chi bộ trong năm, các chi bộ của một cấp ủy.",
    ),
    "report.option-cell": Pair(
        "Inspection sheet of this cell (its name).", "Phiếu kiểm tra chi bộ này (ghi tên chi bộ)."
    ),
    "report.option-committee": Pair(
        "Overview of the cells of this committee; with --cell: tells cells of one name apart.",
        "Tổng hợp các chi bộ của cấp ủy này; cùng --cell: phân biệt chi bộ trùng tên.",
    ),
    "report.option-meeting": Pair(
        "Sheet of this meeting (beginning of the record's id).", "Phiếu của cuộc họp này (phần đầu mã bản ghi)."
    ),
    "report.option-year": Pair(
        "Year of the sheet (default: the latest with papers).", "Năm của phiếu (mặc định: năm gần nhất có văn bản)."
    ),
    "report.option-format": Pair("Format of the sheet (default: html).", "Định dạng của phiếu (mặc định: html)."),
    "report.option-absences": Pair(
        "Add runs of absences of one member, with names; only for those who may see them.",
        "Thêm các trường hợp một đảng viên vắng nhiều kỳ, có tên; chỉ cho người được xem tên.",
    ),
    "report.pseudonyms": Pair(
        "Replace names by pseudonyms; wordings and page images are left out.",
        "Thay tên người bằng bí danh; không đưa nguyên văn và ảnh trang vào.",
    ),
    "report.written": Pair("Report: {path}", "Báo cáo: {path}"),
    "report.empty": Pair(
        "The database is empty; first: bienban run FOLDER", "Cơ sở dữ liệu còn trống; trước hết: bienban run THƯ_MỤC"
    ),
    # export
    "export.help": Pair(
        "Write tables for analysis (CSV). Pseudonyms for names, no text, small groups left out.",
        "Ghi các bảng để phân tích (CSV). Tên người thay bằng bí danh, không có nguyên văn, bỏ số liệu nhóm nhỏ.",
    ),
    "export.dir": Pair("Folder to write the tables to.", "Thư mục để ghi các bảng."),
    "export.records": Pair(
        "Use these records (JSON Lines of `extract`, `-` for standard input) instead of the database's.",
        "Dùng các bản ghi này (JSON Lines của `extract`, `-` là đầu vào chuẩn) thay vì cơ sở dữ liệu.",
    ),
    "export.cell-names": Pair(
        "Write the names of the cells as well, into a table of their own.", "Ghi thêm một bảng tên các chi bộ."
    ),
    "export.written": Pair("{path}: {rows} rows", "{path}: {rows} dòng"),
    "export.key-there": Pair(
        "{path} holds the key of the pseudonyms; choose another folder, for tables are passed on and the key is not",
        "{path} là nơi chứa khoá bí danh; hãy chọn thư mục khác, vì bảng thì chuyển đi còn khoá thì không",
    ),
    # archive
    "archive.help": Pair(
        "Write searchable PDF/A of the scans, and the text with its places as ALTO or hOCR.",
        "Tạo PDF/A hai lớp tìm kiếm được từ bản quét, và văn bản kèm vị trí dạng ALTO hoặc hOCR.",
    ),
    "archive.to": Pair(
        "Folder to write to; none of the folders with scans.", "Thư mục để ghi; không phải thư mục chứa bản quét."
    ),
    "archive.format": Pair(
        "What to write, parted by commas: pdfa, alto, hocr.", "Dạng cần ghi, cách nhau bằng dấu phẩy: pdfa, alto, hocr."
    ),
    "archive.check": Pair(
        "Write nothing: check what was written there before.", "Không ghi gì: kiểm tra những tệp đã ghi ở đó."
    ),
    "archive.no-format": Pair("no format '{name}'; there are: {known}", "không có dạng '{name}'; hiện có: {known}"),
    "archive.no-tools": Pair(
        "PDF files need packages that are not installed. Install them: pip install 'bienban[archive]'",
        "Tạo PDF cần các gói chưa cài. Hãy cài: pip install 'bienban[archive]'",
    ),
    "archive.same-folder": Pair(
        "{path} lies in {source}, which holds originals; choose a folder apart from them",
        "{path} nằm trong {source} là nơi chứa bản gốc; hãy chọn thư mục khác",
    ),
    "archive.in-use": Pair(
        "another run writes to {path}; wait until it has finished",
        "một lượt chạy khác đang ghi vào {path}; hãy đợi lượt đó xong",
    ),
    "archive.bad-manifest": Pair(
        "{path} is not a list of this program; choose another folder",
        "{path} không phải danh mục của chương trình này; hãy chọn thư mục khác",
    ),
    "archive.no-manifest": Pair("{path} is not there or lists nothing", "không có {path} hoặc danh mục rỗng"),
    "archive.changed": Pair("the file changed while it was being read", "tệp bị thay đổi trong lúc đang đọc"),
    "archive.failed": Pair("not done: {path}: {reason}", "không làm được: {path}: {reason}"),
    "archive.nothing-new": Pair(
        "Nothing new: all {total} files are already in {path}.", "Không có gì mới: cả {total} tệp đã có trong {path}."
    ),
    "archive.done": Pair(
        "{made} files made, {same} left as they were, {failed} not done; list: {path}",
        "Đã làm {made} tệp, giữ nguyên {same}, không làm được {failed}; danh mục: {path}",
    ),
    "archive.altered": Pair("missing, or not as it was written", "không còn, hoặc khác với lúc ghi"),
    "archive.checked": Pair("{total} files checked, {wrong} wrong.", "Đã kiểm tra {total} tệp, {wrong} tệp sai."),
    # doctor
    "doctor.help": Pair("Check this machine and say what to install.", "Kiểm tra máy và cho biết cần cài gì."),
    "doctor.ok": Pair("Everything needed is here.", "Máy có đủ những gì cần thiết."),
    "doctor.missing": Pair("Needed and missing: {names}", "Còn thiếu: {names}"),
    "doctor.col-what": Pair("What", "Mục"),
    "doctor.col-found": Pair("Found", "Hiện có"),
    "doctor.col-todo": Pair("What to do", "Cần làm"),
    "doctor.python": Pair("Python 3.11 or newer", "Python từ 3.11"),
    "doctor.python-todo": Pair(
        "install Python 3.11 or newer: sudo apt-get install python3", "cài Python từ 3.11: sudo apt-get install python3"
    ),
    "doctor.package-todo": Pair("pip install '{name}'", "pip install '{name}'"),
    "doctor.data": Pair("data folder {path}", "thư mục dữ liệu {path}"),
    "doctor.writable": Pair("writable", "ghi được"),
    "doctor.not-writable": Pair("not writable", "không ghi được"),
    "doctor.data-todo": Pair(
        "choose a folder you may write to: --data-dir or BIENBAN_DATA_DIR",
        "chọn thư mục ghi được: --data-dir hoặc BIENBAN_DATA_DIR",
    ),
    "doctor.disk": Pair("free disk space", "dung lượng đĩa trống"),
    "doctor.disk-todo": Pair("free at least {need} GB", "giải phóng ít nhất {need} GB"),
    "doctor.database": Pair("database", "cơ sở dữ liệu"),
    "doctor.database-new": Pair("not yet there; `bienban run` makes it", "chưa có; `bienban run` sẽ tạo"),
    "doctor.database-ok": Pair("opens", "mở được"),
    "doctor.database-todo": Pair("{reason}", "{reason}"),
    # schema
    "schema.help": Pair(
        "Print the JSON Schema of what Biên Bản prints.", "In JSON Schema của dữ liệu mà Biên Bản xuất ra."
    ),
    "schema.name": Pair("record, assessment or page.", "record, assessment hoặc page."),
    "schema.unknown": Pair("no schema '{name}'; there are: {known}", "không có lược đồ '{name}'; hiện có: {known}"),
    # explain
    "explain.help": Pair(
        "Say where a value comes from. Wording, page, place on it, producer.",
        "Cho biết một giá trị lấy từ đâu. Nguyên văn, trang, vị trí, công cụ.",
    ),
    "explain.record": Pair("Id of the record (its beginning is enough).", "Mã bản ghi (phần đầu là đủ)."),
    "explain.field": Pair("Field, as held.date or /held/date.", "Trường, ví dụ held.date hoặc /held/date."),
    "explain.crop": Pair("Write the piece of the page to this image file.", "Ghi phần ảnh của trang vào tệp này."),
    "explain.no-record": Pair("no record '{id}' in the database", "không có bản ghi '{id}' trong cơ sở dữ liệu"),
    "explain.many-records": Pair("'{id}' fits several records: {known}", "'{id}' ứng với nhiều bản ghi: {known}"),
    "explain.no-field": Pair("the record has no field '{field}'", "bản ghi không có trường '{field}'"),
    "explain.value": Pair("Value", "Giá trị"),
    "explain.wording": Pair("Wording", "Nguyên văn"),
    "explain.page": Pair("Page", "Trang"),
    "explain.boxes": Pair("Boxes", "Vị trí"),
    "explain.confidence": Pair("Confidence", "Độ tin cậy"),
    "explain.producer": Pair("Read by", "Công cụ đọc"),
    "explain.rule": Pair("Rule or model", "Quy tắc hoặc mô hình"),
    "explain.lost": Pair("Not taken", "Không chọn"),
    "explain.lost-where": Pair("page {page}, {rule}", "trang {page}, {rule}"),
    "explain.none-lost": Pair("no other reading", "không có cách đọc khác"),
    "explain.no-image": Pair("no picture of this page", "không có ảnh của trang này"),
    "explain.inferred": Pair("Inferred from", "Suy ra từ"),
    "explain.image": Pair("Image", "Ảnh"),
    "explain.file": Pair("File", "Tệp"),
    "explain.no-evidence": Pair("no evidence: the page does not state it", "không có dẫn chứng: trang không ghi"),
    "explain.no-box": Pair(
        "no place on a page is known for this value", "không biết vị trí của giá trị này trên trang"
    ),
    # serve
    "serve.help": Pair(
        "Open the review pages in the browser, on this machine only.",
        "Mở trang rà soát trên trình duyệt, chỉ trên máy này.",
    ),
    "serve.port": Pair("Port.", "Cổng."),
    "serve.at": Pair(
        "Open http://127.0.0.1:{port}/ — stop with Ctrl-C.", "Mở http://127.0.0.1:{port}/ — dừng bằng Ctrl-C."
    ),
    "serve.port-used": Pair("port {port} cannot be used ({reason})", "không dùng được cổng {port} ({reason})"),
}
