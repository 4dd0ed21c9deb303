/* SPDX-License-Identifier: MIT */
/** The same by libetpan.   bench_fetch_etpan imap|imaps|pop3|pop3s PORT COUNT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libetpan/libetpan.h>

static unsigned long long octets;

static void check(int is_good, const char *what) {
    if (is_good)
        return;
    fprintf(stderr, "bench_fetch_etpan: %s failed\n", what);
    exit(1);
}

static void fetch_imap(uint16_t port, unsigned count, int is_tls) {
    mailimap *imap = mailimap_new(0, NULL);
    int status = is_tls ? mailimap_ssl_connect(imap, "localhost", port)
                        : mailimap_socket_connect(imap, "localhost", port);
    check(status == MAILIMAP_NO_ERROR_AUTHENTICATED ||
              status == MAILIMAP_NO_ERROR_NON_AUTHENTICATED || status == MAILIMAP_NO_ERROR,
          "connecting");
    check(mailimap_login(imap, "u1", "pw-u1") == MAILIMAP_NO_ERROR, "login");
    check(mailimap_select(imap, "INBOX") == MAILIMAP_NO_ERROR, "SELECT");
    struct mailimap_fetch_type *type = mailimap_fetch_type_new_fetch_att_list_empty();
    mailimap_fetch_type_new_fetch_att_list_add(
        type, mailimap_fetch_att_new_body_peek_section(mailimap_section_new(NULL)));
    for (unsigned i = 1; i <= count; i++) {
        clist *result;
        struct mailimap_set *set = mailimap_set_new_single(i);
        check(mailimap_uid_fetch(imap, set, type, &result) == MAILIMAP_NO_ERROR, "FETCH");
        for (clistiter *at = clist_begin(result); at != NULL; at = clist_next(at)) {
            struct mailimap_msg_att *message = clist_content(at);
            for (clistiter *one = clist_begin(message->att_list); one != NULL;
                 one = clist_next(one)) {
                struct mailimap_msg_att_item *item = clist_content(one);
                if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC &&
                    item->att_data.att_static->att_type == MAILIMAP_MSG_ATT_BODY_SECTION)
                    octets += item->att_data.att_static->att_data.att_body_section->sec_length;
            }
        }
        mailimap_fetch_list_free(result);
        mailimap_set_free(set);
    }
    mailimap_fetch_type_free(type);
    mailimap_logout(imap);
    mailimap_free(imap);
}

static void fetch_pop3(uint16_t port, unsigned count, int is_tls) {
    mailpop3 *pop3 = mailpop3_new(0, NULL);
    int status = is_tls ? mailpop3_ssl_connect(pop3, "localhost", port)
                        : mailpop3_socket_connect(pop3, "localhost", port);
    check(status == MAILPOP3_NO_ERROR, "connecting");
    check(mailpop3_login(pop3, "u1", "pw-u1") == MAILPOP3_NO_ERROR, "login");
    for (unsigned i = 1; i <= count; i++) {
        char *message;
        size_t len;
        check(mailpop3_retr(pop3, i, &message, &len) == MAILPOP3_NO_ERROR, "RETR");
        octets += len;
        mailpop3_retr_free(message);
    }
    mailpop3_quit(pop3);
    mailpop3_free(pop3);
}

int main(int argc, char **argv) {
    if (argc != 4)
        return 2;
    uint16_t port = (uint16_t)strtoul(argv[2], NULL, 10);
    unsigned count = (unsigned)strtoul(argv[3], NULL, 10);
    int is_tls = argv[1][strlen(argv[1]) - 1] == 's';
    if (strncmp(argv[1], "imap", 4) == 0)
        fetch_imap(port, count, is_tls);
    else
        fetch_pop3(port, count, is_tls);
    printf("%u messages %llu octets\n", count, octets);
    return 0;
}
