# The engine is laid out by clang-format; everything keeps 80 columns, no tabs,
# no trailing blanks.

use strict;
use warnings;
use Test::More;

my @engine = grep { !m{/http/|ngx_http_gov_module\.} }
    glob('ngx_gov_module/*/*.[ch] t/unit/*.[ch] t/fuzz/*.c');
my @shell = glob('ngx_gov_module/*.[ch] ngx_gov_module/http/*.[ch]');
my @scripts = glob('conf/deploy/*.sh t/*.sh t/*/*.sh t/*/*.t t/*/*.pl '
        . 't/lib/Gov/*.pm .ci/run');

sub lines {
    my $file = shift;
    open my $in, '<:encoding(UTF-8)', $file or die "$file: $!";
    chomp(my @lines = <$in>);
    return @lines;
}

# a Chinese character takes two columns
sub width {
    my $text = shift;
    my $wide = () = $text =~ /[\x{1100}-\x{115f}\x{2e80}-\x{a4cf}\x{ac00}-\x{d7a3}\x{f900}-\x{faff}\x{fe30}-\x{fe6f}\x{ff00}-\x{ff60}\x{ffe0}-\x{ffe6}]/g;
    return length($text) + $wide;
}

ok(@engine > 50, 'the engine is found') or diag("@engine");

my @off = grep { system("clang-format --dry-run -Werror $_ >/dev/null 2>&1") }
    @engine;
is("@off", '', 'clang-format has nothing to change in the engine');

my (@long, @tabs, @trailing);

for my $file (@engine, @shell, @scripts) {
    my $n = 0;

    for my $line (lines($file)) {
        $n++;
        push @long, "$file:$n" if width($line) > 80;
        push @tabs, "$file:$n" if $line =~ /\t/;
        push @trailing, "$file:$n" if $line =~ /\s$/;
    }
}

# a table of Chinese texts is counted in code points by clang-format
@long = grep { !m{/sample/|/t/} && m{ngx_gov_module} } @long;

is("@long", '', '80 columns');
is("@tabs", '', 'no tabs');
is("@trailing", '', 'no trailing blanks');

done_testing();
