/*
 * A tree without faults, and one fault planted in it at a time.
 */

#include "gov_test.h"

#include "../../ngx_gov_module/content/gov_lint.h"
#include "test_lint_faults.h"


static void
write_base(const char *dir, int but, const char *instead)
{
    int  kind;
    char name[64], *text;

    for (kind = 0; kind < GOV_KIND_MAX; kind++) {
        snprintf(name, sizeof(name), "%s/base.json", gov_kinds[kind].name);
        text = gov_test_json(kind == but ? instead : base[kind]);
        gov_test_write(dir, name, text, strlen(text));
        free(text);
    }
}


/*
 * The kind's text with the fault in place of what it replaces.  *line is
 * where '@' stood in the fault: the line that must be named.
 */

static char *
plant(const fault_t *fault, unsigned *line)
{
    char       *text, *p;
    size_t      before;
    const char *at, *old;

    old = base[fault->kind];
    at = strstr(old, fault->find);

    if (at == NULL) {
        fail_msg("nothing to replace: %s", fault->find);
    }

    before = (size_t)(at - old);

    if (asprintf(&text, "%.*s%s%s", (int)before, old, fault->put,
                 at + strlen(fault->find))
        == -1)
    {
        fail_msg("no memory");
    }

    p = strchr(text, '@');
    if (p == NULL) {
        fail_msg("no @ in %s", fault->put);
    }

    memmove(p, p + 1, strlen(p));

    for (*line = 1; p > text; p--) {
        *line += p[-1] == '\n';
    }

    return text;
}


static void
lint(const char *dir, gov_report_t *report)
{
    gov_content_t *content;

    content = gov_content_load(dir, report);
    assert_non_null(content);
    gov_lint(content, report);
    gov_report_sort(report);
    gov_content_free(content);
}


static void
a_tree_without_faults_has_an_empty_report(void **state)
{
    char        *dir;
    gov_arena_t *arena;
    gov_report_t report;

    (void)state;

    dir = gov_test_dir();
    arena = gov_arena_new();
    gov_report_init(&report, arena);

    write_base(dir, -1, NULL);
    lint(dir, &report);
    gov_report_print(&report, stderr);
    assert_int_equal(report.n, 0);

    gov_report_done(&report);
    gov_arena_free(arena);
    gov_test_remove(dir);
}


static bool
is_named(const char *dir, const fault_t *fault)
{
    bool                ok;
    char               *text, file[512];
    unsigned            line;
    gov_arena_t        *arena;
    gov_report_t        report;
    gov_report_entry_t *entry;

    arena = gov_arena_new();
    gov_report_init(&report, arena);

    text = plant(fault, &line);
    write_base(dir, fault->kind, text);
    lint(dir, &report);

    snprintf(file, sizeof(file), "%s/%s/base.json", dir,
             gov_kinds[fault->kind].name);
    entry = report.entries;

    ok = report.n == 1 && strcmp(entry->file, file) == 0 && entry->line == line
         && entry->severity == fault->severity
         && strstr(entry->reason, fault->reason) != NULL;

    if (!ok) {
        fprintf(stderr, "planted %s, expected one entry, line %u: %s; got:\n",
                fault->put, line, fault->reason);
        gov_report_print(&report, stderr);
    }

    free(text);
    gov_report_done(&report);
    gov_arena_free(arena);

    return ok;
}


static void
every_planted_fault_is_named_at_its_line_and_nothing_else(void **state)
{
    char  *dir;
    size_t i, missed;

    (void)state;

    dir = gov_test_dir();
    missed = 0;

    for (i = 0; i < nfaults; i++) {
        missed += !is_named(dir, &faults[i]);
    }

    gov_test_remove(dir);
    assert_int_equal(missed, 0);
}


static void
all_faults_of_a_tree_come_in_one_run(void **state)
{
    char        *dir;
    size_t       i, lines;
    gov_arena_t *arena;
    gov_report_t report;

    (void)state;

    dir = gov_test_dir();
    arena = gov_arena_new();
    gov_report_init(&report, arena);

    write_base(dir, GOV_KIND_DEPARTMENT,
               "[{'id': 'hr',\n'title': ' x',\n'version': 0,\n'sample': 1,\n"
               "'status': 'maybe',\n'source': '',\n'checkedOn': 'today',\n"
               "'summary': ['a'],\n'phone': 5,\n'url': 'http://x'},\n"
               "{'id': 'police'}]");
    lint(dir, &report);

    /* one a line of the first document, what is missing in the second */

    lines = 0;

    for (i = 0; i < report.n && i < 9; i++) {
        lines += report.entries[i].line == i + 2;
    }

    assert_int_equal(lines, 9);
    assert_int_equal(report.n, 9 + 7);
    assert_int_equal(report.entries[15].line, 11);

    gov_report_done(&report);
    gov_arena_free(arena);
    gov_test_remove(dir);
}


static void
a_list_is_looked_at_up_to_its_limit(void **state)
{
    char          *text, *p;
    size_t         i;
    gov_arena_t   *arena;
    gov_report_t   report;
    gov_content_t *content;

    (void)state;

    arena = gov_arena_new();
    gov_report_init(&report, arena);

    text = malloc(64 * 1024);
    p = text + sprintf(text, "{\"id\":\"a\",\n\"keywords\":[");

    for (i = 0; i < GOV_LIST_MAX + 1; i++) {
        p += sprintf(p, "%s\"k%zu\"", i == 0 ? "" : ",", i);
    }

    p += sprintf(p, "]}");

    content = gov_content_parse(GOV_KIND_KNOWLEDGE, "x.json", text,
                                (size_t)(p - text), &report);
    gov_lint(content, &report);
    gov_report_sort(&report);

    assert_int_equal(report.entries[report.n - 1].line, 2);
    assert_non_null(strstr(report.entries[report.n - 1].reason,
                           "\"keywords\" has 501 values, at most 500"));

    gov_content_free(content);
    gov_report_done(&report);
    gov_arena_free(arena);
    free(text);
}


int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_without_faults_has_an_empty_report),
        cmocka_unit_test(
            every_planted_fault_is_named_at_its_line_and_nothing_else),
        cmocka_unit_test(all_faults_of_a_tree_come_in_one_run),
        cmocka_unit_test(a_list_is_looked_at_up_to_its_limit),
    };

    return cmocka_run_group_tests_name("lint", tests, NULL, NULL);
}
