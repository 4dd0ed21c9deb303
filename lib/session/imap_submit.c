/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/ascii.h"
#include "base/str.h"
#include "session/imap.h"

#define KEYWORDS_MAX 32

#define SUMMARY_ITEMS                                                          \
    (MLA_IMAP_FETCH_UID | MLA_IMAP_FETCH_FLAGS | MLA_IMAP_FETCH_INTERNALDATE | \
     MLA_IMAP_FETCH_RFC822_SIZE | MLA_IMAP_FETCH_ENVELOPE)

/* ----- parts ----- */

static const struct {
    const char *name;
    int32_t kind;
    bool needs_path;
} section_kinds[] = {
    {"", MLA_IMAP_SECTION_ALL, true},
    {"HEADER", MLA_IMAP_SECTION_HEADER, false},
    {"TEXT", MLA_IMAP_SECTION_TEXT, false},
    {"MIME", MLA_IMAP_SECTION_MIME, true},
};

/* "1.2.MIME": numbers up to the last dot that a digit stands before, then perhaps a word. */
static bool split_part(const char *part, mla_str *path, mla_str *word) {
    const char *at = part;

    while (mla__ascii_is_digit(*at)) {
        if (*at == '0')
            return false;
        while (mla__ascii_is_digit(*at))
            at++;
        *path = mla__str_between(part, at);
        if (*at == '\0')
            break;
        if (*at++ != '.' || *at == '\0')
            return false;
    }
    *word = mla_str_from(at);
    return true;
}

/* @param part NULL: the whole message. */
static bool read_section(const char *part, mla_imap_section *section) {
    mla_str path = {NULL, 0};
    mla_str word = {NULL, 0};

    *section = (mla_imap_section){.peek = 1};
    if (part == NULL)
        return true;
    if (!split_part(part, &path, &word))
        return false;
    for (size_t i = 0; i < sizeof section_kinds / sizeof *section_kinds; i++) {
        if (!mla__ascii_is_word_nocase(word, section_kinds[i].name))
            continue;
        section->kind = section_kinds[i].kind;
        section->path = path;
        return path.len != 0 || !section_kinds[i].needs_path;
    }
    return false;
}

/* ----- keywords ----- */

/* @return how many; more than there is room for: too many. */
static size_t split_keywords(const char *text, mla_str *keywords) {
    size_t count = 0;

    while (text != NULL && count <= KEYWORDS_MAX) {
        const char *space = strchr(text, ' ');
        if (count < KEYWORDS_MAX)
            keywords[count] = space != NULL ? mla__str_between(text, space) : mla_str_from(text);
        count++;
        text = space != NULL ? space + 1 : NULL;
    }
    return count;
}

/* An atom (RFC 9051 section 9, flag-keyword). */
static bool is_keyword(mla_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (mla__ascii_is_ctl(text.ptr[i]) || mla__ascii_is_8bit(text.ptr[i]) ||
            strchr("(){ %*\"\\]", text.ptr[i]) != NULL)
            return false;
    return text.len != 0;
}

static bool are_keywords(const char *text) {
    mla_str keywords[KEYWORDS_MAX];
    size_t count = split_keywords(text, keywords);

    for (size_t i = 0; i < count && i < KEYWORDS_MAX; i++)
        if (!is_keyword(keywords[i]))
            return false;
    return count <= KEYWORDS_MAX;
}

const char *mla__imap_check(const mla__operation *model) {
    mla_imap_section section;
    bool is_one = model->type == MLA__OPERATION_PARTS ||
                  (model->type == MLA__OPERATION_FETCH && model->flags != 0);

    if (model->ids != NULL && !mla__imap_is_set(model->ids))
        return "the ids are neither an id of IMAP nor a set such as \"3,5:9,20:*\"";
    if (is_one && mla__imap_single(model->ids) == 0)
        return "parts and MLA_FETCH_DECODE are for one id, not for a set";
    if (model->type == MLA__OPERATION_FETCH && !read_section(model->extra, &section))
        return "the part is none such as \"1.2\", \"HEADER\", \"TEXT\" or \"1.2.MIME\"";
    if (model->type == MLA__OPERATION_MARK && !are_keywords(model->extra))
        return "the keywords are not 1 to 32 atoms with one space between them";
    return NULL;
}

/* ----- submitting ----- */

int32_t mla__imap_submitted(mla_session *session, mla__operation *operation, int32_t status,
                            uint32_t command) {
    if (status == MLA_OK)
        mla__operation_submitted(operation, command);
    else if (status == MLA_E_LIMIT && mla_imap_pending(session->imap->imap) != 0)
        return MLA_AGAIN;
    else
        return mla__imap_refused(session, status);
    return MLA_OK;
}

/* With what folders are for and which are subscribed, where one question can ask for it. */
static int32_t submit_folders(mla_session *session, mla__operation *operation) {
    static const char text[] = "LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN SPECIAL-USE)";
    const mla_imap_piece extended = {MLA_IMAP_PIECE_TEXT, {text, sizeof text - 1}};
    mla_imap *imap = session->imap->imap;
    uint32_t command = 0;
    bool is_extended = mla_imap_has(imap, MLA_IMAP_CAP_LIST_EXTENDED) &&
                       mla_imap_has(imap, MLA_IMAP_CAP_SPECIAL_USE);
    int32_t status =
        is_extended ? mla_imap_submit_raw(imap, &extended, 1, &command)
                    : mla_imap_submit_list(imap, mla_str_from(""), mla_str_from("*"), &command);

    return mla__imap_submitted(session, operation, status, command);
}

static int32_t submit_fetch_items(mla_session *session, mla__operation *operation, uint32_t items,
                                  const mla_imap_section *section) {
    const mla_imap_fetch_items wanted = {
        .struct_size = sizeof wanted,
        .items = items,
        .sections = section,
        .section_count = section != NULL,
    };
    mla_str set = mla_str_from(operation->ids != NULL ? operation->ids : "1:*");
    uint32_t command = 0;
    int32_t status = mla_imap_submit_uid_fetch(session->imap->imap, set, &wanted, &command);

    return mla__imap_submitted(session, operation, status, command);
}

static bool asks_the_same(const mla__operation *a, const mla__operation *b) {
    const char *section = a->extra != NULL ? a->extra : "";

    return a->type == b->type && strcmp(section, b->extra != NULL ? b->extra : "") == 0 &&
           mla__imap_sets_overlap(a->ids, b->ids);
}

/*
 * Responses are not tied to commands, and servers answer several before they complete the first: so nobody could tell
 * for which of two commands a response is. Where both ask for one message, the first response is for the first.
 */
static bool has_to_wait(const mla_session *session, const mla__operation *operation) {
    const mla__operation *at = session->operations.first;
    bool is_one = operation->type != MLA__OPERATION_LIST && mla__imap_single(operation->ids) != 0;

    for (; at != NULL && at != operation; at = at->next) {
        bool is_told_apart = is_one && mla__imap_single(at->ids) != 0 && !at->is_cancelled;
        if (at->in_flight != 0 && !is_told_apart && asks_the_same(at, operation))
            return true;
    }
    return false;
}

/*
 * What is being deleted is not to be listed: servers answer a FETCH before the EXPUNGE in front of
 * it is through.
 * "1:*" in an empty folder is an error to some servers.
 */
static int32_t submit_list(mla_session *session, mla__operation *operation) {
    if (mla__operation_running(session, MLA__OPERATION_DELETE) != NULL ||
        has_to_wait(session, operation))
        return MLA_AGAIN;
    if (session->imap->exists == 0)
        return MLA_OK;
    return submit_fetch_items(session, operation,
                              operation->option == MLA_LIST_SUMMARIES
                                  ? SUMMARY_ITEMS
                                  : MLA_IMAP_FETCH_UID | MLA_IMAP_FETCH_RFC822_SIZE,
                              NULL);
}

static int32_t submit_parts(mla_session *session, mla__operation *operation) {
    return submit_fetch_items(session, operation, MLA_IMAP_FETCH_UID | MLA_IMAP_FETCH_BODYSTRUCTURE,
                              NULL);
}

/* Its transfer encoding is asked for in a command ahead of it, so that it is known in time. */
static int32_t submit_fetch(mla_session *session, mla__operation *operation) {
    mla_imap_section section;

    if (has_to_wait(session, operation))
        return MLA_AGAIN;
    (void)read_section(operation->extra, &section);
    if (operation->step == 0 && operation->flags != 0 && section.kind == MLA_IMAP_SECTION_ALL) {
        int32_t status = submit_parts(session, operation);
        if (status != MLA_OK)
            return status;
        operation->step = 1;
        operation->cursor = MLA__IMAP_ENCODING_UNKNOWN;
    }
    return submit_fetch_items(session, operation, MLA_IMAP_FETCH_UID, &section);
}

/* MLA_FLAG_* and MLA_IMAP_FLAG_* have the same bits. */
static int32_t submit_mark(mla_session *session, mla__operation *operation) {
    static const int32_t operations[] = {
        [MLA_MARK_ADD] = MLA_IMAP_STORE_ADD,
        [MLA_MARK_REMOVE] = MLA_IMAP_STORE_REMOVE,
        [MLA_MARK_REPLACE] = MLA_IMAP_STORE_REPLACE,
    };
    mla_str keywords[KEYWORDS_MAX];
    const mla_imap_store_flags flags = {
        .struct_size = sizeof flags,
        .operation = operations[operation->option],
        .system = operation->flags,
        .keywords = keywords,
        .keyword_count = split_keywords(operation->extra, keywords),
    };
    uint32_t command = 0;

    int32_t status = mla_imap_submit_uid_store(session->imap->imap, mla_str_from(operation->ids),
                                               &flags, &command);
    return mla__imap_submitted(session, operation, status, command);
}

bool mla__imap_may_expunge(const mla_session *session) {
    return session->options.allow_expunge != 0 ||
           mla_imap_has(session->imap->imap, MLA_IMAP_CAP_UIDPLUS) ||
           mla_imap_has(session->imap->imap, MLA_IMAP_CAP_IMAP4REV2);
}

static int32_t mark_deleted(mla_session *session, mla__operation *operation) {
    static const mla_imap_store_flags flags = {
        .struct_size = sizeof flags,
        .operation = MLA_IMAP_STORE_ADD,
        .silent = 1,
        .system = MLA_IMAP_FLAG_DELETED,
    };
    uint32_t command = 0;

    if (!mla__imap_may_expunge(session))
        return mla__session_say(session, MLA_E_UNSUPPORTED,
                                "the server cannot remove single messages (UIDPLUS), but see "
                                "mla_options_set_allow_expunge()");
    int32_t status = mla_imap_submit_uid_store(session->imap->imap, mla_str_from(operation->ids),
                                               &flags, &command);
    return mla__imap_submitted(session, operation, status, command);
}

static int32_t remove_deleted(mla_session *session, mla__operation *operation) {
    mla_imap *imap = session->imap->imap;
    uint32_t command = 0;
    int32_t status = mla_imap_submit_uid_expunge(imap, mla_str_from(operation->ids), &command);

    if (status != MLA_E_UNSUPPORTED)
        return mla__imap_submitted(session, operation, status, command);
    if (operation->in_flight != 0) /* it takes all that are marked: ours have to be */
        return MLA_AGAIN;
    if (operation->status != MLA_OK)
        return operation->status;
    status = mla_imap_submit_expunge(imap, &command);
    return mla__imap_submitted(session, operation, status, command);
}

static int32_t submit_delete(mla_session *session, mla__operation *operation) {
    if (operation->step == 0) {
        int32_t status = mark_deleted(session, operation);
        if (status != MLA_OK)
            return status;
        operation->step = 1;
    }
    return remove_deleted(session, operation);
}

static int32_t submit_poll(mla_session *session, mla__operation *operation) {
    uint32_t command = 0;
    int32_t status = mla_imap_submit_noop(session->imap->imap, &command);

    return mla__imap_submitted(session, operation, status, command);
}

static int32_t submit_close(mla_session *session, mla__operation *operation) {
    uint32_t command = 0;
    int32_t status = mla_imap_submit_logout(session->imap->imap, &command);

    return mla__imap_submitted(session, operation, status, command);
}

static const struct {
    int32_t (*submit)(mla_session *session, mla__operation *operation);
    bool needs_folder;
    bool changes;
} verbs[MLA__OPERATION_TYPES] = {
    [MLA__OPERATION_OPEN] = {mla__imap_open, false, false},
    [MLA__OPERATION_FOLDERS] = {submit_folders, false, false},
    [MLA__OPERATION_SELECT] = {mla__imap_submit_select, false, false},
    [MLA__OPERATION_LIST] = {submit_list, true, false},
    [MLA__OPERATION_PARTS] = {submit_parts, true, false},
    [MLA__OPERATION_FETCH] = {submit_fetch, true, false},
    [MLA__OPERATION_MARK] = {submit_mark, true, true},
    [MLA__OPERATION_DELETE] = {submit_delete, true, true},
    [MLA__OPERATION_POLL] = {submit_poll, false, false},
    [MLA__OPERATION_CLOSE] = {submit_close, false, false},
};

int32_t mla__imap_submit(mla_session *session, mla__operation *operation) {
    const mla__imap_state *state = session->imap;

    if (verbs[operation->type].needs_folder) {
        if (state->is_selecting)
            return MLA_AGAIN;
        if (state->folder_status != MLA_OK)
            return mla__imap_without_folder(session);
        /* Dovecot says OK to a STORE there, and does nothing. */
        if (verbs[operation->type].changes && state->is_read_only)
            return mla__session_say(session, MLA_E_STATE,
                                    "the folder is open for reading only: select it for changes");
    }
    return verbs[operation->type].submit(session, operation);
}
