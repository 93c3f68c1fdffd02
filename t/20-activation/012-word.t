# The one word moves a worker, not the wake-up: a request that a worker takes
# up before it has seen the wake-up is served from what is active already.

use strict;
use warnings;
use lib 't/lib';

use Test::More;
use Gov::Drill;
use Gov::Load;
use Gov::Server;
use POSIX ();
use Time::HiRes qw(sleep);

my $rounds = $ENV{GOV_SOAK} ? 20 : 3;
my $set = Gov::Load::set(2);
my $s = Gov::Server->new(workers => 2, generation => $set->{files}[0])->start;
my ($one, $other) = $s->workers;
my $get = "GET /v1/knowledge/k1 HTTP/1.1\r\nHost: x\r\n";

sub ask {
    my ($socket, $bytes, $seconds) = @_;

    my $got = $s->raw($bytes, socket => $socket, idle => $seconds,
                      until => qr/\r\n\r\n.*\}\n?\z/s);
    return $got =~ /^Gov-Generation: (\S+)\r$/im ? $1 : undef;
}

# connections that this worker serves: it answers while the other is stopped

kill 'STOP', $other;
my @mine = grep { ask($_, "$get\r\n", 0.2) } map { $s->connect } 1 .. 4;
cmp_ok scalar @mine, '>=', 1, 'there are connections to one worker';

for my $round (1 .. $rounds) {
    my $seq = $round + 1;
    my $socket = $mine[$round % @mine];

    # the other one, stopped, holds the activation up until this one is ready

    kill 'STOP', $other;
    my $pid = fork;
    die "fork: $!" unless defined $pid;

    if ($pid == 0) {
        open STDOUT, '>', '/dev/null';
        exec $Gov::Server::GOVCTL, 'publish', '--run', $s->run_dir,
            $set->{files}[$round % 2] or POSIX::_exit(127);
    }

    ok Gov::Server::wait_for(sub { mapped($one) == 2 }), 'one is ready';
    sleep 0.05;

    # its next events: first this connection's, then the wake-up's

    kill 'STOP', $one;
    syswrite $socket, $get;
    sleep 0.02;

    kill 'CONT', $other;
    waitpid $pid, 0;
    is $?, 0, 'the activation has returned';

    syswrite $socket, "\r\n";
    kill 'CONT', $one;
    is ask($socket, '', 2), label($seq, $set->{names}[$round % 2]),
        'what is asked for then comes from the new one';
}

ok $s->stop, 'the server ends';
$s->clean_log_ok;
done_testing;
