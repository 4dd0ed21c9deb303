/* SPDX-License-Identifier: MIT */
/*
 * A message: its header fields, each read as words, dates, addresses and parameters, and its body through transfer
 * encodings and character sets. Every text that is handed in ends in front of an unmapped page.
 */
#include <mailaccess/message.h>

#include "guard.h"

#define INPUT_MAX 4096u
/* A windows-1252 octet becomes three of UTF-8, and so does U+FFFD. */
#define TEXT_MAX (4u * INPUT_MAX)

/* Texts. */

static bool is_utf8(const char *at, size_t len) {
    const char *end = at + len;
    while (at != end) {
        unsigned char lead = (unsigned char)*at++;
        size_t more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4 || (size_t)(end - at) < more)
            return false;
        uint32_t c = more == 0 ? lead : lead & (0x3fu >> more);
        for (; more != 0; more--, at++) {
            if (((unsigned char)*at & 0xc0) != 0x80)
                return false;
            c = c << 6 | ((unsigned char)*at & 0x3f);
        }
        if ((c >= 0xd800 && c < 0xe000) || c > 0x10ffff || (lead >= 0xe0 && c < 0x800) ||
            (lead >= 0xf0 && c < 0x10000))
            return false;
    }
    return true;
}

/* What fills an mla_text, with some argument. */
typedef int32_t (*filler)(const void *argument, mla_text *text);

/* The size can be asked for, is what is then needed, and less gives the beginning. */
static void require_text(filler fill, const void *argument, bool must_be_utf8) {
    static char whole[TEXT_MAX];
    static char part[TEXT_MAX];
    mla_text size = {0};
    int32_t status = fill(argument, &size);
    if (status == MLA_E_NOT_FOUND)
        return;
    FUZZ_REQUIRE(size.len == 0 && size.needed <= sizeof whole);
    FUZZ_REQUIRE(status == (size.needed != 0 ? MLA_E_LIMIT : MLA_OK));
    mla_text text = {.data = whole, .capacity = size.needed};
    FUZZ_REQUIRE(fill(argument, &text) == MLA_OK);
    FUZZ_REQUIRE(text.len == size.needed && text.needed == size.needed);
    FUZZ_REQUIRE(!must_be_utf8 || is_utf8(whole, text.len));
    mla_text less = {.data = part, .capacity = size.needed / 2};
    status = fill(argument, &less);
    FUZZ_REQUIRE(less.needed == size.needed && less.len <= less.capacity);
    FUZZ_REQUIRE(memcmp(whole, part, less.len) == 0);
    FUZZ_REQUIRE(!must_be_utf8 || is_utf8(part, less.len));
}

static int32_t unfold(const void *argument, mla_text *text) {
    return mla_header_unfold(*(const mla_str *)argument, text);
}

static int32_t decode_words(const void *argument, mla_text *text) {
    return mla_word_decode(*(const mla_str *)argument, 0, text);
}

static int32_t decode_phrase(const void *argument, mla_text *text) {
    return mla_word_decode(*(const mla_str *)argument, MLA_WORD_PHRASE | MLA_WORD_STRIP_CONTROLS,
                           text);
}

static int32_t put_spec(const void *argument, mla_text *text) {
    return mla_address_spec(argument, text);
}

typedef struct wanted_parameter {
    const mla_parameter_reader *reader;
    const char *name;
} wanted_parameter;

static int32_t decode_parameter(const void *argument, mla_text *text) {
    const wanted_parameter *wanted = argument;
    return mla_parameter_decode(wanted->reader, wanted->name, 0, text);
}

/* Slices are of what was handed in. */
static void require_within(mla_str slice, mla_str whole) {
    FUZZ_REQUIRE(slice.ptr == NULL
                     ? slice.len == 0
                     : slice.ptr >= whole.ptr && slice.ptr + slice.len <= whole.ptr + whole.len);
}

/* Fields. */

static void read_addresses(mla_str value) {
    mla_address_reader reader;
    mla_address address;
    mla_address_reader_init(&reader, value);
    size_t count = 0;
    while (mla_address_next(&reader, &address) == MLA_OK) {
        FUZZ_REQUIRE(count++ <= 2 * value.len + 1);
        require_within(address.name, value);
        require_within(address.mailbox, value);
        require_within(address.host, value);
        require_text(put_spec, &address, false);
        require_text(decode_phrase, &address.name, true);
    }
}

static void read_parameters(mla_str value) {
    static const char *const names[] = {"charset", "name", "filename", "boundary"};
    mla_parameter_reader reader;
    mla_parameter_reader_init(&reader, value);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        require_text(decode_parameter, &(wanted_parameter){&reader, names[i]}, true);
    /* Apart, as an IMAP BODYSTRUCTURE has them: the same. */
    mla_parameter list[32];
    size_t count = 0;
    while (count < 32 && mla_parameter_next(&reader, &list[count]) == MLA_OK) {
        require_within(list[count].name, value);
        require_within(list[count].value, value);
        count++;
    }
    mla_parameter_reader apart;
    mla_parameter_reader_init_list(&apart, list, count);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        require_text(decode_parameter, &(wanted_parameter){&apart, names[i]}, true);
}

static void read_dates(mla_str value) {
    mla_date date;
    char day[MLA_DATE_DAY_LEN];
    char text[MLA_DATE_INTERNAL_LEN];
    if (mla_date_parse(value, &date) == MLA_OK && mla_date_format_internal(&date, text) == MLA_OK) {
        mla_date again;
        FUZZ_REQUIRE(mla_date_format_day(&date, day) == MLA_OK);
        FUZZ_REQUIRE(memcmp(day, text, sizeof day) == 0);
        FUZZ_REQUIRE(mla_date_parse_internal((mla_str){text, sizeof text}, &again) == MLA_OK);
        FUZZ_REQUIRE(again.epoch_seconds == date.epoch_seconds);
        FUZZ_REQUIRE(again.zone_minutes == date.zone_minutes);
        FUZZ_REQUIRE(mla_date_parse((mla_str){text, sizeof text}, &again) == MLA_OK);
        FUZZ_REQUIRE(again.epoch_seconds == date.epoch_seconds);
    }
    (void)mla_date_parse_internal(value, &date);
}

static void read_value(mla_str slice) {
    mla_str value = guard_copy(slice);
    require_text(unfold, &value, false);
    require_text(decode_words, &value, true);
    require_text(decode_phrase, &value, true);
    read_addresses(value);
    read_parameters(value);
    read_dates(value);
    (void)mla_transfer_encoding_from(value);
    guard_release(value);
}

/* Decoders of streams. */

typedef union any_decoder {
    mla_transfer_decoder transfer;
    mla_charset_decoder charset;
} any_decoder;

typedef struct stream {
    int32_t (*decode)(any_decoder *decoder, mla_str *in, char *out, size_t capacity, size_t *len);
    int32_t (*finish)(any_decoder *decoder, char *out, size_t capacity, size_t *len);
} stream;

static int32_t transfer_decode(any_decoder *decoder, mla_str *in, char *out, size_t capacity,
                               size_t *len) {
    return mla_transfer_decode(&decoder->transfer, in, out, capacity, len);
}

static int32_t transfer_finish(any_decoder *decoder, char *out, size_t capacity, size_t *len) {
    return mla_transfer_finish(&decoder->transfer, out, capacity, len);
}

static int32_t charset_decode(any_decoder *decoder, mla_str *in, char *out, size_t capacity,
                              size_t *len) {
    return mla_charset_decode(&decoder->charset, in, out, capacity, len);
}

static int32_t charset_finish(any_decoder *decoder, char *out, size_t capacity, size_t *len) {
    return mla_charset_finish(&decoder->charset, out, capacity, len);
}

static const stream transfer = {transfer_decode, transfer_finish};
static const stream charset = {charset_decode, charset_finish};

/* Appends what one call gives to `out`, through a block of `capacity` octets against a page. */
static size_t append(char *out, size_t len, const char *block, size_t given) {
    FUZZ_REQUIRE(len + given <= TEXT_MAX);
    if (given != 0)
        memcpy(out + len, block, given);
    return len + given;
}

/* @return octets of the whole, in `out`. */
static size_t decode_all(const stream *its, any_decoder *decoder, mla_str in, size_t piece_max,
                         size_t capacity, char *out) {
    static char zeros[512];
    mla_str block = guard_copy((mla_str){zeros, capacity});
    char *room = (char *)(uintptr_t)block.ptr;
    uint64_t random = 1 + in.len;
    size_t len = 0;
    size_t given;
    while (in.len != 0) {
        size_t piece = 1 + fuzz_random(&random, (uint32_t)piece_max);
        mla_str some = guard_copy((mla_str){in.ptr, piece < in.len ? piece : in.len});
        mla_str left = some;
        int32_t status;
        do {
            status = its->decode(decoder, &left, room, capacity, &given);
            len = append(out, len, room, given);
        } while (status == MLA_AGAIN);
        FUZZ_REQUIRE(status == MLA_OK && left.len == 0);
        in.ptr += some.len;
        in.len -= some.len;
        guard_release(some);
    }
    int32_t status;
    do {
        status = its->finish(decoder, room, capacity, &given);
        len = append(out, len, room, given);
    } while (status == MLA_AGAIN);
    FUZZ_REQUIRE(status == MLA_OK);
    guard_release(block);
    return len;
}

static size_t decode_transfer(int32_t encoding, mla_str in, char *out) {
    static char pieces[TEXT_MAX];
    any_decoder decoder;
    mla_transfer_decoder_init(&decoder.transfer, encoding);
    size_t len = decode_all(&transfer, &decoder, in, INPUT_MAX, 512, out);
    uint64_t errors = decoder.transfer.errors;
    mla_transfer_decoder_init(&decoder.transfer, encoding);
    FUZZ_REQUIRE(decode_all(&transfer, &decoder, in, 7, MLA_DECODER_ROOM_MIN, pieces) == len);
    FUZZ_REQUIRE(memcmp(out, pieces, len) == 0 && decoder.transfer.errors == errors);
    FUZZ_REQUIRE(encoding != MLA_TRANSFER_IDENTITY || len == in.len);
    return len;
}

/* Where a stateful set is broken, what iconv makes of the rest depends on where it was cut. */
static bool is_cut_anywhere(mla_str name, uint64_t errors) {
    static const char *const built_in[] = {"utf-8", "iso-8859-15", "windows-1252"};
    bool is_built_in = name.len == 0;
    for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++)
        is_built_in |= mla_str_equal_nocase(name, mla_str_from(built_in[i])) != 0;
    return is_built_in || errors == 0;
}

static void decode_charset(mla_str name, mla_str in) {
    static char whole[TEXT_MAX];
    static char pieces[TEXT_MAX];
    any_decoder decoder;
    int32_t status = mla_charset_decoder_init(&decoder.charset, name);
    FUZZ_REQUIRE(status == MLA_OK || status == MLA_E_UNSUPPORTED);
    size_t len = decode_all(&charset, &decoder, in, INPUT_MAX, 512, whole);
    uint64_t errors = decoder.charset.errors;
    mla_charset_decoder_deinit(&decoder.charset);
    FUZZ_REQUIRE(is_utf8(whole, len));
    (void)mla_charset_decoder_init(&decoder.charset, name);
    size_t len_in_pieces = decode_all(&charset, &decoder, in, 5, MLA_DECODER_ROOM_MIN, pieces);
    mla_charset_decoder_deinit(&decoder.charset);
    FUZZ_REQUIRE(is_utf8(pieces, len_in_pieces));
    if (!is_cut_anywhere(name, errors))
        return;
    FUZZ_REQUIRE(len_in_pieces == len && memcmp(whole, pieces, len) == 0);
}

/* The message. */

/* Of a Content-Type field, as a part's reader would ask for it. */
static mla_str charset_of(mla_str value, char *room, size_t capacity) {
    mla_parameter_reader reader;
    mla_text text = {.data = room, .capacity = capacity};
    mla_parameter_reader_init(&reader, value);
    bool is_there =
        mla_parameter_decode(&reader, "charset", MLA_WORD_STRIP_CONTROLS, &text) == MLA_OK;
    return is_there ? (mla_str){room, text.len} : (mla_str){NULL, 0};
}

static void read_body(mla_str body, int32_t encoding, mla_str name) {
    static const char *const names[] = {"utf-8", "iso-8859-15", "windows-1252", "utf-16",
                                        "gb18030"};
    static char decoded[TEXT_MAX];
    for (int32_t other = MLA_TRANSFER_IDENTITY; other <= MLA_TRANSFER_QUOTED_PRINTABLE; other++)
        (void)decode_transfer(other, body, decoded);
    size_t len = decode_transfer(encoding, body, decoded);
    decode_charset(name, (mla_str){decoded, len});
    decode_charset(mla_str_from(names[body.len % 5]), (mla_str){decoded, len});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char name_room[64];
    if (size > INPUT_MAX)
        return 0;
    mla_str message = guard_copy((mla_str){(const char *)data, size});
    mla_header_reader reader;
    mla_header_field field;
    mla_str name = {NULL, 0};
    int32_t encoding = MLA_TRANSFER_IDENTITY;
    const char *at = message.ptr;
    mla_header_reader_init(&reader, message);
    while (mla_header_next(&reader, &field) == MLA_OK) {
        require_within(field.name, message);
        require_within(field.value, message);
        FUZZ_REQUIRE(field.raw.ptr == at && field.raw.len != 0);
        at += field.raw.len;
        if (mla_str_equal_nocase(field.name, mla_str_from("Content-Type")))
            name = charset_of(field.value, name_room, sizeof name_room);
        if (mla_str_equal_nocase(field.name, mla_str_from("Content-Transfer-Encoding")))
            encoding = mla_transfer_encoding_from(field.value);
        read_value(field.value);
    }
    mla_str body = mla_header_body(&reader);
    require_within(body, message);
    FUZZ_REQUIRE(body.ptr == NULL || body.ptr + body.len == message.ptr + message.len);
    if (body.ptr != NULL)
        read_body(body, encoding, name);
    guard_release(message);
    return 0;
}
