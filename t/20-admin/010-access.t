# the operators' listener: who gets in, what there is

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
my $one = $c->knowledge('k1')->generation;
my $two = $c->knowledge('k2')->generation;
my $s = Gov::Server->new(generation => $one, note => 'the "first"')->start;
my $token = $s->token;
my $name = (Gov::Server::govctl('verify', $one))[1]
    =~ /generation ([0-9a-f]{64})/ ? $1 : die;

my @routes = ([GET => '/admin/generations'], [GET => '/admin/metrics'],
              [POST => '/admin/rollback'],
              [POST => "/admin/generations/$name/activate"],
              [GET => '/admin/none'], [GET => '/']);

for my $route (@routes) {
    my ($method, $path) = @$route;

    for my $given (undef, '', 'Bearer', 'Bearer ', "Bearer x$token",
                   "Bearer ${token}x", 'Bearer ' . substr($token, 1),
                   'Bearer ' . substr($token, 0, -1), $token,
                   "Basic $token", "Bearer$token", 'Bearer ' . uc "g$token",
                   "Bearer $token $token", 'Bearer ' . 'x' x 64)
    {
        my $r = $s->request($method, $path, port => $s->admin_port,
            headers => defined $given ? [Authorization => $given] : []);
        my $fault = problem_like($r, 401, 'unauthorized');
        $fault ||= 'WWW-Authenticate'
            if ($r->{headers}{'www-authenticate'} || '')
               ne 'Bearer realm="gov-admin"';
        is($fault, '', "401 for $method $path with "
           . (defined $given ? "'$given'" : 'nothing'));
    }
}

is($s->request(GET => '/admin/generations', port => $s->admin_port,
               headers => [Authorization => "bearer   $token"])->{status},
   200, 'the scheme has no case');

# --- wrong methods

for my $route (@routes[0 .. 3]) {
    my ($right, $path) = @$route;
    my @allowed = $right eq 'GET' ? qw(GET HEAD) : 'POST';

    for my $method (qw(GET HEAD POST PUT DELETE OPTIONS)) {
        next if grep { $_ eq $method } @allowed;
        my $r = $s->admin($method, $path);
        is($r->{status}, 405, "$method $path is 405");
        is($r->{headers}{allow}, join(', ', @allowed), 'with Allow');
        problem_ok($r, 405, 'method-not-allowed', 'and a problem')
            if $method ne 'HEAD';
    }
}

# --- what there is

my $r = $s->admin(GET => '/admin/generations');
is($r->{headers}{'content-type'}, 'application/json', 'generations are JSON');
is($r->{headers}{'cache-control'}, 'no-store', 'and not stored');
my $list = decode($r->{body})->{generations};
like(delete $list->[0]{activatedAt},
     qr/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/, 'activatedAt is a time');
is_deeply($list, [{ sequence => 1, generation => $name,
                    active => JSON::PP::true, note => 'the "first"' }],
          'the active one');
is($s->admin(HEAD => '/admin/generations')->{headers}{'content-length'},
   length $r->{body}, 'HEAD has its length');

my ($exit, $out) = $s->publish($two, note => 'second');
is($exit, 0, 'publishing another') or diag $out;
($exit, $out) = $s->rollback;
is($exit, 0, 'and going back') or diag $out;

$list = decode($s->admin(GET => '/admin/generations')->{body})->{generations};
is_deeply([map { $_->{sequence} } @$list], [3, 2, 1], 'newest first');
is_deeply([map { $_->{active} ? 1 : 0 } @$list], [1, 0, 0], 'one is active');
is($list->[0]{repeats}, 1, 'a rollback says what it repeats');
is($list->[0]{generation}, $name, 'and is that generation');

my ($json_exit, $lines) = Gov::Server::govctl('generations', '--json', '--run',
                                              $s->run_dir);
is_deeply([map { decode($_)->{generation} } split /\n/, $lines],
          [map { $_->{generation} } @$list], 'govctl says the same');

for my $path ('/', '/admin', '/admin/', '/admin/generations/',
              '/admin/generations/activate', "/admin/generations/$name",
              "/admin/generations/$name/activate/", '/admin/none',
              '/admin/rollback/', '/v1/topics', '/healthz',
              '/admin/generations/' . substr($name, 1) . '/activate')
{
    problem_ok($s->admin(GET => $path), 404, 'not-found', "no $path");
}

# --- the public listener has none of it

problem_ok($s->request(GET => '/admin/generations', headers =>
                       [Authorization => "Bearer $token"]), 404, 'not-found',
           'the public listener does not know the admin routes');

# --- the token never shows

unlike($s->error_log . $s->access_log, qr/\Q$token\E/, 'no log has the token');

ok($s->stop, 'it ends by itself');
$s->clean_log_ok;
done_testing;
