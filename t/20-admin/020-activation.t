# activating over HTTP

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Gov::Content;
use Gov::Reply;
use Gov::Server;
use Test::More;
use Time::HiRes qw(sleep);

sub name_of {
    my ($file) = @_;
    my (undef, $out) = Gov::Server::govctl('verify', $file);
    return $out =~ /generation ([0-9a-f]{64})/ ? $1 : die $out;
}

my $c = Gov::Content->new;
my @files = map { $c->knowledge('k1', answer => "第 $_ 版。")->generation }
    1 .. 3;
my @names = map { name_of($_) } @files;
my $s = Gov::Server->new(workers => 2, generation => $files[0])->start;

sub activate { $s->admin(POST => "/admin/generations/$_[0]/activate") }

# what every worker serves

sub serves_ok {
    my ($version, $seq, $name) = @_;

    my %seen;

    for (1 .. 12) {
        my $r = $s->get('/v1/knowledge/k1');
        my ($sequence) = $r->{headers}{'gov-generation'} =~ /^(\d+)-/;
        $seen{"$sequence " . decode($r->{body})->{answer}}++;
    }

    local $Test::Builder::Level = $Test::Builder::Level + 1;
    is_deeply([keys %seen], ["$seq 第 $version 版。"], $name);
}

my ($exit, $out) = $s->publish($files[1]);
is($exit, 0, 'a second generation') or diag $out;
serves_ok(2, 2, 'every worker serves it');

my $r = activate($names[0]);
is($r->{status}, 200, 'activating by name');
is($r->{headers}{'content-type'}, 'application/json', 'as JSON');
my $result = decode($r->{body});
is_deeply([sort keys %$result],
          [qw(generation prepareMicros result sequence switchMicros workers)],
          'the result');
is("$result->{result} $result->{sequence} $result->{workers}", 'activated 3 2',
   'of both workers');
is($result->{generation}, $names[0], 'names the generation');
serves_ok(1, 3, 'every worker serves it from then on');

$r = activate($names[0]);
is("$r->{status} " . decode($r->{body})->{result}, '200 unchanged',
   'activating what is active changes nothing');
is(decode($r->{body})->{sequence}, 3, 'not even the sequence');

# --- rollback

$r = $s->admin(POST => '/admin/rollback');
is($r->{status}, 200, 'a rollback');
is(decode($r->{body})->{generation}, $names[1], 'to the newest other one');
serves_ok(2, 4, 'is served');

$r = $s->admin(POST => '/admin/rollback?to=1');
is(decode($r->{body})->{generation}, $names[0], 'a rollback to a sequence');
serves_ok(1, 5, 'is served');

problem_ok($s->admin(POST => "/admin/rollback?to=$_"), 404, 'not-found',
           "a sequence that never was: $_") for 99, 2**39;

for my $to ('x', '0', '-1', '', '1x', '0x1', '9' x 30) {
    my $r = $s->admin(POST => "/admin/rollback?to=$to");
    problem_ok($r, 400, 'bad-value', "no sequence: '$to'");
    like(decode($r->{body})->{detail}, qr/sequence number/, 'and says so');
}

# --- what is not there

$r = activate('0' x 64);
problem_ok($r, 404, 'not-found', 'a generation that is not there');
ok(length(decode($r->{body})->{detail} || ''), 'with a detail');
problem_ok(activate($names[2]), 404, 'not-found',
           'one that was never published');
problem_ok(activate('Z' x 64), 404, 'not-found', 'no name at all');
serves_ok(1, 5, 'and nothing changed');

# --- a body is refused: nothing in it could be meant

$r = $s->request(POST => "/admin/generations/$names[1]/activate",
    port => $s->admin_port, body => 'x' x 100_000,
    headers => [Authorization => 'Bearer ' . $s->token]);
problem_ok($r, 400, 'bad-request', 'a request with a body');
serves_ok(1, 5, 'changes nothing');
($r) = activate($names[1]);
is($r->{status}, 200, 'without one');
serves_ok(2, 6, 'it is served');

# --- over one connection, one after the other

my $bytes = $s->raw(join('', map {
    "POST /admin/generations/$names[$_ % 2]/activate HTTP/1.1\r\nHost: x\r\n"
    . 'Authorization: Bearer ' . $s->token . "\r\n"
    . ($_ == 9 ? "Connection: close\r\n" : '') . "\r\n"
} 0 .. 9), port => $s->admin_port);

my @sequences;

while (my $r = Gov::Server::parse(\$bytes)) {
    push @sequences, decode($r->{body})->{sequence};
}

is_deeply(\@sequences, [7 .. 16], 'ten on one connection');

# --- several at once: each is done, or told that another is under way

my @sockets = map { $s->connect(port => $s->admin_port) } 1 .. 8;

for my $n (0 .. $#sockets) {
    syswrite $sockets[$n], "POST /admin/generations/$names[$n % 2]/activate "
        . "HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " . $s->token
        . "\r\nConnection: close\r\n\r\n";
}

my %codes;

for my $socket (@sockets) {
    my $got = $s->raw('', socket => $socket);
    my $r = Gov::Server::parse(\$got);
    $codes{$r ? $r->{status} : 'none'}++;
}

is(join(' ', grep { !/^(?:200|409)$/ } keys %codes), '',
   'at the same time: done or 409');
ok($codes{200}, 'and at least one is done');

# --- clients that do not wait for the end

my $before = decode($s->admin(GET => '/admin/generations')->{body})
    ->{generations}[0]{sequence};

for my $n (1 .. 30) {
    my $socket = $s->connect(port => $s->admin_port);
    syswrite $socket, "POST /admin/generations/$names[$n % 2]/activate "
        . "HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " . $s->token
        . "\r\n\r\n";
    sleep 0.002 * ($n % 3);
    close $socket;
}

ok(Gov::Server::wait_for(sub {
    my $r = activate($names[0]);
    $r->{status} == 200
}, 10), 'after clients that hung up, another one is served');

my $after = decode($s->admin(GET => '/admin/generations')->{body})
    ->{generations}[0]{sequence};
cmp_ok($after, '>', $before, 'what they asked for was done');
serves_ok(1, $after, 'and every worker agrees');
is(scalar(my @workers = $s->workers), 2, 'no worker went down');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
