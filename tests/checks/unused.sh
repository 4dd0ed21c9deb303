#!/bin/sh
. "$(dirname "$0")/common.sh"
# No compiler tells of a function that a header shares and only a test calls. A line that begins at the margin declares or
# defines, up to a "="; what is indented uses.
code() { find lib -name "$1" -exec grep -hvE '^ *(\*([ /]|$)|/\*)' {} +; }
names() { grep -oE 'mla__[a-z0-9_]+' | LC_ALL=C sort -u; }
code '*.h' | grep -E '^[a-z]' | grep -oE '\bmla__[a-z0-9_]+\(' | names >$scratch/shared
code '*.[ch]' | sed 's/^[a-z][^=]*=/ /' | grep -E '^[ #]' | names >$scratch/used
unused=$(LC_ALL=C comm -23 $scratch/shared $scratch/used)
[ -z "$unused" ] || fail "used by nothing in lib/:" $unused
