"""Sheets as committees know them: one meeting, one cell and year, the cells of a committee; in three formats."""
