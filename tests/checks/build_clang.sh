#!/bin/sh
. "$(dirname "$0")/common.sh"
configure_whole clang
compile $scratch/clang
