"""Biên Bản's front door: command line, settings, report. Light to import; the commands import the rooms."""

__version__ = "0.1.0"

__all__ = ["__version__"]
