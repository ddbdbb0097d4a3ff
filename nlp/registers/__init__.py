"""What a committee already knows: its cells, its members, the days on which cells meet; CSV files or workbooks."""

from nlp.registers.cells import CellEntry, CellRegister, Found, load_cells
from nlp.registers.members import Member, MemberRoster, load_members
from nlp.registers.schedule import ScheduledDay, load_schedule

__all__ = [
    "CellEntry",
    "CellRegister",
    "Found",
    "Member",
    "MemberRoster",
    "ScheduledDay",
    "load_cells",
    "load_members",
    "load_schedule",
]
