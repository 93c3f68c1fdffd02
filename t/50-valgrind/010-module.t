# Serving, publishing and rolling back touch no byte they should not: one
# process under Valgrind's memcheck.

use strict;
use warnings;
use lib 't/lib';
use Gov::Server timeout => 240;
use Test::More;

plan skip_all => 'the sanitizers watch already' if $ENV{GOV_PRELOAD};

my $server = Gov::Server->new(content => 'conf/content', master => 0,
                              main => 'daemon off;');
my $run = $server->run_dir;
my $log = "$run/valgrind.log";

my $pid = fork;
die "fork: $!" if !defined $pid;

if ($pid == 0) {
    open STDOUT, '>', '/dev/null';
    open STDERR, '>', "$run/stderr";
    exec 'valgrind', '--quiet', '--error-exitcode=99', "--log-file=$log",
        '--num-callers=20', $Gov::Server::NGINX, '-e', "$run/logs/error.log",
        '-p', $run, '-c', "$run/nginx.conf";
    die "valgrind: $!";
}

ok(Gov::Server::wait_for(sub { $server->serving(1) }, 60), 'it serves')
    or diag(Gov::Server::slurp("$run/logs/error.log"));

my @keys = split /\n/, (Gov::Server::govctl('inspect', '--keys',
    $server->{generation}))[1];
my $wrong = 0;

for my $key (@keys) {
    for my $coding ('identity', 'gzip', 'br') {
        my $r = $server->get($key, 'Accept-Encoding' => $coding);
        $wrong++ if $r->{status} !~ /^(?:200|404|410)$/;

        next if $r->{status} != 200;

        my $again = $server->get($key, 'Accept-Encoding' => $coding,
                                 'If-None-Match' => $r->{headers}{etag});
        $wrong++ if $again->{status} != 304;
    }
}

is($wrong, 0, 3 * @keys . ' replies and as many 304');

is($server->get('/v1/nothing')->{status}, 404, 'a miss');
is($server->get('/v1/items?cursor=gone')->{status}, 410, 'a lost cursor');
is($server->get('/v1/topics', 'Range' => 'bytes=5-9')->{status}, 206,
   'a range');
is($server->get('/v1/topics', 'Range' => 'bytes=999999-')->{status}, 416,
   'a range beyond the end');

my $other = "$run/other.gen";
my ($exit, $out) = Gov::Server::govctl('build', '--fast', '--cold', '-o',
                                       $other, 't/50-valgrind/tree');
is($exit, 0, 'another generation') or diag($out);
($exit, $out) = $server->publish($other);
is($exit, 0, 'published') or diag($out);
is($server->get('/v1/topics')->{status}, 200, 'served');
is($server->admin(POST => '/admin/rollback')->{status}, 200,
   'rolled back over HTTP');
is($server->get($keys[0])->{status}, 200, 'served');
is($server->admin(GET => '/admin/generations')->{status}, 200, 'listed');

# one process without timers may miss a signal that comes just before it waits

my $status;

ok(Gov::Server::wait_for(sub {
    kill 'QUIT', $pid;
    return 0 if waitpid($pid, 1) != $pid;
    $status = $?;
    return 1;
}, 60), 'it ends');

kill 'KILL', $pid if !defined $status;
is($status >> 8, 0, 'memcheck found nothing')
    or diag(Gov::Server::slurp($log));

done_testing();
