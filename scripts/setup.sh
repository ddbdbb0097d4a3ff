#!/usr/bin/env bash
# Prepare this clone: system tools, .venv, locked packages, the project itself.
#
#   scripts/setup.sh runtime|dev|services
#
# services: what the tests against real servers need beside dev, the programs of PostgreSQL. No server is set up: the
# tests start their own.
# Quick when nothing changed. Exit 0: ready. Exit 3: something must be installed by hand; the exact line is printed.
# pip's own settings (an index of your house, a proxy, certificates) are respected; none is named here.
set -euo pipefail
cd "$(dirname "$0")/.."

kind="${1:-runtime}"
case "$kind" in
    runtime) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    services) lock=requirements-dev.lock ;;
    *) echo "usage: scripts/setup.sh runtime|dev|services" >&2; exit 2 ;;
esac
venv=.venv
log=$venv/setup.log
first_minor=11
last_minor=14

say() { printf 'setup: %s\n' "$*" >&2; }

by_hand() {
    say "$1"
    say "please type (vui lòng gõ):"
    printf '    %s\n' "$2" >&2
    exit 3
}

# --- system packages ---------------------------------------------------------------------------------------------

apt_line() { echo "sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null || return 1
    # Without a terminal nobody can answer sudo's question.
    sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }
}

install_system() {
    say "installing $* with apt-get (đang cài bằng apt-get)"
    local quiet
    quiet=$(mktemp)
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@")
    # The package lists of a fresh machine are empty or old: fetch them only when the first try fails.
    if ! as_root "${install[@]}" >"$quiet" 2>&1 </dev/null; then
        as_root apt-get -o DPkg::Lock::Timeout=300 update >>"$quiet" 2>&1 </dev/null || true
        if ! as_root "${install[@]}" >>"$quiet" 2>&1 </dev/null; then
            tail -n 15 "$quiet" >&2
            rm -f "$quiet"
            by_hand "apt-get could not install: $*" "$(apt_line "$@")"
        fi
    fi
    rm -f "$quiet"
}

need_system() {
    if may_install; then
        install_system "$@"
    elif command -v apt-get >/dev/null; then
        by_hand "these system packages are missing (thiếu các gói hệ thống): $*" "$(apt_line "$@")"
    else
        by_hand "this machine has no apt-get; install tesseract (languages vie, osd) and Python 3.$first_minor or newer" \
            "the equivalent of: $(apt_line "$@")"
    fi
}

missing_engine_packages() {
    local languages=""
    if command -v tesseract >/dev/null; then
        languages=$(tesseract --list-langs 2>/dev/null || true)
    else
        echo tesseract-ocr
    fi
    grep -qx vie <<<"$languages" || echo tesseract-ocr-vie
    grep -qx osd <<<"$languages" || echo tesseract-ocr-osd
}

has_postgresql() {
    command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

no_own_cluster() {
    # Debian's package would make and start a server of its own, which nobody here asked for.
    local folder=/etc/postgresql-common/createcluster.d
    [ -e "$folder/bienban.conf" ] && return
    as_root mkdir -p "$folder" && echo 'create_main_cluster = false' | as_root tee "$folder/bienban.conf" >/dev/null
}

# --- Python ------------------------------------------------------------------------------------------------------

supported() {
    "$1" -c "import sys; sys.exit(not (3, $first_minor) <= sys.version_info[:2] <= (3, $last_minor))" 2>/dev/null
}

find_python() {
    local name
    for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14; do
        if [ -n "$name" ] && command -v "$name" >/dev/null && supported "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

missing_python_packages() {
    local python
    if python=$(find_python); then
        # Debian and Ubuntu ship python3 without the part that makes environments.
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            echo "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    elif ! command -v python3 >/dev/null; then
        echo python3
        echo python3-venv
    fi
}

make_venv() {
    local python
    python=$(find_python) || by_hand \
        "no Python 3.$first_minor to 3.$last_minor found; python3 here is: $(python3 --version 2>&1 || true)" \
        "make setup PYTHON=/path/to/python3.$first_minor    # after installing one"
    say "creating $venv with $("$python" --version)"
    rm -rf "$venv"
    "$python" -m venv "$venv"
}

venv_works() {
    # A clone that was moved, or a Python that was removed, leaves an environment that cannot start.
    [ -x "$venv/bin/python" ] && supported "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

stamp_of() {
    # What the installed state depends on: the lock, the project's settings, its rooms, the Python, the place.
    { cat "$1" pyproject.toml; ls -d ./*/__init__.py; "$venv/bin/python" --version; pwd; } | sha256sum | cut -d ' ' -f 1
}

stamped() {
    [ "$(cat "$venv/.ready-$1" 2>/dev/null)" = "$(stamp_of "$2")" ]
}

ready() {
    [ -x "$venv/bin/python" ] || return 1
    # The development lock holds everything of the other one, in the same versions.
    stamped dev requirements-dev.lock || { [ "$kind" = runtime ] && stamped runtime requirements.lock; }
}

pip() {
    if ! "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@" >>"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        say "pip failed; the whole log is in $log"
        exit 1
    fi
}

install_packages() {
    say "installing $(grep -c '==' "$lock") locked packages, about 0.8 GB (đang cài các gói đã khóa phiên bản)"
    : >"$log"
    pip install --require-hashes --only-binary :all: -r "$lock"
    pip install --no-deps --no-build-isolation --no-index -e .
    stamp_of "$lock" >"$venv/.ready-$kind"
}

# --- in order ----------------------------------------------------------------------------------------------------

if [ "$kind" = services ]; then
    if ! has_postgresql; then
        may_install && no_own_cluster
        need_system postgresql
    fi
    exit 0
fi

# All that is missing at once: whoever must type the line types it once.
missing=$(missing_engine_packages)
ready || venv_works || missing="$missing $(missing_python_packages)"
if [ -n "${missing// /}" ]; then
    # shellcheck disable=SC2086 - a list of package names
    need_system $missing
fi
if ! ready; then
    venv_works || make_venv
    install_packages
fi
