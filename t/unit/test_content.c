#include "gov_test.h"

#include <fcntl.h>

#include "../../ngx_gov_module/content/gov_content.h"
#include "../../ngx_gov_module/core/gov_time.h"


typedef struct {
    char          *dir;
    gov_arena_t   *arena;
    gov_report_t   report;
    gov_content_t *content;
} tree_t;


static int
setup(void **state)
{
    tree_t *tree;

    tree = calloc(1, sizeof(tree_t));
    tree->dir = gov_test_dir();
    tree->arena = gov_arena_new();
    gov_report_init(&tree->report, tree->arena);
    *state = tree;

    return 0;
}


static int
teardown(void **state)
{
    tree_t *tree;

    tree = *state;
    gov_content_free(tree->content);
    gov_report_done(&tree->report);
    gov_arena_free(tree->arena);
    gov_test_remove(tree->dir);
    free(tree);

    return 0;
}


static void
put(tree_t *tree, const char *name, const char *text)
{
    char *json;

    json = gov_test_json(text);
    gov_test_write(tree->dir, name, json, strlen(json));
    free(json);
}


static void
load(tree_t *tree)
{
    tree->content = gov_content_load(tree->dir, &tree->report);
    gov_report_sort(&tree->report);
}


/* The report's entry n is this one. */

static void
expect(tree_t *tree, size_t n, const char *name, unsigned line,
       const char *reason)
{
    char                file[512];
    gov_report_entry_t *entry;

    snprintf(file, sizeof(file), "%s/%s", tree->dir, name);
    assert_true(n < tree->report.n);
    entry = &tree->report.entries[n];

    assert_string_equal(entry->file, file);
    assert_int_equal(entry->line, line);

    if (strstr(entry->reason, reason) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", entry->reason, reason);
    }
}


static void
documents_come_by_kind_and_then_by_id(void **state)
{
    tree_t          *tree;
    gov_content_t   *content;
    const gov_doc_t *doc;

    tree = *state;
    put(tree, "items/b.json", "[{'id': 'z'}, {'id': 'b'}]");
    put(tree, "items/a.json", "{'id': 'm'}");
    put(tree, "topics/a.json", "{'id': 'z'}");
    load(tree);

    content = tree->content;
    assert_non_null(content);
    assert_int_equal(tree->report.n, 0);
    assert_int_equal(content->ndocs, 4);
    assert_string_equal(content->docs[0].id, "z");
    assert_int_equal(content->docs[0].kind, GOV_KIND_TOPIC);
    assert_string_equal(content->docs[1].id, "b");
    assert_int_equal(content->docs[1].index, 1);
    assert_string_equal(content->docs[2].id, "m");
    assert_int_equal(content->docs[2].index, -1);
    assert_int_equal(content->first[GOV_KIND_ITEM], 1);
    assert_int_equal(content->first[GOV_KIND_ITEM + 1], 4);
    assert_int_equal(content->first[GOV_KIND_MAX], 4);

    doc = gov_content_find(content, GOV_KIND_ITEM, "m");
    assert_ptr_equal(doc, &content->docs[2]);
    assert_null(gov_content_find(content, GOV_KIND_ITEM, "n"));
    assert_null(gov_content_find(content, GOV_KIND_TOWN, "m"));
}


static void
validity_runs_from_midnight_to_the_end_of_the_last_day(void **state)
{
    tree_t *tree;

    tree = *state;
    put(tree, "items/a.json",
        "[{'id': 'a', 'validFrom': '1970-01-02', 'validTo': '1970-01-02'},"
        "{'id': 'b'}]");
    load(tree);

    assert_int_equal(tree->report.n, 0);
    assert_int_equal(tree->content->docs[0].valid_from, 57600);
    assert_int_equal(tree->content->docs[0].valid_to, 57600 + 86400);
    assert_true(tree->content->docs[1].valid_from == GOV_TIME_MIN);
    assert_true(tree->content->docs[1].valid_to == GOV_TIME_MAX);
}


static void
wrong_validity_is_reported_at_its_line(void **state)
{
    tree_t *tree;

    tree = *state;
    put(tree, "items/a.json",
        "[{'id': 'a',\n'validFrom': '2026-02-30'},\n"
        "{'id': 'b', 'validFrom': '2026-01-02',\n'validTo': '2026-01-01'},\n"
        "{'id': 'c',\n\n'validTo': 3}]");
    load(tree);

    assert_int_equal(tree->report.n, 3);
    expect(tree, 0, "items/a.json", 2, "\"validFrom\" must be a day");
    expect(tree, 1, "items/a.json", 4, "\"validTo\" is before");
    expect(tree, 2, "items/a.json", 7, "\"validTo\" must be a day");
    assert_int_equal(tree->content->ndocs, 3);
}


static void
documents_without_a_proper_id_are_reported_and_left_out(void **state)
{
    tree_t *tree;

    tree = *state;
    put(tree, "items/a.json",
        "[{'id': 'good'},\n{'id': 'Bad'},\n{},\n7,\n{'id': ''},\n"
        "{'id': '-a'},\n{'id': 'a-'},\n{'id': 5},\n"
        "{'id':\n'"
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aaaa'}]");
    load(tree);

    assert_int_equal(tree->report.n, 8);
    expect(tree, 0, "items/a.json", 2, "\"id\" must be");
    expect(tree, 1, "items/a.json", 3, "no \"id\"");
    expect(tree, 2, "items/a.json", 4, "must be an object");
    expect(tree, 7, "items/a.json", 10, "\"id\" must be");
    assert_int_equal(tree->content->ndocs, 1);
}


static void
an_id_that_is_taken_is_reported_where_it_stands_again(void **state)
{
    tree_t *tree;

    tree = *state;
    put(tree, "items/a.json", "[{'id': 'x'},\n{'id': 'y'},\n{'id': 'x'}]");
    put(tree, "items/b.json", "{\n'title': '',\n'id': 'y'}");
    put(tree, "topics/a.json", "{'id': 'x'}");
    load(tree);

    assert_int_equal(tree->report.n, 2);
    expect(tree, 0, "items/a.json", 3, "already taken in");
    expect(tree, 1, "items/b.json", 3, "items/a.json");
    assert_int_equal(tree->content->ndocs, 3);
    assert_int_equal(
        gov_content_find(tree->content, GOV_KIND_ITEM, "x")->index, 0);
}


static void
one_bad_file_does_not_hide_the_next(void **state)
{
    tree_t *tree;

    tree = *state;
    put(tree, "items/a.json", "{'id': 'x'");
    put(tree, "items/b.json", "{'id': 'y',\n'id': 'z'}");
    put(tree, "items/c.json", "{'id': 'fine'}");
    gov_test_write(tree->dir, "items/d.json", "\xef\xbb\xbf{}", 5);
    gov_test_write(tree->dir, "items/e.json", "{\"id\":\n\"\xe9\"}", 11);
    load(tree);

    assert_int_equal(tree->report.n, 4);
    expect(tree, 0, "items/a.json", 1, "expected");
    expect(tree, 1, "items/b.json", 2, "duplicate");
    expect(tree, 2, "items/d.json", 1, "byte order mark");
    expect(tree, 3, "items/e.json", 2, "not UTF-8");
    assert_int_equal(tree->content->ndocs, 1);
}


static void
only_known_folders_and_json_files_belong_in_a_tree(void **state)
{
    tree_t *tree;

    tree = *state;
    put(tree, "items/notes.txt", "x");
    put(tree, "items/.hidden", "x");
    put(tree, "items/.json", "x");
    put(tree, "recipes/a.json", "{'id': 'x'}");
    put(tree, ".git/a.json", "x");
    put(tree, "README.md", "x");
    load(tree);

    assert_int_equal(tree->report.n, 3);
    expect(tree, 0, "README.md", 0, "unknown name");
    expect(tree, 1, "items/notes.txt", 0, "unknown file");
    expect(tree, 2, "recipes", 0, "unknown name");
}


static void
what_cannot_be_read_is_said_with_the_reason(void **state)
{
    int     fd;
    char    path[512], loop[512];
    tree_t *tree;

    tree = *state;
    put(tree, "items/.keep", "");

    snprintf(path, sizeof(path), "%s/items/dir.json", tree->dir);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(loop, sizeof(loop), "%s/items/loop.json", tree->dir);
    assert_int_equal(symlink("loop.json", loop), 0);
    snprintf(path, sizeof(path), "%s/items/pipe.json", tree->dir);
    assert_int_equal(mkfifo(path, 0600), 0);
    snprintf(path, sizeof(path), "%s/items/gone.json", tree->dir);
    assert_int_equal(symlink("nowhere", path), 0);
    snprintf(path, sizeof(path), "%s/items/huge.json", tree->dir);
    fd = open(path, O_CREAT | O_WRONLY, 0600);
    assert_int_equal(ftruncate(fd, GOV_DOC_MAX + 1), 0);
    close(fd);
    snprintf(path, sizeof(path), "%s/towns", tree->dir);
    fd = open(path, O_CREAT | O_WRONLY, 0600);
    close(fd);

    load(tree);

    assert_int_equal(tree->report.n, 6);
    expect(tree, 0, "items/dir.json", 0, "not a regular file");
    expect(tree, 1, "items/gone.json", 0, "No such file");
    expect(tree, 2, "items/huge.json", 0, "too large");
    expect(tree, 3, "items/loop.json", 0, "Too many levels");
    expect(tree, 4, "items/pipe.json", 0, "not a regular file");
    expect(tree, 5, "towns", 0, "Not a directory");
}


static void
a_tree_that_is_not_there_is_no_content(void **state)
{
    tree_t *tree;

    tree = *state;
    tree->content = gov_content_load("/nonexistent/tree", &tree->report);

    assert_null(tree->content);
    assert_int_equal(tree->report.nerrors, 1);
    assert_non_null(strstr(tree->report.entries[0].reason, "No such file"));
}


static void
an_empty_tree_is_content_without_documents(void **state)
{
    tree_t *tree;

    tree = *state;
    put(tree, "items/a.json", "[]");
    load(tree);

    assert_non_null(tree->content);
    assert_int_equal(tree->content->ndocs, 0);
    assert_int_equal(tree->report.nerrors, 0);
    assert_int_equal(tree->report.nwarnings, 1);
    assert_null(gov_content_find(tree->content, GOV_KIND_ITEM, "a"));
}


static void
a_slash_behind_the_directory_is_not_repeated(void **state)
{
    char    dir[512];
    tree_t *tree;

    tree = *state;
    put(tree, "items/a.json", "{'id': 'a'}");
    snprintf(dir, sizeof(dir), "%s//", tree->dir);
    tree->content = gov_content_load(dir, &tree->report);

    snprintf(dir, sizeof(dir), "%s/items/a.json", tree->dir);
    assert_string_equal(tree->content->docs[0].file, dir);
}


static void
a_buffer_is_loaded_like_a_file(void **state)
{
    tree_t     *tree;
    const char *text;

    tree = *state;
    text = "[{\"id\":\"b\"},\n{\"id\":\"a\"},\n{\"id\":\"b\"}]";
    tree->content = gov_content_parse(GOV_KIND_TOPIC, "x.json", text,
                                      strlen(text), &tree->report);

    assert_int_equal(tree->content->ndocs, 2);
    assert_string_equal(tree->content->docs[0].id, "a");
    assert_int_equal(tree->report.n, 1);
    assert_int_equal(tree->report.entries[0].line, 3);
    assert_string_equal(tree->report.entries[0].file, "x.json");
}


#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(documents_come_by_kind_and_then_by_id),
        TEST(validity_runs_from_midnight_to_the_end_of_the_last_day),
        TEST(wrong_validity_is_reported_at_its_line),
        TEST(documents_without_a_proper_id_are_reported_and_left_out),
        TEST(an_id_that_is_taken_is_reported_where_it_stands_again),
        TEST(one_bad_file_does_not_hide_the_next),
        TEST(only_known_folders_and_json_files_belong_in_a_tree),
        TEST(what_cannot_be_read_is_said_with_the_reason),
        TEST(a_tree_that_is_not_there_is_no_content),
        TEST(an_empty_tree_is_content_without_documents),
        TEST(a_slash_behind_the_directory_is_not_repeated),
        TEST(a_buffer_is_loaded_like_a_file),
    };

    return cmocka_run_group_tests_name("content", tests, NULL, NULL);
}
