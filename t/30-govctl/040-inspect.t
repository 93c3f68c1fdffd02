# govctl inspect, verify, diff: what is in a generation, and whether it is whole

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use File::Temp ();
use Digest::SHA qw(sha256_hex);
use Gov::Content;
use Gov::Reply;
use Gov::Server;
use Test::More;

sub govctl { Gov::Server::govctl(@_) }

my $dir = File::Temp->newdir('gov-inspect-XXXXXX', TMPDIR => 1);
my $c = Gov::Content->new;
$c->knowledge('k1', answer => '长长的回答。' x 200);
$c->knowledge('limited', validFrom => '2026-01-01', validTo => '2026-06-30');
$c->parameter('days', ['2020-01-01', 5, '2025-12-31'], ['2026-01-01', 7]);
$c->knowledge('uses', answer => '要 {{days}}。');
my $one = $c->generation;

# --- inspect

my ($exit, $out) = govctl('inspect', $one);
is($exit, 0, 'inspect');
my ($name) = $out =~ /^generation +([0-9a-f]{64})$/m;
ok($name, 'names the generation');

# the name is the SHA-256 of the file with the name itself zeroed

my $unnamed = Gov::Server::slurp($one);
my $at = index $unnamed, pack 'H*', $name;
cmp_ok($at, '>', 0, 'which is in its header');
substr($unnamed, $at, 32) = "\0" x 32;
is($name, sha256_hex($unnamed), 'as the SHA-256 of all the rest');
like($out, qr/^bytes +@{[-s $one]}$/m, 'and its size');
like($out, qr/^section +$_ version 1/m, "and section $_")
    for qw(META TOWN PATH REPL);
my ($meta) = $out =~ /^meta +(.*)$/m;
is(decode($meta)->{documents}{knowledge}, 3, 'and how many documents');
is(decode($meta)->{sample}, JSON::PP::true, 'and that it is a sample');

($exit, $out) = govctl('inspect', '--keys', $one);
my @keys = split /\n/, $out;
is_deeply(\@keys, [sort @keys], 'keys are in order');
ok((grep { $_ eq '/v1/knowledge/k1' } @keys), 'a document is among them');
ok((grep { $_ eq '/v1/knowledge?topic=topic-one' } @keys), 'and a list');

($exit, $out) = govctl('inspect', '--key', '/v1/knowledge/limited', $one);
like($out, qr/^from 2026-01-01T00:00:00\+08:00 to 2026-07-01T00:00:00\+08:00$/m,
     'a reply has its interval, the last day included');
like($out, qr/^  gzip +\d+ bytes  ETag "[\w-]{22}"$/m, 'and its codings');

my $start = 1767196800; # 2026-01-01 00:00 in Dongguan
my $end = 1782835200;   # 2026-07-01

for my $one_case ([$start - 1, 1], [$start, 0], [$end - 1, 0], [$end, 1]) {
    my ($at, $due) = @$one_case;
    my ($exit, $out) = govctl('inspect', '--key', '/v1/knowledge/limited',
                              '--body', '--at', $at, $one);
    is($exit, $due, "at $at it is " . ($due ? 'not ' : '') . 'in force');
    like($out, qr/not in force/, 'and says so') if $due;
}

for my $one_case ([$start - 1, '要 5 天。'], [$start, '要 7 天。']) {
    my ($at, $due) = @$one_case;
    my ($exit, $out) = govctl('inspect', '--key', '/v1/knowledge/uses',
                              '--body', '--at', $at, $one);
    is(decode($out)->{answer}, $due, "at $at the parameter of then");
}

my (undef, $identity) = govctl('inspect', '--key', '/v1/knowledge/k1',
                               '--body', $one);
my (undef, $gzip) = govctl('inspect', '--key', '/v1/knowledge/k1', '--body',
                           '--coding', 'gzip', $one);
my (undef, $br) = govctl('inspect', '--key', '/v1/knowledge/k1', '--body',
                         '--coding', 'br', $one);
is(gunzip($gzip), $identity, 'gzip decodes');
is((unbrotli($br))[0], $identity, 'br decodes');
is(decode($identity)->{id}, 'k1', 'identity is the document');

($exit, $out) = govctl('inspect', '--key', '/v1/none', $one);
is($exit, 1, 'a key that is none');
like($out, qr{no reply of key /v1/none}, 'is named');
($exit, $out) = govctl('inspect', '--key', '/v1/items', '--body', '--coding',
                       'gzip', $one);
is($exit, 1, 'a coding that is not kept');
like($out, qr/is not kept in gzip/, 'is named');

# --- verify

($exit, $out) = govctl('verify', $one);
is($exit, 0, 'verify');
is($out, "$one: generation $name is whole, " . @keys . " replies\n",
   'and says what');

my $bytes = Gov::Server::slurp($one);
my $size = length $bytes;

sub broken_ok {
    my ($bytes, $what) = @_;

    Gov::Server::spew("$dir/broken.gen", $bytes);
    my ($exit, $out) = govctl('verify', "$dir/broken.gen");
    return "$what: exit $exit" if $exit != 1;
    return "$what: no reason" if $out !~ m{^govctl verify: \S+broken.gen: \S};
    return;
}

my @faults = map { broken_ok(substr($bytes, 0, $_), "$_ bytes") }
    0, 1, 7, 8, 63, 64, 255, 256, int($size / 2), $size - 64, $size - 1;
is_deeply(\@faults, [], 'a truncated file is refused');

@faults = map { broken_ok($bytes . $_, length($_) . ' more bytes') }
    "\0", "\0" x 64, 'x' x 4096;
is_deeply(\@faults, [], 'a longer one too');

srand($ENV{GOV_TEST_SEED} || 1);
@faults = map {
    my ($at, $bit, $copy) = ($_, int rand 8, $bytes);
    substr($copy, $at, 1) = chr(ord(substr $copy, $at, 1) ^ 1 << $bit);
    broken_ok($copy, "bit $bit of byte $at")
} (0 .. 63), (map { int rand $size } 1 .. 100), $size - 1;
is_deeply(\@faults, [], 'a flipped bit, wherever it is');

($exit, $out) = govctl('verify', '/nowhere/x.gen');
is($exit, 1, 'a file that is not there');
like($out, qr{/nowhere/x\.gen: No such file}, 'is named');
($exit, $out) = govctl('verify', "$dir");
is($exit, 1, 'a directory');
($exit, $out) = govctl('inspect', "$dir/broken.gen");
is($exit, 1, 'a broken file is not inspected either');

# --- diff

($exit, $out) = govctl('diff', $one, $one);
is($exit, 0, 'diff of the same');
like($out, qr/\A0 of \d+ replies differ\n\z/, 'says nothing else');

$c->knowledge('k1', answer => '另一个。', keywords => ['新']);
$c->knowledge('k-new')->remove(knowledge => 'limited');
$c->parameter('days', ['2020-01-01', 5, '2025-12-31'], ['2026-01-01', 8]);
my $two = $c->generation;
($exit, $out) = govctl('diff', $one, $two);
is($exit, 1, 'diff of others');
like($out, qr{^\+ /v1/knowledge/k-new$}m, 'what was added');
like($out, qr{^- /v1/knowledge/limited$}m, 'what was removed');
my ($changed) = $out =~ m{^~ /v1/knowledge/k1: (.*)$}m;
is(join(' ', sort split /, /, $changed || ''), '+keywords answer',
   'what was changed, by field');
like($out, qr{^~ /v1/knowledge/uses: .*answer}m,
     'also through a parameter');
like($out, qr{^~ /v1/knowledge \(1 intervals, were 3\): items$}m,
     'and the list, with its intervals');
unlike($out, qr{^. /v1/topics}m, 'not what stayed');
my $lines = () = $out =~ /^[-+~] /mg;
like($out, qr/^$lines of \d+ replies differ$/m, 'and how many');

my ($back_exit, $back) = govctl('diff', $two, $one);
is($back_exit, 1, 'the other way round');
like($back, qr{^- /v1/knowledge/k-new$}m, 'added is removed');
like($back, qr{^~ /v1/knowledge/k1: .*-keywords}m, 'in fields too');

for my $bad ([$one, "$dir/broken.gen"], ["$dir/broken.gen", $one],
             [$one, '/nowhere'])
{
    is((govctl('diff', @$bad))[0], 1, 'diff with what is no generation');
}

done_testing;
