#include "gov_test.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>

#include <jansson.h>

#include "../../ngx_gov_module/content/gov_lint.h"
#include "../../ngx_gov_module/sample/gov_sample.h"
#include "../../ngx_gov_module/content/gov_schema.h"


/* A tree on disk, and parsed: of each kind the documents by id. */

typedef struct {
    char   *dir;
    json_t *kinds[GOV_KIND_MAX];
} test_tree_t;

static const gov_sample_t test_full = { 118, 2711, 1500, 700, 7 };
static const gov_sample_t test_small = { 12, 60, 250, 50, 7 };


static int
test_write(const gov_sample_t *sample, const char *dir, char *reason)
{
    int          rc;
    gov_arena_t *arena;
    gov_report_t report;

    arena = gov_arena_new();
    gov_report_init(&report, arena);

    rc = gov_sample_write(sample, dir, &report);

    assert_int_equal(report.nerrors != 0, rc == -1);

    if (reason != NULL) {
        snprintf(reason, 200, "%s",
                 report.n == 0 ? "" : report.entries[0].reason);
    }

    gov_report_done(&report);
    gov_arena_free(arena);

    return rc;
}


static int
test_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}


static void
test_read_kind(test_tree_t *tree, int kind)
{
    int             i, n;
    char            path[600], file[900];
    size_t          j;
    json_t         *root, *doc;
    const char     *id;
    struct dirent **names;

    snprintf(path, sizeof(path), "%s/%s", tree->dir, gov_kinds[kind].name);

    n = scandir(path, &names, test_visible, alphasort);
    assert_true(n >= 0);

    tree->kinds[kind] = json_object();

    for (i = 0; i < n; i++) {
        snprintf(file, sizeof(file), "%s/%s", path, names[i]->d_name);
        free(names[i]);

        root = json_load_file(file, JSON_REJECT_DUPLICATES, NULL);
        assert_true(json_is_array(root));
        assert_in_range(json_array_size(root), 1, 100);

        json_array_foreach(root, j, doc)
        {
            id = json_string_value(json_object_get(doc, "id"));
            assert_non_null(id);
            assert_null(json_object_get(tree->kinds[kind], id));
            json_object_set(tree->kinds[kind], id, doc);
        }

        json_decref(root);
    }

    free(names);
}


static void
test_make(test_tree_t *tree, const gov_sample_t *sample)
{
    int kind;

    tree->dir = gov_test_dir();
    assert_int_equal(test_write(sample, tree->dir, NULL), 0);

    for (kind = 0; kind < GOV_KIND_MAX; kind++) {
        test_read_kind(tree, kind);
    }
}


static void
test_end(test_tree_t *tree)
{
    int kind;

    for (kind = 0; kind < GOV_KIND_MAX; kind++) {
        json_decref(tree->kinds[kind]);
    }

    gov_test_remove(tree->dir);
}


static int
test_differ(const char *a, const char *b)
{
    char command[1300];

    snprintf(command, sizeof(command), "diff -rq '%s' '%s' >/dev/null", a, b);

    return system(command);
}


static void
the_same_seed_gives_the_same_bytes(void **state)
{
    char        *a, *b, *c;
    gov_sample_t other;

    (void)state;

    a = gov_test_dir();
    b = gov_test_dir();
    c = gov_test_dir();
    other = test_small;
    other.seed++;

    assert_int_equal(test_write(&test_small, a, NULL), 0);
    assert_int_equal(test_write(&test_small, b, NULL), 0);
    assert_int_equal(test_write(&other, c, NULL), 0);

    assert_int_equal(test_differ(a, b), 0);
    assert_int_not_equal(test_differ(a, c), 0);

    gov_test_remove(a);
    gov_test_remove(b);
    gov_test_remove(c);
}


static size_t
test_count(const test_tree_t *tree, int kind, const char *field,
           const char *value)
{
    size_t      n;
    json_t     *doc;
    const char *id;

    n = 0;

    json_object_foreach(tree->kinds[kind], id, doc)
    {
        n += json_is_true(json_object_get(doc, field))
             || (value != NULL
                 && strcmp(json_string_value(json_object_get(doc, field)),
                           value)
                        == 0);
    }

    return n;
}


static void
the_counts_are_those_asked_for(void **state)
{
    test_tree_t *tree;

    tree = *state;

    assert_int_equal(json_object_size(tree->kinds[GOV_KIND_CHECKLIST]), 118);
    assert_int_equal(json_object_size(tree->kinds[GOV_KIND_ITEM]), 2711);
    assert_int_equal(json_object_size(tree->kinds[GOV_KIND_KNOWLEDGE]), 1500);
    assert_int_equal(json_object_size(tree->kinds[GOV_KIND_PLACE]), 700);
    assert_int_equal(json_object_size(tree->kinds[GOV_KIND_TOWN]), 36);
}


static void
the_checklists_are_of_the_five_classes(void **state)
{
    test_tree_t *tree;

    tree = *state;

    assert_int_equal(
        test_count(tree, GOV_KIND_CHECKLIST, "topic", "social-insurance"), 57);
    assert_int_equal(
        test_count(tree, GOV_KIND_CHECKLIST, "topic", "insurance-switch"), 18);
    assert_int_equal(test_count(tree, GOV_KIND_CHECKLIST, "topic", "business"),
                     30);
    assert_int_equal(test_count(tree, GOV_KIND_CHECKLIST, "topic", "food"), 8);
    assert_int_equal(
        test_count(tree, GOV_KIND_CHECKLIST, "topic", "schooling"), 5);
}


static void
as_many_items_are_city_wide_as_in_the_city(void **state)
{
    size_t      i;
    test_tree_t tree;

    static const size_t counts[][2] = {
        { 1, 0 },       { 2, 1 },       { 60, 29 },
        { 2711, 1300 }, { 2712, 1300 }, { 5422, 2600 },
    };

    (void)state;

    for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        test_make(&tree, &(gov_sample_t){ 0, counts[i][0], 0, 0, i });

        assert_int_equal(json_object_size(tree.kinds[GOV_KIND_ITEM]),
                         counts[i][0]);
        assert_int_equal(test_count(&tree, GOV_KIND_ITEM, "cityWide", NULL),
                         counts[i][1]);
        test_end(&tree);
    }
}


static void test_refs_fields(const test_tree_t *tree, const json_t *object,
                             const gov_field_t *fields);


static void
test_refs_value(const test_tree_t *tree, const json_t *value,
                const gov_field_t *field)
{
    size_t        i;
    const json_t *element;

    if (json_is_array(value)) {
        json_array_foreach(value, i, element)
        {
            test_refs_value(tree, element, field);
        }

    } else if (field->type == GOV_FIELD_REF) {
        assert_non_null(json_object_get(tree->kinds[field->ref],
                                        json_string_value(value)));

    } else if (field->type == GOV_FIELD_OBJECT) {
        test_refs_fields(tree, value, field->fields);
    }
}


static void
test_refs_fields(const test_tree_t *tree, const json_t *object,
                 const gov_field_t *fields)
{
    const json_t *value;

    for (/* void */; fields->name != NULL; fields++) {
        value = json_object_get(object, fields->name);

        if (value != NULL) {
            test_refs_value(tree, value, fields);
        }
    }
}


static void
every_reference_leads_somewhere(void **state)
{
    int          kind;
    json_t      *doc;
    const char  *id;
    test_tree_t *tree;

    tree = *state;

    for (kind = 0; kind < GOV_KIND_MAX; kind++) {
        json_object_foreach(tree->kinds[kind], id, doc)
        {
            test_refs_fields(tree, doc, gov_kinds[kind].fields);
        }
    }
}


static void
no_title_stands_twice(void **state)
{
    size_t       i;
    json_t      *doc, *titles;
    const char  *id, *title;
    test_tree_t *tree;

    static const int kinds[] = { GOV_KIND_KNOWLEDGE, GOV_KIND_ITEM,
                                 GOV_KIND_CHECKLIST, GOV_KIND_PLACE };

    tree = *state;

    for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        titles = json_object();

        json_object_foreach(tree->kinds[kinds[i]], id, doc)
        {
            title = json_string_value(json_object_get(doc, "title"));
            assert_null(json_object_get(titles, title));
            json_object_set_new(titles, title, json_true());
        }

        json_decref(titles);
    }
}


/* All of it says so, and nothing is left to be filled in. */

static void
every_document_is_marked_as_a_sample(void **state)
{
    int          kind;
    char        *text;
    json_t      *doc;
    const char  *id;
    test_tree_t *tree;

    tree = *state;

    for (kind = 0; kind < GOV_KIND_MAX; kind++) {
        json_object_foreach(tree->kinds[kind], id, doc)
        {
            assert_true(json_is_true(json_object_get(doc, "sample")));
            assert_string_equal(
                json_string_value(json_object_get(doc, "status")),
                "illustrative");

            text = json_dumps(doc, JSON_COMPACT);
            assert_null(strchr(text, '$'));
            free(text);
        }
    }
}


/* Short ones, long ones, some that name a parameter, some that are dated. */

static void
knowledge_points_vary(void **state)
{
    char        *text;
    size_t       n, size, sum, least, most, named, dated;
    json_t      *doc;
    const char  *id;
    test_tree_t *tree;

    tree = *state;
    n = json_object_size(tree->kinds[GOV_KIND_KNOWLEDGE]);
    least = SIZE_MAX;
    sum = most = named = dated = 0;

    json_object_foreach(tree->kinds[GOV_KIND_KNOWLEDGE], id, doc)
    {
        text = json_dumps(doc, JSON_COMPACT);
        size = strlen(text);

        sum += size;
        least = size < least ? size : least;
        most = size > most ? size : most;
        named += strstr(text, "{{") != NULL;
        dated += json_object_get(doc, "validFrom") != NULL;

        free(text);
    }

    assert_in_range(sum / n, 2200, 3600);
    assert_true(least < 1200);
    assert_true(most > 5000);
    assert_in_range(named * 100 / n, 6, 14);
    assert_in_range(dated * 100 / n, 2, 8);
}


static void
the_linter_finds_no_fault(void **state)
{
    gov_arena_t   *arena;
    test_tree_t   *tree;
    gov_report_t   report;
    gov_content_t *content;

    tree = *state;
    arena = gov_arena_new();
    gov_report_init(&report, arena);

    content = gov_content_load(tree->dir, &report);
    assert_non_null(content);
    gov_lint(content, &report);

    gov_report_print(&report, stderr);
    assert_int_equal(report.n, 0);

    gov_content_free(content);
    gov_report_done(&report);
    gov_arena_free(arena);
}


static void
small_counts_are_sound(void **state)
{
    size_t      i;
    void       *again;
    test_tree_t tree;

    static const size_t counts[] = { 0, 1, 2, 3, 40 };

    (void)state;

    for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        test_make(&tree, &(gov_sample_t){ counts[i], counts[i], counts[i],
                                          counts[i], 3 });
        again = &tree;
        the_linter_finds_no_fault(&again);
        test_end(&tree);
    }
}


static void
a_missing_directory_is_made(void **state)
{
    char *dir, path[600];

    (void)state;

    dir = gov_test_dir();

    snprintf(path, sizeof(path), "%s/new", dir);
    assert_int_equal(test_write(&test_small, path, NULL), 0);

    snprintf(path, sizeof(path), "%s/missing/new", dir);
    assert_int_equal(test_write(&test_small, path, NULL), -1);

    gov_test_remove(dir);
}


static void
a_directory_with_something_in_it_is_left_alone(void **state)
{
    char *dir, reason[200], path[600];

    (void)state;

    dir = gov_test_dir();
    gov_test_write(dir, "mine", "x", 1);

    assert_int_equal(test_write(&test_small, dir, reason), -1);
    assert_string_equal(reason, "the directory is not empty");

    snprintf(path, sizeof(path), "%s/topics", dir);
    assert_int_equal(access(path, F_OK), -1);

    snprintf(path, sizeof(path), "%s/mine", dir);
    assert_int_equal(test_write(&test_small, path, NULL), -1);

    gov_test_remove(dir);
}


static void
more_than_there_are_words_for_is_refused(void **state)
{
    char *dir, reason[200];

    (void)state;

    dir = gov_test_dir();

    assert_int_equal(
        test_write(&(gov_sample_t){ 0, 1000000, 0, 0, 1 }, dir, reason), -1);
    assert_non_null(strstr(reason, "too many items"));

    assert_int_equal(
        test_write(&(gov_sample_t){ 0, 0, 0, 1000000, 1 }, dir, reason), -1);
    assert_non_null(strstr(reason, "too many places"));

    gov_test_remove(dir);
}


/* A file that cannot grow stands for a disk that is full. */

static void
a_failed_write_is_reported(void **state)
{
    int           rc;
    char         *dir, reason[200];
    struct rlimit limit, before;

    (void)state;

    dir = gov_test_dir();
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);

    limit = before;
    limit.rlim_cur = 20000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);

    rc = test_write(&test_small, dir, reason);

    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);

    assert_int_equal(rc, -1);
    assert_non_null(strstr(reason, "cannot be written"));

    gov_test_remove(dir);
}


static int
test_setup(void **state)
{
    static test_tree_t tree;

    test_make(&tree, &test_full);
    *state = &tree;

    return 0;
}


static int
test_teardown(void **state)
{
    test_end(*state);

    return 0;
}


int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(the_counts_are_those_asked_for),
        cmocka_unit_test(the_checklists_are_of_the_five_classes),
        cmocka_unit_test(as_many_items_are_city_wide_as_in_the_city),
        cmocka_unit_test(every_reference_leads_somewhere),
        cmocka_unit_test(no_title_stands_twice),
        cmocka_unit_test(every_document_is_marked_as_a_sample),
        cmocka_unit_test(knowledge_points_vary),
        cmocka_unit_test(the_linter_finds_no_fault),
        cmocka_unit_test(small_counts_are_sound),
        cmocka_unit_test(a_missing_directory_is_made),
        cmocka_unit_test(a_directory_with_something_in_it_is_left_alone),
        cmocka_unit_test(more_than_there_are_words_for_is_refused),
        cmocka_unit_test(a_failed_write_is_reported),
    };

    return cmocka_run_group_tests(tests, test_setup, test_teardown);
}
