#!/bin/sh
CC=clang
export CC
. ./common.sh
configure $scratch/clang --werror -Dtests=enabled
compile $scratch/clang
