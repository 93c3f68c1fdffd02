package Gov::Reply;

# What tests ask of a reply: decoding, and the forms that must hold.

use strict;
use warnings;

use Exporter qw(import);
use File::Temp ();
use IO::Uncompress::Gunzip ();
use JSON::PP ();
use Test::More ();

use Gov::Server ();

our @EXPORT = qw(problem_ok problem_like gunzip unbrotli lines_of prometheus
                 names_of decode);

my $json = JSON::PP->new->utf8;


sub decode { return $json->decode($_[0]) }

# how many header lines of that name there are
sub lines_of {
    my ($r, $name) = @_;

    return scalar grep { lc $_->[0] eq lc $name } @{$r->{raw}};
}

# the names of all header lines, sorted, but for what differs by nature
sub names_of {
    my ($r) = @_;

    return join ' ', sort map { lc $_->[0] } @{$r->{raw}};
}

sub gunzip {
    my ($bytes) = @_;

    IO::Uncompress::Gunzip::gunzip(\$bytes => \my $out)
        or return "not gzip: $IO::Uncompress::Gunzip::GunzipError";
    return $out;
}

# many at once: a process for each would take its time
sub unbrotli {
    my (@bytes) = @_;

    my $dir = File::Temp->newdir('gov-br-XXXXXX', TMPDIR => 1);
    my @files = map { "$dir/$_.br" } 0 .. $#bytes;

    Gov::Server::spew($files[$_], $bytes[$_]) for 0 .. $#bytes;
    my ($exit, $out) = Gov::Server::run('brotli', '-d', @files);
    die "brotli: $out" if $exit != 0;

    return map { Gov::Server::slurp($_) } map { s/\.br$//r } @files;
}

# what is wrong with a problem reply, or ''
sub problem_like {
    my ($r, $status, $code) = @_;

    my $h = $r->{headers};
    return "status $r->{status}, not $status" if $r->{status} != $status;
    return "Content-Type $h->{'content-type'}"
        if $h->{'content-type'} ne 'application/problem+json';
    return "Cache-Control $h->{'cache-control'}"
        if $h->{'cache-control'} ne 'no-store';
    return 'it has an ETag' if exists $h->{etag};
    return 'no Gov-Trace' if ($h->{'gov-trace'} || '') !~ /^[0-9a-f]{32}$/;

    for my $name (qw(content-type content-length cache-control gov-trace date
                     gov-generation content-range vary allow))
    {
        return "$name given twice" if lines_of($r, $name) > 1;
    }

    my $p = eval { $json->decode($r->{body}) };
    return "body is not JSON: $r->{body}" if ref $p ne 'HASH';

    for my $name (qw(type title code errmsg hint)) {
        return "$name is no text"
            if !defined $p->{$name} || ref $p->{$name}
               || $p->{$name} eq '';
    }

    return "code $p->{code}, not $code" if $p->{code} ne $code;
    return "type $p->{type}" if $p->{type} ne "/problems/$code";
    return "member status $p->{status}" if $p->{status} ne $status;
    return "errcode $p->{errcode}" if $p->{errcode} ne 400000000 + $status;
    return "hint $p->{hint}" if $p->{hint} ne $h->{'gov-trace'};
    return 'numbers are texts'
        if $r->{body} !~ /"status":\d+,/ || $r->{body} !~ /"errcode":\d+,/;

    my %known = map { $_ => 1 }
        qw(type title status code errcode errmsg hint detail);
    my ($other) = grep { !$known{$_} } keys %$p;
    return "unknown member $other" if defined $other;

    return '';
}

sub problem_ok {
    my ($r, $status, $code, $name) = @_;

    local $Test::Builder::Level = $Test::Builder::Level + 1;
    return Test::More::is(problem_like($r, $status, $code), '',
                          $name || "problem $status $code");
}

# Prometheus text format 0.0.4: "name{labels}" => value; dies on a fault
sub prometheus {
    my ($text) = @_;

    my (%help, %type, %value, %closed, $family);

    die "does not end with a newline\n" if $text !~ /\n\z/;
    die "an empty line\n" if $text =~ /^\n/m;

    for my $line (split /\n/, $text) {
        if ($line =~ /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/) {
            my ($what, $name, $text) = ($1, $2, $3);
            my $seen = $what eq 'HELP' ? \%help : \%type;

            die "second $what of $name\n" if $seen->{$name}++;
            die "$what of $name after its samples\n" if $closed{$name};
            next if $what eq 'HELP';

            die "type $text of $name\n" if $text !~ /^(?:counter|gauge)$/;
            die "$name is a $text\n"
                if ($text eq 'counter') != ($name =~ /_total$/);
            next;
        }

        $line =~ /^([a-zA-Z_:][a-zA-Z0-9_:]*)
                   (\{(?:[a-zA-Z_]\w*="(?:[^"\\]|\\[\\"n])*",?)*\})?
                   [ ]([-+]?(?:\d+(?:\.\d+)?(?:e[-+]?\d+)?|Inf)|NaN)$/x
            or die "no sample: $line\n";
        my ($name, $labels, $value) = ($1, $2 || '', $3);

        die "$name without HELP and TYPE\n" if !$help{$name} || !$type{$name};
        die "samples of $name are not together\n"
            if $closed{$name} && $family ne $name;
        die "$name$labels twice\n" if exists $value{"$name$labels"};

        $closed{$name} = 1;
        $family = $name;
        $value{"$name$labels"} = $value;
    }

    return \%value;
}

1;
