# methods: GET and HEAD; others 405, and the connection goes on

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
$c->knowledge('k1');
my $s = Gov::Server->new(generation => $c->generation)->start;
my @paths = ('/v1/topics', '/v1/knowledge/k1', '/healthz', '/readyz');

for my $path (@paths) {
    for my $method (qw(POST PUT DELETE OPTIONS PATCH PROPFIND FOO)) {
        for my $body (undef, '', '{"a":1}', 'x' x 100_000) {
            my $r = $s->request($method, $path, body => $body);
            my $what = "$method $path with "
                . (defined $body ? length($body) . ' bytes' : 'no body');
            problem_ok($r, 405, 'method-not-allowed', $what);
            is($r->{headers}{allow}, 'GET, HEAD', 'Allow');
        }
    }
}

problem_ok($s->request('POST', '/v1/none', body => 'x'), 404, 'not-found',
           'what is not there is 404 for any method');

# the next request on the same connection is understood

my $next = "GET /v1/topics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
my $due = $s->get('/v1/topics')->{body};

for my $one (
    ['POST without a body', "POST /v1/topics HTTP/1.1\r\nHost: x\r\n\r\n"],
    ['POST with a body', "POST /v1/topics HTTP/1.1\r\nHost: x\r\n"
        . "Content-Length: 5\r\n\r\nhello"],
    ['POST with much', "POST /v1/topics HTTP/1.1\r\nHost: x\r\n"
        . "Content-Length: 300000\r\n\r\n" . 'GET / ' x 50_000],
    ['POST in chunks', "POST /v1/topics HTTP/1.1\r\nHost: x\r\n"
        . "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"],
    ['PUT with a body to nothing', "PUT /v1/none HTTP/1.1\r\nHost: x\r\n"
        . "Content-Length: 5\r\n\r\nhello"],
    ['GET with a body', "GET /v1/topics HTTP/1.1\r\nHost: x\r\n"
        . "Content-Length: 5\r\n\r\nhello"],
    ['GET with a body, not changed', "GET /v1/topics HTTP/1.1\r\nHost: x\r\n"
        . "If-None-Match: *\r\nContent-Length: 5\r\n\r\nhello"],
    ['HEAD with a body', "HEAD /v1/topics HTTP/1.1\r\nHost: x\r\n"
        . "Content-Length: 5\r\n\r\nhello"],
    ['DELETE of health', "DELETE /healthz HTTP/1.1\r\nHost: x\r\n"
        . "Content-Length: 5\r\n\r\nhello"],
)
{
    my ($name, $first) = @$one;
    my ($method) = $first =~ /^(\w+)/;
    my $bytes = $s->raw($first . $next);
    my $r = Gov::Server::parse(\$bytes, $method);
    ok($r, "$name is answered");
    $r = Gov::Server::parse(\$bytes);
    is($r && $r->{body}, $due, 'and so is the next request');
    is($bytes, '', 'and nothing else comes');
}

# a body that never comes holds nobody else up

my $slow = $s->connect;
syswrite $slow, "POST /v1/topics HTTP/1.1\r\nHost: x\r\n"
    . "Content-Length: 1000\r\n\r\nhello";
my $got = $s->raw('', socket => $slow, until => qr/\}$/);
problem_ok(Gov::Server::parse(\$got), 405, 'method-not-allowed',
           'it is answered before its body is there');
is($s->get('/v1/topics')->{status}, 200, 'meanwhile others are served');
close $slow;

# HEAD of everything that is no content

for my $path ('/v1/none', '/v1/topics?x=1', '/healthz', '/readyz',
              '/v1/knowledge?cursor=AAAAAAAAAAAA')
{
    my ($get, $head) = ($s->get($path), $s->head($path));
    is($head->{status}, $get->{status}, "HEAD $path");
    is($head->{rest}, '', 'without a body');
    is($head->{headers}{'content-length'}, length $get->{body},
       'with its length');
    is(names_of($head), names_of($get), 'and all its headers');
}

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
