"""Tables for analysis: pseudonymised, without free text, small groups left out. Columns: docs/analytics.md."""
