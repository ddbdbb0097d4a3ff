"""What a committee already knows: the register of its cells and the roster of members, from two CSV files."""

from nlp.registers.cells import CellEntry, CellRegister, Found, load_cells
from nlp.registers.members import Member, MemberRoster, load_members

__all__ = ["CellEntry", "CellRegister", "Found", "Member", "MemberRoster", "load_cells", "load_members"]
