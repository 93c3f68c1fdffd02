# conditional requests (RFC 9110, 13): by ETag only

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
$c->knowledge(sprintf 'k%02d', $_) for 1 .. 60;
my $s = Gov::Server->new(generation => $c->generation)->start;
my $path = '/v1/knowledge/long';

my %tag = map {
    $_ => $s->get($path, 'Accept-Encoding' => $_)->{headers}{etag}
} qw(identity gzip br);
my $tag = $tag{identity};

# --- If-None-Match

sub not_modified_ok {
    my ($r, $name) = @_;

    my $h = $r->{headers};
    my @faults;

    push @faults, "status $r->{status}" if $r->{status} != 304;
    push @faults, "body '$r->{rest}'" if $r->{rest} ne '';
    push @faults, "no $_" for grep { lines_of($r, $_) != 1 }
        qw(ETag Cache-Control Vary Date Gov-Generation Gov-Trace);
    push @faults, "has $_" for grep { exists $h->{$_} }
        qw(content-length content-type content-encoding transfer-encoding
           last-modified accept-ranges content-range);
    push @faults, "Vary $h->{vary}"
        if ($h->{vary} || '') ne 'Accept-Encoding';
    push @faults, "Cache-Control $h->{'cache-control'}"
        if ($h->{'cache-control'} || '') !~ /^public, max-age=\d+$/;

    local $Test::Builder::Level = $Test::Builder::Level + 1;
    is(join(', ', @faults), '', $name);
}

for my $value ($tag, "W/$tag", "\"x\", $tag", "$tag, \"x\"", "\"x\",W/$tag",
               "W/\"x\" , $tag", '*', "\"\",$tag", "$tag,")
{
    not_modified_ok($s->get($path, 'If-None-Match' => $value),
                    "304 for If-None-Match: $value");
}

for my $value ('"x"', 'W/"x"', '"x", "y"', $tag =~ s/"//gr, "$tag{gzip}",
               "$tag{br}", '', '"', '""', 'garbage', "w/$tag",
               substr($tag, 0, -1), '"' . lc(substr $tag, 1))
{
    my $r = $s->get($path, 'If-None-Match' => $value);
    is($r->{status}, 200, "200 for If-None-Match: $value");
}

for my $coding (qw(identity gzip br)) {
    for my $other (qw(identity gzip br)) {
        my $r = $s->get($path, 'Accept-Encoding' => $coding,
                        'If-None-Match' => $tag{$other});
        is($r->{status}, $coding eq $other ? 304 : 200,
           "the tag of $other against $coding");
        is($r->{headers}{etag}, $tag{$coding}, 'answers the tag of its own');
    }
}

not_modified_ok($s->head($path, 'If-None-Match' => $tag), '304 for HEAD');

my $list = $s->get('/v1/knowledge');
my $r = $s->get('/v1/knowledge', 'If-None-Match' => $list->{headers}{etag});
not_modified_ok($r, '304 for a list');
is($r->{headers}{link}, $list->{headers}{link}, 'has the Link of the page');

problem_ok($s->get('/v1/none', 'If-None-Match' => '*'), 404, 'not-found',
           'what is not there does not match *');

# --- If-Match

problem_ok($s->get($path, 'If-Match' => $_), 412, 'precondition-failed',
           "412 for If-Match: $_")
    for '"x"', "W/$tag", $tag{gzip}, 'garbage', '';
is($s->get($path, 'If-Match' => $_)->{status}, 200, "200 for If-Match: $_")
    for $tag, '*', "\"x\", $tag";
problem_ok($s->get($path, 'If-Match' => '"x"', 'If-None-Match' => $tag), 412,
           'precondition-failed', 'If-Match is looked at first');
not_modified_ok($s->get($path, 'If-Match' => $tag, 'If-None-Match' => $tag),
                'then If-None-Match');
is($s->head($path, 'If-Match' => '"x"')->{status}, 412, '412 for HEAD');

# --- dates: a rollback may bring an older text back, so they say nothing

for my $date ('Sun, 06 Nov 1994 08:49:37 GMT', 'Fri, 01 Jan 2100 00:00:00 GMT',
              'garbage')
{
    is($s->get($path, 'If-Modified-Since' => $date)->{status}, 200,
       "If-Modified-Since: $date is ignored");
    is($s->get($path, 'If-Unmodified-Since' => $date)->{status}, 200,
       "If-Unmodified-Since: $date is ignored");
    is($s->get($path, 'If-Modified-Since' => $date,
               'If-None-Match' => '"x"')->{status}, 200,
       'also beside If-None-Match that differs');
    not_modified_ok($s->get($path, 'If-Modified-Since' => $date,
                            'If-None-Match' => $tag),
                    'and beside one that matches');
}

# --- across generations: equal bytes keep their tag, and only they do

$c->knowledge('k99');
my ($exit, $out) = $s->publish($c->generation);
is($exit, 0, 'another generation is active') or diag $out;

$r = $s->get($path, 'If-None-Match' => $tag);
not_modified_ok($r, 'a document that did not change');
like($r->{headers}{'gov-generation'}, qr/^2-/, 'from the new generation');

$c->knowledge('long', answer => '另一个回答。' x 200);
($exit, $out) = $s->publish($c->generation);
is($exit, 0, 'and another') or diag $out;

$r = $s->get($path, 'If-None-Match' => $tag);
is($r->{status}, 200, 'a document that changed');
isnt($r->{headers}{etag}, $tag, 'has another tag');

($exit, $out) = $s->rollback;
is($exit, 0, 'a rollback') or diag $out;
not_modified_ok($s->get($path, 'If-None-Match' => $tag),
                'brings the old tag back');
is($s->get($path, 'If-None-Match' => $r->{headers}{etag})->{status}, 200,
   'and makes the newer one go');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
