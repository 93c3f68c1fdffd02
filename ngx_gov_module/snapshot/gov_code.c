#include "gov_code.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include <brotli/encode.h>
#include <zlib.h>


typedef struct {
    gov_plan_t   *plan;
    bool          fast;
    atomic_size_t next;
    atomic_size_t done;
    atomic_bool   failed;
} gov_coder_t;

typedef struct {
    const gov_snapshot_t *snap;
    const gov_body_t    **table; /* by the identity's ETag; open addressing */
    size_t                mask;
} gov_earlier_t;


void
gov_coder_name(bool fast, char *out, size_t len)
{
    uint32_t brotli;

    brotli = BrotliEncoderVersion();

    snprintf(out, len, "zlib %s -%d; brotli %u.%u.%u -%d; gain %d%%",
             zlibVersion(), fast ? 1 : 9, brotli >> 24, brotli >> 12 & 0xfff,
             brotli & 0xfff, fast ? 1 : 11, GOV_CODE_GAIN);
}


/* a strong tag out of the bytes themselves: 128 bits of their SHA-256 */

static void
gov_code_etag(const uint8_t *sha256, char *etag)
{
    size_t            i;
    uint32_t          group;
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789-_";

    *etag++ = '"';

    for (i = 0; i < 22; i++) {
        /* digit i holds bits 6i to 6i + 5 */

        group = (uint32_t)sha256[i * 6 / 8] << 8 | sha256[i * 6 / 8 + 1];
        *etag++ = digits[group >> (10 - i * 6 % 8) & 63];
    }

    *etag = '"';
}


static bool
gov_code_keep(gov_plan_entry_t *entry, gov_coding_e coding, gov_buf_t *packed)
{
    uint8_t digest[GOV_SHA256_LEN];

    if (packed->len * 100 > entry->body.len * (100 - GOV_CODE_GAIN)) {
        gov_buf_free(packed);
        return true;
    }

    if (!gov_sha256(packed->data, packed->len, digest)) {
        return false;
    }

    gov_code_etag(digest, entry->coded[coding].etag);
    entry->packed[coding] = *packed;
    entry->coded[coding].data = packed->data;
    entry->coded[coding].len = (uint32_t)packed->len;
    memset(packed, 0, sizeof(gov_buf_t));

    return true;
}


static bool
gov_code_gzip(gov_plan_entry_t *entry, bool fast)
{
    int       rc;
    bool      ok;
    z_stream  z;
    gov_buf_t out = GOV_BUF_INIT;

    memset(&z, 0, sizeof(z));

    /* 15 + 16: gzip framing; zlib leaves the header's time zero */

    if (deflateInit2(&z, fast ? 1 : 9, Z_DEFLATED, 15 + 16, 9,
                     Z_DEFAULT_STRATEGY)
        != Z_OK)
    {
        return false;
    }

    if (!gov_buf_reserve(&out, deflateBound(&z, entry->body.len))) {
        deflateEnd(&z);
        return false;
    }

    z.next_in = (Bytef *)entry->body.data;
    z.avail_in = (uInt)entry->body.len;
    z.next_out = (Bytef *)out.data;
    z.avail_out = (uInt)out.cap;

    rc = deflate(&z, Z_FINISH);
    out.len = z.total_out;
    deflateEnd(&z);

    ok = rc == Z_STREAM_END && gov_code_keep(entry, GOV_CODING_GZIP, &out);
    gov_buf_free(&out);

    return ok;
}


static bool
gov_code_brotli(gov_plan_entry_t *entry, bool fast)
{
    int       window;
    bool      ok;
    size_t    len;
    gov_buf_t out = GOV_BUF_INIT;

    len = BrotliEncoderMaxCompressedSize(entry->body.len);

    if (!gov_buf_reserve(&out, len)) {
        return false;
    }

    /* a window no larger than the body costs nothing and saves set-up time */

    window = BROTLI_MIN_WINDOW_BITS;

    while (window < BROTLI_DEFAULT_WINDOW
           && ((size_t)1 << window) - 16 < entry->body.len)
    {
        window++;
    }

    ok = BrotliEncoderCompress(fast ? 1 : BROTLI_MAX_QUALITY, window,
                               BROTLI_MODE_TEXT, entry->body.len,
                               (const uint8_t *)entry->body.data, &len,
                               (uint8_t *)out.data)
         == BROTLI_TRUE;
    out.len = len;

    ok = ok && gov_code_keep(entry, GOV_CODING_BR, &out);
    gov_buf_free(&out);

    return ok;
}


static bool
gov_code_identity(gov_plan_entry_t *entry)
{
    if (entry->body.len == 0 || entry->body.len > UINT32_MAX
        || !gov_sha256(entry->body.data, entry->body.len, entry->sha256))
    {
        return false;
    }

    gov_code_etag(entry->sha256, entry->coded[GOV_CODING_IDENTITY].etag);
    entry->coded[GOV_CODING_IDENTITY].data = entry->body.data;
    entry->coded[GOV_CODING_IDENTITY].len = (uint32_t)entry->body.len;

    return true;
}


static void *
gov_code_thread(void *data)
{
    size_t            i;
    gov_coder_t      *coder;
    gov_plan_entry_t *entry;

    coder = data;

    for (;;) {
        i = atomic_fetch_add(&coder->next, 1);
        if (i >= coder->plan->n || atomic_load(&coder->failed)) {
            return NULL;
        }

        entry = &coder->plan->entries[i];

        if (!entry->reused
            && (!gov_code_gzip(entry, coder->fast)
                || !gov_code_brotli(entry, coder->fast)))
        {
            atomic_store(&coder->failed, true);
        }

        atomic_fetch_add(&coder->done, 1);
    }
}


static size_t
gov_earlier_home(const gov_earlier_t *earlier, const char *etag)
{
    return gov_hash64(etag, GOV_ETAG_LEN, 0) & earlier->mask;
}


static bool
gov_earlier_index(gov_earlier_t *earlier)
{
    size_t               i, n;
    uint16_t             v;
    const gov_reply_t   *reply;
    const gov_variant_t *variants;

    n = 0;

    for (reply = gov_snapshot_next(earlier->snap, NULL); reply != NULL;
         reply = gov_snapshot_next(earlier->snap, reply))
    {
        n += reply->nvariants;
    }

    for (earlier->mask = 1024; earlier->mask < n * 2; earlier->mask *= 2) {
    }

    earlier->table = calloc(earlier->mask, sizeof(gov_body_t *));
    if (earlier->table == NULL) {
        return false;
    }

    earlier->mask--;

    for (reply = gov_snapshot_next(earlier->snap, NULL); reply != NULL;
         reply = gov_snapshot_next(earlier->snap, reply))
    {
        variants = gov_reply_variants(reply);

        for (v = 0; v < reply->nvariants; v++) {
            i = gov_earlier_home(earlier, variants[v].body[0].etag);

            while (earlier->table[i] != NULL) {
                i = (i + 1) & earlier->mask;
            }

            earlier->table[i] = variants[v].body;
        }
    }

    return true;
}


static void
gov_earlier_reuse(const gov_earlier_t *earlier, gov_plan_entry_t *entry)
{
    int                  coding;
    size_t               i;
    const char          *etag;
    const gov_body_t    *body;
    const unsigned char *base;

    base = earlier->snap->base;
    etag = entry->coded[GOV_CODING_IDENTITY].etag;

    for (i = gov_earlier_home(earlier, etag); earlier->table[i] != NULL;
         i = (i + 1) & earlier->mask)
    {
        body = earlier->table[i];

        if (memcmp(body->etag, etag, GOV_ETAG_LEN) != 0
            || body->len != entry->body.len
            || memcmp(base + body->off, entry->body.data, body->len) != 0)
        {
            continue;
        }

        for (coding = GOV_CODING_GZIP; coding < GOV_CODING_MAX; coding++) {
            entry->coded[coding].data = (const char *)base + body[coding].off;
            entry->coded[coding].len = body[coding].len;
            memcpy(entry->coded[coding].etag, body[coding].etag, GOV_ETAG_LEN);
        }

        entry->reused = true;
        return;
    }
}


static bool
gov_code_reuse(gov_plan_t *plan, const gov_snapshot_t *snap, bool fast)
{
    char          name[sizeof(snap->header->coder)];
    size_t        i;
    gov_earlier_t earlier = { 0 };

    if (snap == NULL) {
        return true;
    }

    memset(name, 0, sizeof(name));
    gov_coder_name(fast, name, sizeof(name));

    if (memcmp(name, snap->header->coder, sizeof(name)) != 0) {
        return true;
    }

    earlier.snap = snap;

    if (!gov_earlier_index(&earlier)) {
        return false;
    }

    for (i = 0; i < plan->n; i++) {
        gov_earlier_reuse(&earlier, &plan->entries[i]);
    }

    free(earlier.table);

    return true;
}


static void
gov_code_wait(gov_coder_t *coder, gov_progress_pt progress, void *data)
{
    size_t          done;
    struct timespec pause = { 0, 20 * 1000 * 1000 };

    if (progress == NULL) {
        return;
    }

    do {
        done = atomic_load(&coder->done);
        progress(data, "compress", done, coder->plan->n);

        if (done >= coder->plan->n || atomic_load(&coder->failed)) {
            return;
        }

        nanosleep(&pause, NULL);

    } while (true);
}


int
gov_code_plan(gov_plan_t *plan, const gov_snapshot_t *earlier, bool fast,
              unsigned threads, gov_progress_pt progress, void *data,
              char *err, size_t errlen)
{
    size_t      i;
    unsigned    n;
    pthread_t   ids[GOV_CODE_THREADS_MAX];
    gov_coder_t coder = { .plan = plan, .fast = fast };

    for (i = 0; i < plan->n; i++) {
        if (!gov_code_identity(&plan->entries[i])) {
            snprintf(err, errlen, "%s: empty, or over 4 GB",
                     plan->entries[i].key);
            return -1;
        }
    }

    if (!gov_code_reuse(plan, earlier, fast)) {
        snprintf(err, errlen, "no memory");
        return -1;
    }

    if (threads > GOV_CODE_THREADS_MAX) {
        threads = GOV_CODE_THREADS_MAX;
    }

    for (n = 0; n < threads; n++) {
        if (pthread_create(&ids[n], NULL, gov_code_thread, &coder) != 0) {
            break;
        }
    }

    if (n == 0) {
        (void)gov_code_thread(&coder);
    }

    gov_code_wait(&coder, progress, data);

    while (n > 0) {
        pthread_join(ids[--n], NULL);
    }

    if (atomic_load(&coder.failed)) {
        snprintf(err, errlen, "compression failed: no memory");
        return -1;
    }

    return 0;
}
