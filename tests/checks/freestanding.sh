#!/bin/sh
. "$(dirname "$0")/common.sh"
# Hardening and profiling that a distribution's compiler adds would call into its C library; position-independent code
# names the linker's own offset table.
plain='-fno-stack-protector -U_FORTIFY_SOURCE -fno-asynchronous-unwind-tables -fcf-protection=none -fno-pie'
allowed='memcpy memmove memset memcmp memchr strlen'
out=$scratch/freestanding
rm -rf $out
status=0
for layer in $freestanding_layers; do
    mkdir -p $out/$layer
    for source in $(freestanding_sources $layer); do
        gcc $codec_args $plain -O2 -Wall -Wextra -Werror -c "$source" -o "$out/$layer/$(basename "$source" .c).o"
    done
done
for layer in $freestanding_layers; do
    objects=
    for part in $layer $(leans_on $layer); do
        objects="$objects $(find $out/$part -name '*.o')"
    done
    [ -n "$(find $out/$layer -name '*.o')" ] || continue
    # Whatever is still undefined in a layer joined with those below it comes from outside.
    gcc -nostdlib -r $objects -o $out/$layer.o
    for symbol in $(nm -u $out/$layer.o | awk '{ print $2 }'); do
        case " $allowed " in
        *" $symbol "*) ;;
        *)
            echo "$layer needs $symbol: $(grep -rlw "$symbol" lib/$layer lib/base | head -n 3 | tr '\n' ' ')"
            status=1
            ;;
        esac
    done
done
exit $status
