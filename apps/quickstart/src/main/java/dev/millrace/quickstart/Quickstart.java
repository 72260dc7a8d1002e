package dev.millrace.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The program behind {@code ./quickstart}: every example flow, live, with nothing but a JDK. */
public final class Quickstart {
    private static final int DONE = 0;
    private static final int MISSING = 1;
    private static final int MISUSED = 2;
    /** Five minutes are promised; ending everything takes a few seconds of them. */
    private static final Duration ONCE_LIMIT = Duration.ofSeconds(280);

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private volatile boolean ending;

    Quickstart(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** Runs and ends the virtual machine with the exit code that {@link Options#usage()} promises. */
    public static void main(String[] arguments) {
        System.exit(new Quickstart(System.out, System.err, Boolean.getBoolean("millrace.terminal")).run(arguments));
    }

    int run(String... arguments) {
        try {
            Options options = Options.parse(arguments);
            if (options.help()) {
                out.print(Options.usage());
                return DONE;
            }
            return perform(options);
        } catch (UsageException e) {
            err.println("quickstart: " + e.getMessage());
            return MISUSED;
        } catch (IOException | RuntimeException e) {
            if (ending) {
                return DONE;
            }
            err.println("quickstart: " + e.getMessage());
            return MISSING;
        }
    }

    private int perform(Options options) throws IOException {
        // Of the virtual machine: the process is older by the build that the script may have made in it.
        Instant begun =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        Path root = Path.of(System.getProperty("millrace.root", "")).toAbsolutePath();
        Screen screen = new Screen(out, terminal);
        List<Example> examples = Example.in(root.resolve("config-examples"));
        try (StateFolder state = StateFolder.open(options.keep());
                Stage stage = new Stage(state.path(), options.keep().isPresent(), screen::say)) {
            Runtime.getRuntime().addShutdownHook(new Thread(ending(stage, state), "end of the quickstart"));
            System.setProperty(
                    "millrace.log", state.path().resolve("quickstart.log").toString());
            Sample sample = new Sample(options.rows());
            Cast cast = stage.raise(root, examples, sample);
            List<Example> playing = stage.play(examples, cast.worker().rest());
            cast.shop().open(sample);
            cast.feed().open(sample);
            cast.database().open(sample);
            if (!options.once()) {
                cast.console().awaitReady();
            }
            screen.say(cast.introduction(state.path()));
            Performance performance = new Performance(playing, sample, stage.deliveries(), cast, screen, begun);
            if (options.once()) {
                return performance.watchUntilDelivered(begun.plus(ONCE_LIMIT)) ? DONE : MISSING;
            }
            performance.watch();
            return DONE;
        }
    }

    /** Ctrl-C comes while the run is in the middle of something: from then on its complaints are not news. */
    private Runnable ending(Stage stage, StateFolder state) {
        return () -> {
            ending = true;
            stage.close();
            state.close();
        };
    }
}
