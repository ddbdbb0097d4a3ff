#!/usr/bin/env bash
# What the tests in a browser need: the machine's own Chromium (the system package where there is none), and two packages.
set -euo pipefail
cd "$(dirname "$0")/.."

found() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

if ! found >/dev/null; then
    line="apt-get install -y --no-install-recommends chromium"
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        DEBIAN_FRONTEND=noninteractive $line >/dev/null || { apt-get update >/dev/null && DEBIAN_FRONTEND=noninteractive $line >/dev/null; }
    else
        echo "browser: please type (vui lòng gõ):  sudo $line" >&2
        exit 3
    fi
fi
if ! .venv/bin/python -c "import playwright, schemathesis" 2>/dev/null; then
    .venv/bin/uv pip install --quiet --python .venv/bin/python --constraint requirements-dev.lock --group browser
fi
