# make start and make stop: what is served after a roll-back, with content that
# has errors, and who is stopped.

use strict;
use warnings;
use lib 't/lib';
use File::Copy ();
use File::Temp ();
use Gov::Server timeout => 200;
use IO::Socket::IP;
use Test::More;

my $dir = File::Temp->newdir('gov-make-XXXXXX', TMPDIR => 1);
my ($run, $content) = ("$dir/run", "$dir/content");
my $topic = "$content/topics/medical-insurance.json";
my $port = Gov::Server::free_port();

system('cp', '-r', 'conf/content', $content) == 0 or die "cp: $?";

sub make {
    my ($target, %more) = @_;

    return Gov::Server::run('env', '-u', 'MAKEFLAGS', 'make', '-s', $target,
        "RUN=$run", "CONTENT=$content", "PORT=$port",
        'ADMIN_PORT=' . Gov::Server::free_port(),
        'TLS_PORT=' . Gov::Server::free_port(),
        map { "$_=$more{$_}" } sort keys %more);
}

sub served {
    my $socket = IO::Socket::IP->new(PeerHost => '127.0.0.1',
                                     PeerPort => $port) or return 'nobody';

    print $socket "GET /v1/topics HTTP/1.0\r\n\r\n";
    local $/;
    my ($label) = <$socket> =~ /^Gov-Generation: (\S+?)\r$/m;
    return $label // 'nothing';
}

END { make('stop') if $run && -e "$run/nginx.pid" }

my ($exit, $out) = make('start');
is($exit, 0, 'make start') or diag $out;
like($out, qr{http://127\.0\.0\.1:$port/}, 'says where');
like(my $first = served(), qr/^1-/, 'it serves');
($exit, $out) = make('start');
isnt($exit, 0, 'a second start in the same run directory is refused');
like($out, qr/already running/, 'and says why');
is((make('stop'))[0], 0, 'make stop');
is(served(), 'nobody', 'nobody listens');

# changed content is published at the next start, unchanged is not

my $text = Gov::Server::slurp($topic);
Gov::Server::spew($topic, $text =~ s/医保怎么参/医保咋参/r);
make('start');
like(served(), qr/^2-/, 'changed content is published');
is((Gov::Server::govctl('rollback', '--run', $run))[0], 0, 'rolled back');
my $back = served();
like($back, qr/^3-/, 'and served');
make('stop');
make('start');
is(served(), $back, 'a roll-back outlives a restart');
make('stop');

# an editor's slip does not keep the edge from starting

Gov::Server::spew($topic, '{');
($exit, $out) = make('start');
is($exit, 0, 'it starts with content that has errors') or diag $out;
like($out, qr/medical-insurance\.json:\d+: /, 'names the error');
is(served(), $back, 'and serves what was active');
make('stop');

# a pid that is another's by now

my $other = fork // die "fork: $!";
if (!$other) { exec 'sleep', '60' or die }
Gov::Server::spew("$run/nginx.pid", "$other\n");
($exit, $out) = make('stop');
like($out, qr/nothing runs/, 'a stale pid: nothing runs');
is(waitpid($other, 1), 0, 'and nobody is killed');
kill 'KILL', $other;
waitpid $other, 0;
unlink "$run/nginx.pid";

# nginx's configure would remove what a path with a blank seems to name

mkdir "$dir/a b";
Gov::Server::spew("$dir/a", '');
($exit, $out) = make('all', BUILD => "$dir/a b/build");
isnt($exit, 0, 'a blank in a path is refused');
like($out, qr/has a blank in it/, 'and said');
ok(-e "$dir/a", 'and nothing is removed');

done_testing();
