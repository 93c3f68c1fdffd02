/*
 * gov_parameter: dated values, and how they are said.
 */

#ifndef GOV_PARAMETER_H
#define GOV_PARAMETER_H

#include <stdbool.h>

#include "../core/gov_buf.h"
#include "gov_content.h"


/* The element of the parameter's "values" that holds at that second, or NULL.
 * Borrowed. */
const json_t *gov_parameter_at(const gov_doc_t *parameter, int64_t at);

/* First second the value holds, and the first it no longer does. */
void gov_parameter_span(const json_t *value, int64_t *from, int64_t *to);

/*
 * The value in Chinese with its unit ("20%", "5 个工作日", "1,050.50 元"), or
 * GOV_RENDER_ASK when it is illustrative or none holds.
 */
void gov_parameter_say(const gov_doc_t *parameter, int64_t at, gov_buf_t *out);


#endif /* GOV_PARAMETER_H */
