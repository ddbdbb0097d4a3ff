#!/usr/bin/env bash
# Fonts of the bench, where they may be installed; what is missing is named by the bench itself, which leaves it out.
set -u
lacking() { ! fc-list 2>/dev/null | grep -q "$1"; }
if command -v apt-get >/dev/null; then
    wanted=()
    lacking Tinos-Regular && wanted+=(fonts-croscore)
    lacking FreeMono.ttf && wanted+=(fonts-freefont-ttf)
    lacking texgyrecursor-regular && wanted+=(fonts-texgyre)
    lacking DejaVuSans.ttf && wanted+=(fonts-dejavu-core)
    if [ ${#wanted[@]} -gt 0 ]; then
        sudo=(); [ "$(id -u)" -ne 0 ] && sudo=(sudo -n)
        echo "bench: installing ${wanted[*]}" >&2
        "${sudo[@]}" apt-get install -y -qq fontconfig "${wanted[@]}" >/dev/null || echo "bench: could not install ${wanted[*]}" >&2
    fi
fi
for name in playwrite-vn patrick-hand old-standard-tt ibm-plex-mono; do
    [ -d "out/fonts/node_modules/@fontsource/$name" ] && continue
    command -v npm >/dev/null || { echo "bench: no npm: pages in handwriting-like and older faces are left out" >&2; break; }
    npm install --silent --prefix out/fonts "@fontsource/$name" >/dev/null || echo "bench: could not get $name" >&2
done
exit 0
