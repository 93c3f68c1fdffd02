/*
 * Fuzzes the generation reader: whatever bytes it accepts must be safe to walk
 * and to look up in, without a checksum to keep damage out.
 */

#include <stdint.h>
#include <stdlib.h>

#include "../../ngx_gov_module/core/gov_time.h"
#include "../../ngx_gov_module/snapshot/gov_snapshot.h"


static volatile unsigned char fuzz_sink;


static void
fuzz_read(const void *data, size_t len)
{
    size_t               i;
    const unsigned char *p;

    for (i = 0, p = data; i < len; i++) {
        fuzz_sink ^= p[i];
    }
}


/* where the length is zero the offset means nothing */

static void
fuzz_part(const gov_snapshot_t *snap, uint64_t off, uint32_t len)
{
    if (len != 0) {
        fuzz_read(snap->base + off, len);
    }
}


static void
fuzz_reply(const gov_snapshot_t *snap, const gov_reply_t *reply)
{
    int                  coding;
    int64_t              until;
    uint16_t             i;
    gov_str_t            key;
    const gov_variant_t *variants;

    key = gov_reply_key(reply);
    fuzz_read(key.data, key.len);

    if (gov_snapshot_find(snap, key) != reply && snap->index != NULL) {
        abort();
    }

    variants = gov_reply_variants(reply);

    for (i = 0; i < reply->nvariants; i++) {
        fuzz_part(snap, variants[i].link_off, variants[i].link_len);

        for (coding = 0; coding < GOV_CODING_MAX; coding++) {
            fuzz_part(snap, variants[i].body[coding].off,
                      variants[i].body[coding].len);
        }

        if (gov_reply_at(reply, variants[i].from, &until) != &variants[i]) {
            abort();
        }
    }

    (void)gov_reply_at(reply, GOV_TIME_MAX, &until);
}


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char               err[256];
    void              *copy;
    gov_snapshot_t     snap;
    const gov_reply_t *reply;

    /* aligned as a mapping is, and of exactly this size */

    if (size == 0 || posix_memalign(&copy, 64, size) != 0) {
        return 0;
    }

    memcpy(copy, data, size);

    /* what is not tested here: the size field, which only has to agree */

    if (size >= sizeof(gov_header_t)) {
        ((gov_header_t *)copy)->size = size;
    }

    if (gov_snapshot_open(&snap, copy, size, 0, err, sizeof(err)) == 0) {
        for (reply = gov_snapshot_next(&snap, NULL); reply != NULL;
             reply = gov_snapshot_next(&snap, reply))
        {
            fuzz_reply(&snap, reply);
        }

        (void)gov_snapshot_find(&snap, gov_str("/v1/topics"));
        (void)gov_snapshot_town(&snap, gov_str("441900101"));
        fuzz_read(snap.meta.data, snap.meta.len);
    }

    free(copy);

    return 0;
}
