# directives: what is refused, with which words, and what has no effect

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use File::Temp ();
use Gov::Server;
use Test::More;

my $token = File::Temp->new;
print $token 'x' x 64, "\n";
$token->flush;
chmod 0600, "$token";

sub conf {
    my ($http, $location, $main) = @_;

    $main ||= '';
    my $port = Gov::Server::free_port();

    return <<"END";
load_module \@MODULE\@;
error_log stderr notice;
pid \@RUN\@/nginx.pid;
$main
events { }
http {
    access_log off;
    $http
    server {
        listen 127.0.0.1:$port;
        location / { $location }
    }
}
END
}

sub accepted {
    my ($name, @conf) = @_;

    my ($exit, $out) = Gov::Server->check(conf(@conf));
    local $Test::Builder::Level = $Test::Builder::Level + 1;
    is($exit, 0, $name) or diag $out;
    unlike($out, qr/\[(?:emerg|alert|crit|error|warn)\]/, 'without a word');
}

sub refused {
    my ($name, $like, @conf) = @_;

    my ($exit, $out) = Gov::Server->check(conf(@conf));
    local $Test::Builder::Level = $Test::Builder::Level + 1;
    is($exit, 1, $name);
    like($out, $like, 'and says why');
    like($out, qr/\[emerg\]/, 'as an emergency');
}

my $run = 'gov_run @RUN@/run;';

accepted('loaded and not used', '', 'return 204;');
accepted('gov_run alone', $run, 'return 204;');
accepted('gov with gov_run', $run, 'gov;');
accepted('gov_admin with gov_run', $run, "gov_admin $token;");
accepted('everything', "$run gov_live_generations 2; gov_max_age 5m;
                        gov_activation_deadline 10s;", 'gov; gov_max_age 0;');
accepted('gov_max_age without gov', 'gov_max_age 5;', 'return 204;');

refused('gov without gov_run', qr/need "gov_run" in the http block/, '',
        'gov;');
refused('gov_admin without gov_run', qr/need "gov_run" in the http block/,
        '', "gov_admin $token;");
refused('gov with an argument', qr/invalid number of arguments in "gov"/,
        $run, 'gov x;');
refused('gov in the http block', qr/"gov" directive is not allowed here/,
        "$run gov;", '');
refused('gov_run in a location', qr/"gov_run" directive is not allowed here/,
        '', "$run");
refused('gov_run twice', qr/"gov_run" directive is duplicate/, "$run $run",
        'gov;');
refused('gov twice', qr/"gov" directive .*conflicts|is duplicate/, $run,
        'gov; gov;');
refused('gov and another handler', qr/conflicts with another handler/, $run,
        'proxy_pass http://127.0.0.1:1; gov;');
refused('gov and gov_admin', qr/conflicts with another handler/, $run,
        "gov; gov_admin $token;");
refused('gov_admin twice', qr/"gov_admin" directive is duplicate/, $run,
        "gov_admin $token; gov_admin $token;");

for my $n ('1', '9', '0', '-1', 'x', '') {
    refused("gov_live_generations '$n'",
            qr/"gov_live_generations"|must be|value|invalid number/,
            "$run gov_live_generations '$n';", 'gov;');
}

accepted("gov_live_generations $_", "$run gov_live_generations $_;", 'gov;')
    for 2, 8;
refused('gov_live_generations twice',
        qr/"gov_live_generations" directive is duplicate/,
        "$run gov_live_generations 2; gov_live_generations 2;", 'gov;');

for my $time ('99ms', '10001ms', '1h', '0') {
    refused("gov_activation_deadline $time",
            qr/gov_activation_deadline must be 100ms to 10s/,
            "$run gov_activation_deadline $time;", 'gov;');
}

refused('gov_activation_deadline of words', qr/invalid value/,
        "$run gov_activation_deadline soon;", 'gov;');
refused('gov_max_age of words', qr/invalid value/,
        "$run gov_max_age long;", 'gov;');
refused('gov_max_age below zero', qr/invalid value/,
        "$run gov_max_age -1;", 'gov;');
refused('gov_max_age twice', qr/"gov_max_age" directive is duplicate/,
        "$run gov_max_age 1; gov_max_age 1;", 'gov;');

# the token's file

sub token_file {
    my ($text, $mode) = @_;

    my $file = File::Temp->new;
    print $file $text;
    $file->flush;
    chmod $mode, "$file";
    return $file;
}

for my $mode (0640, 0604, 0660, 0620, 0601, 0644) {
    my $file = token_file('x' x 64, $mode);
    refused(sprintf('a token of mode %04o', $mode),
            qr/others can read "\Q$file\E": chmod 600 it/, $run,
            "gov_admin $file;");
}

for my $length (0, 1, 31, 257, 5000) {
    my $file = token_file('x' x $length . "\n", 0600);
    refused("a token of $length characters",
            qr/the token in "\Q$file\E" has \d+ characters; 32 to 256/, $run,
            "gov_admin $file;");
}

for my $length (32, 256) {
    my $file = token_file('x' x $length . "\r\n", 0400);
    accepted("a token of $length characters", $run, "gov_admin $file;");
}

refused('a token that is not there', qr{cannot open "/nowhere/token"}, $run,
        'gov_admin /nowhere/token;');
refused('a directory for a token', qr{cannot (?:open|read) "/tmp"}, $run,
        'gov_admin /tmp;');

# nothing is made by a test of the configuration

my ($exit, $out) = Gov::Server->check(conf('gov_run @RUN@/run;', 'gov;'));
my $dir = File::Temp->newdir;
($exit) = Gov::Server->check(conf("gov_run $dir/run;", 'gov;'));
is($exit, 0, 'nginx -t');
ok(!-e "$dir/run", 'makes no run directory');

done_testing;
