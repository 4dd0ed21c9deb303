#!/bin/sh
. "$(dirname "$0")/common.sh"
configure_whole gcc
compile $scratch/gcc
