#!/usr/bin/env bash
# Remove what can be made again. The data folder holds originals and corrections: it is never touched.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist out ./*.egg-info
find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
