/* SPDX-License-Identifier: MIT */
#include <mailaccess/message.h>

#include "base/ascii.h"
#include "session/imap.h"

/* Parameters as those of a header: RFC 2231 and 2047 are decoded. */
static const char *parameter(mla_session *session, const mla_imap_parameters *parameters,
                             const char *name) {
    mla_parameter_reader reader;
    mla_text text = {0};
    size_t count = parameters->count;

    if (count == 0)
        return NULL;
    mla_parameter *list = mla__event_memory(session, count * sizeof *list);
    if (list == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++)
        list[i] = (mla_parameter){parameters->items[i].name, parameters->items[i].value};
    mla_parameter_reader_init_list(&reader, list, count);
    if (mla_parameter_decode(&reader, name, MLA_WORD_STRIP_CONTROLS, &text) == MLA_E_NOT_FOUND)
        return NULL;
    text.capacity = text.needed;
    text.data = mla__event_memory(session, text.capacity + 1);
    if (text.data == NULL)
        return NULL;
    (void)mla_parameter_decode(&reader, name, MLA_WORD_STRIP_CONTROLS, &text);
    return mla__event_text(session, (mla_str){text.data, text.len});
}

static const char *media_type(mla_session *session, const mla_imap_part *part) {
    const char *joined =
        mla__event_joined(session, part->type, part->subtype.len != 0 ? "/" : "", part->subtype);

    return joined != NULL ? mla__event_lower(session, mla_str_from(joined)) : NULL;
}

void mla__imap_next_part(mla_session *session) {
    mla__imap_state *state = session->imap;
    const mla_imap_fetch *fetch = state->parts;
    const mla__operation *operation = mla__operation_find(session, state->parts_operation);

    if (operation == NULL || operation->is_cancelled ||
        state->part_index == fetch->body_structure->part_count) {
        state->parts = NULL;
        return;
    }
    const mla_imap_part *part = &fetch->body_structure->parts[state->part_index++];
    mla_event *event = mla__event_begin(session, MLA_EVENT_PART, operation->number);
    mla__imap_identify(session, fetch->uid);
    event->part = mla__event_text(session, part->path);
    event->media_type = media_type(session, part);
    event->encoding = mla__event_lower(session, part->encoding);
    event->disposition = mla__event_lower(session, part->disposition);
    event->charset = parameter(session, &part->parameters, "charset");
    event->file_name = parameter(session, &part->disposition_parameters, "filename");
    if (event->file_name == NULL)
        event->file_name = parameter(session, &part->parameters, "name");
    if (part->child_count == 0 || part->envelope != NULL)
        event->size = part->size;
}

uint32_t mla__imap_encoding_of(const mla_imap_fetch *fetch, const char *path) {
    const mla_imap_body_structure *structure = fetch->body_structure;

    for (size_t i = 0; i < structure->part_count; i++)
        if (mla_str_equal(structure->parts[i].path, mla_str_from(path)))
            return (uint32_t)mla_transfer_encoding_from(structure->parts[i].encoding);
    return MLA__IMAP_NO_SUCH_PART;
}
