# govctl lint: file, line and reason, of all faults in one run

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Gov::Content;
use Gov::Server;
use File::Temp ();
use Test::More;

# text with the line of the mark "!" taken out of it
sub plant {
    my ($c, $path, $text) = @_;

    my @lines = split /\n/, $text;
    my ($line) = grep { $lines[$_] =~ /<!>/ } 0 .. $#lines;
    $text =~ s/ *<!>//;
    my ($dir) = "$c->{dir}/$path" =~ m{^(.*)/};
    mkdir $dir;
    utf8::encode($text);
    Gov::Server::spew("$c->{dir}/$path", $text);

    return "$c->{dir}/$path:" . ($line + 1) . ':';
}

sub document {
    my ($fields) = @_;
    return <<"END";
{
  "id": "planted",
  "title": "标题",
  "version": 1,
  "sample": true,
  "status": "illustrative",
  "source": "测试",
  "checkedOn": "2026-01-01",
  "topic": ["topic-one"],
  "question": "怎么办?",
  "answer": "这样办。",
  "shortAnswer": "短答。",
  "department": "office"$fields
}
END
}

my $c = Gov::Content->new;
my ($exit, $out) = $c->lint;
is($exit, 0, 'a good tree');
like($out, qr/: 4 documents, no errors, 0 warnings\n\z/, 'and how much it is');

($exit, $out) = Gov::Server::govctl('lint', "$Gov::Server::TOP/conf/content");
is($exit, 0, 'the seed content is without errors') or diag $out;

my @faults = (
    [qq(,\n  "related": [\n    "nothing" <!>\n  ]), qr/nothing/,
     'a reference to nothing'],
    [qq(,\n  "colour": "red" <!>), qr/colour/, 'an unknown field'],
    [qq(,\n  "validFrom": "2026-02-30" <!>), qr/2026-02-30|validFrom/,
     'a day that is none'],
    [qq(,\n  "keywords": ["a", 5] <!>), qr/keywords/, 'a number for a word'],
    [qq(,\n  "question": "again" <!>), qr/question|duplicate/,
     'a name given twice'],
    [qq(,\n  "formal": x <!>\n), qr/invalid|unexpected/, 'no JSON'],
    [qq(,\n  "formal": "{{nothing}}" <!>), qr/nothing/,
     'a parameter that is none'],
    [qq(,\n  "titleEn": "@{['x' x 121]}" <!>), qr/titleEn.*too long/,
     'a title that is too long'],
);

for my $one (@faults) {
    my ($fields, $reason, $name) = @$one;
    my $where = plant($c, 'knowledge/planted.json', document($fields));

    my ($exit, $out) = $c->lint;
    is($exit, 1, "$name: an error");
    my ($line) = $out =~ /^(\Q$where\E.*)$/m;
    ok(defined $line, 'in its file and line') or diag "$where\n$out";
    like($line, $reason, 'with the reason');
    like($out, qr/^1 error, 0 warnings$/m, 'and no other');
}

# several in one run

my @where = (
    plant($c, 'knowledge/planted.json',
          document(qq(,\n  "related": ["nothing"] <!>))),
    plant($c, 'topics/broken.json', "{\n  5: 6 <!>\n}\n"),
    plant($c, 'departments/empty.json', "{} <!>\n"),
);

($exit, $out) = $c->lint;
is($exit, 1, 'several faults');
like($out, qr/^\Q$_\E/m, "one at $_") for @where;

my @lines = $out =~ /^(\S+):(\d+): /mg;
my @order = map { $lines[$_ * 2] . sprintf ':%06d', $lines[$_ * 2 + 1] }
    0 .. @lines / 2 - 1;
is_deeply(\@order, [sort @order], 'in the order of files and lines');

# a build refuses the same

my $file = "$c->{temp}/out.gen";
($exit, my $built) = Gov::Server::govctl('build', '--fast', '-o', $file,
                                         $c->dir);
is($exit, 1, 'a build of it is refused');
is($built, $out, 'with the same words');
ok(!-e $file, 'and leaves nothing');

# what is no content

($exit, $out) = Gov::Server::govctl('lint', '/nowhere/at/all');
is($exit, 1, 'no directory');
like($out, qr{/nowhere/at/all.*(?:No such|cannot be read)}, 'and says so');

mkdir "$c->{dir}/unknown-kind";
Gov::Server::spew("$c->{dir}/unknown-kind/x.json", '{}');
($exit, $out) = $c->lint;
like($out, qr{/unknown-kind}, 'a folder of no kind is named');

# one file that cannot be read is one fault: what names its documents is right

my $tree = File::Temp->newdir('gov-lint-XXXXXX', TMPDIR => 1);
system('cp', '-r', "$Gov::Server::TOP/conf/content", "$tree/c") == 0
    or die "cp: $?";
my $topic = "$tree/c/topics/residence.json";
Gov::Server::spew($topic, Gov::Server::slurp($topic) =~ s/,$//mr);
($exit, $out) = Gov::Server::govctl('lint', "$tree/c");
is($exit, 1, 'a missing comma');
is(() = $out =~ /^\S+:\d+: /mg, 1, 'is one fault') or diag $out;
like($out, qr{^\Q$topic\E:\d+: }m, 'in its own file');

# nothing is not content either

mkdir "$tree/empty";
($exit, $out) = Gov::Server::govctl('lint', "$tree/empty");
is($exit, 1, 'an empty tree');
like($out, qr/there are no documents/, 'is refused');

done_testing;
