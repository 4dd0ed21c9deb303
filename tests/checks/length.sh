#!/bin/sh
. "$(dirname "$0")/common.sh"
# A file is one concept. Above 400 lines it has begun to be two; above 500 it has to be split.
find lib include examples -name '*.[ch]' -exec wc -l {} + | awk '
    $2 != "total" && $1 > 400 { print $2 ": " $1 " lines" }
    $2 != "total" && $1 > 500 { failed = 1 }
    END { exit failed }'
