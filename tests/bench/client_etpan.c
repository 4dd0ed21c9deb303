/* SPDX-License-Identifier: MIT */
/* libetpan, from memory over a stream of its own kind, from a server over its socket. */
#include <libetpan/libetpan.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"

const char bench_client_name[] = "libetpan";
const bool bench_client_parses = true;
/* USER, PASS; LIST and UIDL, which it sends before the first RETR. */
const char bench_client_pop3_preface[] = "+OK\r\n+OK\r\n+OK\r\n1 8192\r\n.\r\n+OK\r\n1 id\r\n.\r\n";

/* --- a stream over memory ------------------------------------------------------------------------------------ */

static ssize_t stream_read(mailstream_low *low, void *to, size_t room) {
    return (ssize_t)bench_input_read(low->data, to, room);
}

static ssize_t stream_write(mailstream_low *low, const void *octets, size_t len) {
    bench_input_write(low->data, octets, len);
    return (ssize_t)len;
}

static int stream_close(mailstream_low *low) {
    (void)low;
    return 0;
}

static int stream_descriptor(mailstream_low *low) {
    (void)low;
    return -1;
}

static void stream_free(mailstream_low *low) {
    free(low);
}

static mailstream_low_driver driver = {
    .mailstream_read = stream_read,
    .mailstream_write = stream_write,
    .mailstream_close = stream_close,
    .mailstream_get_fd = stream_descriptor,
    .mailstream_free = stream_free,
};

static mailstream *memory_stream(bench_input *input) {
    return mailstream_new(mailstream_low_new(input, &driver), 8192);
}

/* --- IMAP ---------------------------------------------------------------------------------------------------- */

static struct mailimap_fetch_type *wanted(const char *name) {
    struct mailimap_fetch_type *type = mailimap_fetch_type_new_fetch_att_list_empty();
    mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_uid());
    if (strcmp(name, "envelope") == 0) {
        mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_flags());
        mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_internaldate());
        mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_rfc822_size());
        mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_envelope());
    } else if (strcmp(name, "flags") == 0) {
        mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_flags());
    } else if (strcmp(name, "bodystructure") == 0) {
        mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_bodystructure());
    } else {
        mailimap_fetch_type_new_fetch_att_list_add(
            type, mailimap_fetch_att_new_body_section(mailimap_section_new(NULL)));
    }
    return type;
}

static uint64_t body_octets(const struct mailimap_msg_att *message) {
    for (clistiter *at = clist_begin(message->att_list); at != NULL; at = clist_next(at)) {
        const struct mailimap_msg_att_item *item = clist_content(at);
        if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC &&
            item->att_data.att_static->att_type == MAILIMAP_MSG_ATT_BODY_SECTION)
            return item->att_data.att_static->att_data.att_body_section->sec_length;
    }
    return 0;
}

static int fetch(mailimap *session, const bench_shape *shape, bench_result *result) {
    struct mailimap_set *set = mailimap_set_new_interval(1, 0);
    struct mailimap_fetch_type *type = wanted(shape->name);
    clist *messages = NULL;
    const int status = mailimap_fetch(session, set, type, &messages);
    mailimap_set_free(set);
    mailimap_fetch_type_free(type);
    if (status != MAILIMAP_NO_ERROR)
        return status;
    result->items = (uint64_t)clist_count(messages);
    if (shape->block_octets != 0) {
        for (clistiter *at = clist_begin(messages); at != NULL; at = clist_next(at))
            result->octets += body_octets(clist_content(at));
    }
    mailimap_fetch_list_free(messages);
    return status;
}

static int search(mailimap *session, bench_result *result) {
    struct mailimap_search_key *all = mailimap_search_key_new_all();
    clist *ids = NULL;
    const int status = mailimap_search(session, NULL, all, &ids);
    mailimap_search_key_free(all);
    if (status != MAILIMAP_NO_ERROR)
        return status;
    result->items = (uint64_t)clist_count(ids);
    mailimap_search_result_free(ids);
    return status;
}

static int list(mailimap *session, bench_result *result) {
    clist *folders = NULL;
    const int status = mailimap_list(session, "", "*", &folders);
    if (status != MAILIMAP_NO_ERROR)
        return status;
    result->items = (uint64_t)clist_count(folders);
    mailimap_list_result_free(folders);
    return status;
}

static int imap_open(mailimap *session, bench_input *input) {
    if (input->source == NULL) {
        const int status = mailimap_socket_connect(session, "127.0.0.1", input->port);
        return status < MAILIMAP_ERROR_BAD_STATE ? mailimap_examine(session, "INBOX") : status;
    }
    const int status = mailimap_connect(session, memory_stream(input));
    session->imap_state = MAILIMAP_STATE_SELECTED; /* memory answers no command but one */
    return status < MAILIMAP_ERROR_BAD_STATE ? MAILIMAP_NO_ERROR : status;
}

static int imap_run(const bench_shape *shape, bench_input *input, bench_result *result) {
    mailimap *session = mailimap_new(0, NULL);
    int status = imap_open(session, input);
    if (status == MAILIMAP_NO_ERROR) {
        if (strcmp(shape->name, "search") == 0)
            status = search(session, result);
        else if (strcmp(shape->name, "list") == 0)
            status = list(session, result);
        else
            status = fetch(session, shape, result);
    }
    if (status != MAILIMAP_NO_ERROR)
        fprintf(stderr, "libetpan: IMAP error %d\n", status);
    mailimap_free(session);
    return status == MAILIMAP_NO_ERROR ? 0 : -1;
}

/* --- POP3 ---------------------------------------------------------------------------------------------------- */

static int retrieve(mailpop3 *session, uint64_t count, bench_result *result) {
    for (uint64_t i = 1; i <= count; i++) {
        char *message = NULL;
        size_t len = 0;
        const int status = mailpop3_retr(session, 1, &message, &len); /* the list has one */
        if (status != MAILPOP3_NO_ERROR)
            return status;
        result->items++;
        result->octets += len;
        mailpop3_retr_free(message);
    }
    return MAILPOP3_NO_ERROR;
}

static int pop3_open(mailpop3 *session, bench_input *input) {
    int status = input->source != NULL ? mailpop3_connect(session, memory_stream(input))
                                       : mailpop3_socket_connect(session, "127.0.0.1", input->port);
    if (status == MAILPOP3_NO_ERROR)
        status = mailpop3_user(session, "user");
    return status == MAILPOP3_NO_ERROR ? mailpop3_pass(session, "password") : status;
}

static int pop3_run(const bench_shape *shape, uint64_t repeats, bench_input *input,
                    bench_result *result) {
    if (!shape->per_item) {
        fprintf(stderr, "libetpan: LIST and UIDL cannot be had one without the other\n");
        return -1;
    }
    mailpop3 *session = mailpop3_new(0, NULL);
    int status = pop3_open(session, input);
    if (status == MAILPOP3_NO_ERROR)
        status = retrieve(session, repeats * shape->block_items, result);
    if (status != MAILPOP3_NO_ERROR)
        fprintf(stderr, "libetpan: POP3 error %d\n", status);
    mailpop3_free(session);
    return status == MAILPOP3_NO_ERROR ? 0 : -1;
}

int bench_client_run(const bench_shape *shape, uint64_t repeats, bench_input *input,
                     bench_result *result) {
    return shape->pop3 ? pop3_run(shape, repeats, input, result) : imap_run(shape, input, result);
}
