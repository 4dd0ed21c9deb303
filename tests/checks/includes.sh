#!/bin/sh
. ./common.sh
exec python3 tests/checks/includes.py
