package Gov::Load;

# Load that checks every reply.
#
#   my $set = Gov::Load::set($count, @paths);       # generations that differ
#   my $load = Gov::Load->new(port => $s->port, set => $set,
#                             connections => 64, processes => 4);
#   $load->start;
#   $load->floor(7);           # from now on nothing older may be sent
#   my $sum = $load->stop;     # {requests}, {failed}, {wrong}, {stale}, ...
#
# Every process keeps its share of the connections busy, one request at a time
# on each; every second connection is closed and opened anew after 40 replies.
# A reply must be a 200 whose body is, byte for byte, what the generation
# named in Gov-Generation holds for that path and coding (wrong), and that
# generation must not be older than the floor was when the request was sent
# (stale).  Anything else is failed.  A kept-alive connection that the server
# closes before it sends any byte of a reply is not: there a client asks again
# (RFC 9110, 9.2.2); these are counted (again).

use strict;
use warnings;
use utf8;

use Errno qw(EAGAIN EINPROGRESS EINTR);
use File::Temp ();
use Gov::Content ();
use Gov::Server ();
use IO::Handle;
use IO::Select;
use JSON::PP ();
use POSIX ();
use Socket;
use Time::HiRes qw(sleep time);

our @CODINGS = qw(identity gzip br);
our @PATHS = qw(/v1/knowledge/k1 /v1/knowledge/k2 /v1/knowledge);


# generations of which no two have a body in common: {files}, {names} and
# {bodies}{first 12 digits of the name}{path}{coding}
sub set {
    my ($count, %opt) = @_;

    my $content = Gov::Content->new;
    my $dir = File::Temp->newdir('gov-load-XXXXXX', TMPDIR => 1);
    my %set = (dir => $dir, files => [], names => [], bodies => {},
               paths => [@{$opt{paths} || \@PATHS}], content => $content);

    for my $n (1 .. $count) {
        $content->knowledge($_, version => $n, title => "第 $n 版 $_",
                            answer => Gov::Content::text(1500, 1000 * $n))
            for qw(k1 k2);
        $content->knowledge('big', version => $n, title => "第 $n 版",
                            formal => Gov::Content::text($opt{big}, $n))
            if $opt{big};

        my $file = "$dir/$n.gen";
        my ($exit, $out) = Gov::Server::govctl('build', '--fast', '-o', $file,
                                               $content->dir);
        die "govctl build: $out" if $exit != 0;
        _add(\%set, $file);
    }

    return \%set;
}

sub _add {
    my ($set, $file) = @_;

    my $name = unpack 'H*', substr Gov::Server::slurp($file), 24, 32;
    push @{$set->{files}}, $file;
    push @{$set->{names}}, $name;

    for my $path (@{$set->{paths}}) {
        for my $coding (@CODINGS) {
            my ($exit, $body) = Gov::Server::govctl('inspect', $file, '--key',
                $path, '--coding', $coding, '--body');
            die "govctl inspect $path $coding: $body" if $exit != 0;
            $set->{bodies}{substr $name, 0, 12}{$path}{$coding} = $body;
        }
    }
}

sub new {
    my ($class, %opt) = @_;

    my $self = bless { connections => 16, processes => 2, host => '127.0.0.1',
                       rotate => 40, %opt }, $class;

    $self->{shared} = File::Temp->new;
    $self->floor(0);

    return $self;
}

sub _share {
    my ($self, $floor, $stop) = @_;

    sysseek $self->{shared}, 0, 0;
    syswrite $self->{shared}, pack 'NN', $floor, $stop;
}

sub floor {
    my ($self, $floor) = @_;

    $self->_share($self->{floor} = $floor, 0);
}

sub start {
    my ($self) = @_;

    STDOUT->flush;
    STDERR->flush;

    for my $n (0 .. $self->{processes} - 1) {
        pipe my $in, my $out or die "pipe: $!";
        my $pid = fork;
        die "fork: $!" unless defined $pid;

        if ($pid == 0) {
            close $in;
            eval { $self->_process($n, $out) };
            print STDERR "load: $@" if $@;
            POSIX::_exit($@ ? 1 : 0);
        }

        close $out;
        push @{$self->{children}}, [$pid, $in];
    }

    return $self;
}

sub stop {
    my ($self) = @_;

    $self->_share($self->{floor}, 1);

    my %sum = (map({ $_ => 0 } qw(requests again fresh)), labels => {},
               map { $_ => [] } qw(failed wrong stale));

    for my $child (@{$self->{children}}) {
        my ($pid, $in) = @$child;
        my $text = do { local $/; <$in> };
        waitpid $pid, 0;

        my $part = eval { JSON::PP::decode_json($text) };
        if (!$part) {
            push @{$sum{failed}}, "load process $pid ended: $?";
            next;
        }

        $sum{$_} += $part->{$_} for qw(requests again fresh);
        push @{$sum{$_}}, @{$part->{$_}} for qw(failed wrong stale);
        $sum{labels}{$_} += $part->{labels}{$_} for keys %{$part->{labels}};
    }

    $self->{children} = [];

    return \%sum;
}


# --- one process

sub _process {
    my ($self, $n, $out) = @_;

    local $SIG{ALRM} = 'DEFAULT';
    local $SIG{INT} = 'DEFAULT';
    local $SIG{TERM} = 'DEFAULT';
    alarm($self->{limit} || 300);

    $self->{sum} = { requests => 0, again => 0, fresh => 0, labels => {},
                     failed => [], wrong => [], stale => [] };
    $self->{busy} = {};
    srand 1000 + $n;

    open $self->{view}, '<:raw', $self->{shared}->filename or die $!;

    my $share = int($self->{connections} / $self->{processes});
    $self->_open({ number => $_ }) for 1 .. $share;

    $self->_turn until $self->{ended} && !keys %{$self->{busy}};

    print $out JSON::PP::encode_json($self->{sum});
    close $out;
}

sub _look {
    my ($self) = @_;

    sysseek $self->{view}, 0, 0;
    sysread $self->{view}, my $bytes, 8;
    my ($floor, $stop) = unpack 'NN', $bytes;

    if ($stop && !$self->{ended}) {
        $self->{ended} = time;
    }

    return $floor;
}

sub _complain {
    my ($self, $kind, $text) = @_;

    my $list = $self->{sum}{$kind};
    push @$list, $text if @$list < 200;
}

sub _open {
    my ($self, $c) = @_;

    $self->_look;
    return if $self->{ended} && !$c->{request};

    socket my $socket, PF_INET, SOCK_STREAM, 0 or die "socket: $!";
    $socket->blocking(0);
    setsockopt $socket, Socket::IPPROTO_TCP(), Socket::TCP_NODELAY(), 1;

    if (!connect($socket, pack_sockaddr_in($self->{port},
                                           inet_aton($self->{host})))
        && $! != EINPROGRESS)
    {
        # no answer to come back to: ask again later, as a client would
        $self->_complain(failed => "connect: $!");
        delete $c->{request};
        close $socket;
        sleep 0.01;
        $self->{waiting}{$c->{number}} = $c;
        return;
    }

    $c->{socket} = $socket;
    $c->{replies} = 0;
    $c->{in} = '';
    $self->{sum}{fresh}++;
    $self->{busy}{fileno $socket} = $c;
    $c->{connecting} = 1;
}

sub _close {
    my ($self, $c) = @_;

    delete $self->{busy}{fileno $c->{socket}};
    close delete $c->{socket};
}

sub _send {
    my ($self, $c) = @_;

    my $floor = $self->_look;

    if (!$c->{request}) {
        return $self->_close($c) if $self->{ended};

        my $paths = $self->{set}{paths};
        $c->{path} = $paths->[rand @$paths];
        $c->{coding} = $CODINGS[rand @CODINGS];
        $c->{request} = "GET $c->{path} HTTP/1.1\r\nHost: localhost\r\n"
            . "Accept-Encoding: $c->{coding}\r\n\r\n";
    }

    # whatever is sent from here on is sent after that floor was set

    $c->{floor} = $floor;
    $c->{in} = '';
    delete $c->{need};
    my $n = syswrite $c->{socket}, $c->{request};
    $self->_lost($c, "write: $!") if !$n;
}

# the connection is gone while a reply is awaited
sub _lost {
    my ($self, $c, $why) = @_;

    $self->_close($c);

    if ($c->{replies} && $c->{in} eq '') {
        $self->{sum}{again}++;

    } else {
        $self->_complain(failed => sprintf '%s after %d bytes of reply %d',
                         $why, length $c->{in}, $c->{replies} + 1);
        delete $c->{request};
    }

    $self->_open($c);
}

sub _turn {
    my ($self) = @_;

    if ($self->{waiting}) {
        my $waiting = delete $self->{waiting};
        $self->_open($_) for values %$waiting;
    }

    if ($self->{ended} && time - $self->{ended} > 15) {
        $self->_complain(failed => 'no reply within 15 s')
            for keys %{$self->{busy}};
        $self->{busy} = {};
        return;
    }

    $self->_look if !keys %{$self->{busy}};

    my ($read, $write) = ('', '');

    for my $fd (keys %{$self->{busy}}) {
        if ($self->{busy}{$fd}{connecting}) {
            vec($write, $fd, 1) = 1;
        } else {
            vec($read, $fd, 1) = 1;
        }
    }

    return if select($read, $write, undef, 0.2) <= 0;

    for my $fd (keys %{$self->{busy}}) {
        my $c = $self->{busy}{$fd} or next;

        if ($c->{connecting}) {
            $self->_connected($c) if vec $write, $fd, 1;

        } elsif (vec $read, $fd, 1) {
            $self->_read($c);
        }
    }
}

sub _connected {
    my ($self, $c) = @_;

    delete $c->{connecting};
    my $error = unpack 'i', getsockopt $c->{socket}, SOL_SOCKET, SO_ERROR;

    if ($error) {
        local $! = $error;
        $self->_complain(failed => "connect: $!");
        $self->_close($c);
        delete $c->{request};
        sleep 0.01;
        return $self->_open($c);
    }

    $self->_send($c);
}

sub _read {
    my ($self, $c) = @_;

    my $n = sysread $c->{socket}, $c->{in}, 65536, length $c->{in};

    if (!defined $n) {
        return if $! == EAGAIN || $! == EINTR;
        return $self->_lost($c, "read: $!");
    }

    return $self->_lost($c, 'closed') if $n == 0;

    if (!$c->{need}) {
        my $at = index $c->{in}, "\r\n\r\n";
        return if $at < 0;

        $c->{head} = substr $c->{in}, 0, $at + 2;
        my ($length) = $c->{head} =~ /^Content-Length: (\d+)\r$/im;
        $c->{need} = $at + 4 + ($length || 0);
        $c->{body_at} = $at + 4;
    }

    return if length $c->{in} < $c->{need};

    $self->_judge($c);
    delete $c->{request};
    $c->{replies}++;

    if ($c->{head} =~ /^Connection: close\r$/im
        || ($c->{number} % 2 && $c->{replies} >= $self->{rotate}))
    {
        $self->_close($c);
        return $self->_open($c);
    }

    $self->_send($c);
}

sub _judge {
    my ($self, $c) = @_;

    $self->{sum}{requests}++;

    my ($status) = $c->{head} =~ /^HTTP\/1\.1 (\d+)/;
    my ($label) = $c->{head} =~ /^Gov-Generation: (\S+)\r$/im;
    my ($coding) = $c->{head} =~ /^Content-Encoding: (\S+)\r$/im;

    $coding ||= 'identity';
    $label ||= 'none';
    my $what = "$c->{path} $c->{coding}: $status, generation $label";

    if ($status != 200 || $label !~ /^(\d+)-([0-9a-f]{12})$/) {
        return $self->_complain(failed => $what);
    }

    my ($seq, $name) = ($1, $2);
    $self->{sum}{labels}{$label}++;

    my $known = $self->{set}{bodies}{$name};
    my $body = substr $c->{in}, $c->{body_at};

    if (!$known || $coding ne $c->{coding}
        || $body ne $known->{$c->{path}}{$coding})
    {
        $self->_complain(wrong => "$what, coding $coding, "
                         . length($body) . ' bytes');
    }

    if ($seq < $c->{floor}) {
        $self->_complain(stale => "$what, asked for after $c->{floor} was "
                         . 'active');
    }
}

1;
