/*
 * gov_sample_parts: the kinds of a sample tree, one writer each; private to
 * gov_sample.
 */

#ifndef GOV_SAMPLE_PARTS_H
#define GOV_SAMPLE_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "gov_sample.h"
#include "gov_sample_out.h"
#include "gov_sample_text.h"


/* documents of one topic stand next to each other */
typedef struct {
    size_t first;
    size_t n;
} gov_sample_range_t;

typedef struct {
    const gov_sample_t *sample;
    uint8_t            *city_wide; /* for each item: 1 or 0 */
    gov_sample_range_t  checklists[GOV_SAMPLE_TOPICS];
    gov_sample_range_t  items[GOV_SAMPLE_TOPICS];
    gov_sample_range_t  knowledge[GOV_SAMPLE_TOPICS];
    gov_sample_out_t    out;
    gov_buf_t           line; /* to make one text in */
} gov_sample_ctx_t;

/* The fields that all documents have. */
typedef struct {
    const char *title;
    const char *title_en; /* NULL: none */
    size_t      version;
    const char *valid_from; /* NULL: since ever */
    const char *valid_to;   /* NULL: for ever */
} gov_sample_common_t;

#define GOV_SAMPLE_CHECKED_ON "2025-12-01"
#define GOV_SAMPLE_SOURCE     "示例数据，由 govctl sample 生成"
#define GOV_SAMPLE_REFS_MAX   64
#define GOV_SAMPLE_ID_SIZE    32
#define GOV_SAMPLE_NONE       SIZE_MAX


/* Writes what follows "id". */
void gov_sample_common(gov_sample_ctx_t          *ctx,
                       const gov_sample_common_t *common);

/* Begins a document that is not dated, with its id and common fields. */
void gov_sample_base_doc(gov_sample_ctx_t *ctx, const char *id,
                         const char *title, const char *title_en);

/* The id of the item, knowledge point or place n; id holds
 * GOV_SAMPLE_ID_SIZE bytes. */
void gov_sample_id(gov_kind_e kind, size_t n, char *id);

/*
 * A list of at most n references (GOV_SAMPLE_REFS_MAX) into the range, none
 * twice, without the document `not`; no field when the range has too few.
 */
void gov_sample_refs(gov_sample_ctx_t *ctx, gov_sample_rng_t *rng,
                     const char *key, gov_kind_e kind,
                     const gov_sample_range_t *range, size_t n, size_t not );

/* Strings up to a NULL, of which the first most, as a list. */
void gov_sample_strs(gov_sample_ctx_t *ctx, const char *key,
                     const char *const *list, size_t most);

/* The text's next sentence of a section, as a field. */
void gov_sample_say(gov_sample_ctx_t *ctx, gov_sample_text_t *text,
                    const char *key, gov_sample_section_e section);

/* Which theme of the topic an object of it is under, and the object. */
const char *gov_sample_object(const gov_sample_topic_t *topic, size_t n,
                              const gov_sample_theme_t **theme);
size_t      gov_sample_objects(const gov_sample_topic_t *topic);

/* Names in the text one of the theme's parameters. */
void gov_sample_name_parameter(gov_sample_text_t        *text,
                               const gov_sample_theme_t *theme);

/* The department's USCC, made up, with a correct check; 18 characters. */
void gov_sample_uscc(size_t department, char *uscc);

/* How many different documents there are words for. */
size_t gov_sample_checklists_most(const gov_sample_topic_t *topic);
size_t gov_sample_items_most(const gov_sample_topic_t *topic);
size_t gov_sample_knowledge_most(const gov_sample_topic_t *topic);
size_t gov_sample_places_most(void);

/* Write all documents of a kind. */
void gov_sample_topics_write(gov_sample_ctx_t *ctx);
void gov_sample_checklists_write(gov_sample_ctx_t *ctx);
void gov_sample_items_write(gov_sample_ctx_t *ctx);
void gov_sample_materials_write(gov_sample_ctx_t *ctx);
void gov_sample_knowledge_write(gov_sample_ctx_t *ctx);
void gov_sample_parameters_write(gov_sample_ctx_t *ctx);
void gov_sample_facts_write(gov_sample_ctx_t *ctx);
void gov_sample_places_write(gov_sample_ctx_t *ctx);
void gov_sample_departments_write(gov_sample_ctx_t *ctx);
void gov_sample_towns_write(gov_sample_ctx_t *ctx);


#endif /* GOV_SAMPLE_PARTS_H */
