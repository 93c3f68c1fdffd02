# Who reads slowly keeps what was begun, byte for byte, while no more than
# gov_live_generations are live; past that the oldest are cut off and counted.
# In the end nothing of the old is left in memory.

use strict;
use warnings;
use lib 't/lib';

use Test::More;
use Digest::SHA qw(sha256_hex);
use Gov::Drill;
use Gov::Load;
use Gov::Server timeout => 240;
use POSIX ();
use Time::HiRes qw(sleep time);

# a sanitizer keeps freed memory for a while
my $spare = $ENV{GOV_PRELOAD} ? 200_000 : 0;

my $big = '/v1/knowledge/big';
my $bound = 8;
my $set = Gov::Load::set($bound + 5, big => 1_400_000, paths => [$big]);
my $narrow = Gov::Server::free_port();
my $secure = Gov::Server::free_port();
my $s = Gov::Server->new(
    workers => 1, tls => 1, generation => $set->{files}[0],
    server => "listen 127.0.0.1:$narrow sndbuf=8k;\n"
        . "listen 127.0.0.1:$secure ssl http2 sndbuf=8k;",
    locations => "location /limited { rewrite ^/limited(.*) \$1 break; gov;\n"
        . "    limit_rate 10k; }")->start;
my ($worker) = $s->workers;
my $seq = 1;

sub publish {
    my ($n) = @_;

    my ($exit, $out) = $s->publish($set->{files}[$n]);
    return fail("publish: $out") if $exit != 0;
    $seq++;
}

sub reader {
    my ($path, $more) = @_;

    my $socket = $s->connect(port => $narrow, rcvbuf => 4096);
    my $in = '';

    syswrite $socket, 'GET ' . ($path || $big) . " HTTP/1.1\r\nHost: x\r\n"
        . ($more || "Connection: close\r\n") . "\r\n";
    1 until $in =~ /\r\n\r\n/
        || !sysread $socket, $in, 1000, length $in;

    my ($name) = $in =~ /^Gov-Generation: \d+-(\S+)\r$/im;
    return { socket => $socket, in => $in, name => $name };
}

sub finish {
    my ($reader) = @_;

    $reader->{in} .= $s->raw('', socket => $reader->{socket}, seconds => 20);
    my $r = Gov::Server::parse(\$reader->{in});
    close $reader->{socket};
    return $r->{body} eq $set->{bodies}{$reader->{name}}{$big}{identity}
        ? 'whole' : 'cut';
}

sub quiet {
    return Gov::Server::wait_for(sub {
        mapped($worker) == 1 && metric($s, 'gov_pinned_replies') == 0
    }, 5);
}


# all pages that serving touches have been touched before memory is looked at

$s->get($big);
finish(reader());
ok quiet(), 'at rest one generation is mapped';
my ($pss, $rss) = (pss($worker), rss($worker));


# --- as many generations as may be live, each with its readers

my @readers;

for my $n (1 .. $bound) {
    push @readers, [map { reader() } 1 .. 2];
    publish($n) if $n < $bound;
}

is metric($s, 'gov_live_generations'), $bound, "$bound generations are live";
is mapped($worker), $bound, 'and mapped';
is metric($s, 'gov_pinned_replies'), 2 * $bound, 'two readers hold each';
is metric($s, 'gov_readers_cut_total'), 0, 'nobody was cut off';

publish($bound);
push @readers, [map { reader() } 1 .. 2];
publish($bound + 1);
ok Gov::Server::wait_for(sub {
    metric($s, 'gov_live_generations') <= $bound
}), 'two more, and the two oldest are gone';
is metric($s, 'gov_readers_cut_total'), 4, 'with their four readers';

my @fate = map { join ' ', map { finish($_) } @$_ } @readers;
is_deeply \@fate, [('cut cut') x 2, ('whole whole') x ($bound - 1)],
    'the others got all of what they had begun';
ok quiet(), 'then one generation is mapped';

cmp_ok pss($worker), '<=', $pss + 1024 + $spare,
    "PSS is back: $pss KB before, " . pss($worker) . ' KB after';
cmp_ok rss($worker), '<=', $rss + 1024 + $spare,
    "RSS is back: $rss KB before, " . rss($worker) . ' KB after';


# --- over TLS, and over HTTP/2

sub tls_reader {
    my ($http) = @_;

    my $base = $s->run_dir . "/tmp/reader-$seq-" . int rand 1e9;
    my $pid = fork;
    die "fork: $!" unless defined $pid;

    if ($pid == 0) {
        open STDERR, '>', '/dev/null';
        exec 'curl', '-sk', "--http$http", '--limit-rate', '1M', '-D',
            "$base.head", '-o', "$base.body",
            "https://127.0.0.1:$secure$big" or POSIX::_exit(127);
    }

    # the first bytes of the body have come, then it stops to read

    Gov::Server::wait_for(sub { -s "$base.body" }, 5);
    kill 'STOP', $pid;
    my ($name) = Gov::Server::slurp("$base.head")
        =~ /^gov-generation: \d+-(\S+)\r$/im;

    return { pid => $pid, base => $base, name => $name || 'none' };
}

sub tls_finish {
    my ($reader) = @_;

    kill 'CONT', $reader->{pid};
    waitpid $reader->{pid}, 0;
    my $exit = $? >> 8;
    my $body = Gov::Server::slurp("$reader->{base}.body");

    return $exit == 0
        && $body eq $set->{bodies}{$reader->{name}}{$big}{identity}
        ? 'whole' : $exit == 0 ? 'wrong' : 'cut';
}

# twice: what TLS allocates once, it keeps

my @pss;

for my $http ('1.1', '2', '1.1', '2') {
    my $cut = metric($s, 'gov_readers_cut_total');
    my $first = tls_reader($http);
    publish($_) for 0 .. $bound - 1;
    ok metric($s, 'gov_pinned_replies') >= 1, "TLS, HTTP/$http: held back";
    is tls_finish($first), 'whole', "TLS, HTTP/$http: whole after $bound more";

    my @held;

    for my $n (0 .. $bound) {
        publish($n);
        push @held, tls_reader($http) if $n < $bound;
    }

    ok Gov::Server::wait_for(sub {
        metric($s, 'gov_readers_cut_total') == $cut + 1
    }), "TLS, HTTP/$http: past the bound one is cut off";
    kill 'CONT', map { $_->{pid} } @held;
    is_deeply [map { tls_finish($_) } @held],
        ['cut', ('whole') x ($bound - 1)],
        "TLS, HTTP/$http: the others are whole";
    ok quiet(), "TLS, HTTP/$http: then one generation is mapped";
    push @pss, pss($worker);
}

cmp_ok $pss[3], '<=', $pss[1] + 512 + $spare,
    "TLS: PSS is back: $pss[1] KB before, $pss[3] KB after";


# --- ways not to be sending at the moment of the cut

for my $way (['held back by limit_rate', "/limited$big", undef],
             ['its request has a body that does not come', '/healthz',
              "Content-Length: 100000\r\nExpect: none\r\n"])
{
    my ($what, $path, $more) = @$way;
    my $cut = metric($s, 'gov_readers_cut_total');
    my $odd = reader($path, $more);
    my @held;

    for my $n (0 .. $bound) {
        publish($n);
        push @held, reader() if $n < $bound;
    }

    ok Gov::Server::wait_for(sub {
        metric($s, 'gov_readers_cut_total') > $cut
            && metric($s, 'gov_live_generations') <= $bound
    }, 2), "cut off: $what";

    close $odd->{socket};
    finish($_) for @held;
    ok quiet(), 'then one generation is mapped';
}

cmp_ok pss($worker), '<=', $pss[3] + 1024 + $spare,
    "PSS in the end: " . pss($worker) . ' KB';
ok $s->stop, 'the server ends';
$s->clean_log_ok;
done_testing;
