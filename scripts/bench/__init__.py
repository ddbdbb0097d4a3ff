"""The reading bench: pages drawn from this repository's own texts, worn, and read by us and by others in one run."""
