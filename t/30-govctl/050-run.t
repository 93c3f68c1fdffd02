# govctl publish, rollback, generations: also when no server runs

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use File::Temp ();
use Gov::Content;
use Gov::Reply;
use Gov::Server;
use Test::More;

my $top = File::Temp->newdir('gov-run-XXXXXX', TMPDIR => 1);
my $run = "$top/run";

sub govctl {
    my ($command, @rest) = @_;
    return Gov::Server::govctl($command, '--run', $run, @rest);
}

my $c = Gov::Content->new;
my @files = map { $c->knowledge('k1', answer => "第 $_ 版。")->generation }
    1 .. 12;
my @names = map { (Gov::Server::govctl('verify', $_))[1]
                  =~ /generation ([0-9a-f]{64})/ } @files;

sub history {
    return map { decode($_) }
        split /\n/, (govctl('generations', '--json'))[1];
}

sub stored { sort map { m{([^/]+)$} } glob "$run/generations/*" }

# --- nothing yet

for my $command (qw(rollback generations)) {
    my ($exit, $out) = govctl($command);
    is($exit, 1, "$command without a run directory");
    like($out, qr/^govctl $command: .*No such file/, 'says so');
    ok(!-e $run, 'and makes none');
}

# --- publish

my ($exit, $out) = govctl('publish', $files[0]);
is($exit, 1, 'publish to a mistyped run directory');
like($out, qr/--create makes a run directory/, 'says how one is made');
ok(!-e $run, 'and makes none');

($exit, $out) = govctl('publish', '--create', $files[0]);
is($exit, 0, 'publish --create makes one') or diag $out;
my $short = substr $names[0], 0, 12;
like($out, qr/^sequence 1: generation $short is active; nobody runs/,
     'and says what is active');
is_deeply([stored()], [$names[0]], 'the file is stored by its name');
is(sprintf('%04o', (stat "$run/generations/$names[0]")[2] & 07777), '0400',
   'readable only');
is(sprintf('%04o', (stat "$run/$_")[2] & 07777), '0700', "$_ is private")
    for qw(activate generations);

($exit, $out) = govctl('publish', $files[0]);
is($exit, 0, 'publishing it again');
like($out, qr/is active already, as sequence 1/, 'changes nothing');

($exit, $out) = govctl('publish', '--note', '第二版 "二"', $files[1]);
like($out, qr/^sequence 2: /, 'publishing another');

my @history = history();
is($history[0]{note}, "\x{7b2c}\x{4e8c}\x{7248} \"\x{4e8c}\"",
   'the note is kept');
is_deeply([map { [@$_{qw(sequence generation repeats)}] } @history],
          [[2, $names[1], 0], [1, $names[0], 0]], 'newest first');
is_deeply([map { $_->{active} ? 1 : 0 } @history], [1, 0], 'one is active');
($exit, $out) = govctl('generations');
utf8::decode($out);
my $second = substr $names[1], 0, 12;
ok($out =~ /\A\*      2  $second  \S+  第二版 "二"\n       1  $short  \S+\n\z/,
   'the same for people') or diag explain $out;

# --- refused, and nothing changed

my $broken = "$top/broken.gen";
my $bytes = Gov::Server::slurp($files[2]);
Gov::Server::spew($broken, substr $bytes, 0, length($bytes) - 1);

for my $bad ($broken, '/nowhere/x.gen', "$top", '/dev/null') {
    my ($exit, $out) = govctl('publish', $bad);
    is($exit, 1, "publishing $bad");
    like($out, qr/^govctl publish: \Q$bad\E: .*; nothing changed$/,
         'is refused with a reason');
}

substr($bytes, length($bytes) / 2, 1) ^= "\x10";
Gov::Server::spew($broken, $bytes);
is((govctl('publish', $broken))[0], 1, 'a flipped bit');

{
    # a file that may not grow fails to be written like on a full disk

    local $SIG{XFSZ} = 'IGNORE';
    my ($exit, $out) = Gov::Server::run('prlimit',
        '--fsize=' . int(length($bytes) / 2), $Gov::Server::GOVCTL, 'publish',
        '--run', $run, $files[2]);
    is($exit, 1, 'a disk that is full');
    like($out, qr/: File too large; nothing changed$/, 'is a reason');
}

is_deeply([stored()], [sort @names[0, 1]], 'nothing of them is stored');
is(scalar(history()), 2, 'nor remembered');

# --- rollback

($exit, $out) = govctl('rollback');
is($exit, 0, 'a rollback') or diag $out;
like($out, qr/^sequence 3: generation \Q@{[substr $names[0], 0, 12]}/,
     'is a sequence of its own');
is((history())[0]{repeats}, 1, 'and says what it repeats');

($exit, $out) = govctl('rollback', '--to', 2, '--note', 'back');
like($out, qr/^sequence 4: generation \Q@{[substr $names[1], 0, 12]}/,
     'to a sequence');
($exit, $out) = govctl('rollback', '--to', 77);
is($exit, 1, 'to one that never was');
like($out, qr/^govctl rollback: .*nothing changed/, 'says so');
($exit, $out) = govctl('rollback', '--to', 4);
is($exit, 1, 'to the active one, which is no earlier one');
like($out, qr/no earlier activation 4 .*nothing changed/, 'says so');

# --- a stored file that is damaged: it is verified before each activation

chmod 0600, "$run/generations/$names[0]";
Gov::Server::spew("$run/generations/$names[0]", 'x');
($exit, $out) = govctl('rollback', '--to', 1);
is($exit, 1, 'a rollback to a damaged file');
like($out, qr/nothing changed/, 'is refused');
is((history())[0]{sequence}, 4, 'and what was active stays');
($exit, $out) = govctl('publish', $files[0]);
is($exit, 0, 'publishing the same again mends it') or diag $out;
like($out, qr/^sequence 5: /, 'and activates it');

# --- files go after an hour, so those of a hasty day all stay

is((govctl('publish', $_))[0], 0, 'publish') for @files;
is_deeply([stored()], [sort @names], 'what was published just now is kept');
($exit, $out) = govctl('rollback', '--to', 1);
is($exit, 0, 'and can be gone back to') or diag $out;

# --- a run directory that cannot be used

SKIP: {
    my $file = "$top/file";
    Gov::Server::spew($file, '');
    my ($exit, $out) = Gov::Server::govctl('publish', '--run', "$file/run",
                                           $files[0]);
    is($exit, 1, 'a run directory below a file');
    like($out, qr/Not a directory/, 'says so');
    ($exit, $out) = Gov::Server::govctl('generations', '--run', $file);
    is($exit, 1, 'a file for a run directory');
}

# --- a state file that is none

Gov::Server::spew("$run/activate/state", 'garbage');
($exit, $out) = govctl('generations');
is($exit, 1, 'a state file that is none is not read');
like($out, qr/^govctl generations: .*state/, 'and named');
($exit, $out) = govctl('publish', $files[-1]);
is($exit, 0, 'publishing puts another in its place') or diag $out;
is((history())[0]{generation}, $names[-1], 'and serves');

done_testing;
