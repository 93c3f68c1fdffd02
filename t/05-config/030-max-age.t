# gov_max_age: http, server, location, the nearest wins

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Gov::Content;
use Gov::Server;
use Test::More;

my $c = Gov::Content->new;
$c->knowledge('k1');

my $places = <<'END';
location /inherits { rewrite ^/inherits(/.*) $1 break; gov; }
location /own {
    gov_max_age 3;
    rewrite ^/own(/.*) $1 break;
    gov;
    location /own/inner { rewrite ^/own/inner(/.*) $1 break; gov; }
    location /own/other {
        gov_max_age 4;
        rewrite ^/own/other(/.*) $1 break;
        gov;
    }
}
END

sub age {
    my ($s, $path) = @_;
    return $s->get("$path/v1/knowledge/k1")->{headers}{'cache-control'};
}

sub ages_ok {
    my ($name, $others, %opt) = @_;

    my $s = Gov::Server->new(generation => $c->generation,
                             locations => $places, %opt)->start;
    is(age($s, ''), "public, max-age=$others", "$name: location /");
    is(age($s, '/inherits'), "public, max-age=$others", 'another location');
    is(age($s, '/own'), 'public, max-age=3', 'one with its own');
    is(age($s, '/own/inner'), 'public, max-age=3', 'one in that');
    is(age($s, '/own/other'), 'public, max-age=4', 'and its own in that');
    ok($s->stop, 'it ends by itself');
    $s->clean_log_ok;
}

ages_ok('nothing given', 60);
ages_ok('in http', 100, http => 'gov_max_age 100;');
ages_ok('in server', 50, server => 'gov_max_age 50;');
ages_ok('in both', 50, http => 'gov_max_age 100;',
        server => 'gov_max_age 50;');
ages_ok('zero in server', 0, http => 'gov_max_age 100;',
        server => 'gov_max_age 0;');

done_testing;
