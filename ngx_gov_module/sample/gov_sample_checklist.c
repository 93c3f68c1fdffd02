/*
 * A checklist is a tree: each inner node asks one fact, whose splits leave
 * nobody out, and each leaf is a situation.  So every one is complete and no
 * two situations overlap, by construction.
 */

#include <stdio.h>

#include "gov_sample_departments.h"
#include "gov_sample_facts.h"
#include "gov_sample_parts.h"


#define GOV_SAMPLE_DEPTH 3 /* most facts of a checklist */
#define GOV_SAMPLE_STEPS 5 /* most steps of a situation */

typedef struct {
    const gov_sample_topic_t *topic;
    const gov_sample_theme_t *theme;
    gov_sample_range_t        items;
    gov_sample_range_t        knowledge;
    gov_sample_rng_t         *rng;
    gov_sample_text_t         text;
    const gov_sample_fact_t  *facts[GOV_SAMPLE_DEPTH];
    size_t                    nfacts;
    size_t                    nsituations;

    /* the way from the root to where we are */
    const gov_sample_split_t *path[GOV_SAMPLE_DEPTH];
} gov_sample_tree_t;


/* The titles of a theme's checklists: an object and an act; when those are
 * used up, again with a variant. */

static size_t
gov_sample_theme_titles(const gov_sample_theme_t *theme)
{
    return theme->nobjects * gov_sample_list_act.n;
}


size_t
gov_sample_checklists_most(const gov_sample_topic_t *topic)
{
    size_t i, least, n;

    least = SIZE_MAX;

    for (i = 0; i < topic->nthemes; i++) {
        n = gov_sample_theme_titles(&topic->themes[i]);
        least = n < least ? n : least;
    }

    return least * gov_sample_variant.n * topic->nthemes;
}


static void
gov_sample_tree_facts(gov_sample_tree_t *tree)
{
    size_t      i, j, n;
    const char *id;

    for (n = 0; tree->topic->facts[n] != NULL; n++) {
        /* void */
    }

    tree->nfacts = 2 + gov_sample_rng_below(tree->rng, GOV_SAMPLE_DEPTH - 1);
    j = gov_sample_rng_below(tree->rng, n);

    for (i = 0; i < tree->nfacts; i++) {
        id = tree->topic->facts[j];

        for (tree->facts[i] = gov_sample_facts;
             strcmp(tree->facts[i]->id, id) != 0; tree->facts[i]++)
        {
            /* void */
        }

        /* never as far as round to the first again */
        j = (j + 1 + gov_sample_rng_below(tree->rng, (n - 1) / 3)) % n;
    }
}


static void
gov_sample_step_establishes(gov_sample_ctx_t *ctx, gov_sample_tree_t *tree)
{
    size_t                   i;
    const gov_sample_fact_t *fact;

    i = gov_sample_rng_below(tree->rng, tree->nfacts);
    fact = tree->facts[i];

    if (fact->established == NULL || !gov_sample_rng_percent(tree->rng, 30)) {
        return;
    }

    gov_sample_out_open(&ctx->out, "establishes", '[');
    gov_sample_out_open_flat(&ctx->out, NULL, '{');
    gov_sample_out_str(&ctx->out, "fact", fact->id);
    gov_sample_out_raw(&ctx->out, "value", fact->established);
    gov_sample_out_close_flat(&ctx->out, '}');
    gov_sample_out_close(&ctx->out, ']');
}


/* A step that is no item; its sentence is "title|action". */

static void
gov_sample_step_action(gov_sample_ctx_t *ctx, gov_sample_tree_t *tree)
{
    char *bar;

    gov_sample_text_say(&tree->text, GOV_SAMPLE_ACTION, &ctx->line);
    gov_buf_putc(&ctx->line, '\0');

    bar = ctx->line.failed ? NULL : strchr(ctx->line.data, '|');
    if (bar != NULL) {
        *bar = '\0';
        gov_sample_out_str(&ctx->out, "title", ctx->line.data);
        gov_sample_out_str(&ctx->out, "action", bar + 1);
        ctx->line.len = 0;
    }
}


static void
gov_sample_step(gov_sample_ctx_t *ctx, gov_sample_tree_t *tree, size_t n)
{
    char              id[GOV_SAMPLE_ID_SIZE];
    gov_sample_out_t *out;

    out = &ctx->out;

    gov_sample_out_open(out, NULL, '{');
    gov_sample_out_printf(out, "id", "step-%zu", n + 1);

    if (tree->items.n > 0 && gov_sample_rng_percent(tree->rng, 60)) {
        gov_sample_say(ctx, &tree->text, "title", GOV_SAMPLE_STEP_TITLE);
        gov_sample_id(GOV_KIND_ITEM,
                      tree->items.first
                          + gov_sample_rng_below(tree->rng, tree->items.n),
                      id);
        gov_sample_out_str(out, "item", id);

    } else {
        gov_sample_step_action(ctx, tree);
    }

    if (n > 0 && gov_sample_rng_percent(tree->rng, 80)) {
        gov_sample_out_open_flat(out, "after", '[');
        gov_sample_out_printf(out, NULL, "step-%zu",
                              1 + gov_sample_rng_below(tree->rng, n));
        gov_sample_out_close_flat(out, ']');
    }

    gov_sample_step_establishes(ctx, tree);
    gov_sample_out_close(out, '}');
}


static void
gov_sample_outcome_do(gov_sample_ctx_t *ctx, gov_sample_tree_t *tree)
{
    size_t i, n;

    gov_sample_out_str(&ctx->out, "type", "do");
    gov_sample_say(ctx, &tree->text, "say", GOV_SAMPLE_SAY_DO);
    gov_sample_out_open(&ctx->out, "steps", '[');

    n = 1 + gov_sample_rng_below(tree->rng, GOV_SAMPLE_STEPS);

    for (i = 0; i < n; i++) {
        gov_sample_step(ctx, tree, i);
    }

    gov_sample_out_close(&ctx->out, ']');
}


static void
gov_sample_outcome_not_eligible(gov_sample_ctx_t *ctx, gov_sample_tree_t *tree)
{
    size_t i, n;

    gov_sample_out_str(&ctx->out, "type", "notEligible");
    gov_sample_say(ctx, &tree->text, "say", GOV_SAMPLE_SAY_NOT_ELIGIBLE);

    n = gov_sample_rng_below(tree->rng, 3);

    if (n > 0) {
        gov_sample_out_open(&ctx->out, "alternatives", '[');

        for (i = 0; i < n; i++) {
            gov_sample_say(ctx, &tree->text, NULL, GOV_SAMPLE_ALTERNATIVE);
        }

        gov_sample_out_close(&ctx->out, ']');
    }
}


/* The first situation of a checklist always leads somewhere. */

static void
gov_sample_outcome(gov_sample_ctx_t *ctx, gov_sample_tree_t *tree)
{
    size_t            i;
    gov_sample_out_t *out;

    out = &ctx->out;
    i = gov_sample_rng_below(tree->rng, 100);

    gov_sample_out_open(out, "outcome", '{');

    if (tree->nsituations == 0 || i < 60) {
        gov_sample_outcome_do(ctx, tree);

    } else if (i < 70) {
        gov_sample_out_str(out, "type", "automatic");
        gov_sample_say(ctx, &tree->text, "say", GOV_SAMPLE_SAY_AUTOMATIC);

    } else if (i < 82) {
        gov_sample_out_str(out, "type", "notYet");
        gov_sample_say(ctx, &tree->text, "say", GOV_SAMPLE_SAY_NOT_YET);
        gov_sample_say(ctx, &tree->text, "when", GOV_SAMPLE_WHEN);

    } else if (i < 92) {
        gov_sample_outcome_not_eligible(ctx, tree);

    } else {
        gov_sample_out_str(out, "type", "askPeople");
        gov_sample_say(ctx, &tree->text, "say", GOV_SAMPLE_SAY_ASK);
        gov_sample_out_str(out, "ask",
                           gov_sample_departments[tree->topic->department].id);
    }

    gov_sample_out_close(out, '}');
}


static void
gov_sample_situation(gov_sample_ctx_t *ctx, gov_sample_tree_t *tree,
                     size_t depth)
{
    size_t            i;
    gov_sample_out_t *out;

    out = &ctx->out;

    gov_sample_out_open(out, NULL, '{');
    gov_sample_out_printf(out, "id", "s%zu", tree->nsituations + 1);

    for (i = 0; i < depth; i++) {
        gov_buf_printf(&ctx->line, "%s%s", i == 0 ? "" : "，",
                       tree->path[i]->label);
    }

    gov_sample_out_buf(out, "title", &ctx->line);
    gov_sample_out_open_flat(out, "when", '[');
    gov_sample_out_str(out, NULL, "and");

    for (i = 0; i < depth; i++) {
        gov_sample_out_raw(out, NULL, tree->path[i]->when);
    }

    gov_sample_out_close_flat(out, ']');
    gov_sample_outcome(ctx, tree);
    gov_sample_refs(ctx, tree->rng, "knowledge", GOV_KIND_KNOWLEDGE,
                    &tree->knowledge, gov_sample_rng_below(tree->rng, 4),
                    GOV_SAMPLE_NONE);
    gov_sample_out_close(out, '}');

    tree->nsituations++;
}


/* The way along the first splits goes to the bottom, so that every fact that
 * is asked is also used; others may end before. */

static void
gov_sample_branch(gov_sample_ctx_t *ctx, gov_sample_tree_t *tree, size_t depth,
                  bool leftmost)
{
    size_t                    i;
    const gov_sample_split_t *splits;

    if (depth == tree->nfacts
        || (!leftmost && gov_sample_rng_percent(tree->rng, 45)))
    {
        gov_sample_situation(ctx, tree, depth);
        return;
    }

    splits = tree->facts[depth]->splits;

    for (i = 0; splits[i].when != NULL; i++) {
        tree->path[depth] = &splits[i];
        gov_sample_branch(ctx, tree, depth + 1, leftmost && i == 0);
    }
}


static void
gov_sample_checklist(gov_sample_ctx_t *ctx, gov_sample_tree_t *tree,
                     size_t number, size_t titles)
{
    char                title[256];
    size_t              i;
    gov_sample_out_t   *out;
    gov_sample_common_t common;

    out = &ctx->out;

    i = gov_sample_rng_place(ctx->sample->seed, number % titles, titles);
    tree->text.object = tree->theme->objects[i / gov_sample_list_act.n];
    tree->text.theme = tree->theme->title;

    snprintf(title, sizeof(title), "%s%s%s", tree->text.object,
             gov_sample_list_act.list[i % gov_sample_list_act.n],
             gov_sample_variant.list[number / titles]);

    common = (gov_sample_common_t){ title, NULL, 1, NULL, NULL };
    common.version += gov_sample_rng_below(tree->rng, 5);

    gov_sample_out_doc(out);
    gov_sample_out_printf(out, "id", "%s-%s-%02zu", tree->topic->id,
                          tree->theme->id, number + 1);
    gov_sample_common(ctx, &common);
    gov_sample_out_str(out, "topic", tree->topic->id);
    gov_sample_out_str(out, "theme", tree->theme->id);
    gov_sample_say(ctx, &tree->text, "summary", GOV_SAMPLE_LIST_SUMMARY);

    gov_sample_tree_facts(tree);
    gov_sample_out_open_flat(out, "facts", '[');

    for (i = 0; i < tree->nfacts; i++) {
        gov_sample_out_str(out, NULL, tree->facts[i]->id);
    }

    gov_sample_out_close_flat(out, ']');
    gov_sample_out_open(out, "situations", '[');
    gov_sample_branch(ctx, tree, 0, true);
    gov_sample_out_close(out, ']');
    gov_sample_refs(ctx, tree->rng, "knowledge", GOV_KIND_KNOWLEDGE,
                    &tree->knowledge, 5, GOV_SAMPLE_NONE);
    gov_sample_out_doc_end(out);
}


void
gov_sample_checklists_write(gov_sample_ctx_t *ctx)
{
    size_t                    i, j;
    gov_sample_rng_t          rng;
    gov_sample_tree_t         tree;
    const gov_sample_topic_t *topic;

    for (i = 0; i < GOV_SAMPLE_TOPICS; i++) {
        topic = &gov_sample_topics[i];

        for (j = 0; j < ctx->checklists[i].n && !ctx->out.failed; j++) {
            rng = gov_sample_rng_of(ctx->sample->seed, GOV_KIND_CHECKLIST,
                                    ctx->checklists[i].first + j);

            memset(&tree, 0, sizeof(gov_sample_tree_t));

            tree.topic = topic;
            tree.theme = &topic->themes[j % topic->nthemes];
            tree.items = ctx->items[i];
            tree.knowledge = ctx->knowledge[i];
            tree.rng = &rng;

            gov_sample_text_init(&tree.text, &rng, topic);
            gov_sample_checklist(ctx, &tree, j / topic->nthemes,
                                 gov_sample_theme_titles(tree.theme));
        }
    }
}
