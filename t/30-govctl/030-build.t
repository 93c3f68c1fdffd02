# govctl build: whole or nothing, the same bytes however it is made

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use File::Temp ();
use Gov::Content;
use Gov::Server;
use Test::More;

my $c = Gov::Content->new;
my $dir = File::Temp->newdir('gov-build-XXXXXX', TMPDIR => 1);

sub build {
    my ($file, @options) = @_;
    return Gov::Server::govctl('build', '--fast', '-o', $file, @options,
                               $c->dir);
}

sub slurp { Gov::Server::slurp($_[0]) }

$c->knowledge("k$_", answer => "第 $_ 个。" x (1 + $_ * 7 % 50)) for 1 .. 60;
$c->place("p$_", town => $_ % 2 ? '441900003' : '441900004') for 1 .. 10;
$c->parameter('days', ['2020-01-01', 5, '2025-12-31'], ['2026-01-01', 7]);

my ($exit, $out) = build("$dir/one.gen");
is($exit, 0, 'a build') or diag $out;
like($out, qr/one\.gen:[ ]generation[ ][0-9a-f]{12},[ ]75[ ]documents,
              [ ]\d+[ ]replies,[ ]\d+[ ]variants[ ]\(0[ ]reused\),
              [ ]\d+[ ]bytes,/x,
     'says what it made');
is(-s "$dir/one.gen", $out =~ /(\d+) bytes/ ? $1 : 0, 'of that size');
is_deeply([glob("$dir/*")], ["$dir/one.gen"], 'and nothing else');

# --- however many threads, whenever, wherever

build("$dir/again.gen");
ok(slurp("$dir/again.gen") eq slurp("$dir/one.gen"), 'the same bytes again');

for my $threads (1, 2, 7) {
    my ($exit, $out) = build("$dir/threads.gen", '--cold', '--threads',
                             $threads);
    is($exit, 0, "with $threads threads") or diag $out;
    ok(slurp("$dir/threads.gen") eq slurp("$dir/one.gen"), 'the same bytes');
}

{
    local $ENV{TZ} = 'America/New_York';
    local $ENV{LC_ALL} = 'C.UTF-8';
    build("$dir/zone.gen");
    ok(slurp("$dir/zone.gen") eq slurp("$dir/one.gen"),
       'the same bytes in another time zone');
}

# --- incremental is cold, byte for byte, whatever was edited

my $seed = $ENV{GOV_TEST_SEED} || time;
srand $seed;
note "seed $seed (GOV_TEST_SEED)";
my $rounds = $ENV{GOV_SOAK} ? 100 : 8;
my ($equal, $reused) = (0, 0);

for my $round (1 .. $rounds) {
    for (1 .. 1 + rand 5) {
        my $n = 1 + int rand 70;
        my $what = int rand 5;

        if ($what == 0 && $n <= 60 && -e $c->path(knowledge => "k$n")) {
            $c->remove(knowledge => "k$n");

        } elsif ($what == 1) {
            $c->parameter('days', ['2020-01-01', 5, '2025-12-31'],
                          ['2026-01-01', 1 + int rand 20]);

        } elsif ($what == 2) {
            $c->knowledge("k$n", answer => '要 {{days}}。');

        } elsif ($what == 3) {
            $c->knowledge("k$n", validFrom => '2026-01-01',
                          validTo => sprintf '2027-%02d-01', 1 + rand 12);

        } else {
            $c->knowledge("k$n", answer => '另一个。' x (1 + rand 80));
        }
    }

    my ($exit, $out) = build("$dir/one.gen"); # on top of the one before
    is($exit, 0, "round $round") or diag $out;
    $reused += $1 if $out =~ /\((\d+) reused\)/;
    build("$dir/cold.gen", '--cold');
    $equal++ if slurp("$dir/one.gen") eq slurp("$dir/cold.gen");
}

is($equal, $rounds, 'an incremental build is a cold one, byte for byte');
cmp_ok($reused, '>', 20 * $rounds, 'and reuses what did not change');

# --- on top of something else

Gov::Server::spew("$dir/other.gen", 'no generation');
($exit, $out) = build("$dir/other.gen");
is($exit, 1, 'on top of a file of another kind');
like($out, qr/is there, and is no generation/, 'it says so');
is(slurp("$dir/other.gen"), 'no generation', 'and the file is as it was');

my $bytes = slurp("$dir/one.gen");
substr($bytes, length($bytes) / 2, 1) ^= "\x01";
Gov::Server::spew("$dir/flipped.gen", $bytes);
($exit, $out) = build("$dir/flipped.gen");
like($out, qr/\(0 reused\)/, 'nothing of a broken one is reused');
ok(slurp("$dir/flipped.gen") eq slurp("$dir/cold.gen"), 'it is replaced');

# --- nothing is left behind

my @before = glob("$dir/*");

for my $bad ("$dir/nowhere/x.gen", "$dir", "$dir/one.gen/x.gen") {
    my ($exit, $out) = build($bad);
    is($exit, 1, "an output that cannot be: $bad");
    like($out, qr/\S/, 'with a reason');
}

($exit, $out) = Gov::Server::govctl('build', '-o', "$dir/x.gen", '/nowhere');
is($exit, 1, 'a tree that is not there');
like($out, qr{/nowhere}, 'is named');

{
    # a file that may not grow fails to be written like on a full disk

    local $SIG{XFSZ} = 'IGNORE';
    my $there = slurp("$dir/one.gen");
    my ($exit, $out) = Gov::Server::run('prlimit', '--fsize=20000',
        $Gov::Server::GOVCTL, 'build', '--fast', '--cold', '-o',
        "$dir/one.gen", $c->dir);
    is($exit, 1, 'a disk that is full');
    like($out, qr/one\.gen.*: \S/, 'is a reason');
    ok(slurp("$dir/one.gen") eq $there, 'the file that was there stays');
}

is_deeply([glob("$dir/{*,.*}")],
          [sort(@before), "$dir/.", "$dir/.."],
          'failed builds leave nothing behind');

# --- the shipped compression

($exit, $out) = Gov::Server::govctl('build', '-o', "$dir/best.gen", $c->dir);
is($exit, 0, 'the best compression') or diag $out;
cmp_ok(-s "$dir/best.gen", '<', -s "$dir/cold.gen", 'is smaller');

# --- samples

for my $n (1, 2) {
    my ($exit, $out) = Gov::Server::govctl('sample', '--checklists', 2,
        '--items', 20, '--knowledge', 20, '--places', 10, '--seed', $n,
        "$dir/sample$n");
    is($exit, 0, "sample content of seed $n") or diag $out;
}

Gov::Server::govctl('sample', '--checklists', 2, '--items', 20, '--knowledge',
                    20, '--places', 10, '--seed', 1, "$dir/sample3");
my @builds = map {
    Gov::Server::govctl('build', '--fast', '-o', "$dir/s$_.gen",
                        "$dir/sample$_");
    slurp("$dir/s$_.gen")
} 1 .. 3;
ok(length $builds[0], 'builds');
ok($builds[0] eq $builds[2], 'the same for the same seed');
ok($builds[0] ne $builds[1], 'and different for another');

done_testing;
