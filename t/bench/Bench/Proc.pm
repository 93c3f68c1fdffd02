package Bench::Proc;

# Servers that a bench starts, what the kernel says of them, and their end.

use v5.36;
use IO::Socket::INET;
use POSIX ();
use Time::HiRes qw(sleep time);

my %started;            # pid => name


# Runs @command in the background, its output in $log.  It ends with us,
# whatever ends us.
sub start ($name, $log, @command) {
    my $pid = fork // die "fork: $!\n";

    if ($pid == 0) {
        setpgrp;
        open STDIN, '<', '/dev/null' or POSIX::_exit(127);
        open STDOUT, '>', $log or POSIX::_exit(127);
        open STDERR, '>&', \*STDOUT or POSIX::_exit(127);
        exec 'setpriv', '--pdeathsig', 'TERM', @command
            or POSIX::_exit(127);
    }

    $started{$pid} = $name;

    return $pid;
}


sub stop ($pid) {
    return if !delete $started{$pid};

    kill TERM => $pid;

    for (1 .. 100) {
        return if waitpid($pid, POSIX::WNOHANG) == $pid;
        sleep 0.05;
    }

    kill KILL => $pid, children($pid);
    waitpid $pid, 0;
}


sub stop_all () {
    stop($_) for keys %started;
}


sub free_port () {
    my $s = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 1)
        or die "no free port: $!\n";

    return $s->sockport;
}


sub wait_for_port ($port, $pid) {
    my $deadline = time + 30;

    while (time < $deadline) {
        return 1 if IO::Socket::INET->new("127.0.0.1:$port");

        if (waitpid($pid, POSIX::WNOHANG) == $pid) {
            delete $started{$pid};
            return 0;
        }

        sleep 0.05;
    }

    return 0;
}


sub slurp ($path) {
    open my $fh, '<:raw', $path or return undef;
    local $/;
    return scalar <$fh>;
}


sub children ($pid) {
    my @children;

    for my $stat (glob '/proc/[0-9]*/stat') {
        my ($child, $parent)
            = (slurp($stat) // '') =~ /^(\d+) \(.*\) \S (\d+) /s or next;
        push @children, $child if $parent == $pid;
    }

    return @children;
}


# The workers of an nginx, which listens before it has them.
sub workers ($pid, $n) {
    for (1 .. 600) {
        my @workers = grep {
            (slurp("/proc/$_/cmdline") // '') =~ /^nginx: worker process/
        } children($pid);
        return @workers if @workers == $n;
        sleep 0.05;
    }

    die "nginx $pid does not have $n workers\n";
}


# CPU time of all threads of these processes, in nanoseconds.
sub cpu (@pids) {
    my $sum = 0;

    for my $file (map { glob "/proc/$_/task/*/schedstat" } @pids) {
        my ($ns) = (slurp($file) // '') =~ /^(\d+) / or next;
        $sum += $ns;
    }

    return $sum;
}


# Proportional set size of these processes, in bytes.
sub pss (@pids) {
    my $sum = 0;

    for my $pid (@pids) {
        my $rollup = slurp("/proc/$pid/smaps_rollup")
            // die "no smaps_rollup of $pid: $!\n";
        my ($kb) = $rollup =~ /^Pss:\s+(\d+) kB/m or die "no PSS of $pid\n";
        $sum += $kb * 1024;
    }

    return $sum;
}


# The cores we may use: (server's, client's), the same one when there is one.
sub cores () {
    my ($list) = slurp('/proc/self/status') =~ /^Cpus_allowed_list:\s*(\S+)/m;
    my @cores = map { /^(\d+)-(\d+)$/ ? $1 .. $2 : $_ } split /,/, $list;

    return ($cores[0], $cores[1] // $cores[0]);
}

1;
