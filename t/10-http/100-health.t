# /healthz and /readyz: alive without content; ready from the moment something
# is published, without a restart

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
my $s = Gov::Server->new(workers => 2)->start;

sub unavailable_ok {
    my ($r, $name) = @_;

    local $Test::Builder::Level = $Test::Builder::Level + 1;
    problem_ok($r, 503, 'no-generation', $name);
    is($r->{headers}{'retry-after'}, '5', 'with Retry-After');
    is($r->{headers}{'gov-generation'}, undef, 'and no Gov-Generation');
}

my $r = $s->get('/healthz');
is($r->{status}, 200, 'it is alive with nothing published');
is_deeply(decode($r->{body}), { alive => JSON::PP::true }, 'and says so');
unavailable_ok($s->get('/readyz'), 'it is not ready');
unavailable_ok($s->get('/v1/topics'), 'a content route');
unavailable_ok($s->get('/v1/none?x=1'), 'any route');
unavailable_ok($s->request(POST => '/v1/topics', body => 'x'), 'any method');
is($s->get('/readyz')->{headers}{'cache-control'}, 'no-store',
   'none of which is stored');
like($s->error_log, qr/\[warn\].*gov_run: .*not ready until one is published/,
     'the log says what is missing');

my ($exit, $out) = $s->publish($c->generation);
is($exit, 0, 'a generation is published') or diag $out;
like($out, qr/is active on 2 workers/, 'to both workers');

for (1 .. 8) { # whichever worker accepts
    $r = $s->get('/readyz');
    is($r->{status}, 200, 'it is ready without a restart');
}

is_deeply(decode($r->{body}), { ready => JSON::PP::true }, 'and says so');
like($r->{headers}{'gov-generation'}, qr/^1-[0-9a-f]{12}$/,
     'from which generation');
is($s->get('/v1/knowledge/k1')->{status}, 200, 'and serves');
is($s->get('/healthz?x=1')->{status}, 200, 'parameters do not matter here');

for my $path (qw(/healthz/ /healthz1 /readyz/ /health /readyzz)) {
    problem_ok($s->get($path), 404, 'not-found', "$path is no such path");
}

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;

# the run directory cannot be used

my $broken = Gov::Server->new;
rmdir "$broken->{run}/$_" for qw(generations activate);
Gov::Server::spew("$broken->{run}/generations", 'in the way');
($exit, $out) = $broken->nginx('-t');
isnt($exit, 0, 'a broken run directory: nginx -t fails');
like($out, qr/gov_run: .*generations: Not a directory/, 'and says why');
isnt(($broken->nginx)[0], 0, 'and it does not start');

done_testing;
