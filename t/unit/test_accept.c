/*
 * Content negotiation and entity tags, as RFC 9110 has them.
 */

#include "gov_test.h"

#include "../../ngx_gov_module/core/gov_accept.h"


#define IDENTITY 1
#define GZIP     2
#define BR       4
#define ALL      (IDENTITY | GZIP | BR)


static void
test_coding_table(void **state)
{
    size_t i;
    static const struct {
        const char *header;
        unsigned    available;
        int         coding;
    } cases[] = {
        { NULL, ALL, 0 },
        { "", ALL, 0 },
        { "br", ALL, 2 },
        { "BR", ALL, 2 },
        { "gzip", ALL, 1 },
        { "x-gzip", ALL, 1 },
        { "gzip, br", ALL, 2 },
        { "br, gzip", ALL, 2 },
        { "gzip, deflate, br, zstd", ALL, 2 },
        { "gzip, br", IDENTITY | GZIP, 1 },
        { "gzip, br", IDENTITY, 0 },
        { "gzip;q=0.9, br;q=0.8", ALL, 1 },
        { "gzip;q=0.5,br;q=0.4", ALL, 1 },
        { "gzip ; q=0.5 , br ; q=0.51", ALL, 2 },
        { "br;q=0", ALL, 0 },
        { "br;q=0, gzip", ALL, 1 },
        { "*", ALL, 2 },
        { "*;q=0.1, gzip;q=0.2", ALL, 1 },
        { "*;q=0", ALL, GOV_ACCEPT_NONE },
        { "identity;q=0", ALL, GOV_ACCEPT_NONE },
        { "identity;q=0, gzip", ALL, 1 },
        { "identity;q=0, gzip", IDENTITY, GOV_ACCEPT_NONE },
        { "*;q=0, gzip;q=0.001", ALL, 1 },
        { "*;q=0, identity;q=0.5", ALL, 0 },
        { "identity, gzip;q=0.5", ALL, 0 },
        { "identity;q=0.5, gzip;q=0.5", ALL, 1 },
        { "deflate", ALL, 0 },
        { "deflate, *;q=0", ALL, GOV_ACCEPT_NONE },
        { "gzip;q=1.5, br;q=0.1", ALL, 2 },
        { "gzip;q=, br;q=0.1", ALL, 2 },
        { "gzip;level=9, br;q=0.1", ALL, 2 },
        { "gzip;q=0.0000, br;q=0.1", ALL, 2 },
        { ",,, gzip ,,", ALL, 1 },
        { "g zip, \"br\", ;q=1", ALL, 0 },
        { "gzip;q=1.000", ALL, 1 },
        { "gzip;Q=0.5", ALL, 1 },
    };

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int coding =
            gov_accept_coding(gov_str_z(cases[i].header), cases[i].available);

        if (coding != cases[i].coding) {
            fail_msg("\"%s\" of %x: %d, not %d", cases[i].header,
                     cases[i].available, coding, cases[i].coding);
        }
    }
}


static void
test_etag_table(void **state)
{
    size_t i;
    static const struct {
        const char *header;
        bool        weak;
        bool        matches;
    } cases[] = {
        { "\"a\"", true, true },
        { "\"a\"", false, true },
        { "W/\"a\"", true, true },
        { "W/\"a\"", false, false },
        { "*", true, true },
        { "*", false, true },
        { " *", false, true },
        { "\"b\", \"a\"", true, true },
        { "\"b\",W/\"a\"", true, true },
        { "\"b\",W/\"a\"", false, false },
        { "\"b\"", true, false },
        { "a", true, false },
        { "\"a", true, false },
        { "", true, false },
        { "\"a,b\", \"a\"", true, true },
        { "w/\"a\"", true, false },
        { "\"\", \"a\"", true, true },
        { ", \"a\"", true, true },
    };

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (gov_accept_etag(gov_str_z(cases[i].header), gov_str("\"a\""),
                            cases[i].weak)
            != cases[i].matches)
        {
            fail_msg("%s, %s", cases[i].header,
                     cases[i].weak ? "weak" : "strong");
        }
    }
}


int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_coding_table),
        cmocka_unit_test(test_etag_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
