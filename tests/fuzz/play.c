/* SPDX-License-Identifier: MIT */
#include "play.h"

#define STRING_MAX (PLAY_TEXT_MAX - 1)

static void feed(const play_protocol *protocol, void *self, mla_str octets, size_t piece) {
    while (octets.len != 0) {
        size_t len = piece != 0 && piece < octets.len ? piece : octets.len;
        size_t given = protocol->feed(self, octets.ptr, len);
        FUZZ_REQUIRE(given <= len);
        protocol->pump(self);
        if (given == 0)
            return; /* it takes no more: the rest is lost, as it would be on a wire */
        octets.ptr += given;
        octets.len -= given;
    }
}

void play(const play_protocol *protocol, void *self, const uint8_t *data, size_t size) {
    fuzz_source in = {data, data + size};
    size_t piece = 0;
    protocol->pump(self);
    while (fuzz_left(&in) != 0) {
        const uint8_t *mark = memchr(in.at, PLAY_MARK, fuzz_left(&in));
        size_t run = mark != NULL ? (size_t)(mark - in.at) : fuzz_left(&in);
        feed(protocol, self, fuzz_take(&in, run), piece);
        if (mark == NULL)
            return;
        (void)fuzz_octet(&in);
        uint8_t letter = fuzz_octet(&in);
        if (letter == PLAY_MARK)
            feed(protocol, self, (mla_str){"\xff", 1}, piece);
        else if (letter == 'p')
            piece = fuzz_octet(&in);
        else
            protocol->act(self, letter, &in);
        protocol->pump(self);
    }
}

static bool holds_password(const char *data, size_t len) {
    return memmem(data, len, PLAY_PASSWORD, sizeof PLAY_PASSWORD - 1) != NULL;
}

mla_str play_string(fuzz_source *in) {
    static const mla_str table[] = {
#define ROW(text) {(text), sizeof(text) - 1}
        ROW("INBOX"),     ROW(""),
        ROW("a b"),       ROW("Entw\xc3\xbcrfe"),
        ROW("&APw-"),     ROW("x\r\nA9 LOGOUT"),
        ROW("{3}"),       ROW("{3+}\r\nabc"),
        ROW("\"q\\\""),   ROW("1:*"),
        ROW("1"),         ROW("1,3:5,4294967295"),
        ROW("0"),         ROW("*"),
        ROW("%"),         ROW("NIL"),
        ROW("x\0y"),      ROW("\n"),
        ROW("CONDSTORE"), ROW("UTF8=ACCEPT"),
        ROW("IMAP4rev2"), ROW("1.2"),
        ROW("Subject"),   ROW("To Cc"),
        ROW("ann"),       ROW("\xf0\x9f\x98\x80"),
        ROW("\xff\xfe"),  ROW("FETCH 1 (FLAGS)"),
        ROW("."),         ROW("X-GM-RAW"),
#undef ROW
    };
    uint8_t choice = fuzz_octet(in);
    if (choice < 128)
        return table[choice % (sizeof table / sizeof table[0])];
    mla_str text = fuzz_take(in, (choice - 128u) % STRING_MAX);
    return holds_password(text.ptr, text.len) ? table[0] : text;
}

const char *play_text(fuzz_source *in, char text[PLAY_TEXT_MAX]) {
    mla_str string = play_string(in);
    memcpy(text, string.ptr, string.len);
    text[string.len] = '\0';
    return text;
}

void play_trace_write(void *user, int32_t kind, const char *data, size_t len) {
    play_trace *self = user;
    FUZZ_REQUIRE(data != NULL || len == 0);
    if (kind != MLA_TRACE_SENT)
        return;
    FUZZ_REQUIRE(!holds_password(data, len));
    for (size_t i = 0; i < len; i++) {
        if (self->len == sizeof self->held) {
            self->len /= 2;
            memcpy(self->held, self->held + self->len, self->len);
        }
        self->held[self->len++] = data[i];
        FUZZ_REQUIRE(!holds_password(self->held, self->len));
    }
}
