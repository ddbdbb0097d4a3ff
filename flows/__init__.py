"""Carries documents through the rooms. ``flows.steps`` does it in plain functions, ``flows.run`` under Prefect.

Importing this package, ``flows.steps`` or ``flows.run`` imports neither Prefect nor an engine nor a model.
"""
