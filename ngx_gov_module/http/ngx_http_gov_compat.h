/*
 * The differences between nginx 1.22 and later that this module meets.
 */

#ifndef _NGX_HTTP_GOV_COMPAT_H_INCLUDED_
#define _NGX_HTTP_GOV_COMPAT_H_INCLUDED_

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


/* 1.23.0 chains header lines of the same name */

#if (nginx_version >= 1023000)
#define ngx_http_gov_header_init(h)  (h)->next = NULL
#else
#define ngx_http_gov_header_init(h)
#endif


#endif /* _NGX_HTTP_GOV_COMPAT_H_INCLUDED_ */
