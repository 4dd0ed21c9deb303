/* SPDX-License-Identifier: MIT */
#include "session/tls_share.h"

#include "heap.h"

/* No certificate is needed, so that nothing has to be in memory. */
static mla_tls_context *make_context(heap *memory) {
    mla_tls_context *context = NULL;
    mla_tls_config config;

    mla_tls_config_init(&config);
    config.allocator = &memory->allocator;
    config.insecure_no_verify = 1;
    assert_int_equal(mla_tls_context_new(&config, &context, NULL), MLA_OK);
    return context;
}

static void the_last_user_releases_it(void **state) {
    heap memory;

    (void)state;
    heap_init(&memory);
    mla__tls_share *share = mla__tls_share_new(&memory.allocator);
    assert_null(mla__tls_share_context(share));
    mla_tls_context *context = make_context(&memory);
    mla__tls_share_offer(share, context);
    assert_ptr_equal(mla__tls_share_join(share), share);
    mla__tls_share_leave(share);
    assert_ptr_equal(mla__tls_share_context(share), context);
    mla__tls_share_leave(share);
    assert_int_equal(memory.blocks, 0);
    mla__tls_share_leave(NULL);
}

/* Two threads may make one at the same time. */
static void of_two_contexts_the_first_is_shared(void **state) {
    heap memory;

    (void)state;
    heap_init(&memory);
    mla__tls_share *share = mla__tls_share_new(&memory.allocator);
    mla_tls_context *first = make_context(&memory);
    mla_tls_context *second = make_context(&memory);
    mla__tls_share_offer(share, first);
    size_t blocks = memory.blocks;
    mla__tls_share_offer(share, second);
    assert_ptr_equal(mla__tls_share_context(share), first);
    assert_int_equal(memory.blocks, blocks - 1);
    mla__tls_share_leave(share);
    assert_int_equal(memory.blocks, 0);
}

static void without_memory_there_is_none(void **state) {
    heap memory;

    (void)state;
    heap_init(&memory);
    memory.fail_at = 1;
    assert_null(mla__tls_share_new(&memory.allocator));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_user_releases_it),
        cmocka_unit_test(of_two_contexts_the_first_is_shared),
        cmocka_unit_test(without_memory_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
