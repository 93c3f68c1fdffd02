package Bench::Http;

# A client that shows a reply as it is on the wire.

use v5.36;
use IO::Select;
use IO::Socket::INET;


sub new ($class, $port) {
    my $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$port", Timeout => 5)
        or die "port $port: $!\n";
    binmode $s;

    return bless { socket => $s, select => IO::Select->new($s),
                   port => $port, buffer => '' }, $class;
}


sub more ($self) {
    $self->{select}->can_read(10)
        or die "port $self->{port}: no reply in 10 s\n";

    sysread $self->{socket}, $self->{buffer}, 65536, length $self->{buffer}
        or die "port $self->{port}: the connection ended\n";
}


# { status, headers (names in lower case), body, size (on the wire) }
sub get ($self, $path, @headers) {
    my $request = join "\r\n", "GET $path HTTP/1.1",
        "Host: 127.0.0.1:$self->{port}", @headers, '', '';

    syswrite($self->{socket}, $request) == length $request
        or die "port $self->{port}: $!\n";

    $self->more while $self->{buffer} !~ /\r\n\r\n/;

    my ($head, $rest) = split /\r\n\r\n/, $self->{buffer}, 2;
    my ($line, @lines) = split /\r\n/, $head;
    my ($status) = $line =~ m{^HTTP/1\.1 (\d+)} or die "bad reply: $line\n";
    my %headers = map { /^([^:]+): (.*)$/ ? (lc $1 => $2) : () } @lines;
    my $length = $status == 304 ? 0 : $headers{'content-length'}
        // die "$path: a reply without Content-Length\n";

    $self->{buffer} = $rest;
    $self->more while length $self->{buffer} < $length;

    my $body = substr $self->{buffer}, 0, $length, '';

    return { status => $status, headers => \%headers, body => $body,
             size => length($head) + 4 + $length };
}

1;
