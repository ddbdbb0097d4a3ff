"""What the pages of a team say: key -> (Vietnamese, English)."""

from __future__ import annotations

__all__ = ["TEAM"]

TEAM: dict[str, tuple[str, str]] = {
    "login.title": ("Đăng nhập", "Log in"),
    "login.name": ("Tên tài khoản", "Account"),
    "login.password": ("Mật khẩu", "Password"),
    "login.do": ("Đăng nhập", "Log in"),
    "login.single": ("Đăng nhập một lần (tài khoản cơ quan)", "Single sign-on (account of your office)"),
    "login.done": ("Đã đăng nhập", "Logged in"),
    "login.on": ("Tiếp tục", "Go on"),
    "login.out": ("Đăng xuất", "Log out"),
    "login.lost": (
        "Phiên làm việc đã hết. Những gì bạn đã gõ vẫn còn: đăng nhập rồi gửi lại.",
        "Your session has ended. What you typed is kept: log in, then send it again.",
    ),
    "login.kept": ("Đã đăng nhập. Hãy gửi lại những gì bạn đã gõ.", "Logged in. Send what you typed once more."),
    "error.login": ("Bạn chưa đăng nhập.", "You are not logged in."),
    "error.401": ("Hãy đăng nhập", "Please log in"),
    "who.account": ("Tài khoản", "Account"),
    "who.role": ("Vai trò", "Role"),
    "who.cells": ("Chi bộ được xem", "Cells you see"),
    "who.all-cells": ("mọi chi bộ", "all cells"),
    "role.viewer": ("người xem", "viewer"),
    "role.reviewer": ("người duyệt", "reviewer"),
    "role.scorer": ("người chấm", "scorer"),
    "role.analyst": ("người phân tích", "analyst"),
    "role.admin": ("quản trị", "administrator"),
    "hidden.why": (
        "Vai trò của bạn không được xem danh tính: tên người được thay bằng bí danh; ảnh, toàn văn và nội dung tự do "
        "không hiển thị.",
        "Your role may not see who is meant: names are replaced by pseudonyms; images, full text and free wording are "
        "left out.",
    ),
    "hidden.count": ("{n} mục", "{n} items"),
    "hidden.text": ("(có ghi, không hiển thị)", "(stated, not shown)"),
}
