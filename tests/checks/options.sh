#!/bin/sh
# Each row is built for itself, as many at a time as there are cores: a half of the time goes into configuring.
. "$(dirname "$0")/common.sh"

folder=$scratch/options.$$
builds() { # options...
    configure "$folder" --werror --buildtype=plain "$@" && compile "$folder" && return
    echo "does not build: $*"
    return 1
}
passes() { # options...
    builds "$@" || return
    meson test -C "$folder" --no-rebuild --quiet --suite unit >"$folder.log" 2>&1 && return
    grep FAIL "$folder.log"
    echo "does not pass: $*"
    return 1
}
refuses() { # options...
    meson setup "$@" "$folder" >/dev/null 2>&1 || return 0
    echo "should be refused: $*"
    return 1
}

if [ "${1:-}" = --row ]; then
    set -- $2
    "$@" >"$folder.said" 2>&1 && verdict=0 || verdict=1
    # In one piece: another row may print at the same time.
    [ $verdict = 1 ] || echo "$*" >"$folder.said"
    said=$(cat "$folder.said")
    rm -rf "$folder" "$folder".*
    printf '%s\n' "$said"
    exit $verdict
fi

codecs='-Dtransport=false -Dsession=false'
grep -Ev '^(#|$)' <<END | xargs -d '\n' -P "$(nproc)" -n 1 sh tests/checks/options.sh --row
# Most responses are read by the core: its tests must pass without the extensions, and where octets are looked at one by one.
passes $codecs -Dtests=enabled -Dimap_extensions=false -Dc_args=-DMLA__OCTETS_WIDE=0
# Eight octets at once, not sixteen, as on other processors.
passes $codecs -Dtests=enabled -Dc_args=-U__SSE2__
builds -Dtls=disabled -Dtests=enabled
# Without a session: the codecs, one at a time, and nothing but base, message and sasl.
builds $codecs -Dtests=disabled
builds $codecs -Dtests=disabled -Dpop3=false
builds $codecs -Dtests=disabled -Dimap=false
builds $codecs -Dtests=disabled -Dimap=false -Dpop3=false -Ddefault_library=static
builds -Dsession=false -Dtests=disabled
builds -Dsession=false -Dtests=disabled -Dimap=false -Dpop3=false -Dtls=disabled
# With one: one protocol, no TLS, one kind of library.
builds -Dimap=false -Dtests=disabled
builds -Dpop3=false -Dtests=disabled -Dtls=disabled -Dexamples=false
builds -Ddefault_library=static -Dtests=disabled
builds -Ddefault_library=shared -Dtests=disabled
refuses -Dtransport=false
refuses -Dimap=false -Dpop3=false
refuses -Dfuzzing=true -Dtests=disabled
END
