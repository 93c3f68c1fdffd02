/*
 * gov_sample_departments: who is in charge.
 */

#ifndef GOV_SAMPLE_DEPARTMENTS_H
#define GOV_SAMPLE_DEPARTMENTS_H


#define GOV_SAMPLE_DEPARTMENTS 22

typedef struct {
    const char *id;
    const char *title;
    const char *charge; /* what it is in charge of */
} gov_sample_department_t;


extern const gov_sample_department_t
    gov_sample_departments[GOV_SAMPLE_DEPARTMENTS];


#endif /* GOV_SAMPLE_DEPARTMENTS_H */
