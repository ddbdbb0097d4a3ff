#!/usr/bin/env bash
# Write requirements.lock and requirements-dev.lock from pyproject.toml.
# Hashes for every platform and for Python 3.11 to 3.14; no index address: whoever installs uses their own index.
# Arguments are handed on to uv (for example --upgrade).
set -euo pipefail
cd "$(dirname "$0")/.."

# --no-config: nothing of this machine's uv settings may reach the files.
# --only-binary: a package without wheels would be built on the user's machine, with a compiler and unhashed build tools.
compile() {
    .venv/bin/uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 --generate-hashes \
        --extra second-reader --extra archive --extra fast --extra postgres --extra s3 --extra dask --only-binary :all: --no-header --no-emit-index-url --no-emit-find-links "$@"
}

compile --group build --output-file requirements.lock "$@"
compile --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock "$@"

if grep -nE '^-|://|^ *file:|\.whl' requirements.lock requirements-dev.lock; then
    echo "lock: the lines above name an index, an option or a file of this machine" >&2
    exit 1
fi
grep -c '==' requirements.lock requirements-dev.lock
