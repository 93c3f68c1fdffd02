# An activation that cannot be had by all is had by none: a worker is killed,
# stopped or started meanwhile, or the one who activates is killed.  The reply
# says which, and what was served is served on.

use strict;
use warnings;
use lib 't/lib';

use Test::More;
use Gov::Drill;
use Gov::Load;
use Gov::Server;
use JSON::PP ();
use POSIX ();
use Time::HiRes qw(sleep time);

my $set = Gov::Load::set(8);
my $s = Gov::Server->new(workers => 3, deadline => '700ms',
                         generation => $set->{files}[0])->start;
my ($seq, $name) = (1, $set->{names}[0]);

# every worker serves what is active, and only that
sub unchanged {
    my ($what) = @_;

    my %seen;
    $seen{$s->get('/v1/knowledge/k1')->{headers}{'gov-generation'}}++
        for 1 .. 12;

    local $Test::Builder::Level = $Test::Builder::Level + 1;
    is_deeply [active($s), keys %seen], [$seq, label($seq, $name)],
        "$what: nothing changed";
}

sub works {
    my ($what, $n, $workers) = @_;

    my ($exit, $out) = $s->publish($set->{files}[$n]);
    ($seq, $name) = ($seq + 1, $set->{names}[$n]);

    local $Test::Builder::Level = $Test::Builder::Level + 1;
    like $out, qr/^sequence $seq: .* on 3 workers/,
        "$what: the next one works";
    unchanged("$what, after the next one");
}

# govctl in the background: its pid and a function that waits for its end
sub publishing {
    my ($n, $deadline) = @_;

    my $out = File::Temp->new;
    my $pid = fork;
    die "fork: $!" unless defined $pid;

    if ($pid == 0) {
        open STDOUT, '>&', $out;
        open STDERR, '>&', $out;
        exec $Gov::Server::GOVCTL, 'publish', '--run', $s->run_dir,
            '--deadline', $deadline, $set->{files}[$n] or POSIX::_exit(127);
    }

    return ($pid, sub {
        waitpid $pid, 0;
        return ($? >> 8, Gov::Server::slurp($out->filename));
    });
}

# when the others have prepared it
sub proposed {
    my (@others) = @_;

    return Gov::Server::wait_for(sub {
        !grep { mapped($_) < 2 } @others
    }, 2);
}


# --- stopped

my @workers = $s->workers;
kill 'STOP', $workers[1];
my $begun = time;
my ($exit, $out) = $s->publish($set->{files}[1], deadline => 500);
my $took = time - $begun;
kill 'CONT', $workers[1];

is $exit, 1, 'a stopped worker: exit status 1';
like $out, qr/stalled: worker $workers[1] did not answer in time; nothing /,
    'the reply names it';
cmp_ok $took, '<', 1.5, sprintf 'after %.2f s, with a deadline of 0.5', $took;
unchanged('a stopped worker');
ok Gov::Server::wait_for(sub { !grep { mapped($_) != 1 } @workers }),
    'what was prepared is dropped';
works('a stopped worker', 2);


# --- killed

@workers = $s->workers;
kill 'STOP', $workers[2];
my ($pid, $end) = publishing(3, 5000);
ok proposed(@workers[0, 1]), 'the others are ready, one is awaited';
$begun = time;
kill 'KILL', $workers[2];
($exit, $out) = $end->();
$took = time - $begun;

is $exit, 1, 'a killed worker: exit status 1';
like $out, qr/changed: (worker $workers[2] died|a worker started or stopped)/,
    'the reply says so';
cmp_ok $took, '<', 1, sprintf 'after %.3f s, well before the deadline', $took;
unchanged('a killed worker');
ok Gov::Server::wait_for(sub {
    $s->workers == 3 && metric($s, 'gov_workers') == 3
}), 'another one was started';
works('a killed worker', 4);


# --- started

@workers = $s->workers;
kill 'STOP', $workers[0];
($pid, $end) = publishing(5, 5000);
ok proposed(@workers[1, 2]), 'the others are ready, one is awaited';
$s->signal('HUP');
($exit, $out) = $end->();
kill 'CONT', $workers[0];

is $exit, 1, 'a reload meanwhile: exit status 1';
like $out, qr/changed: a worker started or stopped meanwhile; nothing changed/,
    'the reply says so';
unchanged('a reload meanwhile');
ok Gov::Server::wait_for(sub {
    !(grep { Gov::Server::alive($_) } @workers)
        && metric($s, 'gov_workers') == 3
}), 'the reload went through';
works('a reload meanwhile', 6);


# --- over HTTP

@workers = $s->workers;
($exit, $out) = $s->govctl('verify', $set->{files}[1]); # is stored already
kill 'STOP', $workers[0];
my $r;

# the request may go to the stopped worker: then another connection is tried
for (1 .. 20) {
    my $socket = $s->connect(port => $s->admin_port);
    my $bytes = $s->raw("POST /admin/generations/$set->{names}[1]/activate "
        . "HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer @{[$s->token]}\r\n"
        . "Connection: close\r\n\r\n", socket => $socket, seconds => 1.5);
    $r = Gov::Server::parse(\$bytes);
    last if $r && $r->{body} !~ /under way/;
}

kill 'CONT', $workers[0];
is $r->{status}, 409, 'over HTTP: 409';
is $r->{headers}{'content-type'}, 'application/problem+json', 'a problem';
my $problem = JSON::PP::decode_json($r->{body});
like $problem->{detail},
    qr/^worker $workers[0] did not answer in time/, 'its detail names it';
unchanged('over HTTP');

$r = Gov::Server::wait_for(sub {
    my $r = $s->admin(POST => "/admin/generations/$set->{names}[1]/activate");
    $r->{status} == 200 ? $r : undef;
}, 3);
($seq, $name) = ($seq + 1, $set->{names}[1]);
like $r && $r->{body}, qr/"result":"activated","sequence":$seq,.*"workers":3/,
    'then it works';
unchanged('over HTTP, after it worked');

$r = $s->admin(POST => '/admin/rollback');
($seq, $name) = ($seq + 1, $set->{names}[6]);
like $r->{body}, qr/"sequence":$seq,/, 'and so does a rollback';
unchanged('over HTTP, after the rollback');


# --- the one who activates is killed

@workers = $s->workers;
kill 'STOP', $workers[1];
($pid, $end) = publishing(7, 9000);
ok proposed(@workers[0, 2]), 'two are ready, one is awaited';
kill 'KILL', $pid;
($exit) = $end->();
unchanged('govctl killed') if kill 'CONT', $workers[1];

works('govctl killed', 3);
ok Gov::Server::wait_for(sub { !grep { mapped($_) != 1 } @workers }),
    'what was prepared is dropped with the next one';

SKIP: {
    skip 'takes 16 s: with GOV_SOAK', 3 unless $ENV{GOV_SOAK};

    kill 'STOP', $workers[1];
    ($pid, $end) = publishing(7, 9000);
    ok proposed(@workers[0, 2]), 'again';
    kill 'KILL', $pid;
    $end->();
    kill 'CONT', $workers[1];
    ok Gov::Server::wait_for(sub { !grep { mapped($_) != 1 } @workers }, 20),
        'without a next one it is dropped after a while';
    unchanged('and still');
}

ok $s->stop, 'the server ends';
$s->clean_log_ok('nothing else in the log', allow => [qr/exited on signal 9/]);
done_testing;
