#!/bin/sh
# A throw-away Dovecot (2.3 or 2.4) on loopback, as root or as an ordinary user.
#
#   dovecot.sh start DIR                             makes DIR, picks free ports, writes DIR/env
#   dovecot.sh deliver DIR USER FOLDER FILE...       puts messages into a folder, in this order, byte for byte
#   dovecot.sh status DIR                            exits with 0 when it runs
#   dovecot.sh stop DIR                              returns when every process is gone; leaves the files
#
# DIR/env, for the shell or for make: HOST, IMAP_PORT, IMAPS_PORT, POP3_PORT, POP3S_PORT, MAIL_DIR, CA_FILE.
# Users are u1 to u12 with passwords pw-u1 to pw-u12, and uq with a quota of 200 kB. Messages lie in
# MAIL_DIR/<user>/Maildir. Keep DIR short: unix sockets lie in it.
#
# From the environment of `start`:
#   PKI=DIR           certificates made by certs.sh; else DIR/pki is made
#   CERT=good         or wrong, expired, selfsigned, unknown
#   TLS=yes           no: neither STARTTLS nor STLS is offered, IMAPS_PORT and POP3S_PORT are 0
#   ALLOW_CLEAR=yes   no: LOGINDISABLED until TLS. Dovecot trusts a peer of its own address, so it takes
#                     ADDRESS=127.0.0.2 to see it
#   ADDRESS=127.0.0.1
#   EXTRA=            more settings, in the syntax of the version that runs
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dovecot=$(PATH=$PATH:/usr/sbin:/sbin command -v dovecot) || {
    echo "dovecot.sh: no dovecot: run tests/setup.sh" >&2
    exit 1
}

usage() {
    sed -n 's/^# \{0,1\}//; 2,7p' "$here/dovecot.sh" >&2
    exit 2
}

# Below the range that the system hands out to clients, so that no connection takes one in between.
free_ports() { # how many
    python3 - "$1" "$ADDRESS" <<'PYTHON'
import random, socket, sys
found = []
while len(found) < int(sys.argv[1]):
    port = random.randrange(20000, 32000)
    with socket.socket() as probe:
        try:
            probe.bind((sys.argv[2], port))
        except OSError:
            continue
    if port not in found:
        found.append(port)
print(*found)
PYTHON
}

identities() {
    if [ "$(id -u)" = 0 ]; then
        SERVER_USER=dovecot SERVER_GROUP=dovecot LOGIN_USER=dovenull
        MAIL_UID=65534 MAIL_GID=65534 # Dovecot serves no mail as root
    else
        SERVER_USER=$(id -un) SERVER_GROUP=$(id -gn) LOGIN_USER=$(id -un)
        MAIL_UID=$(id -u) MAIL_GID=$(id -g)
    fi
}

give_to_mail_user() {
    [ "$(id -u)" != 0 ] || chown -R "$MAIL_UID:$MAIL_GID" "$@"
}

write_state() {
    mkdir -p "$DIR/run" "$DIR/state" "$DIR/mail" "$DIR/public" "$DIR/virtual/all" "$DIR/jwt/default/HS256"
    : >"$DIR/passwd"
    for user in u1 u2 u3 u4 u5 u6 u7 u8 u9 u10 u11 u12; do
        echo "$user:{PLAIN}pw-$user:$MAIL_UID:$MAIL_GID::$DIR/mail/$user::"
    done >"$DIR/passwd"
    case $VERSION in
    2.3.*) quota='userdb_quota_rule=*:bytes=200k' ;;
    *) quota='userdb_quota_storage_size=200k' ;;
    esac
    echo "uq:{PLAIN}pw-uq:$MAIL_UID:$MAIL_GID::$DIR/mail/uq::$quota" >>"$DIR/passwd"
    # Tokens are checked with this key, without a network: HS256, key id "default".
    printf %s 'secret-of-at-least-32-bytes-0123456789' | base64 | tr -d '\n' >"$DIR/jwt/default/HS256/default"
    cat >"$DIR/oauth2.conf" <<CONF
introspection_mode = local
local_validation_key_dict = fs:posix:prefix=$DIR/jwt/
username_attribute = sub
CONF
    printf 'public anyone lrwstipekxa\npublic/* anyone lrwstipekxa\n' >"$DIR/global-acls"
    printf 'INBOX\n  all\n' >"$DIR/virtual/all/dovecot-virtual"
    printf '%s\n' "${EXTRA:-}" >"$DIR/extra.conf"
    : >"$DIR/shared-mailboxes"
    chmod 755 "$DIR" # mktemp makes it 0700, and then every login is a "temporary failure"
    give_to_mail_user "$DIR/mail" "$DIR/public" "$DIR/virtual" "$DIR/shared-mailboxes"
    # It makes lock files beside shared-mailboxes.
    [ "$(id -u)" != 0 ] || chown "$MAIL_UID:$MAIL_GID" "$DIR"
}

write_config() {
    case $VERSION in
    2.3.*) template=$here/dovecot-2.3.conf ;;
    *) template=$here/dovecot-2.4.conf ;;
    esac
    REFUSE_CLEAR=yes
    [ "$ALLOW_CLEAR" = no ] || REFUSE_CLEAR=no
    script=
    for word in DIR PKI CERT TLS ALLOW_CLEAR REFUSE_CLEAR ADDRESS VERSION SERVER_USER SERVER_GROUP LOGIN_USER \
        IMAP_PORT IMAPS_PORT POP3_PORT POP3S_PORT; do
        eval "value=\$$word"
        script="$script;s|@$word@|$value|g"
    done
    sed "$script" "$template" >"$DIR/dovecot.conf"
    {
        printf 'HOST=%s\nIMAP_PORT=%s\nIMAPS_PORT=%s\n' "$ADDRESS" "$IMAP_PORT" "$IMAPS_PORT"
        printf 'POP3_PORT=%s\nPOP3S_PORT=%s\n' "$POP3_PORT" "$POP3S_PORT"
        printf 'MAIL_DIR=%s\nCA_FILE=%s\n' "$DIR/mail" "$PKI/ca.pem"
    } >"$DIR/env"
}

# A zombie has ended: who reaps it is not our concern.
alive() { kill -0 "$1" 2>/dev/null && ! grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null; }
running() { [ -s "$DIR/run/master.pid" ] && alive "$(cat "$DIR/run/master.pid")"; }

start() {
    VERSION=$("$dovecot" --version | sed 's/[ -].*//')
    CERT=${CERT:-good} TLS=${TLS:-yes} ALLOW_CLEAR=${ALLOW_CLEAR:-yes} ADDRESS=${ADDRESS:-127.0.0.1}
    PKI=${PKI:-$DIR/pki}
    mkdir -p "$PKI"
    PKI=$(cd "$PKI" && pwd)
    sh "$here/certs.sh" "$PKI"
    write_state
    for _ in 1 2 3; do # another program may take a port first
        # shellcheck disable=SC2046
        set -- $(free_ports 4)
        IMAP_PORT=$1 IMAPS_PORT=$2 POP3_PORT=$3 POP3S_PORT=$4
        [ "$TLS" != no ] || IMAPS_PORT=0 POP3S_PORT=0
        write_config
        # It keeps its starter's output open for as long as it lives.
        "$dovecot" -c "$DIR/dovecot.conf" >"$DIR/start.log" 2>&1 </dev/null || continue
        tries=0
        until running; do
            tries=$((tries + 1))
            [ $tries -lt 200 ] || break
            sleep 0.02
        done
        ! running || return 0
    done
    cat "$DIR/start.log" "$DIR/log" >&2 2>/dev/null || :
    echo "dovecot.sh: cannot start Dovecot $VERSION in $DIR" >&2
    return 1
}

stop() {
    running || return 0
    pid=$(cat "$DIR/run/master.pid")
    kill "$pid" 2>/dev/null || return 0
    tries=0
    while alive "$pid"; do
        tries=$((tries + 1))
        [ $tries -ne 250 ] || kill -KILL "$pid" 2>/dev/null || :
        sleep 0.02
    done
}

deliver() { # user folder file...
    maildir=$MAIL_DIR/$1/Maildir
    [ "$2" = INBOX ] || maildir=$maildir/.$(echo "$2" | tr / .)
    shift 2
    mkdir -p "$maildir/cur" "$maildir/new" "$maildir/tmp"
    # The name decides the order of the UIDs, and must not be that of a message deleted before.
    next=$(find "$maildir/cur" "$maildir/new" -type f | wc -l)
    for file; do
        next=$((next + 1))
        cp "$file" "$maildir/new/$((1700000000 + next)).M$next""P$$.localhost"
    done
    give_to_mail_user "${maildir%%/Maildir*}"
}

[ $# -ge 2 ] || usage
verb=$1
[ "$verb" != start ] || mkdir -p "$2"
if [ ! -d "$2" ]; then
    [ "$verb" = stop ]
    exit
fi
DIR=$(cd "$2" && pwd)
identities
case $verb in
start) start ;;
status) running ;;
stop) stop ;;
deliver)
    [ $# -ge 5 ] || usage
    . "$DIR/env"
    shift 2
    deliver "$@"
    ;;
*) usage ;;
esac
