#include "gov_sample_text.h"

#include <string.h>

#include "gov_sample_departments.h"
#include "gov_sample_materials.h"
#include "gov_sample_towns.h"


/* The next of n. */

static size_t
gov_sample_walk(gov_sample_walk_t *walk, gov_sample_rng_t *rng, size_t n)
{
    size_t a, b, rest;

    if (n == 1) {
        return 0;
    }

    if (walk->step == 0) {
        walk->at = gov_sample_rng_below(rng, n);

        do {
            walk->step = 1 + gov_sample_rng_below(rng, n - 1);

            for (a = n, b = walk->step; b != 0; a = b, b = rest) {
                rest = a % b;
            }
        } while (a != 1);
    }

    walk->at = (walk->at + walk->step) % n;

    return walk->at;
}


/*
 * One text keeps to few words: who has named a counter goes on to speak of
 * that counter.  (It also makes texts compress as real ones do.)
 */

static size_t
gov_sample_slot(gov_sample_text_t *text, char letter, size_t n)
{
    size_t             i;
    gov_sample_walk_t *walk;

    walk = &text->slots[letter - 'a'];

    if (walk->step == 0) {
        return gov_sample_walk(walk, text->rng, n);
    }

    i = walk->at;
    walk->at = (walk->at + walk->step) % n;
    walk->step = n - walk->step;

    return i;
}


static const char *
gov_sample_text_material(gov_sample_text_t *text)
{
    size_t      i, n;
    const char *id;

    for (n = 0; text->topic->materials[n] != NULL; n++) {
        /* void */
    }

    id = text->topic
             ->materials[gov_sample_walk(&text->materials, text->rng, n)];

    for (i = 0; i < GOV_SAMPLE_MATERIALS - 1; i++) {
        if (strcmp(gov_sample_materials[i].id, id) == 0) {
            break;
        }
    }

    return gov_sample_materials[i].title;
}


static const char *
gov_sample_text_word(gov_sample_text_t *text, char letter)
{
    size_t                    i;
    const gov_sample_words_t *words;

    switch (letter) {

    case 'O':
        return text->object;

    case 'T':
        return text->theme;

    case 'D':
        return text->department;

    case 'W':
        return text->who;

    case 'C':
        return text->plight;

    case 'X':
        return text->issuer;

    case 'P':
        return text->parameter;

    case 'M':
        return gov_sample_text_material(text);

    case 'N':
        i = gov_sample_walk(&text->towns, text->rng, GOV_SAMPLE_TOWNS);
        return gov_sample_towns[i].title;

    default:
        words = &gov_sample_slots[letter - 'a'];
        return words->list[gov_sample_slot(text, letter, words->n)];
    }
}


void
gov_sample_text_init(gov_sample_text_t *text, gov_sample_rng_t *rng,
                     const gov_sample_topic_t *topic)
{
    memset(text, 0, sizeof(gov_sample_text_t));

    text->rng = rng;
    text->topic = topic;
    text->object = topic->title;
    text->theme = topic->title;
    text->department = gov_sample_departments[topic->department].title;
    text->who =
        gov_sample_who.list[gov_sample_rng_below(rng, gov_sample_who.n)];
    text->plight = "";
    text->issuer = text->department;
}


void
gov_sample_text_say(gov_sample_text_t *text, gov_sample_section_e section,
                    gov_buf_t *out)
{
    size_t                    i;
    const char               *p, *end;
    const gov_sample_words_t *sentences;

    sentences = gov_sample_sentences(section);
    i = gov_sample_walk(&text->sections[section], text->rng, sentences->n);

    for (p = sentences->list[i]; (end = strchr(p, '$')) != NULL; p = end + 2) {
        gov_buf_add(out, p, (size_t)(end - p));
        gov_buf_puts(out, gov_sample_text_word(text, end[1]));
    }

    gov_buf_puts(out, p);
}
