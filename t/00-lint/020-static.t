# cppcheck over engine and shell, and the walls of the house.

use strict;
use warnings;
use Test::More;

my @engine = grep { !m{/http/} } glob('ngx_gov_module/*/*.[ch]');

# no engine file knows nginx

my @leaks = grep {
    open my $in, '<', $_ or die "$_: $!";
    local $/;
    my $text = <$in>;
    $text =~ /#\s*include\s*[<"](?:[^>"]*\/)?ngx_|\bngx_[a-z]+\s*\(/;
} @engine;
is("@leaks", '', 'the engine includes and calls nothing of nginx');

# every engine file has its header, and every header its guard

my @alone = grep {
    (my $header = $_) =~ s/\.c$/.h/;
    !-e $header;
} grep { /\.c$/ && !m{/ctl/|/sample/|/content/gov_(?:lint|content)_} } @engine;
@alone = grep { !m{gov_json_lines\.c} } @alone;
is("@alone", '', 'one .h per .c, except the parts of one room');

my @sizes = grep { (split ' ', `wc -l < $_`)[0] > 900 }
    glob('ngx_gov_module/*.[ch] ngx_gov_module/*/*.[ch]');
is("@sizes", '', 'no file is longer than 900 lines');

my $out = `cppcheck --quiet --std=c11 --error-exitcode=3 \\
    --enable=warning,performance,portability --inline-suppr \\
    --suppress=missingIncludeSystem -D_GNU_SOURCE \\
    ngx_gov_module/core ngx_gov_module/content ngx_gov_module/snapshot \\
    ngx_gov_module/activate ngx_gov_module/ctl ngx_gov_module/sample 2>&1`;
is($? >> 8, 0, 'cppcheck finds nothing') or diag($out);

done_testing();
