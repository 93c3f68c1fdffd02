#include "gov_build.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gov_code.h"
#include "gov_index.h"


#define GOV_BUILD_SECTIONS 4


/* The replies of one key: entries [first, first + n) of the plan. */
typedef struct {
    size_t   first;
    uint16_t n;
    uint64_t off;
    uint64_t size;
} gov_build_reply_t;

typedef struct {
    const gov_plan_t  *plan;
    gov_build_reply_t *replies;
    size_t             nreplies;
    gov_header_t       header;
    gov_section_t      sections[GOV_BUILD_SECTIONS];
    gov_buf_t          meta;
    gov_buf_t          path;
    gov_buf_t          towns;
    gov_progress_pt    progress;
    void              *data;

    FILE         *file;
    gov_sha256_t *sha;
    uint64_t      written;
    bool          failed;
} gov_builder_t;


static uint64_t
gov_build_variants_off(const gov_build_reply_t *reply, size_t key_len)
{
    return reply->off + sizeof(gov_reply_t) + gov_align(key_len, 8);
}


static uint64_t
gov_build_bodies_off(const gov_build_reply_t *reply, size_t key_len)
{
    return gov_build_variants_off(reply, key_len)
           + reply->n * sizeof(gov_variant_t);
}


static bool
gov_build_group(gov_builder_t *builder)
{
    size_t             i;
    const gov_plan_t  *plan;
    gov_build_reply_t *reply;

    plan = builder->plan;
    builder->replies = calloc(plan->n + 1, sizeof(gov_build_reply_t));

    if (builder->replies == NULL) {
        return false;
    }

    for (i = 0, reply = NULL; i < plan->n; i++) {
        if (reply == NULL
            || strcmp(plan->entries[i].key, plan->entries[i - 1].key) != 0)
        {
            reply = &builder->replies[builder->nreplies++];
            reply->first = i;
        }

        reply->n++;
    }

    return true;
}


static uint64_t
gov_build_reply_size(const gov_builder_t     *builder,
                     const gov_build_reply_t *reply)
{
    int                     coding;
    size_t                  i;
    uint64_t                size;
    const gov_plan_entry_t *entry;

    entry = &builder->plan->entries[reply->first];
    size = gov_build_bodies_off(reply, strlen(entry->key)) - reply->off;

    for (i = 0; i < reply->n; i++, entry++) {
        size += entry->link == NULL ? 0 : strlen(entry->link);

        for (coding = 0; coding < GOV_CODING_MAX; coding++) {
            size += entry->coded[coding].len;
        }
    }

    return gov_align(size, GOV_ALIGN);
}


static void
gov_build_section(gov_builder_t *builder, int i, uint32_t tag, uint64_t len)
{
    gov_section_t *section;

    section = &builder->sections[i];
    section->tag = tag;
    section->version = GOV_SECTION_VERSION;
    section->len = len;
    section->off =
        i == 0 ? gov_align(sizeof(gov_header_t) + sizeof(builder->sections),
                           GOV_ALIGN)
               : gov_align(section[-1].off + section[-1].len, GOV_ALIGN);
}


/* Decides where everything goes. */

static bool
gov_build_layout(gov_builder_t *builder)
{
    size_t             i;
    uint64_t           off;
    const char        *key;
    gov_index_key_t   *keys;
    gov_build_reply_t *reply;

    gov_build_section(builder, 0, GOV_TAG_META, builder->meta.len);
    gov_build_section(builder, 1, GOV_TAG_TOWN, builder->towns.len);
    gov_build_section(
        builder, 2, GOV_TAG_PATH,
        builder->nreplies == 0 ? 0 : gov_index_size(builder->nreplies));
    gov_build_section(builder, 3, GOV_TAG_REPL, 0);

    keys = calloc(builder->nreplies + 1, sizeof(gov_index_key_t));
    if (keys == NULL) {
        return false;
    }

    off = builder->sections[3].off;

    for (i = 0; i < builder->nreplies; i++) {
        reply = &builder->replies[i];
        reply->off = off;
        reply->size = gov_build_reply_size(builder, reply);
        off += reply->size;

        key = builder->plan->entries[reply->first].key;
        keys[i].key = key;
        keys[i].len = strlen(key);
        keys[i].off = reply->off;
    }

    builder->sections[3].len = off - builder->sections[3].off;

    if (gov_index_build(keys, builder->nreplies, &builder->path) != 0) {
        free(keys);
        return false;
    }

    free(keys);

    memcpy(builder->header.magic, GOV_MAGIC, sizeof(builder->header.magic));
    builder->header.endian = GOV_ENDIAN;
    builder->header.format = GOV_FORMAT;
    builder->header.nsections = GOV_BUILD_SECTIONS;
    builder->header.size = off;

    return true;
}


static void
gov_build_out(gov_builder_t *builder, const void *data, size_t len)
{
    if (len == 0 || builder->failed) {
        return;
    }

    if (fwrite(data, 1, len, builder->file) != len
        || !gov_sha256_add(builder->sha, data, len))
    {
        builder->failed = true;
    }

    builder->written += len;
}


static void
gov_build_pad(gov_builder_t *builder, uint64_t to)
{
    static const char zeroes[GOV_ALIGN];

    gov_build_out(builder, zeroes, to - builder->written);
}


static void
gov_build_variants(gov_builder_t *builder, const gov_build_reply_t *reply,
                   const gov_plan_entry_t *entry)
{
    int                coding;
    size_t             i;
    uint64_t           off;
    gov_variant_t      variant;
    const gov_coded_t *coded;

    off = gov_build_bodies_off(reply, strlen(entry->key));

    for (i = 0; i < reply->n; i++, entry++) {
        memset(&variant, 0, sizeof(variant));
        variant.from = entry->from;
        variant.to = entry->to;

        for (coding = 0; coding < GOV_CODING_MAX; coding++) {
            coded = &entry->coded[coding];

            if (coded->len != 0) {
                variant.body[coding].off = off;
                variant.body[coding].len = coded->len;
                memcpy(variant.body[coding].etag, coded->etag, GOV_ETAG_LEN);
                off += coded->len;
            }
        }

        if (entry->link != NULL) {
            variant.link_off = off;
            variant.link_len = (uint32_t)strlen(entry->link);
            off += variant.link_len;
        }

        gov_build_out(builder, &variant, sizeof(variant));
    }
}


static void
gov_build_reply(gov_builder_t *builder, const gov_build_reply_t *reply)
{
    int                     coding;
    size_t                  i;
    gov_reply_t             head = { 0 };
    const gov_plan_entry_t *entry;

    entry = &builder->plan->entries[reply->first];

    head.key_len = (uint16_t)strlen(entry->key);
    head.nvariants = reply->n;
    head.type = entry->type;
    head.kind = entry->kind;
    head.list = entry->list;
    head.size = reply->size;

    gov_build_out(builder, &head, sizeof(head));
    gov_build_out(builder, entry->key, head.key_len);
    gov_build_pad(builder, gov_build_variants_off(reply, head.key_len));
    gov_build_variants(builder, reply, entry);

    for (i = 0; i < reply->n; i++, entry++) {
        for (coding = 0; coding < GOV_CODING_MAX; coding++) {
            gov_build_out(builder, entry->coded[coding].data,
                          entry->coded[coding].len);
        }

        if (entry->link != NULL) {
            gov_build_out(builder, entry->link, strlen(entry->link));
        }
    }

    gov_build_pad(builder, reply->off + reply->size);
}


static void
gov_build_stream(gov_builder_t *builder)
{
    size_t i;

    gov_build_out(builder, &builder->header, sizeof(builder->header));
    gov_build_out(builder, builder->sections, sizeof(builder->sections));
    gov_build_pad(builder, builder->sections[0].off);
    gov_build_out(builder, builder->meta.data, builder->meta.len);
    gov_build_pad(builder, builder->sections[1].off);
    gov_build_out(builder, builder->towns.data, builder->towns.len);
    gov_build_pad(builder, builder->sections[2].off);
    gov_build_out(builder, builder->path.data, builder->path.len);
    gov_build_pad(builder, builder->sections[3].off);

    for (i = 0; i < builder->nreplies && !builder->failed; i++) {
        gov_build_reply(builder, &builder->replies[i]);

        if (builder->progress != NULL && i % 256 == 0) {
            builder->progress(builder->data, "write", i, builder->nreplies);
        }
    }
}


static int
gov_build_sync(const char *temporary, const char *path, char *err,
               size_t errlen)
{
    int  fd, rc;
    char parent[PATH_MAX];

    if (rename(temporary, path) != 0) {
        snprintf(err, errlen, "rename to %s: %s", path, strerror(errno));
        return -1;
    }

    snprintf(parent, sizeof(parent), "%s", path);

    fd = open(dirname(parent), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd == -1) {
        snprintf(err, errlen, "%s: %s", parent, strerror(errno));
        return -1;
    }

    rc = fsync(fd);
    close(fd);

    if (rc != 0) {
        snprintf(err, errlen, "fsync of %s: %s", parent, strerror(errno));
    }

    return rc;
}


static int
gov_build_file(gov_builder_t *builder, int fd, gov_build_result_t *result)
{
    uint8_t digest[GOV_SHA256_LEN];

    builder->sha = gov_sha256_new();
    if (builder->sha == NULL) {
        return -1;
    }

    gov_build_stream(builder);

    if (!gov_sha256_end(builder->sha, digest) || builder->failed
        || fflush(builder->file) != 0
        || pwrite(fd, digest, sizeof(digest), offsetof(gov_header_t, id))
               != sizeof(digest)
        || fchmod(fd, 0444) != 0 || fsync(fd) != 0)
    {
        return -1;
    }

    gov_hex(digest, sizeof(digest), result->name);
    result->bytes = builder->written;

    return 0;
}


static int
gov_build_write(gov_builder_t *builder, const char *path,
                gov_build_result_t *result, char *err, size_t errlen)
{
    int  fd, rc;
    char temporary[PATH_MAX];

    if (snprintf(temporary, sizeof(temporary), "%s.XXXXXX", path)
        >= (int)sizeof(temporary))
    {
        snprintf(err, errlen, "%s: path too long", path);
        return -1;
    }

    fd = mkstemp(temporary);
    if (fd == -1) {
        snprintf(err, errlen, "%s: %s", temporary, strerror(errno));
        return -1;
    }

    builder->file = fdopen(fd, "wb");
    if (builder->file == NULL) {
        snprintf(err, errlen, "%s: %s", temporary, strerror(errno));
        close(fd);
        unlink(temporary);
        return -1;
    }

    errno = 0;
    rc = gov_build_file(builder, fd, result);

    if (rc != 0) {
        snprintf(err, errlen, "writing %s: %s", temporary,
                 errno == 0 ? "SHA-256 failed" : strerror(errno));
    }

    if (fclose(builder->file) != 0 && rc == 0) {
        snprintf(err, errlen, "writing %s: %s", temporary, strerror(errno));
        rc = -1;
    }

    if (rc == 0) {
        rc = gov_build_sync(temporary, path, err, errlen);
    }

    if (rc != 0) {
        unlink(temporary);
    }

    return rc;
}


static void
gov_build_meta(gov_builder_t *builder, const gov_content_t *content)
{
    int kind;

    gov_buf_printf(&builder->meta,
                   "{\"format\":%d,\"sample\":%s,\"pageSize\":%d,"
                   "\"replies\":%zu,\"variants\":%zu,\"documents\":{",
                   GOV_FORMAT, builder->plan->sample ? "true" : "false",
                   GOV_PAGE_SIZE, builder->nreplies, builder->plan->n);

    for (kind = 0; kind < GOV_KIND_MAX; kind++) {
        gov_buf_printf(&builder->meta, "%s\"%s\":%zu", kind == 0 ? "" : ",",
                       gov_kinds[kind].name,
                       content->first[kind + 1] - content->first[kind]);
    }

    gov_buf_puts(&builder->meta, "}}");
}


static void
gov_build_towns(gov_builder_t *builder, const gov_content_t *content)
{
    size_t   i;
    uint32_t code;

    /* ids are nine digits, so the order of the ids is that of the numbers */

    for (i = content->first[GOV_KIND_TOWN];
         i < content->first[GOV_KIND_TOWN + 1]; i++)
    {
        code = (uint32_t)strtoul(content->docs[i].id, NULL, 10);
        gov_buf_add(&builder->towns, &code, sizeof(code));
    }
}


static int
gov_build_plan(gov_builder_t *builder, const gov_content_t *content,
               const char *path, gov_build_result_t *result, char *err,
               size_t errlen)
{
    size_t i;

    if (!gov_build_group(builder)) {
        snprintf(err, errlen, "no memory");
        return -1;
    }

    gov_build_meta(builder, content);
    gov_build_towns(builder, content);

    if (!gov_build_layout(builder) || builder->meta.failed
        || builder->towns.failed)
    {
        snprintf(err, errlen, "no memory for the path index");
        return -1;
    }

    result->documents = content->ndocs;
    result->replies = builder->nreplies;
    result->variants = builder->plan->n;

    for (i = 0; i < builder->plan->n; i++) {
        result->reused += builder->plan->entries[i].reused;
    }

    return gov_build_write(builder, path, result, err, errlen);
}


int
gov_build(const gov_content_t *content, const char *path,
          const gov_build_options_t *options, gov_build_result_t *result,
          char *err, size_t errlen)
{
    int           rc;
    long          threads;
    gov_plan_t   *plan;
    gov_builder_t builder = { 0 };

    memset(result, 0, sizeof(gov_build_result_t));

    plan =
        gov_plan_make(content, options->progress, options->data, err, errlen);
    if (plan == NULL) {
        return -1;
    }

    threads = options->threads != 0 ? (long)options->threads
                                    : sysconf(_SC_NPROCESSORS_ONLN);

    rc = gov_code_plan(plan, options->earlier, options->fast,
                       threads < 1 ? 1 : (unsigned)threads, options->progress,
                       options->data, err, errlen);

    if (rc == 0) {
        builder.plan = plan;
        builder.progress = options->progress;
        builder.data = options->data;
        gov_coder_name(options->fast, builder.header.coder,
                       sizeof(builder.header.coder));

        rc = gov_build_plan(&builder, content, path, result, err, errlen);
    }

    free(builder.replies);
    gov_buf_free(&builder.meta);
    gov_buf_free(&builder.path);
    gov_buf_free(&builder.towns);
    gov_plan_free(plan);

    return rc;
}
