/*
 * gov_str: a view of bytes that somebody else owns.
 *
 * A gov_str_t is never NUL-terminated by contract and never freed; whoever
 * hands one out says how long the bytes live.
 */

#ifndef GOV_STR_H
#define GOV_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>


typedef struct {
    const char *data;
    size_t      len;
} gov_str_t;


#define gov_str(text) ((gov_str_t){ (text), sizeof(text) - 1 })


static inline gov_str_t
gov_str_z(const char *text)
{
    return (gov_str_t){ text, text == NULL ? 0 : strlen(text) };
}


static inline bool
gov_str_eq(gov_str_t a, gov_str_t b)
{
    return a.len == b.len
           && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}


#endif /* GOV_STR_H */
