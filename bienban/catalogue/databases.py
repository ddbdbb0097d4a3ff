"""Messages of the commands that look after an archive."""

from __future__ import annotations

from bienban.catalogue.base import Pair

__all__ = ["DATABASES"]

DATABASES: dict[str, Pair] = {
    "db.help": Pair("Look after the database.", "Trông coi cơ sở dữ liệu."),
    "db.upgrade.help": Pair(
        "Bring the schema of the database up to date.", "Đưa cấu trúc cơ sở dữ liệu lên bản mới nhất."
    ),
    "db.check.help": Pair(
        "Check that everything is whole. Rows, audit trail, originals.",
        "Kiểm tra tính toàn vẹn. Các dòng, nhật ký kiểm toán, bản gốc.",
    ),
    "db.copy.help": Pair(
        "Copy everything to another database. Verified row by row, may be repeated.",
        "Sao chép toàn bộ sang cơ sở dữ liệu khác. Đối chiếu từng dòng, chạy lại được.",
    ),
    "db.full": Pair(
        "Read every original anew and compare its hash (slow).", "Đọc lại từng bản gốc và so mã băm (chậm)."
    ),
    "db.target": Pair("ADDRESS", "ĐỊA_CHỈ"),
    "db.target.help": Pair(
        "Address of the database to copy to, as for the setting database_url.",
        "Địa chỉ cơ sở dữ liệu đích, như ở cài đặt database_url.",
    ),
    "db.originals": Pair(
        "Copy the originals too, to this place (as for the setting originals_url).",
        "Sao chép cả bản gốc sang nơi này (như ở cài đặt originals_url).",
    ),
    "db.is-new": Pair("Made an empty database, schema {now}.", "Đã tạo cơ sở dữ liệu trống, cấu trúc {now}."),
    "db.is-current": Pair("Up to date: schema {now}.", "Đã là bản mới nhất: cấu trúc {now}."),
    "db.upgraded": Pair("Brought up to date: schema {before} to {now}.", "Đã nâng cấu trúc từ {before} lên {now}."),
    "db.empty": Pair("There is no archive at {address}.", "Không có kho lưu trữ nào tại {address}."),
    "db.col-what": Pair("What", "Mục"),
    "db.col-count": Pair("Looked at", "Đã xem"),
    "db.col-wrong": Pair("Wrong", "Sai"),
    "db.col-which": Pair("Which", "Cụ thể"),
    "db.check-schema": Pair("schema", "cấu trúc"),
    "db.check-structure": Pair("database file", "tệp cơ sở dữ liệu"),
    "db.check-counts": Pair("documents with all their rows", "văn bản đủ các dòng"),
    "db.check-pages": Pair("pages", "trang"),
    "db.check-records": Pair("records as they were loaded", "bản ghi đúng như lúc nạp"),
    "db.check-trail": Pair("audit trail", "nhật ký kiểm toán"),
    "db.check-originals": Pair("originals", "bản gốc"),
    "db.ok": Pair("Everything is whole.", "Mọi thứ đều toàn vẹn."),
    "db.bad": Pair(
        "{wrong} things are not as they should be. Restore them from a backup.",
        "{wrong} mục không đúng. Hãy khôi phục từ bản sao lưu.",
    ),
    "db.same": Pair(
        "The database to copy to is the one that is in use.", "Cơ sở dữ liệu đích chính là cơ sở dữ liệu đang dùng."
    ),
    "db.copied-table": Pair(
        "{table}: {rows} rows, {added} added, {changed} renewed, equal ({digest})",
        "{table}: {rows} dòng, thêm {added}, cập nhật {changed}, khớp ({digest})",
    ),
    "db.copied": Pair(
        "{rows} rows of {tables} tables are now in {address}, each compared.",
        "{rows} dòng của {tables} bảng đã có ở {address}, từng dòng đã đối chiếu.",
    ),
    "db.copied-originals": Pair(
        "{total} originals are there, {new} of them copied now.", "{total} bản gốc đã có ở đó, {new} vừa sao chép."
    ),
}
