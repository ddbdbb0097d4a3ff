"""The report: what was found, what is missing, how substantive the meetings were; one file that needs nothing else."""
