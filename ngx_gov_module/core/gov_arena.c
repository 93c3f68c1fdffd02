#include "gov_arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>


#define GOV_ARENA_BLOCK (64 * 1024)
#define GOV_ARENA_ALIGN 16


typedef struct gov_arena_block_s gov_arena_block_t;

struct gov_arena_block_s {
    gov_arena_block_t *next;
    size_t             used;
    size_t             size;
    _Alignas(GOV_ARENA_ALIGN) char data[];
};

struct gov_arena_s {
    gov_arena_block_t *head;
};


static gov_arena_block_t *
gov_arena_block(size_t size)
{
    gov_arena_block_t *block;

    block = malloc(sizeof(gov_arena_block_t) + size);
    if (block == NULL) {
        return NULL;
    }

    block->next = NULL;
    block->used = 0;
    block->size = size;

    return block;
}


gov_arena_t *
gov_arena_new(void)
{
    return calloc(1, sizeof(gov_arena_t));
}


void
gov_arena_free(gov_arena_t *arena)
{
    gov_arena_block_t *block, *next;

    if (arena == NULL) {
        return;
    }

    for (block = arena->head; block != NULL; block = next) {
        next = block->next;
        free(block);
    }

    free(arena);
}


void *
gov_arena_alloc(gov_arena_t *arena, size_t size)
{
    void              *p;
    gov_arena_block_t *block;

    if (size > SIZE_MAX / 2) {
        return NULL;
    }

    size = (size + GOV_ARENA_ALIGN - 1) & ~(size_t)(GOV_ARENA_ALIGN - 1);

    block = arena->head;

    if (block == NULL || block->size - block->used < size) {
        block = gov_arena_block(size > GOV_ARENA_BLOCK / 4 ? size
                                                           : GOV_ARENA_BLOCK);
        if (block == NULL) {
            return NULL;
        }

        /* a large block goes behind the head, which may still have room */

        if (arena->head != NULL && size > GOV_ARENA_BLOCK / 4) {
            block->next = arena->head->next;
            arena->head->next = block;

        } else {
            block->next = arena->head;
            arena->head = block;
        }
    }

    p = block->data + block->used;
    block->used += size;

    return p;
}


void *
gov_arena_calloc(gov_arena_t *arena, size_t n, size_t size)
{
    void *p;

    if (size != 0 && n > SIZE_MAX / size) {
        return NULL;
    }

    p = gov_arena_alloc(arena, n * size);
    if (p != NULL) {
        memset(p, 0, n * size);
    }

    return p;
}


char *
gov_arena_strndup(gov_arena_t *arena, const char *data, size_t len)
{
    char *p;

    p = gov_arena_alloc(arena, len + 1);
    if (p != NULL) {
        if (len != 0) {
            memcpy(p, data, len);
        }
        p[len] = '\0';
    }

    return p;
}


char *
gov_arena_strdup(gov_arena_t *arena, const char *text)
{
    return gov_arena_strndup(arena, text, strlen(text));
}


char *
gov_arena_printf(gov_arena_t *arena, const char *fmt, ...)
{
    int     n;
    char   *p;
    va_list args;

    va_start(args, fmt);
    n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);

    if (n < 0) {
        return NULL;
    }

    p = gov_arena_alloc(arena, (size_t)n + 1);
    if (p != NULL) {
        va_start(args, fmt);
        vsnprintf(p, (size_t)n + 1, fmt, args);
        va_end(args);
    }

    return p;
}
