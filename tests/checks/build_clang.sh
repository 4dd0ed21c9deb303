#!/bin/sh
. "$(dirname "$0")/common.sh"
configure_clang
compile $scratch/clang
