#!/bin/sh
. "$(dirname "$0")/common.sh"
status=0
builds() { # options...
    rm -rf $scratch/options
    if configure $scratch/options --werror --buildtype=debug "$@" && compile $scratch/options; then
        echo "builds: $*"
    else
        echo "does not build: $*"
        status=1
    fi
}
passes() { # options...
    builds "$@"
    meson test -C $scratch/options --no-rebuild --quiet --suite unit >$scratch/options.log 2>&1 || {
        grep FAIL $scratch/options.log
        status=1
    }
}
refuses() {
    rm -rf $scratch/options
    if meson setup "$@" $scratch/options >/dev/null 2>&1; then
        echo "should be refused: $*"
        status=1
    fi
}
codecs='-Dtransport=false -Dsession=false -Dtests=disabled'
# Without a session: the codecs, one at a time, and nothing but base, message and sasl.
builds $codecs
builds $codecs -Dpop3=false
# Most responses are read by the core: its tests must pass without the extensions, and where octets are looked at one by one.
passes -Dtransport=false -Dsession=false -Dtests=enabled -Dimap_extensions=false -Dc_args=-DMLA__OCTETS_WIDE=0
# Eight octets at once, not sixteen, as on other processors.
passes -Dtransport=false -Dsession=false -Dtests=enabled -Dc_args=-U__SSE2__
builds $codecs -Dimap=false
builds $codecs -Dimap=false -Dpop3=false -Ddefault_library=static
builds -Dsession=false -Dtests=disabled
builds -Dsession=false -Dtests=disabled -Dimap=false -Dpop3=false -Dtls=disabled
# With one: one protocol, no TLS, one kind of library.
builds -Dtls=disabled -Dtests=enabled
builds -Dimap=false -Dtests=disabled
builds -Dpop3=false -Dtests=disabled -Dtls=disabled -Dexamples=false
builds -Ddefault_library=static -Dtests=disabled
builds -Ddefault_library=shared -Dtests=disabled
CC=clang builds -Dfuzzing=true -Dtests=enabled -Db_lundef=false
refuses -Dtransport=false
refuses -Dimap=false -Dpop3=false
exit $status
