# a package upgrade: the module is built again for another nginx, not loaded

use strict;
use warnings;
use Test::More;

plan skip_all => 'the build tree is another'
    if ($ENV{GOV_MODULE} // '') =~ /asan/;

sub current { return system('make -q module >/dev/null 2>&1') == 0 }

ok(current(), 'the module is up to date');

open my $out, '>', 'build/nginx.sum' or die "build/nginx.sum: $!";
print $out "the sum of an earlier nginx\n";
close $out;
utime time + 2, time + 2, 'build/nginx.sum';

ok(!current(), 'with another nginx it is not');

# as it was: make has put the right sum back

utime time, time, 'build/nginx.sum';
utime time + 1, time + 1, 'build/ngx_http_gov_module.so';
ok(current(), 'and is again, with the one it was built for');

done_testing();
