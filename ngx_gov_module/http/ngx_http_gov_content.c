/*
 * GET and HEAD of prebuilt content: one look-up, no lock, no copy.
 */

#include "ngx_http_gov_module.h"

#include "core/gov_accept.h"
#include "core/gov_time.h"


typedef struct {
    gov_live_t           *live;
    const gov_reply_t    *reply;
    const gov_variant_t  *variant;
    const gov_body_t     *body;
    int64_t               until;      /* when the answer changes */
    ngx_uint_t            coding;
    ngx_http_gov_class_e  class;
} ngx_http_gov_hit_t;


static ngx_str_t  ngx_http_gov_types[GOV_TYPE_MAX] = {
    ngx_string("application/json"),
    ngx_string("text/html; charset=utf-8")
};

static ngx_str_t  ngx_http_gov_codings[GOV_CODING_MAX] = {
    ngx_string("identity"), ngx_string("gzip"), ngx_string("br")
};

static ngx_str_t  ngx_http_gov_name_etag = ngx_string("ETag");
static ngx_str_t  ngx_http_gov_name_vary = ngx_string("Vary");
static ngx_str_t  ngx_http_gov_name_coding = ngx_string("Content-Encoding");
static ngx_str_t  ngx_http_gov_name_link = ngx_string("Link");
static ngx_str_t  ngx_http_gov_vary = ngx_string("Accept-Encoding");


/* max-age never crosses the moment at which the answer changes */

static ngx_int_t
ngx_http_gov_content_age(ngx_http_request_t *r, int64_t until,
    ngx_str_t *value)
{
    time_t                    left;
    ngx_http_gov_loc_conf_t  *glcf;

    glcf = ngx_http_get_module_loc_conf(r, ngx_http_gov_module);

    *value = glcf->cache_control;

    if (until == GOV_TIME_MAX || until - ngx_time() >= glcf->max_age) {
        return NGX_OK;
    }

    left = until - ngx_time();

    value->data = ngx_pnalloc(r->pool,
                              sizeof("public, max-age=") + NGX_TIME_T_LEN);
    if (value->data == NULL) {
        return NGX_ERROR;
    }

    value->len = ngx_sprintf(value->data, "public, max-age=%T", left)
                 - value->data;

    return NGX_OK;
}


static ngx_int_t
ngx_http_gov_content_headers(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_http_gov_hit_t *hit)
{
    ngx_str_t          value;
    const gov_body_t  *body;

    body = hit->body;

    if (ngx_http_gov_content_age(r, hit->until, &value) != NGX_OK
        || ngx_http_gov_headers(r, ctx, value) != NGX_OK
        || ngx_http_gov_header(r, ngx_http_gov_name_vary, ngx_http_gov_vary)
           == NULL)
    {
        return NGX_ERROR;
    }

    value.data = (u_char *) body->etag;
    value.len = GOV_ETAG_LEN;

    r->headers_out.etag = ngx_http_gov_header(r, ngx_http_gov_name_etag,
                                              value);
    if (r->headers_out.etag == NULL) {
        return NGX_ERROR;
    }

    if (hit->variant->link_len != 0) {
        value.data = (u_char *) hit->live->snap.base + hit->variant->link_off;
        value.len = hit->variant->link_len;

        if (ngx_http_gov_header(r, ngx_http_gov_name_link, value) == NULL) {
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


/* RFC 9110, 13.2.2: If-Match, then If-None-Match; dates are not used */

static ngx_uint_t
ngx_http_gov_content_precondition(ngx_http_request_t *r,
    const gov_body_t *body)
{
    gov_str_t  etag;

    /* a subrequest has its parent's headers, an error page its own status */

    if (r != r->main || r->err_status != 0) {
        return NGX_HTTP_OK;
    }

    etag.data = body->etag;
    etag.len = GOV_ETAG_LEN;

    if (r->headers_in.if_match
        && !gov_accept_etag(ngx_http_gov_str(r->headers_in.if_match->value),
                            etag, 0))
    {
        return NGX_HTTP_PRECONDITION_FAILED;
    }

    if (r->headers_in.if_none_match
        && gov_accept_etag(
               ngx_http_gov_str(r->headers_in.if_none_match->value), etag, 1))
    {
        return NGX_HTTP_NOT_MODIFIED;
    }

    return NGX_HTTP_OK;
}


static ngx_int_t
ngx_http_gov_content_not_modified(ngx_http_request_t *r,
    ngx_http_gov_hit_t *hit)
{
    r->headers_out.status = NGX_HTTP_NOT_MODIFIED;
    r->headers_out.content_length_n = -1;
    r->header_only = 1;

    ngx_http_gov_count(r, hit->class, hit->coding);

    return ngx_http_send_header(r);
}


static ngx_int_t
ngx_http_gov_content_body(ngx_http_request_t *r, ngx_http_gov_hit_t *hit)
{
    ngx_buf_t    *b;
    ngx_chain_t   out;

    b = ngx_calloc_buf(r->pool);
    if (b == NULL) {
        return NGX_ERROR;
    }

    /* memory, not temporary: filters must never write into the mapping */

    b->pos = (u_char *) hit->live->snap.base + hit->body->off;
    b->last = b->pos + hit->body->len;
    b->memory = 1;
    b->last_buf = r == r->main ? 1 : 0;
    b->last_in_chain = 1;

    out.buf = b;
    out.next = NULL;

    return ngx_http_output_filter(r, &out);
}


/* the range filter has refused: its Content-Range is all that stays */

static ngx_int_t
ngx_http_gov_content_range(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_http_gov_hit_t *hit)
{
    ngx_str_t         name;
    ngx_table_elt_t  *range;

    range = r->headers_out.content_range;

    if (ngx_list_init(&r->headers_out.headers, r->pool, 8,
                      sizeof(ngx_table_elt_t))
        != NGX_OK)
    {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    r->headers_out.etag = NULL;
    r->headers_out.content_encoding = NULL;
    ngx_str_set(&name, "Content-Range");

    if (range != NULL
        && ngx_http_gov_header(r, name, range->value) == NULL)
    {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_RANGE, NULL, hit->class);
}


static ngx_int_t
ngx_http_gov_content_coded(ngx_http_request_t *r, ngx_http_gov_hit_t *hit)
{
    ngx_table_elt_t  *h;

    if (hit->coding == GOV_CODING_IDENTITY) {
        return NGX_OK;
    }

    h = ngx_http_gov_header(r, ngx_http_gov_name_coding,
                            ngx_http_gov_codings[hit->coding]);
    if (h == NULL) {
        return NGX_ERROR;
    }

    r->headers_out.content_encoding = h;

    return NGX_OK;
}


static ngx_int_t
ngx_http_gov_content_send(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_http_gov_hit_t *hit)
{
    ngx_int_t   rc;
    ngx_str_t  *type;
    ngx_uint_t  status;

    status = ngx_http_gov_content_precondition(r, hit->body);

    if (status == NGX_HTTP_PRECONDITION_FAILED) {
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_PRECONDITION, NULL,
                                    hit->class);
    }

    if (ngx_http_gov_content_headers(r, ctx, hit) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    /* nginx would test conditions again, and dates that we do not have */

    r->disable_not_modified = 1;

    if (status == NGX_HTTP_NOT_MODIFIED) {
        return ngx_http_gov_content_not_modified(r, hit);
    }

    if (ngx_http_gov_content_coded(r, hit) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    type = &ngx_http_gov_types[hit->reply->type];

    r->headers_out.status = NGX_HTTP_OK;
    r->headers_out.content_type = *type;
    r->headers_out.content_type_len = type->len;
    r->headers_out.content_length_n = hit->body->len;
    r->allow_ranges = 1;

    if (r->method == NGX_HTTP_HEAD) {
        r->headers_in.range = NULL; /* defined for GET only: RFC 9110, 14.2 */
    }

    rc = ngx_http_send_header(r);

    if (rc == NGX_HTTP_RANGE_NOT_SATISFIABLE) {
        return ngx_http_gov_content_range(r, ctx, hit);
    }

    ngx_http_gov_count(r, hit->class, hit->coding);

    if (rc == NGX_ERROR || rc > NGX_OK || r->header_only) {
        return rc;
    }

    return ngx_http_gov_content_body(r, hit);
}


static ngx_int_t
ngx_http_gov_content_coding(ngx_http_request_t *r, ngx_http_gov_hit_t *hit)
{
    int                   coding;
    unsigned              available;
    const gov_variant_t  *variant;

    variant = hit->variant;
    coding = GOV_CODING_IDENTITY;

    /* a subrequest's body goes into something else: never coded */

    if (r == r->main && r->headers_in.accept_encoding) {
        available = 1u << GOV_CODING_IDENTITY;

        if (variant->body[GOV_CODING_GZIP].len != 0) {
            available |= 1u << GOV_CODING_GZIP;
        }

        if (variant->body[GOV_CODING_BR].len != 0) {
            available |= 1u << GOV_CODING_BR;
        }

        coding = gov_accept_coding(
                     ngx_http_gov_str(r->headers_in.accept_encoding->value),
                     available);

        if (coding == GOV_ACCEPT_NONE) {
            return NGX_DECLINED;
        }
    }

    hit->coding = coding;
    hit->body = &variant->body[coding];

    return NGX_OK;
}


static ngx_int_t
ngx_http_gov_content(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_http_gov_hit_t *hit)
{
    ngx_int_t  rc;

    hit->class = ngx_http_gov_class(hit->reply->kind, hit->reply->list);

    if (!(r->method & (NGX_HTTP_GET|NGX_HTTP_HEAD))) {
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_NOT_ALLOWED, NULL,
                                    hit->class);
    }

    rc = ngx_http_discard_request_body(r);
    if (rc != NGX_OK) {
        return rc;
    }

    hit->variant = gov_reply_at(hit->reply, ngx_time(), &hit->until);

    if (hit->variant == NULL) {
        /* first pages are always there: a list page is lost to its cursor */

        return ngx_http_gov_problem(r, ctx,
                                    hit->reply->list
                                        ? NGX_HTTP_GOV_CURSOR_GONE
                                        : NGX_HTTP_GOV_NOT_IN_FORCE,
                                    NULL, hit->class);
    }

    if (ngx_http_gov_content_coding(r, hit) != NGX_OK) {
        if (ngx_http_gov_header(r, ngx_http_gov_name_vary, ngx_http_gov_vary)
            == NULL)
        {
            return NGX_HTTP_INTERNAL_SERVER_ERROR;
        }

        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_NOT_ACCEPTABLE, NULL,
                                    hit->class);
    }

    return ngx_http_gov_content_send(r, ctx, hit);
}


static ngx_int_t
ngx_http_gov_miss(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_http_gov_query_e rc, ngx_http_gov_query_t *query)
{
    ngx_http_gov_problem_e  problem;

    /* what is wrong with its parameters matters only where there is a path */

    if (rc != NGX_HTTP_GOV_QUERY_OK
        && gov_snapshot_find(&ctx->live->snap, ngx_http_gov_str(r->uri))
           == NULL)
    {
        rc = NGX_HTTP_GOV_QUERY_PATH;
    }

    switch (rc) {

    case NGX_HTTP_GOV_QUERY_PATH:
        problem = NGX_HTTP_GOV_NOT_FOUND;
        break;

    case NGX_HTTP_GOV_QUERY_UNKNOWN:
        problem = NGX_HTTP_GOV_BAD_PARAMETER;
        break;

    case NGX_HTTP_GOV_QUERY_BAD:
        problem = NGX_HTTP_GOV_BAD_VALUE;
        break;

    case NGX_HTTP_GOV_QUERY_TOWN:
        problem = NGX_HTTP_GOV_BAD_TOWN;
        break;

    default:
        problem = query->cursor.data == NULL ? NGX_HTTP_GOV_NOT_FOUND
                                             : NGX_HTTP_GOV_CURSOR_GONE;
    }

    return ngx_http_gov_problem(r, ctx, problem, NULL,
                                NGX_HTTP_GOV_CLASS_OTHER);
}


ngx_int_t
ngx_http_gov_handler(ngx_http_request_t *r)
{
    ngx_int_t              rc;
    gov_live_t            *live;
    ngx_http_gov_hit_t     hit;
    ngx_http_gov_ctx_t    *ctx;
    ngx_http_gov_query_t   query;
    ngx_http_gov_query_e   parsed;

    ctx = ngx_http_gov_begin(r);
    if (ctx == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    live = NULL;

    if (ngx_http_gov_worker.agent != NULL) {
        live = gov_agent_current(ngx_http_gov_worker.agent);
    }

    if (live != NULL) {
        if (ngx_http_gov_pin(r, live) != NGX_OK) {
            return NGX_HTTP_INTERNAL_SERVER_ERROR;
        }

        ctx->live = live;
    }

    rc = ngx_http_gov_health(r, ctx);
    if (rc != NGX_DECLINED) {
        return rc;
    }

    if (live == NULL) {
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_UNAVAILABLE, NULL,
                                    NGX_HTTP_GOV_CLASS_OTHER);
    }

    parsed = ngx_http_gov_query(r, &live->snap, &query);
    hit.reply = NULL;

    if (parsed == NGX_HTTP_GOV_QUERY_OK) {
        hit.reply = gov_snapshot_find(&live->snap, query.key);
    }

    if (hit.reply == NULL) {
        return ngx_http_gov_miss(r, ctx, parsed, &query);
    }

    hit.live = live;

    return ngx_http_gov_content(r, ctx, &hit);
}
