#!/bin/sh
. "$(dirname "$0")/common.sh"
configure_gcc
compile $scratch/gcc
