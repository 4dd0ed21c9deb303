#!/bin/sh
CC=clang
export CC
. "$(dirname "$0")/common.sh"
configure $scratch/clang --werror -Dtests=enabled
compile $scratch/clang
