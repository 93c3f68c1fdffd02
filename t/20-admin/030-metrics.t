# metrics: valid Prometheus text, and every reply counted once

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Gov::Content;
use Gov::Reply;
use Gov::Server;
use Test::More;

# the checker itself

my $head = "# HELP a_total x\n# TYPE a_total counter\n";

for my $text ("a_total 1\n", "$head$head", "${head}a_total 1",
              "${head}a_total one\n", "${head}a_total{x=1} 1\n",
              "${head}a_total 1\na_total 2\n", "${head}a_total  1\n",
              "# HELP a x\n# TYPE a counter\na 1\n", "${head}\n")
{
    ok(!eval { prometheus($text) }, 'the checker refuses '
       . $text =~ s/\n/\\n/gr);
}

ok(eval { prometheus("${head}a_total{x=\"1\",y=\"\\\"\"} 1e+06\n") },
   'and takes what is right');

my $c = Gov::Content->new;
$c->knowledge('long', answer => '长长的回答。' x 200);
$c->knowledge('gone', validTo => Gov::Content::day(-2));
$c->place('p1')->material('m1');
my $s = Gov::Server->new(workers => 2, generation => $c->generation)->start;

my $bytes;

sub metrics {
    my $r = $s->admin(GET => '/admin/metrics');
    is($r->{headers}{'content-type'},
       'text/plain; version=0.0.4; charset=utf-8', 'metrics are text 0.0.4');
    $bytes = length $r->{body};
    my $m = eval { prometheus($r->{body}) };
    is($@, '', 'and valid');
    return $m;
}

sub count {
    my ($m, $route, $status) = @_;
    return $m->{"gov_requests_total{route=\"$route\",status=\"$status\"}"}
        || 0;
}

my $first = metrics();
my (%due, %sent);
$sent{identity} += $bytes; # of the metrics themselves, once they are out
$due{'admin 200'}++;

# sends the request so many times, and notes what is to be counted
sub ask {
    my ($times, $class, $method, $path, %opt) = @_;

    for (1 .. $times) {
        my $r = $s->request($method, $path, %opt);
        $due{"$class $r->{status}"}++;
        $sent{$r->{headers}{'content-encoding'} || 'identity'}
            += length $r->{body};
    }
}

my $tag = $s->get('/v1/knowledge/long')->{headers}{etag};
$due{'knowledge 200'}++;
$sent{identity} += $s->head('/v1/knowledge/long')->{headers}{'content-length'};
$due{'knowledge 200'}++;

ask(3, 'topics-list', GET => '/v1/topics');
ask(2, 'topics', GET => '/v1/topics/topic-one');
ask(5, 'knowledge', GET => '/v1/knowledge/long',
    headers => ['Accept-Encoding' => 'gzip']);
ask(4, 'knowledge', GET => '/v1/knowledge/long',
    headers => ['Accept-Encoding' => 'br']);
ask(6, 'knowledge', GET => '/v1/knowledge/long',
    headers => ['If-None-Match' => $tag]);
ask(2, 'knowledge', GET => '/v1/knowledge/long',
    headers => [Range => 'bytes=3-20']);
ask(2, 'knowledge', GET => '/v1/knowledge/long',
    headers => [Range => 'bytes=0-3,7-9', 'Accept-Encoding' => 'br']);
ask(2, 'knowledge', GET => '/v1/knowledge/long',
    headers => [Range => 'bytes=999999-', 'Accept-Encoding' => 'br']);
ask(1, 'knowledge', GET => '/v1/knowledge/long',
    headers => ['If-Match' => '"x"', 'Accept-Encoding' => 'br']);
ask(1, 'knowledge', GET => '/v1/knowledge/long',
    headers => ['Accept-Encoding' => '*;q=0']);
ask(3, 'knowledge', GET => '/v1/knowledge/gone');
ask(2, 'knowledge', POST => '/v1/knowledge/long', body => 'x' x 5000);
ask(2, 'knowledge', HEAD => '/v1/knowledge/long');
ask(7, 'knowledge-list', GET => '/v1/knowledge');
ask(1, 'knowledge-list', GET => '/v1/knowledge?topic=topic-one');
ask(2, 'places', GET => '/v1/places/p1');
ask(2, 'materials', GET => '/v1/materials/m1', http => '1.0');
ask(2, 'items-list', GET => '/v1/items');
ask(4, 'other', GET => '/v1/none');
ask(3, 'other', GET => '/v1/topics?x=1');
ask(3, 'other', GET => '/v1/topics?townCode=1');
ask(2, 'other', GET => '/v1/knowledge?cursor=AAAAAAAAAAAA');
ask(3, 'health', GET => '/healthz');
ask(2, 'health', GET => '/readyz');
ask(1, 'health', DELETE => '/healthz');

for my $request ([GET => '/admin/none'], [PUT => '/admin/metrics'],
                 [POST => '/admin/rollback'], [GET => '/admin/generations'])
{
    my $r = $s->admin(@$request);
    $due{"admin $r->{status}"}++;
    $sent{identity} += length $r->{body};
}

ask(1, 'admin', GET => '/admin/metrics', port => $s->admin_port); # 401

my $second = metrics();

for my $what (sort keys %due) {
    my ($route, $status) = split / /, $what;
    is(count($second, $route, $status) - count($first, $route, $status),
       $due{$what}, "$route with $status");
}

# and nothing else

my ($all, $before) = (0, 0);
$all += $second->{$_} for grep { /^gov_requests_total/ } keys %$second;
$before += $first->{$_} for grep { /^gov_requests_total/ } keys %$first;
my $due = 0;
$due += $_ for values %due;
is($all - $before, $due, 'all requests together');
is(count($second, 'other', 'other'), 0, 'no status without a name');

for my $coding (qw(identity gzip br)) {
    my $key = "gov_sent_bytes_total{coding=\"$coding\"}";
    is($second->{$key} - $first->{$key}, $sent{$coding}, "bytes in $coding");
}

# --- gauges

is($second->{gov_activation_sequence}, 1, 'the sequence');
is($second->{gov_workers}, 2, 'the workers');
is($second->{gov_live_generations}, 1, 'the generations mapped');
is($second->{gov_pinned_replies}, 0, 'nothing is pinned');
is($second->{gov_readers_cut_total}, 0, 'nobody was cut off');

$c->place('p2');
my ($exit, $out) = $s->publish($c->generation);
is($exit, 0, 'another generation') or diag $out;
my $third = metrics();
is($third->{gov_activation_sequence}, 2, 'counts the sequence up');
cmp_ok($third->{gov_activation_switch_seconds}, '>', 0, 'takes time');
cmp_ok($third->{gov_activation_prepare_seconds}, '<=',
       $third->{gov_activation_switch_seconds},
       'preparing is a part of it');
cmp_ok($third->{gov_activation_switch_seconds}, '<', 5, 'but not much');

# --- a generation that nobody reads any more is let go

for my $n (1 .. 4) {
    $c->place('p3', address => "$n 号");
    ($exit, $out) = $s->publish($c->generation);
    is($exit, 0, 'and another') or diag $out;
    $s->get('/v1/places/p3') for 1 .. 6;
}

ok(Gov::Server::wait_for(sub {
    prometheus($s->admin(GET => '/admin/metrics')->{body})
        ->{gov_live_generations} == 1
}, 5), 'only the active generation stays mapped');
$third = metrics();

# --- counts go on over a reload, whoever takes the slots

ok($s->reload, 'a reload');
ok(Gov::Server::wait_for(sub { $s->serving }, 5), 'and both workers are back');
$s->get('/v1/topics') for 1 .. 5;
my $fourth = metrics();
is(count($fourth, 'topics-list', 200) - count($third, 'topics-list', 200), 5,
   'counts go on after a reload');
is((grep { /_total/ && $fourth->{$_} < $third->{$_} } keys %$third) + 0, 0,
   'and none goes back');
is($fourth->{gov_workers}, 2, 'the old workers are gone');

# --- a worker that is killed

my ($victim) = $s->workers;
kill 'KILL', $victim;
ok(Gov::Server::wait_for(sub {
    $s->workers == 2 && !grep { $_ == $victim } $s->workers
}, 5), 'another worker takes the place of one that was killed');
ok(Gov::Server::wait_for(sub { $s->serving }, 5), 'and serves');
my $fifth = metrics();
is($fifth->{gov_workers}, 2, 'workers are counted by who is alive');
is($fifth->{gov_pinned_replies}, 0, 'a dead one pins nothing');
is((grep { /_total/ && $fifth->{$_} < $fourth->{$_} } keys %$fourth) + 0, 0,
   'no count goes back');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok(undef, allow => [qr/$victim exited on signal 9/]);
done_testing;
