# A generation that is not what was built is refused with the reason, wherever
# the damage is, and what was served is served on.

use strict;
use warnings;
use lib 't/lib';

use Test::More;
use Digest::SHA qw(sha256);
use Gov::Drill;
use Gov::Load;
use Gov::Server;
use Time::HiRes qw(sleep);

my $set = Gov::Load::set(5);
my @files = @{$set->{files}};
my @names = @{$set->{names}};
my $s = Gov::Server->new(workers => 2, generation => $files[0])->start;
my $dir = $s->run_dir . '/tmp';

sub serves {
    my ($what, $seq, $name) = @_;

    my (%seen, $bad);

    for (1 .. 6) {
        my $r = $s->get('/v1/knowledge/k1', 'Accept-Encoding' => 'gzip');
        $seen{$r->{headers}{'gov-generation'} || $r->{status}}++;
        $bad = 1 if $r->{body} ne $set->{bodies}{substr $name, 0, 12}
                                      {'/v1/knowledge/k1'}{gzip};
    }

    local $Test::Builder::Level = $Test::Builder::Level + 1;
    is_deeply [active($s), keys %seen], [$seq, label($seq, $name)], $what;
    ok !$bad, "$what, byte for byte";
}

# as if it had been built so
sub seal {
    my ($bytes) = @_;

    substr($bytes, 24, 32) = "\0" x 32;
    substr($bytes, 24, 32) = sha256($bytes);
    return $bytes;
}

sub overwrite {
    my ($path, $bytes) = @_;

    chmod 0600, $path;
    Gov::Server::spew($path, $bytes);
    chmod 0400, $path;
}

sub flip {
    my ($bytes, $at) = @_;

    substr($bytes, $at, 1) ^= "\x10";
    return $bytes;
}


# --- the file that is published

my $good = Gov::Server::slurp($files[1]);
my $size = length $good;
my @bad = (
    ['empty', '', qr/empty/],
    ['cut in the header', substr($good, 0, 100), qr/too short/],
    ['truncated', substr($good, 0, $size - 64), qr/truncated or grown/],
    ['one byte longer', "$good.", qr/truncated or grown/],
    ['another kind of file', flip($good, 0), qr/not a generation file/],
    ['another byte order',
     seal(substr($good, 0, 8) . "\1\2\3\4" . substr $good, 12),
     qr/another byte order/],
    ['a later format', seal(substr($good, 0, 12) . "\x63\0" . substr $good, 14),
     qr/format 99: this program reads 1 to 1/],
    ['another checksum', flip($good, 30), qr/checksum does not match/],
    ['a bit of a body', flip($good, $size - 100), qr/checksum does not match/],
    ['a bit in the middle', flip($good, int $size / 2),
     qr/checksum does not match/],
    ['built with a bad section table',
     seal(substr($good, 0, 136) . "\xff" x 8 . substr $good, 144),
     qr/outside the file/],
);

for my $bad (@bad) {
    my ($what, $bytes, $why) = @$bad;

    overwrite("$dir/bad.gen", $bytes);
    my ($exit, $out) = $s->publish("$dir/bad.gen");
    is $exit, 1, "$what: refused";
    like $out, qr/bad\.gen: .*$why.*; nothing changed$/s, "$what: the reason";
}

my ($exit, $out) = $s->publish("$dir/none.gen");
like "$exit $out", qr/^1 .*No such file/, 'missing: refused with the reason';
($exit, $out) = $s->publish($dir);
like "$exit $out", qr/^1 .*not a regular file/, 'a folder: refused';

overwrite("$dir/bad.gen", flip(Gov::Server::slurp($files[0]), $size - 100));
($exit, $out) = $s->publish("$dir/bad.gen");
like "$exit $out", qr/^1 .*checksum/,
    'damaged, but a whole copy is stored: refused all the same';

serves('after all that the first is served', 1, $names[0]);
is_deeply [map { s{.*/}{}r } glob $s->run_dir . '/generations/*'],
    [$names[0]], 'nothing of it was kept';


# --- the stored one that is gone back to

$s->publish($_) for @files[1, 2];
my $stored = stored($s, $names[1]);
my $bytes = Gov::Server::slurp($stored);

overwrite($stored, flip($bytes, $size - 100));
($exit, $out) = $s->rollback;
like "$exit $out", qr/^1 .*broken: checksum.*; nothing changed/,
    'rolling back to a flipped one: refused';

overwrite($stored, substr $bytes, 0, 5000);
($exit, $out) = $s->rollback;
like "$exit $out", qr/^1 .*broken: truncated/, 'to a truncated one: refused';

my $r = $s->admin(POST => '/admin/rollback');
is $r->{status}, 422, 'over HTTP: 422';
like $r->{body}, qr/"detail":"truncated or grown/, 'with the reason';

unlink $stored;
($exit, $out) = $s->rollback;
like "$exit $out", qr/^1 .*unknown: generations.*No such file/,
    'to a missing one: refused';
serves('the third is served on', 3, $names[2]);

($exit, $out) = $s->rollback(to => 1);
is $exit, 0, 'an earlier one that is whole can be gone back to';
serves('it is served', 4, $names[0]);


# --- a reload and a restart

$s->publish($files[3]);
serves('the fourth', 5, $names[3]);

# replaced, not written into: that would change what is mapped
sub replace {
    my ($name, $bytes) = @_;

    my $path = stored($s, $name);
    unlink $path;
    Gov::Server::spew($path, $bytes) if defined $bytes;
}

replace($names[3], flip(Gov::Server::slurp($files[3]), $size - 100));
ok $s->reload, 'a reload with the active file damaged';
like $s->error_log, qr/\[error\].*cannot be used \(checksum.*sequence 6/,
    'the log says so';
serves('the newest good one is served', 6, $names[0]);

replace($names[0], undef);
ok $s->stop, 'stopped';
$s->start;
like $s->error_log,
    qr/\[error\].*cannot be used \(.*No such file.*sequence 7/,
    'a restart with the active file missing: the log says so';
serves('the newest good one is served', 7, $names[2]);

replace($names[2], substr Gov::Server::slurp($files[2]), 0, 3000);
ok $s->stop, 'stopped';
$s->start;
like $s->error_log, qr/\[warn\].*truncated or grown.*not ready/,
    'a restart with none that is good: the log says so';

$r = $s->get('/readyz');
is $r->{status}, 503, 'not ready';
like $r->{body}, qr/truncated or grown/, 'and why';
is $s->get('/healthz')->{status}, 200, 'but alive';
is $s->get('/v1/knowledge/k1')->{status}, 503, 'no content';

# the same file again: active by name, but nobody could map it

($exit, $out) = $s->publish($files[2]);
like "$exit $out", qr/^0 sequence 8: .* on 2 workers/, 'publishing heals it';
is $s->get('/readyz')->{status}, 200, 'ready';
serves('what was published is served', 8, $names[2]);

($exit, $out) = $s->publish($files[2]);
like "$exit $out", qr/^0 .* is active already, as sequence 8/,
    'and is not published twice';


# --- the state file

ok $s->stop, 'stopped';
overwrite($s->run_dir . '/activate/state', 'x' x 100000);
$s->start;
like $s->error_log, qr/\[warn\].*activate\/state: .*not ready/,
    'a restart with a damaged state file: the log says so';
is $s->get('/readyz')->{status}, 503, 'not ready';
is scalar(() = glob $s->run_dir . '/activate/state.broken.*'), 1,
    'it was moved aside';
($exit, $out) = $s->publish($files[4]);
like "$exit $out", qr/^0 sequence 1: .* on 2 workers/, 'publishing heals it';
serves('what was published is served', 1, $names[4]);

ok $s->stop, 'the server ends';
$s->clean_log_ok;
done_testing;
