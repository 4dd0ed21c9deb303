#!/bin/sh
. "$(dirname "$0")/common.sh"
out=$scratch/cortex_m3
rm -rf $out
for layer in $freestanding_layers; do
    mkdir -p $out/$layer
    for source in $(freestanding_sources $layer); do
        row=$layer
        # The option imap_extensions has a budget of its own: its files. The others are built as without it.
        extensions=0
        case $source in
        lib/imap/extension_*) row=imap_extensions extensions=1 ;;
        esac
        mkdir -p $out/$row
        arm-none-eabi-gcc $codec_args -UMLA_WITH_IMAP_EXTENSIONS -DMLA_WITH_IMAP_EXTENSIONS=$extensions \
            -Os -mcpu=cortex-m3 -mthumb -ffunction-sections -fdata-sections -fstack-usage \
            -Wall -Wextra -Werror -c "$source" -o "$out/$row/$(basename "$source" .c).o"
    done
done
# The program that firmware begins with needs nothing else either.
arm-none-eabi-gcc $codec_args -Os -mcpu=cortex-m3 -mthumb -Wall -Wextra -Werror -c examples/pop3_firmware.c \
    -o $scratch/pop3_firmware.o
exec python3 tests/checks/footprint.py $out tests/checks/footprint.budget
