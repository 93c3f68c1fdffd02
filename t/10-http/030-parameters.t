# parameters: a closed set, each once, plain values; paths are exact

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
$c->knowledge('k1')->place('p1');
my $s = Gov::Server->new(generation => $c->generation)->start;

my @refused = (
    # path, code, what it is
    ['/v1/topics?x=1', 'unknown-parameter', 'a parameter nobody knows'],
    ['/v1/topics?from=singlemessage', 'unknown-parameter', "WeChat's"],
    ['/v1/topics?topic=topic-one', 'unknown-parameter',
     'a filter on a list without filters'],
    ['/v1/knowledge?town=441900003', 'unknown-parameter',
     "another list's filter"],
    ['/v1/knowledge/k1?topic=topic-one', 'unknown-parameter',
     'a filter on a document'],
    ['/v1/knowledge/k1?cursor=AAAAAAAAAAAA', 'unknown-parameter',
     'a cursor on a document'],
    ['/v1/materials?topic=topic-one', 'not-found', 'a kind without a list'],
    ['/v1/knowledge?Topic=topic-one', 'unknown-parameter',
     'names have a case'],
    ['/v1/knowledge?topic', 'bad-value', 'no value'],
    ['/v1/knowledge?topic=', 'bad-value', 'an empty value'],
    ['/v1/knowledge?=x', 'unknown-parameter', 'an empty name'],
    ['/v1/knowledge?topic=topic-one&topic=topic-one', 'bad-value', 'twice'],
    ['/v1/knowledge?cursor=a&cursor=a', 'bad-value', 'a cursor twice'],
    ['/v1/topics?townCode=441900003&townCode=441900003', 'bad-value',
     'a town code twice'],
    ['/v1/knowledge?topic=topic%2Done', 'bad-value', 'an escaped value'],
    ['/v1/knowledge?topic=topic+one', 'bad-value', 'a plus'],
    ['/v1/knowledge?topic=%E7%A4%BE', 'bad-value', 'hanzi'],
    ['/v1/knowledge?topic=../x', 'bad-value', 'dots'],
    ['/v1/knowledge?topic=' . 'a' x 65, 'bad-value', 'too long a value'],
    ['/v1/knowledge?cursor=' . 'a' x 65, 'bad-value', 'too long a cursor'],
    ['/v1/topics?townCode=441900999', 'unknown-town', 'no such town'],
    ['/v1/topics?townCode=x', 'unknown-town', 'no town code at all'],
);

for my $one (@refused) {
    my ($path, $code, $what) = @$one;
    problem_ok($s->get($path), $code eq 'not-found' ? 404 : 400, $code,
               "$what: $path");
}

my $topics = $s->get('/v1/topics');

for my $path ('/v1/topics?', '/v1/topics?&', '/v1/topics?townCode=441900003',
              '/v1/topics?townCode=441900003&')
{
    my $r = $s->get($path);
    is($r->{body}, $topics->{body}, "$path is the list");
}

for my $path ('/v1/knowledge?topic=topic-one&townCode=441900003',
              '/v1/knowledge?townCode=441900003&topic=topic-one',
              '/v1/knowledge/k1?townCode=441900003',
              '/v1/places?town=441900003&townCode=441900004')
{
    is($s->get($path)->{status}, 200, "$path is known");
}

for my $path ('/', '/v1', '/v1/', '/v1/topics/', '/v1/nothing',
              '/v1/knowledge/none', '/v1/Topics', '/v2/topics',
              '/v1/knowledge/k1/', '/v1/knowledge/k1/x', '/v1/departments',
              '/v1/facts', '/v1/parameters', '/v1/towns', '/admin/generations',
              '/v1/' . 'a' x 2000, '/v1/%E7%A4%BE',
              '/favicon.ico')
{
    problem_ok($s->get($path), 404, 'not-found',
               'no such path: ' . substr $path, 0, 40);
}

problem_ok($s->get('/v1/nothing?x=1'), 404, 'not-found',
           'an unknown path is that before its parameters are looked at');
problem_ok($s->get('/v1/knowledge%3Ftopic%3Dtopic-one'), 404, 'not-found',
           'an escaped question mark is a letter of the path');
is($s->get('/v1/%74opics')->{body}, $topics->{body},
   'an escaped letter is the letter');

problem_ok($s->get('/v1/knowledge?topic=' . 'b' x 60 . '&cursor=' . 'c' x 60),
           410, 'cursor-gone', 'the longest of both');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
