"""Why a rubric file is refused, in both languages.

Our own rules raise ``Refused``, which carries both wordings through pydantic; pydantic's own kinds of error are worded
here by their type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["Refused", "reason_of"]

# pydantic's error types, as they can occur with the rubric's schema; what is not here is told in pydantic's English.
_KINDS = {
    "missing": "thiếu khóa này",
    "extra_forbidden": "không có khóa nào tên như vậy",
    "literal_error": "phải là một trong các giá trị {expected}",
    "enum": "phải là một trong các giá trị {expected}",
    "float_type": "phải là một số",
    "float_parsing": "phải là một số",
    "string_type": "phải là một chuỗi chữ",
    "string_too_short": "phải có ít nhất {min_length} ký tự",
    "string_too_long": "không được quá {max_length} ký tự",
    "string_pattern_mismatch": "chỉ gồm chữ không dấu, số, dấu chấm, gạch nối và gạch dưới",
    "list_type": "phải là một danh sách",
    "too_short": "phải có ít nhất {min_length} mục",
    "too_long": "không được quá {max_length} mục",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "dict_type": "phải là các cặp khóa và giá trị",
    "model_type": "phải là các cặp khóa và giá trị",
    "model_attributes_type": "phải là các cặp khóa và giá trị",
    "tuple_type": "phải là hai số [thấp, cao]",
    "date_type": "phải là ngày dạng NĂM-THÁNG-NGÀY",
    "date_parsing": "phải là ngày dạng NĂM-THÁNG-NGÀY",
    "date_from_datetime_parsing": "phải là ngày dạng NĂM-THÁNG-NGÀY",
    "greater_than_equal": "phải từ {ge} trở lên",
}


class Refused(ValueError):  # noqa: N818 - what it says, as pydantic wants a ValueError
    """A rule of the rubric's schema that a file breaks; ``str`` is the English wording."""

    def __init__(self, english: str, vietnamese: str) -> None:
        super().__init__(english)
        self.vietnamese = vietnamese


def reason_of(error: ErrorDetails) -> tuple[str, str]:
    """English and Vietnamese wording of one of pydantic's errors."""
    context = error.get("ctx", {})
    own = context.get("error")
    if isinstance(own, Refused):
        return str(own), own.vietnamese
    english = error["msg"]
    told = _KINDS.get(error["type"])
    if told is None:
        return english, english
    if "expected" in context:
        context = {**context, "expected": str(context["expected"]).replace(" or ", " hoặc ")}
    return english, told.format(**context)
