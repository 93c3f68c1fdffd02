# Range and If-Range (RFC 9110, 14)

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
my $path = '/v1/knowledge/long';

for my $coding (qw(identity br)) {
    my @accept = ('Accept-Encoding' => $coding);
    my $whole = $s->get($path, @accept);
    my $body = $whole->{body};
    my $size = length $body;
    my $tag = $whole->{headers}{etag};

    is($whole->{headers}{'accept-ranges'}, 'bytes', "$coding accepts ranges");

    for my $one (["0-0", 0, 0], ["0-9", 0, 9], ["10-19", 10, 19],
                 ["5-", 5, $size - 1], ["-7", $size - 7, $size - 1],
                 ["-" . ($size + 10), 0, $size - 1],
                 ["3-" . ($size + 10), 3, $size - 1],
                 [($size - 1) . "-", $size - 1, $size - 1])
    {
        my ($range, $from, $to) = @$one;
        my $r = $s->get($path, @accept, Range => "bytes=$range");
        my $h = $r->{headers};

        is(join(' ', $r->{status}, $h->{'content-range'} || '',
                $h->{'content-length'}, $h->{etag},
                $h->{'content-encoding'} || 'identity', $h->{vary}),
           join(' ', 206, "bytes $from-$to/$size", $to - $from + 1, $tag,
                $coding, 'Accept-Encoding'), "$coding $range");
        is($r->{body}, substr($body, $from, $to - $from + 1), 'its bytes');
    }

    # several at once

    my $r = $s->get($path, @accept, Range => 'bytes=0-3,10-13,-2');
    is($r->{status}, 206, 'several ranges');
    my ($boundary) = $r->{headers}{'content-type'}
        =~ m{^multipart/byteranges; boundary=(\S+)$};
    ok(defined $boundary, 'in parts');
    is(length $r->{body}, $r->{headers}{'content-length'},
       'Content-Length is the length');

    my @parts = $r->{body} =~ m{--$boundary\r\n
        Content-Type:[ ]application/json\r\n
        Content-Range:[ ]bytes[ ](\d+-\d+/\d+)\r\n\r\n(.*?)\r\n(?=--)}gsx;
    is_deeply(\@parts,
              ["0-3/$size", substr($body, 0, 4),
               "10-13/$size", substr($body, 10, 4),
               ($size - 2) . '-' . ($size - 1) . "/$size",
               substr($body, -2)], 'each part has its bytes');
    like($r->{body}, qr/--\Q$boundary\E--\r\n\z/, 'and an end');

    # refused

    for my $range ("bytes=$size-", 'bytes=99999999-', 'bytes=5-2',
                   'bytes=-0', 'bytes=x', 'bytes=1-2x')
    {
        my $r = $s->get($path, @accept, Range => $range);
        problem_ok($r, 416, 'range-not-satisfiable', "416 for $range");
        is($r->{headers}{'content-range'}, "bytes */$size",
           'says how long it is');
        is($r->{headers}{'content-encoding'}, undef, 'is not coded');
        is($r->{headers}{'content-length'}, length $r->{body},
           'is as long as it says');
        is((grep { lines_of($r, $_->[0]) != 1 } @{$r->{raw}}) + 0, 0,
           'no header twice');
    }

    is($s->get($path, @accept, Range => $_)->{status}, 200,
       "'$_' is ignored") for 'lines=1-2', 'bytes 1-2', 'bytes=', '';

    # If-Range

    my $other = $coding eq 'br' ? 'gzip' : 'br';
    my $foreign = $s->get($path, 'Accept-Encoding' => $other)->{headers}{etag};

    for my $one ([$tag, 206, 'a strong match'],
                 ["W/$tag", 200, 'a weak tag'],
                 ['"x"', 200, 'another tag'],
                 [$foreign, 200, "the tag of $other"],
                 ['Fri, 01 Jan 2100 00:00:00 GMT', 200, 'a date'],
                 ['Sun, 06 Nov 1994 08:49:37 GMT', 200, 'a past date'],
                 ['garbage', 200, 'garbage'])
    {
        my ($value, $status, $name) = @$one;
        my $r = $s->get($path, @accept, Range => 'bytes=2-5',
                        'If-Range' => $value);
        is($r->{status}, $status, "If-Range with $name");
        is($r->{body}, $status == 206 ? substr($body, 2, 4) : $body,
           'and its bytes');
    }

    is($s->get($path, @accept, Range => "bytes=$size-",
               'If-Range' => '"x"')->{status}, 200,
       'a range that cannot be, with If-Range that fails');
    is($s->get($path, @accept, Range => 'bytes=0-3',
               'If-None-Match' => $tag)->{status}, 304,
       'If-None-Match goes first');
    is($s->get($path, @accept, Range => 'bytes=0-3',
               'If-Match' => '"x"')->{status}, 412, 'and so does If-Match');
}

problem_ok($s->get('/v1/none', Range => 'bytes=0-3'), 404, 'not-found',
           'a problem has no ranges');

# a connection goes on after 416

my $bytes = $s->raw("GET $path HTTP/1.1\r\nHost: x\r\n"
    . "Range: bytes=9999999-\r\n\r\n"
    . "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
is(Gov::Server::parse(\$bytes)->{status}, 416, 'a 416 on a connection');
is(Gov::Server::parse(\$bytes)->{status}, 200, 'and the next request');
is($bytes, '', 'and nothing else');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
