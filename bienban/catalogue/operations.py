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
}
