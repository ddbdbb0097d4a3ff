"""All limits and options of reading, with their defaults."""

from __future__ import annotations

import os

from pydantic import Field, field_validator

from schemas.base import Frozen

__all__ = ["ReadSettings"]


class ReadSettings(Frozen):
    """What `read` may use and how far it may go. Everything has a default that suits an A4 archive."""

    # limits: a file over one of them is refused with TooLargeError before it is decoded; a page over the limits of
    # pixels is scaled down, and refused only where it is far over them
    max_bytes: int = Field(default=1_000_000_000, gt=0, description="bytes of one file")
    max_pages: int = Field(default=2_000, gt=0, description="pages of one file")
    max_pixels: int = Field(
        default=80_000_000,
        gt=0,
        description="pixels of one page (A3 at 600 dpi: 70 million); more are scaled down, over twice that are refused",
    )
    max_image_side: int = Field(
        default=20_000,
        gt=0,
        description="pixels along one side of a page; more are scaled down, over four times that are refused",
    )

    # engine
    engine: str = Field(
        default="auto",
        pattern="^(auto|tesseract|tesseract-inprocess)$",
        description="which engine reads images: auto, tesseract (the program) or tesseract-inprocess (the library in "
        "helper processes, also called tesserocr); auto: the library where it is installed and works",
    )
    language: str = Field(default="vie", pattern=r"^[A-Za-z0-9_+/-]+$", description="language data of the engine")
    tessdata: str | None = Field(default=None, description="folder of the language data; None: where the engine looks")
    page_timeout: float = Field(default=120.0, gt=0, description="seconds that one engine call may take")
    draw_timeout: float = Field(
        default=30.0, gt=0, description="seconds that laying out, and drawing, one PDF page may take"
    )
    workers: int = Field(default=0, ge=0, description="engine calls at once; 0: as many as processor cores")

    second_reader: str = Field(
        default="auto",
        pattern="^(auto|off)$",
        description="a second engine for handwriting-like and doubtful pages; auto: used where it is installed",
    )

    # reading
    render_dpi: int = Field(default=300, ge=72, le=600, description="for PDF pages without a page-filling image")
    text_layer: bool = Field(default=True, description="use a PDF's text layer where it is plausible Vietnamese")
    second_attempts: bool = Field(
        default=True, description="try other preparations where the first reading is doubtful"
    )
    calibrate: bool = Field(
        default=True, description="state word confidence as a probability learnt on labelled pages, not as the engine's"
    )
    orientation: bool = Field(default=True, description="turn pages that were scanned sideways or upside down")
    rectify: bool = Field(default=True, description="straighten the perspective of photographed pages")

    @field_validator("engine", mode="before")
    @classmethod
    def _one_name(cls, value: object) -> object:
        return "tesseract-inprocess" if value == "tesserocr" else value

    @property
    def slots(self) -> int:
        """Engine calls at once."""
        return self.workers or os.cpu_count() or 1
