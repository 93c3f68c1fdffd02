/*
 * Fuzzes what a client can write into header lines: Accept-Encoding, entity
 * tags, traceparent.
 */

#include <stdint.h>
#include <stdlib.h>

#include "../../ngx_gov_module/core/gov_accept.h"
#include "../../ngx_gov_module/core/gov_trace.h"


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int       coding;
    char      id[GOV_TRACE_LEN], flags[2];
    unsigned  available;
    gov_str_t text;

    if (size == 0) {
        return 0;
    }

    available = data[0] | 1u;
    text.data = (const char *)data + 1;
    text.len = size - 1;

    coding = gov_accept_coding(text, available);

    if (coding != GOV_ACCEPT_NONE && !(available & 1u << coding)) {
        abort();
    }

    (void)gov_accept_etag(text, gov_str("\"tag\""), data[0] & 2);
    (void)gov_trace_parse(text, id, flags);

    return 0;
}
