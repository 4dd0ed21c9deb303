# Sourced by each check: goes to the top of the tree and names what several checks share.
set -eu
cd "$(dirname "$0")/../.."
eval "$(tests/setup.sh --env)"

scratch=build/checks
mkdir -p "$scratch"

# Layers that need no operating system, each with the layers that it may lean on.
freestanding_layers='base message sasl imap pop3'
leans_on() {
    case $1 in
    base) ;;
    message | sasl) echo base ;;
    imap | pop3) echo base message sasl ;;
    esac
}

# Files whose name says what they need are for a platform (lib/meson.build).
platform_file='_(libc|posix|mbedtls|zlib|iconv)\.c$'
freestanding_sources() { # layer
    find "lib/$1" -name '*.c' 2>/dev/null | grep -Ev "$platform_file" | sort
}

codec_args='-std=c11 -ffreestanding -DMLA_BUILD -Iinclude -Ilib'
codec_args="$codec_args -DMLA_WITH_TLS=0 -DMLA_WITH_TRANSPORT=0 -DMLA_WITH_SESSION=0"
codec_args="$codec_args -DMLA_WITH_IMAP=1 -DMLA_WITH_IMAP_EXTENSIONS=1 -DMLA_WITH_POP3=1"

fail() {
    echo "$*"
    exit 1
}

# configure FOLDER OPTION...: sets up once, and again when the options change
configure() {
    folder=$1
    shift
    wanted="${CC:-cc} $* ${PKG_CONFIG_PATH:-}"
    if [ ! -f "$folder/build.ninja" ] || [ "$(cat "$folder/wanted" 2>/dev/null)" != "$wanted" ]; then
        rm -rf "$folder"
        meson setup "$@" "$folder" >"$folder.log" 2>&1 || {
            tail -n 20 "$folder.log"
            return 1
        }
        printf '%s\n' "$wanted" >"$folder/wanted"
    else # a meson.build may have changed since
        ninja -C "$folder" build.ninja >"$folder.log" 2>&1 || {
            tail -n 20 "$folder.log"
            return 1
        }
    fi
}

# What several checks look at, without debug information, which no warning needs: as it is shipped by gcc, with the tests by
# clang. Those by gcc are in the builds of `coverage` and `options`.
configure_gcc() {
    CC=gcc
    export CC
    configure $scratch/gcc --werror -Dtests=disabled -Ddebug=false
}
configure_clang() {
    CC=clang
    export CC
    configure $scratch/clang --werror -Dtests=enabled -Ddebug=false
}

compile() { # folder
    meson compile -C "$1" >"$1.log" 2>&1 || {
        grep -E '(error|warning): |undefined reference|^ERROR' "$1.log" | sort -u | head -n 20
        return 1
    }
}

built_sources() { # folder: the C files of its targets, from the top of the tree
    meson introspect --targets "$1" | python3 -c '
import json, os, sys
for target in json.load(sys.stdin):
    for group in target["target_sources"]:
        for source in group.get("sources", []):
            print(os.path.relpath(source))
' | sort -u
}
