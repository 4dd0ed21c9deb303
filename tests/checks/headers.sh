#!/bin/sh
. "$(dirname "$0")/common.sh"
strict='-Wall -Wextra -Wpedantic -Wundef -Werror -fsyntax-only -Iinclude'
status=0
try() { # header, command...
    header=$1
    shift
    # Through an #include: a header as the main file gets warnings of its own. A header of macros alone declares
    # nothing, which no translation unit may.
    printf '#include "%s"\ntypedef int is_not_empty;\n' "$header" | "$@" - || {
        echo "$header does not compile alone: $*"
        status=1
    }
}
for header in $(find include -name '*.h' | sort); do
    for cc in gcc clang; do
        try "${header#include/}" $cc -x c -std=c11 $strict
        try "${header#include/}" $cc -x c++ -std=c++11 $strict
    done
done
for header in $(find lib -name '*.h' | sort); do
    try "${header#lib/}" gcc -x c -std=c11 $strict -Ilib -DMLA_BUILD -DMLA_WITH_TLS=1 -DMLA_WITH_IMAP=1 \
        -DMLA_WITH_POP3=1 -DMLA_WITH_TRANSPORT=1 -DMLA_WITH_SESSION=1 -D_GNU_SOURCE \
        $(pkg-config --cflags mbedtls)
done
# What mailaccess.h promises: every public header, by itself or through another.
included=$(echo '#include "mailaccess.h"' | gcc -x c -std=c11 -M -Iinclude -)
for header in $(find include/mailaccess -name '*.h' | sort); do
    echo "$included" | grep -qwF "$header" || {
        echo "mailaccess.h does not include $header"
        status=1
    }
done
exit $status
