# every reply of the real content, in every coding, is what the generation holds

use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Gov::Reply;
use Gov::Server;
use POSIX ();
use Test::More;

my $s = Gov::Server->new(content => "$Gov::Server::TOP/conf/content")->start;
my $file = $s->{generation};
my @keys = split /\n/, (Gov::Server::govctl('inspect', '--keys', $file))[1];

cmp_ok(scalar @keys, '>', 100, 'the seed content has replies');

for my $kind (qw(topics checklists items knowledge places)) {
    ok((grep { $_ eq "/v1/$kind" } @keys), "there is a list of $kind");
}

ok((grep { m{^/v1/materials/.} } @keys), 'there are materials');

# the codings kept of what holds now

my $now = POSIX::strftime('%Y-%m-%dT%H:%M:%S+08:00', gmtime(time + 8 * 3600));

sub codings_of {
    my ($key) = @_;

    my (undef, $out) = Gov::Server::govctl('inspect', '--key', $key, $file);
    my ($holds, %kept);

    for my $line (split /\n/, $out) {
        $holds = ($1 eq '-' || $1 le $now) && ($2 eq '-' || $2 gt $now)
            if $line =~ /^from (\S+) to (\S+)$/;
        $kept{$1} = 1 if $holds && $line =~ /^  (\w+) +\d+ bytes /;
    }

    return %kept;
}

my (%fault, %tags, @packed, @plain, %served);

for my $key (@keys) {
    my %kept = codings_of($key);

    if (!$kept{identity}) {
        my $r = $s->get($key);
        my $fault = $key =~ /cursor=/
            ? problem_like($r, 410, 'cursor-gone')
            : problem_like($r, 404, 'not-in-force');
        $fault{status} .= "$key: $fault\n" if $fault;
        next;
    }

    my (undef, $identity) = Gov::Server::govctl('inspect', '--key', $key,
                                                '--body', $file);
    my $data = eval { decode($identity) };
    $fault{json} .= "$key\n" if ref $data ne 'HASH';

    for my $coding (qw(identity gzip br)) {
        my $has = $kept{$coding} ? $coding : 'identity';
        my $r = $s->get($key, 'Accept-Encoding' => $coding);
        my $h = $r->{headers};
        my $where = "$key in $coding";

        $served{$has}++;
        $fault{status} .= "$where: $r->{status}\n" if $r->{status} != 200;
        $fault{coding} .= "$where: not $has\n"
            if ($h->{'content-encoding'} || 'identity') ne $has;
        $fault{length} .= "$where\n"
            if $h->{'content-length'} != length $r->{body}
               || $r->{rest} ne '';
        $fault{type} .= "$where: $h->{'content-type'}\n"
            if $h->{'content-type'} ne 'application/json';
        $fault{vary} .= "$where\n"
            if ($h->{vary} || '') ne 'Accept-Encoding';
        $fault{modified} .= "$where\n" if exists $h->{'last-modified'};
        $fault{etag} .= "$where: $h->{etag}\n"
            if $h->{etag} !~ /^"[A-Za-z0-9_-]{22}"$/;
        $fault{twice} .= "$where\n"
            if grep { lines_of($r, $_->[0]) != 1 } @{$r->{raw}};

        if ($has eq 'br') {
            push @packed, $r->{body};
            push @plain, $identity;

        } else {
            my $body = $has eq 'gzip' ? gunzip($r->{body}) : $r->{body};
            $fault{body} .= "$where\n" if $body ne $identity;
        }

        # the same URL has one tag for each coding that is kept

        $tags{$key}{$h->{etag}} = $has;
        $fault{tags} .= "$where: a tag of another URL or coding\n"
            if $tags{$h->{etag}} && $tags{$h->{etag}} ne "$has $identity";
        $tags{$h->{etag}} = "$has $identity";

        my $head = $s->head($key, 'Accept-Encoding' => $coding);
        $fault{head} .= "$where: $head->{rest}\n"
            if $head->{rest} ne '' || $head->{body} ne '';

        for my $one (@{$r->{raw}}) {
            my ($name, $value) = @$one;
            my $other = $head->{headers}{lc $name};
            next if $name =~ /^(?:Date|Gov-Trace)$/ && defined $other;
            $fault{head} .= "$where: $name\n"
                if !defined $other || $other ne $value;
        }

        $fault{head} .= "$where: other names\n"
            if names_of($r) ne names_of($head);
    }
}

my @unpacked = unbrotli(@packed);
$fault{body} .= "number $_ in br\n"
    for grep { $unpacked[$_] ne $plain[$_] } 0 .. $#plain;

is($fault{$_->[0]} || '', '', $_->[1]) for (
    [status   => 'each reply is 200; when not in force 404, a page 410'],
    [json     => 'each body is a JSON object'],
    [coding   => 'the coding asked for comes, where it is kept'],
    [body     => 'each coding decodes to the identity bytes'],
    [length   => 'Content-Length is the length'],
    [type     => 'the type is application/json'],
    [vary     => 'Vary names Accept-Encoding on each variant'],
    [modified => 'there is no Last-Modified'],
    [etag     => 'ETag is strong'],
    [tags     => 'ETag tells bodies and codings apart'],
    [twice    => 'no header is given twice'],
    [head     => 'HEAD answers as GET, without the body'],
);

cmp_ok($served{$_} || 0, '>', 50, "replies were served in $_")
    for qw(gzip br identity);

my $r = $s->get('/v1/topics');
like($r->{headers}{'gov-generation'}, qr/^1-[0-9a-f]{12}$/,
     'Gov-Generation names sequence and generation');
unlike($r->{body}, qr/\Q$r->{headers}{'gov-generation'}\E/,
       'and is not in the body');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
