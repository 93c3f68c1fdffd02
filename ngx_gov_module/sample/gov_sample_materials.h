/*
 * gov_sample_materials: what people bring.
 */

#ifndef GOV_SAMPLE_MATERIALS_H
#define GOV_SAMPLE_MATERIALS_H


#define GOV_SAMPLE_MATERIALS   66
#define GOV_SAMPLE_NEEDED_WHEN 10

typedef struct {
    const char *id;
    const char *title;
    const char *type;
    const char *issuer;
    const char *keeps;
    int         per_person;
    const char *licence;   /* NULL: no e-licence */
    const char *any_of[3]; /* ids; NULL ends */
} gov_sample_material_t;


extern const gov_sample_material_t gov_sample_materials[GOV_SAMPLE_MATERIALS];

/* Ids of those that every topic knows; NULL ends. */
extern const char *const gov_sample_common_materials[];

/* Conditions under which a material is needed, JSON. */
extern const char *const gov_sample_needed_when[GOV_SAMPLE_NEEDED_WHEN];


#endif /* GOV_SAMPLE_MATERIALS_H */
