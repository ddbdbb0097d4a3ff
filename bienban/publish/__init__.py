"""The feed of an analytics database: a star schema without names, checked before it leaves (docs/analytics.md)."""
