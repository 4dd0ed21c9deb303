/* SPDX-License-Identifier: MIT */
/**
 * Valid IMAP responses (RFC 9051 section 9, RFC 3501 section 9) together with the events that they must give. What is
 * built is decided by the fuzzer's input.
 *
 * A build_ function puts octets and returns what they mean; a generate_ function puts a whole response and says which
 * event it expects. Strings live until the next input.
 */
#ifndef BUILD_H
#define BUILD_H

#include <mailaccess/imap_response.h>

#include "event_text.h"

#define BUILD_OCTETS_MAX ((size_t)1 << 16)
#define BUILD_MEMORY_MAX ((size_t)1 << 18)
/** So much may be put once build_is_full() has said no. */
#define BUILD_RESPONSE_MAX ((size_t)1 << 15)

typedef struct builder {
    fuzz_source in;
    char octets[BUILD_OCTETS_MAX];
    size_t len;
    _Alignas(16) char memory[BUILD_MEMORY_MAX];
    size_t used;
    event_text expected;
} builder;

void build_begin(builder *b, const uint8_t *data, size_t size);

/** Whether the input is used up, or no further response would fit. */
bool build_is_full(const builder *b);

/** Zeroed. */
void *build_alloc(builder *b, size_t count, size_t size);

/** Says that `event` comes next; its size is filled in. */
void build_expect(builder *b, mla_imap_event event);

/* Decisions. */

/** A number up to `max`, the borders being likely. */
uint64_t build_number(builder *b, uint64_t max);

static inline uint32_t build_below(builder *b, uint32_t limit) {
    return fuzz_below(&b->in, limit);
}

static inline bool build_flip(builder *b) {
    return build_below(b, 2) != 0;
}

/* Octets. */

void build_put(builder *b, const char *text);
void build_put_str(builder *b, mla_str text);
void build_put_number(builder *b, uint64_t number);

/** What was put since `from`, an earlier `len`. */
static inline mla_str build_since(const builder *b, size_t from) {
    return (mla_str){b->octets + from, b->len - from};
}

/** A word whose letters are of any case. @return as put. */
mla_str build_keyword(builder *b, const char *word);

/** A number up to `max`. */
uint64_t build_put_any_number(builder *b, uint64_t max);

/** nz-number of RFC 9051. */
uint64_t build_put_nz_number(builder *b, uint64_t max);

/** An atom that no table of the library has, and that could be the name of an item. @return as put. */
mla_str build_atom(builder *b);

/** Any such atom. */
mla_str build_keyword_flag(builder *b);

/** Text for people, at least one octet. */
mla_str build_text(builder *b);

/** A value in mind: any octets but NUL. */
mla_str build_value(builder *b);

/** A value as a quoted string or a literal. */
void build_put_string(builder *b, mla_str value);

/** A value of one line, as a quoted string. @return it. */
mla_str build_quoted(builder *b);

/** A value as a string, or as an atom, where it is one. */
void build_put_astring(builder *b, mla_str value);

/** A string; it may be absent: NIL. @return its value. */
mla_str build_nstring(builder *b);

/** Words with spaces between in parentheses, each put by `put`. @return how many, up to `max`. */
size_t build_list(builder *b, mla_str *words, size_t max, mla_str (*put)(builder *b));

/** Ranges "1:3,5". @return how many, at least one and up to `max`. */
size_t build_set(builder *b, mla_imap_range *ranges, size_t max);

/** The end of a line. */
static inline void build_end(builder *b) {
    build_put(b, "\r\n");
}

/* Parts of responses that several families hold. */

/** A flag, of the system or a keyword. */
mla_str build_flag(builder *b);

/** MLA_IMAP_FLAG_* of flags. */
uint32_t build_system_flags(const mla_str *flags, size_t count);

const mla_imap_envelope *build_envelope(builder *b);
const mla_imap_body_structure *build_body_structure(builder *b, bool is_extended);

/** A value of an item that the library does not know: a word, string, number or list. */
void build_put_any_item(builder *b);

/** A mailbox name, not put. @param decoded out: the same in UTF-8. @return in modified UTF-7. */
mla_str build_mailbox_name(builder *b, mla_str *decoded);

/** A hierarchy delimiter, quoted, or NIL. @return it; 0 for NIL. */
int32_t build_delimiter(builder *b);

/** A name in modified UTF-7 as an astring. @param decoded out: the same in UTF-8. @return as sent. */
mla_str build_mailbox(builder *b, mla_str *decoded);

/* Families: generate.c has them in a table. */

void generate_greeting(builder *b);
void generate_status(builder *b);
void generate_tagged(builder *b);
void generate_continuation(builder *b);
void generate_capability(builder *b);
void generate_enabled(builder *b);
void generate_flags(builder *b);
void generate_numbered(builder *b);
void generate_unknown(builder *b);
void generate_list(builder *b);
void generate_mailbox_status(builder *b);
void generate_search(builder *b);
void generate_esearch(builder *b);
void generate_fetch(builder *b);
void generate_vanished(builder *b);
void generate_thread(builder *b);
void generate_namespace(builder *b);
void generate_id(builder *b);
void generate_quota(builder *b);
void generate_quotaroot(builder *b);
void generate_acl(builder *b);
void generate_metadata(builder *b);
void generate_language(builder *b);
void generate_conversion(builder *b);
void generate_urls(builder *b);

#endif
