/*
 * govctl lint, schema, sample, build: from content to a generation file.
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

#include "../content/gov_content.h"
#include "../content/gov_lint.h"
#include "../sample/gov_sample.h"
#include "../content/gov_schema_json.h"
#include "../snapshot/gov_build.h"


/* Where the number of an option goes, and the greatest it may be. */
typedef struct {
    size_t            *count;
    uint64_t          *seed;
    unsigned long long most;
} gov_sample_limit_t;


/* Loads and lints; what is wrong is printed.  NULL: something is. */

static gov_content_t *
gov_ctl_load(const char *dir, size_t *warnings)
{
    gov_arena_t   *arena;
    gov_report_t   report;
    gov_content_t *content;

    arena = gov_arena_new();
    if (arena == NULL) {
        fputs("govctl: no memory\n", stderr);
        return NULL;
    }

    gov_report_init(&report, arena);
    content = gov_content_load(dir, &report);

    if (content != NULL) {
        gov_lint(content, &report);
    }

    if (content != NULL && content->ndocs == 0 && report.nerrors == 0) {
        gov_report_add(&report, GOV_ERROR, dir, 0, NULL,
                       "there are no documents");
    }

    gov_report_sort(&report);
    gov_report_print(&report, stderr);
    *warnings = report.nwarnings;

    if (report.nerrors != 0 || report.nomem) {
        fprintf(stderr, "%zu error%s, %zu warning%s\n", report.nerrors,
                report.nerrors == 1 ? "" : "s", report.nwarnings,
                report.nwarnings == 1 ? "" : "s");
        gov_content_free(content);
        content = NULL;
    }

    gov_report_done(&report);
    gov_arena_free(arena);

    return content;
}


int
gov_ctl_lint(int argc, char **argv)
{
    size_t         warnings;
    gov_content_t *content;

    if (argc != 2 || argv[1][0] == '-') {
        return gov_ctl_usage(argv[0]);
    }

    content = gov_ctl_load(argv[1], &warnings);
    if (content == NULL) {
        return GOV_CTL_WRONG;
    }

    printf("%s: %zu documents, no errors, %zu warnings\n", argv[1],
           content->ndocs, warnings);
    gov_content_free(content);

    return GOV_CTL_OK;
}


int
gov_ctl_schema(int argc, char **argv)
{
    int     kind, only;
    json_t *all, *one;

    if (argc > 2) {
        return gov_ctl_usage(argv[0]);
    }

    only = argc == 2 ? gov_kind_by_name(argv[1], strlen(argv[1])) : -1;

    if (argc == 2 && only == -1) {
        return gov_ctl_fail(argv[0], "no such kind: %s", argv[1]);
    }

    all = only == -1 ? json_object() : gov_schema_json(only);

    for (kind = 0; only == -1 && kind < GOV_KIND_MAX; kind++) {
        one = gov_schema_json(kind);

        if (one == NULL
            || json_object_set_new(all, gov_kinds[kind].name, one) != 0) {
            return gov_ctl_fail(argv[0], "no memory");
        }
    }

    if (all == NULL || json_dumpf(all, stdout, JSON_INDENT(2)) != 0) {
        return gov_ctl_fail(argv[0], "cannot print");
    }

    putchar('\n');
    json_decref(all);

    return GOV_CTL_OK;
}


static bool
gov_ctl_sample_options(int argc, char **argv, gov_sample_t *sample)
{
    int                      i;
    unsigned long long       n;
    const gov_sample_limit_t limits[] = {
        { &sample->checklists, NULL, 10000000 },
        { &sample->items, NULL, 10000000 },
        { &sample->knowledge, NULL, 10000000 },
        { &sample->places, NULL, 10000000 },
        { NULL, &sample->seed, ~0ull },
    };
    static const struct option options[] = {
        { "checklists", required_argument, NULL, 0 },
        { "items", required_argument, NULL, 0 },
        { "knowledge", required_argument, NULL, 0 },
        { "places", required_argument, NULL, 0 },
        { "seed", required_argument, NULL, 0 },
        { NULL, 0, NULL, 0 }
    };

    optind = 1;
    i = -1;

    while (getopt_long(argc, argv, "", options, &i) == 0) {
        if (!gov_ctl_number(optarg, 0, limits[i].most, &n)) {
            return false;
        }

        if (limits[i].count != NULL) {
            *limits[i].count = (size_t)n;

        } else {
            *limits[i].seed = n;
        }

        i = -1;
    }

    return optind == argc - 1 && argv[optind][0] != '-';
}


int
gov_ctl_sample(int argc, char **argv)
{
    int          rc;
    gov_arena_t *arena;
    gov_report_t report;
    gov_sample_t sample = { 118, 2711, 3000, 2500, 1 };

    if (!gov_ctl_sample_options(argc, argv, &sample)) {
        return gov_ctl_usage(argv[0]);
    }

    arena = gov_arena_new();
    if (arena == NULL) {
        return gov_ctl_fail(argv[0], "no memory");
    }

    gov_report_init(&report, arena);
    rc = gov_sample_write(&sample, argv[optind], &report);
    gov_report_print(&report, stderr);
    gov_report_done(&report);
    gov_arena_free(arena);

    if (rc != 0) {
        return GOV_CTL_WRONG;
    }

    printf("%s: %zu checklists, %zu items, %zu knowledge points, %zu places "
           "(sample, seed %llu)\n",
           argv[optind], sample.checklists, sample.items, sample.knowledge,
           sample.places, (unsigned long long)sample.seed);

    return GOV_CTL_OK;
}


/* A mistyped -o must not cost a file of another kind. */

static bool
gov_ctl_replaceable(const char *path)
{
    int     fd;
    char    magic[sizeof(GOV_MAGIC) - 1];
    ssize_t n;

    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1) {
        return errno == ENOENT;
    }

    n = read(fd, magic, sizeof(magic));
    close(fd);

    return n == 0
           || (n == (ssize_t)sizeof(magic)
               && memcmp(magic, GOV_MAGIC, sizeof(magic)) == 0);
}


/* An unreadable older file is no error: there is then nothing to reuse. */

static bool
gov_ctl_earlier(const char *path, gov_snapshot_t *snap)
{
    int  fd;
    bool usable;
    char err[256];

    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1) {
        return false;
    }

    usable =
        gov_snapshot_map(snap, fd, GOV_SNAPSHOT_VERIFY, err, sizeof(err)) == 0;
    close(fd);

    return usable;
}


static int
gov_ctl_build_tree(const char *dir, const char *path, bool cold,
                   gov_build_options_t *options)
{
    int                rc;
    bool               earlier;
    char               err[512];
    size_t             warnings;
    gov_content_t     *content;
    gov_snapshot_t     snap;
    struct timespec    begun, ended;
    gov_build_result_t result;

    clock_gettime(CLOCK_MONOTONIC, &begun);

    content = gov_ctl_load(dir, &warnings);
    if (content == NULL) {
        return GOV_CTL_WRONG;
    }

    earlier = !cold && gov_ctl_earlier(path, &snap);
    options->earlier = earlier ? &snap : NULL;
    options->progress = gov_ctl_progress;

    rc = gov_build(content, path, options, &result, err, sizeof(err));
    gov_ctl_progress_end();

    if (earlier) {
        gov_snapshot_close(&snap);
    }

    gov_content_free(content);

    if (rc != 0) {
        return gov_ctl_fail("build", "%s", err);
    }

    clock_gettime(CLOCK_MONOTONIC, &ended);

    printf("%s: generation %.12s, %zu documents, %zu replies, %zu variants "
           "(%zu reused), %llu bytes, %.2f s\n",
           path, result.name, result.documents, result.replies,
           result.variants, result.reused, (unsigned long long)result.bytes,
           (double)(ended.tv_sec - begun.tv_sec)
               + (double)(ended.tv_nsec - begun.tv_nsec) / 1e9);

    return GOV_CTL_OK;
}


int
gov_ctl_build(int argc, char **argv)
{
    int                        opt;
    bool                       cold;
    const char                *path;
    unsigned long long         n;
    gov_build_options_t        build = { 0 };
    static const struct option options[] = {
        { "output", required_argument, NULL, 'o' },
        { "fast", no_argument, NULL, 'f' },
        { "cold", no_argument, NULL, 'c' },
        { "threads", required_argument, NULL, 't' },
        { NULL, 0, NULL, 0 }
    };

    optind = 1;
    path = NULL;
    cold = false;

    while ((opt = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
        switch (opt) {

        case 'o':
            path = optarg;
            break;

        case 'f':
            build.fast = true;
            break;

        case 'c':
            cold = true;
            break;

        case 't':
            if (!gov_ctl_number(optarg, 1, 64, &n)) {
                return gov_ctl_usage(argv[0]);
            }

            build.threads = (unsigned)n;
            break;

        default:
            return gov_ctl_usage(argv[0]);
        }
    }

    if (path == NULL || optind != argc - 1) {
        return gov_ctl_usage(argv[0]);
    }

    if (!gov_ctl_replaceable(path)) {
        return gov_ctl_fail(argv[0], "%s is there, and is no generation",
                            path);
    }

    return gov_ctl_build_tree(argv[optind], path, cold, &build);
}
