#!/bin/sh
. "$(dirname "$0")/common.sh"
exec python3 tests/checks/includes.py
