#!/usr/bin/env bash
# Script fonts of the simulated hands (all under the SIL Open Font License 1.1), where npm is to be had.
set -u
into=out/fonts
for name in @fontsource/playwrite-vn @expo-google-fonts/fuggles @expo-google-fonts/meow-script @expo-google-fonts/hurricane \
    @expo-google-fonts/mynerve @expo-google-fonts/charm @expo-google-fonts/allison @expo-google-fonts/great-vibes; do
    [ -d "$into/node_modules/$name" ] && continue
    command -v npm >/dev/null || { echo "bench-hand: no npm; fetch the fonts of scripts/handbench/fonts.sh yourself" >&2; exit 0; }
    npm install --silent --prefix "$into" "$name" >/dev/null || echo "bench-hand: could not get $name" >&2
done
exit 0
