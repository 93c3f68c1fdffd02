# lists: pages that visit every document once, filters, cursors

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
my %due;

$c->topic('topic-two', order => 0);
$c->topic('topic-empty', order => 2);

for my $n (1 .. 121) {
    my @topics = ('topic-one', $n % 2 ? 'topic-two' : ());
    my $id = sprintf 'k-%03d', $n * 37 % 122;
    $c->knowledge($id, topic => \@topics);
    push @{$due{$_}}, $id for '', @topics;
}

$c->knowledge('gone', validTo => Gov::Content::day(-1));
$c->place('hall-a');
$c->place('hall-b', town => '441900004');

my $s = Gov::Server->new(generation => $c->generation)->start;

# follows either nextCursor or Link
sub walk {
    my ($path, $by) = @_;

    my (@ids, @sizes, $first);
    my $next = $path;

    while (defined $next && @sizes < 10) {
        my $r = $s->get($next);
        return "$next: $r->{status}" if $r->{status} != 200;

        my $page = decode($r->{body});
        push @ids, map { $_->{id} } @{$page->{items}};
        push @sizes, scalar @{$page->{items}};

        my $cursor = $page->{nextCursor};
        my $link = $r->{headers}{link};
        return "$next: cursor and Link disagree"
            if defined $cursor != defined $link;
        last if !defined $cursor;

        return "Link $link"
            if $link !~ m{^<(/v1/knowledge\?[^>]*cursor=\Q$cursor\E)>;
                          [ ]rel="next"$}x;
        $next = $by eq 'link' ? $1
            : $path . ($path =~ /\?/ ? '&' : '?') . "cursor=$cursor";
    }

    return \@ids, \@sizes;
}

for my $by (qw(cursor link)) {
    my ($ids, $sizes) = walk('/v1/knowledge', $by);
    is_deeply([sort @$ids], [sort @{$due{''}}],
              "following $by visits every document exactly once");
    is_deeply($ids, [sort @$ids], 'in the order of ids');
    is_deeply($sizes, [(20) x 6, 1], 'on pages of 20');

    for my $topic (qw(topic-one topic-two)) {
        my ($ids) = walk("/v1/knowledge?topic=$topic", $by);
        is_deeply([sort @$ids], [sort @{$due{$topic}}],
                  "following $by below $topic visits its documents only");
    }
}

my $first = $s->json('/v1/knowledge?topic=topic-two');
my $cursor = $first->{nextCursor};
like($cursor, qr/^[A-Za-z0-9_-]+$/, 'a cursor needs no escaping');

my $one = $s->get("/v1/knowledge?topic=topic-two&cursor=$cursor");
my $two = $s->get("/v1/knowledge?cursor=$cursor&topic=topic-two");
is($one->{status}, 200, 'a page of a filtered list');
is($two->{body}, $one->{body}, 'the order of parameters does not matter');
is($s->get("/v1/knowledge?&cursor=$cursor&&topic=topic-two&")->{body},
   $one->{body}, 'nor do empty ones');

problem_ok($s->get("/v1/knowledge?cursor=$cursor"), 410, 'cursor-gone',
           "a cursor of one list is none of another's");
problem_ok($s->get('/v1/knowledge?cursor=AAAAAAAAAAAA'), 410, 'cursor-gone',
           'a cursor that never was');
problem_ok($s->get('/v1/knowledge?topic=topic-two&cursor=AAAAAAAAAAAA'), 410,
           'cursor-gone', 'the same below a filter');

is_deeply($s->json('/v1/knowledge?topic=topic-empty'),
          { items => [], nextCursor => undef },
          'a topic with nothing in it has an empty list');
is_deeply($s->json('/v1/items'), { items => [], nextCursor => undef },
          'a kind with nothing in it has an empty list');
problem_ok($s->get('/v1/knowledge?topic=nope'), 404, 'not-found',
           'a topic that is none');

is_deeply([map { $_->{id} } @{$s->json('/v1/topics')->{items}}],
          [qw(topic-two topic-one topic-empty)], 'topics have an order');

is_deeply([map { $_->{id} } @{$s->json('/v1/places')->{items}}],
          [qw(hall-a hall-b)], 'all places');
is_deeply([map { $_->{id} }
           @{$s->json('/v1/places?town=441900004')->{items}}],
          ['hall-b'], 'places of a town');
problem_ok($s->get('/v1/places?town=441900999'), 404, 'not-found',
           'a town that is none');

my %summary = map { $_ => 1 } keys %{$first->{items}[0]};
ok($summary{question} && $summary{shortAnswer} && !$summary{answer},
   'a list has summaries');
is($first->{sample}, JSON::PP::true, 'a list of samples says so');

# a page boundary that moves makes old cursors go

my $second = $s->json('/v1/knowledge')->{nextCursor};
$c->remove(knowledge => 'k-000') if -e $c->path(knowledge => 'k-000');
$c->knowledge('k-000a');
my ($exit, $out) = $s->publish($c->generation);
is($exit, 0, 'another generation is active') or diag $out;

problem_ok($s->get("/v1/knowledge?cursor=$second"), 410, 'cursor-gone',
           'the cursor of a boundary that moved');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
