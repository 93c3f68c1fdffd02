/*
 * /healthz: the worker answers.  /readyz: it has a generation to serve.
 */

#include "ngx_http_gov_module.h"


static ngx_str_t  ngx_http_gov_health_type = ngx_string("application/json");


ngx_int_t
ngx_http_gov_health(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx)
{
    ngx_int_t  rc;
    ngx_str_t  body;

    /* the lengths tell nearly every other request apart */

    if (r->uri.len == sizeof("/readyz") - 1
        && ngx_memcmp(r->uri.data, "/readyz", 7) == 0)
    {
        if (ctx->live == NULL) {
            return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_UNAVAILABLE,
                                        ngx_http_gov_worker.agent == NULL
                                            ? "no run directory"
                                            : ngx_http_gov_worker.agent->error,
                                        NGX_HTTP_GOV_CLASS_HEALTH);
        }

        ngx_str_set(&body, "{\"ready\":true}");

    } else if (r->uri.len == sizeof("/healthz") - 1
               && ngx_memcmp(r->uri.data, "/healthz", 8) == 0)
    {
        ngx_str_set(&body, "{\"alive\":true}");

    } else {
        return NGX_DECLINED;
    }

    if (!(r->method & (NGX_HTTP_GET|NGX_HTTP_HEAD))) {
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_NOT_ALLOWED, NULL,
                                    NGX_HTTP_GOV_CLASS_HEALTH);
    }

    rc = ngx_http_discard_request_body(r);
    if (rc != NGX_OK) {
        return rc;
    }

    return ngx_http_gov_send(r, ctx, NGX_HTTP_OK, ngx_http_gov_health_type,
                             body, NGX_HTTP_GOV_CLASS_HEALTH);
}
