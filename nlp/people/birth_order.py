"""Names by the order of birth: in the south children are called "Hai Đực", "Ba Thới", "Út Hiền"."""

from __future__ import annotations

__all__ = ["BIRTH_ORDER", "BIRTH_ORDER_NAME"]

BIRTH_ORDER = frozenset({"Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Út"})
# The text of a pattern: the order and one short given name, as written.
BIRTH_ORDER_NAME = rf"(?:{'|'.join(sorted(BIRTH_ORDER))})\s[A-ZĐÀ-Ỹ][a-zà-ỹ]{{1,6}}"
