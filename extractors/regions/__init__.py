"""Stamps and signatures: what stands on a page beside its words."""

from extractors.regions.find import find_regions

__all__ = ["find_regions"]
