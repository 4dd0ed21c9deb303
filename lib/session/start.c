/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "session/session.h"

/* IMAP servers take lines of 8,192 octets (RFC 7162 section 4). */
#define IDS_MAX 8000

#define ALL_FLAGS \
    (MLA_FLAG_SEEN | MLA_FLAG_ANSWERED | MLA_FLAG_FLAGGED | MLA_FLAG_DELETED | MLA_FLAG_DRAFT)

static int32_t refuse(mla_session *session, const char *why) {
    return session != NULL ? mla__operation_refuse(session, MLA_E_INVALID, why) : MLA_E_INVALID;
}

static int32_t start(mla_session *session, const mla__operation *model, uint32_t *operation) {
    return session != NULL ? mla__operation_start(session, model, operation) : MLA_E_INVALID;
}

static const char *check_ids(const mla__operation *model) {
    if (model->ids == NULL)
        return model->type != MLA__OPERATION_LIST ? "the id is NULL" : NULL;
    if (*model->ids == '\0')
        return "the id is an empty string";
    return strlen(model->ids) > IDS_MAX ? "the ids take more than 8,000 octets" : NULL;
}

/* One that works on messages. */
static int32_t start_on_ids(mla_session *session, const mla__operation *model,
                            uint32_t *operation) {
    const char *wrong = check_ids(model);

    if (wrong == NULL && session != NULL && session->protocol != NULL)
        wrong = session->protocol->check(model);
    return wrong != NULL ? refuse(session, wrong) : start(session, model, operation);
}

int32_t mla_session_folders(mla_session *session, uint32_t *operation) {
    return start(session, &(mla__operation){.type = MLA__OPERATION_FOLDERS}, operation);
}

int32_t mla_session_select(mla_session *session, const char *folder, int32_t read_only,
                           uint32_t *operation) {
    if (folder != NULL && (*folder == '\0' || !mla__options_is_line(folder)))
        return refuse(session, "the folder is empty, not UTF-8, or holds a line break");
    return start(
        session,
        &(mla__operation){.type = MLA__OPERATION_SELECT, .ids = folder, .option = read_only != 0},
        operation);
}

int32_t mla_session_list(mla_session *session, const char *ids, int32_t what, uint32_t *operation) {
    if (what != MLA_LIST_IDS && what != MLA_LIST_SUMMARIES)
        return refuse(session, "what to list is none of MLA_LIST_*");
    return start_on_ids(session,
                        &(mla__operation){.type = MLA__OPERATION_LIST, .ids = ids, .option = what},
                        operation);
}

int32_t mla_session_parts(mla_session *session, const char *id, uint32_t *operation) {
    return start_on_ids(session, &(mla__operation){.type = MLA__OPERATION_PARTS, .ids = id},
                        operation);
}

int32_t mla_session_fetch(mla_session *session, const char *ids, const char *part, uint32_t flags,
                          uint32_t *operation) {
    if ((flags & ~MLA_FETCH_DECODE) != 0)
        return refuse(session, "the flags are not of MLA_FETCH_*");
    if (flags != 0 && part == NULL)
        return refuse(session, "MLA_FETCH_DECODE wants a part: a message has no transfer encoding");
    return start_on_ids(
        session,
        &(mla__operation){.type = MLA__OPERATION_FETCH, .ids = ids, .extra = part, .flags = flags},
        operation);
}

int32_t mla_session_mark(mla_session *session, const char *ids, int32_t how, uint32_t flags,
                         const char *keywords, uint32_t *operation) {
    if (keywords != NULL && *keywords == '\0')
        keywords = NULL;
    if (how < MLA_MARK_ADD || how > MLA_MARK_REPLACE)
        return refuse(session, "how to mark is none of MLA_MARK_*");
    if ((flags & ~ALL_FLAGS) != 0)
        return refuse(session, "the flags are not of MLA_FLAG_*");
    if (how != MLA_MARK_REPLACE && flags == 0 && keywords == NULL)
        return refuse(session, "there is neither a flag nor a keyword");
    return start_on_ids(session,
                        &(mla__operation){.type = MLA__OPERATION_MARK,
                                          .ids = ids,
                                          .extra = keywords,
                                          .option = how,
                                          .flags = flags},
                        operation);
}

int32_t mla_session_delete(mla_session *session, const char *ids, uint32_t *operation) {
    return start_on_ids(session, &(mla__operation){.type = MLA__OPERATION_DELETE, .ids = ids},
                        operation);
}

int32_t mla_session_poll(mla_session *session, uint32_t *operation) {
    return start(session, &(mla__operation){.type = MLA__OPERATION_POLL}, operation);
}

int32_t mla_session_close(mla_session *session, uint32_t *operation) {
    return start(session, &(mla__operation){.type = MLA__OPERATION_CLOSE}, operation);
}
