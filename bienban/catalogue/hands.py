"""Messages of ``bienban hand``."""

from __future__ import annotations

from bienban.catalogue.base import Pair

__all__ = ["HANDS"]

HANDS: dict[str, Pair] = {
    "hand.help": Pair(
        "Handwriting: hands of minute books, their typed lines, and models learnt from them.",
        "Chữ viết tay: nét chữ trong các sổ biên bản, các dòng đã gõ và mô hình học từ đó.",
    ),
    "hand.list.help": Pair("List the hands.", "Liệt kê các nét chữ."),
    "hand.add.help": Pair("Add a hand.", "Thêm một nét chữ."),
    "hand.assign.help": Pair("Say that papers are in a hand.", "Cho biết văn bản nào viết bằng nét chữ này."),
    "hand.show.help": Pair(
        "Show a hand: lines, models with their errors, what more lines would bring.",
        "Xem một nét chữ: số dòng, các mô hình và tỷ lệ sai, gõ thêm thì được gì.",
    ),
    "hand.propose.help": Pair(
        "Look whose writing pages are; you decide.", "Xem các trang do mấy người viết; bạn là người quyết định."
    ),
    "hand.lines.help": Pair(
        "Offer the lines whose typing helps most.", "Đưa ra những dòng nên gõ trước vì có ích nhất."
    ),
    "hand.import.help": Pair(
        "Take in labelled lines: images with texts, PAGE XML, ALTO.",
        "Nạp các dòng đã gõ: ảnh kèm văn bản, PAGE XML, ALTO.",
    ),
    "hand.export.help": Pair("Hand out the labelled lines.", "Xuất các dòng đã gõ."),
    "hand.learn.help": Pair(
        "Learn a hand from its typed lines (needs PyTorch).", "Học một nét chữ từ các dòng đã gõ (cần PyTorch)."
    ),
    "hand.metavar": Pair("HAND", "NÉT_CHỮ"),
    "hand.documents": Pair("PAPER…", "VĂN_BẢN…"),
    "hand.name": Pair("A name to know it by.", "Tên để nhận ra."),
    "hand.which": Pair("Name of the hand, or the beginning of its id.", "Tên nét chữ, hoặc phần đầu mã."),
    "hand.book": Pair("The book it is found in.", "Sổ có nét chữ này."),
    "hand.cell": Pair("The cell.", "Chi bộ."),
    "hand.period": Pair("The years, e.g. 2015-2020.", "Thời gian, ví dụ 2015-2020."),
    "hand.document": Pair(
        "File name of a paper in the archive, or the beginning of its SHA-256 or record id.",
        "Tên tệp văn bản trong kho, hoặc phần đầu mã SHA-256 hay mã bản ghi.",
    ),
    "hand.pages": Pair("Only these pages, e.g. 3-20, 7 or 12-.", "Chỉ các trang này, ví dụ 3-20, 7 hoặc 12-."),
    "hand.lines.to": Pair(
        "Write pictures and a table to fill in to this folder.", "Ghi ảnh các dòng và bảng để điền vào thư mục này."
    ),
    "hand.lines.count": Pair("How many lines.", "Số dòng."),
    "hand.import.paths": Pair(
        "Folders with images and texts (NAME.png, NAME.gt.txt, or lines.csv), PAGE XML or ALTO files.",
        "Thư mục có ảnh và văn bản (TÊN.png, TÊN.gt.txt, hoặc lines.csv), tệp PAGE XML hoặc ALTO.",
    ),
    "hand.export.to": Pair("Folder to write to.", "Thư mục để ghi."),
    "hand.export.format": Pair(
        "pairs: image and text; page, alto: pages with the lines typed on them.",
        "pairs: ảnh và văn bản; page, alto: trang kèm các dòng đã gõ.",
    ),
    "hand.export.all": Pair(
        "page, alto: also the lines that nobody typed yet, to correct their boxes elsewhere.",
        "page, alto: kèm cả những dòng chưa gõ, để sửa khung dòng bằng chương trình khác.",
    ),
    "hand.import.complete": Pair(
        "PAGE XML and ALTO files show all lines of their pages: a line missing there is taken away.",
        "Tệp PAGE XML và ALTO có đủ mọi dòng của trang: dòng nào không có trong đó thì bỏ.",
    ),
    "hand.all-of-pages": Pair(
        "--all-lines goes with --format page or alto", "--all-lines đi với --format page hoặc alto"
    ),
    "hand.boxes-corrected": Pair("Boxes of lines corrected on {pages} pages.", "Đã sửa khung dòng trên {pages} trang."),
    "hand.learn.due": Pair(
        "Every hand with 25, 50, 100, 200 or 400 lines since it was last learnt.",
        "Mọi nét chữ đã đủ mốc 25, 50, 100, 200 hoặc 400 dòng kể từ lần học trước.",
    ),
    "hand.learn.force": Pair(
        "Although the lines look like print or like two hands.", "Dù các dòng giống chữ in hoặc giống hai nét chữ."
    ),
    "hand.learn.seed": Pair("Number that all chance hangs on.", "Số quyết định mọi yếu tố ngẫu nhiên."),
    "hand.learn.which": Pair("name a hand, or say --due", "hãy nêu tên nét chữ, hoặc dùng --due"),
    "hand.learn.none-due": Pair("No hand has enough new lines.", "Chưa nét chữ nào đủ dòng mới."),
    "hand.learn.begins": Pair("Learning {name} …", "Đang học nét chữ {name} …"),
    "hand.learn.progress": Pair("{percent} %, {left} left", "{percent} %, còn {left}"),
    "hand.left": Pair("left out: {name}: {why} {what}", "bỏ qua: {name}: {why} {what}"),
    "hand.why-empty": Pair("no text", "không có chữ"),
    "hand.why-foreign": Pair("characters the reader does not know:", "ký tự bộ đọc không biết:"),
    "hand.why-twice": Pair("the same line twice", "trùng dòng"),
    "hand.why-disputed": Pair("the same picture with two texts", "cùng một ảnh nhưng hai cách gõ"),
    "hand.why-blank": Pair("nothing is written there", "ảnh không có chữ"),
    "hand.why-too-long": Pair("more text than the picture can hold", "văn bản dài hơn ảnh"),
    "hand.why-unlikely": Pair("the text does not fit the picture; loss", "văn bản không khớp với ảnh; độ lệch"),
    "hand.learnt": Pair(
        "{name} v{version}: learnt from {lines} lines in {time}. Wrong on {judged} lines held out: {before} before, "
        "{after} now.",
        "{name} v{version}: học từ {lines} dòng trong {time}. Tỷ lệ sai trên {judged} dòng kiểm tra: trước {before}, "
        "nay {after}.",
    ),
    "hand.not-taken": Pair(
        "{name} v{version}: learnt from {lines} lines in {time}, but no better on the {judged} lines held out "
        "({before} before, {after} now). It is not used; type more lines.",
        "{name} v{version}: học từ {lines} dòng trong {time} nhưng không khá hơn trên {judged} dòng kiểm tra "
        "(trước {before}, nay {after}). Không dùng; hãy gõ thêm dòng.",
    ),
    "hand.learnt.next": Pair(
        "Read its papers again with it: bienban run FOLDER", "Đọc lại các văn bản bằng mô hình này: bienban run THƯ_MỤC"
    ),
    "hand.none": Pair("There are no hands yet: bienban hand add", "Chưa có nét chữ nào: bienban hand add"),
    "hand.added": Pair("Hand {name} added ({id}).", "Đã thêm nét chữ {name} ({id})."),
    "hand.assigned": Pair("{count} papers are in the hand {name}.", "{count} văn bản thuộc nét chữ {name}."),
    "hand.shown": Pair(
        "{name} ({id}), {book}: {lines} typed lines, {papers} runs of pages",
        "{name} ({id}), {book}: {lines} dòng đã gõ, {papers} đoạn trang",
    ),
    "hand.curve": Pair(
        "Wrong characters to be expected after so many typed lines (from this hand's own figures):",
        "Tỷ lệ ký tự sai dự kiến sau số dòng đã gõ (theo số liệu của nét chữ này):",
    ),
    "hand.curve-usual": Pair(
        "Wrong characters to be expected after so many typed lines (a usual hard hand; this one is not learnt yet):",
        "Tỷ lệ ký tự sai dự kiến sau số dòng đã gõ (nét chữ khó thường gặp; nét này chưa học):",
    ),
    "hand.model": Pair("v{version}, {error} wrong", "v{version}, sai {error}"),
    "hand.yes": Pair("yes", "có"),
    "hand.no": Pair("no", "không"),
    "hand.no-document": Pair("no one paper in the archive fits '{id}'", "không có đúng một văn bản ứng với '{id}'"),
    "hand.bad-pages": Pair("'{value}' are no pages; e.g. 3-20", "'{value}' không phải số trang; ví dụ 3-20"),
    "hand.propose.nothing": Pair(
        "No page has five lines of handwriting to tell by.", "Không trang nào đủ năm dòng viết tay để so sánh."
    ),
    "hand.propose.next": Pair(
        "A proposal by strokes alone. Say what is so: bienban hand add, bienban hand assign --pages",
        "Chỉ là đề xuất theo nét bút. Hãy xác nhận: bienban hand add, bienban hand assign --pages",
    ),
    "hand.lines.none": Pair(
        "No line to offer: assign papers first (bienban hand assign), or all are typed.",
        "Không có dòng nào: hãy gán văn bản trước (bienban hand assign), hoặc đã gõ hết.",
    ),
    "hand.lines.next": Pair(
        "Type them in the browser (bienban serve, Transcription), or by file: --to DIR",
        "Gõ trên trình duyệt (bienban serve, mục gõ lại), hoặc theo tệp: --to THƯ_MỤC",
    ),
    "hand.lines.written": Pair(
        "{count} lines written. Fill in the column text of {path} (column box: - for what is no line), then: "
        "bienban hand import",
        "Đã ghi {count} dòng. Điền cột text của {path} (cột box: ghi - nếu không phải dòng chữ), rồi: "
        "bienban hand import",
    ),
    "hand.import.failed": Pair("not taken in: {path}: {reason}", "không nạp được: {path}: {reason}"),
    "hand.imported": Pair("{name}: {lines} lines taken in, {new} of them new.", "{name}: nạp {lines} dòng, {new} mới."),
    "hand.exported": Pair("{name}: {lines} lines written to {path}.", "{name}: đã ghi {lines} dòng vào {path}."),
    "hand.no-form": Pair(
        "no form '{form}'; there are: pairs, page, alto", "không có dạng '{form}'; hiện có: pairs, page, alto"
    ),
    "hand.no-image": Pair("{path}: its image {image} is not beside it", "{path}: không có ảnh {image} bên cạnh"),
    "hand.col-id": Pair("Id", "Mã"),
    "hand.col-name": Pair("Name", "Tên"),
    "hand.col-book": Pair("Book", "Sổ"),
    "hand.col-papers": Pair("Papers", "Văn bản"),
    "hand.col-lines": Pair("Lines", "Số dòng"),
    "hand.col-model": Pair("Model", "Mô hình"),
    "hand.col-version": Pair("Version", "Bản"),
    "hand.col-base": Pair("Before", "Trước"),
    "hand.col-error": Pair("After", "Sau"),
    "hand.col-judged": Pair("Held out", "Dòng kiểm tra"),
    "hand.col-taken": Pair("Used", "Dùng"),
    "hand.col-seconds": Pair("Time", "Thời gian"),
    "hand.col-expected": Pair("Expected", "Dự kiến"),
    "hand.col-paper": Pair("Paper", "Văn bản"),
    "hand.col-page": Pair("Page", "Trang"),
    "hand.col-proposed": Pair("Hand", "Nét chữ"),
    "hand.col-read": Pair("Read now", "Đang đọc là"),
}
