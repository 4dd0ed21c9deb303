#!/bin/sh
. "$(dirname "$0")/common.sh"
# Other versions lay out some lines in another way; the project's is Debian 12's.
formatter=$(command -v clang-format-14 || command -v clang-format)
case $($formatter --version) in
*version\ 14.*) ;;
*)
    echo "skipped: needs clang-format 14, here is $($formatter --version)"
    exit 0
    ;;
esac
find include lib examples tests -name '*.[ch]' -print0 | xargs -0 -r $formatter --dry-run --Werror >$scratch/format 2>&1 || {
    sed -n 's/:[0-9]*:[0-9]*: error: code should be.*//p' $scratch/format | sort | uniq -c | sort -rn
    grep -v 'code should be' $scratch/format | grep -E '^[^ ]*(error|Error)' || :
    fail "lines that clang-format -i would change"
}
