package Gov::Content;

# Small content trees for tests.
#
#   my $c = Gov::Content->new;          # a topic, a department, two towns
#   $c->knowledge('k1', answer => 'x' x 2000, validTo => Gov::Content::day(-1));
#   $c->knowledge('big', formal => Gov::Content::text(1_200_000));
#   $c->parameter('rate', ['2020-01-01', 20], [Gov::Content::day(1), 21]);
#   my $file = $c->generation;          # built with --fast
#
# Each document is one file, DIR/KIND/ID.json; a second call with the same id
# replaces it; remove(KIND, ID) takes it away.

use strict;
use warnings;
use utf8;

use Encode ();
use File::Temp ();
use JSON::PP ();
use POSIX ();

use Gov::Server ();

our $TOPIC = 'topic-one';
our $DEPARTMENT = 'office';
our $TOWN = '441900003';

my $json = JSON::PP->new->utf8->canonical->pretty;


# the date in Dongguan, so many days from now
sub day {
    my ($offset) = @_;

    return POSIX::strftime('%Y-%m-%d',
                           gmtime(time + 8 * 3600 + 86400 * ($offset || 0)));
}

# Unix seconds of the next midnight in Dongguan
sub midnight {
    my $now = time + 8 * 3600;

    return $now - $now % 86400 + 86400 - 8 * 3600;
}

# about so many bytes of hanzi, the same each time, which compress little
sub text {
    my ($bytes, $seed) = @_;

    my ($state, $out) = ($seed || 1, '');

    for (1 .. $bytes / 3) {
        $state = ($state * 1103515245 + 12345) & 0x7fffffff;
        $out .= chr 0x4e00 + ($state >> 8) % 20000;
    }

    return $out;
}

sub new {
    my ($class, %opt) = @_;

    my $self = bless {
        temp => File::Temp->newdir('gov-content-XXXXXX', TMPDIR => 1)
    }, $class;

    $self->{dir} = "$self->{temp}/content";
    mkdir $self->{dir} or die "$self->{dir}: $!";

    return $self if $opt{empty};

    $self->topic($TOPIC);
    $self->department($DEPARTMENT);
    $self->town($TOWN);
    $self->town('441900004');

    return $self;
}

sub dir { return $_[0]{dir} }

sub path {
    my ($self, $kind, $id) = @_;

    return "$self->{dir}/$kind/$id.json";
}

sub document {
    my ($self, $kind, $id, %fields) = @_;

    my %doc = (
        id => $id, title => "标题 $id", version => 1, sample => JSON::PP::true,
        status => 'illustrative', source => '测试', checkedOn => '2026-01-01',
        %fields
    );

    delete $doc{$_} for grep { !defined $doc{$_} } keys %doc;
    mkdir "$self->{dir}/$kind";
    Gov::Server::spew($self->path($kind, $id), $json->encode(\%doc));

    return $self;
}

sub remove {
    my ($self, $kind, $id) = @_;

    unlink $self->path($kind, $id) or die "$kind/$id: $!";
    return $self;
}

sub topic {
    my ($self, $id, %fields) = @_;

    return $self->document(topics => $id, order => 1, summary => '说明。',
        themes => [{ id => 'theme-one', title => '主题' }], %fields);
}

sub department {
    my ($self, $id, %fields) = @_;

    return $self->document(departments => $id, summary => '管这件事。',
                           %fields);
}

sub town {
    my ($self, $id, %fields) = @_;

    return $self->document(towns => $id, type => 'town', %fields);
}

sub knowledge {
    my ($self, $id, %fields) = @_;

    return $self->document(knowledge => $id, topic => [$TOPIC],
        question => "问题 $id 怎么办?", answer => "回答 $id。",
        shortAnswer => '短答。', department => $DEPARTMENT, %fields);
}

sub place {
    my ($self, $id, %fields) = @_;

    return $self->document(places => $id, type => 'hall', town => $TOWN,
        address => '东莞', hours => [{ days => ['mon'], opens => '09:00',
                                      closes => '12:00' }], %fields);
}

sub material {
    my ($self, $id, %fields) = @_;

    return $self->document(materials => $id, type => 'record',
        summary => '认一认。', issuer => '某处', howToGet => '去某处拿。',
        keeps => 'inspected', %fields);
}

# values: [from, value], [from, value, to] ...
sub parameter {
    my ($self, $id, @values) = @_;

    my @dated = map {
        my %value = (validFrom => $_->[0], value => $_->[1],
                     status => 'verified', source => '测试',
                     checkedOn => '2026-01-01');
        $value{validTo} = $_->[2] if defined $_->[2];
        \%value
    } @values;

    return $self->document(parameters => $id, unit => 'day', status =>
                           'verified', sample => JSON::PP::false,
                           values => \@dated);
}

sub fact {
    my ($self, $id, %fields) = @_;

    return $self->document(facts => $id, type => 'bool', person => 'self',
                           question => "问 $id?", %fields);
}

sub lint       { return Gov::Server::govctl('lint', $_[0]{dir}) }
sub generation { my $self = shift;
                 return Gov::Server->generation_of($self->{dir}, @_) }

1;
