package Bench::Conf;

# Configurations of the bench's servers, from the templates beside it.

use v5.36;
use File::Basename qw(dirname);
use File::Path qw(make_path);
use Bench::Proc;

my $here = dirname(__FILE__) . '/..';


sub write_file ($path, $bytes) {
    make_path(dirname($path));
    open my $fh, '>:raw', $path or die "$path: $!\n";
    print $fh $bytes;
    close $fh or die "$path: $!\n";
}


# A template with its @NAME@ replaced; what replaces is not looked into.
sub fill ($template, %values) {
    my $text = Bench::Proc::slurp("$here/$template")
        // die "$template: $!\n";

    $text =~ s{\@([A-Z]+)\@}{$values{$1} // die "$template: no $1\n"}ge;

    return $text;
}


# A string that nginx reads back as these bytes.  There is no way to write a
# dollar: documents with one are not chosen.
sub literal ($bytes) {
    die "a dollar cannot be written\n" if $bytes =~ /\$/;

    return "'" . $bytes =~ s/(['\\])/\\$1/gr . "'";
}


# The headers of one of our replies, for a peer that has to be told them.
sub headers ($reply, @except) {
    my %except = map { $_ => 1 } @except;
    my %written = ( 'Gov-Trace' => '$request_id' );

    for my $name ('Cache-Control', 'Gov-Generation', 'Vary', 'ETag',
                  'Accept-Ranges', 'Content-Encoding')
    {
        my $value = $reply->{headers}{lc $name} // next;
        $written{$name} = literal($value);
    }

    delete @written{@except};

    return join '', map { "        add_header $_ $written{$_} always;\n" }
        sort keys %written;
}


# A server block on a port of its own.
sub server ($port, $headers, $location, $around = '') {
    return <<~END;
            server {
                listen 127.0.0.1:$port;
        $around
        $headers
                location / {
        $location
                }
            }

        END
}


# Starts nginx in $dir with a template of ours: its pid, or undef.
sub nginx ($name, $dir, $workers, %values) {
    my ($core) = Bench::Proc::cores();

    make_path($dir);

    my %common = (
        DIR => $dir,
        USER => $> == 0 ? 'user root root;' : '',
        WORKERS => $workers,
        AFFINITY => $workers == 1
            ? 'worker_cpu_affinity ' . '1' . '0' x $core . ';' : '',
    );

    my $conf = fill("$name.conf.in", %values, DIR => $dir,
                    COMMON => fill('common.conf.in', %common),
                    HTTP => fill('http.conf.in', DIR => $dir));

    write_file("$dir/nginx.conf", $conf);

    return Bench::Proc::start($name, "$dir/out", $ENV{NGINX_BIN},
                              '-e', "$dir/error.log", '-p', $dir,
                              '-c', "$dir/nginx.conf");
}

1;
