#!/bin/sh
# Installs what is missing on this machine. Nothing to do takes well under a second, so every other script calls it.
#
#   tests/setup.sh          the library, the examples and the demo
#   tests/setup.sh test     ... and tests/run.sh
#   tests/setup.sh check    ... and tests/checks (clang, clang-tidy, an ARM compiler)
#   tests/setup.sh bench    tests/run.sh and the benchmarks (libcurl, libetpan, valgrind)
#   tests/setup.sh --env    installs nothing; prints the line for   eval "$(tests/setup.sh --env)"
#
# mbedTLS 3.6 or newer: the system's where pkg-config knows it, else built once from the distribution's own
# source package of a newer release, into ${XDG_CACHE_HOME:-~/.cache}/libmailaccess. This script is the only
# part of the project that uses the network, and it uses nothing but the machine's own package mirror.
set -eu

MBEDTLS_MIN=3.6
# What goes into the build of the cached copy; a change makes a new cache entry.
MBEDTLS_RECIPE=3

profile=${1:-demo}
case $profile in
demo | test | check | bench | --env) ;;
*)
    echo "usage: tests/setup.sh [test|check|bench|--env]" >&2
    exit 2
    ;;
esac

say() { printf 'setup: %s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ] || [ -x "/sbin/$1" ]; }

os=unknown
[ -r /etc/os-release ] && os=$(. /etc/os-release && echo "${ID:-unknown}:${VERSION_ID:-}")

# What this machine's processor has besides the least of its kind. mbedTLS takes the compiler's intrinsics for AES-GCM
# only where the flags allow them, and with SSSE3 to turn octets round they are twice as fast as its assembly code.
extension=
extension_flags=
if [ "$(uname -m)" = x86_64 ] && [ "$(grep -m 1 '^flags' /proc/cpuinfo 2>/dev/null |
    grep -owE 'aes|pclmulqdq|ssse3' | wc -l)" = 3 ]; then
    extension=-aes
    extension_flags='-maes -mpclmul -mssse3'
fi

cache=${XDG_CACHE_HOME:-$HOME/.cache}/libmailaccess
built=$cache/mbedtls-$(echo "$os" | tr -c 'a-z0-9.\n' '-')-$(uname -m)$extension-r$MBEDTLS_RECIPE

mbedtls_from_system() { have pkg-config && pkg-config --atleast-version=$MBEDTLS_MIN mbedtls 2>/dev/null; }
# Its .pc file is what tells a finished entry: the folder takes its name only when it is complete.
mbedtls_from_cache() { [ -f "$built/lib/pkgconfig/mbedtls.pc" ]; }

if [ "$profile" = --env ]; then
    if mbedtls_from_system; then
        :
    elif mbedtls_from_cache; then
        printf "export PKG_CONFIG_PATH='%s'\"\${PKG_CONFIG_PATH:+:\$PKG_CONFIG_PATH}\"\n" "$built/lib/pkgconfig"
    else
        die "no mbedTLS $MBEDTLS_MIN: run tests/setup.sh first"
    fi
    exit 0
fi

# --- what is missing ------------------------------------------------------------------------------------------

missing=
need() { # package test...
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
module() { have pkg-config && pkg-config --exists "$1"; }
clang_runtime() { # compiler-rt lies in a folder named by the platform in some versions
    have clang && ls "$(clang -print-resource-dir)"/lib/*/libclang_rt.asan*.a
}

# A copy of mbedTLS has to be built: these are for that build alone.
needs_for_mbedtls() {
    need cmake have cmake
    need g++ have g++
    need dpkg-dev have dpkg-source
    need xz-utils have xz
}

find_missing() {
    missing=
    need gcc have gcc
    need libc6-dev test -f /usr/include/stdio.h
    need meson have meson
    need ninja-build have ninja
    need pkgconf have pkg-config
    need python3 have python3
    need openssl have openssl
    need dovecot-imapd test -x /usr/lib/dovecot/imap
    need dovecot-pop3d test -x /usr/lib/dovecot/pop3
    need util-linux have flock
    # For a server that is not ours, and for apt where a mirror is one of https.
    need ca-certificates test -f /etc/ssl/certs/ca-certificates.crt
    mbedtls_from_system || mbedtls_from_cache || case $os in
    debian:12 | ubuntu:24.04) needs_for_mbedtls ;;
    *) missing="$missing libmbedtls-dev" ;;
    esac
    case $profile in test | check | bench) need libcmocka-dev module cmocka ;; esac
    if [ "$profile" = check ]; then
        need g++ have g++
        need clang have clang
        need libclang-rt-dev clang_runtime
        need clang-tidy have clang-tidy
        need clang-format have clang-format
        need gcc-arm-none-eabi have arm-none-eabi-gcc
        need libnewlib-arm-none-eabi test -f /usr/include/newlib/stdio.h
    fi
    if [ "$profile" = bench ]; then
        need libcurl4-gnutls-dev module libcurl # libetpan-dev wants this one of the three
        need libetpan-dev module libetpan
        need valgrind have valgrind
    fi
}

# --- installing -----------------------------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        die "root or sudo is needed for: $*"
    fi
}

# apt waits for the package database by itself, for the lists it does not.
refresh_lists() {
    for _ in 1 2 3 4 5 6; do
        as_root apt-get -q update >"$1" 2>&1 && return 0
        sleep 5
    done
    cat "$1" >&2
    die "apt-get update failed"
}

# The packages start a mail server on the standard ports; ours run on loopback, from tests/servers.
install_packages() {
    say "installing:$missing"
    log=$(mktemp)
    policy=
    started=
    case $missing in
    *dovecot*)
        started=yes
        if [ ! -e /usr/sbin/policy-rc.d ]; then
            policy=/usr/sbin/policy-rc.d
            trap 'as_root rm -f "$policy"' EXIT
            printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
            as_root chmod 755 $policy
        fi
        ;;
    esac
    refresh_lists "$log"
    # shellcheck disable=SC2086  # a list of names
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 \
        install --no-install-recommends --no-remove $missing >"$log" 2>&1 || {
        tail -n 30 "$log" >&2
        die "apt-get install failed"
    }
    rm -f "$log"
    if [ -n "$policy" ]; then
        as_root rm -f $policy
        trap - EXIT
    fi
    if [ -n "$started" ] && [ -d /run/systemd/system ]; then
        as_root systemctl disable --now dovecot.socket dovecot.service >/dev/null 2>&1 || :
    fi
}

find_missing
if [ -n "$missing" ]; then
    case $os in
    debian:12 | debian:13 | ubuntu:24.04 | ubuntu:26.04) ;;
    *)
        say "this system ($os) is not one that the script knows. Install these yourself, then run it again"
        say "(names as in Debian; mbedTLS must be $MBEDTLS_MIN or newer and known to pkg-config):"
        printf '  %s\n' $missing >&2
        exit 1
        ;;
    esac
    install_packages
    find_missing
    [ -z "$missing" ] || die "still missing after the installation:$missing"
fi

# --- mbedTLS from a newer release of the distribution ---------------------------------------------------------

# Debian's and Ubuntu's releases that have it, the long-lived ones first.
newer_suites() {
    case $os in
    debian:12) echo trixie ;;
    ubuntu:24.04) echo resolute questing plucky ;;
    esac
}

# Where this machine takes its own release from. Other parties' repositories borrow the release's name.
distribution_mirror() {
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    case $os in
    debian:*) set -- 'Origin: Debian' "Codename: $codename" ;;
    *) set -- 'Origin: Ubuntu' "Suite: $codename" ;;
    esac
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "$@" | head -n 1
}

# A private apt configuration: signatures are checked, while the host's own lists and suite stay as they are.
fetch_mbedtls_source() { # folder
    mirror=$(distribution_mirror)
    if [ -z "$mirror" ]; then # the lists may have been cleaned away
        refresh_lists "$1/log"
        mirror=$(distribution_mirror)
    fi
    [ -n "$mirror" ] || die "apt knows no mirror of this distribution"
    case $os in
    debian:*) keyring=/usr/share/keyrings/debian-archive-keyring.gpg components=main ;;
    *) keyring=/usr/share/keyrings/ubuntu-archive-keyring.gpg components='main universe' ;;
    esac
    mkdir -p "$1/lists/partial" "$1/cache/archives/partial" "$1/source"
    for suite in $(newer_suites); do
        echo "deb-src [signed-by=$keyring] $mirror $suite $components" >"$1/sources.list"
        cat >"$1/apt.conf" <<CONF
Dir::Etc::SourceList "$1/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$1/lists";
Dir::Cache "$1/cache";
APT::Sandbox::User "";
CONF
        (
            export APT_CONFIG="$1/apt.conf"
            cd "$1/source"
            apt-get -q update && apt-get -q source --download-only mbedtls
        ) >"$1/log" 2>&1 || continue
        version=$(sed -n 's/^Version: *//p' "$1"/source/*.dsc | head -n 1)
        dpkg --compare-versions "$version" ge $MBEDTLS_MIN && return 0
        rm -f "$1"/source/*
    done
    cat "$1/log" >&2
    die "no mbedTLS $MBEDTLS_MIN source package in: $(newer_suites)"
}

build_mbedtls() {
    mkdir -p "$cache"
    exec 9>"$cache/lock"
    flock 9 # another run may be at it: wait, and find it done
    mbedtls_from_cache && return 0
    rm -rf "$cache"/build.* # what a killed run left behind
    say "building mbedTLS $MBEDTLS_MIN or newer from the distribution's source package (once, half a minute)"
    work=$(mktemp -d "$cache/build.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT TERM HUP
    fetch_mbedtls_source "$work"
    # apt has checked the signed index and through it these files; the uploader's own key need not be here.
    dpkg-source --no-check --skip-patches -x "$work"/source/*.dsc "$work/tree" >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        die "cannot unpack the mbedTLS source"
    }
    # As the distributions do: without it, threads with a TLS context each would share unlocked state.
    for option in MBEDTLS_THREADING_C MBEDTLS_THREADING_PTHREAD; do
        (cd "$work/tree" && scripts/config.py set $option)
    done
    # The processor's AES instructions are found at run time on x86-64 (MBEDTLS_AESNI_C) and on ARM
    # (MBEDTLS_AESCE_C); both are on by default, and the check below fails if that ever changes.
    {
        cmake -G Ninja -S "$work/tree" -B "$work/build" -DCMAKE_BUILD_TYPE=None \
            -DCMAKE_C_FLAGS="-O3 -DNDEBUG $extension_flags" \
            -DCMAKE_INSTALL_PREFIX="$built" -DCMAKE_INSTALL_LIBDIR=lib -DLIB_INSTALL_DIR=lib \
            -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DENABLE_TESTING=Off -DENABLE_PROGRAMS=Off -DMBEDTLS_FATAL_WARNINGS=Off \
            -DUSE_SHARED_MBEDTLS_LIBRARY=Off -DUSE_STATIC_MBEDTLS_LIBRARY=On &&
            cmake --build "$work/build" &&
            DESTDIR="$work/root" cmake --install "$work/build"
    } >"$work/log" 2>&1 || {
        tail -n 30 "$work/log" >&2
        die "building mbedTLS failed"
    }
    if [ "$(uname -m)" = x86_64 ]; then
        nm "$work/root$built/lib/libmbedcrypto.a" 2>/dev/null | grep -q 'T mbedtls_aesni_crypt_ecb' ||
            die "mbedTLS was built without the processor's AES instructions"
    fi
    rm -rf "$built"
    mv "$work/root$built" "$built"
    say "mbedTLS $(PKG_CONFIG_PATH="$built/lib/pkgconfig" pkg-config --modversion mbedtls) is in $built"
    rm -rf "$work"
    trap - EXIT INT TERM HUP
}

mbedtls_from_system || mbedtls_from_cache || build_mbedtls
