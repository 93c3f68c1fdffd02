# govctl: help and usage

use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Gov::Server;
use Test::More;

sub govctl { Gov::Server::govctl(@_) }

my @commands = qw(lint schema sample build inspect verify diff publish rollback
                  generations);
my ($exit, $help) = govctl('--help');

is($exit, 0, '--help');
like($help, qr/^  govctl $_ /m, "names $_") for @commands;
my @named = $help =~ /^  govctl (\w+) /mg;
is_deeply(\@named, \@commands, 'and no other');
like($help, qr/exit status: 0 done; 1 .*; 2 usage/, 'and the exit statuses');
unlike($help, qr/^.{81}/m, 'in 80 columns');
is((govctl($_))[1], $help, "$_ says the same") for qw(help -h);

for my $command (@commands) {
    my ($exit, $out) = govctl($command, '--help');
    is($exit, 0, "$command --help");
    like($out, qr/\Ausage: govctl $command .*\n {6,}\S/, 'tells what it does');

    ($exit, $out) = govctl($command, '--no-such-option');
    is($exit, 2, "$command with a wrong option is usage")
        if $command ne 'schema';

    next if $command eq 'schema';
    ($exit, $out) = govctl($command);
    is($exit, 2, "$command alone is usage");
    like($out, qr/^usage: govctl $command /m, 'and says so');
}

($exit, my $out) = govctl();
is($exit, 2, 'nothing is usage');
like($out, qr/\Ausage: govctl COMMAND/, 'and says so');

($exit, $out) = govctl('publsh');
is($exit, 2, 'a wrong command is usage');
like($out, qr/no such command: publsh/, 'and names it');

for my $wrong (['lint', 'a', 'b'], ['build', 'x'], ['build', '-o', 'x'],
               ['build', '-o', 'x', '--threads', '0', 'y'],
               ['build', '-o', 'x', '--threads', '65', 'y'],
               ['build', '-o', 'x', '--threads', '1x', 'y'],
               ['inspect', 'a', '--body'], ['inspect', 'a', '--coding', 'xz',
                '--key', 'b'], ['inspect', 'a', '--keys', '--key', 'b'],
               ['inspect', 'a', '--key', 'b', '--at', '-1'],
               ['verify', 'a', 'b'], ['diff', 'a'], ['diff', 'a', 'b', 'c'],
               ['publish', 'a'], ['publish', '--run', 'a'],
               ['publish', '--run', 'a', '--deadline', '99', 'b'],
               ['publish', '--run', 'a', '--deadline', '10001', 'b'],
               ['publish', '--run', 'a', '--note', 'x' x 64, 'b'],
               ['publish', '--run', 'a', '--to', '1', 'b'],
               ['rollback', '--run', 'a', 'b'],
               ['rollback', '--run', 'a', '--to', '0'],
               ['rollback', '--run', 'a', '--to', 'x'],
               ['generations', '--run', 'a', 'b'],
               ['generations', '--run', 'a', '--note', 'b'],
               ['schema', 'a', 'b'], ['sample', '--items', 'x', 'd'],
               ['sample', '--items', '-1', 'd'])
{
    is((govctl(@$wrong))[0], 2, "usage: @{[substr qq(@$wrong), 0, 50]}");
}

($exit, $out) = govctl('schema');
my $all = eval { JSON::PP->new->utf8->decode($out) };
is($exit, 0, 'schema');
ok($all && $all->{knowledge}{properties}{shortAnswer},
   'is JSON Schema of all kinds');
($exit, $out) = govctl('schema', 'knowledge');
is_deeply(eval { JSON::PP->new->utf8->decode($out) }, $all->{knowledge},
          'or of one');
($exit, $out) = govctl('schema', 'nothing');
is($exit, 1, 'but not of what is none');

done_testing;
