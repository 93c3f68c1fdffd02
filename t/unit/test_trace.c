/*
 * Trace ids and traceparent (W3C Trace Context).
 */

#include "gov_test.h"

#include "../../ngx_gov_module/core/gov_trace.h"


#define ID "4bf92f3577b34da6a3ce929d0e0e4736"


static void
test_parent_table(void **state)
{
    size_t i;
    static const struct {
        const char *header;
        bool        valid;
    } cases[] = {
        { "00-" ID "-00f067aa0ba902b7-01", true },
        { "00-" ID "-00f067aa0ba902b7-00", true },
        { "01-" ID "-00f067aa0ba902b7-01-more", true },
        { "00-" ID "-00f067aa0ba902b7-01-more", false },
        { "01-" ID "-00f067aa0ba902b7-01more", false },
        { "ff-" ID "-00f067aa0ba902b7-01", false },
        { "00-" ID "-0000000000000000-01", false },
        { "00-00000000000000000000000000000000-00f067aa0ba902b7-01", false },
        { "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false },
        { "00-" ID "-00f067aa0ba902b7-0", false },
        { "00-" ID "_00f067aa0ba902b7-01", false },
        { "", false },
        { "0g-" ID "-00f067aa0ba902b7-01", false },
    };

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char id[GOV_TRACE_LEN], flags[2];

        if (gov_trace_parse(gov_str_z(cases[i].header), id, flags)
            != cases[i].valid) {
            fail_msg("%s", cases[i].header);
        }

        if (cases[i].valid) {
            assert_memory_equal(id, ID, GOV_TRACE_LEN);
        }
    }
}


static void
test_ids_differ_and_are_hex(void **state)
{
    int         i;
    char        id[GOV_TRACE_LEN], last[GOV_TRACE_LEN];
    size_t      k;
    gov_trace_t trace;

    memset(last, 0, sizeof(last));
    assert_true(gov_trace_init(&trace));

    for (i = 0; i < 10000; i++) {
        gov_trace_make(&trace, id);
        assert_memory_not_equal(id, last, sizeof(id));
        memcpy(last, id, sizeof(id));

        for (k = 0; k < sizeof(id); k++) {
            assert_non_null(memchr("0123456789abcdef", id[k], 16));
        }
    }
}


int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parent_table),
        cmocka_unit_test(test_ids_differ_and_are_hex),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
