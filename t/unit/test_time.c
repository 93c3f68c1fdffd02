#include "gov_test.h"

#include "../../ngx_gov_module/core/gov_time.h"


static void
a_day_begins_at_midnight_in_shanghai(void **state)
{
    size_t  i;
    int64_t seconds;

    static const struct {
        const char *day;
        int64_t     seconds;
    } days[] = {
        { "1970-01-01", -28800 },      { "1970-01-02", 57600 },
        { "2000-02-29", 951753600 },   { "2026-01-02", 1767283200 },
        { "1900-01-01", -2209017600 }, { "9999-12-31", 253402185600 },
        { "2024-12-31", 1735574400 },
    };

    (void)state;

    for (i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
        assert_true(gov_time_parse_date(days[i].day, 10, &seconds));
        assert_int_equal(seconds, days[i].seconds);
    }
}


static void
a_day_that_does_not_exist_is_refused(void **state)
{
    size_t  i;
    int64_t seconds;

    static const char *const days[] = {
        "2026-02-29", "1900-02-29",  "2026-04-31", "2026-13-01", "2026-00-01",
        "2026-01-00", "2026-01-32",  "1899-12-31", "2026-1-01",  "2026/01/01",
        "20260101",   "2026-01-01 ", "x026-01-01", "+026-01-01", "",
    };

    (void)state;

    for (i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
        assert_false(gov_time_parse_date(days[i], strlen(days[i]), &seconds));
    }
}


static void
a_date_is_read_from_bytes_without_a_nul(void **state)
{
    char   *bytes;
    int64_t seconds;

    (void)state;

    bytes = malloc(10);
    memcpy(bytes, "2026-01-02", 10);

    assert_true(gov_time_parse_date(bytes, 10, &seconds));
    assert_false(gov_time_parse_date(bytes, 9, &seconds));

    free(bytes);
}


static void
a_clock_time_reaches_to_24_00(void **state)
{
    size_t   i;
    unsigned minutes;

    static const char *const wrong[] = { "24:01", "9:00",  "09:60", "25:00",
                                         "09-00", "09:0a", "",      "09:000" };

    (void)state;

    assert_true(gov_time_parse_clock("00:00", 5, &minutes));
    assert_int_equal(minutes, 0);
    assert_true(gov_time_parse_clock("09:30", 5, &minutes));
    assert_int_equal(minutes, 570);
    assert_true(gov_time_parse_clock("24:00", 5, &minutes));
    assert_int_equal(minutes, 1440);

    for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_false(
            gov_time_parse_clock(wrong[i], strlen(wrong[i]), &minutes));
    }
}


static void
a_second_is_written_as_rfc_3339(void **state)
{
    char out[GOV_TIME_RFC3339_LEN + 1];

    (void)state;

    gov_time_rfc3339(0, out);
    assert_string_equal(out, "1970-01-01T08:00:00+08:00");
    gov_time_rfc3339(-28801, out);
    assert_string_equal(out, "1969-12-31T23:59:59+08:00");
    gov_time_rfc3339(951753600 + 86399, out);
    assert_string_equal(out, "2000-02-29T23:59:59+08:00");
}


static void
times_beyond_the_calendar_are_written_as_its_ends(void **state)
{
    char out[GOV_TIME_RFC3339_LEN + 1];

    (void)state;

    gov_time_rfc3339(GOV_TIME_MIN, out);
    assert_string_equal(out, "0000-01-01T00:00:00+08:00");
    gov_time_rfc3339(GOV_TIME_MAX, out);
    assert_string_equal(out, "9999-12-31T23:59:59+08:00");
}


static void
every_day_comes_back_as_it_was_written(void **state)
{
    char    out[GOV_TIME_RFC3339_LEN + 1];
    int64_t seconds, again;

    (void)state;

    /* 1900-01-01 to 2200: a day further is a date further */

    for (seconds = INT64_C(-2209017600); seconds < INT64_C(7258118400);
         seconds += 86400)
    {
        gov_time_rfc3339(seconds, out);
        assert_string_equal(out + 10, "T00:00:00+08:00");
        assert_true(gov_time_parse_date(out, 10, &again));
        assert_int_equal(again, seconds);
    }
}


int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_begins_at_midnight_in_shanghai),
        cmocka_unit_test(a_day_that_does_not_exist_is_refused),
        cmocka_unit_test(a_date_is_read_from_bytes_without_a_nul),
        cmocka_unit_test(a_clock_time_reaches_to_24_00),
        cmocka_unit_test(a_second_is_written_as_rfc_3339),
        cmocka_unit_test(times_beyond_the_calendar_are_written_as_its_ends),
        cmocka_unit_test(every_day_comes_back_as_it_was_written),
    };

    return cmocka_run_group_tests_name("time", tests, NULL, NULL);
}
