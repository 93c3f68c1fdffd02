/*
 * From a request's path and arguments to the key of its reply.
 */

#include "ngx_http_gov_module.h"


typedef struct {
    gov_str_t   filter;        /* "topic=value", as it stands */
    gov_str_t   filter_name;
    gov_str_t   cursor;
    gov_str_t   town;
} ngx_http_gov_args_t;


/* the letters that ids, codes and cursors are made of: nothing to decode */

static ngx_uint_t
ngx_http_gov_query_plain(gov_str_t value)
{
    size_t  i;
    u_char  c;

    if (value.len == 0 || value.len > GOV_ID_MAX) {
        return 0;
    }

    for (i = 0; i < value.len; i++) {
        c = value.data[i];

        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z') || c == '-' || c == '_'))
        {
            return 0;
        }
    }

    return 1;
}


static ngx_http_gov_query_e
ngx_http_gov_query_arg(ngx_http_gov_args_t *args, gov_str_t pair)
{
    char       *equals;
    gov_str_t   name, value, *to;

    equals = memchr(pair.data, '=', pair.len);

    name = pair;
    value = (gov_str_t){ NULL, 0 };

    if (equals != NULL) {
        name.len = equals - pair.data;
        value.data = equals + 1;
        value.len = pair.len - name.len - 1;
    }

    if (gov_str_eq(name, gov_str("townCode"))) {
        to = &args->town;

    } else if (gov_str_eq(name, gov_str("cursor"))) {
        to = &args->cursor;

    } else if (gov_str_eq(name, gov_str("topic"))
               || gov_str_eq(name, gov_str("town")))
    {
        to = &args->filter;

    } else {
        return NGX_HTTP_GOV_QUERY_UNKNOWN;
    }

    if (to->data != NULL || !ngx_http_gov_query_plain(value)) {
        return NGX_HTTP_GOV_QUERY_BAD;
    }

    if (to == &args->filter) {
        args->filter_name = name;
        value = pair;
    }

    *to = value;

    return NGX_HTTP_GOV_QUERY_OK;
}


static ngx_http_gov_query_e
ngx_http_gov_query_parse(ngx_str_t text, ngx_http_gov_args_t *args)
{
    u_char                *end;
    gov_str_t              pair;
    ngx_http_gov_query_e   rc;

    while (text.len > 0) {
        end = memchr(text.data, '&', text.len);

        pair.data = (char *) text.data;
        pair.len = end == NULL ? text.len : (size_t) (end - text.data);

        text.data += pair.len;
        text.len -= pair.len;

        if (end != NULL) {
            text.data++;
            text.len--;
        }

        if (pair.len == 0) {
            continue;
        }

        rc = ngx_http_gov_query_arg(args, pair);

        if (rc != NGX_HTTP_GOV_QUERY_OK) {
            return rc;
        }
    }

    return NGX_HTTP_GOV_QUERY_OK;
}


/* only a list has filters and pages, and each kind its own filter */

static ngx_uint_t
ngx_http_gov_query_allowed(ngx_str_t uri, ngx_http_gov_args_t *args)
{
    ngx_uint_t         i;
    const gov_kind_t  *kind;

    if (args->filter.data == NULL && args->cursor.data == NULL) {
        return 1;
    }

    for (i = 0; i < GOV_KIND_MAX; i++) {
        kind = &gov_kinds[i];

        if (!kind->listed || strlen(kind->route) != uri.len
            || ngx_memcmp(kind->route, uri.data, uri.len) != 0)
        {
            continue;
        }

        return args->filter.data == NULL
               || (kind->filter != NULL
                   && gov_str_eq(args->filter_name,
                                 gov_str_z(kind->filter)));
    }

    return 0;
}


ngx_http_gov_query_e
ngx_http_gov_query(ngx_http_request_t *r, const gov_snapshot_t *snap,
    ngx_http_gov_query_t *query)
{
    u_char                *p;
    ngx_http_gov_args_t    args;
    ngx_http_gov_query_e   rc;

    query->cursor = (gov_str_t){ NULL, 0 };
    query->key = ngx_http_gov_str(r->uri);

    /* an escaped question mark must not pass for the one of a list's key */

    if (memchr(r->uri.data, '?', r->uri.len) != NULL) {
        return NGX_HTTP_GOV_QUERY_PATH;
    }

    if (r->args.len == 0) {
        return NGX_HTTP_GOV_QUERY_OK;
    }

    ngx_memzero(&args, sizeof(ngx_http_gov_args_t));

    rc = ngx_http_gov_query_parse(r->args, &args);

    if (rc != NGX_HTTP_GOV_QUERY_OK) {
        return rc;
    }

    if (!ngx_http_gov_query_allowed(r->uri, &args)) {
        return NGX_HTTP_GOV_QUERY_UNKNOWN;
    }

    if (args.town.data != NULL && !gov_snapshot_town(snap, args.town)) {
        return NGX_HTTP_GOV_QUERY_TOWN;
    }

    query->cursor = args.cursor;

    if (args.filter.data == NULL && args.cursor.data == NULL) {
        return NGX_HTTP_GOV_QUERY_OK;
    }

    /* allowed only on list routes, which are short: it fits */

    p = ngx_cpymem(query->buf, r->uri.data, r->uri.len);

    if (args.filter.data != NULL) {
        *p++ = '?';
        p = ngx_cpymem(p, args.filter.data, args.filter.len);
    }

    if (args.cursor.data != NULL) {
        *p++ = args.filter.data == NULL ? '?' : '&';
        p = ngx_cpymem(p, "cursor=", sizeof("cursor=") - 1);
        p = ngx_cpymem(p, args.cursor.data, args.cursor.len);
    }

    query->key.data = (char *) query->buf;
    query->key.len = p - query->buf;

    return NGX_HTTP_GOV_QUERY_OK;
}
