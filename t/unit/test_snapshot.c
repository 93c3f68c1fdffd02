/*
 * Building a generation and reading it back; refusing what is damaged.
 */

#include "gov_test.h"

#include <fcntl.h>

#include "../../ngx_gov_module/content/gov_content.h"
#include "../../ngx_gov_module/content/gov_lint.h"
#include "../../ngx_gov_module/core/gov_time.h"
#include "../../ngx_gov_module/snapshot/gov_build.h"
#include "../../ngx_gov_module/snapshot/gov_index.h"
#include "../../ngx_gov_module/snapshot/gov_snapshot.h"


#define EVIDENCE                                                              \
    "'version':1,'sample':true,'status':'illustrative','source':'test',"      \
    "'checkedOn':'2026-11-01'"

/* dated: before 2026, in 2026, from 2027 on */

static const char test_parameters[] =
    "[{'id':'rate','title':'比例'," EVIDENCE ",'unit':'percent','values':["
    "{'value':8,'validFrom':'2025-01-01','validTo':'2025-12-31',"
    "'status':'verified','source':'test','checkedOn':'2026-11-01'},"
    "{'value':9,'validFrom':'2026-01-01','status':'verified',"
    "'source':'test','checkedOn':'2026-11-01'}]},"
    "{'id':'secret','title':'示例'," EVIDENCE ",'unit':'fen','values':["
    "{'value':123456,'validFrom':'2020-01-01','status':'illustrative',"
    "'source':'test','checkedOn':'2026-11-01'}]}]";

static char *test_dir;


static void
test_write(const char *kind, const char *text)
{
    char  path[512], *json;
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", test_dir, kind);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/%s/all.json", test_dir, kind);

    json = gov_test_json(text);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(json, file);
    assert_int_equal(fclose(file), 0);
    free(json);
}


static void
test_write_topics(int n)
{
    int    i;
    char  *text, *p;
    size_t size;

    size = (size_t)n * 400 + 16;
    text = malloc(size);
    assert_non_null(text);
    p = text + sprintf(text, "[");

    for (i = 0; i < n; i++) {
        p += sprintf(p,
                     "%s{'id':'t%03d','title':'专题%d'," EVIDENCE
                     "%s,'order':%d,'summary':'费率 {{rate}},金额 {{secret}}',"
                     "'themes':[{'id':'x','title':'主题'}]}",
                     i == 0 ? "" : ",", i, i,
                     i == 1 ? ",'validFrom':'2026-06-01',"
                              "'validTo':'2026-06-30'"
                            : "",
                     n - i);
    }

    strcpy(p, "]");
    test_write("topics", text);
    free(text);
}


static void
test_build(const char *name, const gov_snapshot_t *earlier, unsigned threads,
           char *path)
{
    char                err[256];
    gov_arena_t        *arena;
    gov_report_t        report;
    gov_content_t      *content;
    gov_build_result_t  result;
    gov_build_options_t options = { .earlier = earlier,
                                    .fast = true,
                                    .threads = threads };

    arena = gov_arena_new();
    gov_report_init(&report, arena);
    content = gov_content_load(test_dir, &report);
    assert_non_null(content);
    gov_lint(content, &report);
    gov_report_print(&report, stderr);
    assert_int_equal(report.nerrors, 0);

    sprintf(path, "%s.%s", test_dir, name);

    if (gov_build(content, path, &options, &result, err, sizeof(err)) != 0) {
        fail_msg("%s", err);
    }

    gov_content_free(content);
    gov_report_done(&report);
    gov_arena_free(arena);
}


static char *
test_read(const char *path, size_t *len)
{
    char       *data;
    FILE       *file;
    struct stat st;

    assert_int_equal(stat(path, &st), 0);
    *len = (size_t)st.st_size;
    data = malloc(*len);
    file = fopen(path, "r");
    assert_int_equal(fread(data, 1, *len, file), *len);
    fclose(file);

    return data;
}


static void
test_map(const char *path, gov_snapshot_t *snap)
{
    int  fd;
    char err[256];

    fd = open(path, O_RDONLY);
    assert_true(fd != -1);

    if (gov_snapshot_map(snap, fd, GOV_SNAPSHOT_VERIFY, err, sizeof(err)) != 0)
    {
        fail_msg("%s", err);
    }

    close(fd);
}


/* whether the identity body of key at a day holds a text; -1: no reply */

static int
test_says(const gov_snapshot_t *snap, const char *key, const char *day,
          const char *text)
{
    int64_t              at, until;
    const gov_reply_t   *reply;
    const gov_variant_t *variant;

    assert_true(gov_time_parse_date(day, strlen(day), &at));

    reply = gov_snapshot_find(snap, gov_str_z(key));
    if (reply == NULL) {
        return -1;
    }

    variant = gov_reply_at(reply, at, &until);
    if (variant == NULL) {
        return -1;
    }

    return memmem(snap->base + variant->body[0].off, variant->body[0].len,
                  text, strlen(text))
           != NULL;
}


static void
test_values_follow_the_clock(void **state)
{
    char           path[512];
    gov_snapshot_t snap;

    test_build("clock", NULL, 1, path);
    test_map(path, &snap);

    assert_int_equal(test_says(&snap, "/v1/topics/t000", "2025-12-31", "8%"),
                     1);
    assert_int_equal(test_says(&snap, "/v1/topics/t000", "2026-01-01", "8%"),
                     0);
    assert_int_equal(test_says(&snap, "/v1/topics/t000", "2026-01-01", "9%"),
                     1);

    /* illustrative: never printed, before its first value neither */

    assert_int_equal(
        test_says(&snap, "/v1/topics/t000", "2026-01-01", "1,234.56"), 0);
    assert_int_equal(
        test_says(&snap, "/v1/topics/t000", "2026-01-01", "12345 答复为准"),
        1);
    assert_int_equal(
        test_says(&snap, "/v1/topics/t000", "2024-01-01", "费率 以窗口"), 1);

    gov_snapshot_close(&snap);
}


/* a department is shown whole in what names it: its texts change that, too */

static void
test_embedded_texts_follow_the_clock(void **state)
{
    char           path[512];
    gov_snapshot_t snap;

    test_write("departments", "[{'id':'office','title':'部门'," EVIDENCE
                              ",'summary':'费率 {{rate}}'}]");
    test_write("knowledge",
               "[{'id':'k','title':'问题'," EVIDENCE
               ",'topic':['t000'],'question':'怎么办?','answer':'这样办。',"
               "'shortAnswer':'这样办。','department':'office'}]");
    test_build("embedded", NULL, 1, path);
    test_map(path, &snap);

    assert_int_equal(test_says(&snap, "/v1/knowledge/k", "2025-12-31", "8%"),
                     1);
    assert_int_equal(test_says(&snap, "/v1/knowledge/k", "2026-01-01", "8%"),
                     0);
    assert_int_equal(test_says(&snap, "/v1/knowledge/k", "2026-01-01", "9%"),
                     1);

    gov_snapshot_close(&snap);
}


static void
test_documents_come_and_go(void **state)
{
    char           path[512];
    gov_snapshot_t snap;

    test_build("gone", NULL, 1, path);
    test_map(path, &snap);

    assert_int_equal(test_says(&snap, "/v1/topics/t001", "2026-05-31", ""),
                     -1);
    assert_int_equal(test_says(&snap, "/v1/topics/t001", "2026-06-01", "t001"),
                     1);
    assert_int_equal(test_says(&snap, "/v1/topics/t001", "2026-06-30", "t001"),
                     1);
    assert_int_equal(test_says(&snap, "/v1/topics/t001", "2026-07-01", ""),
                     -1);

    /* order 119 down to 0: t119 is first, t001 on the last page */

    assert_int_equal(test_says(&snap, "/v1/topics", "2026-06-15", "\"t119\""),
                     1);
    assert_int_equal(test_says(&snap, "/v1/topics", "2026-06-15", "\"t001\""),
                     0);

    gov_snapshot_close(&snap);
}


static void
test_every_key_is_found_and_no_other(void **state)
{
    char               path[512], other[GOV_KEY_MAX + 1];
    unsigned           n;
    gov_str_t          key;
    gov_snapshot_t     snap;
    const gov_reply_t *reply;

    test_build("keys", NULL, 1, path);
    test_map(path, &snap);
    n = 0;

    for (reply = gov_snapshot_next(&snap, NULL); reply != NULL;
         reply = gov_snapshot_next(&snap, reply))
    {
        key = gov_reply_key(reply);
        assert_ptr_equal(gov_snapshot_find(&snap, key), reply);

        memcpy(other, key.data, key.len);
        other[key.len - 1] ^= 1;

        if (gov_snapshot_find(&snap, (gov_str_t){ other, key.len }) != NULL) {
            assert_ptr_not_equal(
                gov_snapshot_find(&snap, (gov_str_t){ other, key.len }),
                reply);
        }

        n++;
    }

    assert_int_equal(n, snap.nreplies);
    assert_true(n >= 123);
    assert_null(gov_snapshot_find(&snap, gov_str("")));
    gov_snapshot_close(&snap);
}


static void
test_the_same_bytes_on_any_way(void **state)
{
    char           one[512], two[512], three[512];
    char          *a, *b, *c;
    size_t         na, nb, nc;
    gov_snapshot_t snap;

    test_build("one", NULL, 1, one);
    test_build("two", NULL, 3, two);

    test_map(one, &snap);
    test_build("three", &snap, 2, three);
    gov_snapshot_close(&snap);

    a = test_read(one, &na);
    b = test_read(two, &nb);
    c = test_read(three, &nc);

    assert_int_equal(na, nb);
    assert_int_equal(na, nc);
    assert_memory_equal(a, b, na);
    assert_memory_equal(a, c, na);

    free(a);
    free(b);
    free(c);
}


/* offset, bytes put there, and what the refusal says */

static void
test_damage_is_refused(void **state)
{
    char           path[512], err[256], *data, *copy;
    size_t         i, len, step;
    gov_snapshot_t snap;

    static const struct {
        size_t      off;
        const char *bytes;
        size_t      n;
        const char *says;
    } cases[] = {
        { 0, "X", 1, "not a generation" },
        { 8, "\1\2\3\4", 4, "byte order" },
        { 12, "\0\0", 2, "format 0" },
        { 12, "\2\0", 2, "format 2" },
        { 16, "\1", 1, "truncated or grown" },
        { 24, "\0\0\0\0", 4, "checksum" },
        { 14, "\377\377", 2, "checksum" },
    };

    test_build("damage", NULL, 1, path);
    data = test_read(path, &len);
    copy = malloc(len);

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memcpy(copy, data, len);
        memcpy(copy + cases[i].off, cases[i].bytes, cases[i].n);
        assert_int_equal(gov_snapshot_open(&snap, copy, len,
                                           GOV_SNAPSHOT_VERIFY, err,
                                           sizeof(err)),
                         -1);

        if (strstr(err, cases[i].says) == NULL) {
            fail_msg("%zu: \"%s\" does not say \"%s\"", i, err, cases[i].says);
        }
    }

    /* any bit anywhere, any length */

    step = len / 997 + 1;

    for (i = 0; i < len; i += step) {
        memcpy(copy, data, len);
        copy[i] = (char)(copy[i] ^ (1 << i % 8));
        assert_int_equal(gov_snapshot_open(&snap, copy, len,
                                           GOV_SNAPSHOT_VERIFY, err,
                                           sizeof(err)),
                         -1);
        assert_int_equal(gov_snapshot_open(&snap, data, i, GOV_SNAPSHOT_VERIFY,
                                           err, sizeof(err)),
                         -1);
    }

    free(copy);
    free(data);
}


static void
test_unknown_sections_are_passed_over(void **state)
{
    char           path[512], err[256], *data;
    size_t         len;
    uint16_t       i;
    gov_header_t  *header;
    gov_section_t *sections;
    gov_snapshot_t snap;

    test_build("unknown", NULL, 1, path);
    data = test_read(path, &len);
    header = (gov_header_t *)(void *)data;
    sections = (gov_section_t *)(void *)(header + 1);

    /* the town section becomes one of a later program */

    for (i = 0; i < header->nsections; i++) {
        if (sections[i].tag == GOV_TAG_TOWN) {
            sections[i].tag = GOV_TAG('N', 'E', 'W', '!');
        }
    }

    assert_int_equal(gov_snapshot_open(&snap, data, len, 0, err, sizeof(err)),
                     0);
    assert_int_equal(snap.ntowns, 0);
    assert_non_null(gov_snapshot_find(&snap, gov_str("/v1/topics")));

    /* without the path index there are no routes, and no crash */

    for (i = 0; i < header->nsections; i++) {
        if (sections[i].tag == GOV_TAG_PATH) {
            sections[i].version = 99;
        }
    }

    assert_int_equal(gov_snapshot_open(&snap, data, len, 0, err, sizeof(err)),
                     0);
    assert_null(gov_snapshot_find(&snap, gov_str("/v1/topics")));

    free(data);
}


static void
test_index_of_many_keys(void **state)
{
    size_t                  i, n;
    gov_buf_t               out = GOV_BUF_INIT;
    gov_index_key_t        *keys;
    const gov_path_index_t *index;

    n = 50000;
    keys = calloc(n, sizeof(gov_index_key_t));

    for (i = 0; i < n; i++) {
        char text[32];

        keys[i].len = (size_t)sprintf(text, "/v1/x/%zu", i);
        keys[i].key = strdup(text);
        keys[i].off = i + 1;
    }

    assert_int_equal(gov_index_build(keys, n, &out), 0);
    assert_int_equal(out.len, gov_index_size(n));
    index = (const gov_path_index_t *)(void *)out.data;

    for (i = 0; i < n; i++) {
        uint64_t hash = gov_hash64(keys[i].key, keys[i].len, index->seed);
        const uint32_t   *d = (const uint32_t *)(index + 1);
        const gov_slot_t *slots =
            (const gov_slot_t *)((const char *)d
                                 + gov_align(index->nbuckets * 4ul, 8));
        const gov_slot_t *slot = &slots[gov_path_slot(
            hash, d[gov_path_bucket(hash, index->nbuckets)], index->nslots)];

        assert_int_equal(slot->hash, hash);
        assert_int_equal(slot->off, i + 1);
    }

    /* the same key twice cannot be told apart */

    free((void *)(uintptr_t)keys[1].key);
    keys[1].key = strdup(keys[0].key);
    keys[1].len = keys[0].len;
    out.len = 0;
    assert_int_equal(gov_index_build(keys, n, &out), -1);

    for (i = 0; i < n; i++) {
        free((void *)(uintptr_t)keys[i].key);
    }

    free(keys);
    gov_buf_free(&out);
}


static int
test_setup(void **state)
{
    static char dir[] = "/tmp/gov-snapshot-XXXXXX";

    test_dir = mkdtemp(dir);
    assert_non_null(test_dir);
    test_write("parameters", test_parameters);
    test_write_topics(120);

    return 0;
}


static int
test_teardown(void **state)
{
    char command[512];

    snprintf(command, sizeof(command), "rm -rf %s %s.*", test_dir, test_dir);

    return system(command);
}


int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_follow_the_clock),
        cmocka_unit_test(test_embedded_texts_follow_the_clock),
        cmocka_unit_test(test_documents_come_and_go),
        cmocka_unit_test(test_every_key_is_found_and_no_other),
        cmocka_unit_test(test_the_same_bytes_on_any_way),
        cmocka_unit_test(test_damage_is_refused),
        cmocka_unit_test(test_unknown_sections_are_passed_over),
        cmocka_unit_test(test_index_of_many_keys),
    };

    return cmocka_run_group_tests(tests, test_setup, test_teardown);
}
