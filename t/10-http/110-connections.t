# connections: HTTP/1.0, keep-alive, pipelining, halves and hang-ups, IPv6

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
$c->knowledge(sprintf('k%02d', $_), answer => "回答 $_ 。" x $_) for 1 .. 40;
$c->knowledge('big', formal => Gov::Content::text(1_500_000));
my $s = Gov::Server->new(generation => $c->generation, ipv6 => 1)->start;

sub due { (Gov::Server::govctl('inspect', '--key', $_[0], '--body',
                               $s->{generation}))[1] }

# --- HTTP/1.0

my $r = $s->request(GET => '/v1/topics', http => '1.0');
is($r->{status}, 200, 'HTTP/1.0');
is($r->{body}, due('/v1/topics'), 'with the whole body, and the end of it');
is($r->{headers}{connection}, 'close', 'and of the connection');
is($r->{headers}{'transfer-encoding'}, undef, 'and no chunks');

$r = $s->request(GET => '/v1/knowledge/big', http => '1.0');
is(length $r->{body}, length due('/v1/knowledge/big'), 'a big one');

$r = $s->request(GET => '/v1/none', http => '1.0');
problem_ok($r, 404, 'not-found', 'a problem over HTTP/1.0');

my $bytes = $s->raw("GET /v1/topics HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
    . "GET /healthz HTTP/1.0\r\n\r\n");
$r = Gov::Server::parse(\$bytes);
is($r->{headers}{connection}, 'keep-alive', 'HTTP/1.0 with keep-alive');
is(Gov::Server::parse(\$bytes)->{status}, 200, 'goes on');

# --- keep-alive

my $socket = $s->connect;

for my $path ('/v1/topics', '/v1/none', '/v1/knowledge/k07', '/healthz',
              '/v1/knowledge?x=1')
{
    syswrite $socket, "GET $path HTTP/1.1\r\nHost: x\r\n\r\n";
    my $got = $s->raw('', socket => $socket, until => qr/\r\n\r\n.*\}\s*\z/s);
    $r = Gov::Server::parse(\$got);
    is($r && $r->{status} . $got,
       $path =~ /none/ ? 404 : $path =~ /x=1/ ? 400 : 200,
       "$path on a connection that stays");
}

close $socket;

# --- pipelining: replies in the order of requests, nothing lost between them

my @paths = map { (sprintf('/v1/knowledge/k%02d', $_), '/v1/none') } 1 .. 40;
push @paths, '/v1/knowledge/big', '/v1/topics';

$bytes = $s->raw(join('', map { "GET $_ HTTP/1.1\r\nHost: x\r\n\r\n" } @paths)
    . "HEAD /v1/knowledge/big HTTP/1.1\r\nHost: x\r\n\r\n"
    . "GET /v1/topics HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n"
    . "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

my $faults = 0;

for my $path (@paths) {
    $r = Gov::Server::parse(\$bytes) or last;
    $faults++ if $path eq '/v1/none' ? $r->{status} != 404
        : $r->{body} ne due($path);
}

is($faults, 0, @paths . ' pipelined requests are answered in order');
$r = Gov::Server::parse(\$bytes, 'HEAD');
is($r && $r->{headers}{'content-length'}, length due('/v1/knowledge/big'),
   'a HEAD among them');
is(Gov::Server::parse(\$bytes)->{status}, 304, 'a 304');
is(Gov::Server::parse(\$bytes)->{status}, 200, 'and the last');
is($bytes, '', 'nothing is left over');

# --- in pieces, and cut off

$socket = $s->connect;
syswrite $socket, $_ for split //, "GET /v1/topics HTTP/1.1\r\nHost: x\r\n"
    . "Connection: close\r\n\r\n";
my $got = $s->raw('', socket => $socket);
is(Gov::Server::parse(\$got)->{status}, 200, 'a request byte by byte');

for my $part ('GET /v1/top', "GET /v1/topics HTTP/1.1\r\n", '',
              "POST /v1/topics HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n"
              . "\r\nabc")
{
    $socket = $s->connect;
    syswrite $socket, $part;
    close $socket;
}

for (1 .. 20) { # readers that go away in the middle of a big reply
    $socket = $s->connect(rcvbuf => 4096);
    syswrite $socket, "GET /v1/knowledge/big HTTP/1.1\r\nHost: x\r\n\r\n";
    sysread $socket, my $some, 2000;
    close $socket;
}

is($s->get('/v1/knowledge/big')->{body}, due('/v1/knowledge/big'),
   'the next reader gets everything');

ok(Gov::Server::wait_for(sub {
    $s->admin(GET => '/admin/metrics')->{body} =~ /^gov_pinned_replies 0$/m
}, 5), 'those who went away pin nothing');

# --- IPv6

$r = $s->request(GET => '/v1/knowledge/k03', host => '::1');
is($r->{status}, 200, '[::1] answers');
is($r->{body}, due('/v1/knowledge/k03'), 'the same');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
