# Every fuzzer for a short while; `make fuzz` runs them for five minutes each.

use strict;
use warnings;
use Test::More;

my $seconds = $ENV{GOV_SOAK} ? 300 : 10;
my $out = `FUZZ_SECONDS=$seconds t/fuzz/run.sh 2>&1`;

is($?, 0, 'no finding') or diag($out);

for my $source (glob('t/fuzz/fuzz_*.c')) {
    my ($name) = $source =~ /fuzz_(\w+)\.c$/;

    like($out, qr/^\Q$name\E: [1-9]\d* runs/m, "$name ran");
}

diag($out =~ s/^/  /mgr) if !$?;
done_testing();
