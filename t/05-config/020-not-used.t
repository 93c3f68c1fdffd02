# the module loaded, and not used; and in five lines, used

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Gov::Content;
use Gov::Reply;
use Gov::Server;
use Test::More;

# one server as Gov::Server makes it, with a nginx.conf of our own
sub with_conf {
    my ($s, $conf) = @_;

    my %value = (RUN => $s->run_dir, MODULE => $Gov::Server::MODULE,
                 PORT => $s->port);
    $conf =~ s/\@(\w+)\@/$value{$1}/g;
    Gov::Server::spew($s->run_dir . '/nginx.conf', $conf);
    my ($exit, $out) = $s->nginx('-g', "pid $value{RUN}/nginx.pid;");
    is($exit, 0, 'it starts') or diag $out, $s->error_log;
    ok(Gov::Server::wait_for(sub { $s->pid && $s->workers }, 5), 'and works');
}

# --- not used: no effect, no files, no words

my $s = Gov::Server->new;
my @before = sort glob($s->run_dir . '/*');

with_conf($s, <<'END');
load_module @MODULE@;
events { }
http {
    access_log off;
    server { listen 127.0.0.1:@PORT@; return 200 "ours:$gov_trace"; }
}
END

is($s->get('/v1/topics')->{body}, 'ours:', 'others serve as before');
is($s->get('/x')->{headers}{'gov-trace'}, undef, 'nothing is added');
ok($s->reload, 'a reload');
is($s->get('/')->{body}, 'ours:', 'goes on');
ok($s->stop, 'it ends by itself');
is_deeply([grep { !/error\.log|nginx\.conf/ } sort glob($s->run_dir . '/*')],
          [grep { !/nginx\.conf/ } @before], 'no files are made');
unlike($s->error_log, qr/gov/, 'the log has no word of it');
$s->clean_log_ok;

# without an http block

$s = Gov::Server->new;
with_conf($s, "load_module \@MODULE\@;\nevents { }\n");
ok($s->reload, 'without an http block: a reload');
ok($s->stop, 'and an end');
$s->clean_log_ok;

# --- five lines

my $c = Gov::Content->new;
$c->knowledge('k1');
$s = Gov::Server->new(generation => $c->generation);

with_conf($s, <<'END');
load_module @MODULE@;
events { }
http { access_log off; gov_run @RUN@;
    server { listen 127.0.0.1:@PORT@; location / { gov; } }
}
END

is($s->get('/readyz')->{status}, 200, 'five lines are enough');
is($s->get('/v1/knowledge/k1')->{status}, 200, 'to serve');
ok($s->stop, 'it ends by itself');
$s->clean_log_ok;

# --- a run directory by a name relative to the configuration's

$s = Gov::Server->new(generation => $c->generation);

with_conf($s, <<'END');
load_module @MODULE@;
events { }
http { access_log off; gov_run .;
    server { listen 127.0.0.1:@PORT@; location / { gov; } }
}
END

is($s->get('/v1/knowledge/k1')->{status}, 200, 'a relative gov_run');
ok($s->stop, 'it ends by itself');
$s->clean_log_ok;

# --- one process

$s = Gov::Server->new(generation => $c->generation, master => 0)->start;
is($s->get('/v1/knowledge/k1')->{status}, 200, 'without a master');
$c->knowledge('k2');
my ($exit, $out) = $s->publish($c->generation);
is($exit, 0, 'publishing to it') or diag $out;
is($s->get('/v1/knowledge/k2')->{status}, 200, 'has effect');
ok($s->stop, 'it ends by itself');
$s->clean_log_ok;

# --- what is delivered

my $conf = Gov::Server::slurp("$Gov::Server::TOP/conf/nginx.conf.in");
my @servers = split /^\s*server \{/m, $conf;
my ($admin) = grep { /gov_admin/ } @servers;
my @listen = $admin =~ /^\s*listen\s+([^;]+);/mg;
is((grep { /gov_admin/ } @servers) + 0, 1, 'one listener has gov_admin');
ok(@listen && !(grep { !/^(?:127\.0\.0\.1|\[::1\]):\@ADMIN_PORT\@$/ } @listen),
   "it listens on this machine only: @listen");

done_testing;
