/*
 * gov_time: civil days and clock times of Asia/Shanghai (UTC+8, no daylight
 * saving since 1991) as Unix seconds.
 */

#ifndef GOV_TIME_H
#define GOV_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>


#define GOV_TIME_MIN INT64_MIN /* since ever */
#define GOV_TIME_MAX INT64_MAX /* for ever */

#define GOV_TIME_RFC3339_LEN (sizeof("2026-01-02T03:04:05+08:00") - 1)


/*
 * "YYYY-MM-DD" (exactly ten characters, years 1900 to 9999, a day that
 * exists) to the Unix second its midnight at +08:00 falls on.
 */
bool gov_time_parse_date(const char *text, size_t len, int64_t *seconds);

/* "HH:MM", 00:00 to 24:00, to minutes after midnight. */
bool gov_time_parse_clock(const char *text, size_t len, unsigned *minutes);

/* Unix seconds to RFC 3339 at +08:00; out holds GOV_TIME_RFC3339_LEN + 1
 * bytes and is NUL-terminated. */
void gov_time_rfc3339(int64_t seconds, char *out);


#endif /* GOV_TIME_H */
