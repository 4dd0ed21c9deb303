/* SPDX-License-Identifier: MIT */
/**
 * What is inside a message: header fields, encoded words, parameters, addresses, dates, transfer
 * encodings and character sets.
 *
 * Nothing here allocates and nothing calls back. Readers walk over octets of the caller's and hand
 * out slices of them; decoders write into room of the caller's. All of them take what mail really
 * holds: none gives up on a whole field because a part of it is wrong.
 *
 * The structs are caller memory. Those named *_reader and *_decoder are to be touched by the
 * functions only.
 */
#ifndef MAILACCESS_MESSAGE_H
#define MAILACCESS_MESSAGE_H

#include <mailaccess/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Room for a text, and the text.
 *
 * A function that fills it writes what fits, cut between two characters, and counts the rest: with
 * MLA_E_LIMIT the caller knows from `needed` what room a second call takes. `capacity` 0 with `data`
 * NULL is a way to ask for the size.
 */
typedef struct mla_text {
    char *data;
    size_t capacity; /**< octets */
    size_t len;      /**< out: octets written; no NUL is */
    size_t needed;   /**< out: octets of the whole text */
} mla_text;

/* Header fields (RFC 5322 section 2.2). */

typedef struct mla_header_reader {
    const char *at;
    const char *end;
} mla_header_reader;

typedef struct mla_header_field {
    mla_str name; /**< as sent: compare without case. Absent: the line is no field, `value` is it */
    mla_str value; /**< with its folds, without the white space in front and the last line end */
    mla_str raw;   /**< all of it, with the last line end */
} mla_header_field;

/** @param block a header, or a whole message. Lines may end in CR LF or LF. */
MLA_API void mla_header_reader_init(mla_header_reader *reader, mla_str block);

/**
 * The next field. A line that is neither a field nor the continuation of one (such as mbox's
 * "From " line) comes as a field without a name.
 *
 * @return MLA_OK, or MLA_END at the empty line that ends the header, or at the end of the block.
 */
MLA_API int32_t mla_header_next(mla_header_reader *reader, mla_header_field *field);

/** After MLA_END: what follows the empty line, the body. Absent when there is no empty line. */
MLA_API mla_str mla_header_body(const mla_header_reader *reader);

/**
 * A value without its folds (RFC 5322 section 2.2.3): line ends and white space at both ends taken
 * out, the octets else as they are.
 *
 * @return MLA_OK or MLA_E_LIMIT.
 */
MLA_API int32_t mla_header_unfold(mla_str value, mla_text *text);

/* Encoded words (RFC 2047) and parameters (RFC 2045, RFC 2231). */

/** The text is a phrase or a quoted string: quotes are taken off and a backslash quotes. */
#define MLA_WORD_PHRASE 1u
/** Leave out control characters except TAB: what a terminal or a line of a list needs. */
#define MLA_WORD_STRIP_CONTROLS 2u

/**
 * A value as a person reads it, in UTF-8.
 *
 * Unfolds. White space between two encoded words goes; a character split over two of them is
 * joined; an encoded word that is broken stays as it is. Octets outside of encoded words are taken
 * as UTF-8 or, where they are not that, as windows-1252. In a character set that this build does
 * not know, what is not UTF-8 becomes U+FFFD. The result is always valid UTF-8. It may hold control
 * characters, line ends and NUL included, since encoded words may: see MLA_WORD_STRIP_CONTROLS.
 *
 * @param value a field's value, a display name, a string of an IMAP ENVELOPE or BODYSTRUCTURE.
 * @param flags MLA_WORD_* bits.
 * @return MLA_OK or MLA_E_LIMIT.
 */
MLA_API int32_t mla_word_decode(mla_str value, uint32_t flags, mla_text *text);

/** One parameter as sent: its name may end in "*", "*0" or "*0*", its value may have quotes. */
typedef struct mla_parameter {
    mla_str name;
    mla_str value;
} mla_parameter;

typedef struct mla_parameter_reader {
    const char *at;
    const char *end;
    const mla_parameter *list;
    size_t list_len;
} mla_parameter_reader;

/** @param value of a Content-Type or Content-Disposition field; what is in front of ";" is skipped. */
MLA_API void mla_parameter_reader_init(mla_parameter_reader *reader, mla_str value);

/** Over parameters that are apart already and without quotes, as an IMAP BODYSTRUCTURE has them. */
MLA_API void mla_parameter_reader_init_list(mla_parameter_reader *reader, const mla_parameter *list,
                                            size_t count);

/** @return MLA_OK or MLA_END. */
MLA_API int32_t mla_parameter_next(mla_parameter_reader *reader, mla_parameter *parameter);

/**
 * The value of a parameter in UTF-8: continuations joined in the order of their numbers, character
 * set and percent signs decoded (RFC 2231), else encoded words decoded, which no RFC allows here
 * and many programs send. The RFC 2231 form wins over the plain one.
 *
 * @param reader at its beginning; stays there.
 * @param name   NUL-terminated; compared without case.
 * @param flags  MLA_WORD_STRIP_CONTROLS or 0.
 * @return MLA_OK, MLA_E_NOT_FOUND or MLA_E_LIMIT. Of continuations the first 256 are read.
 */
MLA_API int32_t mla_parameter_decode(const mla_parameter_reader *reader, const char *name,
                                     uint32_t flags, mla_text *text);

/* Addresses (RFC 5322 section 3.4). */

#define MLA_ADDRESS_MAILBOX 0
#define MLA_ADDRESS_GROUP_BEGIN 1 /**< `name` is the group's; its members follow */
#define MLA_ADDRESS_GROUP_END 2   /**< all strings are absent */

typedef struct mla_address_reader {
    const char *at;
    const char *end;
    int32_t in_group;
    int32_t comments;
} mla_address_reader;

/** Slices of the list, as sent: with quotes, comments and folds. */
typedef struct mla_address {
    int32_t kind; /**< MLA_ADDRESS_* */
    mla_str
        name; /**< to be read by mla_word_decode() as MLA_WORD_PHRASE; absent when there is none */
    mla_str mailbox; /**< what is left of the "@" */
    mla_str host;    /**< what is right of it; absent when there is no "@" */
} mla_address;

/** @param value of a From, To, Cc, Reply-To or similar field. */
MLA_API void mla_address_reader_init(mla_address_reader *reader, mla_str value);

/**
 * The next address, or the beginning or end of a group. Source routes are left out. A comment
 * behind an address without a name is taken as its name, as was once the custom.
 *
 * @return MLA_OK or MLA_END.
 */
MLA_API int32_t mla_address_next(mla_address_reader *reader, mla_address *address);

/**
 * "mailbox@host" without comments and white space, quotes kept.
 *
 * @return MLA_OK or MLA_E_LIMIT.
 */
MLA_API int32_t mla_address_spec(const mla_address *address, mla_text *text);

/* Dates. */

/** A point in time, and where on earth it was written down. */
typedef struct mla_date {
    int64_t epoch_seconds; /**< since 1970-01-01 00:00:00 UTC */
    int32_t zone_minutes;  /**< east of UTC; 0 also when unknown */
} mla_date;

/**
 * A Date field (RFC 5322 section 3.3, with its obsolete forms). Weekday, time, seconds and zone may
 * be missing, the parts may come in the order of asctime(3) or ISO 8601; an unknown zone is UTC.
 *
 * @return MLA_OK; MLA_E_MALFORMED when there is no day, month or year, or one is out of range.
 */
MLA_API int32_t mla_date_parse(mla_str value, mla_date *date);

/**
 * IMAP's date-time, such as INTERNALDATE gives: "17-Jul-1996 02:44:25 -0700" (RFC 9051 section 9).
 *
 * @param value without quotes.
 * @return MLA_OK or MLA_E_MALFORMED, also for the day 0 that some servers send.
 */
MLA_API int32_t mla_date_parse_internal(mla_str value, mla_date *date);

#define MLA_DATE_DAY_LEN 11u      /**< octets of "17-Jul-1996" */
#define MLA_DATE_INTERNAL_LEN 26u /**< octets of "17-Jul-1996 02:44:25 -0700" */

/**
 * IMAP's date, as SEARCH takes it: the day in the date's own zone.
 *
 * @param out MLA_DATE_DAY_LEN octets; no NUL is written.
 * @return MLA_OK; MLA_E_INVALID out of the years 1 to 9999 or with a zone of a day or more.
 */
MLA_API int32_t mla_date_format_day(const mla_date *date, char *out);

/** IMAP's date-time, as APPEND takes it. @param out MLA_DATE_INTERNAL_LEN octets; no NUL. */
MLA_API int32_t mla_date_format_internal(const mla_date *date, char *out);

/* Transfer encodings (RFC 2045 section 6). */

#define MLA_TRANSFER_IDENTITY 0 /**< 7bit, 8bit, binary and what is unknown */
#define MLA_TRANSFER_BASE64 1
#define MLA_TRANSFER_QUOTED_PRINTABLE 2

/** Least room for output that a streaming decoder takes, in octets. */
#define MLA_DECODER_ROOM_MIN 128u

typedef struct mla_transfer_decoder {
    int32_t encoding;
    int32_t state;
    uint64_t errors; /**< what was not as it should be so far; read it when you like */
    uint32_t bits;
    uint32_t held_len;
    char held[80];
} mla_transfer_decoder;

/** MLA_TRANSFER_* for the value of a Content-Transfer-Encoding field; comments are let pass. */
MLA_API int32_t mla_transfer_encoding_from(mla_str value);

/** @param encoding MLA_TRANSFER_*. */
MLA_API void mla_transfer_decoder_init(mla_transfer_decoder *decoder, int32_t encoding);

/**
 * Decodes a piece; pieces may be cut anywhere. What is not of the encoding is skipped (base64) or
 * kept as it is (quoted-printable), and counted.
 *
 * @param in  moved past what was taken.
 * @param out room of `capacity` octets, at least MLA_DECODER_ROOM_MIN; not the input's memory.
 * @param len out: octets written.
 * @return MLA_OK when all was taken; MLA_AGAIN when `out` is full: call again with what is left of
 *         `in`; MLA_E_INVALID when `capacity` is too small.
 */
MLA_API int32_t mla_transfer_decode(mla_transfer_decoder *decoder, mla_str *in, char *out,
                                    size_t capacity, size_t *len);

/** The data ends: gives what was held back. As mla_transfer_decode(), without input. */
MLA_API int32_t mla_transfer_finish(mla_transfer_decoder *decoder, char *out, size_t capacity,
                                    size_t *len);

/* Character sets. */

typedef struct mla_charset_decoder {
    int32_t kind;
    uint32_t pending_len;
    uint64_t errors; /**< octets or characters that were replaced so far; read it when you like */
    char pending[16];
    void *native;
} mla_charset_decoder;

/**
 * A decoder to UTF-8. Built in: UTF-8, US-ASCII, ISO-8859-1 (as windows-1252), ISO-8859-15,
 * windows-1252; others where the build has iconv.
 *
 * @param name as MIME has it; absent: UTF-8, and windows-1252 for each octet that is not. So is US-ASCII,
 *             which is what 8-bit text is often said to be.
 * @return MLA_OK; MLA_E_UNSUPPORTED for a set that is not known: the decoder can be used, it takes
 *         UTF-8 and replaces what is not.
 */
MLA_API int32_t mla_charset_decoder_init(mla_charset_decoder *decoder, mla_str name);
/** NULL is fine. */
MLA_API void mla_charset_decoder_deinit(mla_charset_decoder *decoder);

/**
 * Decodes a piece; pieces may be cut inside a character. Gives whole characters, U+FFFD for what is
 * none. Parameters and result as for mla_transfer_decode().
 */
MLA_API int32_t mla_charset_decode(mla_charset_decoder *decoder, mla_str *in, char *out,
                                   size_t capacity, size_t *len);

/** The text ends: gives what is left of a cut character. As mla_charset_decode(), without input. */
MLA_API int32_t mla_charset_finish(mla_charset_decoder *decoder, char *out, size_t capacity,
                                   size_t *len);

#ifdef __cplusplus
}
#endif

#endif
