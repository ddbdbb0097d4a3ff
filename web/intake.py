"""Files that a browser hands in, and the one worker that reads them while the pages go on."""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import BinaryIO, Literal, NamedTuple

from flows.again import understand_again
from flows.batch import Progress, log_bug
from flows.run import alone
from flows.settings import BatchSettings
from flows.stages import Rooms, Stages
from flows.steps import run_batch
from schemas import BienBanError, StoreError
from store import Layouts, Store, Upload, Uploads, from_os
from store.originals import UNKNOWN, media_type

__all__ = ["Intake", "safe_name"]

log = logging.getLogger("bienban.web")
CHUNK = 1 << 20
REFUSED = {
    "type": (
        "Not a PDF, TIFF, JPEG or PNG by its content. Save or scan it as one of these.",
        "Nội dung không phải PDF, TIFF, JPEG hay PNG. Hãy lưu hoặc quét lại thành một trong các dạng đó.",
    ),
    "empty": ("The file is empty.", "Tệp rỗng."),
    "large": (
        "Larger than {limit} MB. Split it, or raise the setting reading.max_bytes.",
        "Lớn hơn {limit} MB. Hãy chia nhỏ, hoặc tăng cài đặt reading.max_bytes.",
    ),
    "bug": (
        "The program failed on this file ({kind}).",
        "Chương trình gặp lỗi với tệp này ({kind}).",
    ),
    "known": (
        "The same file is already in the archive; nothing was added.",
        "Đúng tệp này đã có trong kho; không thêm gì.",
    ),
}


class Job(NamedTuple):
    kind: Literal["file", "again", "stop"]
    key: str  # id of the upload, or SHA-256 of the document


def safe_name(name: str) -> str:
    """The name that a file is kept under: its last part, letters, figures and a few signs, never a path."""
    last = re.split(r"[/\\]", name)[-1]
    kept = re.sub(r"[^\w.() -]", "_", last).strip(" .")[-120:]
    return kept or "tep"


class Intake:
    """Takes files in and reads them one after the other. ``wait`` lets a test see the end."""

    def __init__(self, store: Store, settings: BatchSettings, stages: Stages | None = None) -> None:
        self._store, self._settings = store, settings
        self._stages = stages or Rooms(*settings.registers)
        self.uploads = Uploads(store)
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._idle = Event()
        self._idle.set()
        self._waiting, self._counting = 0, Lock()
        self._again: set[str] = set()  # documents that wait to be understood again
        self._doing = ""  # the one that is
        self._thread = Thread(target=self._work, name="bienban-intake", daemon=True)

    @property
    def folder(self) -> Path:
        """Where files that were handed in lie, each in a folder of its own id."""
        return self._store.data_dir / "uploads"

    def start(self) -> None:
        """Begin to work, first on what was left when the program ended."""
        self._thread.start()
        for one in self.uploads.unfinished():
            self._put(Job("file", one.id))
        for sha256 in Layouts(self._store).waiting():
            self.again(sha256)

    def stop(self) -> None:
        """Let the worker end after the job at hand."""
        self._jobs.put(Job("stop", ""))

    def wait(self, seconds: float) -> bool:
        """Whether everything was done within so many seconds."""
        return self._idle.wait(seconds)

    def take(self, name: str, stream: BinaryIO, who: str) -> Upload:
        """Keep one file and have it read; what is refused at once is noted with its reason."""
        limit = self._settings.read.max_bytes
        head = stream.read(1024)
        stream.seek(0)
        shown = " ".join(name.split())[:200] or "–"
        if not head:
            return self.uploads.add(shown, 0, who=who, state="refused", reason=REFUSED["empty"])
        if media_type(head) == UNKNOWN:
            return self.uploads.add(shown, len(head), who=who, state="refused", reason=REFUSED["type"])
        digest, size = hashlib.sha256(), 0
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
        sha256 = digest.hexdigest()
        if size > limit:
            english, vietnamese = (text.format(limit=limit // 1_000_000) for text in REFUSED["large"])
            return self.uploads.add(shown, size, who=who, state="refused", reason=(english, vietnamese))
        if self._store.known(sha256, {}):
            return self.uploads.add(shown, size, who=who, sha256=sha256, state="duplicate", reason=REFUSED["known"])
        upload = self.uploads.add(shown, size, who=who, sha256=sha256)
        self._keep(upload, stream)
        self._put(Job("file", upload.id))
        return upload

    def again(self, sha256: str) -> None:
        """Have a document understood again; asking twice before its turn is asking once."""
        if sha256 not in self._again:
            self._again.add(sha256)
            self._put(Job("again", sha256))

    def busy_with(self, sha256: str) -> bool:
        """Whether the document waits to be understood again, or is being so."""
        return sha256 in self._again or sha256 == self._doing

    # the worker ------------------------------------------------------------------------------------------------

    def _put(self, job: Job) -> None:
        with self._counting:
            self._waiting += 1
            self._idle.clear()
        self._jobs.put(job)

    def _work(self) -> None:
        while (job := self._jobs.get()).kind != "stop":
            try:
                self._file(job.key) if job.kind == "file" else self._understand(job.key)
            except Exception as error:
                # The one place that catches everything: this thread is the only one that works, and an error nobody
                # expected in one file must not leave all later ones waiting for ever without a word.
                self._failed(job, error)
            finally:
                with self._counting:
                    self._waiting -= 1
                    if self._waiting == 0:
                        self._idle.set()

    def _failed(self, job: Job, error: Exception) -> None:
        """Say so in the log, and beside the file; the file stays where it was handed in."""
        log_bug(error, job.key)
        if job.kind == "file":
            kind = type(error).__name__
            english, vietnamese = (text.format(kind=kind) for text in REFUSED["bug"])
            with suppress(StoreError, KeyError):  # where even that cannot be written, the log has it
                self.uploads.note(job.key, state="refused", reason_en=english, reason_vi=vietnamese)

    def _understand(self, sha256: str) -> None:
        self._doing = sha256
        self._again.discard(sha256)  # what a person says from now on is not part of this turn
        try:
            with alone(self._store.data_dir, None):
                understand_again(self._store, self._settings, sha256, self._stages)
        finally:
            self._doing = ""

    def _file(self, upload_id: str) -> None:
        upload = self.uploads.get(upload_id)
        path = self._path(upload)
        self.uploads.note(upload_id, state="reading", step="read", page=1)
        refused: list[tuple[str, str]] = []

        def tell(progress: Progress) -> None:
            if progress.kind == "page" and progress.page is not None:
                self.uploads.note(upload_id, step="read", page=progress.page + 1)
            elif progress.kind == "document":
                self.uploads.note(upload_id, step="assess")
            elif progress.kind == "aside" and progress.reason:
                refused.append(progress.reason)

        try:
            with alone(self._store.data_dir, None):
                result = run_batch([path], self._settings, tell, self._stages)
            refused += [(item.reason_en, item.reason_vi) for item in result.aside]
        except BienBanError as error:
            refused.append((error.english, error.vietnamese))
        if refused:
            english, vietnamese = refused[0]
            self.uploads.note(upload_id, state="refused", reason_en=english, reason_vi=vietnamese)
        else:
            self.uploads.note(upload_id, state="done", step="done", page=None)
            shutil.rmtree(path.parent, ignore_errors=True)  # the archive keeps the original: no second copy of it

    def _path(self, upload: Upload) -> Path:
        return self.folder / upload.id / safe_name(upload.name)

    def _keep(self, upload: Upload, stream: BinaryIO) -> None:
        path = self._path(upload)
        stream.seek(0)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as out:
                shutil.copyfileobj(stream, out, CHUNK)
        except OSError as error:
            with suppress(OSError):
                shutil.rmtree(path.parent)
            self.uploads.note(upload.id, state="refused", reason_en="disk", reason_vi="ổ đĩa")
            raise from_os(error, "uploads") from error
