package dev.millrace.quickstart;

import dev.millrace.partner.Answer;
import dev.millrace.partner.FtpPartner;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.SftpPartner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * All that takes part in a run: the broker, the worker, the SFTP and FTPS servers, the shop that sends webhooks,
 * the feed of orders, the shop's database, the REST receiver and the console.
 *
 * <p>Life cycle: {@link #raise}, {@link #play}, {@link #close()}, which ends everything and may come at any time and from
 * any thread, the second call doing nothing.
 */
final class Stage implements AutoCloseable {
    static final String RECEIVER_URL = "RECEIVER_URL";

    private static final Duration RUNNING_LIMIT = Duration.ofSeconds(60);

    private final Path state;
    private final boolean orderly;
    private final Consumer<String> progress;
    private final Deliveries deliveries = new Deliveries();
    private final Map<Part, AutoCloseable> started = new EnumMap<>(Part.class);
    private final Map<String, String> environment = new ConcurrentHashMap<>();

    /**
     * In the order of their ending: a worker that has lost its broker does not end in order, a shop that has lost its
     * listener tries again, and a console that has lost all that it looks at complains.
     */
    private enum Part {
        CONSOLE,
        SHOP,
        WORKER,
        FEED,
        BROKER,
        DATABASE,
        RECEIVER,
        SFTP,
        FTPS
    }

    /**
     * A stage that is not raised yet.
     *
     * @param orderly end the processes in order, since their data is to be kept; otherwise at once
     */
    Stage(Path state, boolean orderly, Consumer<String> progress) {
        this.state = state;
        this.orderly = orderly;
        this.progress = progress;
    }

    /** Starts everything beside each other; the worker waits for its broker by itself. */
    Cast raise(Path root, List<Example> examples, Sample sample) throws IOException {
        KafkaHome home = KafkaHome.of(root.resolve("apps/quickstart/target/kafka"));
        List<Integer> ports = FreePorts.take(5);
        progress.accept("starting the broker, the worker and the partners");
        CompletableFuture<BrokerProcess> launching = CompletableFuture.supplyAsync(
                () -> launched(BrokerProcess.launch(home, state.resolve("broker"), ports.get(0), ports.get(1))));
        Path configurations = root.resolve("config-examples");
        CompletableFuture<ShopDatabase> filling =
                CompletableFuture.supplyAsync(() -> filled(configurations.resolve("databases"), sample));
        Path served = Files.createDirectories(state.resolve("sftp"));
        for (Example example : examples) {
            for (String folder : example.sftpFolders()) {
                Files.createDirectories(served.resolve(folder.substring(1)));
            }
        }
        sample.drop(served.resolve("inbound"));
        sample.dropRecords(served.resolve("mainframe/inbound"));
        sample.dropCustomers(served.resolve("customers/inbound"));
        SftpPartner sftp = keep(Part.SFTP, SftpPartner.start(served));
        Path byFtps = Files.createDirectories(state.resolve("ftps"));
        Files.createDirectories(byFtps.resolve("archive"));
        sample.drop(byFtps.resolve("inbound"));
        FtpPartner ftps = keep(Part.FTPS, FtpPartner.start(byFtps, FtpPartner.Protection.EXPLICIT));
        RestPartner receiver = keep(Part.RECEIVER, RestPartner.start());
        receiver.keepBodies(false).answer(this::note, Answer.status(200));
        Shop shop = keep(Part.SHOP, Shop.at(ports.get(2)));
        Feed feed = keep(Part.FEED, Feed.start());
        environment.putAll(environment(sftp, ftps, receiver));
        environment.putAll(shop.environment());
        environment.putAll(feed.environment(configurations));
        environment.put(
                "NACHA_LAYOUT", configurations.resolve("layouts/nacha.yaml").toString());
        environment.put(
                "ORDERS_COPYBOOK", configurations.resolve("layouts/orders.cpy").toString());
        environment.put(
                "SPOOL_FOLDER", Files.createDirectories(state.resolve("spool")).toString());
        ShopDatabase database = filling.join();
        environment.putAll(database.environment());
        WorkerProcess worker = launched(WorkerProcess.launch(
                settings(home, root, ports.get(0)).withFigures(ports.get(3)).withEnvironment(Map.copyOf(environment))));
        BrokerProcess broker = launching.join();
        broker.awaitReady();
        progress.accept("the broker is up: " + broker.bootstrapServers());
        worker.awaitReady();
        progress.accept("the worker is up: " + worker.rest().base());
        ConsoleProcess console = launched(ConsoleProcess.launch(
                root.resolve("apps/ops/target/millrace.jar"),
                state.resolve("console"),
                ports.get(4),
                worker.rest().base(),
                broker.bootstrapServers(),
                WorkerSettings.figures(ports.get(3)),
                configurations.resolve("integrations")));
        return new Cast(sftp, ftps, shop, feed, database, receiver, broker, worker, console);
    }

    /**
     * Puts the configurations to the worker and waits until their tasks run. Leaves out, and says so, what refers to
     * variables that neither this stage nor the environment of this process has.
     *
     * @return those that run
     */
    List<Example> play(List<Example> examples, ConnectRest rest) {
        List<Example> playing =
                examples.stream().filter(example -> missing(example).isEmpty()).toList();
        tellLeftOut(examples);
        for (Example example : playing) {
            rest.put(example.name(), example.text());
            progress.accept("configured " + example.name());
        }
        for (Example example : playing) {
            rest.awaitRunning(example.name(), 1, RUNNING_LIMIT);
        }
        return playing;
    }

    private void tellLeftOut(List<Example> examples) {
        List<String> leftOut = examples.stream()
                .filter(example -> !missing(example).isEmpty())
                .map(example -> "  " + example.name() + ": " + String.join(", ", missing(example)))
                .toList();
        if (!leftOut.isEmpty()) {
            progress.accept("left out, for the environment lacks what they need:\n" + String.join("\n", leftOut));
        }
    }

    private Set<String> missing(Example example) {
        Set<String> missing = new TreeSet<>(example.variables());
        missing.removeAll(environment.keySet());
        missing.removeAll(System.getenv().keySet());
        return missing;
    }

    /** What arrived at the receiver so far. */
    Deliveries deliveries() {
        return deliveries;
    }

    /** The trace of the first connector or task that failed, if one did. */
    static Optional<String> failure(List<Example> examples, ConnectRest rest) {
        return examples.stream()
                .map(Example::name)
                .flatMap(name ->
                        ConnectorState.of(rest.status(name))
                                .failure()
                                .map(trace -> name + " failed: " + trace)
                                .stream())
                .findFirst();
    }

    @Override
    public synchronized void close() {
        started.forEach((part, closeable) -> {
            try {
                closeable.close();
            } catch (Exception e) {
                progress.accept("could not end the " + part.name().toLowerCase(Locale.ROOT) + ": " + e.getMessage());
            }
        });
        started.clear();
    }

    private BrokerProcess launched(BrokerProcess broker) {
        keep(Part.BROKER, orderly ? broker : broker::kill);
        return broker;
    }

    private WorkerProcess launched(WorkerProcess worker) {
        keep(Part.WORKER, orderly ? worker : worker::kill);
        return worker;
    }

    private ConsoleProcess launched(ConsoleProcess console) {
        keep(Part.CONSOLE, orderly ? console : console::kill);
        return console;
    }

    private ShopDatabase filled(Path scripts, Sample sample) {
        try {
            return keep(Part.DATABASE, ShopDatabase.start(scripts, sample));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private synchronized <T extends AutoCloseable> T keep(Part part, T running) {
        started.put(part, running);
        return running;
    }

    /** Looks at every request and lets the next line of the receiver's script answer it. */
    private boolean note(ReceivedRequest request) {
        deliveries.note(request);
        return false;
    }

    private WorkerSettings settings(KafkaHome home, Path root, int brokerPort) {
        return WorkerSettings.of(
                        home,
                        state.resolve("worker"),
                        "127.0.0.1:" + brokerPort,
                        root.resolve("apps/quickstart/target/plugins"),
                        root.resolve("apps/debezium/postgres/target/plugins"))
                .withHeap("384m")
                // A sink is put beside its source: it must soon notice the topic that its source creates.
                .with(Map.of("consumer.metadata.max.age.ms", "1000"));
    }

    private static Map<String, String> environment(SftpPartner sftp, FtpPartner ftps, RestPartner receiver) {
        return Map.ofEntries(
                Map.entry("SFTP_HOST", sftp.host()),
                Map.entry("SFTP_PORT", Integer.toString(sftp.port())),
                Map.entry("SFTP_USERNAME", sftp.username()),
                Map.entry("SFTP_PASSWORD", sftp.password()),
                Map.entry("SFTP_HOST_KEY_FINGERPRINT", sftp.hostKeyFingerprint()),
                Map.entry("FTPS_HOST", ftps.host()),
                Map.entry("FTPS_PORT", Integer.toString(ftps.port())),
                Map.entry("FTPS_USERNAME", ftps.username()),
                Map.entry("FTPS_PASSWORD", ftps.password()),
                Map.entry("FTPS_CERTIFICATE_FINGERPRINT", ftps.certificateFingerprint()),
                Map.entry(RECEIVER_URL, receiver.url()));
    }
}
