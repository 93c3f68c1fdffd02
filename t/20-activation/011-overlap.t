# Also with an old cycle that still drains, and with two binaries at once,
# nothing older is sent once an activation has returned.

use strict;
use warnings;
use lib 't/lib';

use Test::More;
use Gov::Drill;
use Gov::Load;
use Gov::Server timeout => 240;
use Socket qw(SOL_SOCKET SO_RCVBUF);
use Time::HiRes qw(sleep time);

my $more = $ENV{GOV_SOAK} ? 10 : 3;       # publications in each phase
my $pause = $ENV{GOV_SOAK} ? 1 : 0.25;

my $set = Gov::Load::set(4 * $more + 4, big => 1_200_000);
my $narrow = Gov::Server::free_port();
my $s = Gov::Server->new(
    workers => 2, generation => $set->{files}[0],
    server => "listen 127.0.0.1:$narrow sndbuf=8k;",
    main => 'worker_shutdown_timeout 100s;')->start;

my $load = Gov::Load->new(port => $s->port, set => $set, connections => 32,
                          processes => 2)->start;
my ($seq, $next) = (1, 1);

# publishes some, expecting that many workers to take part in each
sub publish_all {
    my ($phase, $workers) = @_;

    my @bad;

    for (1 .. $more) {
        my ($exit, $out) = $s->publish($set->{files}[$next++]);
        $seq++;
        $load->floor($seq);
        push @bad, $out
            if $exit != 0 || $out !~ /^sequence $seq: .* on $workers workers/;
        sleep $pause;
    }

    is_deeply \@bad, [], "$phase: $more activations on $workers workers";
}

sub slow_reader {
    my $socket = $s->connect(port => $narrow, rcvbuf => 4096);
    my $in = '';

    syswrite $socket, "GET /v1/knowledge/big HTTP/1.1\r\nHost: x\r\n"
        . "Connection: close\r\n\r\n";
    sysread $socket, $in, 2000, length $in until $in =~ /\r\n\r\n/;

    return { socket => $socket, in => $in };
}

# its head was begun before; the reply to what is sent now
sub finish_request {
    my ($socket) = @_;

    my $bytes = $s->raw("Accept-Encoding: br\r\n\r\n", socket => $socket);
    return Gov::Server::parse(\$bytes);
}

sub half_request {
    my $socket = $s->connect;
    syswrite $socket, "GET /v1/knowledge/k1 HTTP/1.1\r\nHost: x\r\n"
        . "Connection: close\r\n";
    return $socket;
}


# --- an old cycle drains

my @readers = map { slow_reader() } 1 .. 12;
my @half = map { half_request() } 1 .. 8;
sleep 0.1;

my %old = map { $_ => 1 } $s->workers;
$s->signal('HUP');
my $draining;
ok Gov::Server::wait_for(sub {
    $draining = grep { Gov::Server::alive($_) } keys %old;
    (grep { !$old{$_} } $s->workers) == 2
        && metric($s, 'gov_workers') == 2 + $draining
}), 'new workers are there';

cmp_ok $draining, '>=', 1, "$draining old workers drain";
publish_all('an old cycle drains', 2 + $draining);

my $label = label($seq, $set->{names}[$next - 1]);
my @got = map { finish_request($_) } @half;
is_deeply [map { $_->{headers}{'gov-generation'} } @got], [($label) x 8],
    'requests that end now on old connections get the newest';
is scalar(grep {
    $_->{body} ne $set->{bodies}{substr $set->{names}[$next - 1], 0, 12}
                      {'/v1/knowledge/k1'}{br} } @got), 0, 'all of it';

my $whole = 0;
my ($exit, $big) = $s->govctl('inspect', $set->{files}[0], '--key',
                              '/v1/knowledge/big', '--coding', 'identity',
                              '--body');

for my $reader (@readers) {
    $reader->{in} .= $s->raw('', socket => $reader->{socket}, seconds => 20);
    my $r = Gov::Server::parse(\$reader->{in});
    $whole++ if $r->{body} eq $big
        && $r->{headers}{'gov-generation'} eq label(1, $set->{names}[0]);
}

is $whole, 12, 'slow readers got all of what they had begun to read';
ok Gov::Server::wait_for(sub { !grep { Gov::Server::alive($_) } keys %old },
                         10), 'then the old cycle ends';
publish_all('the old cycle is gone', 2);


# --- two binaries

my $first = $s->pid;
my @first = $s->workers;

$s->signal('USR2');
my $second = Gov::Server::wait_for(sub {
    my $pid = $s->pid;
    $pid && $pid != $first && $s->workers(master => $pid) == 2 && $pid
}, 10);
ok $second, 'a second master';
ok Gov::Server::wait_for(sub { metric($s, 'gov_workers') == 4 }),
    'four workers of two binaries';
publish_all('two binaries', 4);

@half = map { half_request() } 1 .. 16;
sleep 0.1;
$s->signal('WINCH', $first);
sleep 0.2;
$s->signal('QUIT', $first);

# its idle workers may still be leaving
my $out;
Gov::Server::wait_for(sub {
    ($exit, $out) = $s->publish($set->{files}[$next]);
    $exit == 0;
}, 10);
is $exit, 0, 'activation goes on' or diag $out;
$seq++;
$load->floor($seq);
$label = label($seq, $set->{names}[$next++]);
is_deeply [map { finish_request($_)->{headers}{'gov-generation'} } @half],
    [($label) x 16], 'old connections of both get the newest';

ok Gov::Server::wait_for(sub {
    !grep { Gov::Server::alive($_) } $first, @first
}, 10), 'the first binary is gone';
publish_all('one binary again', 2);


# --- in all that time

my $sum = $load->stop;
is_deeply $sum->{failed}, [], "$sum->{requests} requests, none failed; "
    . "$sum->{again} kept-alive connections were closed";
is_deeply $sum->{wrong}, [], 'every body is that of the generation it names';
is_deeply $sum->{stale}, [], 'none is older than what was active';

ok $s->stop, 'the server ends';
$s->clean_log_ok;
done_testing;
