# validity by the clock: what holds today is served, and never cached longer

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Gov::Content;
use Gov::Reply;
use Gov::Server;
use Test::More;

sub day { Gov::Content::day($_[0]) }

# not across midnight: what is true of a day would change meanwhile

sleep 1 while Gov::Content::midnight() - time < 15;

my $c = Gov::Content->new;

$c->knowledge('always');
$c->knowledge('yesterday', validFrom => day(-1), validTo => day(-1));
$c->knowledge('today', validFrom => day(0), validTo => day(0));
$c->knowledge('tomorrow', validFrom => day(1), validTo => day(1));
$c->knowledge('until-today', validTo => day(0));
$c->knowledge('until-tomorrow', validTo => day(1));
$c->knowledge('from-today', validFrom => day(0));
$c->knowledge('from-tomorrow', validFrom => day(1));
$c->knowledge('until-yesterday', validTo => day(-1));
$c->parameter('days', ['2020-01-01', 5, day(-1)], [day(0), 7, day(0)],
              [day(1), 9]);
$c->knowledge('uses', answer => '要 {{days}}。');
$c->topic('topic-later', validFrom => day(1));

my $s = Gov::Server->new(
    generation => $c->generation,
    locations => 'location /long { rewrite ^/long(/.*) $1 break; gov;
                                   gov_max_age 200000; }
                  location /short { rewrite ^/short(/.*) $1 break; gov;
                                    gov_max_age 5; }
                  location /never { rewrite ^/never(/.*) $1 break; gov;
                                    gov_max_age 0; }
                  location /unit { rewrite ^/unit(/.*) $1 break; gov;
                                   gov_max_age 1h; }',
)->start;

for my $id (qw(always today until-today until-tomorrow from-today uses)) {
    is($s->get("/v1/knowledge/$id")->{status}, 200, "$id is served");
}

for my $id (qw(yesterday tomorrow from-tomorrow until-yesterday)) {
    problem_ok($s->get("/v1/knowledge/$id"), 404, 'not-in-force',
               "$id is not in force");
    is($s->get("/v1/knowledge/$id", 'If-None-Match' => '*')->{status}, 404,
       'and nothing of it matches');
}

problem_ok($s->get('/v1/knowledge/never-was'), 404, 'not-found',
           'which is not the same as not being there');
problem_ok($s->request(POST => '/v1/knowledge/tomorrow'), 405,
           'method-not-allowed', 'nor a reason to allow another method');

my @due = qw(always from-today today until-today until-tomorrow uses);

for my $list ('/v1/knowledge', '/v1/knowledge?topic=topic-one') {
    is_deeply([map { $_->{id} } @{$s->json($list)->{items}}], \@due,
              "$list leaves out what does not hold");
}

is_deeply([map { $_->{id} } @{$s->json('/v1/topics')->{items}}],
          ['topic-one'], 'a topic that is yet to come is not listed');

my $uses = $s->json('/v1/knowledge/uses');
like($uses->{answer}, qr/要 7/, "a parameter has today's value");

# --- max-age

sub age {
    my ($path) = @_;
    my $r = $s->get($path);
    return $r->{headers}{'cache-control'} =~ /^public, max-age=(\d+)$/
        ? $1 : "$r->{headers}{'cache-control'} of $path";
}

# seconds to midnight while it was asked, give or take

sub until_midnight_ok {
    my ($path, $days, $name) = @_;

    my $before = Gov::Content::midnight() + 86400 * $days - time;
    my $age = age($path);
    my $after = Gov::Content::midnight() + 86400 * $days - time;

    cmp_ok($age, '<=', $before, "$name: not beyond the boundary");
    cmp_ok($age, '>=', $after - 2, "$name: and up to it");
}

until_midnight_ok('/long/v1/knowledge/today', 0, 'a document of today');
until_midnight_ok('/long/v1/knowledge/until-today', 0, 'one until today');
until_midnight_ok('/long/v1/knowledge/until-tomorrow', 1, 'until tomorrow');
until_midnight_ok('/long/v1/knowledge/uses', 0,
                  'a text with a parameter that changes');
until_midnight_ok('/long/v1/knowledge', 0, 'a list that changes');
until_midnight_ok('/long/v1/topics', 0, 'a list that something joins');

is(age('/long/v1/knowledge/always'), 200000, 'what always holds: all of it');
is(age('/long/v1/knowledge/from-today'), 200000,
   'what holds from today on: all of it');

my $r = $s->get('/long/v1/knowledge/today');
my $again = $s->get('/long/v1/knowledge/today',
                    'If-None-Match' => $r->{headers}{etag});
is($again->{status}, 304, 'not modified');
like($again->{headers}{'cache-control'}, qr/^public, max-age=\d{1,5}$/,
     'a 304 is clipped as well');

is(age('/v1/knowledge/always'), 60, 'by default a minute');
is(age('/v1/knowledge/today'), 60, 'when the boundary is further away');
is(age('/short/v1/knowledge/today'), 5, 'what is configured');
is(age('/never/v1/knowledge/today'), 0, 'or nothing');
is(age('/unit/v1/knowledge/always'), 3600, 'in the units of nginx');

# a healthy answer of the moment is not for keeping

is($s->get('/healthz')->{headers}{'cache-control'}, 'no-store',
   'health is not stored');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
