#include "gov_buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>


void
gov_buf_free(gov_buf_t *buf)
{
    free(buf->data);
    memset(buf, 0, sizeof(gov_buf_t));
}


bool
gov_buf_reserve(gov_buf_t *buf, size_t n)
{
    char  *data;
    size_t cap;

    if (buf->failed) {
        return false;
    }

    if (buf->cap - buf->len >= n) {
        return true;
    }

    cap = buf->cap < 256 ? 256 : buf->cap;

    while (cap - buf->len < n) {
        if (cap > SIZE_MAX / 2) {
            buf->failed = true;
            return false;
        }
        cap *= 2;
    }

    data = realloc(buf->data, cap);
    if (data == NULL) {
        buf->failed = true;
        return false;
    }

    buf->data = data;
    buf->cap = cap;

    return true;
}


void
gov_buf_add(gov_buf_t *buf, const void *data, size_t len)
{
    if (len != 0 && gov_buf_reserve(buf, len)) {
        memcpy(buf->data + buf->len, data, len);
        buf->len += len;
    }
}


void
gov_buf_puts(gov_buf_t *buf, const char *text)
{
    gov_buf_add(buf, text, strlen(text));
}


void
gov_buf_putc(gov_buf_t *buf, char c)
{
    gov_buf_add(buf, &c, 1);
}


void
gov_buf_printf(gov_buf_t *buf, const char *fmt, ...)
{
    int     n;
    va_list args;

    va_start(args, fmt);
    n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);

    if (n < 0 || !gov_buf_reserve(buf, (size_t)n + 1)) {
        buf->failed = true;
        return;
    }

    va_start(args, fmt);
    vsnprintf(buf->data + buf->len, (size_t)n + 1, fmt, args);
    va_end(args);

    buf->len += (size_t)n;
}


static void
gov_buf_json_escape(gov_buf_t *buf, unsigned char c)
{
    switch (c) {

    case '"':
        gov_buf_add(buf, "\\\"", 2);
        break;

    case '\\':
        gov_buf_add(buf, "\\\\", 2);
        break;

    case '\n':
        gov_buf_add(buf, "\\n", 2);
        break;

    case '\r':
        gov_buf_add(buf, "\\r", 2);
        break;

    case '\t':
        gov_buf_add(buf, "\\t", 2);
        break;

    default:
        gov_buf_printf(buf, "\\u%04x", c);
    }
}


void
gov_buf_json(gov_buf_t *buf, const char *text, size_t len)
{
    size_t        i, start;
    unsigned char c;

    gov_buf_putc(buf, '"');

    for (i = 0, start = 0; i < len; i++) {
        c = (unsigned char)text[i];

        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) {
            continue;
        }

        gov_buf_add(buf, text + start, i - start);
        gov_buf_json_escape(buf, c);
        start = i + 1;
    }

    gov_buf_add(buf, text + start, len - start);
    gov_buf_putc(buf, '"');
}
