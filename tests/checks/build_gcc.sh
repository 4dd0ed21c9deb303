#!/bin/sh
CC=gcc
export CC
. ./common.sh
configure $scratch/gcc --werror -Dtests=enabled
compile $scratch/gcc
