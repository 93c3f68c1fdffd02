/*
 * gov_schema_json: the field tables as JSON Schema 2020-12.
 */

#ifndef GOV_SCHEMA_JSON_H
#define GOV_SCHEMA_JSON_H

#include <jansson.h>

#include "gov_schema.h"


/*
 * The schema of one kind's documents: additionalProperties false, lengths in
 * code points, patterns anchored.  What only the linter can see (a reference
 * to a missing document) is not in it.  New reference; NULL: no memory.
 */
json_t *gov_schema_json(gov_kind_e kind);


#endif /* GOV_SCHEMA_JSON_H */
