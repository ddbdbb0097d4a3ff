"""Messages of team mode: accounts, the audit trail, serving to others."""

from __future__ import annotations

from bienban.catalogue.base import Pair

__all__ = ["TEAM"]

TEAM: dict[str, Pair] = {
    "user.help": Pair("Accounts of a team (for serve --team).", "Tài khoản của nhóm (cho serve --team)."),
    "user.add.help": Pair("Add an account.", "Thêm tài khoản."),
    "user.list.help": Pair("List the accounts.", "Liệt kê tài khoản."),
    "user.role.help": Pair("Give an account another role.", "Đổi vai trò của tài khoản."),
    "user.cells.help": Pair("Give an account other cells.", "Đổi các chi bộ của tài khoản."),
    "user.disable.help": Pair("Lock an account and end its logins.", "Khoá tài khoản và chấm dứt các phiên."),
    "user.enable.help": Pair("Unlock an account.", "Mở khoá tài khoản."),
    "user.reset.help": Pair(
        "Set a new password and end the logins of the account.",
        "Đặt mật khẩu mới và chấm dứt các phiên của tài khoản.",
    ),
    "user.name": Pair("NAME", "TÊN"),
    "user.name.help": Pair("Name of the account.", "Tên tài khoản."),
    "user.role.option": Pair(
        "What it may do: viewer, reviewer, scorer, analyst or admin.",
        "Được làm gì: viewer, reviewer, scorer, analyst hoặc admin.",
    ),
    "user.cell": Pair(
        "A cell whose papers it sees, as its name is written; may be repeated.",
        "Chi bộ mà tài khoản được xem, viết đúng tên; có thể lặp lại.",
    ),
    "user.all-cells": Pair("It sees all cells.", "Được xem mọi chi bộ."),
    "user.which-cells": Pair(
        "Say either --all-cells or at least one --cell.", "Hãy nêu --all-cells hoặc ít nhất một --cell."
    ),
    "user.ask": Pair("Password: ", "Mật khẩu: "),
    "user.again": Pair("The same once more: ", "Nhập lại: "),
    "user.differ": Pair("the two passwords differ", "hai lần nhập không giống nhau"),
    "user.no-password": Pair(
        "no password was given: type it, or send it as one line on standard input",
        "chưa có mật khẩu: hãy gõ vào, hoặc đưa một dòng qua đầu vào chuẩn",
    ),
    "user.added": Pair("Added {name} ({role}; {cells}).", "Đã thêm {name} ({role}; {cells})."),
    "user.changed": Pair("Changed {name} ({role}; {cells}; {state}).", "Đã đổi {name} ({role}; {cells}; {state})."),
    "user.unknown-cell": Pair(
        "note: the archive has no paper of the cell {cell} yet",
        "lưu ý: kho chưa có văn bản nào của chi bộ {cell}",
    ),
    "user.none": Pair("There are no accounts.", "Chưa có tài khoản nào."),
    "user.every-cell": Pair("all cells", "mọi chi bộ"),
    "user.active": Pair("active", "đang dùng"),
    "user.inactive": Pair("locked", "đã khoá"),
    "user.col-name": Pair("Account", "Tài khoản"),
    "user.col-role": Pair("Role", "Vai trò"),
    "user.col-cells": Pair("Cells", "Chi bộ"),
    "user.col-state": Pair("State", "Trạng thái"),
    "audit.help": Pair("The audit trail.", "Nhật ký kiểm toán."),
    "audit.verify.help": Pair(
        "Check that no row of the audit trail was changed, removed, moved or put in.",
        "Kiểm tra không dòng nào của nhật ký kiểm toán bị sửa, xoá, đổi chỗ hoặc chèn thêm.",
    ),
    "audit.head": Pair(
        "A hash that was the last one before: shows that the end was not cut off.",
        "Mã băm từng là dòng cuối: cho thấy phần cuối không bị cắt.",
    ),
    "audit.whole": Pair(
        "The audit trail is whole: {rows} rows. Its last hash, to be noted elsewhere: {head}",
        "Nhật ký kiểm toán còn nguyên vẹn: {rows} dòng. Mã băm cuối, nên ghi lại ở nơi khác: {head}",
    ),
    "audit.changed": Pair(
        "The audit trail was tampered with: row {row} was changed.",
        "Nhật ký kiểm toán đã bị can thiệp: dòng {row} bị sửa.",
    ),
    "audit.removed": Pair(
        "The audit trail was tampered with: rows before row {row} were removed.",
        "Nhật ký kiểm toán đã bị can thiệp: các dòng trước dòng {row} bị xoá.",
    ),
    "audit.moved": Pair(
        "The audit trail was tampered with: row {row} was moved or put in.",
        "Nhật ký kiểm toán đã bị can thiệp: dòng {row} bị đổi chỗ hoặc chèn thêm.",
    ),
    "audit.cut": Pair(
        "The audit trail was tampered with: the row with the hash {head} is gone, the end was cut off.",
        "Nhật ký kiểm toán đã bị can thiệp: dòng có mã băm {head} không còn, phần cuối bị cắt.",
    ),
    "serve.team": Pair(
        "Ask for accounts and passwords (bienban user add).", "Yêu cầu tài khoản và mật khẩu (bienban user add)."
    ),
    "serve.host": Pair(
        "Address to listen on; other than 127.0.0.1 only with --team.",
        "Địa chỉ lắng nghe; khác 127.0.0.1 chỉ khi có --team.",
    ),
    "serve.only-loopback": Pair(
        "Without --team the pages ask for no password, so {host} is refused: only 127.0.0.1.",
        "Không có --team thì trang không hỏi mật khẩu, nên không dùng {host}: chỉ 127.0.0.1.",
    ),
    "serve.no-admin": Pair(
        "Team mode needs an account that may administer. Make one: bienban user add NAME --role admin --all-cells",
        "Chế độ nhóm cần một tài khoản quản trị. Hãy tạo: bienban user add TÊN --role admin --all-cells",
    ),
    "serve.no-certificate": Pair(
        "On {host} passwords would cross the network in the clear. Set web_certificate and web_certificate_key, or "
        "listen on 127.0.0.1 behind a server of your own that speaks HTTPS.",
        "Trên {host} mật khẩu sẽ đi qua mạng không mã hoá. Hãy đặt web_certificate và web_certificate_key, hoặc "
        "lắng nghe ở 127.0.0.1 sau một máy chủ HTTPS của đơn vị.",
    ),
    "serve.no-hosts": Pair(
        "{host} means every address of this machine: say in web_hosts under which names browsers may call the pages.",
        "{host} là mọi địa chỉ của máy này: hãy nêu trong web_hosts các tên mà trình duyệt được dùng để mở trang.",
    ),
    "serve.oidc-half": Pair(
        "Single sign-on needs all three settings: web_oidc_issuer, web_oidc_client, web_oidc_secret_file.",
        "Đăng nhập một lần cần đủ ba cài đặt: web_oidc_issuer, web_oidc_client, web_oidc_secret_file.",
    ),
    "serve.oidc-secret": Pair(
        "The file web_oidc_secret_file cannot be read ({reason}).",
        "Không đọc được tệp web_oidc_secret_file ({reason}).",
    ),
    "serve.certificate-bad": Pair(
        "the certificate or its key cannot be used: {reason}", "không dùng được chứng thư hoặc khoá: {reason}"
    ),
    "serve.team-at": Pair(
        "Review pages for a team at {url}. Ctrl-C ends it.", "Trang duyệt cho nhóm tại {url}. Ctrl-C để dừng."
    ),
}
