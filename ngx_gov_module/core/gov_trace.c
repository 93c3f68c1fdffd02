#include "gov_trace.h"

#include <sys/random.h>


bool
gov_trace_init(gov_trace_t *trace)
{
    if (getrandom(trace->state, sizeof(trace->state), 0)
        != sizeof(trace->state)) {
        return false;
    }

    trace->state[0] |= 1; /* all zeroes would stay so */

    return true;
}


static uint64_t
gov_trace_next(gov_trace_t *trace)
{
    uint64_t a, b;

    a = trace->state[0];
    b = trace->state[1];
    trace->state[0] = b;
    a ^= a << 23;
    a ^= a >> 17;
    a ^= b ^ b >> 26;
    trace->state[1] = a;

    return a + b;
}


static void
gov_trace_hex(uint64_t n, char *out)
{
    int               i;
    static const char digits[] = "0123456789abcdef";

    for (i = 15; i >= 0; i--, n >>= 4) {
        out[i] = digits[n & 0xf];
    }
}


void
gov_trace_span(gov_trace_t *trace, char id[GOV_TRACE_SPAN_LEN])
{
    uint64_t n;

    do {
        n = gov_trace_next(trace);
    } while (n == 0); /* an id of zeroes is no id */

    gov_trace_hex(n, id);
}


void
gov_trace_make(gov_trace_t *trace, char id[GOV_TRACE_LEN])
{
    gov_trace_span(trace, id);
    gov_trace_span(trace, id + GOV_TRACE_SPAN_LEN);
}


/* n lower-case hex digits, not all of them zero */

static bool
gov_trace_field(const char *text, size_t n, bool zero_allowed)
{
    bool   zero;
    size_t i;

    for (i = 0, zero = true; i < n; i++) {
        if (!((text[i] >= '0' && text[i] <= '9')
              || (text[i] >= 'a' && text[i] <= 'f')))
        {
            return false;
        }

        zero &= text[i] == '0';
    }

    return zero_allowed || !zero;
}


bool
gov_trace_parse(gov_str_t header, char id[GOV_TRACE_LEN], char flags[2])
{
    const char *p;

    p = header.data;

    if (header.len < GOV_TRACEPARENT_LEN || p[2] != '-' || p[35] != '-'
        || p[52] != '-' || !gov_trace_field(p, 2, true)
        || !gov_trace_field(p + 3, 32, false)
        || !gov_trace_field(p + 36, 16, false)
        || !gov_trace_field(p + 53, 2, true))
    {
        return false;
    }

    /* version 00 ends here, a later one may go on after a dash, ff is none */

    if (memcmp(p, "ff", 2) == 0) {
        return false;
    }

    if (header.len > GOV_TRACEPARENT_LEN
        && (memcmp(p, "00", 2) == 0 || p[GOV_TRACEPARENT_LEN] != '-'))
    {
        return false;
    }

    memcpy(id, p + 3, GOV_TRACE_LEN);
    memcpy(flags, p + 53, 2);

    return true;
}
