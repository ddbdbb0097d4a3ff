"""Both languages say everything, and nothing that is said is missing."""

from __future__ import annotations

import re
import string
from pathlib import Path

import bienban
from bienban.catalogue import MESSAGES
from bienban.i18n import Say, both, configured_language, detect_language, option_value
from schemas import Assessment, DocumentType, MeetingType, PageSource, PageState, ProfileLevels, Severity
from schemas.assessments import CriterionStatus

ROOM = Path(bienban.__file__).parent
VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_has_both_languages_with_the_same_placeholders() -> None:
    assert [key for key, pair in MESSAGES.items() if not (pair.en.strip() and pair.vi.strip())] == []
    assert [key for key, pair in MESSAGES.items() if placeholders(pair.en) != placeholders(pair.vi)] == []


def test_the_english_wording_holds_no_vietnamese() -> None:
    assert [key for key, pair in MESSAGES.items() if VIETNAMESE.search(pair.en.replace("Biên Bản", ""))] == []


def test_every_key_that_the_code_or_a_template_uses_is_in_the_catalogue() -> None:
    used: set[str] = set()
    for path in (*ROOM.rglob("*.py"), *ROOM.rglob("*.html")):
        used.update(
            re.findall(r"""\b(?:say|t|both|_say)\(\s*["']([a-z][\w.-]+)["']""", path.read_text(encoding="utf-8"))
        )
    assert len(used) > 80, "the pattern no longer finds the calls"
    assert used <= set(MESSAGES), used - set(MESSAGES)


def test_every_value_of_the_contract_that_is_shown_has_a_word() -> None:
    keys = [
        *(f"severity.{item}" for item in Severity),
        *(f"type.{item}" for item in DocumentType),
        *(f"kind.{item}" for item in MeetingType),
        *(f"state.{item}" for item in PageState),
        *(f"source.{item}" for item in PageSource),
        *(f"status.{item}" for item in CriterionStatus),
        *(f"level.{item}" for item in ProfileLevels.model_fields),
        *(f"mark.{item}" for item in (*MeetingType, *DocumentType) if item != MeetingType.REGULAR),
    ]
    assert Assessment.model_fields  # the contract is there
    assert [key for key in keys if key not in MESSAGES] == []


def test_every_measure_of_the_profile_has_a_name() -> None:
    import quality

    assert [name for name in quality.MEASURES if f"measure.{name}" not in MESSAGES] == []


def test_the_marks_of_the_overview_differ() -> None:
    marks = [pair.vi for key, pair in MESSAGES.items() if key.startswith("mark.")]
    assert len(set(marks)) == len(marks)


def test_language_comes_from_the_option_then_environment_then_file_then_locale(tmp_path: Path) -> None:
    assert detect_language([], {}, tmp_path) == "en"
    assert detect_language([], {"LANG": "vi_VN.UTF-8"}, tmp_path) == "vi"
    assert detect_language([], {"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, tmp_path) == "en"
    (tmp_path / "bienban.toml").write_text('language = "vi"\n', encoding="utf-8")
    assert detect_language([], {"LANG": "en_GB.UTF-8"}, tmp_path) == "vi"
    assert detect_language([], {"BIENBAN_LANGUAGE": "en"}, tmp_path) == "en"
    assert detect_language(["--lang", "vi"], {"BIENBAN_LANGUAGE": "en"}, tmp_path) == "vi"
    assert detect_language(["--lang=en"], {}, tmp_path) == "en"


def test_a_locale_is_no_choice(tmp_path: Path) -> None:
    assert configured_language([], {"LANG": "en_GB.UTF-8"}, tmp_path) is None
    assert configured_language(["--lang", "en"], {}, tmp_path) == "en"


def test_arguments_after_two_dashes_are_no_options() -> None:
    assert option_value(["extract", "--", "--lang", "vi"], "--lang") is None
    assert option_value(["--lang", "vi", "--lang", "en"], "--lang") == "en"


def test_an_error_gets_both_wordings() -> None:
    english, vietnamese = both("error.no-command", name="x")
    assert (english, vietnamese) == (Say("en")("error.no-command", name="x"), Say("vi")("error.no-command", name="x"))
    assert english != vietnamese
