"""Reads every #include of lib/ and include/ and holds it against the layers of the design."""
import pathlib
import re
import sys

MAY_USE = {
    "base": set(),
    "message": {"base"},
    "sasl": {"base"},
    "imap": {"base", "message", "sasl"},
    "pop3": {"base", "message", "sasl"},
    "transport": {"base"},
    "session": {"base", "message", "sasl", "imap", "pop3", "transport"},
    "umbrella": {"base", "message", "sasl", "imap", "pop3", "transport", "session"},
}
# These build without a C library. string.h stands for the six functions that the freestanding check allows.
FREESTANDING = {"base", "message", "sasl", "imap", "pop3"}
FREESTANDING_HEADERS = {"stdalign.h", "stdarg.h", "stdbool.h", "stddef.h", "stdint.h", "limits.h", "string.h",
                        "emmintrin.h"}  # the compiler's own: SSE2
PLATFORM_FILE = re.compile(r"_(libc|posix|mbedtls|zlib|iconv)\.[ch]$")
# Cryptography outside the transport has one home.
MBEDTLS_FILES = re.compile(r"^lib/(transport/tls_(\w+_)?mbedtls\w*\.[ch]|(base|sasl)/\w+_mbedtls\.c)$")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
problems = []


def layer_of_public(name):
    if name == "mailaccess.h":
        return "umbrella"
    stem = pathlib.PurePath(name).stem.split("_")[0]
    return stem if stem in MAY_USE else None


def layer_of(path):
    parts = path.parts
    if parts[0] == "include":
        return layer_of_public("/".join(parts[1:]))
    return parts[1] if parts[1] in MAY_USE else None


def layer_of_include(name, quoted):
    if name == "mailaccess.h" or name.startswith("mailaccess/"):
        return layer_of_public(name)
    if quoted:
        return name.split("/")[0] if "/" in name else "?"
    return "system"


def check(path):
    layer = layer_of(path)
    if layer is None:
        problems.append(f"{path}: belongs to no layer that this check knows")
        return
    text = path.read_text(encoding="utf-8")
    for mark, name in INCLUDE.findall(text):
        target = layer_of_include(name, mark == '"')
        where = f"{path}: includes {name}"
        if target == "system":
            if re.match(r"(mbedtls|psa|tf-psa-crypto)/", name):
                if not MBEDTLS_FILES.match(str(path)):
                    problems.append(f"{where}: mbedTLS is named in its own files only")
            elif (layer in FREESTANDING or path.parts[0] == "include") and not PLATFORM_FILE.search(path.name):
                if name not in FREESTANDING_HEADERS:
                    problems.append(f"{where}: this needs an operating system")
        elif target not in MAY_USE and target != "umbrella":
            problems.append(f"{where}: write it from lib/, as \"layer/name.h\"")
        elif target == "umbrella" or (target != layer and target not in MAY_USE[layer]):
            problems.append(f"{where}: {layer} does not look at {target}")


files = sorted(p for top in ("include", "lib") for p in pathlib.Path(top).rglob("*.[ch]"))
for file in files:
    check(file)
crypto = [str(f) for f in files if f.name.endswith("_mbedtls.c") and f.parts[1] != "transport"]
if len(crypto) > 1:
    problems.append("more than one file of cryptography outside the transport: " + ", ".join(crypto))
print("\n".join(problems) if problems else f"{len(files)} files")
sys.exit(1 if problems else 0)
