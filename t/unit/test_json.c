#include "gov_test.h"

#include <time.h>

#include "../../ngx_gov_module/core/gov_json.h"


#define DEPTH 4


static void
wrong_text_is_refused_with_line_and_reason(void **state)
{
    size_t           i;
    json_t          *json;
    gov_json_error_t error;

    static const struct {
        const char *text;
        size_t      len; /* 0: up to the NUL */
        unsigned    line;
        const char *reason;
    } wrong[] = {
        { "", 0, 1, "expected" },
        { "\xef\xbb\xbf{}", 0, 1, "byte order mark" },
        { "[1,\n2,\n\"a\xff\"]", 0, 3, "not UTF-8" },
        { "[\"\xc0\x80\"]", 0, 1, "not UTF-8" },
        { "[\"\xed\xa0\x80\"]", 0, 1, "not UTF-8" },
        { "[\"\xf4\x90\x80\x80\"]", 0, 1, "not UTF-8" },
        { "[\n\"\xe4\xb8", 0, 2, "not UTF-8" },
        { "[\n\0]", 4, 2, "NUL" },
        { "{\"a\":\n\"\\u0000\"}", 0, 2, "\\u0000" },
        { "[[[[\n[1]]]]]", 0, 2, "more than 4 levels" },
        { "{\"a\":1,\n\"b\":2,\n\"a\":3}", 0, 3, "duplicate" },
        { "{\"a\":1,\n\"\\u0061\":3}", 0, 2, "duplicate" },
        { "[1,\n2", 0, 2, "expected" },
        { "[1]\n\n[2]", 0, 3, "end of file" },
        { "[\n01]", 0, 2, "" },
        { "[1,\n]", 0, 2, "" },
        { "\"text\"", 0, 1, "expected" },
        { "[\"a\nb\"]", 0, 1, "newline" },
        { "[\n\n1e999]", 0, 3, "overflow" },
        { "[\n99999999999999999999]", 0, 2, "too big" },
    };

    (void)state;

    for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        json = gov_json_parse(
            wrong[i].text, wrong[i].len ? wrong[i].len : strlen(wrong[i].text),
            DEPTH, &error);
        assert_null(json);

        if (error.line != wrong[i].line
            || strstr(error.reason, wrong[i].reason) == NULL)
        {
            fail_msg("%s: line %u, %s", wrong[i].text, error.line,
                     error.reason);
        }
    }
}


static void
a_reason_has_no_control_characters(void **state)
{
    const char      *p;
    gov_json_error_t error;

    (void)state;

    assert_null(gov_json_parse("[\"a\x01\x02\n\"]", 8, DEPTH, &error));

    for (p = error.reason; *p != '\0'; p++) {
        assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
    }
}


static void
the_deepest_nesting_allowed_is_taken(void **state)
{
    json_t          *json;
    gov_json_error_t error;
    const char      *text;

    (void)state;

    /* brackets in strings are no nesting */

    text = "[[[[\"[[[[\\\"[[\"]]]]";

    json = gov_json_parse(text, strlen(text), DEPTH, &error);
    assert_non_null(json);
    json_decref(json);
}


static unsigned
line_of(gov_json_lines_t *lines, const char *key, size_t index,
        const char *field, bool of_key)
{
    gov_json_path_t list, element, last;

    list = (gov_json_path_t){ NULL, key, 0 };
    element = (gov_json_path_t){ &list, NULL, index };
    last = (gov_json_path_t){ &element, field, 0 };

    return gov_json_line(lines, field == NULL ? &element : &last, of_key);
}


static void
a_path_leads_to_the_line_of_its_value_and_key(void **state)
{
    size_t            len;
    const char       *text;
    gov_json_path_t   path;
    gov_json_lines_t *lines;

    (void)state;

    text = "\n{ \"a\": 1,\n"           /* 2 */
           "  \"list\" :\n"            /* 3 */
           "  [ { \"x\":\n"            /* 4 */
           "      \"]}\\\"\" },\n"     /* 5 */
           "    [], {},\n"             /* 6 */
           "    { \"y\": true,\n"      /* 7 */
           "      \"\\u0078\": null\n" /* 8 */
           "    } ],\n"                /* 9 */
           "  \"z\": -1.5e3 }\n";      /* 10 */

    len = strlen(text);
    lines = gov_json_lines_new(text, len);
    assert_non_null(lines);

    assert_int_equal(gov_json_line(lines, NULL, false), 2);

    path = (gov_json_path_t){ NULL, "list", 0 };
    assert_int_equal(gov_json_line(lines, &path, true), 3);
    assert_int_equal(gov_json_line(lines, &path, false), 4);

    path = (gov_json_path_t){ NULL, "z", 0 };
    assert_int_equal(gov_json_line(lines, &path, false), 10);

    assert_int_equal(line_of(lines, "list", 0, NULL, false), 4);
    assert_int_equal(line_of(lines, "list", 0, "x", true), 4);
    assert_int_equal(line_of(lines, "list", 0, "x", false), 5);
    assert_int_equal(line_of(lines, "list", 3, "x", true), 8);
    assert_int_equal(line_of(lines, "list", 3, "y", true), 7);
    assert_int_equal(line_of(lines, "list", 2, NULL, true), 6);

    /* backwards as well, and astray: the last value that was reached */

    assert_int_equal(line_of(lines, "list", 1, NULL, false), 6);
    assert_int_equal(line_of(lines, "list", 3, "no", true), 7);
    assert_int_equal(line_of(lines, "list", 9, "x", false), 4);
    assert_int_equal(line_of(lines, "no", 0, NULL, false), 2);

    gov_json_lines_free(lines);
}


static void
text_that_is_no_json_has_no_lines(void **state)
{
    size_t            i;
    gov_json_lines_t *lines;

    static const char *const wrong[] = { "",       "{",     "[1",
                                         "{\"a\"", "[\"a",  "{\"a\":1,",
                                         "[1 2]",  "[\"\\", "{1:2}",
                                         "[,]",    ":" };

    (void)state;

    for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        lines = gov_json_lines_new(wrong[i], strlen(wrong[i]));
        assert_null(lines);
    }
}


static void
many_questions_about_a_large_text_are_cheap(void **state)
{
    char             *text, *p;
    size_t            i, n;
    clock_t           start;
    gov_json_path_t   element, field;
    gov_json_lines_t *lines;

    (void)state;

    /* 4 MB, a line a document, asked about each */

    n = 100000;
    text = malloc(n * 42 + 16);
    p = text + sprintf(text, "[");

    for (i = 0; i < n; i++) {
        p += sprintf(p, "%s{\"id\":\"%08zu\",\"title\":\"%10s\"}",
                     i == 0 ? "" : ",\n", i, "x");
    }

    p += sprintf(p, "]");

    start = clock();
    lines = gov_json_lines_new(text, (size_t)(p - text));
    assert_non_null(lines);

    for (i = 0; i < n; i++) {
        element = (gov_json_path_t){ NULL, NULL, i };
        field = (gov_json_path_t){ &element, "title", 0 };
        assert_int_equal(gov_json_line(lines, &field, false), i + 1);
    }

    /* an index walked anew for each would take minutes */

    assert_true(clock() - start < 5 * CLOCKS_PER_SEC);

    gov_json_lines_free(lines);
    free(text);
}


int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_text_is_refused_with_line_and_reason),
        cmocka_unit_test(a_reason_has_no_control_characters),
        cmocka_unit_test(the_deepest_nesting_allowed_is_taken),
        cmocka_unit_test(a_path_leads_to_the_line_of_its_value_and_key),
        cmocka_unit_test(text_that_is_no_json_has_no_lines),
        cmocka_unit_test(many_questions_about_a_large_text_are_cheap),
    };

    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
