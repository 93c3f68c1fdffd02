/*
 * gov_buf: a growable run of bytes.
 *
 * A failed growth is remembered (`failed`) and every later append is a no-op,
 * so a writer checks once, at the end.
 */

#ifndef GOV_BUF_H
#define GOV_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "gov_str.h"


typedef struct {
    char  *data; /* owned; NULL while empty */
    size_t len;
    size_t cap;
    bool   failed; /* memory ran out: the contents are not to be used */
} gov_buf_t;

#define GOV_BUF_INIT                                                          \
    {                                                                         \
        NULL, 0, 0, false                                                     \
    }


void gov_buf_free(gov_buf_t *buf);

/* Room for n more bytes; false: no memory. */
bool gov_buf_reserve(gov_buf_t *buf, size_t n);

void gov_buf_add(gov_buf_t *buf, const void *data, size_t len);
void gov_buf_puts(gov_buf_t *buf, const char *text);
void gov_buf_putc(gov_buf_t *buf, char c);
void gov_buf_printf(gov_buf_t *buf, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The text as a JSON string (RFC 8259) with its quotes; UTF-8 passes as is. */
void gov_buf_json(gov_buf_t *buf, const char *text, size_t len);


#endif /* GOV_BUF_H */
