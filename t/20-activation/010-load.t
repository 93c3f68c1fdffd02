# Under load generations are published and rolled back: no request fails, every
# body is that of the generation its header names, and none is older than what
# was active when it was asked for.

use strict;
use warnings;
use lib 't/lib';

use Test::More;
use Gov::Drill;
use Gov::Load;
use Gov::Server timeout => 240;
use Time::HiRes qw(sleep time);

my $soak = $ENV{GOV_SOAK};
my $seconds = $soak ? 30 : 5;
my $publishes = $soak ? 20 : 8;
my $rollbacks = $soak ? 5 : 2;

my $set = Gov::Load::set($publishes + 1);
my $s = Gov::Server->new(workers => 4, generation => $set->{files}[0])->start;
my $load = Gov::Load->new(port => $s->port, set => $set, connections => 64,
                          processes => $soak ? 4 : 2)->start;

my $begun = time;
my $steps = $publishes + $rollbacks;
my $every = ($publishes + 1) / ($rollbacks + 1);
my ($seq, $next, $back, @slow) = (1, 1, 0);

for my $step (1 .. $steps) {
    my $roll = $back < $rollbacks && $step >= ($back + 1) * ($every + 1) - 1;
    my ($exit, $out) = $roll ? $s->rollback
                             : $s->publish($set->{files}[$next++]);
    $back++ if $roll;
    $seq++;
    $load->floor($seq);

    push @slow, $out if $exit != 0
        || $out !~ /^sequence $seq: .* on 4 workers/;

    my $left = $begun + $seconds * $step / $steps - time;
    sleep $left if $left > 0;
}

my $took = time - $begun;
my $sum = $load->stop;

is_deeply \@slow, [], "$publishes published, $back rolled back";
is $back, $rollbacks, 'as many as were asked for';
is_deeply $sum->{failed}, [], sprintf '%d requests in %.0f s, none failed',
    $sum->{requests}, $took;
is $sum->{again}, 0, 'no connection was closed under one';
is_deeply $sum->{wrong}, [], 'every body is that of the generation it names';
is_deeply $sum->{stale}, [], 'none is older than what was active';
cmp_ok $sum->{requests}, '>', 200 * $seconds, 'there was load';

# the labels seen are activations that took place, nearly all of them

my %active = map { (label($_->{sequence}, $_->{generation}) => 1) }
    activations($s);

is scalar(keys %active), $seq, 'every activation is on record';
is_deeply [grep { !$active{$_} } keys %{$sum->{labels}}], [],
    'every label seen is on record';
cmp_ok scalar(keys %{$sum->{labels}}), '>=', $seq - 1, 'they were all seen';

ok Gov::Server::wait_for(sub { !grep { mapped($_) != 1 } $s->workers }),
    'each worker maps one generation';

my $metrics = $s->admin(GET => '/admin/metrics')->{body};
like $metrics, qr/^gov_workers 4$/m, 'four workers';
like $metrics, qr/^gov_live_generations 1$/m, 'one live generation';
like $metrics, qr/^gov_pinned_replies 0$/m, 'nothing is pinned';
like $metrics, qr/^gov_readers_cut_total 0$/m, 'nobody was cut off';
like $metrics, qr/^gov_activation_sequence $seq$/m, "sequence $seq";

ok $s->stop, 'the server ends';
$s->clean_log_ok;
done_testing;
