/*
 * gov_form: the written forms of single values.
 *
 * Each form stands here twice, as a function for the linter and as a pattern
 * (ECMA-262, anchored) for the JSON Schema; check characters are only in the
 * function.  All take bytes that need not be NUL-terminated.
 */

#ifndef GOV_FORM_H
#define GOV_FORM_H

#include <stdbool.h>
#include <stddef.h>


#define GOV_FORM_ID       "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"
#define GOV_FORM_CODE     "^[A-Za-z0-9_-]+$"
#define GOV_FORM_TOWN     "^4419[0-9]{5}$"
#define GOV_FORM_USCC     "^[0-9A-HJ-NPQRTUWXY]{18}$"
#define GOV_FORM_TASKCODE "^[0-9A-HJ-NPQRTUWXY]{18}[1-6][0-9A-Za-z]{12}$"
#define GOV_FORM_DATE                                                         \
    "^(19|[2-9][0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
#define GOV_FORM_TIME "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
#define GOV_FORM_URL                                                          \
    "^https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?"          \
    "([/?#][!#-;=?-\\[\\]_a-z~]*)?$"

/* Control characters are C0, DEL, C1 and the two Unicode separators that
 * break lines; blanks are the space, the no-break and the ideographic one. */

#define GOV_FORM_LINE                                                         \
    "^[^\\u0000-\\u0020\\u007f-\\u00a0\\u2028\\u2029\\u3000]"                 \
    "([^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*"                       \
    "[^\\u0000-\\u0020\\u007f-\\u00a0\\u2028\\u2029\\u3000])?$"
#define GOV_FORM_TEXT                                                         \
    "^[^\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$"
#define GOV_FORM_NOT_BLANK                                                    \
    "[^\\u0000-\\u0020\\u007f-\\u00a0\\u2028\\u2029\\u3000]"


bool gov_form_id(const char *text, size_t len);
bool gov_form_code(const char *text, size_t len);
bool gov_form_town(const char *text, size_t len);
bool gov_form_url(const char *text, size_t len);

/* "20" or "0.5": no sign, no leading zeros, no exponent.  whole: no
 * fraction. */
bool gov_form_decimal(const char *text, size_t len, bool whole);

/* GB 32100-2015, and the 31 characters of an implementation: USCC, level,
 * twelve more.  NULL when well-formed, else what is wrong, as a predicate
 * ("has a wrong check character"). */
const char *gov_form_uscc(const char *text, size_t len);
const char *gov_form_taskcode(const char *text, size_t len);

/* What is wrong with a LINE, or with a TEXT, as a predicate; NULL: nothing.
 * The bytes are UTF-8; their code points are counted into *n. */
const char *gov_form_line(const char *text, size_t len, size_t *n);
const char *gov_form_text(const char *text, size_t len, size_t *n);


#endif /* GOV_FORM_H */
