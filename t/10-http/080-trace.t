# one id for a request: Gov-Trace, the problem's hint, the access log; and a
# log that does not tell what people looked for

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Gov::Content;
use Gov::Reply;
use Gov::Server;
use Test::More;

my $c = Gov::Content->new;
$c->knowledge('k1');

my $s = Gov::Server->new(
    generation => $c->generation,
    server => 'add_header X-Trace $gov_trace always;
               add_header X-Parent $gov_traceparent always;
               add_header X-Generation $gov_generation always;',
    locations => 'location = /other { return 200 "[$gov_trace]'
        . '[$gov_traceparent][$gov_generation]"; }',
)->start;

my %seen;

for (1 .. 200) {
    my $trace = $s->get('/v1/topics')->{headers}{'gov-trace'};
    $seen{$trace}++;
}

is(scalar keys %seen, 200, 'each request has an id of its own');
is((grep { !/^[0-9a-f]{32}$/ } keys %seen) + 0, 0, 'of 32 hex digits');

# --- traceparent

my $id = '4bf92f3577b34da6a3ce929d0e0e4736';
my $span = '00f067aa0ba902b7';

for my $one (["00-$id-$span-01", '01', 'of version 00'],
             ["00-$id-$span-00", '00', 'that is not sampled'],
             ["01-$id-$span-03", '03', 'of a later version'],
             ["cc-$id-$span-01-more.to-come", '01', 'that goes on'])
{
    my ($value, $flags, $name) = @$one;
    my $h = $s->get('/v1/topics', traceparent => $value)->{headers};
    is($h->{'gov-trace'}, $id, "a traceparent $name is taken over");
    like($h->{'x-parent'}, qr/^00-$id-(?!$span)[0-9a-f]{16}-$flags$/,
         'and passed on with a span of our own');
}

is($s->get('/v1/topics', TraceParent => "00-$id-$span-01")
     ->{headers}{'gov-trace'}, $id, 'the name of the header has no case');

for my $one (["ff-$id-$span-01", 'version ff'],
             ['00-' . uc($id) . "-$span-01", 'upper case'],
             ["00-$id-" . uc($span) . '-01', 'upper case in the span'],
             ["00-$id-$span-0A", 'upper case in the flags'],
             ["00-$id-$span-01-x", 'version 00 that goes on'],
             ["01-$id-$span-01x", 'a later one that goes on without a dash'],
             ['00-' . '0' x 32 . "-$span-01", 'an id of zeros'],
             ["00-$id-" . '0' x 16 . '-01', 'a span of zeros'],
             ["00-$id-$span", 'no flags'], ["00-$id-$span-1", 'one digit'],
             ["$id-$span-01", 'no version'], ["00_${id}_${span}_01", 'no dash'],
             ["00-${id}0-$span-01", 'a longer id'], ['', 'nothing'],
             ["0-$id-$span-011", 'digits in the wrong place'],
             ["00-" . 'g' x 32 . "-$span-01", 'other letters'],
             ['x' x 2000, 'garbage'])
{
    my ($value, $name) = @$one;
    my $h = $s->get('/v1/topics', traceparent => $value)->{headers};
    isnt($h->{'gov-trace'}, $id, "a traceparent with $name is not used");
    like($h->{'gov-trace'}, qr/^[0-9a-f]{32}$/, 'and another id made');
    like($h->{'x-parent'}, qr/^00-$h->{'gov-trace'}-[0-9a-f]{16}-00$/,
         'which goes on');
}

# --- variables and the log

my $r = $s->get('/v1/none?topic=secret-wish', traceparent => "00-$id-$span-01");
problem_ok($r, 404, 'not-found', 'a problem with a traceparent');
is(decode($r->{body})->{hint}, $id, 'its hint is the id');
is($r->{headers}{'x-trace'}, $id, '$gov_trace');
is($r->{headers}{'x-generation'}, $r->{headers}{'gov-generation'},
   '$gov_generation');
is($s->get('/other')->{body}, '[][][]', 'they are empty elsewhere');

my $ok = $s->get('/v1/knowledge?topic=topic-one&townCode=441900003');
is($ok->{status}, 200, 'a request with parameters');
$s->get('/v1/topics?x=secret-wish');

my $log = Gov::Server::wait_for(sub {
    my $text = $s->access_log;
    $text =~ m{"GET /v1/topics" 400} && $text
}, 3) || $s->access_log;

my $generation = $ok->{headers}{'gov-generation'};
ok($log =~ qr{"GET /v1/none" 404 \d+ \S+ \Q$generation\E $id }, 'in the log');
my $trace = $ok->{headers}{'gov-trace'};
ok($log =~ qr{"GET /v1/knowledge" 200 \d+ \S+ \Q$generation\E $trace },
     'for a good one too');
ok($log !~ qr/secret-wish|topic-one|441900003|\?/,
   'no query string is logged');
unlike($s->error_log, qr/secret-wish/, 'nor in the error log');
my $conf = Gov::Server::slurp("$Gov::Server::TOP/conf/nginx.conf.in");
my ($format) = $conf =~ /log_format\s+gov\s+(.*?);/s;
unlike($format, qr/\$(?:request|request_uri|args|query_string|is_args
                    |http_referer)\b/x,
       'nor by the configuration that is delivered');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
