# The top level is what the design says, and nothing names this machine.

use strict;
use warnings;
use Test::More;

my @top = sort grep { $_ ne '' }
    split /\n/, `git ls-files | cut -d/ -f1 | sort -u`;
my @allowed = sort qw(.ci .clang-format .gitignore LICENSE Makefile README.md
    conf config html lua ngx_gov_module t);

SKIP: {
    skip 'not a git checkout', 1 if !@top;
    is_deeply(\@top, \@allowed, 'the top level');
}

my $readme = do { local (@ARGV, $/) = ('README.md'); <> };
my $module = do {
    local (@ARGV, $/) = ('ngx_gov_module/ngx_http_gov_module.c');
    <>;
};

for my $directive ($module =~ /ngx_string\("(gov\w*)"\)/g) {
    like($readme, qr/`$directive\b/, "README tells of $directive");
}

my $metrics = do {
    local (@ARGV, $/) = ('ngx_gov_module/http/ngx_http_gov_metrics.c');
    <>;
};

for my $metric (sort keys %{ { map { $_ => 1 } $metrics =~ /"(gov_\w+)"/g } }) {
    next if $metric eq 'gov_metrics';
    like($readme, qr/`$metric\b/, "README tells of $metric");
}

my $problems = do {
    local (@ARGV, $/) = ('ngx_gov_module/http/ngx_http_gov_problem.c');
    <>;
};

for my $code ($problems =~ /, "([a-z-]+)",\s/g) {
    like($readme, qr/`$code`/, "README tells of the problem $code");
}

my $ctl = do { local (@ARGV, $/) = ('ngx_gov_module/ctl/govctl.c'); <> };

for my $verb ($ctl =~ /\{ "(\w+)", gov_ctl_/g) {
    like($readme, qr/govctl $verb\b/, "README tells of govctl $verb");
}

done_testing();
