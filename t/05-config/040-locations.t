# gov behind named locations, error pages, rewrites and subrequests

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Gov::Content;
use Gov::Reply;
use Gov::Server;
use Test::More;

my $c = Gov::Content->new;
$c->knowledge('k1', answer => '长长的回答。' x 200);
$c->knowledge('k2');

my $s = Gov::Server->new(generation => $c->generation, mode => 0755,
                         locations => <<'END')->start;
location /named { try_files /nothing.here @gov; }
location @gov { rewrite ^/named(/.*) $1 break; gov; }

location = /gone { error_page 410 /v1/knowledge/k1; return 410; }
location = /gone-200 { error_page 410 =200 /v1/knowledge/k1; return 410; }
location = /gone-named { error_page 404 = @fallback; return 404; }
location = /gone-none { error_page 404 /v1/none; return 404; }
location @fallback { rewrite ^ /v1/knowledge/k1 break; gov; }

location = /old { rewrite ^ /v1/knowledge/k1 last; }
location = /old-list { rewrite ^ /v1/knowledge?topic=topic-one? last; }
location = /old-redirect { rewrite ^ /v1/knowledge/k1 permanent; }
location ~ ^/k/(\w+)$ { rewrite ^/k/(\w+)$ /v1/knowledge/$1 break; gov; }

location /guarded/ {
    auth_request /auth-ok;
    rewrite ^/guarded(/.*) $1 break;
    gov;
}
location = /auth-ok { internal; rewrite ^ /v1/knowledge/k1 break; gov; }
location /closed/ {
    auth_request /auth-none;
    rewrite ^/closed(/.*) $1 break;
    gov;
}
location = /auth-none { internal; rewrite ^ /v1/none break; gov; }

location /page/ {
    alias pages/;
    ssi on;
    types { text/html html; }
    default_type text/html;
}
location /mirrored {
    mirror /v1/knowledge/k2;
    rewrite ^/mirrored(/.*) $1 break;
    gov;
}
location /nested {
    location /nested/v1 { rewrite ^/nested(/.*) $1 break; gov; }
}
location /plain { return 200 "plain"; }
END

my $pages = $s->run_dir . '/pages';
mkdir $pages;
Gov::Server::spew("$pages/index.html",
    '<a><!--#include virtual="/v1/knowledge/k1" --></a>'
    . '<b><!--#include virtual="/v1/knowledge?topic=topic-one" --></b>'
    . '<c><!--#include virtual="/v1/none" --></c>');

my $k1 = $s->get('/v1/knowledge/k1');
my $tag = $k1->{headers}{etag};

sub same_ok {
    my ($path, $name, @headers) = @_;

    my $r = $s->get($path, @headers);
    local $Test::Builder::Level = $Test::Builder::Level + 1;
    is($r->{status}, 200, $name);
    is($r->{body}, $k1->{body}, 'the document');
    is($r->{headers}{etag}, $tag, 'its ETag');
    like($r->{headers}{'gov-trace'}, qr/^[0-9a-f]{32}$/, 'a trace');
    return $r;
}

# --- internal redirects

same_ok('/named/v1/knowledge/k1', 'a named location after try_files');
same_ok('/gone-200', 'an error page with a status of its own');
same_ok('/gone-named', 'a named location after an error');
same_ok('/old', 'a rewrite');
same_ok('/k/k1', 'a rewrite within the location');
same_ok('/nested/v1/knowledge/k1', 'a nested location');

is($s->get('/old-list')->{body}, $s->get('/v1/knowledge?topic=topic-one')
     ->{body}, 'a rewrite to a list');
is($s->get('/old-list?cursor=AAAAAAAAAAAA')->{status}, 200,
   'which drops parameters');
problem_ok($s->get('/old?x=1'), 400, 'unknown-parameter',
           'while others keep them');
is($s->get('/named/v1/knowledge/k1', 'If-None-Match' => $tag)->{status}, 304,
   'conditions hold after a redirect');
problem_ok($s->get('/named/v1/none'), 404, 'not-found', 'so do problems');
is($s->get('/named/v1/knowledge/k1', 'Accept-Encoding' => 'gzip')
     ->{headers}{'content-encoding'}, 'gzip', 'and codings');
problem_ok($s->request(POST => '/named/v1/knowledge/k1', body => 'x'), 405,
           'method-not-allowed', 'and methods');

my $r = $s->get('/old-redirect');
is($r->{status}, 301, 'a redirect by the server');

# an error page keeps the error's status: it is no 200 that could be 304

for my $headers ([], ['If-None-Match' => $tag], ['If-None-Match' => '*'],
                 ['If-Match' => '"x"'], [Range => 'bytes=0-3'])
{
    my $bytes = $s->raw("GET /gone HTTP/1.1\r\nHost: x\r\n"
        . (@$headers ? "$headers->[0]: $headers->[1]\r\n" : '') . "\r\n"
        . "GET /plain HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        seconds => 3);
    my $r = Gov::Server::parse(\$bytes);
    is($r->{status}, 410, "an error page with @$headers");
    is($r->{body}, $k1->{body}, 'is the document');
    $r = Gov::Server::parse(\$bytes);
    is($r && $r->{body}, 'plain', 'and the connection goes on');
}

problem_ok($s->get('/gone-none'), 404, 'not-found',
           'an error page that is none');

# --- subrequests: they have the headers of the main request, which are not
# meant for them

for my $headers ([], ['If-None-Match' => $tag], ['If-None-Match' => '*'],
                 ['If-Match' => '"x"'], ['Accept-Encoding' => 'gzip, br'],
                 ['Accept-Encoding' => 'identity;q=0, *;q=0'],
                 [Range => 'bytes=0-3'])
{
    my $what = @$headers ? "with $headers->[0]: $headers->[1]" : 'plainly';

    $r = $s->get('/guarded/v1/topics', @$headers);
    cmp_ok($r->{status}, '<', 500, "auth_request by a document, $what")
        or diag $s->error_log;
    $r = $s->get('/closed/v1/topics', @$headers);
    cmp_ok($r->{status}, '>=', 400, "and by what is not there, $what");

    $r = $s->get('/page/index.html', @$headers);
    my ($one) = $r->{body} =~ m{<a>(.*)</a>}s;
    my ($two) = $r->{body} =~ m{<b>(.*)</b>}s;
    my ($three) = $r->{body} =~ m{<c>(.*)</c>}s;
    next if $r->{status} =~ /^(?:304|412)$/; # of the page itself
    is($one, $k1->{body}, "an included document, $what");
    is_deeply([map { $_->{id} } @{decode($two || '{}')->{items} || []}],
              [qw(k1 k2)], 'and an included list');
    like($three, qr/"code":"not-found"/, 'and an included problem');
}

is($s->get('/guarded/v1/knowledge/k1')->{body}, $k1->{body},
   'what is guarded is served');
is($s->get('/guarded/v1/knowledge/k1', 'If-None-Match' => $tag)->{status},
   304, 'and is conditional');

same_ok('/mirrored/v1/knowledge/k1', 'with a mirror in the background');

# --- a HEAD of a page with includes

$r = $s->head('/page/index.html');
is($r->{status}, 200, 'HEAD of a page with includes');

ok(Gov::Server::wait_for(sub {
    $s->admin(GET => '/admin/metrics')->{body} =~ /^gov_pinned_replies 0$/m
}, 5), 'nothing stays pinned');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
