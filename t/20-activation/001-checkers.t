# The checkers of this area can fail: each of their findings is provoked once.

use strict;
use warnings;
use lib 't/lib';

use Test::More;
use Gov::Load;
use Gov::Server;
use Time::HiRes qw(sleep);

my $set = Gov::Load::set(3);
my @names = @{$set->{names}};
my $s = Gov::Server->new(workers => 2, generation => $set->{files}[0])->start;

sub loaded {
    my ($what, %opt) = @_;

    my $load = Gov::Load->new(port => $s->port, set => $set,
                              connections => 8, processes => 2, %opt)->start;
    sleep 0.2;
    $what->($load);
    sleep 0.2;
    return $load->stop;
}

sub found {
    my ($sum) = @_;

    return join ' ', map { @{$sum->{$_}} ? $_ : () } qw(failed wrong stale);
}

my $sum = loaded(sub { });

is found($sum), '', 'nothing is found where nothing is wrong'
    or diag explain $sum;
cmp_ok $sum->{requests}, '>', 200, "$sum->{requests} replies were looked at";
cmp_ok $sum->{fresh}, '>', 8, "over $sum->{fresh} connections";
is_deeply [keys %{$sum->{labels}}], ['1-' . substr $names[0], 0, 12],
    'one generation was seen';

$sum = loaded(sub { $_[0]->floor(2) });
is found($sum), 'stale', 'a floor that is too high is found';

{
    my %other = %{$set->{bodies}{substr $names[0], 0, 12}};
    my %bodies = %{$other{'/v1/knowledge/k2'}};
    substr($bodies{br}, -1) ^= "\1";
    my %wrong = (%$set, bodies => { substr($names[0], 0, 12) =>
        { %other, '/v1/knowledge/k2' => \%bodies } });

    $sum = loaded(sub { }, set => \%wrong);
    is found($sum), 'wrong', 'one other bit in a body is found';
    is scalar(grep { !m{^/v1/knowledge/k2 br: } } @{$sum->{wrong}}), 0,
        'and only there';
}

$sum = loaded(sub { }, set => { %$set, bodies => {} });
is found($sum), 'wrong', 'a generation that nobody knows is found';

$sum = loaded(sub { }, set => { %$set, paths => ['/v1/knowledge/none'] });
is found($sum), 'failed', 'another status is found';

$sum = loaded(sub {
    $s->publish($set->{files}[1]);
    $s->publish($set->{files}[2]);
    $_[0]->floor(3);
});
is found($sum), '', 'activations alone are nothing to find';
cmp_ok scalar(keys %{$sum->{labels}}), '>=', 2, 'but are seen';

$sum = loaded(sub { kill 'KILL', ($s->workers)[0]; sleep 0.3 });
cmp_ok $sum->{again} + @{$sum->{failed}}, '>', 0,
    'lost connections of a killed worker are counted';
unlike found($sum), qr/wrong|stale/, 'and bring no wrong reply';

ok $s->stop, 'the server ends';
$s->clean_log_ok('nothing else in the log', allow => [qr/exited on signal 9/]);

done_testing;
