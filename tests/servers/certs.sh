#!/bin/sh
# certs.sh DIR: throw-away certificates, PEM, each as NAME.pem and NAME.key. Does nothing when DIR has them.
#
#   ca          the authority that the tests trust
#   good        localhost, mail.test, 127.0.0.1, 127.0.0.2, ::1
#   wrong       another host's name
#   expired     the right names, out of date
#   selfsigned  the right names, signed by itself
#   unknown     the right names, signed by an authority that nobody trusts (other-ca)
#   client      user u1
set -eu
mkdir -p "$1"
cd "$1"
[ ! -e complete ] || exit 0

names=DNS:localhost,DNS:mail.test,IP:127.0.0.1,IP:127.0.0.2,IP:::1
key='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'

quiet() { "$@" >>log 2>&1 || { cat log >&2; exit 1; }; }

authority() { # name
    # shellcheck disable=SC2086
    quiet openssl req -x509 $key -keyout "$1.key" -out "$1.pem" -days 30 -subj "/CN=libmailaccess test $1" \
        -addext keyUsage=critical,keyCertSign,cRLSign
}

issue() { # name authority subject alternative-names usage dates...
    name=$1 ca=$2 subject=$3
    printf 'basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=%s\nsubjectAltName=%s\n' \
        "$5" "$4" >ext
    shift 5
    # shellcheck disable=SC2086
    quiet openssl req -new $key -keyout "$name.key" -out csr -subj "/CN=$subject"
    # `openssl x509` takes a date in the past in some versions only; `openssl ca` in all.
    : >index
    openssl rand -hex 8 >serial
    cat >ca.conf <<CONF
[ca]
default_ca = it
[it]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
[any]
commonName = supplied
CONF
    quiet openssl ca -batch -notext -config ca.conf -cert "$ca.pem" -keyfile "$ca.key" -in csr -out "$name.pem" \
        -extfile ext "$@"
}

authority ca
authority other-ca
issue good ca localhost "$names" serverAuth -days 30
issue wrong ca wrong.test DNS:wrong.test serverAuth -days 30
issue expired ca localhost "$names" serverAuth -startdate 200101000000Z -enddate 210101000000Z
issue unknown other-ca localhost "$names" serverAuth -days 30
issue client ca u1 email:u1@mail.test clientAuth -days 30
# shellcheck disable=SC2086
quiet openssl req -x509 $key -keyout selfsigned.key -out selfsigned.pem -days 30 -subj /CN=localhost \
    -addext "subjectAltName=$names"

# The server may run as another user than the one who made them.
chmod 644 ./*.key
rm -f ext csr index* serial* ca.conf log ./[0-9A-F]*.pem
: >complete
