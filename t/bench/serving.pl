#!/usr/bin/perl

# Server CPU per request, ours against peers on the same bytes, in alternating
# short rounds.  Called by run.sh.
#
# Every server has one worker on the first core; wrk has the second.  More
# workers would share cores with the client, and a worker that moves pays for
# its caches each time.  What is compared is what the kernel charged the worker
# for, so the client's share of the work does not count, and neither do the
# moments in which the machine was busy with something else.

use v5.36;
use File::Basename qw(dirname);
use File::Path qw(remove_tree);
use Time::HiRes qw(time);

use lib dirname(__FILE__);
use Bench::Conf qw();
use Bench::Http;
use Bench::Proc;
use Bench::Table qw(median spread text markdown);

my $here = dirname(__FILE__);
my $bench = $ENV{BENCH};
my $seed = $ENV{BENCH_SEED};
my $rounds = $ENV{BENCH_ROUNDS};
my $seconds = $ENV{BENCH_SECONDS};
my $connections = 64;
my $run = "$bench/run";
my ($server_core, $client_core) = Bench::Proc::cores();

my (%target, @order, @missing);

$SIG{$_} = sub { exit 1 } for qw(INT TERM HUP);
$SIG{ALRM} = sub { die "bench: not done in time, ended\n" };

END {
    my $status = $?;
    Bench::Proc::stop_all();
    remove_tree($status == 0 ? $run : glob "$run/gov-*/run") if $run;
    $? = $status;
}


# --- the documents

sub keys_of ($gen) {
    my @keys = qx($ENV{GOVCTL} inspect $gen --keys);
    $? == 0 or die "govctl inspect $gen failed\n";
    chomp @keys;

    return grep { m{^/v1/knowledge/[^?]} } @keys;
}


# The document whose identity is nearest to $size bytes, of those whose body in
# that coding can be written into a configuration.
sub choose ($replies, $size) {
    my @sorted = sort {
        abs($a->{identity} - $size) <=> abs($b->{identity} - $size)
            || $a->{path} cmp $b->{path}
    } grep { $_->{body} !~ /\$/ } @$replies;

    return $sorted[0] // die "no document can be written into nginx.conf\n";
}


sub fetch_all ($port, $paths, $coding) {
    my $client = Bench::Http->new($port);
    my @replies;

    for my $path (@$paths) {
        my $plain = $client->get($path);
        my $reply = $coding eq 'identity' ? $plain
            : $client->get($path, "Accept-Encoding: $coding");

        next if ($reply->{headers}{'content-encoding'} // 'identity')
                ne $coding;

        $reply->{status} == 200 or die "$path: $reply->{status}\n";
        push @replies, { %$reply, path => $path,
                         identity => length $plain->{body} };
    }

    return \@replies;
}


sub mean_size ($replies) {
    my $sum = 0;
    $sum += $_->{identity} for @$replies;

    return $sum / @$replies;
}


# --- the servers

sub add ($name, $port, $pid, $doc, %more) {
    $target{$name} = {
        name => $name, port => $port, doc => $doc, headers => [],
        list => [ $doc->{path} ], pids => [ Bench::Proc::workers($pid, 1) ],
        %more,
    };
    push @order, $name;
}


sub start_gov ($documents) {
    my $dir = "$run/gov-$documents";
    my $gen = "$bench/$documents-$seed.gen";
    my $port = Bench::Proc::free_port();

    File::Path::make_path($dir);
    system("$ENV{GOVCTL} publish --create --run $dir/run $gen >$dir/publish 2>&1") == 0
        or die "govctl publish $gen: " . Bench::Proc::slurp("$dir/publish");

    my $pid = Bench::Conf::nginx('gov', $dir, 1, PORT => $port,
                                 MODULE => $ENV{MODULE});

    Bench::Proc::wait_for_port($port, $pid)
        or die "nginx does not start: see $dir/error.log\n";

    return { port => $port, pid => $pid, gen => $gen, dir => $dir };
}


sub start_memcached ($doc) {
    my $port = Bench::Proc::free_port();
    my @user = $> == 0 ? ('-u', 'root') : ();
    my $pid = Bench::Proc::start('memcached', "$run/memcached.log",
                                 'memcached', '-l', '127.0.0.1', '-p', $port,
                                 '-U', '0', '-t', '1', '-m', '64', @user);

    Bench::Proc::wait_for_port($port, $pid) or return;

    my $s = IO::Socket::INET->new("127.0.0.1:$port") or return;
    my $length = length $doc->{body};

    print $s "set $doc->{path} 0 0 $length\r\n$doc->{body}\r\n";
    $s->flush;

    return (readline($s) // '') =~ /^STORED/ ? $port : undef;
}


# nginx on its own: its limit, and the ways it has to serve the same bytes.
sub start_plain ($docs) {
    my $dir = "$run/plain";
    my $hot = $docs->{hot};
    my $memcached = start_memcached($hot);
    my $origin = Bench::Proc::free_port();
    my (@servers, @targets);

    push @missing, [ 'memcached_pass', 'memcached does not start' ]
        if !$memcached;

    my $serve = sub ($name, $doc, $headers, $location, $around = '', %more) {
        my $port = Bench::Proc::free_port();
        push @servers, Bench::Conf::server($port, $headers, $location,
                                           $around);
        push @targets, [ $name, $port, $doc, %more ];
    };

    # A fixed trace id costs nginx nothing; $request_id costs it 16 bytes of
    # OpenSSL's random numbers, which would hide a fifth of our own work.

    my $returned = sub ($name, $doc, $status, %more) {
        my $body = $status == 200 ? ' ' . Bench::Conf::literal($doc->{body})
                                  : '';
        my $headers = Bench::Conf::headers($doc);
        my $id = delete $more{id} // '0123456789abcdef' x 2;

        $serve->($name, $doc, $headers =~ s/\$request_id/$id/r,
                 "            return $status$body;",
                 $status == 304 ? "        default_type '';\n" : '', %more);
    };

    $returned->('return hot', $docs->{hot}, 200);
    $returned->('return random 3000', $docs->{mean3}, 200,
                list => $docs->{list3});
    $returned->('return random 100000', $docs->{mean100}, 200,
                list => $docs->{list100});
    $returned->('return 304', $docs->{304}, 304,
                headers => $docs->{304}{asked});
    $returned->('return br', $docs->{br}, 200,
                headers => [ 'Accept-Encoding: br' ]);
    $returned->('return gzip', $docs->{gzip}, 200,
                headers => [ 'Accept-Encoding: gzip' ]);

    $returned->('return hot, $request_id', $docs->{hot}, 200,
                id => '$request_id');
    $returned->('return 304, $request_id', $docs->{304}, 304,
                id => '$request_id', headers => $docs->{304}{asked});

    # Last-Modified is nginx's own addition: without it, as ours

    my $files = "        root $dir/www;\n"
                . "        open_file_cache max=1000 inactive=300s;\n"
                . "        open_file_cache_valid 300s;\n"
                . "        add_header Last-Modified \"\" always;\n";

    Bench::Conf::write_file("$dir/www$hot->{path}", $hot->{body});
    $serve->('static file', $hot,
             Bench::Conf::headers($hot, 'Accept-Ranges'), '', $files);

    my $gzip = $docs->{gzip};

    Bench::Conf::write_file("$dir/www$gzip->{path}.gz", $gzip->{body});
    $serve->('gzip_static', $gzip,
             Bench::Conf::headers($gzip, 'Content-Encoding'),
             '            gzip_static on;', $files,
             headers => [ 'Accept-Encoding: gzip' ]);

    $serve->('memcached_pass', $hot, Bench::Conf::headers($hot), <<~END)
                    set \$memcached_key \$uri;
                    memcached_pass memcached;
        END
        if $memcached;

    push @servers, Bench::Conf::server($origin, '', '            return 200 '
        . Bench::Conf::literal($hot->{body}) . ';');
    $serve->('proxy_cache', $hot, Bench::Conf::headers($hot), <<~END);
                    proxy_pass http://127.0.0.1:$origin;
                    proxy_cache bench;
                    proxy_cache_valid 200 1h;
        END

    my $pid = Bench::Conf::nginx('plain', $dir, 1,
                                 MEMCACHED => $memcached // 9,
                                 SERVERS => join '', @servers);

    Bench::Proc::wait_for_port($origin, $pid)
        or die "nginx does not start: see $dir/error.log\n";

    for my $args (@targets) {
        my ($name, $port, $doc, %more) = @$args;
        add($name, $port, $pid, $doc, %more);
    }
}


sub start_lua ($hot) {
    my $dir = "$run/lua";
    my $peer = "$bench/lua-peer";

    if (! -s "$peer/ready") {
        push @missing, [ 'lua shared dict',
                         "Debian's packages cannot be had: see $peer/log" ];
        return;
    }

    Bench::Conf::write_file("$dir/body", $hot->{body});

    my $port = Bench::Proc::free_port();
    local $ENV{LD_LIBRARY_PATH} = "$peer/usr/lib/x86_64-linux-gnu";
    my $pid = Bench::Conf::nginx('lua', $dir, 1, PORT => $port, PEER => $peer,
                                 URI => $hot->{path},
                                 HEADERS => Bench::Conf::headers($hot));

    if (!Bench::Proc::wait_for_port($port, $pid)) {
        my $error = Bench::Proc::slurp("$dir/error.log") // '';
        push @missing, [ 'lua shared dict', $error =~ s/\n.*//sr ];
        return;
    }

    add('lua shared dict', $port, $pid, $hot);
}


# --- what each target answers, before it is timed

sub inspected ($gen, $path, $coding) {
    my $body = qx($ENV{GOVCTL} inspect $gen --key $path --coding $coding --body);
    $? == 0 or die "govctl inspect $gen --key $path failed\n";

    return $body;
}


sub header_lines ($reply) {
    my %headers = %{ $reply->{headers} };
    $headers{$_} = '...' for qw(date gov-trace);
    delete $headers{server};
    delete $headers{'content-length'} if $reply->{status} == 304; # nginx's: 0

    return join "\n", map { "$_: $headers{$_}" } sort keys %headers;
}


sub check_peer ($t) {
    my $doc = $t->{doc};
    my $reply = Bench::Http->new($t->{port})->get($doc->{path},
                                                  @{ $t->{headers} });

    $reply->{status} == $doc->{status}
        or die "$t->{name}: status $reply->{status}\n";
    $reply->{body} eq $doc->{body} or die "$t->{name}: other bytes\n";

    my ($is, $ours) = map { header_lines($_) } $reply, $doc;
    $is eq $ours
        or die "$t->{name}: other headers\n$is\n--- ours:\n$ours\n";

    $t->{size} = $reply->{size};
}


sub check_random ($t) {
    my $client = Bench::Http->new($t->{port});
    my $list = $t->{list};
    my $sum = 0;

    for my $n (0 .. 999) {
        my $path = $list->[int($n * @$list / 1000)];
        my ($id) = $path =~ m{([^/]+)$};
        my $reply = $client->get($path);

        $reply->{status} == 200 && $reply->{body} =~ /"id":"\Q$id\E"/
            or die "$t->{name}: $path: wrong reply\n";
        $sum += $reply->{size};

        next if $n % 250;
        $reply->{body} eq inspected($t->{gen}, $path, 'identity')
            or die "$t->{name}: $path: other bytes\n";
    }

    $t->{size} = $sum / 1000;
}


# --- the load

sub load ($t, $round) {
    my $list = "$run/list-" . $t->{name} =~ s/\W+/-/gr;

    Bench::Conf::write_file($list, join '', map { "$_\n" } @{ $t->{list} })
        if ! -e $list;

    my @command = (
        'timeout', $seconds + 20, 'taskset', '-c', $client_core,
        'wrk', '-t', 1, '-c', $connections, '-d', "${seconds}s",
        '-s', "$here/load.lua", "http://127.0.0.1:$t->{port}", '--',
        $list, $seed * 1000 + $round, @{ $t->{headers} },
    );

    my $before = Bench::Proc::cpu(@{ $t->{pids} });

    open my $wrk, '-|', @command or die "wrk: $!\n";
    my ($counted) = grep { /^counted / } readline $wrk;
    close $wrk;

    my $cpu = Bench::Proc::cpu(@{ $t->{pids} }) - $before;
    my (undef, $requests, $bytes, $us, $errors) = split ' ', $counted // '';

    die "$t->{name}: wrk failed\n" if !$requests;
    die "$t->{name}: $errors errors\n" if $errors;

    my $size = $bytes / $requests;

    die sprintf "%s: %.0f bytes per reply, not %.0f\n", $t->{name}, $size,
        $t->{size} if abs($size / $t->{size} - 1) > 0.03;

    push @{ $t->{cpu} }, $cpu / $requests;
    push @{ $t->{rate} }, $requests / $us * 1e6;
    push @{ $t->{busy} }, $cpu / $us / 1e3;
}


# --- memory

sub measure_pss ($gov, $doc) {
    my $workers = 4;
    my $dir = $gov->{dir};

    Bench::Proc::stop($gov->{pid});

    my $pid = Bench::Conf::nginx('gov', $dir, $workers, PORT => $gov->{port},
                                 MODULE => $ENV{MODULE});

    Bench::Proc::wait_for_port($gov->{port}, $pid)
        or die "nginx does not start: see $dir/error.log\n";

    my @pids = Bench::Proc::workers($pid, $workers);
    my %t = (%{ $target{'gov random 3000'} }, pids => \@pids);

    load(\%t, 0);

    my $pss = Bench::Proc::pss(@pids);
    my $size = -s $gov->{gen};
    my $limit = $size + $workers * 8 * 1024 * 1024;
    my $mb = sub ($n) { sprintf '%.1f', $n / 1024 / 1024 };

    return (
        [ 'memory', 'workers', 'generation', 'PSS', 'over it, per worker',
          'limit', '' ],
        [ 'PSS of all workers, MB', $workers, $mb->($size), $mb->($pss),
          $mb->(($pss - $size) / $workers), '8.0',
          $pss <= $limit ? 'ok' : 'OVER' ],
    );
}


# --- the tables

sub ratio_row ($label, $ours, $theirs, $limit = undef) {
    my ($us, $them) = @target{ $ours, $theirs };

    return [ $label, $theirs, '-', '-', 'not measured', '-', '-', '-' ]
        if !$us || !$them;

    my @cpu = map { $us->{cpu}[$_] / $them->{cpu}[$_] } 0 .. $rounds - 1;
    my @rate = map { $us->{rate}[$_] / $them->{rate}[$_] } 0 .. $rounds - 1;
    my ($min, $mid, $max) = spread(@cpu);

    return [
        $label, $theirs,
        sprintf('%.2f', median(@{ $us->{cpu} }) / 1000),
        sprintf('%.0f', median(@{ $us->{rate} })),
        sprintf('%.3f  %.3f  %.3f', $min, $mid, $max),
        sprintf('%.3f', median(@rate)),
        defined $limit ? sprintf('%.2f', $limit) : '-',
        !defined $limit ? '-' : $mid <= $limit ? 'ok' : 'OVER',
    ];
}


sub ratio_table () {
    my @head = ('target', 'against', 'us/request', 'requests/s',
                'CPU min median max', 'req/s ratio', 'limit', '');

    my @ours = (
        ratio_row('one hot document', 'gov hot', 'return hot', 1.05),
        ratio_row('random of 3,000', 'gov random 3000', 'return random 3000',
                  1.12),
        ratio_row('random of 100,000', 'gov random 100000',
                  'gov random 3000', 1.05),
        ratio_row('304', 'gov 304', 'return 304', 1.05),
        ratio_row('br', 'gov br', 'return br', 1.08),
        ratio_row('gzip', 'gov gzip', 'return gzip'),
        ratio_row('random of 100,000', 'gov random 100000',
                  'return random 100000'),
        ratio_row('one hot document', 'gov hot', 'return hot, $request_id'),
        ratio_row('304', 'gov 304', 'return 304, $request_id'),
    );

    my @peers = map { ratio_row($_, $_, 'return hot') }
        'return hot', 'return hot, $request_id', 'static file',
        'lua shared dict', 'memcached_pass', 'proxy_cache';

    push @peers, ratio_row('gzip_static', 'gzip_static', 'return gzip');

    return (\@head, @ours, @peers);
}


sub machine () {
    my ($cpu) = (Bench::Proc::slurp('/proc/cpuinfo') // '')
                =~ /^model name\s*:\s*(.*)/m;
    my ($nginx) = qx($ENV{NGINX_BIN} -v 2>&1) =~ m{(nginx/\S+)};
    chomp(my $cores = qx(nproc));
    chomp(my $kernel = qx(uname -r));

    return sprintf '%s, %s cores, Linux %s, %s', $cpu // 'unknown CPU',
        $cores, $kernel, $nginx // 'unknown nginx';
}


sub report ($docs, @memory) {
    my $busy = median(map { @{ $target{$_}{busy} } } @order);
    my @ratios = ratio_table();
    my @notes = (
        machine(),
        "$rounds rounds of $seconds s per target, wrk with $connections "
        . "connections; worker on core $server_core, client on core "
        . "$client_core; seed $seed",
        sprintf('bytes: hot %d; br %d; gzip %d; mean of 3,000 %d, of 100,000 '
                . '%d; generations built with --fast',
                map { length $docs->{$_}{body} }
                    qw(hot br gzip mean3 mean100)),
        sprintf('the worker was on its core for %.0f %% of the time (median '
                . 'of all rounds)', $busy * 100),
        'CPU: what the kernel charged the worker per request, as the ratio '
        . "of a round; us/request and requests/s are the first column's",
        'memcached_pass: the CPU of memcached itself is not in it',
    );

    push @notes, "not measured: $_->[0]: $_->[1]" for @missing;

    print "\n", text(@ratios), "\n", text(@memory), "\n",
        map { "$_\n" } @notes;

    Bench::Conf::write_file("$bench/result.md", join '',
        "# make bench\n\n", (map { "- $_\n" } @notes), "\n",
        markdown(@ratios), "\n", markdown(@memory));
    print "\nwritten to $bench/result.md\n";
}


# --- the run

sub start_all () {
    my $gov3 = start_gov(3000);
    my $gov100 = start_gov(100000);
    my @list3 = keys_of($gov3->{gen});
    my @list100 = keys_of($gov100->{gen});
    my @sample100 = @list100[map { $_ * 100 } 0 .. $#list100 / 100];
    my $replies3 = fetch_all($gov3->{port}, \@list3, 'identity');
    my $replies100 = fetch_all($gov100->{port}, \@sample100, 'identity');

    my %docs = (
        list3 => \@list3,
        list100 => \@list100,
        hot => choose($replies3, 3200),
        mean3 => choose($replies3, mean_size($replies3)),
        mean100 => choose($replies100, mean_size($replies100)),
        map {
            $_ => choose(fetch_all($gov3->{port}, \@list3, $_), 3200)
        } qw(br gzip),
    );

    for my $doc (@docs{qw(hot br gzip mean3)}) {
        my $coding = $doc->{headers}{'content-encoding'} // 'identity';
        $doc->{body} eq inspected($gov3->{gen}, $doc->{path}, $coding)
            or die "$doc->{path}: other bytes\n";
    }

    my @asked = ("If-None-Match: $docs{hot}{headers}{etag}");

    $docs{304} = { %{ Bench::Http->new($gov3->{port})
                          ->get($docs{hot}{path}, @asked) },
                   path => $docs{hot}{path}, asked => \@asked };

    start_plain(\%docs);
    start_lua($docs{hot});

    my @gov3 = ($gov3->{port}, $gov3->{pid});

    add('gov hot', @gov3, $docs{hot});
    add('gov random 3000', @gov3, $docs{mean3}, list => \@list3,
        gen => $gov3->{gen});
    add('gov random 100000', $gov100->{port}, $gov100->{pid}, $docs{mean100},
        list => \@list100, gen => $gov100->{gen});
    add('gov 304', @gov3, $docs{304}, headers => \@asked);
    add('gov br', @gov3, $docs{br}, headers => [ 'Accept-Encoding: br' ]);
    add('gov gzip', @gov3, $docs{gzip},
        headers => [ 'Accept-Encoding: gzip' ]);

    return ($gov3, \%docs);
}


# Ours next to what they are compared with: what the machine does meanwhile
# then happens to both.
sub alternate () {
    my @neighbours = (
        'return hot, $request_id', 'gov hot', 'return hot',
        'return random 3000', 'gov random 3000', 'gov random 100000',
        'return random 100000', 'return 304, $request_id', 'gov 304',
        'return 304', 'return br', 'gov br', 'return gzip', 'gov gzip',
        'gzip_static', 'static file', 'lua shared dict', 'memcached_pass',
        'proxy_cache',
    );

    return grep { $target{$_} } @neighbours;
}


$| = 1;
alarm 120 + $rounds * 30 * ($seconds + 1);
remove_tree($run);
File::Path::make_path($run);

my ($gov, $docs) = start_all();

for my $t (@target{@order}) {
    $t->{gen} ? check_random($t) : check_peer($t);
}

@order = alternate();

print scalar @order, " targets answer the same bytes; $rounds rounds of ",
    "$seconds s each\n";

for my $round (1 .. $rounds) {
    my $start = time;
    load($target{$_}, $round) for @order;
    printf "round %d of %d: %.0f s\n", $round, $rounds, time - $start;
}

report($docs, measure_pss($gov, $docs->{hot}));
