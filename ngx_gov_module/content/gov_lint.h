/*
 * gov_lint: everything that is wrong with a content tree, in one run.
 *
 * Checks each document against its kind's field table, and across documents:
 * references, themes, steps, parameter names in texts, values that overlap,
 * conditions.  Nothing is fixed, nothing stops at the first fault.
 */

#ifndef GOV_LINT_H
#define GOV_LINT_H

#include "gov_content.h"


/* Faults go to the report at file and line of the value at fault. */
void gov_lint(const gov_content_t *content, gov_report_t *report);


#endif /* GOV_LINT_H */
