/* SPDX-License-Identifier: MIT */
/*
 * A POP3 connection (pop3_client.h) with settings that follow from the input, and an allocation that fails.
 */
#include "pop3_client.h"

#define INPUT_MAX 4096u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uint64_t random = fuzz_hash(data, size);
    pop3_way way = {.fill = (uint8_t)fuzz_random(&random, 256)};
    mla_pop3_config *config = &way.config;
    if (size > INPUT_MAX)
        return 0;
    mla_pop3_config_init(config, NULL);
    if (fuzz_random(&random, 2) == 0)
        mla_pop3_config_init_fixed(config, NULL);
    config->line_max = 64 + fuzz_random(&random, 64);
    config->receive_size = config->line_max + fuzz_random(&random, 64);
    config->window_max = 1 + fuzz_random(&random, 8);
    config->queue_max = 1 + fuzz_random(&random, 16);
    if (fuzz_random(&random, 8) == 0)
        way.fail_at = 1 + fuzz_random(&random, 8);
    pop3_client_play(&way, data, size);
    return 0;
}
