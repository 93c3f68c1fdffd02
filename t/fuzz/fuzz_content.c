/*
 * Any bytes as a content file: they may be refused, never crash.
 *
 * The first byte picks the kind, the rest is the file.  A few sound facts,
 * parameters and topics lie beside it, so that conditions and references
 * have something to meet.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../ngx_gov_module/content/gov_lint.h"


static const struct {
    gov_kind_e  kind;
    const char *text;
} fuzz_beside[] = {
    { GOV_KIND_TOPIC, "{\"id\":\"t\",\"themes\":[{\"id\":\"t\"}]}" },
    { GOV_KIND_PARAMETER, "{\"id\":\"p\",\"unit\":\"day\"}" },
    { GOV_KIND_FACT,
      "[{\"id\":\"b\",\"type\":\"bool\",\"person\":\"self\"},"
      "{\"id\":\"d\",\"type\":\"date\",\"person\":\"child\"},"
      "{\"id\":\"e\",\"type\":\"enum\",\"person\":\"household\","
      "\"options\":[{\"value\":\"x\"},{\"value\":\"y\"}]},"
      "{\"id\":\"i\",\"type\":\"integer\",\"person\":\"spouse\"},"
      "{\"id\":\"m\",\"type\":\"money\",\"person\":\"self\"}]" },
};

#define FUZZ_BESIDE (sizeof(fuzz_beside) / sizeof(fuzz_beside[0]))


int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);


/* The documents of the input with the others, by kind. */

static gov_doc_t *
fuzz_merge(gov_content_t *all, const gov_content_t *input, gov_kind_e kind,
           gov_content_t *const *beside)
{
    int                  k;
    size_t               i, n;
    gov_doc_t           *docs;
    const gov_content_t *from;

    docs = calloc(input->ndocs + 16, sizeof(gov_doc_t));
    if (docs == NULL) {
        abort();
    }

    for (k = 0, n = 0; k < GOV_KIND_MAX; k++) {
        all->first[k] = n;
        from = k == (int)kind ? input : NULL;

        for (i = 0; i < FUZZ_BESIDE && from == NULL; i++) {
            from = (int)fuzz_beside[i].kind == k ? beside[i] : NULL;
        }

        if (from != NULL && from->ndocs > 0) {
            memcpy(docs + n, from->docs, from->ndocs * sizeof(gov_doc_t));
            n += from->ndocs;
        }
    }

    all->first[GOV_KIND_MAX] = n;
    all->docs = docs;
    all->ndocs = n;

    return docs;
}


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t         i;
    gov_kind_e     kind;
    gov_doc_t     *docs;
    gov_arena_t   *arena;
    gov_report_t   report;
    gov_content_t *content, all;

    static gov_content_t *beside[FUZZ_BESIDE];

    if (size == 0) {
        return 0;
    }

    arena = gov_arena_new();
    gov_report_init(&report, arena);

    for (i = 0; i < FUZZ_BESIDE && beside[i] == NULL; i++) {
        beside[i] = gov_content_parse(fuzz_beside[i].kind, "beside.json",
                                      fuzz_beside[i].text,
                                      strlen(fuzz_beside[i].text), &report);
    }

    kind = (gov_kind_e)(data[0] % GOV_KIND_MAX);
    content = gov_content_parse(kind, "fuzz.json", (const char *)data + 1,
                                size - 1, &report);

    if (content != NULL) {
        all = *content;
        docs = fuzz_merge(&all, content, kind, beside);

        gov_lint(&all, &report);
        gov_report_sort(&report);

        free(docs);
        gov_content_free(content);
    }

    gov_report_done(&report);
    gov_arena_free(arena);

    return 0;
}
