"""Reading back, signatures, the cell's own score and grade (domain notes, sections 11 and 12)."""

from __future__ import annotations

import re
from collections.abc import Callable

from nlp.draft import Draft, Span
from nlp.fold import fold
from nlp.outline import Outline
from nlp.speech import begin_of
from nlp.unittext import Part

__all__ = ["read_closing", "read_self_assessment"]

_READ_BACK = re.compile(
    r"\b(?:bien\s*ban|thu\s*ky|da|duoc)\b[^.;\n]{0,50}\b(?:doc\s*lai|doc\s*(?:lai\s*)?(?:toan\s*van|"
    r"truoc|cho|bien\s*ban)|trinh\s*bay\s*bien\s*ban|thong\s*qua\s*(?:du\s*thao\s*)?bien\s*ban)|"
    r"\bdoc\s*lai\s*(?:bien\s*ban|cho|(?:thi\s*)?(?:ai|moi\s*nguoi|ca|cac\s*dong\s*chi|tat\s*ca|khong\s*ai))|\bbien\s*ban\b[^.;]{0,60}\b(?:duoc|da)\b[^.;]{0,20}\b(?:doc|"
    r"thong\s*qua|trinh\s*bay)|\b(?:da|duoc)\s*doc\s*lai\b|\bdoc\s*lai\s*bien\s*ban|"
    r"\bnghe\s*(?:thu\s*ky\s*|d/?c\s*\w+\s*)?(?:doc|thong\s*qua)\s*(?:lai\s*)?(?:toan\s*van\s*)?(?:bien\s*ban|bb)\b|"
    r"\bnghe\s*lai\s*(?:bien\s*ban|bb)\b|\bbien\s*ban\s*(?:da\s*|duoc\s*)*doc\s*(?:to|cong\s*khai|truoc|lai)\b|"
    r"\b(?:doc|thong\s*qua)\s*(?:lai\s*)?(?:bb|bien\s*ban)\b[^.;]{0,40}\b(?:nghe|nhat\s*tri|dong\s*y|khong\s*(?:ai|co))"
)
_SIGN_ROLE = re.compile(
    r"\b(?:nguoi\s*ghi(?:\s*bien\s*ban)?|ghi\s*(?:bien\s*ban|bb)|thu\s*k[yi](?:\s*(?:ghi\s*bien\s*ban|"
    r"hoi\s*nghi|cuoc\s*hop))?|chu\s*(?:tri|toa)(?:\s*(?:hoi\s*nghi|cuoc\s*hop))?|"
    r"t/?m\.?\s*(?:chi\s*(?:bo|uy)|cb)|(?:pho\s*)?bi\s*thu(?:\s*chi\s*bo)?|bt|"
    r"ghi|tk|ct|xac\s*nhan|dai\s*dien)\b\s*:?"
)
_INLINE = re.compile(
    r"\b(?:t/?m\.?\s*(?:cb|chi\s*bo)[^:\n]{0,24}|(?:nguoi\s*)?ghi(?:\s*(?:bb|"
    r"bien\s*ban))?|bt|bi\s*thu|thu\s*ky|chu\s*tri|chu\s*toa)\s*:\s*(?=\S)"
)
_HINT = re.compile(
    r"\(?\s*(?:da\s*)?k[yi](?:\s*(?:va\s*)?(?:ghi\s*(?:ro\s*)?)?(?:ho\s*)?(?:va\s*)?ten)?\s*\)?|"
    r"\(?\s*da\s*ky\s*\)?|\bho\s*va\s*ten\b"
)
_RECIPIENTS = re.compile(
    r"^\W*(?:noi\s*nhan|luu\s*(?::|vp|van|ho\s*so|chi|cb|$)|dang\s*(?:uy|vien)|-|nhu\s*tren|chi\s*(?:bo|uy))"
)
_SCORE = re.compile(
    r"(?<![\d/,.])(?P<score>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:/\s*(?P<max>100|10|50|20))?"
    r"(?:\s*(?:diem|d\b)|(?<=/100)\b|(?<=/ 100)\b)"
)
_SCORE_CUE = re.compile(
    r"\b(?:tong(?:\s*(?:so|cong))?(?:\s*diem)?|tu\s*cham(?:\s*(?:buoi\s*hop|buoi\s*sinh\s*hoat|"
    r"diem|duoc))*|cham\s*diem|dat|duoc|tu\s*danh\s*gia)\b[^.;\n]{0,45}$"
)
_GRADE = re.compile(
    r"\b(?:tu\s*)?(?:xep\s*loai(?:\s*(?:chat\s*luong\s*)?(?:buoi|ky|cuoc)\s*(?:sinh\s*hoat|hop))?|"
    r"loai|danh\s*gia(?:\s*(?:chat\s*luong\s*)?(?:buoi|ky|cuoc)\s*(?:sinh\s*hoat|"
    r"hop))?|muc\s*xep\s*loai|tu\s*nhan(?:\s*muc)?|xep|chat\s*luong(?:\s*(?:buoi|ky)\s*sinh\s*hoat)?)\s*(?:la|"
    r":|muc|loai|dat|chi\s*bo)?\s*:?\s*[\"“]?(?P<grade>hoan\s*thanh\s*xuat\s*sac\s*nhiem\s*vu|"
    r"hoan\s*thanh\s*tot\s*nhiem\s*vu|khong\s*hoan\s*thanh\s*nhiem\s*vu|hoan\s*thanh\s*nhiem\s*vu|"
    r"htxsnv|httnv|htnv|xuat\s*sac|tot|kha|trung\s*binh|kem|yeu|dat)\b"
)
_ABOUT_SELF = re.compile(
    r"\btu\s*(?:cham|danh\s*gia|xep|nhan)|\bcham\s*diem|\bxep\s*loai|\bloai\b|"
    r"\bchat\s*luong\s*(?:buoi|ky)|\btong\s*(?:so\s*)?diem"
)
TWO_NAMES = 4  # syllables at the least


def read_closing(outline: Outline, draft: Draft, resolve: Callable[[str], str]) -> None:
    """Fill ``closing``: whether the minutes were read back, and the names under the text in reading order."""
    unit = outline.unit
    tail = max(outline.title[1], len(unit.text) - 1200)
    match = _READ_BACK.search(unit.folded_flow, tail)
    if match:
        draft.put("/closing/read_back", True, match.span(), "closing line")
    seen: set[str] = set()
    last = [part for part in unit.parts if part.start >= outline.title[1]][-4:]
    for part in last:
        for match in _INLINE.finditer(unit.folded, part.start, part.end) if part.start < outline.foot else ():
            people = outline.lexicon.people.find(unit.text[match.end() : part.end])
            if people and begin_of(people[0]) <= 1:
                span = (match.end() + people[0].start, match.end() + people[0].end)
                name = resolve(people[0].name)
                if name not in seen:
                    seen.add(name)
                    draft.append("/closing/signed", name, span, "signature")
    _scrawled(outline, draft, seen)
    for part in unit.parts:
        if part.start < outline.foot:
            continue
        for name, span in _side_by_side(outline, part) or _names(outline, part):
            full = resolve(name)
            if full not in seen:
                seen.add(full)
                draft.append("/closing/signed", full, span, "signature")


def _scrawled(outline: Outline, draft: Draft, seen: set[str]) -> None:
    """Names under a signature that runs through them: the chair's and the secretary's syllables, in order, in the foot.

    The names are known from the opening; only that they stand here is read. Two syllables at least must be there.
    """
    unit = outline.unit
    words = [
        (w.start, w.end, fold(unit.clean[w.start : w.end]).strip(".,:;()"))
        for w in unit.words_in(outline.foot, len(unit.text))
    ]
    for name in (draft.record.secretary.name, draft.record.chair.name):
        wanted = fold(name).split() if name else []
        if name is None or len(wanted) < 3 or name in seen or any(fold(name) == fold(s) for s in seen):
            continue
        found: list[Span] = []
        for start, end, word in words:
            if word in wanted[len(found) :]:
                found.append((start, end))
        whole = " ".join(word for _, _, word in words)
        if len(found) >= len(wanted) - 1 and " ".join(wanted) not in whole:
            seen.add(name)
            draft.append("/closing/signed", name, (found[0][0], found[-1][1]), "signature over the name")


def _side_by_side(outline: Outline, part: Part) -> list[tuple[str, Span]]:
    """Two signatures with no more than a blank between them: each is somebody whom the text names in full."""
    words = outline.unit.words_in(part.start, part.end)
    if len(words) < TWO_NAMES:
        return []
    known = {fold(person.name) for person in outline.persons if person.start < outline.foot and " " in person.name}
    folded = [fold(outline.unit.clean[w.start : w.end]) for w in words]
    for n in range(2, len(words) - 1):
        if " ".join(folded[:n]) in known and " ".join(folded[n:]) in known:
            spans = [(words[0].start, words[n - 1].end), (words[n].start, words[-1].end)]
            return [(outline.unit.slice(*span), span) for span in spans]
    return []


def _names(outline: Outline, part: Part) -> list[tuple[str, Span]]:
    """Names in one part of the signature block; roles and recipients are none."""
    unit = outline.unit
    folded = unit.folded[part.start : part.end]
    start = part.start
    role = next(iter(reversed(list(_SIGN_ROLE.finditer(folded)))), None)
    if role is not None:
        start = part.start + role.end()
    elif _RECIPIENTS.match(folded):
        return []
    text = unit.text[start : part.end]
    if not text.strip(" .:-_…") or _HINT.fullmatch(fold(text).strip()):
        return []
    people = outline.lexicon.people.find(text)
    found = [(p.name, (start + p.start, start + p.end)) for p in people]
    if not found:
        bare = text.strip(" .:-_…()")
        words = bare.split()
        if (
            1 <= len(words) <= 5
            and all(w[:1].isupper() and w.replace("-", "").replace("'", "").isalpha() for w in words)
            and not bare.isupper()
        ):
            begin = start + text.index(bare)
            if role is not None or len(words) >= 2 or bare in outline.given_names:
                found = [(bare, (begin, begin + len(bare)))]
    return found


def read_self_assessment(outline: Outline, draft: Draft) -> None:
    """Fill ``self_assessment`` from the sentences in which the cell scores or grades itself."""
    unit = outline.unit
    for piece in reversed(outline.body_pieces):
        folded = unit.folded_flow[piece.start : piece.end]
        elsewhere = piece.within("discussion", "plan", "done", "not_done", "work_review")
        if piece.section != "self_score" and (elsewhere or not _ABOUT_SELF.search(folded)):
            continue
        scores = list(_SCORE.finditer(folded))
        totals = [m for m in scores if m.group("max") == "100" or _SCORE_CUE.search(folded[: m.start()])]
        if totals:
            total = totals[-1]
            base = piece.start
            draft.put(
                "/self_assessment/score",
                _value(total.group("score")),
                (base + total.start("score"), base + total.end("score")),
                "self-assessment",
            )
            if total.group("max"):
                draft.put(
                    "/self_assessment/max",
                    float(total.group("max")),
                    (base + total.start("max"), base + total.end("max")),
                    "self-assessment",
                )
        grade = next(iter(reversed(list(_GRADE.finditer(folded)))), None)
        if grade is not None:
            span = (piece.start + grade.start("grade"), piece.start + grade.end("grade"))
            draft.put("/self_assessment/grade", unit.slice(*span), span, "self-assessment")


def _value(figure: str) -> float:
    return float(figure.replace(",", "."))
