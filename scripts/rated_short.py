"""The short set of rated meetings (``tests/quality/rated``): half of them as text, half as the lists of a record."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from bienban.plaintext import pages_from_text
from nlp import Lexicon, split, understand
from schemas import Record

__all__ = ["record_of", "short_meetings"]

_NAMES = ("short_texts.yaml", "short_records.yaml")


def short_meetings(folder: Path, lexicon: Lexicon) -> list[tuple[str, list[int | None], list[Record]]]:
    """Id, the reader's levels in the order of the aspects, and the records that it gives, the first one rated."""
    texts, lists = (yaml.safe_load((folder / name).read_text(encoding="utf-8"))["meetings"] for name in _NAMES)
    return [
        *((row["id"], row["levels"], _understood(row["id"], row["text"], lexicon)) for row in texts),
        *((row["id"], row["levels"], [record_of(row)]) for row in lists),
    ]


def _understood(name: str, text: str, lexicon: Lexicon) -> list[Record]:
    units = split(pages_from_text(text), f"{name}.txt", sha256(text.encode()).hexdigest())
    return [understand(unit, lexicon) for unit in units]


def record_of(row: dict[str, Any]) -> Record:
    """A record that was read without a fault, and the text that has the same lists under the usual headings."""
    done, failed, causes = (row.get(key, []) for key in ("done", "not_done", "causes"))
    ratio = row.get("previous")
    said, owned, mutual = (row.get(key, []) for key in ("contributions", "self_criticism", "criticism"))
    tasks, decided, theme = row.get("tasks", []), row.get("decisions", []), row.get("theme")
    text = "\n".join(
        [
            "BIÊN BẢN SINH HOẠT CHI BỘ" if not theme else "BIÊN BẢN SINH HOẠT CHUYÊN ĐỀ",
            f"Họp ngày {'/'.join(reversed(row['date'].split('-')))}",
            *([f"Chuyên đề: {theme}"] if theme else []),
            *(["I. Kết quả thực hiện nghị quyết tháng trước"] if done or failed or ratio else []),
            *([f"- Hoàn thành {ratio[0]}/{ratio[1]} nhiệm vụ."] if ratio else []),
            *(f"- {line}." for line in (*done, *failed, *causes)),
            "II. Thảo luận",
            *(f"- Đ/c {who}: {words}." for who, words in said),
            *(["III. Tự phê bình và phê bình"] if owned or mutual else []),
            *(f"- Đ/c {who}: {words}." for who, words in owned),
            *(f"- Đ/c {by} góp ý đ/c {of}: {words}." for by, of, words in mutual),
            "IV. Kết luận, phân công",
            *(f"- {line}." for line in decided),
            *(f"- {_owner(who)}: {what}{f', {term}' if term else ''}." for who, what, term, _ in tasks),
        ]
    )
    return Record.model_validate(
        {
            "record_id": row["id"],
            "source": {"path": f"{row['id']}.txt", "sha256": sha256(text.encode()).hexdigest(), "pages": [1]},
            "document_type": "minutes",
            "meeting_type": row.get("meeting_type", "regular"),
            "held": {"date": row["date"]},
            "theme": theme,
            "previous_resolution": {"done": ratio[0], "total": ratio[1]} if ratio else {},
            "assessment_of_work": {"done": done, "not_done": failed, "causes_subjective": causes},
            "contributions": [{"speaker": who, "text": words} for who, words in said],
            "self_criticism": [{"person": who, "text": words} for who, words in owned],
            "criticism": [{"by": by, "of": of, "text": words} for by, of, words in mutual],
            "decisions": [{"text": line} for line in decided],
            "tasks": [
                {"assignee": who, "action": what, "deadline_text": term, "deadline": day}
                for who, what, term, day in tasks
            ],
            "text": text,
        }
    )


def _owner(who: str) -> str:
    return f"Đ/c {who}" if who[:1].isupper() else who[:1].upper() + who[1:]
