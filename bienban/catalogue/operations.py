"""Messages of the commands that feed, keep and watch an archive."""

from __future__ import annotations

from bienban.catalogue.base import Pair

__all__ = ["OPERATIONS"]

OPERATIONS: dict[str, Pair] = {
    # import
    "import.help": Pair(
        "Take in reference data (CSV or xlsx): cells and units, members, schedule. Later runs use it without options.",
        "Nạp danh mục (CSV hoặc xlsx): chi bộ và đơn vị, đảng viên, lịch họp. Các lần chạy sau tự dùng.",
    ),
    "import.kind": Pair("What the file lists.", "Tệp liệt kê gì."),
    "import.file": Pair("CSV file (UTF-8) or workbook (xlsx).", "Tệp CSV (UTF-8) hoặc bảng tính (xlsx)."),
    "import.no-kind": Pair("no kind '{kind}'; there are: {known}", "không có loại '{kind}'; hiện có: {known}"),
    "import.done": Pair("{path}: {rows} rows taken in.", "{path}: đã nạp {rows} dòng."),
    "import.same": Pair("{path}: {rows} rows, the same as before.", "{path}: {rows} dòng, như trước."),
    # publish
    "publish.help": Pair(
        "Feed an analytics database: a star schema with pseudonyms, without text. Sends what changed.",
        "Cấp dữ liệu cho kho phân tích: lược đồ hình sao, tên thay bằng bí danh, không có nguyên văn.",
    ),
    "publish.target": Pair(
        "Folder (parquet, csv), file (duckdb) or address (postgres-schema); else the setting publish_target.",
        "Thư mục (parquet, csv), tệp (duckdb) hoặc địa chỉ (postgres-schema); bỏ trống: cài đặt publish_target.",
    ),
    "publish.to": Pair("parquet, csv, duckdb or postgres-schema.", "parquet, csv, duckdb hoặc postgres-schema."),
    "publish.identified": Pair(
        "With names and texts; only for accounts in the setting identified_accounts, and only with --reason.",
        "Kèm tên và nguyên văn; chỉ cho tài khoản trong cài đặt identified_accounts và phải có --reason.",
    ),
    "publish.reason": Pair(
        "Why names are needed; it is written to the audit trail.",
        "Vì sao cần tên người; được ghi vào nhật ký kiểm tra.",
    ),
    "publish.done": Pair(
        "{place}: {changed} records made anew, {gone} taken out.", "{place}: làm mới {changed} bản ghi, bỏ {gone}."
    ),
    "publish.nothing-new": Pair(
        "{place}: nothing new ({changed}, {gone}).", "{place}: không có gì mới ({changed}, {gone})."
    ),
    "publish.no-form": Pair("no form '{form}'; there are: {known}", "không có dạng '{form}'; hiện có: {known}"),
    "publish.no-target": Pair(
        "say where to publish to, or set publish_target", "hãy cho biết nơi xuất, hoặc đặt cài đặt publish_target"
    ),
    "publish.no-address": Pair(
        "--to postgres-schema needs an address like postgresql://user@host/database",
        "--to postgres-schema cần địa chỉ dạng postgresql://user@host/database",
    ),
    "publish.no-psycopg": Pair(
        "PostgreSQL needs a package that is not installed. Install it: pip install 'bienban[postgres]'",
        "PostgreSQL cần gói chưa cài. Hãy cài: pip install 'bienban[postgres]'",
    ),
    "publish.refused": Pair("the analytics database refused ({kind})", "cơ sở dữ liệu phân tích từ chối ({kind})"),
    "publish.busy": Pair(
        "{path} cannot be opened; perhaps another publication is at work",
        "không mở được {path}; có thể một lượt xuất khác đang chạy",
    ),
    "publish.is-folder": Pair(
        "{path} is a folder; --to duckdb needs the name of a file", "{path} là thư mục; --to duckdb cần tên tệp"
    ),
    "publish.not-allowed": Pair(
        "account '{account}' may not publish names; the setting identified_accounts says who may",
        "tài khoản '{account}' không được xuất tên người; cài đặt identified_accounts cho biết ai được",
    ),
    "publish.no-reason": Pair(
        "--identified needs --reason: it goes into the audit trail",
        "--identified cần --reason: lý do được ghi vào nhật ký",
    ),
    # watch
    "watch.help": Pair(
        "Watch a folder: read whatever arrives, once it is complete, until stopped.",
        "Theo dõi một thư mục: đọc tệp mới khi tệp đã chép xong, cho đến khi dừng.",
    ),
    "watch.dir": Pair("Folder that scans arrive in; it is only read.", "Thư mục nhận bản quét; chỉ đọc, không ghi."),
    "watch.once": Pair("End when nothing is left to do.", "Kết thúc khi không còn gì để làm."),
    "watch.settle": Pair(
        "Seconds that a file must stay unchanged (setting watch_settle).",
        "Số giây tệp phải giữ nguyên (cài đặt watch_settle).",
    ),
    "watch.metrics-port": Pair(
        "Serve /metrics and /health for Prometheus on this port of this machine.",
        "Cung cấp /metrics và /health cho Prometheus ở cổng này của máy.",
    ),
    "watch.begins": Pair(
        "Watching {path}; a file is taken when it has not changed for {settle} s. Ctrl-C or SIGTERM ends.",
        "Đang theo dõi {path}; tệp không đổi trong {settle} giây thì được đọc. Dừng bằng Ctrl-C hoặc SIGTERM.",
    ),
    "watch.batch": Pair(
        "{files} files: {loaded} read, {aside} put aside.", "{files} tệp: đã đọc {loaded}, để riêng {aside}."
    ),
    "watch.duplicate": Pair("{path} is the same as {first}; linked to it", "{path} trùng với {first}; đã ghi liên kết"),
    "watch.refused": Pair("{message} Trying again in {pause} s.", "{message} Thử lại sau {pause} giây."),
    "watch.ends": Pair("Stopped: {loaded} read, {aside} put aside.", "Đã dừng: đã đọc {loaded}, để riêng {aside}."),
    "watch.no-folder": Pair(
        "{path} is no folder (symbolic links are not followed)", "{path} không phải thư mục (không theo liên kết)"
    ),
    "watch.inside": Pair(
        "{path} and the data folder {data} lie in one another; keep what comes in apart from what goes out",
        "{path} và thư mục dữ liệu {data} nằm lồng nhau; hãy tách nơi nhận khỏi nơi ghi",
    ),
    "watch.port-used": Pair("port {port} cannot be used: {reason}", "không dùng được cổng {port}: {reason}"),
    # backup, restore, verify
    "backup.help": Pair(
        "Write a complete, consistent backup into an empty folder; others may go on working.",
        "Sao lưu đầy đủ, nhất quán vào một thư mục trống; vẫn làm việc được trong lúc sao lưu.",
    ),
    "backup.dir": Pair("Empty or new folder.", "Thư mục trống hoặc mới."),
    "backup.done": Pair(
        "{path}: {files} files, {size} MB; {documents} documents, {corrections} corrections.",
        "{path}: {files} tệp, {size} MB; {documents} văn bản, {corrections} lần sửa.",
    ),
    "backup.not-empty": Pair(
        "{path} is not empty; a backup gets a folder of its own", "{path} không trống; hãy chọn thư mục riêng"
    ),
    "backup.inside": Pair("{path} lies in the data folder", "{path} nằm trong thư mục dữ liệu"),
    "backup.not-sqlite": Pair(
        "the database is not SQLite: back it up with its own tool (pg_dump -Fc), and the originals beside it",
        "cơ sở dữ liệu không phải SQLite: hãy sao lưu bằng công cụ của nó (pg_dump -Fc), kèm các bản gốc",
    ),
    "backup.refused": Pair("the database could not be copied ({kind})", "không sao chép được cơ sở dữ liệu ({kind})"),
    "backup.no-manifest": Pair(
        "{path} is no backup of this program", "{path} không phải bản sao lưu của chương trình này"
    ),
    "restore.help": Pair(
        "Put a backup back as the archive; the data folder must be empty. Checked before and after.",
        "Khôi phục kho từ bản sao lưu; thư mục dữ liệu phải trống. Có kiểm tra trước và sau.",
    ),
    "restore.dir": Pair("Folder of the backup.", "Thư mục của bản sao lưu."),
    "restore.not-empty": Pair(
        "{path} is not empty; name another data folder with --data-dir",
        "{path} không trống; hãy nêu thư mục khác bằng --data-dir",
    ),
    "restore.bad": Pair("the backup is damaged: {what}: {wrong}", "bản sao lưu bị hỏng: {what}: {wrong}"),
    "restore.done": Pair("{path}: restored.", "{path}: đã khôi phục."),
    "verify.help": Pair(
        "Check that the archive, or a backup, is whole: rows, audit trail, hash of every original.",
        "Kiểm tra kho hoặc bản sao lưu còn nguyên vẹn: các bản ghi, nhật ký, mã băm của từng bản gốc.",
    ),
    "verify.dir": Pair("Folder of a backup; without it: the archive.", "Thư mục bản sao lưu; bỏ trống: kiểm tra kho."),
    "verify.ok": Pair("ok: {what} ({count}){wrong}", "tốt: {what} ({count}){wrong}"),
    "verify.wrong": Pair("WRONG: {what} (of {count}): {wrong}", "SAI: {what} (trong {count}): {wrong}"),
    # retention
    "retention.help": Pair(
        "Report what is kept and what is past a term. Deletes nothing.",
        "Báo cáo những gì đang lưu và những gì đã quá hạn. Không xoá gì.",
    ),
    "retention.years": Pair(
        "Term in years (setting retention_years).", "Thời hạn tính bằng năm (cài đặt retention_years)."
    ),
    "retention.list": Pair("List the originals past the term (SHA-256).", "Liệt kê bản gốc quá hạn (SHA-256)."),
    "retention.title": Pair("Kept, by year of the papers", "Đang lưu, theo năm của văn bản"),
    "retention.year": Pair("Year", "Năm"),
    "retention.originals": Pair("Originals", "Bản gốc"),
    "retention.papers": Pair("Papers", "Văn bản"),
    "retention.megabytes": Pair("MB", "MB"),
    "retention.beside": Pair("beside, can be made again: {name} {size} MB", "ngoài ra, tạo lại được: {name} {size} MB"),
    "retention.past": Pair(
        "{count} originals hold only papers older than {years} years.",
        "{count} bản gốc chỉ có văn bản cũ hơn {years} năm.",
    ),
    "retention.refused": Pair(
        "{count} files handed in by the browser could not be read and stay in uploads/: {size} MB",
        "{count} tệp tải lên không đọc được còn nằm trong uploads/: {size} MB",
    ),
    "retention.refused-past": Pair(
        "{count} of them were handed in more than {years} years ago.",
        "Trong đó {count} tệp được tải lên quá {years} năm.",
    ),
    "retention.nothing-deleted": Pair(
        "Nothing was deleted. Whether a paper may go, the archive's rules decide; see bienban erase.",
        "Không xoá gì. Văn bản nào được huỷ là do quy định lưu trữ; xem bienban erase.",
    ),
    # erase
    "erase.help": Pair(
        "Erase one original with all that was made of it, on a lawful request. A tombstone without names stays.",
        "Xoá một bản gốc cùng mọi thứ tạo ra từ nó theo yêu cầu hợp pháp. Để lại dấu mốc không chứa tên.",
    ),
    "erase.which": Pair(
        "Beginning of the SHA-256 or of a record's id, eight letters or more.",
        "Phần đầu của SHA-256 hoặc của mã bản ghi, từ tám ký tự.",
    ),
    "erase.reason": Pair(
        "On whose request, by which rule; write no name into it.", "Theo yêu cầu và quy định nào; không ghi tên."
    ),
    "erase.confirm-help": Pair(
        "The first twelve letters of the SHA-256, repeated.", "Nhắc lại mười hai ký tự đầu của SHA-256."
    ),
    "erase.no-reason": Pair(
        "--reason is needed: it stays with the tombstone", "cần --reason: lý do được giữ cùng dấu mốc"
    ),
    "erase.not-one": Pair(
        "'{which}' fits {count} originals; write eight or more letters that fit one",
        "'{which}' ứng với {count} bản gốc; hãy ghi từ tám ký tự chỉ ứng với một",
    ),
    "erase.confirm": Pair(
        "nothing was erased; to erase this original for good, add --confirm {sha256}",
        "chưa xoá gì; để xoá hẳn bản gốc này, thêm --confirm {sha256}",
    ),
    "erase.done": Pair("{sha256}: erased. Rows: {rows}.", "{sha256}: đã xoá. Số dòng: {rows}."),
    "erase.handed-in": Pair("removed: {path}", "đã xoá: {path}"),
    "erase.removed": Pair("removed, is made again when needed: {path}", "đã xoá, sẽ được tạo lại khi cần: {path}"),
    "erase.elsewhere": Pair(
        "not reached from here, erase or renew it yourself: {place}",
        "chương trình không với tới, hãy tự xoá hoặc làm mới: {place}",
    ),
}
