/*
 * gov_test: what the unit tests share.
 *
 * JSON in a test is written with ' for ", which C would want escaped.
 */

#ifndef GOV_TEST_H
#define GOV_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>


/* A copy with " for '; the caller frees it. */

static inline char *
gov_test_json(const char *text)
{
    char *copy, *p;

    copy = strdup(text);
    assert_non_null(copy);

    for (p = copy; *p != '\0'; p++) {
        if (*p == '\'') {
            *p = '"';
        }
    }

    return copy;
}


/* Writes a file below dir, with the folder it is in. */

static inline void
gov_test_write(const char *dir, const char *name, const char *text, size_t len)
{
    char  path[512], *slash;
    FILE *out;

    snprintf(path, sizeof(path), "%s/%s", dir, name);

    slash = strrchr(path, '/');
    *slash = '\0';
    (void)mkdir(path, 0700);
    *slash = '/';

    out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, len, out), len);
    assert_int_equal(fclose(out), 0);
}


/* A new empty directory; the caller frees the name and ends the directory
 * with gov_test_remove(). */

static inline char *
gov_test_dir(void)
{
    char *dir;

    dir = strdup("/tmp/gov-test-XXXXXX");
    assert_non_null(mkdtemp(dir));

    return dir;
}


static inline void
gov_test_remove(char *dir)
{
    char command[600];

    snprintf(command, sizeof(command), "rm -rf '%s'", dir);
    assert_int_equal(system(command), 0);
    free(dir);
}


#endif /* GOV_TEST_H */
