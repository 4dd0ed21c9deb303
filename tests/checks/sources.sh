#!/bin/sh
. "$(dirname "$0")/common.sh"
# Some files stand in for others when an option is off.
configure_clang
configure $scratch/no_tls -Dtls=disabled -Dtests=enabled
{
    built_sources $scratch/clang
    built_sources $scratch/no_tls
} | sort -u >$scratch/built
find lib tests/unit -name '*.c' | sort >$scratch/present
forgotten=$(comm -13 $scratch/built $scratch/present)
[ -z "$forgotten" ] || fail "in no meson.build:" $forgotten
