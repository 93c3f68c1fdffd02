/*
 * govctl inspect, verify, diff: looking into generation files.
 */

#include "gov_ctl.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <jansson.h>

#include "../core/gov_time.h"
#include "../snapshot/gov_snapshot.h"


typedef struct {
    const char *key;
    int         coding;
    bool        keys;
    bool        body;
    int64_t     at;
} gov_ctl_inspect_t;


static int
gov_ctl_open(const char *name, const char *path, gov_snapshot_t *snap)
{
    int  fd, rc;
    char err[256];

    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1) {
        return gov_ctl_fail(name, "%s: %s", path, strerror(errno));
    }

    rc = gov_snapshot_map(snap, fd, GOV_SNAPSHOT_VERIFY, err, sizeof(err));
    close(fd);

    return rc == 0 ? GOV_CTL_OK : gov_ctl_fail(name, "%s: %s", path, err);
}


static void
gov_ctl_inspect_summary(const char *path, const gov_snapshot_t *snap)
{
    uint16_t             i;
    const gov_section_t *section;

    printf("file        %s\n", path);
    printf("generation  %s\n", snap->name);
    printf("format      %u\n", snap->header->format);
    printf("bytes       %llu\n", (unsigned long long)snap->size);
    printf("coder       %.*s\n", (int)sizeof(snap->header->coder),
           snap->header->coder);
    printf("replies     %u\n", snap->nreplies);
    printf("towns       %u\n", snap->ntowns);
    printf("meta        %.*s\n", (int)snap->meta.len, snap->meta.data);

    section = (const gov_section_t *)(snap->header + 1);

    for (i = 0; i < snap->header->nsections; i++, section++) {
        printf("section     %.4s version %u, %llu bytes at %llu\n",
               (const char *)&section->tag, section->version,
               (unsigned long long)section->len,
               (unsigned long long)section->off);
    }
}


static void
gov_ctl_moment(int64_t at, char *out)
{
    if (at == GOV_TIME_MIN || at == GOV_TIME_MAX) {
        strcpy(out, "-");

    } else {
        gov_time_rfc3339(at, out);
    }
}


static void
gov_ctl_inspect_reply(const gov_reply_t *reply)
{
    int                  coding;
    char                 from[GOV_TIME_RFC3339_LEN + 1];
    char                 to[GOV_TIME_RFC3339_LEN + 1];
    uint16_t             i;
    const gov_variant_t *variant;

    variant = gov_reply_variants(reply);

    for (i = 0; i < reply->nvariants; i++, variant++) {
        gov_ctl_moment(variant->from, from);
        gov_ctl_moment(variant->to, to);
        printf("from %s to %s\n", from, to);

        for (coding = 0; coding < GOV_CODING_MAX; coding++) {
            if (variant->body[coding].len != 0) {
                printf("  %-8s %8u bytes  ETag %.*s\n",
                       gov_coding_names[coding].data,
                       variant->body[coding].len, GOV_ETAG_LEN,
                       variant->body[coding].etag);
            }
        }
    }
}


static int
gov_ctl_inspect_key(const gov_snapshot_t *snap, const gov_ctl_inspect_t *what)
{
    int64_t              until;
    const gov_body_t    *body;
    const gov_reply_t   *reply;
    const gov_variant_t *variant;

    reply = gov_snapshot_find(snap, gov_str_z(what->key));
    if (reply == NULL) {
        return gov_ctl_fail("inspect", "no reply of key %s", what->key);
    }

    if (!what->body) {
        gov_ctl_inspect_reply(reply);
        return GOV_CTL_OK;
    }

    variant = gov_reply_at(reply, what->at, &until);
    if (variant == NULL) {
        return gov_ctl_fail("inspect", "%s is not in force then", what->key);
    }

    body = &variant->body[what->coding];
    if (body->len == 0) {
        return gov_ctl_fail("inspect", "%s is not kept in %s", what->key,
                            gov_coding_names[what->coding].data);
    }

    return fwrite(snap->base + body->off, 1, body->len, stdout) == body->len
               ? GOV_CTL_OK
               : gov_ctl_fail("inspect", "cannot write: %s", strerror(errno));
}


static void
gov_ctl_inspect_keys(const gov_snapshot_t *snap)
{
    gov_str_t          key;
    const gov_reply_t *reply;

    for (reply = gov_snapshot_next(snap, NULL); reply != NULL;
         reply = gov_snapshot_next(snap, reply))
    {
        key = gov_reply_key(reply);
        printf("%.*s\n", (int)key.len, key.data);
    }
}


static bool
gov_ctl_coding(const char *name, int *coding)
{
    for (*coding = 0; *coding < GOV_CODING_MAX; (*coding)++) {
        if (strcmp(gov_coding_names[*coding].data, name) == 0) {
            return true;
        }
    }

    return false;
}


static bool
gov_ctl_inspect_options(int argc, char **argv, gov_ctl_inspect_t *what)
{
    int                        opt;
    unsigned long long         n;
    static const struct option options[] = {
        { "keys", no_argument, NULL, 'l' },
        { "key", required_argument, NULL, 'k' },
        { "coding", required_argument, NULL, 'c' },
        { "body", no_argument, NULL, 'b' },
        { "at", required_argument, NULL, 'a' },
        { NULL, 0, NULL, 0 }
    };

    optind = 1;

    while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (opt) {

        case 'l':
            what->keys = true;
            break;

        case 'k':
            what->key = optarg;
            break;

        case 'c':
            if (!gov_ctl_coding(optarg, &what->coding)) {
                return false;
            }
            break;

        case 'b':
            what->body = true;
            break;

        case 'a':
            if (!gov_ctl_number(optarg, 0, INT64_MAX, &n)) {
                return false;
            }

            what->at = (int64_t)n;
            break;

        default:
            return false;
        }
    }

    return optind == argc - 1 && (what->key != NULL || !what->body)
           && !(what->keys && what->key != NULL);
}


int
gov_ctl_inspect(int argc, char **argv)
{
    int               rc;
    gov_snapshot_t    snap;
    gov_ctl_inspect_t what = { .at = time(NULL) };

    if (!gov_ctl_inspect_options(argc, argv, &what)) {
        return gov_ctl_usage(argv[0]);
    }

    rc = gov_ctl_open(argv[0], argv[optind], &snap);
    if (rc != GOV_CTL_OK) {
        return rc;
    }

    if (what.key != NULL) {
        rc = gov_ctl_inspect_key(&snap, &what);

    } else if (what.keys) {
        gov_ctl_inspect_keys(&snap);

    } else {
        gov_ctl_inspect_summary(argv[optind], &snap);
    }

    gov_snapshot_close(&snap);

    return rc;
}


int
gov_ctl_verify(int argc, char **argv)
{
    int            rc;
    gov_snapshot_t snap;

    if (argc != 2 || argv[1][0] == '-') {
        return gov_ctl_usage(argv[0]);
    }

    rc = gov_ctl_open(argv[0], argv[1], &snap);

    if (rc == GOV_CTL_OK) {
        printf("%s: generation %s is whole, %u replies\n", argv[1], snap.name,
               snap.nreplies);
        gov_snapshot_close(&snap);
    }

    return rc;
}


static json_t *
gov_ctl_diff_json(const gov_snapshot_t *snap, const gov_variant_t *variant)
{
    return json_loadb((const char *)snap->base + variant->body[0].off,
                      variant->body[0].len, 0, NULL);
}


/* the names of the fields whose values differ */

static void
gov_ctl_diff_fields(json_t *a, json_t *b)
{
    json_t     *value;
    const char *name, *before;

    before = ": ";

    json_object_foreach(a, name, value)
    {
        if (!json_equal(value, json_object_get(b, name))) {
            printf("%s%s%s", before, json_object_get(b, name) ? "" : "-",
                   name);
            before = ", ";
        }
    }

    json_object_foreach(b, name, value)
    {
        if (json_object_get(a, name) == NULL) {
            printf("%s+%s", before, name);
            before = ", ";
        }
    }
}


static bool
gov_ctl_diff_same(const gov_reply_t *a, const gov_reply_t *b)
{
    uint16_t             i;
    const gov_variant_t *x, *y;

    x = gov_reply_variants(a);
    y = gov_reply_variants(b);

    if (a->nvariants != b->nvariants || a->type != b->type) {
        return false;
    }

    for (i = 0; i < a->nvariants; i++) {
        if (x[i].from != y[i].from || x[i].to != y[i].to
            || memcmp(x[i].body[0].etag, y[i].body[0].etag, GOV_ETAG_LEN) != 0)
        {
            return false;
        }
    }

    return true;
}


static void
gov_ctl_diff_changed(const gov_snapshot_t *a, const gov_reply_t *x,
                     const gov_snapshot_t *b, const gov_reply_t *y)
{
    json_t   *one, *two;
    gov_str_t key;

    key = gov_reply_key(x);
    printf("~ %.*s", (int)key.len, key.data);

    if (x->nvariants != y->nvariants) {
        printf(" (%u intervals, were %u)", y->nvariants, x->nvariants);
    }

    /* of the last interval: the one that goes on */

    one = gov_ctl_diff_json(a, &gov_reply_variants(x)[x->nvariants - 1]);
    two = gov_ctl_diff_json(b, &gov_reply_variants(y)[y->nvariants - 1]);

    if (one != NULL && two != NULL) {
        gov_ctl_diff_fields(one, two);
    }

    json_decref(one);
    json_decref(two);
    putchar('\n');
}


static int
gov_ctl_diff_order(const gov_reply_t *x, const gov_reply_t *y)
{
    int       rc;
    size_t    len;
    gov_str_t a, b;

    if (x == NULL || y == NULL) {
        return x == NULL ? 1 : -1;
    }

    a = gov_reply_key(x);
    b = gov_reply_key(y);
    len = a.len < b.len ? a.len : b.len;
    rc = memcmp(a.data, b.data, len);

    return rc != 0 ? rc : (a.len > b.len) - (a.len < b.len);
}


/* Both are ordered by key, so one walk along both finds everything. */

static unsigned
gov_ctl_diff_walk(const gov_snapshot_t *a, const gov_snapshot_t *b)
{
    int                rc;
    unsigned           n;
    gov_str_t          key;
    const gov_reply_t *x, *y;

    n = 0;
    x = gov_snapshot_next(a, NULL);
    y = gov_snapshot_next(b, NULL);

    while (x != NULL || y != NULL) {
        rc = gov_ctl_diff_order(x, y);

        if (rc != 0) {
            key = gov_reply_key(rc < 0 ? x : y);
            printf("%c %.*s\n", rc < 0 ? '-' : '+', (int)key.len, key.data);
            n++;

        } else if (!gov_ctl_diff_same(x, y)) {
            gov_ctl_diff_changed(a, x, b, y);
            n++;
        }

        x = rc <= 0 ? gov_snapshot_next(a, x) : x;
        y = rc >= 0 ? gov_snapshot_next(b, y) : y;
    }

    return n;
}


int
gov_ctl_diff(int argc, char **argv)
{
    int            rc;
    unsigned       n;
    gov_snapshot_t a, b;

    if (argc != 3) {
        return gov_ctl_usage(argv[0]);
    }

    rc = gov_ctl_open(argv[0], argv[1], &a);
    if (rc != GOV_CTL_OK) {
        return rc;
    }

    rc = gov_ctl_open(argv[0], argv[2], &b);

    if (rc == GOV_CTL_OK) {
        n = gov_ctl_diff_walk(&a, &b);
        printf("%u of %u replies differ\n", n,
               a.nreplies > b.nreplies ? a.nreplies : b.nreplies);
        rc = n == 0 ? GOV_CTL_OK : GOV_CTL_WRONG;
        gov_snapshot_close(&b);
    }

    gov_snapshot_close(&a);

    return rc;
}
