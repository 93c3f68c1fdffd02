package Bench::Table;

# Ratios of rounds, and their tables.

use v5.36;
use Exporter qw(import);

our @EXPORT_OK = qw(median spread text markdown);


sub median (@values) {
    my @sorted = sort { $a <=> $b } @values;
    my $n = @sorted;

    return $n % 2 ? $sorted[$n / 2]
                  : ($sorted[$n / 2 - 1] + $sorted[$n / 2]) / 2;
}


# (min, median, max)
sub spread (@values) {
    my @sorted = sort { $a <=> $b } @values;

    return ($sorted[0], median(@values), $sorted[-1]);
}


sub text (@rows) {
    my @width;

    for my $row (@rows) {
        for my $i (0 .. $#$row) {
            my $length = length $row->[$i];
            $width[$i] = $length if $length > ($width[$i] // 0);
        }
    }

    return join '', map {
        my $row = $_;
        join('  ', map {
            sprintf $_ == 0 ? "%-$width[$_]s" : "%$width[$_]s", $row->[$_]
        } 0 .. $#$row) =~ s/\s+$//r . "\n";
    } @rows;
}


sub markdown (@rows) {
    my ($head, @rest) = map { '| ' . join(' | ', @$_) . " |\n" } @rows;

    return join '', $head, '|' . '---|' x @{ $rows[0] } . "\n", @rest;
}

1;
