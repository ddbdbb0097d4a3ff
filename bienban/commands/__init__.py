"""One small module per command: its arguments and help. The work is imported when the command runs."""

__all__ = ["NAMES"]

NAMES = (
    "extract",
    "run",
    "assess",
    "judge",
    "agreement",
    "rescore",
    "rubric",
    "report",
    "export",
    "publish",
    "import",
    "archive",
    "explain",
    "hand",
    "watch",
    "backup",
    "restore",
    "verify",
    "retention",
    "erase",
    "serve",
    "user",
    "audit",
    "doctor",
    "db",
    "schema",
)
