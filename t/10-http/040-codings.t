# Accept-Encoding (RFC 9110, 12.5.3)

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
$c->knowledge('long', answer => '长长的回答。' x 200);
my $s = Gov::Server->new(generation => $c->generation)->start;
my $file = $s->{generation};

my @table = (
    # header, the coding that comes; '' is 406
    [undef, 'identity', 'no header'],
    ['', 'identity', 'an empty header'],
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZip', 'gzip'],
    ['identity', 'identity'],
    ['*', 'br'],
    ['gzip, br', 'br', 'the smaller of equals'],
    ['gzip, deflate, br, zstd', 'br', "a browser's"],
    ['deflate, zstd', 'identity', 'nothing that is kept'],
    ['gzip;q=0.5, br;q=0.4', 'gzip'],
    ['gzip;q=0.4, br;q=0.5', 'br'],
    ['gzip;q=0.001', 'gzip'],
    ['br;q=0.001, gzip;q=0.002', 'gzip'],
    ['br;q=1.000, gzip;q=1.0', 'br'],
    ['gzip ; q=0.5 ,br ; q=0.4', 'gzip', 'blanks'],
    ["gzip\t;\tQ=0.5,\tbr;q=0.4", 'gzip', 'tabs and a capital Q'],
    [',, gzip ,', 'gzip', 'empty members'],
    ['identity, gzip;q=0.5', 'identity'],
    ['identity;q=0.5, gzip;q=0.5', 'gzip'],
    ['identity;q=0.5, gzip;q=0.4', 'identity'],
    ['br;q=0', 'identity'],
    ['gzip;q=0, br;q=0', 'identity'],
    ['br;q=0, *', 'gzip', 'any other than br'],
    ['br;q=0, gzip;q=0, *', 'identity', 'any other than both'],
    ['*;q=0.5, br;q=0.4', 'gzip'],
    ['*;q=0.5, identity', 'identity'],
    ['gzip, *;q=0', 'gzip'],
    ['gzip, identity;q=0', 'gzip'],
    ['identity;q=0, *', 'br'],
    ['identity, *;q=0', 'identity'],
    ['identity;q=0.001, *;q=0', 'identity'],
    ['*;q=0', '', 'nothing at all'],
    ['identity;q=0', '', 'only what nobody names'],
    ['identity;q=0.000', ''],
    ['deflate, identity;q=0', ''],
    ['deflate, *;q=0', ''],
    ['gzip;q=0, br;q=0, identity;q=0', ''],
    ['gzip;q=0, *;q=0', ''],
    [';;;', 'identity', 'garbage'],
    ['gzip;q=', 'identity', 'a weight that is none is no member'],
    ['gzip;q=2', 'identity'],
    ['gzip;q=1.001', 'identity'],
    ['gzip;q=-1', 'identity'],
    ['gzip;q=0.1234', 'identity'],
    ['gzip;q=0.5x', 'identity'],
    ['gzip;level=9', 'identity'],
    ['"gzip"', 'identity'],
    ['gzip br', 'identity'],
    ['gzip;q=x, br', 'br', 'a bad member does not spoil the others'],
    ['gzip' x 300, 'identity', 'a long one'],
    [join(',', ('deflate') x 500) . ',gzip', 'gzip', 'many members'],
);

my %tag;

for my $one (@table) {
    my ($header, $coding, $name) = @$one;
    my $r = $s->get('/v1/knowledge/long',
                    defined $header ? ('Accept-Encoding' => $header) : ());
    my $what = defined $header ? "'" . substr($header, 0, 40) . "'" : 'none';
    $what .= " ($name)" if $name;

    if ($coding eq '') {
        problem_ok($r, 406, 'not-acceptable', "406 for $what");
        is($r->{headers}{vary}, 'Accept-Encoding', 'with Vary');
        is($r->{headers}{'accept-encoding'}, 'br, gzip, identity',
           'and with what there is');
        next;
    }

    is($r->{status} == 200 && ($r->{headers}{'content-encoding'}
                               || 'identity'),
       $coding, "$coding for $what");
    $tag{$coding}{$r->{headers}{etag}} = $r;
}

for my $coding (qw(identity gzip br)) {
    my @tags = keys %{$tag{$coding}};
    is(scalar @tags, 1, "one ETag for $coding");
    my $r = $tag{$coding}{$tags[0]};
    my (undef, $body) = Gov::Server::govctl('inspect', '--key',
        '/v1/knowledge/long', '--coding', $coding, '--body', $file);
    is($r->{body}, $body, "$coding bytes are the generation's");
}

my %different = map { %{$tag{$_}} } keys %tag;
is(scalar keys %different, 3, 'and another one for each coding');
my $plain = (values %{$tag{identity}})[0]{body};
is(gunzip((values %{$tag{gzip}})[0]{body}), $plain, 'gzip decodes');
is((unbrotli((values %{$tag{br}})[0]{body}))[0], $plain, 'br decodes');

# a reply that no coding makes smaller is kept as it is only

my $r = $s->get('/v1/items', 'Accept-Encoding' => 'gzip, br');
is($r->{headers}{'content-encoding'}, undef, 'a tiny reply is not coded');
is($r->{headers}{vary}, 'Accept-Encoding', 'but still varies');
problem_ok($s->get('/v1/items', 'Accept-Encoding' => 'gzip, identity;q=0'),
           406, 'not-acceptable', 'and is not there without identity');

# a problem is sent as it is, whatever is asked for

problem_ok($s->get('/v1/none', 'Accept-Encoding' => 'gzip'), 404, 'not-found',
           'a problem is not coded');
problem_ok($s->get('/v1/none', 'Accept-Encoding' => 'identity;q=0'), 404,
           'not-found', 'not even when identity is excluded');

for my $coding ('gzip', 'identity;q=0') {
    my $h = $s->head('/v1/knowledge/long', 'Accept-Encoding' => $coding);
    is($h->{status}, $coding eq 'gzip' ? 200 : 406, "HEAD with $coding");
}

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
