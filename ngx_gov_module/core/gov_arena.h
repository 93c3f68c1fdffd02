/*
 * gov_arena: memory that is freed all at once.
 *
 * Blocks are aligned to 16 bytes.  An allocation that cannot be had ends the
 * calls with NULL; nothing here aborts.  One arena belongs to one thread at a
 * time.
 */

#ifndef GOV_ARENA_H
#define GOV_ARENA_H

#include <stddef.h>

#include "gov_str.h"


typedef struct gov_arena_s gov_arena_t;


/* Owner: the caller, who ends it with gov_arena_free().  NULL: no memory. */
gov_arena_t *gov_arena_new(void);

/* Frees every block; NULL is allowed. */
void gov_arena_free(gov_arena_t *arena);

/* size bytes, not cleared; lives as long as the arena.  NULL: no memory. */
void *gov_arena_alloc(gov_arena_t *arena, size_t size);

/* The same, cleared; NULL also when n * size overflows. */
void *gov_arena_calloc(gov_arena_t *arena, size_t n, size_t size);

/* A NUL-terminated copy of len bytes. */
char *gov_arena_strndup(gov_arena_t *arena, const char *data, size_t len);

/* A NUL-terminated copy of a C string. */
char *gov_arena_strdup(gov_arena_t *arena, const char *text);

/* printf into the arena. */
char *gov_arena_printf(gov_arena_t *arena, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));


#endif /* GOV_ARENA_H */
