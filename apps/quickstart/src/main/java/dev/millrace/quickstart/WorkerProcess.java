package dev.millrace.quickstart;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A distributed Connect worker in a process of its own, with its REST API on the loopback address.
 *
 * <p>Life cycle: {@link #start(WorkerSettings)} returns when it has joined its group and answers; {@link #stop()} or
 * {@link #kill()} end it and {@link #restart()} brings it back with the same settings, as often as wanted; {@link #close()}
 * ends it for good. For one thread.
 */
public final class WorkerProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final WorkerSettings settings;
    private final ConnectRest rest;
    private ChildProcess process;

    private WorkerProcess(WorkerSettings settings) {
        this.settings = settings;
        this.rest = new ConnectRest(URI.create("http://127.0.0.1:" + settings.port()));
        writeProperties();
        this.process = launch();
    }

    /**
     * Starts a worker and waits until its REST API lists connectors.
     *
     * @throws IllegalStateException with the end of its log when it does not start
     */
    public static WorkerProcess start(WorkerSettings settings) {
        WorkerProcess worker = launch(settings);
        worker.awaitReady();
        return worker;
    }

    /** Starts without waiting; the worker itself waits a minute for its broker. */
    static WorkerProcess launch(WorkerSettings settings) {
        try {
            Files.createDirectories(settings.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WorkerProcess(settings);
    }

    /** Waits until the worker has read its group's state and answers; 120 s at most. */
    void awaitReady() {
        process.awaitReady(START_LIMIT, () -> !FreePorts.isFree(settings.port()) && rest.isReady());
    }

    /** Its REST API. */
    public ConnectRest rest() {
        return rest;
    }

    /** The log file, for a diagnosis; restarts append to it. */
    public Path log() {
        return settings.folder().resolve("worker.log");
    }

    /** The id of the operating system's process. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process runs. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Ends the worker in order. */
    public void stop() {
        process.stop();
    }

    /** Ends the worker at once, as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Starts a stopped or killed worker again with the same settings, and waits until it answers. */
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("the worker runs: stop or kill it first");
        }
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.stop();
    }

    private ChildProcess launch() {
        List<String> options = new ArrayList<>(List.of("-Xmx" + settings.heap(), "-XX:+ExitOnOutOfMemoryError"));
        options.addAll(settings.home().loggingOptions());
        options.addAll(settings.jvmOptions());
        return ChildProcess.start(
                "the worker",
                log(),
                options,
                List.of(
                        "-cp",
                        settings.home().classPath(),
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        properties().toString()),
                settings.environment());
    }

    private Path properties() {
        return settings.folder().resolve("worker.properties");
    }

    private void writeProperties() {
        String group = settings.groupId();
        Properties worker = new Properties();
        worker.put("bootstrap.servers", settings.bootstrapServers());
        worker.put("group.id", group);
        worker.put("listeners", "HTTP://127.0.0.1:" + settings.port());
        worker.put("rest.advertised.host.name", "127.0.0.1");
        worker.put(
                "plugin.path",
                settings.pluginPath().stream()
                        .map(path -> path.toAbsolutePath().toString())
                        .collect(Collectors.joining(",")));
        worker.put("plugin.discovery", "service_load");
        worker.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        worker.put("key.converter.schemas.enable", "false");
        worker.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        worker.put("value.converter.schemas.enable", "false");
        worker.put("config.storage.topic", group + "-configs");
        worker.put("config.storage.replication.factor", "1");
        worker.put("offset.storage.topic", group + "-offsets");
        worker.put("offset.storage.replication.factor", "1");
        worker.put("offset.storage.partitions", "2");
        worker.put("status.storage.topic", group + "-status");
        worker.put("status.storage.replication.factor", "1");
        worker.put("status.storage.partitions", "1");
        worker.put("offset.flush.interval.ms", "2000");
        worker.put("scheduled.rebalance.max.delay.ms", "0");
        worker.put("config.providers", "env,file");
        worker.put("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        worker.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        worker.putAll(settings.properties());
        try (Writer out = Files.newBufferedWriter(properties())) {
            worker.store(out, "plugin.path entries are separated by ',', not by '" + File.pathSeparator + "'");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
