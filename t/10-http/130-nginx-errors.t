# what nginx itself finds wrong comes as a problem too

use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Gov::Reply;
use Gov::Server;
use JSON::PP;
use Test::More;

my $s = Gov::Server->new(content => "$Gov::Server::TOP/conf/content",
    server => <<'CONF', locations => <<'LOCATIONS');
        error_page 400 403 405 413 414 494 497 500 502 504 505 /problem;
        client_max_body_size 1k;
        large_client_header_buffers 2 1k;
CONF
        location = /problem { internal; gov_problem; }
        location = /down { proxy_pass http://127.0.0.1:1; }
        location = /open { gov_problem; }
LOCATIONS
$s->start;

sub problem {
    my ($name, $bytes, $status, $code) = @_;

    my $r = Gov::Server::parse(\(my $got = $s->raw($bytes, seconds => 3)));

    is($r->{status}, $status, "$name: $status");
    is($r->{headers}{'content-type'}, 'application/problem+json',
       "$name: a problem");
    my $json = eval { decode_json($r->{body}) } || {};
    is($json->{code}, $code, "$name: $code");
    is($json->{status}, $status, "$name: the status in the body");
    is($json->{hint}, $r->{headers}{'gov-trace'}, "$name: the hint");
}

my $end = "Host: x\r\nConnection: close\r\n\r\n";

problem('a zero byte', "GET /v1/%00 HTTP/1.1\r\n$end", 400, 'bad-request');
problem('no host', "GET /v1/topics HTTP/1.1\r\n\r\n", 400, 'bad-request');
problem('a long header', "GET / HTTP/1.1\r\nX: " . 'x' x 3000 . "\r\n$end",
        400, 'bad-request');
problem('a long address', 'GET /' . 'x' x 3000 . " HTTP/1.1\r\n$end", 414,
        'uri-too-long');
problem('a long body', "POST /v1/topics HTTP/1.1\r\nContent-Length: 5000\r\n"
        . $end, 413, 'too-large');
problem('nobody behind', "GET /down HTTP/1.1\r\n$end", 502, 'bad-gateway');
problem('asked for directly', "GET /open HTTP/1.1\r\n$end", 404, 'not-found');

ok($s->stop, 'it ends');
$s->clean_log_ok;
done_testing();
