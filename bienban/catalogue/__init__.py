"""Every message of the interface, in both languages side by side, so that neither can be forgotten."""

from bienban.catalogue.base import Pair
from bienban.catalogue.commands import COMMANDS
from bienban.catalogue.databases import DATABASES
from bienban.catalogue.hands import HANDS
from bienban.catalogue.messages import GENERAL
from bienban.catalogue.operations import OPERATIONS
from bienban.catalogue.report import REPORT
from bienban.catalogue.sheets import SHEETS
from bienban.catalogue.team import TEAM

__all__ = ["MESSAGES", "Pair"]

MESSAGES: dict[str, Pair] = {**GENERAL, **COMMANDS, **REPORT, **OPERATIONS, **DATABASES, **SHEETS, **TEAM, **HANDS}
