# TLS with HTTP/2: the same answers

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use File::Temp ();
use Gov::Content;
use Gov::Reply;
use Gov::Server;
use Test::More;

my ($none) = Gov::Server::run('curl', '--version');
plan skip_all => 'no curl' if $none != 0;

my $c = Gov::Content->new;
$c->knowledge('long', answer => '长长的回答。' x 200);
$c->knowledge('big', formal => Gov::Content::text(1_500_000));
my $s = Gov::Server->new(generation => $c->generation, tls => 1,
                         ipv6 => 1)->start;
my $base = 'https://localhost:' . $s->tls_port;
my $dir = File::Temp->newdir('gov-curl-XXXXXX', TMPDIR => 1);

# one request; {version} is curl's
sub curl {
    my ($path, @options) = @_;

    unlink "$dir/head", "$dir/body";
    my ($exit, $out) = Gov::Server::run('curl', qw(-sS --max-time 10 --http2),
        '--cacert', $s->cert, '--resolve',
        'localhost:' . $s->tls_port . ':127.0.0.1', '-D', "$dir/head", '-o',
        "$dir/body", '-w', '%{http_version} %{ssl_verify_result}', @options,
        "$base$path");
    my $head = Gov::Server::slurp("$dir/head");
    my %r = (exit => $exit, out => $out, raw => [], headers => {},
             body => Gov::Server::slurp("$dir/body"));
    ($r{version}, $r{status}) = $head =~ m{^HTTP/(\S+) (\d+)};

    while ($head =~ /^([^:\r\n]+): (.*)\r$/mg) {
        push @{$r{raw}}, [$1, $2];
        $r{headers}{lc $1} = $2;
    }

    return \%r;
}

sub due { (Gov::Server::govctl('inspect', '--key', $_[0], '--body',
                               $s->{generation}))[1] }

for my $path ('/v1/topics', '/v1/knowledge/long', '/v1/knowledge?topic='
              . $Gov::Content::TOPIC)
{
    my $r = curl($path);
    is("$r->{exit} $r->{out}", '0 2 0', "$path over HTTP/2");
    is($r->{body}, due($path), 'has its bytes');
    is($r->{headers}{'content-length'}, length $r->{body}, 'and length');
    my $plain = $s->get($path);
    is($r->{headers}{etag}, $plain->{headers}{etag},
       'and the ETag of HTTP/1.1');
}

my $r = curl('/v1/knowledge/big');
is("$r->{out} $r->{status}", '2 0 200', 'a big body');
cmp_ok(length $r->{body}, '>', 1_000_000, 'of more than a million bytes');
ok($r->{body} eq due('/v1/knowledge/big'), 'is complete');

$r = curl('/v1/knowledge/big', '--limit-rate', '4M');
ok($r->{body} eq due('/v1/knowledge/big'), 'also when read slowly');

for my $coding (qw(gzip br)) {
    $r = curl('/v1/knowledge/long', '-H', "Accept-Encoding: $coding");
    is($r->{headers}{'content-encoding'}, $coding, "$coding over HTTP/2");
    is($coding eq 'gzip' ? gunzip($r->{body}) : (unbrotli($r->{body}))[0],
       due('/v1/knowledge/long'), 'decodes');
}

my $tag = curl('/v1/knowledge/long')->{headers}{etag};
$r = curl('/v1/knowledge/long', '-H', "If-None-Match: $tag");
is("$r->{out} $r->{status} $r->{body}", '2 0 304 ', '304 over HTTP/2');
is($r->{headers}{etag}, $tag, 'has its ETag');
is($r->{headers}{'content-type'}, undef, 'and no type');

for my $body ('', 'x' x 10, 'y' x 300_000) {
    Gov::Server::spew("$dir/post", $body);
    $r = curl('/v1/topics', '-X', 'POST', '--data-binary', "\@$dir/post");
    is("$r->{exit} $r->{out}", '0 2 0',
       'a POST of ' . length($body) . ' bytes does not hang');
    problem_ok($r, 405, 'method-not-allowed', 'and is 405');
    is($r->{headers}{allow}, 'GET, HEAD', 'with Allow');
}

my $size = length due('/v1/knowledge/long');
$r = curl('/v1/knowledge/long', '-r', '2-5');
is("$r->{status} $r->{headers}{'content-range'}", "206 bytes 2-5/$size",
   'a range');
is($r->{body}, substr(due('/v1/knowledge/long'), 2, 4), 'and its bytes');
$r = curl('/v1/knowledge/long', '-r', "$size-");
problem_ok($r, 416, 'range-not-satisfiable', '416 over HTTP/2');
is($r->{headers}{'content-range'}, "bytes */$size", 'and the length');

problem_ok(curl('/v1/none'), 404, 'not-found', '404 over HTTP/2');
problem_ok(curl('/v1/topics', '-H', 'Accept-Encoding: identity;q=0,zstd'),
           406, 'not-acceptable', '406 over HTTP/2') for 1;
$r = curl('/v1/topics', '-I');
is("$r->{out} $r->{status} $r->{body}", '2 0 200 '
   . Gov::Server::slurp("$dir/head"), 'HEAD over HTTP/2');
problem_ok(curl('/v1/knowledge%3Ftopic%3Dtopic-one'), 404, 'not-found',
           'an escaped question mark over HTTP/2');

# many requests on one connection

my @all = map { ("$base/v1/knowledge/long", '-o', "$dir/many.$_") } 1 .. 30;
my ($exit, $out) = Gov::Server::run('curl', qw(-sS --max-time 20 --http2
    --parallel --cacert), $s->cert, '--resolve',
    'localhost:' . $s->tls_port . ':127.0.0.1', @all);
is($exit, 0, '30 streams at once') or diag $out;
is((grep { Gov::Server::slurp("$dir/many.$_") ne due('/v1/knowledge/long') }
    1 .. 30) + 0, 0, 'each has its bytes');

# HTTP/1.1 over TLS

$r = curl('/v1/knowledge/big', '--http1.1');
is($r->{out}, '1.1 0', 'HTTP/1.1 over TLS');
ok($r->{body} eq due('/v1/knowledge/big'), 'a big body is complete');

ok(Gov::Server::wait_for(sub {
    $s->admin(GET => '/admin/metrics')->{body} =~ /^gov_pinned_replies 0$/m
}, 5), 'nothing stays pinned');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
