#!/bin/sh
# Every server that the integration tests talk to.
#
#   all.sh start DIR    writes DIR/env: MLA_TEST_<SERVER>_<NAME> for each name that dovecot.sh writes, as in
#                       MLA_TEST_GOOD_IMAPS_PORT, and MLA_TEST_PKI, the folder of the certificates (certs.sh)
#   all.sh stop DIR
#
# Servers: GOOD; NOTLS offers no encryption; WRONG, EXPIRED, SELFSIGNED and UNKNOWN have a certificate that must be
# refused; NOCLEAR says LOGINDISABLED until TLS; RESUME lets TLS sessions be resumed, and so does RESUME12, which has
# TLS 1.2 only (both with Dovecot 2.3 alone).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
DIR=${2:?folder}

servers='good notls wrong expired selfsigned unknown noclear'
case $(PATH=$PATH:/usr/sbin:/sbin dovecot --version) in
2.3.*) servers="$servers resume resume12" ;;
esac

# Tickets are good for the process that gave them, and OpenSSL resumes nothing where it asks for a certificate.
resumable='
ssl_verify_client_cert = no
auth_ssl_username_from_cert = no
service imap-login {
  service_count = 0
  process_limit = 1
}
service pop3-login {
  service_count = 0
  process_limit = 1
}'

write_tls12() {
    cat >"$DIR/tls12.cnf" <<CONF
openssl_conf = init
[init]
ssl_conf = modules
[modules]
system_default = defaults
[defaults]
MaxProtocol = TLSv1.2
CONF
}

start() { # server
    case $1 in
    notls) export TLS=no ;;
    wrong | expired | selfsigned | unknown) export CERT="$1" ;;
    resume) export EXTRA="$resumable" ;;
    resume12)
        write_tls12
        export EXTRA="$resumable
import_environment = TZ OPENSSL_CONF=$DIR/tls12.cnf"
        ;;
    noclear) export ALLOW_CLEAR=no ADDRESS=127.0.0.2 ;;
    esac
    PKI=$DIR/pki sh "$here/dovecot.sh" start "$DIR/$1"
}

case ${1:-} in
start)
    mkdir -p "$DIR"
    chmod 755 "$DIR"
    DIR=$(cd "$DIR" && pwd)
    sh "$here/certs.sh" "$DIR/pki"
    for server in $servers; do
        start "$server" &
    done
    wait
    echo "MLA_TEST_PKI=$DIR/pki" >"$DIR/env"
    for server in $servers; do
        sh "$here/dovecot.sh" status "$DIR/$server"
        sed "s/^/MLA_TEST_$(echo "$server" | tr a-z A-Z)_/" "$DIR/$server/env" >>"$DIR/env"
    done
    ;;
stop)
    for server in $servers; do
        sh "$here/dovecot.sh" stop "$DIR/$server" &
    done
    wait
    ;;
*)
    echo "usage: all.sh start|stop DIR" >&2
    exit 2
    ;;
esac
