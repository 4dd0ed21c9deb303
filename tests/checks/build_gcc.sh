#!/bin/sh
CC=gcc
export CC
. "$(dirname "$0")/common.sh"
configure $scratch/gcc --werror -Dtests=enabled
compile $scratch/gcc
