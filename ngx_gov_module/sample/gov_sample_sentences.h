/*
 * gov_sample_sentences: what sample texts say, section by section.
 *
 * In a sentence "$" and a letter is filled in by gov_sample_text: a small
 * letter by a phrase of gov_sample_slots, a capital by what the text is about.
 * Amounts and limits are never in a sentence: they are parameters, "{{$P}}".
 * Constant, valid for ever.
 */

#ifndef GOV_SAMPLE_SENTENCES_H
#define GOV_SAMPLE_SENTENCES_H

#include <stddef.h>


typedef struct {
    const char *const *list;
    size_t             n;
} gov_sample_words_t;

typedef enum {
    GOV_SAMPLE_CONDITIONS = 0, /* who can apply */
    GOV_SAMPLE_BRING,          /* what to bring */
    GOV_SAMPLE_TIME,           /* when, and how long it takes */
    GOV_SAMPLE_WHERE,          /* where, on line or in person */
    GOV_SAMPLE_PROXY,          /* through somebody else */
    GOV_SAMPLE_MONEY,          /* fees and benefits */
    GOV_SAMPLE_PROGRESS,       /* progress and result */
    GOV_SAMPLE_PITFALLS,       /* what goes wrong */
    GOV_SAMPLE_LINKS,          /* what it does to other things */
    GOV_SAMPLE_DISPUTES,       /* disagreement, records that differ */
    GOV_SAMPLE_OPENING,
    GOV_SAMPLE_CLOSING,
    GOV_SAMPLE_PARAMETER, /* names $P */

    GOV_SAMPLE_ANSWERS, /* how many sections answers have */

    /* official wordings */
    GOV_SAMPLE_RULE_PURPOSE = GOV_SAMPLE_ANSWERS,
    GOV_SAMPLE_RULE_APPLY,
    GOV_SAMPLE_RULE_DECIDE,
    GOV_SAMPLE_RULE_SUPERVISE,
    GOV_SAMPLE_RULE_END,
    GOV_SAMPLE_ITEM_SUMMARY, /* items */
    GOV_SAMPLE_ITEM_CONDITION,
    GOV_SAMPLE_FLOW_APPLY,
    GOV_SAMPLE_FLOW_ACCEPT,
    GOV_SAMPLE_FLOW_REVIEW,
    GOV_SAMPLE_FLOW_DECIDE,
    GOV_SAMPLE_FLOW_DELIVER,
    GOV_SAMPLE_ITEM_PITFALL,
    GOV_SAMPLE_ONLINE,
    GOV_SAMPLE_IN_PERSON,
    GOV_SAMPLE_NOTE,   /* on a material */
    GOV_SAMPLE_SAY_DO, /* checklists */
    GOV_SAMPLE_SAY_AUTOMATIC,
    GOV_SAMPLE_SAY_NOT_YET,
    GOV_SAMPLE_SAY_NOT_ELIGIBLE,
    GOV_SAMPLE_SAY_ASK,
    GOV_SAMPLE_WHEN,
    GOV_SAMPLE_ALTERNATIVE,
    GOV_SAMPLE_ACTION,
    GOV_SAMPLE_STEP_TITLE,
    GOV_SAMPLE_LIST_SUMMARY,
    GOV_SAMPLE_FEE,
    GOV_SAMPLE_TRANSPORT,
    GOV_SAMPLE_ACCESS,
    GOV_SAMPLE_MATERIAL_SUMMARY,
    GOV_SAMPLE_MATERIAL_GET,
    GOV_SAMPLE_SHORT_CONDITIONS, /* read aloud, in that order */
    GOV_SAMPLE_SHORT_BRING,
    GOV_SAMPLE_SHORT_TIME,
    GOV_SAMPLE_SHORT_WHERE,
    GOV_SAMPLE_SHORT_PROXY,
    GOV_SAMPLE_SHORT_MONEY,
    GOV_SAMPLE_SHORT_PROGRESS,
    GOV_SAMPLE_SHORT_PITFALLS,
    GOV_SAMPLE_SHORT_LINKS,
    GOV_SAMPLE_SHORT_DISPUTES,
    GOV_SAMPLE_SECTIONS
} gov_sample_section_e;

#define GOV_SAMPLE_GROUPS (GOV_SAMPLE_DISPUTES + 1) /* what one can ask */


extern const gov_sample_words_t gov_sample_answers[GOV_SAMPLE_ANSWERS];

/* Every section's sentences; never empty. */
const gov_sample_words_t *gov_sample_sentences(gov_sample_section_e section);


#endif /* GOV_SAMPLE_SENTENCES_H */
