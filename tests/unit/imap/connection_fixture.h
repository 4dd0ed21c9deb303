/* SPDX-License-Identifier: MIT */
/** What the tests of a connection share. */
#ifndef CONNECTION_FIXTURE_H
#define CONNECTION_FIXTURE_H

#include "imap_client.h"

/* A test that tries several ways for a connection to end begins again with each. */
static inline client *begin_again(void **state) {
    assert_int_equal(client_free(*state), 0);
    assert_int_equal(client_setup(state), 0);
    return *state;
}

/* `next` answers this for ever, and nothing is taken or given any more. */
static inline void assert_ended(client *c, int32_t status) {
    size_t len;
    assert_int_equal(client_next(c), status);
    assert_int_equal(client_next(c), status);
    assert_null(mla_imap_rx_buf(c->imap, &len));
    assert_int_equal(len, 0);
    (void)mla_imap_tx_buf(c->imap, &len);
    assert_int_equal(len, 0);
    assert_int_equal(mla_imap_wants(c->imap), 0);
    if (status != MLA_END)
        assert_int_equal(client_error(c).status, status);
    assert_int_equal(mla_imap_submit_noop(c->imap, NULL), MLA_E_STATE);
}

static inline int32_t submit_noop(client *c) {
    return mla_imap_submit_noop(c->imap, NULL);
}

static inline int32_t submit_login(client *c) {
    return mla_imap_submit_login(c->imap, STR("ann"), STR("pw"), NULL);
}

static inline int32_t submit_select(client *c) {
    return mla_imap_submit_select(c->imap, STR("a"), NULL);
}

static inline int32_t submit_capability(client *c) {
    return mla_imap_submit_capability(c->imap, NULL);
}

#endif
