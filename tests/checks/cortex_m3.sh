#!/bin/sh
. "$(dirname "$0")/common.sh"
out=$scratch/cortex_m3
rm -rf $out
for layer in $freestanding_layers; do
    mkdir -p $out/$layer
    for source in $(freestanding_sources $layer); do
        row=$layer
        # What the build option imap_extensions leaves out has a budget of its own.
        case $source in
        lib/imap/extension_*) row=imap_extensions ;;
        esac
        mkdir -p $out/$row
        arm-none-eabi-gcc $codec_args -Os -mcpu=cortex-m3 -mthumb -ffunction-sections -fdata-sections -fstack-usage \
            -Wall -Wextra -Werror -c "$source" -o "$out/$row/$(basename "$source" .c).o"
    done
done
exec python3 tests/checks/footprint.py $out tests/checks/footprint.budget
