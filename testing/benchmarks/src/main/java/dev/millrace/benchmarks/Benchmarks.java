package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The command line of the benchmarks. */
public final class Benchmarks {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    /** The first is measured when none is named. */
    static final List<Benchmark> ALL = List.of(
            new SftpToKafka(),
            new DownloadAtDistance(),
            new CsvParsing(),
            new CopybookDecoding(),
            new FirstRecord(),
            new WebhookToKafka(false),
            new WebhookToKafka(true),
            new RestDelivery(),
            new TransformCost(),
            new DatabaseToKafka(),
            new DlqReplay());

    private Benchmarks() {}

    /** Runs one and ends the virtual machine: with 0 when it measured, 1 when something failed, 2 for wrong arguments. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        try {
            Options options = Options.parse(arguments);
            if (options.help()) {
                System.out.print(Options.usage());
            } else {
                measure(options);
            }
            return DONE;
        } catch (UsageException e) {
            System.err.println("benchmark: " + e.getMessage());
            return MISUSED;
        } catch (IOException | RuntimeException e) {
            System.err.println("benchmark: " + e.getMessage());
            return FAILED;
        }
    }

    private static void measure(Options options) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%s: %d rows, %d rounds, %d processors, Java %s%n",
                options.benchmark().name(),
                options.rows(),
                options.rounds(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"));
        Path root = Path.of(System.getProperty("millrace.root", "")).toAbsolutePath();
        options.benchmark().measure(System.out, options, root);
    }

    /**
     * The one of that name.
     *
     * @throws UsageException when there is none
     */
    static Benchmark named(String name) {
        return ALL.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no benchmark " + name + ", but "
                        + String.join(", ", ALL.stream().map(Benchmark::name).toList())));
    }
}
