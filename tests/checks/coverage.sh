#!/bin/sh
# Branches of the codecs that the tests take: unit tests, transcripts, imap_decode, and the fuzzers' corpora.
. "$(dirname "$0")/common.sh"
folder=$scratch/coverage
configure $folder --werror --buildtype=plain -Dtests=enabled -Ddefault_library=static -Dc_args='-O0 --coverage' \
    -Dc_link_args=--coverage || exit 1
compile $folder || exit 1
find $folder -name '*.gcda' -delete
meson test -C $folder --no-rebuild --quiet --no-suite integration --no-suite install >$folder.log 2>&1 || {
    grep -E 'FAIL|TIMEOUT' $folder.log | head -n 20
    fail "tests fail without sanitizers"
}
exec python3 tests/checks/coverage.py $folder base imap pop3 sasl message
