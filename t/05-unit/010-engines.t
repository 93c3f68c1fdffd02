# The engines' own tests, built with ASan and UBSan.

use strict;
use warnings;
use Test::More;

my @binaries = glob('build/asan/unit/test_*');
my @sources = glob('t/unit/test_*.c');

is(scalar @binaries, scalar @sources, 'every unit test is built');

for my $binary (@binaries) {
    my ($name) = $binary =~ /test_(\w+)$/;
    my $out = `timeout 240 $binary 2>&1`;
    my $status = $?;
    my ($n) = $out =~ /\[  PASSED  \] (\d+) test/;

    is($status, 0, "$name: " . ($n // 'no') . ' tests') or diag($out);
}

done_testing();
