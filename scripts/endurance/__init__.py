"""What an archive must endure: damaged and hostile files, and months of work."""
