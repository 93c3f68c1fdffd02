#include "gov_time.h"

#include <stdio.h>


#define GOV_TIME_OFFSET (8 * 3600)
#define GOV_TIME_DAY    86400

/* the range RFC 3339 can write, at +08:00 */

#define GOV_TIME_YEAR_0    (INT64_C(-62167219200) - GOV_TIME_OFFSET)
#define GOV_TIME_YEAR_9999 (INT64_C(253402300799) - GOV_TIME_OFFSET)


static bool
gov_time_digits(const char *text, size_t n, unsigned *value)
{
    size_t i;

    *value = 0;

    for (i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }

        *value = *value * 10 + (unsigned)(text[i] - '0');
    }

    return true;
}


static unsigned
gov_time_month_days(unsigned year, unsigned month)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30,
                                          31, 31, 30, 31, 30, 31 };

    if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) {
        return 29;
    }

    return days[month - 1];
}


/*
 * Days since 1970-01-01, and back: H. Hinnant, "chrono-compatible low-level
 * date algorithms", 2021: years begin in March, so that the leap day is last.
 */

static int64_t
gov_time_days(int64_t year, unsigned month, unsigned day)
{
    int64_t  era;
    unsigned year_of_era, day_of_year, day_of_era;

    year -= month <= 2;
    era = (year >= 0 ? year : year - 399) / 400;
    year_of_era = (unsigned)(year - era * 400);
    day_of_year =
        (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + (int64_t)day_of_era - 719468;
}


static void
gov_time_civil(int64_t days, int *year, unsigned *month, unsigned *day)
{
    int64_t  era;
    unsigned day_of_era, year_of_era, day_of_year, m;

    days += 719468;
    era = (days >= 0 ? days : days - 146096) / 146097;
    day_of_era = (unsigned)(days - era * 146097);
    year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524
                   - day_of_era / 146096)
                  / 365;
    day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    m = (5 * day_of_year + 2) / 153;

    *day = day_of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = (int)(era * 400 + year_of_era + (*month <= 2));
}


bool
gov_time_parse_date(const char *text, size_t len, int64_t *seconds)
{
    unsigned year, month, day;

    if (len != 10 || text[4] != '-' || text[7] != '-'
        || !gov_time_digits(text, 4, &year)
        || !gov_time_digits(text + 5, 2, &month)
        || !gov_time_digits(text + 8, 2, &day))
    {
        return false;
    }

    if (year < 1900 || month < 1 || month > 12 || day < 1
        || day > gov_time_month_days(year, month))
    {
        return false;
    }

    *seconds =
        gov_time_days(year, month, day) * GOV_TIME_DAY - GOV_TIME_OFFSET;

    return true;
}


bool
gov_time_parse_clock(const char *text, size_t len, unsigned *minutes)
{
    unsigned hour, minute;

    if (len != 5 || text[2] != ':' || !gov_time_digits(text, 2, &hour)
        || !gov_time_digits(text + 3, 2, &minute))
    {
        return false;
    }

    if (minute > 59 || hour * 60 + minute > 24 * 60) {
        return false;
    }

    *minutes = hour * 60 + minute;

    return true;
}


void
gov_time_rfc3339(int64_t seconds, char *out)
{
    int      year;
    int64_t  days, rest;
    unsigned month, day;

    /* "since ever" and "for ever" have no date: the nearest that can be
     * written stands for them */

    if (seconds < GOV_TIME_YEAR_0) {
        seconds = GOV_TIME_YEAR_0;
    }

    if (seconds > GOV_TIME_YEAR_9999) {
        seconds = GOV_TIME_YEAR_9999;
    }

    seconds += GOV_TIME_OFFSET;
    days = seconds / GOV_TIME_DAY;
    rest = seconds % GOV_TIME_DAY;

    if (rest < 0) {
        rest += GOV_TIME_DAY;
        days--;
    }

    gov_time_civil(days, &year, &month, &day);

    /* the remainders tell the compiler how many digits there can be */

    snprintf(out, GOV_TIME_RFC3339_LEN + 1,
             "%04u-%02u-%02uT%02u:%02u:%02u+08:00", (unsigned)year % 10000,
             month % 100, day % 100, (unsigned)(rest / 3600) % 100,
             (unsigned)(rest / 60 % 60), (unsigned)(rest % 60));
}
