"""All settings in one place. Order: command line > ``BIENBAN_*`` environment > bienban.toml > defaults.

The list for readers is docs/settings.md; ``bienban.settings_table`` writes its table and a test keeps the two the same.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from extractors import ReadSettings
from schemas import UsageError

__all__ = ["CONFIG_NAME", "ENV_PREFIX", "Settings", "load_settings"]

CONFIG_NAME = "bienban.toml"
ENV_PREFIX = "BIENBAN_"
_PATH_SETTINGS = ("data_dir", "cells", "roster", "web_certificate", "web_certificate_key", "web_oidc_secret_file")
_file_values: ContextVar[Mapping[str, Any]] = ContextVar("bienban_file_values")


class Settings(BaseSettings):
    """Everything that can be set; frozen, and safe to hand to other processes."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid", validate_default=True
    )

    data_dir: Path = Field(
        default=Path("data"),
        description="Folder of the database, the originals, the report and the logs. "
        "In bienban.toml a relative path is meant from that file.",
    )
    database_url: str | None = Field(
        default=None,
        description="Address of the database, e.g. `postgresql://user@host/bienban`; empty: SQLite, `bienban.sqlite3` "
        "in `data_dir`.",
    )
    originals_url: str | None = Field(
        default=None,
        description="Where originals are kept: a folder, or an address such as `s3://bucket/folder` (credentials where "
        "its client looks for them); empty: `originals` in `data_dir`.",
    )
    language: Literal["auto", "vi", "en"] = Field(
        default="auto", description="Language of messages, help and report; `auto`: by locale (the report: Vietnamese)."
    )
    workers: int = Field(
        default=0, ge=0, description="Processor cores to use; 0: all. `reading.workers` takes this where it is not set."
    )
    runner: Literal["threads", "dask", "ray"] = Field(
        default="threads", description="Who carries documents: threads of this process, or workers of a cluster."
    )
    cluster: str | None = Field(
        default=None,
        description="Address of the cluster, e.g. `tcp://host:8786` for Dask; empty: workers on this machine, as many "
        "as `workers` says.",
    )
    rubric: str | None = Field(
        default=None,
        description="Id of the rubric to assess with, or the path of a rubric file (`*.yaml`); empty: by each "
        "meeting's date (`bienban rubric list`).",
    )
    cells: Path | None = Field(
        default=None,
        description="Register of cells (CSV), to which names of cells are linked; empty: none. "
        "In bienban.toml a relative path is meant from that file.",
    )
    roster: Path | None = Field(
        default=None,
        description="Roster of members (CSV), to which names of persons are linked; empty: none. "
        "In bienban.toml a relative path is meant from that file.",
    )
    report_images: int = Field(default=300, ge=0, description="Pieces of pages shown in the report, at most.")
    report_papers: int = Field(
        default=500, ge=0, description="Papers shown in the report on the whole archive, the latest; 0: all."
    )
    web_port: int = Field(default=8765, ge=1, le=65535, description="Port of `bienban serve`.")
    web_address: str = Field(
        default="127.0.0.1",
        description="Address that `bienban serve` listens on. Any other than this machine's only with `--team`, "
        "and with a certificate.",
    )
    web_hosts: str = Field(
        default="",
        description="Names, parted by commas, under which a team's browsers call the pages (`bienban.example.vn`); "
        "requests under another name are refused.",
    )
    web_certificate: Path | None = Field(
        default=None, description="Certificate chain (PEM) for HTTPS. In bienban.toml relative to that file."
    )
    web_certificate_key: Path | None = Field(
        default=None, description="Private key of the certificate (PEM). In bienban.toml relative to that file."
    )
    web_idle_minutes: float = Field(
        default=30,
        gt=0,
        description="Minutes without a request after which a login ends; after 12 hours it ends anyway.",
    )
    web_oidc_issuer: str = Field(
        default="",
        description="Issuer of an OpenID Connect provider for single sign-on in team mode "
        "(`https://login.example.vn/realm`); empty: none, and nothing is ever called.",
    )
    web_oidc_client: str = Field(default="", description="Our client id at that provider.")
    web_oidc_secret_file: Path | None = Field(
        default=None, description="File with our secret at that provider. In bienban.toml relative to that file."
    )
    web_oidc_claim: str = Field(
        default="preferred_username",
        description="Claim of the provider's ID token that holds the name of the account.",
    )
    publish_target: str | None = Field(
        default=None, description="Where `bienban publish` puts the feed when it is not told: folder, file or address."
    )
    identified_accounts: str = Field(
        default="",
        description="Accounts of this machine, parted by commas, that may use `bienban publish --identified`; "
        "empty: nobody.",
    )
    retention_years: int = Field(
        default=0,
        ge=0,
        description="Term after which `bienban retention` lists originals; 0: none. Nothing is deleted by itself.",
    )
    watch_settle: float = Field(
        default=10.0, gt=0, description="Seconds that a file must stay unchanged before `bienban watch` takes it."
    )
    watch_interval: float = Field(default=5.0, gt=0, description="Seconds between two looks of `bienban watch`.")
    learn_in_background: bool = Field(
        default=True,
        description="`bienban serve` and `bienban watch` learn a hand that has come to 25, 50, 100, 200 or 400 typed "
        "lines, in a process of low priority while nothing else is at work; needs PyTorch, without it nothing happens.",
    )
    log_format: Literal["text", "json"] = Field(
        default="text",
        description="`json`: one JSON object a line in `logs/bienban.jsonl`, with what a batch did; never a name.",
    )
    reading: ReadSettings = Field(default_factory=ReadSettings, description="Limits and options of reading files.")

    @model_validator(mode="before")
    @classmethod
    def _defaults_from_others(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        filled = dict(values)
        filled["database_url"] = filled.get("database_url") or None  # the store knows where its own file lies
        filled |= {
            name: filled.get(name) or None
            for name in (
                "originals_url",
                "cluster",
                "cells",
                "roster",
                "web_certificate",
                "web_certificate_key",
                "web_oidc_secret_file",
            )
            if name in filled
        }
        reading = filled.get("reading") or {}
        if filled.get("workers") and isinstance(reading, dict):
            filled["reading"] = {"workers": filled["workers"], **reading}
        return filled

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """No .env file and no secrets folder: four places to look are enough."""
        from_file = InitSettingsSource(settings_cls, init_kwargs=dict(_file_values.get({})))
        return init_settings, env_settings, from_file

    @property
    def report_path(self) -> Path:
        return self.data_dir / "report.html"

    @property
    def log_dir(self) -> Path:
        return self.data_dir / "logs"


def load_settings(config: Path | None = None, overrides: Mapping[str, Any] | None = None) -> Settings:
    """Settings for one call.

    ``config``: the file named on the command line (then ``BIENBAN_CONFIG``, then ./bienban.toml if it is there).
    ``overrides``: what the command line says; None values count as not said.
    Raises ``UsageError`` naming the setting and where its value came from.
    """
    path = config or (Path(os.environ["BIENBAN_CONFIG"]) if os.environ.get("BIENBAN_CONFIG") else None)
    from_file = _read_file(path or Path(CONFIG_NAME), required=path is not None)
    chosen = {key: value for key, value in (overrides or {}).items() if value is not None}
    token = _file_values.set(from_file)
    try:
        return Settings(**chosen)
    except ValidationError as error:
        raise _unusable(error) from error
    except SettingsError as error:
        raise UsageError(f"settings: {error}", f"cài đặt: {error}") from error
    finally:
        _file_values.reset(token)


def _read_file(path: Path, *, required: bool) -> dict[str, Any]:
    if not required and not path.exists():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{path}: cannot be opened ({reason})", f"{path}: không mở được ({reason})") from error
    except ValueError as error:
        raise UsageError(f"{path}: not valid TOML: {error}", f"{path}: không đúng dạng TOML: {error}") from error
    for key, known in _unknown_keys(values, Settings):
        near = difflib.get_close_matches(key.rpartition(".")[2], known, n=1)
        raise UsageError(
            f"{path}: unknown setting '{key}'" + (f"; did you mean '{near[0]}'?" if near else ""),
            f"{path}: không có cài đặt '{key}'" + (f"; ý bạn là '{near[0]}'?" if near else ""),
        )
    for name in _PATH_SETTINGS:
        if isinstance(values.get(name), str):
            values[name] = path.parent / values[name]
    kept = values.get("originals_url")
    if isinstance(kept, str) and kept and "://" not in kept:
        values["originals_url"] = str(path.parent / kept)
    return values


def _unknown_keys(
    values: Mapping[str, Any], model: type[BaseModel], prefix: str = ""
) -> Iterator[tuple[str, list[str]]]:
    for key, value in values.items():
        field = model.model_fields.get(key)
        if field is None:
            yield prefix + key, list(model.model_fields)
        elif isinstance(value, dict) and isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _unknown_keys(value, field.annotation, f"{prefix}{key}.")


def _unusable(error: ValidationError) -> UsageError:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    variable = ENV_PREFIX + name.upper().replace(".", "__")
    return UsageError(
        f"setting '{name}' ({variable}): {first['msg']}",
        f"cài đặt '{name}' ({variable}) không dùng được: {first['msg']}",
    )
