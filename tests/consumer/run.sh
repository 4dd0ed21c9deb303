#!/bin/sh
# Installs into a prefix of its own, then compiles and runs a program against it by pkg-config alone. Prints TAP.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
eval "$("$top/tests/setup.sh" --env)"
# Options of the build that called are not for this one.
unset MESON_BUILD_ROOT MESON_SOURCE_ROOT DESTDIR

build=${1:-$top/build/consumer}
mkdir -p "$build"
build=$(cd "$build" && pwd)
prefix=$build/prefix
rm -rf "$prefix"

count=0
check() { # description, command...
    count=$((count + 1))
    description=$1
    shift
    if "$@" >"$build/log" 2>&1; then
        echo "ok $count - $description"
    else
        echo "not ok $count - $description"
        sed 's/^/# /' "$build/log"
    fi
}

install_it() {
    [ -f "$build/tree/build.ninja" ] ||
        meson setup --prefix "$prefix" --libdir lib -Dtests=disabled -Dexamples=false "$build/tree" "$top" &&
        meson install -C "$build/tree"
}
compile() { # source, program, options of pkg-config...
    source=$1 program=$build/$2
    shift 2
    # shellcheck disable=SC2046  # flags
    ${CC:-cc} -std=c11 -Wall -Wextra -Werror "$source" -o "$program" $(pkg-config "$@" --cflags --libs libmailaccess)
}
readme_program() {
    sed -n '/^```c$/,/^```$/ { /^```/d; p; }' "$top/README.md" >"$build/readme.c"
    compile "$build/readme.c" readme
}
names_no_mbedtls() { ! pkg-config --print-requires --print-requires-private --libs libmailaccess | grep mbed; }
depends_on_it() { readelf -d "$build/$1" | grep NEEDED | grep -q libmailaccess.so.0; }
run() { "$build/$1" "$build/pki/ca.pem"; }
headers_are_the_same() { diff -r "$top/include" "$prefix/include"; }

sh "$here/../servers/certs.sh" "$build/pki"
check "installs" install_it
# The installed library alone: the copy of mbedTLS that setup.sh keeps is not on the path of a stranger.
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig"
check "every public header is installed" headers_are_the_same
check "a shared link needs nothing but the library" names_no_mbedtls
check "compiles, shared" compile "$here/consumer.c" shared
check "the program in the README compiles" readme_program
check "is linked with the shared library" depends_on_it shared
check "runs, shared" env LD_LIBRARY_PATH="$prefix/lib" "$build/shared" "$build/pki/ca.pem"
rm -f "$prefix"/lib/libmailaccess.so*
check "compiles, static" compile "$here/consumer.c" static --static
check "runs, static" run static
echo "1..$count"
