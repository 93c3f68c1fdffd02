package Gov::Drill;

# What the drills look at from outside: processes, mappings, counters.

use strict;
use warnings;

use Gov::Server ();
use JSON::PP ();

use Exporter qw(import);
our @EXPORT = qw(mapped pss rss descriptors metric activations active
                 label stored);


# how many generation files a process maps, each counted once
sub mapped {
    my ($pid) = @_;

    my %seen = map { $_ => 1 }
        Gov::Server::slurp("/proc/$pid/maps") =~ m{(/generations/\S+)}g;

    return scalar keys %seen;
}

# kilobytes, its share of what is shared included
sub pss {
    my ($pid) = @_;

    return Gov::Server::slurp("/proc/$pid/smaps_rollup") =~ /^Pss:\s+(\d+)/m
        ? $1 : 0;
}

sub rss {
    my ($pid) = @_;

    return Gov::Server::slurp("/proc/$pid/smaps_rollup") =~ /^Rss:\s+(\d+)/m
        ? $1 : 0;
}

# open files of a process, by what they are
sub descriptors {
    my ($pid) = @_;

    my %count;

    for my $fd (glob "/proc/$pid/fd/*") {
        my $to = readlink $fd;
        next if !defined $to;
        $to =~ s/:\[\d+\]|(?<=\/wake)\.\d+//;
        $count{$to}++;
    }

    return \%count;
}

sub metric {
    my ($s, $name) = @_;

    my $r = $s->admin(GET => '/admin/metrics');

    return $r->{body} =~ /^\Q$name\E (\S+)$/m ? $1 : undef;
}

# what is on record, newest first
sub activations {
    my ($s) = @_;

    my ($exit, $out) = Gov::Server::govctl('generations', '--run',
                                           $s->run_dir, '--json');

    return map { JSON::PP::decode_json($_) } grep { /^\{/ } split /\n/, $out;
}

sub active {
    my ($s) = @_;

    my ($one) = activations($s);

    return $one ? $one->{sequence} : 0;
}

# what Gov-Generation says of that activation
sub label {
    my ($seq, $name) = @_;

    return "$seq-" . substr $name, 0, 12;
}

# the file of a stored generation
sub stored {
    my ($s, $name) = @_;

    return $s->run_dir . "/generations/$name";
}

1;
