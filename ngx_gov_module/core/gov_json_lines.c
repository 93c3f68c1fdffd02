/*
 * The index of lines: one node a value, in the order of the text, so that a
 * value's children follow it and its subtree is a range.
 */

#include "gov_json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>


typedef struct {
    uint32_t line;
    uint32_t key_line;
    uint32_t key;     /* where the key begins, its quote included */
    uint32_t key_len; /* quotes included; 0: no key */
    uint32_t end;     /* the node behind the subtree */
} gov_json_node_t;

/* Where the last question at a depth ended; the next is mostly right behind
 * it. */

typedef struct {
    uint32_t parent;
    uint32_t child;
    size_t   index;
} gov_json_cursor_t;

struct gov_json_lines_s {
    const char       *text;
    size_t            len;
    size_t            pos; /* the scan: how far it is, on which line */
    uint32_t          line;
    gov_json_node_t  *nodes;
    uint32_t          n;
    uint32_t          nalloc;
    gov_json_cursor_t cursors[GOV_JSON_DEPTH_MAX + 1];
};


static bool gov_json_scan_value(gov_json_lines_t *lines, unsigned depth,
                                const gov_json_node_t *key);


/* The next byte that is no white space, or -1. */

static int
gov_json_scan_peek(gov_json_lines_t *lines)
{
    char c;

    for (; lines->pos < lines->len; lines->pos++) {
        c = lines->text[lines->pos];

        if (c == '\n') {
            lines->line++;

        } else if (c != ' ' && c != '\t' && c != '\r') {
            return (unsigned char)c;
        }
    }

    return -1;
}


static bool
gov_json_scan_string(gov_json_lines_t *lines)
{
    char c;

    for (lines->pos++; lines->pos < lines->len; lines->pos++) {
        c = lines->text[lines->pos];

        if (c == '"') {
            lines->pos++;
            return true;
        }

        if (c == '\\') {
            lines->pos++;
        }
    }

    return false;
}


static bool
gov_json_scan_scalar(gov_json_lines_t *lines)
{
    size_t n;

    n = 0;

    while (lines->pos + n < lines->len
           && memchr(" \t\r\n,:[]{}\"", lines->text[lines->pos + n], 11)
                  == NULL)
    {
        n++;
    }

    lines->pos += n;

    return n > 0;
}


static bool
gov_json_scan_key(gov_json_lines_t *lines, gov_json_node_t *key)
{
    if (gov_json_scan_peek(lines) != '"') {
        return false;
    }

    key->key = (uint32_t)lines->pos;
    key->key_line = lines->line;

    if (!gov_json_scan_string(lines)) {
        return false;
    }

    key->key_len = (uint32_t)lines->pos - key->key;

    if (gov_json_scan_peek(lines) != ':') {
        return false;
    }

    lines->pos++;

    return true;
}


static bool
gov_json_scan_members(gov_json_lines_t *lines, unsigned depth, bool object)
{
    int             c, close;
    gov_json_node_t key;

    close = object ? '}' : ']';
    lines->pos++;

    if (gov_json_scan_peek(lines) == close) {
        lines->pos++;
        return true;
    }

    for (;;) {
        memset(&key, 0, sizeof(key));

        if (object && !gov_json_scan_key(lines, &key)) {
            return false;
        }

        if (!gov_json_scan_value(lines, depth, &key)) {
            return false;
        }

        c = gov_json_scan_peek(lines);
        lines->pos++;

        if (c == close) {
            return true;
        }

        if (c != ',') {
            return false;
        }
    }
}


static bool
gov_json_scan_node(gov_json_lines_t *lines, const gov_json_node_t *key)
{
    uint32_t         nalloc;
    gov_json_node_t *nodes;

    if (lines->n == lines->nalloc) {
        nalloc = lines->nalloc == 0 ? 256 : lines->nalloc * 2;

        nodes =
            realloc(lines->nodes, (size_t)nalloc * sizeof(gov_json_node_t));
        if (nodes == NULL) {
            return false;
        }

        lines->nodes = nodes;
        lines->nalloc = nalloc;
    }

    lines->nodes[lines->n] = *key;
    lines->nodes[lines->n].line = lines->line;
    lines->n++;

    return true;
}


static bool
gov_json_scan_value(gov_json_lines_t *lines, unsigned depth,
                    const gov_json_node_t *key)
{
    int      c;
    bool     ok;
    uint32_t node;

    c = gov_json_scan_peek(lines);
    node = lines->n;

    if (c == -1 || !gov_json_scan_node(lines, key)) {
        return false;
    }

    if (c == '{' || c == '[') {
        ok = depth > 0 && gov_json_scan_members(lines, depth - 1, c == '{');

    } else if (c == '"') {
        ok = gov_json_scan_string(lines);

    } else {
        ok = gov_json_scan_scalar(lines);
    }

    lines->nodes[node].end = lines->n;

    return ok;
}


gov_json_lines_t *
gov_json_lines_new(const char *text, size_t len)
{
    gov_json_node_t   key;
    gov_json_lines_t *lines;

    if (len > UINT32_MAX / 2) {
        return NULL;
    }

    lines = calloc(1, sizeof(gov_json_lines_t));
    if (lines == NULL) {
        return NULL;
    }

    lines->text = text;
    lines->len = len;
    lines->line = 1;

    memset(&key, 0, sizeof(key));

    if (!gov_json_scan_value(lines, GOV_JSON_DEPTH_MAX, &key)) {
        gov_json_lines_free(lines);
        return NULL;
    }

    return lines;
}


void
gov_json_lines_free(gov_json_lines_t *lines)
{
    if (lines != NULL) {
        free(lines->nodes);
        free(lines);
    }
}


static bool
gov_json_key_eq(const gov_json_lines_t *lines, const gov_json_node_t *node,
                const char *key)
{
    bool        eq;
    size_t      len;
    json_t     *json;
    const char *text;

    if (node->key_len == 0) {
        return false;
    }

    text = lines->text + node->key;

    if (memchr(text, '\\', node->key_len) == NULL) {
        len = strlen(key);
        return len == node->key_len - 2 && memcmp(text + 1, key, len) == 0;
    }

    json = json_loadb(text, node->key_len, JSON_DECODE_ANY, NULL);
    eq = json_is_string(json) && strcmp(json_string_value(json), key) == 0;
    json_decref(json);

    return eq;
}


/* The child of parent that step names; 0, which is no child: there is none. */

static uint32_t
gov_json_find(gov_json_lines_t *lines, gov_json_cursor_t *cursor,
              uint32_t parent, const gov_json_path_t *step)
{
    size_t   index, seen;
    uint32_t child, end;

    end = lines->nodes[parent].end;

    if (cursor->parent != parent || cursor->child == 0
        || (step->key == NULL && cursor->index > step->index))
    {
        cursor->parent = parent;
        cursor->child = parent + 1;
        cursor->index = 0;
    }

    child = cursor->child;
    index = cursor->index;

    /* once round: from the cursor to the end, then from the start */

    for (seen = 0; parent + 1 < end; seen++) {
        if (child == end) {
            child = parent + 1;
            index = 0;
        }

        if (seen > 0 && child == cursor->child) {
            break;
        }

        if (step->key == NULL
                ? index == step->index && lines->nodes[child].key_len == 0
                : gov_json_key_eq(lines, &lines->nodes[child], step->key))
        {
            cursor->child = child;
            cursor->index = index;
            return child;
        }

        child = lines->nodes[child].end;
        index++;
    }

    return 0;
}


/* The node at path, or the last one on the way there.  depth comes back as
 * the number of steps that were found. */

static uint32_t
gov_json_reach(gov_json_lines_t *lines, const gov_json_path_t *path,
               unsigned *depth, bool *whole)
{
    uint32_t parent, child;

    if (path == NULL) {
        *depth = 0;
        *whole = true;
        return 0;
    }

    parent = gov_json_reach(lines, path->up, depth, whole);

    if (!*whole || *depth >= GOV_JSON_DEPTH_MAX) {
        *whole = false;
        return parent;
    }

    child = gov_json_find(lines, &lines->cursors[*depth], parent, path);
    if (child == 0) {
        *whole = false;
        return parent;
    }

    (*depth)++;

    return child;
}


unsigned
gov_json_line(gov_json_lines_t *lines, const gov_json_path_t *path, bool key)
{
    bool             whole;
    unsigned         depth;
    gov_json_node_t *node;

    node = &lines->nodes[gov_json_reach(lines, path, &depth, &whole)];

    return key && whole && node->key_len != 0 ? node->key_line : node->line;
}
