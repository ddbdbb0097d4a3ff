"""Messages that no single command owns."""

from __future__ import annotations

from bienban.catalogue.base import Pair

__all__ = ["GENERAL"]

GENERAL: dict[str, Pair] = {
    # help
    "app.help": Pair(
        "Biên Bản turns scanned minute books and resolutions of party cells into structured, checkable records, "
        "on this machine only.",
        "Biên Bản chuyển sổ biên bản và nghị quyết chi bộ đã quét thành dữ liệu có cấu trúc, kiểm tra được, "
        "ngay trên máy này.",
    ),
    "app.epilog": Pair(
        "First check the machine with: bienban doctor. Then: bienban run FOLDER, and open data/report.html.",
        "Trước hết kiểm tra máy: bienban doctor. Sau đó: bienban run THƯ_MỤC rồi mở data/report.html.",
    ),
    "option.lang": Pair("Language of messages: vi or en.", "Ngôn ngữ hiển thị: vi hoặc en."),
    "option.config": Pair(
        "Settings file (default: bienban.toml in this folder).", "Tệp cài đặt (mặc định: bienban.toml ở thư mục này)."
    ),
    "option.data-dir": Pair(
        "Folder of database, originals and report.", "Thư mục chứa cơ sở dữ liệu, bản gốc, báo cáo."
    ),
    "option.version": Pair("Show the version and exit.", "Cho biết phiên bản rồi thoát."),
    "option.help": Pair("Show this help and exit.", "Hiện trợ giúp này rồi thoát."),
    "option.workers": Pair("Processor cores to use (0: all).", "Số nhân xử lý được dùng (0: tất cả)."),
    "option.cells": Pair(
        "Register of cells (CSV): names of cells are linked to it.",
        "Danh sách chi bộ (CSV): tên chi bộ được gắn với danh sách này.",
    ),
    "option.roster": Pair(
        "Roster of members (CSV): names of persons are linked to it.",
        "Danh sách đảng viên (CSV): tên người được gắn với danh sách này.",
    ),
    "option.rubric": Pair(
        "Id or file (*.yaml) of the rubric (default: by each meeting's date).",
        "Mã hoặc tệp (*.yaml) của khung tiêu chí (mặc định: theo ngày họp).",
    ),
    "option.json": Pair("Print JSON.", "In ra dạng JSON."),
    "option.out": Pair("Write to this file instead.", "Ghi vào tệp này."),
    "argument.paths": Pair("Files or folders with scans.", "Tệp hoặc thư mục bản quét."),
    "metavar.paths": Pair("PATH", "ĐƯỜNG_DẪN"),
    # frame of the help pages
    "frame.usage": Pair("Usage:", "Cách dùng:"),
    "frame.arguments": Pair("Arguments:", "Tham số:"),
    "frame.options": Pair("Options:", "Tuỳ chọn:"),
    "frame.commands": Pair("Commands:", "Các lệnh:"),
    "frame.options-metavar": Pair("[OPTIONS]", "[TUỲ_CHỌN]"),
    "frame.command-metavar": Pair("COMMAND", "LỆNH"),
    "frame.required": Pair("required", "bắt buộc"),
    "frame.default": Pair("default", "mặc định"),
    "frame.range": Pair("range", "khoảng"),
    # errors
    "error.prefix": Pair("Error: {message}", "Lỗi: {message}"),
    "error.see-help": Pair("See: {command} --help", "Xem: {command} --help"),
    "error.missing-argument": Pair("missing {name}.", "thiếu {name}."),
    "error.missing-command": Pair("missing command.", "thiếu tên lệnh."),
    "error.no-option": Pair("no such option: {name}", "không có tuỳ chọn: {name}"),
    "error.no-command": Pair("no such command: {name}", "không có lệnh: {name}"),
    "error.bad-value": Pair("unusable value for {name}: {reason}", "giá trị không dùng được cho {name}: {reason}"),
    "error.arguments": Pair("unusable arguments: {reason}", "tham số không dùng được: {reason}"),
    "error.language": Pair("--lang must be vi or en, not '{value}'", "--lang phải là vi hoặc en, không phải '{value}'"),
    "error.bug": Pair(
        "Unexpected error ({kind}); this is a defect of the program. Details without names: {log}",
        "Lỗi không lường trước ({kind}); đây là lỗi của chương trình. Chi tiết (không có tên người): {log}",
    ),
    "error.bug-in-file": Pair(
        "{path}: unexpected error ({kind}), a defect of the program; details: {log}",
        "{path}: lỗi không lường trước ({kind}) của chương trình; chi tiết: {log}",
    ),
    "error.no-log": Pair("(the log could not be written)", "(không ghi được nhật ký)"),
    "error.disk": Pair(
        "the disk refused: {reason}. Nothing half-written was left; mend it and run again.",
        "ổ đĩa báo lỗi: {reason}. Không để lại tệp ghi dở; hãy khắc phục rồi chạy lại.",
    ),
    "error.interrupted": Pair("Stopped.", "Đã dừng."),
    "error.cannot-write": Pair("{path}: cannot be written ({reason})", "{path}: không ghi được ({reason})"),
    "error.cannot-read": Pair("{path}: cannot be opened ({reason})", "{path}: không mở được ({reason})"),
    # kinds of input errors
    "reason.unreadable": Pair("damaged, truncated or empty", "hỏng, thiếu hoặc rỗng"),
    "reason.encrypted": Pair("protected by a password", "có mật khẩu"),
    "reason.too-large": Pair("over a limit", "vượt giới hạn"),
    "reason.not-a-document": Pair("not a document with pages", "không phải tài liệu có trang"),
    "reason.erased": Pair("erased on a lawful request", "đã xoá theo yêu cầu hợp pháp"),
    "reason.input": Pair("cannot be read", "không đọc được"),
    "reason.error": Pair("unexpected error", "lỗi không lường trước"),
}
