"""Originals in an object store (S3 and what else fsspec speaks), under the same names as in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from schemas import BienBanError, EnvironmentError_, StoreError, UsageError
from store import originals
from store.errors import from_os, lost_files, read_only
from store.originals import LENT, Kept
from store.packing import file_sha256
from store.processes import is_gone

__all__ = ["CACHE_BYTES", "ObjectFiles"]

CACHE_BYTES = 4_000_000_000  # copies of originals that were asked for; the oldest go when there are more
# Here an object appears wholly or not at all. Elsewhere (SFTP, SMB) it is written under another name first.
WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs"})
# What clients of object stores raise for a network that fails, without a common class of ours to catch.
_CLIENTS = ("botocore", "aiobotocore", "aiohttp", "google", "azure")


class ObjectFiles:
    """A place by fsspec address, e.g. ``s3://bucket/folder``, with a bounded cache of copies on this machine."""

    def __init__(self, address: str, cache: Path) -> None:
        """``cache``: a folder of this machine. Credentials come from where the client of the store looks for them."""
        self.address, self.cache = address, cache
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra

            # What another machine has written a moment ago must be seen.
            self._fs, self._root = url_to_fs(address, use_listings_cache=False, skip_instance_cache=True)
        except ImportError as error:
            raise EnvironmentError_(
                f"This place for originals needs packages that are not installed ({error.name or error}). "
                "Install them: pip install 'bienban[s3]'",
                f"Nơi lưu bản gốc này cần các gói chưa cài ({error.name or error}). Hãy cài: pip install 'bienban[s3]'",
            ) from error
        except ValueError as error:
            raise UsageError(
                "The address for originals cannot be used. Write e.g. s3://bucket/folder, or a folder.",
                "Địa chỉ lưu bản gốc không dùng được. Ví dụ đúng: s3://bucket/thu-muc, hoặc một thư mục.",
            ) from error
        kinds = self._fs.protocol
        self._whole = bool(WHOLE & set((kinds,) if isinstance(kinds, str) else kinds))

    def keep(self, path: Path, sha256: str) -> Kept:
        kept = originals.look_at(path, sha256)
        target = self._place(sha256, kept.extension)
        with self._asked():
            if self._size(target) == kept.size:
                return kept
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
            copy = originals.copy_checked(self.cache, path, sha256)
        except OSError as error:
            raise from_os(error, str(self.cache)) from error
        try:
            with self._asked():
                self._put(copy, target)
                if self._size(target) != kept.size:
                    raise StoreError(
                        f"The file store keeps {sha256[:12]} with another size than it was given. Run again.",
                        f"Nơi lưu bản gốc giữ {sha256[:12]} với kích thước khác bản đã gửi. Hãy chạy lại.",
                    )
        finally:
            copy.unlink(missing_ok=True)
        return kept

    def fetch(self, sha256: str, extension: str) -> Path:
        local = originals.location(self.cache / "originals", sha256, extension)
        if local.is_file():
            with suppress(OSError):
                os.utime(local)  # used just now
            return local
        part = local.with_name(f"{local.name}.{os.getpid()}.part")
        try:
            local.parent.mkdir(parents=True, exist_ok=True)
            with self._asked(missing=sha256):
                self._fs.get_file(self._place(sha256, extension), str(part))
            if file_sha256(part) != sha256:
                raise StoreError(
                    f"The original {sha256[:12]} in the file store is not what was put there. Put it back from a copy.",
                    f"Bản gốc {sha256[:12]} trong nơi lưu đã khác lúc đưa vào. Hãy khôi phục từ bản sao.",
                )
            part.chmod(0o444)
            part.replace(local)
        except OSError as error:
            raise from_os(error, str(self.cache)) from error
        finally:
            part.unlink(missing_ok=True)
        self._bound(local)
        return local

    def size(self, sha256: str, extension: str) -> int | None:
        with self._asked():
            return self._size(self._place(sha256, extension))

    def digest(self, sha256: str, extension: str) -> str:
        """Read anew from the store, never from the cache."""
        originals.location(self.cache / "originals", sha256, extension).unlink(missing_ok=True)
        try:
            return file_sha256(self.fetch(sha256, extension))
        except StoreError as error:
            if error.code == StoreError.code:
                return ""  # missing or altered
            raise

    def discard(self, sha256: str, extension: str) -> None:
        with self._asked(), suppress(FileNotFoundError):
            self._fs.rm_file(self._place(sha256, extension))

    def sweep(self) -> None:
        originals.sweep(self.cache)
        with self._asked(), suppress(FileNotFoundError):
            for folder in self._fs.ls(f"{self._root.rstrip('/')}/{LENT}", detail=False):
                owner = str(folder).rstrip("/").rpartition("/")[2]
                if "~" in owner and is_gone(owner.partition("~")[0]):
                    self.give_back(owner)

    def lend(self, owner: str, name: str, content: bytes) -> None:
        with self._asked():
            target = self._lent(owner, name)
            if not self._whole:
                self._fs.makedirs(target.rpartition("/")[0], exist_ok=True)
            self._fs.pipe_file(target, content)

    def lent(self, owner: str, name: str) -> bytes | None:
        with self._asked():
            try:
                return bytes(self._fs.cat_file(self._lent(owner, name)))
            except FileNotFoundError:
                return None

    def give_back(self, owner: str) -> None:
        with self._asked(), suppress(FileNotFoundError):
            self._fs.rm(f"{self._root.rstrip('/')}/{LENT}/{owner}", recursive=True)

    def _lent(self, owner: str, name: str) -> str:
        return f"{self._root.rstrip('/')}/{LENT}/{owner}/{name}"

    def _place(self, sha256: str, extension: str) -> str:
        return f"{self._root.rstrip('/')}/{sha256[:2]}/{sha256[2:4]}/{sha256}.{extension}"

    def _size(self, target: str) -> int | None:
        try:
            return int(self._fs.info(target)["size"])
        except FileNotFoundError:
            return None

    def _put(self, copy: Path, target: str) -> None:
        if self._whole:
            self._fs.put_file(str(copy), target)
            return
        draft = f"{self._root.rstrip('/')}/{originals.INCOMING}/{copy.name}"
        self._fs.makedirs(draft.rpartition("/")[0], exist_ok=True)
        self._fs.makedirs(target.rpartition("/")[0], exist_ok=True)
        self._fs.put_file(str(copy), draft)
        self._fs.mv(draft, target)

    def _bound(self, newest: Path) -> None:
        """Delete the copies that were longest not asked for, when there are too many."""
        found = [(path.stat(), path) for path in (self.cache / "originals").rglob("*") if path.is_file()]
        total = sum(state.st_size for state, _ in found)
        for state, path in sorted(found, key=lambda one: one[0].st_mtime):
            if total <= CACHE_BYTES:
                return
            if path != newest:
                path.unlink(missing_ok=True)
                total -= state.st_size

    @contextmanager
    def _asked(self, missing: str = "") -> Iterator[None]:
        """Talk to the store; what its client raises leaves as a ``StoreError``. ``missing``: the original asked for."""
        try:
            yield
        except BienBanError:
            raise
        except FileNotFoundError as error:
            raise (originals.gone(missing) if missing else lost_files(self._host())) from error
        except PermissionError as error:
            raise read_only(self._host()) from error
        except Exception as error:
            if isinstance(error, OSError) or _client_of(error) in _CLIENTS:
                raise lost_files(self._host()) from error
            raise

    def _host(self) -> str:
        return self.address.partition("?")[0].rpartition("@")[2]


def _client_of(error: Any) -> str:
    return type(error).__module__.partition(".")[0]
