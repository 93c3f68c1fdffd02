/*
 * gov_accept: which coding, and whether anything at all, a client will take.
 *
 * RFC 9110: Accept-Encoding (12.5.3), entity tags (8.8.3), If-Match and
 * If-None-Match (13.1.1, 13.1.2).
 */

#ifndef GOV_ACCEPT_H
#define GOV_ACCEPT_H

#include <stdbool.h>

#include "gov_str.h"


#define GOV_ACCEPT_NONE -1


/*
 * The coding to send, out of the set `available` (bit n: coding n, numbered as
 * in gov_coding_e: 0 identity, 1 gzip, 2 br; identity is always in it).  The
 * highest weight wins; of equal weights the higher number, which is the
 * smaller body.  A coding that is not mentioned is not sent, except identity,
 * which comes last unless excluded ("identity;q=0", or "*;q=0").  A member
 * that cannot be parsed is passed over.
 *
 * header NULL data: no such header, so identity.  GOV_ACCEPT_NONE: nothing
 * that is available is acceptable.
 */
int gov_accept_coding(gov_str_t header, unsigned available);

/*
 * Whether a field value ("*", or a list of entity tags) matches etag (with its
 * quotes, strong).  weak: W/"x" matches "x" too (If-None-Match); otherwise
 * only a strong tag does (If-Match).
 */
bool gov_accept_etag(gov_str_t header, gov_str_t etag, bool weak);


#endif /* GOV_ACCEPT_H */
