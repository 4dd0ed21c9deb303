#!/bin/sh
# Downloads a mailbox by POP3 and IMAP, each over TLS and over STARTTLS, and compares every octet.
#
#   examples/demo.sh                              with a throw-away Dovecot on loopback
#   examples/demo.sh [OPTION]... imaps://me@mail.example.org/    reads a real account, and changes nothing there;
#                                                 the options are those of the mailaccess command
#
# Installs what is missing (tests/setup.sh) and builds into build/demo. Exits with 0 when all is as it should be.
set -eu
cd "$(dirname "$0")/.."
case ${1:-} in
-h | --help)
    sed -n 's/^# \{0,1\}//; 2,8p' "$0"
    exit 0
    ;;
esac

tests/setup.sh
eval "$(tests/setup.sh --env)"

build=build/demo
mailaccess=$build/examples/mailaccess
work=$(mktemp -d /tmp/mla.XXXXXX) # short: unix sockets lie in it
server=
tidy() {
    [ -z "$server" ] || tests/servers/dovecot.sh stop "$server" || :
    rm -rf "$work"
}
trap tidy EXIT
trap 'exit 130' INT TERM HUP

quietly() { # command...: its output is shown when it fails
    "$@" >"$work/log" 2>&1 || {
        tail -n 30 "$work/log" >&2
        exit 1
    }
}

build_command() {
    # Meson keeps where it found mbedTLS: another copy makes another build.
    if [ ! -f $build/build.ninja ] || [ "$(cat $build/wanted 2>/dev/null)" != "${PKG_CONFIG_PATH:-}" ]; then
        rm -rf $build
        echo "demo: building (once)" >&2
        quietly meson setup --buildtype=release -Dtests=disabled $build
        echo "${PKG_CONFIG_PATH:-}" >$build/wanted
    fi
    quietly meson compile -C $build
}

# --- the table ------------------------------------------------------------------------------------------------

line='  %-8s  %-18s  %8s  %10s  %8s  %11s  %s\n'
header() {
    echo
    # shellcheck disable=SC2059
    printf "$line" protocol security messages size time speed verdict
    echo "  ------------------------------------------------------------------------------------"
}

field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\).*/\1/p" "$2" | tail -n 1; } # name file

row() { # protocol security summary verdict
    octets=$(field octets "$3")
    ms=$(field milliseconds "$3")
    # shellcheck disable=SC2059
    printf "$line" "$1" "$2" "$(field fetched "$3")" "$(echo "$octets" | awk '{ printf "%.1f MB", $1 / 1e6 }')" \
        "$(echo "$ms" | awk '{ printf "%.2f s", $1 / 1e3 }')" \
        "$(echo "$octets $ms" | awk '{ printf "%.1f MB/s", $2 ? $1 / 1e3 / $2 : 0 }')" "$4"
}

# --- a real account -------------------------------------------------------------------------------------------

# Each URL has a folder of its own, so that a second run fetches only what is new.
read_account() {
    for url; do :; done
    mail=build/demo-mail/$(printf %s "$url" | sha256sum | cut -c 1-16)
    mkdir -p "$mail"
    case $url in imap*) protocol=IMAP ;; *) protocol=POP3 ;; esac
    case $url in
    imaps:* | pops:* | pop3s:*) security=TLS ;;
    *) security=STARTTLS ;;
    esac
    case " $* " in *" --starttls "*) security=STARTTLS ;; *" --cleartext "*) security=none ;; esac
    "$mailaccess" --json "$@" fetch "$(folder_of "$url")" --to "$mail" >"$work/summary"
    header
    row $protocol $security "$work/summary" "read"
    printf '\n  %s were there before; all are in %s\n\n' "$(field already_there "$work/summary")" "$mail"
}

folder_of() { # url: what follows the host, else INBOX
    folder=$(printf %s "$1" | sed -n 's|^[a-z0-9]*://[^/]*/\(.*\)|\1|p')
    python3 -c 'import sys, urllib.parse; print(urllib.parse.unquote(sys.argv[1]))' "${folder:-INBOX}"
}

# --- a server of our own --------------------------------------------------------------------------------------

start_server() {
    chmod 755 "$work" # the server's own user has to pass through
    python3 tests/servers/mailbox.py "$work/mailbox"
    server=$work/dovecot
    tests/servers/dovecot.sh start "$server"
    tests/servers/dovecot.sh deliver "$server" u1 INBOX "$work"/mailbox/*.eml
    . "$server/env"
    export MAILACCESS_PASSWORD=pw-u1
    cut -d ' ' -f 1 "$work/mailbox/SHA256SUMS" | sort >"$work/expected"
}

# The verdict comes from SHA-256 of what was sent and of what came, message by message.
compare() { # folder
    (cd "$1" && sha256sum ./*.eml) | cut -d ' ' -f 1 | sort >"$work/got"
    wrong=$(comm -3 "$work/expected" "$work/got" | wc -l)
    if [ "$wrong" = 0 ]; then echo "identical"; else echo "DIFFERENT"; fi
}

failed=0
download() { # protocol security url
    mail=$work/mail-$1-$2
    if "$mailaccess" --ca "$CA_FILE" --json "$3" caps >"$work/caps" &&
        "$mailaccess" --ca "$CA_FILE" --json "$3" fetch INBOX --to "$mail" >"$work/summary"; then
        verdict=$(compare "$mail")
    else
        verdict=FAILED
    fi
    [ "$verdict" = identical ] || failed=1
    version=$(field encryption "$work/caps")
    case $2 in TLS) security=$version ;; *) security="$2, $version" ;; esac
    row "$1" "$security" "$work/summary" "$verdict"
}

run_demo() {
    start_server
    count=$(wc -l <"$work/expected")
    largest=$(find "$work/mailbox" -name '*.eml' -size +20000k | wc -l)
    printf '\n  %s messages, %s of them of 25 MB, on a Dovecot of our own at %s\n' "$count" "$largest" "$HOST"
    header
    download POP3 TLS "pops://u1@$HOST:$POP3S_PORT"
    download POP3 STLS "pop://u1@$HOST:$POP3_PORT"
    download IMAP TLS "imaps://u1@$HOST:$IMAPS_PORT"
    download IMAP STARTTLS "imap://u1@$HOST:$IMAP_PORT"
    echo
    if [ $failed = 0 ]; then
        printf '  Every message came back octet by octet as it was stored (SHA-256).\n\n'
    else
        printf '  Something went wrong: see above.\n\n'
        exit 1
    fi
}

build_command
if [ $# -gt 0 ]; then
    read_account "$@"
else
    run_demo
fi
