/*
 * gov_schema: the shape of every content document, as one table in C.
 *
 * The table is the truth: the linter walks it, the builder finds references
 * and texts by it, `govctl schema` prints it as JSON Schema, and nothing else
 * describes a field.  A kind is a folder of conf/content; a document is one
 * JSON object in a file of that folder (a file holds one object, or an array
 * of them).
 *
 * Everything here is constant and needs no initialisation.
 */

#ifndef GOV_SCHEMA_H
#define GOV_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>


typedef enum {
    GOV_KIND_TOPIC = 0,
    GOV_KIND_CHECKLIST,
    GOV_KIND_ITEM,
    GOV_KIND_MATERIAL,
    GOV_KIND_KNOWLEDGE,
    GOV_KIND_PARAMETER,
    GOV_KIND_FACT,
    GOV_KIND_PLACE,
    GOV_KIND_DEPARTMENT,
    GOV_KIND_TOWN,
    GOV_KIND_MAX
} gov_kind_e;


typedef enum {
    GOV_FIELD_LINE = 0,  /* one line of plain text */
    GOV_FIELD_TEXT,      /* paragraphs separated by \n; {{id}} names a
                            parameter and is replaced by its value */
    GOV_FIELD_ID,        /* ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$ */
    GOV_FIELD_CODE,      /* ^[A-Za-z0-9_-]+$ : codes of others, e.g. a
                            catalogCode */
    GOV_FIELD_TASKCODE,  /* 31 characters: USCC + level + 12 (GB/T 39554) */
    GOV_FIELD_USCC,      /* 18 characters with check (GB 32100) */
    GOV_FIELD_REF,       /* the id of a document of kind `ref` */
    GOV_FIELD_ENUM,      /* one of `words` */
    GOV_FIELD_BOOL,      /* true or false */
    GOV_FIELD_INT,       /* integer within min..max */
    GOV_FIELD_NUMBER,    /* integer or decimal within min..max */
    GOV_FIELD_DATE,      /* YYYY-MM-DD, Asia/Shanghai, a real day */
    GOV_FIELD_TIME,      /* HH:MM, 00:00 to 24:00 */
    GOV_FIELD_URL,       /* https://... */
    GOV_FIELD_SCALAR,    /* string, number or bool */
    GOV_FIELD_CONDITION, /* a condition over facts: ["and", ...] */
    GOV_FIELD_OBJECT     /* an object whose fields are `fields` */
} gov_field_type_e;

#define GOV_REQUIRED 0x01 /* the field must be there */
#define GOV_LIST     0x02 /* a JSON array of such values; [] is an error */
#define GOV_UNIQUE   0x04 /* with GOV_LIST: no value twice */
#define GOV_SUMMARY  0x08 /* also shown in list pages */
#define GOV_PRIVATE  0x10 /* never in a reply */


typedef struct gov_field_s gov_field_t;

struct gov_field_s {
    const char        *name; /* lowerCamelCase; NULL ends a table */
    gov_field_type_e   type;
    unsigned           flags;
    long               min;    /* INT, NUMBER: least value */
    long               max;    /* INT, NUMBER: greatest value; LINE, TEXT,
                                   ID, CODE: most characters (Unicode code
                                   points); lists have GOV_LIST_MAX */
    int                ref;    /* REF: the gov_kind_e */
    const char *const *words;  /* ENUM: NULL-terminated */
    const gov_field_t *fields; /* OBJECT */
    const char        *help;   /* one English sentence for the JSON Schema */
};


typedef struct {
    const char        *name;   /* folder and JSON "kind": "items" */
    const char        *title;  /* Chinese, for people: "事项" */
    const char        *route;  /* "/v1/items", NULL: no public route */
    const char        *filter; /* list filter, a field name ("topic", "town")
                                  that holds a REF, or NULL */
    bool               listed; /* the route itself answers with list pages */
    const gov_field_t *fields; /* NULL-name-terminated */
} gov_kind_t;


#define GOV_LIST_MAX    500               /* most values in one JSON array */
#define GOV_DOC_MAX     (4 * 1024 * 1024) /* most bytes of a source file */
#define GOV_ID_MAX      64
#define GOV_NESTING_MAX 32 /* deepest JSON nesting, conditions included */


/* The table, indexed by gov_kind_e. */
extern const gov_kind_t gov_kinds[GOV_KIND_MAX];

/* The kind of that folder name, or -1. */
int gov_kind_by_name(const char *name, size_t len);

/* The field of that name in a table, or NULL. */
const gov_field_t *gov_field_by_name(const gov_field_t *fields,
                                     const char        *name);


#endif /* GOV_SCHEMA_H */
