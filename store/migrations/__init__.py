"""Alembic migrations. They are part of the package, so that an installed program can bring a database up to date."""
