# Processes die, reload, are replaced: replies that come are right, and nothing
# is left behind.

use strict;
use warnings;
use lib 't/lib';

use Test::More;
use Gov::Drill;
use Gov::Load;
use Gov::Server timeout => 300;
use Time::HiRes qw(sleep time);

my $soak = $ENV{GOV_SOAK};
my $reloads = $soak ? 50 : 12;

my $set = Gov::Load::set(8);

# only the owner may enter: as root, the workers reach nothing by its path

my $s = Gov::Server->new(workers => 4, generation => $set->{files}[0],
                         mode => 0700)->start;
my $seq = 1;

sub load {
    my (%opt) = @_;

    return Gov::Load->new(port => $s->port, set => $set, connections => 32,
                          processes => 2, %opt)->start;
}

sub publish {
    my ($what, $n) = @_;

    my ($exit, $out) = $s->publish($set->{files}[$n]);
    $seq++ if $exit == 0;

    local $Test::Builder::Level = $Test::Builder::Level + 1;
    like $out, qr/^sequence $seq: .* on 4 workers/, "$what: publishing works";
}

sub settled {
    my ($workers) = @_;

    return Gov::Server::wait_for(sub {
        $s->workers(all => 1) == $workers
            && (eval { metric($s, 'gov_workers') } || 0) == $workers
    }, 10);
}

sub right {
    my ($sum, $what) = @_;

    local $Test::Builder::Level = $Test::Builder::Level + 1;
    is_deeply [@{$sum->{wrong}}, @{$sum->{stale}}], [],
        "$what: $sum->{requests} replies, none wrong";
}


# --- a worker is killed

my $load = load();
my $kills = $soak ? 12 : 3;
sleep 0.3;

for my $n (1 .. $kills) {
    my @workers = $s->workers;
    kill 'KILL', $workers[$n % @workers];
    Gov::Server::wait_for(sub { !Gov::Server::alive($workers[$n % 4]) });
    settled(4);

    my ($exit) = $s->publish($set->{files}[1 + $n % 2]);
    is $exit, 0, 'a worker was killed: publishing works';
    $load->floor(++$seq);
    sleep 0.2;
}

my $sum = $load->stop;
my $lost = @{$sum->{failed}} + $sum->{again};
right($sum, "$kills workers killed under load");
cmp_ok $lost, '<=', 32 * $kills, "$lost connections were lost with them";
is scalar(grep { !/^(?:closed|read: Connection reset)/ } @{$sum->{failed}}),
    0, 'nothing else failed';
is_deeply [map { mapped($_) } $s->workers], [1, 1, 1, 1],
    'the new ones serve the active generation';
publish('after that', 3);


# --- reloads

# the first few bring memory to where it stays

$s->reload && settled(4) for 1 .. 3;

my $master = $s->pid;
my %before = (rss => rss($master), fds => descriptors($master));
my ($worker) = $s->workers;
my $fds = descriptors($worker);

$load = load();

for my $n (1 .. $reloads) {
    $s->signal('HUP');

    # every fifth is waited for; the others come while one is under way
    $n % 5 == 0 ? settled(4) : sleep 0.05;
}

ok settled(4), "$reloads reloads: four workers, no orphans";
sleep 0.3;
$sum = $load->stop;
right($sum, "$reloads reloads under load");
is_deeply $sum->{failed}, [], "none failed, $sum->{again} kept-alive "
    . 'connections were closed';

ok settled(4), 'four workers in the end';
is $s->pid, $master, 'under the same master';
is_deeply descriptors($master), $before{fds}, 'with the same files open';
cmp_ok rss($master), '<=', $before{rss} + ($ENV{GOV_PRELOAD} ? 8192 : 1024),
    "its memory is flat: $before{rss} KB before, " . rss($master) . ' KB after';

($worker) = $s->workers;
my $now = descriptors($worker);
is $now->{$_}, $fds->{$_}, "a worker has as many of $_ open"
    for grep { /wake|activate|generations|state|anon_inode/ }
        sort keys %{{ %$now, %$fds }};
cmp_ok scalar(() = glob $s->run_dir . '/activate/wake.*'), '<=', 24,
    'slots are used again';
publish('after the reloads', 4);


# --- logs are reopened

$load = load();
my $log = $s->run_dir . '/logs/access.log';
rename $log, "$log.1";
rename $s->run_dir . '/logs/error.log', $s->run_dir . '/logs/error.log.1';
$s->signal('USR1');
ok Gov::Server::wait_for(sub { -s $log }), 'USR1: the access log is new';
$s->get('/v1/knowledge/k2?after=usr1');
ok Gov::Server::wait_for(sub { $s->access_log =~ m{/v1/knowledge/k2} }),
    'and written to';
unlike $s->access_log, qr/usr1/, 'without query strings';
publish('after USR1', 5);
$load->floor($seq);
sleep 0.2;
$sum = $load->stop;
right($sum, 'USR1');
is_deeply [$sum->{again}, @{$sum->{failed}}], [0], 'and nothing failed';


# --- a reload that fails late: what workers born after it say is whole

my $conf = Gov::Server::slurp($s->run_dir . '/nginx.conf');
Gov::Server::spew($s->run_dir . '/nginx.conf', "$conf\nno_such_directive;\n");
$s->signal('HUP');
ok Gov::Server::wait_for(sub { $s->error_log =~ /no_such_directive/ }),
    'a reload that fails';
Gov::Server::spew($s->run_dir . '/nginx.conf', $conf);
my @old = $s->workers;
kill 'KILL', @old;
ok Gov::Server::wait_for(sub {
    my @now = $s->workers;
    my %old = map { $_ => 1 } @old;
    @now == 4 && !grep { $old{$_} } @now;
}), 'workers born after it';
like $s->get('/nothing')->{body}, qr/^\{"type":"\/problems\/not-found",/,
    'answer with whole problems';


# --- another binary, and back

$load = load();
my @first = ($s->pid, $s->workers);

$s->signal('USR2');
ok Gov::Server::wait_for(sub {
    my $pid = $s->pid;
    $pid && $pid != $first[0] && $s->workers(master => $pid) == 4
}, 10), 'USR2: another master';
my $second = $s->pid;

# not this time: back to the first

kill 'WINCH', $first[0];
sleep 0.3;
kill 'HUP', $first[0];
Gov::Server::wait_for(sub { $s->workers(master => $first[0]) == 4 }, 10);
kill 'QUIT', $second;
ok Gov::Server::wait_for(sub { !Gov::Server::alive($second) }, 10),
    'the other one ends';
delete $s->{pid};
ok settled(4), 'four workers again';
is $s->pid, $first[0], 'of the first master';
publish('after USR2 and back', 6);
$load->floor($seq);

# and for good

$s->signal('USR2');
ok Gov::Server::wait_for(sub {
    my $pid = $s->pid;
    $pid && $pid != $first[0] && $s->workers(master => $pid) == 4
}, 10), 'USR2 again: another master';
kill 'QUIT', $first[0];
ok Gov::Server::wait_for(sub { !grep { Gov::Server::alive($_) } @first }, 10),
    'the first one ends';
ok settled(4), 'four workers of the new one';
publish('after USR2', 7);
$load->floor($seq);
sleep 0.2;
$sum = $load->stop;
right($sum, 'USR2 under load');
is_deeply $sum->{failed}, [], "none failed, $sum->{again} kept-alive "
    . 'connections were closed';


# --- the master is killed

$load = load();
$load->floor($seq);
sleep 0.2;
$master = $s->pid;
my @workers = $s->workers;
my $killed = time;
kill 'KILL', $master;
ok Gov::Server::wait_for(sub {
    !grep { Gov::Server::alive($_) } $master, @workers
}, 2), sprintf 'the master is killed: its workers are gone after %.2f s',
    time - $killed;
my @taken = grep { IO::Socket::IP->new(PeerHost => '127.0.0.1',
    PeerPort => $_, Timeout => 1) } $s->port, $s->admin_port;
is_deeply \@taken, [], 'and the ports are free';
$sum = $load->stop;
right($sum, 'the master is killed');

delete $s->{pid};
$s->start;
ok settled(4), 'a new one starts';
is $s->get('/v1/knowledge/k1')->{headers}{'gov-generation'},
    label($seq, $set->{names}[7]), 'and serves what was active';
publish('after the new start', 0);

ok $s->stop, 'the server ends';
$s->clean_log_ok('nothing else in the log', allow => [qr/exited on signal 9/,
                                                    qr/no_such_directive/]);
done_testing;
