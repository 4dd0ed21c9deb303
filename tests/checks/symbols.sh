#!/bin/sh
# symbols.sh --update writes the list anew, after a deliberate change.
update=${1:-}
. "$(dirname "$0")/common.sh"
list=tests/abi/symbols.txt
configure_gcc
meson compile -C $scratch/gcc mailaccess:shared_library >$scratch/gcc.log 2>&1 || fail "see build_gcc"
nm -D --defined-only $scratch/gcc/libmailaccess.so | awk '{ print $3 }' | LC_ALL=C sort >$scratch/exported
if [ "$update" = --update ]; then
    mkdir -p tests/abi
    cp $scratch/exported $list
fi
grep -v '^mla_[a-z0-9]' $scratch/exported && fail "exported without the prefix"
grep '^mla__' $scratch/exported && fail "internal, but exported"
diff -u $list $scratch/exported || fail "the exported symbols changed: if that is meant, run tests/checks/symbols.sh --update"
# What a header promises and the library does not have shows only when someone links.
cat $(find include -name '*.h') | python3 -c '
import re, sys
text = re.sub(r"/\*.*?\*/|//[^\n]*|^\s*#[^\n]*", "", sys.stdin.read(), flags=re.S | re.M)
for name in re.findall(r"\bMLA_API\b[^;(]*?(\w+)\s*[(;]", text):
    print(name)
' | LC_ALL=C sort -u >$scratch/declared
missing=$(LC_ALL=C comm -23 $scratch/declared $scratch/exported)
[ -z "$missing" ] || fail "declared, but not in the library:" $missing
undeclared=$(LC_ALL=C comm -13 $scratch/declared $scratch/exported)
[ -z "$undeclared" ] || fail "exported, but in no public header:" $undeclared
