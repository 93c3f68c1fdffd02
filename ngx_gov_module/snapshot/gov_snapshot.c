#include "gov_snapshot.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "../content/gov_schema.h"
#include "../core/gov_time.h"


typedef struct {
    gov_snapshot_t *snap;
    char           *err;
    size_t          errlen;
} gov_open_t;


const gov_str_t gov_coding_names[GOV_CODING_MAX] = { gov_str("identity"),
                                                     gov_str("gzip"),
                                                     gov_str("br") };


static int gov_open_fail(gov_open_t *open, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));


static int
gov_open_fail(gov_open_t *open, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    vsnprintf(open->err, open->errlen, fmt, args);
    va_end(args);

    return -1;
}


static bool
gov_open_within(const gov_snapshot_t *snap, uint64_t off, uint64_t len)
{
    return off <= snap->size && len <= snap->size - off;
}


static int
gov_open_digest(gov_open_t *open)
{
    bool                  ok;
    uint8_t               digest[GOV_SHA256_LEN];
    gov_header_t          header;
    gov_sha256_t         *sha;
    const gov_snapshot_t *snap;

    snap = open->snap;

    sha = gov_sha256_new();
    if (sha == NULL) {
        return gov_open_fail(open, "SHA-256 is not available");
    }

    header = *snap->header;
    memset(header.id, 0, sizeof(header.id));

    ok = gov_sha256_add(sha, &header, sizeof(header))
         && gov_sha256_add(sha, snap->base + sizeof(header),
                           snap->size - sizeof(header));

    if (!gov_sha256_end(sha, digest) || !ok) {
        return gov_open_fail(open, "SHA-256 failed");
    }

    if (memcmp(digest, snap->header->id, sizeof(digest)) != 0) {
        return gov_open_fail(open, "checksum does not match: the file's bytes "
                                   "are not the ones that were built");
    }

    return 0;
}


static int
gov_open_header(gov_open_t *open)
{
    gov_snapshot_t     *snap;
    const gov_header_t *header;

    snap = open->snap;

    if (snap->size < sizeof(gov_header_t)) {
        return gov_open_fail(open, "too short for a generation: %llu bytes",
                             (unsigned long long)snap->size);
    }

    header = (const gov_header_t *)snap->base;

    if (memcmp(header->magic, GOV_MAGIC, sizeof(header->magic)) != 0) {
        return gov_open_fail(open, "not a generation file");
    }

    if (header->endian != GOV_ENDIAN) {
        return gov_open_fail(open, "built on a machine of another byte order");
    }

    if (header->format < GOV_FORMAT_OLDEST || header->format > GOV_FORMAT) {
        return gov_open_fail(open, "format %u: this program reads %d to %d",
                             header->format, GOV_FORMAT_OLDEST, GOV_FORMAT);
    }

    if (header->size != snap->size) {
        return gov_open_fail(
            open, "truncated or grown: %llu bytes, header says %llu",
            (unsigned long long)snap->size, (unsigned long long)header->size);
    }

    snap->header = header;
    gov_hex(header->id, GOV_SHA256_LEN, snap->name);

    return 0;
}


static int
gov_open_index(gov_open_t *open, const gov_section_t *section)
{
    uint64_t                slots;
    gov_snapshot_t         *snap;
    const gov_path_index_t *index;

    snap = open->snap;

    if (section->len < sizeof(gov_path_index_t)) {
        return gov_open_fail(open, "PATH: too short");
    }

    index = (const gov_path_index_t *)(snap->base + section->off);

    if (index->nbuckets == 0 || index->nslots == 0) {
        return gov_open_fail(open, "PATH: empty");
    }

    slots = sizeof(gov_path_index_t)
            + gov_align((uint64_t)index->nbuckets * sizeof(uint32_t), 8);

    if (section->len != slots + (uint64_t)index->nslots * sizeof(gov_slot_t)) {
        return gov_open_fail(open, "PATH: length does not fit its counts");
    }

    snap->index = index;
    snap->displacements = (const uint32_t *)(index + 1);
    snap->slots = (const gov_slot_t *)((const char *)index + slots);

    return 0;
}


static int
gov_open_section(gov_open_t *open, const gov_section_t *section)
{
    gov_snapshot_t *snap;

    snap = open->snap;

    if (section->off % GOV_ALIGN != 0 || section->off < sizeof(gov_header_t)
        || !gov_open_within(snap, section->off, section->len))
    {
        return gov_open_fail(open, "section %.4s lies outside the file",
                             (const char *)&section->tag);
    }

    if (section->version != GOV_SECTION_VERSION) {
        return 0; /* its routes are disabled, as if it were missing */
    }

    switch (section->tag) {

    case GOV_TAG_META:
        snap->meta.data = (const char *)(snap->base + section->off);
        snap->meta.len = section->len;
        return 0;

    case GOV_TAG_PATH:
        return gov_open_index(open, section);

    case GOV_TAG_REPL:
        snap->replies = section;
        return 0;

    case GOV_TAG_TOWN:
        snap->towns = (const uint32_t *)(snap->base + section->off);
        snap->ntowns = (uint32_t)(section->len / sizeof(uint32_t));
        return 0;

    default:
        return 0;
    }
}


static int
gov_open_sections(gov_open_t *open)
{
    uint16_t             i, n;
    gov_snapshot_t      *snap;
    const gov_section_t *sections;

    snap = open->snap;
    n = snap->header->nsections;

    if (n > GOV_SECTIONS_MAX
        || !gov_open_within(snap, sizeof(gov_header_t),
                            n * sizeof(gov_section_t)))
    {
        return gov_open_fail(open, "section table lies outside the file");
    }

    sections = (const gov_section_t *)(snap->header + 1);

    for (i = 0; i < n; i++) {
        if (gov_open_section(open, &sections[i]) != 0) {
            return -1;
        }
    }

    return 0;
}


/* a text that goes into a header line must not be able to end it */

static bool
gov_open_visible(const char *text, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++) {
        if (text[i] < 0x20 || text[i] > 0x7e) {
            return false;
        }
    }

    return true;
}


static bool
gov_open_etag(const char *etag)
{
    size_t i;

    if (etag[0] != '"' || etag[GOV_ETAG_LEN - 1] != '"') {
        return false;
    }

    for (i = 1; i < GOV_ETAG_LEN - 1; i++) {
        if (etag[i] <= 0x20 || etag[i] > 0x7e || etag[i] == '"') {
            return false;
        }
    }

    return true;
}


static int
gov_open_variant(gov_open_t *open, const gov_reply_t *reply,
                 const gov_variant_t *variant)
{
    int               i;
    uint64_t          start, end;
    const gov_body_t *body;

    start = (uint64_t)((const unsigned char *)reply - open->snap->base);
    end = start + reply->size;

    if (variant->from >= variant->to) {
        return gov_open_fail(open, "REPL: empty validity at %llu",
                             (unsigned long long)start);
    }

    for (i = 0; i < GOV_CODING_MAX; i++) {
        body = &variant->body[i];

        if (body->len == 0 && i != GOV_CODING_IDENTITY) {
            continue;
        }

        if (body->len == 0 || body->off < start || body->off > end
            || body->len > end - body->off || !gov_open_etag(body->etag))
        {
            return gov_open_fail(open, "REPL: bad body at %llu",
                                 (unsigned long long)start);
        }
    }

    if (variant->link_len != 0
        && (variant->link_off < start || variant->link_off > end
            || variant->link_len > end - variant->link_off
            || !gov_open_visible((const char *)open->snap->base
                                     + variant->link_off,
                                 variant->link_len)))
    {
        return gov_open_fail(open, "REPL: bad link at %llu",
                             (unsigned long long)start);
    }

    return 0;
}


static int
gov_open_reply(gov_open_t *open, uint64_t off, uint64_t left)
{
    uint16_t             i;
    uint64_t             fixed;
    const gov_reply_t   *reply;
    const gov_variant_t *variants;

    if (left < sizeof(gov_reply_t)) {
        return gov_open_fail(open, "REPL: cut off at %llu",
                             (unsigned long long)off);
    }

    reply = (const gov_reply_t *)(open->snap->base + off);
    fixed = sizeof(gov_reply_t) + gov_align(reply->key_len, 8)
            + (uint64_t)reply->nvariants * sizeof(gov_variant_t);

    if (reply->size % GOV_ALIGN != 0 || reply->size > left
        || reply->size < fixed || reply->nvariants == 0
        || reply->nvariants > GOV_VARIANTS_MAX || reply->key_len == 0
        || reply->key_len > GOV_KEY_MAX || reply->type >= GOV_TYPE_MAX
        || reply->kind >= GOV_KIND_MAX)
    {
        return gov_open_fail(open, "REPL: bad reply at %llu",
                             (unsigned long long)off);
    }

    variants = gov_reply_variants(reply);

    for (i = 0; i < reply->nvariants; i++) {
        if (gov_open_variant(open, reply, &variants[i]) != 0) {
            return -1;
        }

        if (i != 0 && variants[i].from < variants[i - 1].to) {
            return gov_open_fail(open, "REPL: variants overlap at %llu",
                                 (unsigned long long)off);
        }
    }

    return 0;
}


/* Also proves that the keys ascend, so that a walk over them is ordered. */

static int
gov_open_replies(gov_open_t *open)
{
    int                  rc;
    size_t               len;
    uint64_t             off, end;
    gov_str_t            key, last;
    gov_snapshot_t      *snap;
    const gov_section_t *section;

    snap = open->snap;
    section = snap->replies;

    if (section == NULL) {
        return 0;
    }

    off = section->off;
    end = section->off + section->len;
    last = gov_str("");

    while (off < end) {
        if (gov_open_reply(open, off, end - off) != 0) {
            return -1;
        }

        key = gov_reply_key((const gov_reply_t *)(snap->base + off));
        len = key.len < last.len ? key.len : last.len;
        rc = memcmp(last.data, key.data, len);

        if (rc > 0 || (rc == 0 && last.len >= key.len)) {
            return gov_open_fail(open, "REPL: keys out of order at %llu",
                                 (unsigned long long)off);
        }

        last = key;
        off += ((const gov_reply_t *)(snap->base + off))->size;
        snap->nreplies++;
    }

    return 0;
}


/*
 * Every reply must be in the slot of its key; with as many filled slots as
 * replies no slot can then lead anywhere else.
 */
static int
gov_open_slots(gov_open_t *open)
{
    uint32_t           i, filled;
    uint64_t           hash;
    gov_str_t          key;
    gov_snapshot_t    *snap;
    const gov_slot_t  *slot;
    const gov_reply_t *reply;

    snap = open->snap;

    if (snap->index == NULL || snap->replies == NULL) {
        snap->index = NULL;
        return 0;
    }

    for (i = 0, filled = 0; i < snap->index->nslots; i++) {
        filled += snap->slots[i].off != 0;
    }

    if (filled != snap->nreplies) {
        return gov_open_fail(open, "PATH: %u slots for %u replies", filled,
                             snap->nreplies);
    }

    for (reply = gov_snapshot_next(snap, NULL); reply != NULL;
         reply = gov_snapshot_next(snap, reply))
    {
        key = gov_reply_key(reply);
        slot = gov_snapshot_slot(snap, key, &hash);

        if (slot->hash != hash
            || slot->off
                   != (uint64_t)((const unsigned char *)reply - snap->base))
        {
            return gov_open_fail(open, "PATH: \"%.*s\" is not found",
                                 (int)key.len, key.data);
        }
    }

    return 0;
}


int
gov_snapshot_open(gov_snapshot_t *snap, const void *base, uint64_t size,
                  unsigned flags, char *err, size_t errlen)
{
    gov_open_t open;

    memset(snap, 0, sizeof(gov_snapshot_t));
    snap->base = base;
    snap->size = size;

    open.snap = snap;
    open.err = err;
    open.errlen = errlen;

    if (gov_open_header(&open) != 0) {
        return -1;
    }

    if ((flags & GOV_SNAPSHOT_VERIFY) && gov_open_digest(&open) != 0) {
        return -1;
    }

    if (gov_open_sections(&open) != 0 || gov_open_replies(&open) != 0) {
        return -1;
    }

    return gov_open_slots(&open);
}


int
gov_snapshot_map(gov_snapshot_t *snap, int fd, unsigned flags, char *err,
                 size_t errlen)
{
    int         mode;
    void       *base;
    struct stat st;

    if (fstat(fd, &st) != 0) {
        snprintf(err, errlen, "fstat: %s", strerror(errno));
        return -1;
    }

    if (!S_ISREG(st.st_mode) || st.st_size == 0) {
        snprintf(err, errlen, "not a regular file, or empty");
        return -1;
    }

    mode = MAP_SHARED;

    if (flags & GOV_SNAPSHOT_POPULATE) {
        mode |= MAP_POPULATE;
    }

    base = mmap(NULL, (size_t)st.st_size, PROT_READ, mode, fd, 0);
    if (base == MAP_FAILED) {
        snprintf(err, errlen, "mmap: %s", strerror(errno));
        return -1;
    }

    if (gov_snapshot_open(snap, base, (uint64_t)st.st_size, flags, err, errlen)
        != 0)
    {
        munmap(base, (size_t)st.st_size);
        memset(snap, 0, sizeof(gov_snapshot_t));
        return -1;
    }

    snap->mapped = true;

    return 0;
}


void
gov_snapshot_close(gov_snapshot_t *snap)
{
    if (snap->mapped) {
        munmap((void *)(uintptr_t)snap->base, (size_t)snap->size);
    }

    memset(snap, 0, sizeof(gov_snapshot_t));
}


const gov_variant_t *
gov_reply_at(const gov_reply_t *reply, int64_t now, int64_t *until)
{
    uint16_t             i;
    const gov_variant_t *variants;

    variants = gov_reply_variants(reply);

    for (i = 0; i < reply->nvariants; i++) {
        if (now < variants[i].from) {
            *until = variants[i].from;
            return NULL;
        }

        if (now < variants[i].to) {
            *until = variants[i].to;
            return &variants[i];
        }
    }

    *until = GOV_TIME_MAX;

    return NULL;
}


const gov_reply_t *
gov_snapshot_next(const gov_snapshot_t *snap, const gov_reply_t *reply)
{
    uint64_t off;

    if (snap->replies == NULL) {
        return NULL;
    }

    off = snap->replies->off;

    if (reply != NULL) {
        off = (uint64_t)((const unsigned char *)reply - snap->base)
              + reply->size;
    }

    if (off >= snap->replies->off + snap->replies->len) {
        return NULL;
    }

    return (const gov_reply_t *)(snap->base + off);
}


bool
gov_snapshot_town(const gov_snapshot_t *snap, gov_str_t code)
{
    size_t   i;
    uint32_t low, high, mid, value;

    if (code.len != 9) {
        return false;
    }

    for (i = 0, value = 0; i < code.len; i++) {
        if (code.data[i] < '0' || code.data[i] > '9') {
            return false;
        }
        value = value * 10 + (uint32_t)(code.data[i] - '0');
    }

    for (low = 0, high = snap->ntowns; low < high; /* void */) {
        mid = low + (high - low) / 2;

        if (snap->towns[mid] == value) {
            return true;
        }

        if (snap->towns[mid] < value) {
            low = mid + 1;

        } else {
            high = mid;
        }
    }

    return false;
}
