package dev.millrace.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts examples to the worker of {@code docker-compose.yml}, lets the partners begin to send, and tells what arrived.
 *
 * <p>The arguments are names of files in {@code config-examples}, without {@code .json}. Where everything is, the environment
 * says: {@code CONNECT_URL}, {@code RECEIVER_URL}, {@code WEBHOOK_URL}, {@code SHOP_WEBHOOK_SECRET}, {@code EXAMPLES_FOLDER},
 * {@code SFTP_FOLDER}. Exit code 0: every record of the sample was delivered; 1: not; 2: called in a wrong way.
 */
public final class ContainerExamples {
    private static final int ROWS = 100;
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration RUNNING_LIMIT = Duration.ofMinutes(2);
    private static final Duration DELIVERY_LIMIT = Duration.ofMinutes(4);

    private final PrintStream out;
    private final Map<String, String> environment;
    private final Sample sample = new Sample(ROWS);

    ContainerExamples(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = Map.copyOf(environment);
    }

    /** Runs and ends the virtual machine. */
    public static void main(String[] arguments) {
        int code;
        try {
            code = new ContainerExamples(System.out, System.getenv()).run(arguments) ? 0 : 1;
        } catch (UsageException e) {
            System.err.println("examples: " + e.getMessage());
            code = 2;
        } catch (IOException | RuntimeException e) {
            System.err.println("examples: " + e.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    /** Returns whether every record of the sample arrived. */
    boolean run(String... names) throws IOException {
        List<Example> examples = read(Path.of(needed("EXAMPLES_FOLDER")), names);
        ConnectRest worker = new ConnectRest(URI.create(needed("CONNECT_URL")));
        if (!Patience.until(READY_LIMIT, worker::isReady)) {
            throw new IOException("no Connect worker answers at " + worker.base());
        }
        for (Example example : examples) {
            worker.put(example.name(), example.text());
            out.println("configured " + example.name());
        }
        for (Example example : examples) {
            worker.awaitRunning(example.name(), 1, RUNNING_LIMIT);
        }
        ReceiverDiary diary = new ReceiverDiary(URI.create(needed("RECEIVER_URL")));
        try (PartnerTraffic traffic = PartnerTraffic.open(examples, sample, environment)) {
            out.println(traffic.introduction());
            return watch(Flow.of(examples), diary);
        }
    }

    private boolean watch(List<Flow> flows, ReceiverDiary diary) {
        if (flows.isEmpty()) {
            out.println("examples: all run; no two of them make a flow to the partner");
            return true;
        }
        boolean complete = Patience.until(
                DELIVERY_LIMIT,
                () -> flows.stream().allMatch(flow -> missing(flow, diary).isEmpty()));
        int width = flows.stream().mapToInt(flow -> flow.name().length()).max().orElse(0);
        for (Flow flow : flows) {
            int expected = flow.expected(sample).size();
            out.println(("%-" + width + "s  %d of %d records delivered to %s")
                    .formatted(flow.name(), expected - missing(flow, diary).size(), expected, flow.path()));
        }
        out.println(complete ? "examples: all delivered" : "examples: not all delivered after " + DELIVERY_LIMIT);
        return complete;
    }

    private List<String> missing(Flow flow, ReceiverDiary diary) {
        List<String> missing = new ArrayList<>(flow.expected(sample));
        missing.removeAll(diary.ids(flow.path()));
        return missing;
    }

    private static List<Example> read(Path folder, String... names) throws IOException {
        if (names.length == 0) {
            throw new UsageException("name the examples: files of config-examples, without .json");
        }
        List<Example> sources = new ArrayList<>();
        List<Example> sinks = new ArrayList<>();
        for (String name : names) {
            Path file = folder.resolve(name + ".json");
            if (name.startsWith("-") || !Files.isRegularFile(file)) {
                throw new UsageException(
                        "no example " + name + " in config-examples; given: " + Arrays.toString(names));
            }
            Example example = Example.read(Files.readString(file));
            (example.isSink() ? sinks : sources).add(example);
        }
        sources.addAll(sinks);
        return List.copyOf(sources);
    }

    private String needed(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .orElseThrow(() -> new UsageException("the environment has no " + variable));
    }
}
