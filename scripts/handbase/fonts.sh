#!/usr/bin/env bash
# Script fonts that the general base of handwriting is trained on (SIL Open Font License 1.1), where npm is to be had.
set -u
into=out/handfonts
command -v npm >/dev/null || { echo "handbase: no npm; fetch the fonts of scripts/handbase/faces.py yourself" >&2; exit 1; }
for name in $(.venv/bin/python -c 'from scripts.handbase.faces import NAMES; print(*NAMES)'); do
    [ -d "$into/$name/package" ] && continue
    mkdir -p "$into/$name"
    (cd "$into/$name" && npm pack --silent "@expo-google-fonts/$name" >/dev/null && tar xzf ./*.tgz && rm ./*.tgz) ||
        echo "handbase: could not get $name" >&2
done
exit 0
