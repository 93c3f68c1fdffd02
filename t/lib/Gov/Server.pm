package Gov::Server;

# One nginx with the module, in a private run directory on free loopback ports.
#
#   use lib 't/lib';
#   use Gov::Server;                  # ends the test by itself after 120 s;
#   use Gov::Server timeout => 300;   # or after 300 s
#
#   my $s = Gov::Server->new(workers => 2, content => 'conf/content');
#   $s->start;
#   my $r = $s->get('/v1/topics', 'Accept-Encoding' => 'gzip');
#   is $r->{status}, 200;             # {headers}{etag}, {raw}, {body}
#   my ($exit, $out) = $s->publish($file, note => 'second');
#   $s->stop;
#   $s->clean_log_ok;
#
# Options of new(): workers, content (a tree, built with --fast), generation
# (a file), http, server, location, main, events (lines for those blocks),
# locations (more location blocks), gov ("gov;" in location /), master, tls,
# ipv6, name, note, mode (of the run directory: 0700), live, deadline.
#
# Environment: GOV_NGINX, GOV_MODULE, GOVCTL, GOV_PRELOAD (a sanitizer's
# runtime; ASAN_OPTIONS and LSAN_OPTIONS are passed on), TMPDIR.  Never a
# variable called NGINX: nginx takes it for inherited sockets.

use strict;
use warnings;

use Cwd ();
use Digest::MD5 ();
use File::Basename qw(dirname);
use File::Temp ();
use IO::Select;
use IO::Socket::IP;
use JSON::PP ();
use POSIX qw(WNOHANG);
use Scalar::Util qw(weaken);
use Socket qw(SOL_SOCKET SO_REUSEADDR SOMAXCONN);
use Test::More ();
use Time::HiRes qw(sleep time);

our $TOP = Cwd::abs_path(dirname(__FILE__) . '/../../..');
our $NGINX = $ENV{GOV_NGINX} || '/usr/sbin/nginx';
our $MODULE = Cwd::abs_path($ENV{GOV_MODULE}
                            || "$TOP/build/ngx_http_gov_module.so");
our $GOVCTL = Cwd::abs_path($ENV{GOVCTL} || "$TOP/build/govctl");

my %all;          # servers of this process, weakly
my $cache;        # directory of generations built in this process
my %built;
my $owner = $$;

delete $ENV{NGINX};

sub import {
    my ($class, %opt) = @_;

    alarm($ENV{GOV_TEST_TIMEOUT} || $opt{timeout} || 120);
}

$SIG{ALRM} = sub { die "the test took too long\n" };
$SIG{INT} = $SIG{TERM} = sub { die "interrupted\n" };
$SIG{PIPE} = 'IGNORE';

# daemons come back to us when their parent ends, so they can be waited for

{
    my %prctl = (x86_64 => 157, aarch64 => 167);
    my $number = $prctl{(POSIX::uname())[4]};

    syscall($number, 36, 1, 0, 0, 0) if $number; # PR_SET_CHILD_SUBREAPER
}


# --- small tools, usable without a server

# (exit status, everything it printed); a signal's number is negative
sub run {
    my (@command) = @_;

    my $out = File::Temp->new;
    my $pid = fork;
    die "fork: $!" unless defined $pid;

    if ($pid == 0) {
        open STDIN, '<', '/dev/null';
        open STDOUT, '>&', $out;
        open STDERR, '>&', $out;
        { no warnings 'exec'; exec { $command[0] } @command; }
        print STDERR "cannot run $command[0]: $!\n";
        POSIX::_exit(127);
    }

    waitpid $pid, 0;
    my $exit = $? & 127 ? -($? & 127) : $? >> 8;

    return ($exit, slurp($out->filename));
}

sub govctl {
    shift if ref $_[0] || (defined $_[0] && $_[0] eq __PACKAGE__);
    return run($GOVCTL, @_);
}

sub slurp {
    my ($path) = @_;

    open my $in, '<:raw', $path or return '';
    local $/;
    my $text = <$in>;
    return defined $text ? $text : '';
}

sub spew {
    my ($path, $text) = @_;

    open my $out, '>:raw', $path or die "$path: $!";
    print $out $text;
    close $out or die "$path: $!";
}

sub wait_for {
    shift if ref $_[0] ne 'CODE';
    my ($what, $seconds) = @_;

    my $end = time + (defined $seconds ? $seconds : 5);

    while (1) {
        my $value = $what->();
        return $value if $value;
        return if time > $end;
        sleep 0.02;
    }
}

sub free_port {
    my ($host) = @_;

    my $socket = IO::Socket::IP->new(LocalHost => $host || '127.0.0.1',
                                     LocalPort => 0, Listen => 1,
                                     Proto => 'tcp')
        or die "no free port: $@";
    return $socket->sockport;
}

# dead, or dead and not yet buried
sub alive {
    my ($pid) = @_;

    waitpid $pid, WNOHANG;
    return 0 unless kill 0, $pid;
    return slurp("/proc/$pid/stat") !~ /^\d+ \(.*\) Z/s;
}

sub children {
    my ($parent) = @_;

    my @found;

    for my $stat (glob '/proc/[0-9]*/stat') {
        push @found, $1
            if slurp($stat) =~ /^(\d+) \(.*\) \S (\d+)/s && $2 == $parent;
    }

    return sort { $a <=> $b } @found;
}

# the generation of a content tree, built once for each state of the tree
sub generation_of {
    shift if $_[0] eq __PACKAGE__;
    my ($dir, @options) = @_;

    # times are too coarse: a test rewrites a file within one tick

    my $state = Digest::MD5::md5_hex(join "\0", $dir, @options,
        map { ($_, slurp($_)) } sort glob("$dir/*/*"));

    return $built{$state} if $built{$state};

    $cache ||= File::Temp->newdir('gov-gen-XXXXXX', TMPDIR => 1);
    my $file = sprintf '%s/%d.gen', $cache, scalar keys %built;
    my ($exit, $out) = govctl('build', '--fast', @options, '-o', $file, $dir);
    die "govctl build $dir: exit $exit\n$out" if $exit != 0;

    return $built{$state} = $file;
}

# nginx -t on a whole nginx.conf: (exit, output); @RUN@ and @MODULE@ stand for
# a fresh run directory and the module
sub check {
    my ($class, $conf) = @_;

    my $dir = File::Temp->newdir('gov-conf-XXXXXX', TMPDIR => 1);
    mkdir "$dir/logs";
    $conf =~ s/\@RUN\@/$dir/g;
    $conf =~ s/\@MODULE\@/$MODULE/g;
    spew("$dir/nginx.conf", $conf);
    my ($exit, $out) = run(_env_command(), $NGINX, '-t', '-p', "$dir", '-e',
                           'stderr', '-c', "$dir/nginx.conf");
    $out =~ s/\Q$dir\E/RUN/g;

    return ($exit, $out);
}


# --- the server

sub new {
    my ($class, %opt) = @_;

    my $self = bless {
        workers => 1, master => 1, gov => 1, owner => $$, %opt
    }, $class;

    $self->{dir} = File::Temp->newdir('gov-test-XXXXXX', TMPDIR => 1);
    my $run = $self->{run} = "$self->{dir}";

    chmod $opt{mode}, $run if defined $opt{mode};
    mkdir "$run/$_" for qw(logs tmp tls);
    chown scalar getpwnam('www-data'), -1, "$run/tmp" if $> == 0;

    $self->{token} = join '', map { sprintf '%02x', rand 256 } 1 .. 32;
    spew("$run/admin.token", "$self->{token}\n");
    chmod 0600, "$run/admin.token";

    for my $port (qw(port admin_port tls_port)) {
        $self->{$port} = free_port();
    }

    $self->_certificate if $self->{tls};

    my $file = $opt{generation};
    $file = generation_of($opt{content}) if defined $opt{content};

    if (defined $file) {
        my ($exit, $out) = $self->publish($file,
            defined $opt{note} ? (note => $opt{note}) : ());
        die "govctl publish: exit $exit\n$out" if $exit != 0;
    }

    $self->{generation} = $file;
    $self->write_conf;

    $all{$self} = $self;
    weaken($all{$self});

    return $self;
}

sub _certificate {
    my ($self) = @_;

    my ($exit, $out) = run('openssl', qw(req -x509 -newkey ec -pkeyopt
        ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost
        -addext), 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1',
        '-keyout', "$self->{run}/tls/key.pem", '-out',
        "$self->{run}/tls/cert.pem");
    die "openssl: $out" if $exit != 0;
}

sub cert { return "$_[0]{run}/tls/cert.pem" }

# writes nginx.conf; options given here replace those of new()
sub write_conf {
    my ($self, %opt) = @_;

    %$self = (%$self, %opt);

    my $run = $self->{run};
    my %text = map { $_ => defined $self->{$_} ? $self->{$_} : '' }
        qw(main events http server location locations);

    $text{main} .= "\nuser www-data;" if $> == 0;
    $text{main} .= "\nmaster_process off;" if !$self->{master};
    $text{main} .= "\nenv $_;" for $ENV{GOV_PRELOAD}
        ? qw(LD_PRELOAD ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS) : ();
    $text{http} .= "\ngov_live_generations $self->{live};" if $self->{live};
    $text{http} .= "\ngov_activation_deadline $self->{deadline};"
        if $self->{deadline};
    $text{location} = "gov;\n$text{location}" if $self->{gov};

    my $listen = "listen 127.0.0.1:$self->{port};\n";
    $listen .= "listen [::1]:$self->{port};\n" if $self->{ipv6};
    $listen .= <<"END" if $self->{tls};
        listen 127.0.0.1:$self->{tls_port} ssl http2;
        ssl_certificate     $run/tls/cert.pem;
        ssl_certificate_key $run/tls/key.pem;
END

    spew("$run/nginx.conf", <<"END");
load_module $MODULE;
worker_processes $self->{workers};
pid $run/nginx.pid;
error_log $run/logs/error.log notice;
$text{main}

events {
    worker_connections 1024;
    $text{events}
}

http {
    gov_run $run;
    log_format gov '\$remote_addr [\$time_iso8601] "\$request_method \$uri" '
                   '\$status \$body_bytes_sent \$request_time '
                   '\$gov_generation \$gov_trace \$gov_traceparent';
    access_log $run/logs/access.log gov;
    client_body_temp_path $run/tmp/body;
    proxy_temp_path       $run/tmp/proxy;
    fastcgi_temp_path     $run/tmp/fastcgi;
    uwsgi_temp_path       $run/tmp/uwsgi;
    scgi_temp_path        $run/tmp/scgi;
    default_type text/plain;
    $text{http}

    server {
        $listen
        $text{server}

        location / {
            $text{location}
        }

        $text{locations}
    }

    server {
        listen 127.0.0.1:$self->{admin_port};

        location / {
            gov_admin $run/admin.token;
        }
    }
}
END
}

sub _env_command {
    return $ENV{GOV_PRELOAD} ? ('/usr/bin/env', "LD_PRELOAD=$ENV{GOV_PRELOAD}")
                             : ();
}

# nginx with this server's files: (exit, output)
sub nginx {
    my ($self, @options) = @_;

    my $run = $self->{run};
    return run(_env_command(), $NGINX, '-e', "$run/logs/error.log", '-p', $run,
               '-c', "$run/nginx.conf", @options);
}

sub start {
    my ($self, %opt) = @_;

    my ($exit, $out) = $self->nginx;

    if ($exit != 0) {
        die "nginx did not start: exit $exit\n$out", $self->error_log;
    }

    my $ready = wait_for(sub {
        $self->pid && $self->{pid} && $self->serving($opt{workers});
    }, $ENV{GOV_PRELOAD} ? 30 : 10);

    if (!$ready) {
        my $log = $self->error_log;
        $self->kill_all;
        die "nginx is not ready\n$log";
    }

    return $self;
}

# as many workers as configured (or given) have joined and one answers
sub serving {
    my ($self, $workers) = @_;

    my $r = eval { $self->admin(GET => '/admin/metrics') } or return 0;

    return 0 if $r->{status} != 200 && $r->{status} != 503;
    return 1 if $r->{status} == 503; # no run directory: nothing will join

    $workers = $self->{workers} if !defined $workers;
    $workers = 1 if !$self->{master};

    return $r->{body} =~ /^gov_workers (\d+)$/m && $1 == $workers;
}

# QUIT, and the end waited for; false when it had to be killed
sub stop {
    my ($self, $signal, $seconds) = @_;

    my $pid = $self->pid or return 1;
    my @workers = $self->workers;

    kill $signal || 'QUIT', $pid;
    my $ended = wait_for(sub { !grep { alive($_) } $pid, @workers },
                         $seconds || 15);
    $self->kill_all if !$ended;
    delete $self->{pid};

    return $ended ? 1 : 0;
}

sub kill_all {
    my ($self) = @_;

    my %seen;
    my @pids = grep { $_ && !$seen{$_}++ }
        map { ($_, children($_)) } grep { $_ && $self->_ours($_) }
        $self->{pid}, $self->pid;

    kill 'KILL', grep { alive($_) } @pids;
    wait_for(sub { !grep { alive($_) } @pids }, 5);
    delete $self->{pid};
}

# a pid file may be stale: the process must have been started with our files
sub _ours {
    my ($self, $pid) = @_;

    my $title = slurp("/proc/$pid/cmdline");
    return index($title, $self->{run}) >= 0;
}

sub DESTROY {
    my ($self) = @_;

    return if !$self->{owner} || $$ != $self->{owner};

    local ($?, $@, $!);
    delete $all{$self};
    $self->kill_all if $self->{pid};
}

END {
    if ($$ == $owner) {
        local ($?, $@, $!);
        $_->kill_all for grep { defined && $_->{pid} } values %all;
    }
}


# --- what it is

sub run_dir    { return $_[0]{run} }
sub port       { return $_[0]{port} }
sub tls_port   { return $_[0]{tls_port} }
sub admin_port { return $_[0]{admin_port} }
sub token      { return $_[0]{token} }

# the master of now: after USR2, the new one
sub pid {
    my ($self) = @_;

    my ($pid) = slurp("$self->{run}/nginx.pid") =~ /^(\d+)$/m;
    $self->{pid} = $pid if $pid && alive($pid) && $self->_ours($pid);

    return $self->{pid} && alive($self->{pid}) ? $self->{pid} : undef;
}

# worker processes of a master (the one of now); all => 1: also those that are
# shutting down
sub workers {
    my ($self, %opt) = @_;

    my $pid = $opt{master} || $self->pid or return;
    return $pid if !$self->{master};

    return grep {
        my $title = slurp("/proc/$_/cmdline");
        $title =~ /worker process/
            && ($opt{all} || $title !~ /shutting down/);
    } children($pid);
}

sub signal {
    my ($self, $name, $pid) = @_;

    return kill $name, $pid || $self->pid;
}

# HUP, and the new workers waited for
sub reload {
    my ($self, $seconds) = @_;

    my %old = map { $_ => 1 } $self->workers;
    $self->signal('HUP');

    return wait_for(sub {
        my @new = grep { !$old{$_} } $self->workers;
        @new == $self->{workers} && !grep { alive($_) } keys %old;
    }, $seconds || 10);
}

sub error_log  { return slurp("$_[0]{run}/logs/error.log") }
sub access_log { return slurp("$_[0]{run}/logs/access.log") }


# --- what an operator does: each (exit, output)

sub publish {
    my ($self, $file, %opt) = @_;

    return govctl('publish', '--create', '--run', $self->{run},
                  (map { ("--$_", $opt{$_}) } sort keys %opt), $file);
}

sub rollback {
    my ($self, %opt) = @_;

    return govctl('rollback', '--run', $self->{run},
                  map { ("--$_", $opt{$_}) } sort keys %opt);
}


# --- what a client does

sub connect {
    my ($self, %opt) = @_;

    my %args = (PeerHost => $opt{host} || '127.0.0.1',
                PeerPort => $opt{port} || $self->{port}, Proto => 'tcp',
                Timeout => 5);

    if ($opt{rcvbuf}) {
        # both ends' buffers must be small for a reader to be slow
        $args{Sockopts} = [[SOL_SOCKET, Socket::SO_RCVBUF(), $opt{rcvbuf}]];
    }

    my $socket = IO::Socket::IP->new(%args)
        or die "cannot connect to port $args{PeerPort}: $@\n";
    $socket->setsockopt(Socket::IPPROTO_TCP(), Socket::TCP_NODELAY(), 1);

    return $socket;
}

# sends bytes, returns what comes until the server closes, until => qr/.../
# matches, nothing comes for idle => seconds, or seconds => 10 are over
sub raw {
    my ($self, $bytes, %opt) = @_;

    my $socket = $opt{socket} || $self->connect(%opt);
    my $select = IO::Select->new($socket);
    my ($got, $end) = ('', time + ($opt{seconds} || 10));

    syswrite $socket, $bytes if length $bytes;

    until ($opt{until} && $got =~ $opt{until}) {
        my $left = $end - time;
        last if $left <= 0;

        $left = $opt{idle} if defined $opt{idle} && $opt{idle} < $left;
        last if !$select->can_read($left);
        last if !sysread $socket, $got, 65536, length $got;
    }

    return $got;
}

# a reply out of bytes; what follows it is left in $$bytes
sub parse {
    shift if !ref $_[0];
    my ($bytes, $method) = @_;

    $$bytes =~ s/\A(HTTP\/(\d\.\d) (\d+)([^\r\n]*)\r\n(.*?\r\n|))\r\n//s
        or return;
    my %r = (version => $2, status => $3, head => $1, raw => [],
             headers => {});

    for my $line (split /\r\n/, $5) {
        my ($name, $value) = split /:\s*/, $line, 2;
        push @{$r{raw}}, [$name, $value];
        my $key = lc $name;
        $r{headers}{$key} = exists $r{headers}{$key}
            ? "$r{headers}{$key}, $value" : $value;
    }

    my $h = $r{headers};

    if (($method || 'GET') eq 'HEAD' || $r{status} == 304
        || $r{status} == 204 || $r{status} < 200)
    {
        $r{body} = '';

    } elsif (lc($h->{'transfer-encoding'} || '') eq 'chunked') {
        $r{body} = '';

        while ($$bytes =~ s/\A([0-9a-fA-F]+)\r\n//) {
            my $n = hex $1;
            $r{body} .= substr $$bytes, 0, $n, '';
            $$bytes =~ s/\A\r\n//;
            last if $n == 0;
        }

    } elsif (defined $h->{'content-length'}) {
        $r{body} = substr $$bytes, 0, $h->{'content-length'}, '';

    } else {
        $r{body} = $$bytes;
        $$bytes = '';
    }

    return \%r;
}

# options: headers (array of pairs), body, http ('1.1'), host, port
sub request {
    my ($self, $method, $path, %opt) = @_;

    my $version = $opt{http} || '1.1';
    my @headers = @{$opt{headers} || []};
    my $text = "$method $path HTTP/$version\r\nHost: localhost\r\n";

    $text .= "Connection: close\r\n" if $version ne '1.0';

    while (@headers) {
        my ($name, $value) = splice @headers, 0, 2;
        $text .= "$name: $value\r\n";
    }

    $text .= 'Content-Length: ' . length($opt{body}) . "\r\n"
        if defined $opt{body};
    $text .= "\r\n" . (defined $opt{body} ? $opt{body} : '');

    my $bytes = $self->raw($text, %opt);
    my $r = parse(\$bytes, $method)
        or die "$method $path: no reply: '$bytes'\n", $self->complaints;
    $r->{rest} = $bytes;

    return $r;
}

sub get  { my $s = shift; $s->request(GET => shift, headers => [@_]) }
sub head { my $s = shift; $s->request(HEAD => shift, headers => [@_]) }

# a GET's body as data
sub json {
    my ($self, $path, @headers) = @_;

    my $r = $self->get($path, @headers);
    return JSON::PP->new->utf8->decode($r->{body});
}

sub admin {
    my ($self, $method, $path, @headers) = @_;

    return $self->request($method, $path, port => $self->{admin_port},
        headers => [Authorization => "Bearer $self->{token}", @headers]);
}


# --- what must hold in the end

# lines of the error log that must not be there, but for those that match one
# of the given expressions
sub complaints {
    my ($self, @allow) = @_;

    my @bad;

    for my $line (split /^/, $self->error_log) {
        next unless $line =~ /\[(?:alert|crit|emerg)\]|open\ socket\ .*left
                              |AddressSanitizer|LeakSanitizer|runtime\ error:
                              |ThreadSanitizer|exited\ on\ signal/x;
        push @bad, $line unless grep { $line =~ $_ } @allow;
    }

    return @bad;
}

# allow => [qr/.../]: lines that the test brought about itself
sub clean_log_ok {
    my ($self, $name, %opt) = @_;

    my @bad = $self->complaints(@{$opt{allow} || []});

    local $Test::Builder::Level = $Test::Builder::Level + 1;
    Test::More::ok(!@bad, $name || 'the error log is clean')
        or Test::More::diag(join '', @bad[0 .. ($#bad < 30 ? $#bad : 30)]);

    return !@bad;
}

1;
