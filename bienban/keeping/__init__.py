"""Keeping an archive over the years: backup, restore, verification, retention, lawful erasure."""
