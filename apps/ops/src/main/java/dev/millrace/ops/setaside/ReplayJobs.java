package dev.millrace.ops.setaside;

import dev.millrace.kit.Sleeper;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.dlq.Replay;
import dev.millrace.ops.dlq.ReplayRequest;
import dev.millrace.ops.kafka.KafkaClients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replays of this console: one of a topic at a time, a few in all; the last ones are remembered. Safe for threads. */
final class ReplayJobs implements AutoCloseable {

    static final int AT_ONCE = 4;
    static final int REMEMBERED = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ReplayJobs.class);
    private static final long SECONDS_FOR_THE_END = 30;

    private final KafkaClients clients;
    private final Sleeper sleeper;
    private final Map<String, ReplayJob> jobs = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "console-replay");
        thread.setDaemon(true);
        return thread;
    });

    ReplayJobs(KafkaClients clients, Sleeper sleeper) {
        this.clients = clients;
        this.sleeper = sleeper;
    }

    /**
     * Begins one.
     *
     * @throws CommandFailure when one of this topic is under way, or too many
     */
    ReplayJob start(ReplayRequest request, ReplayForm form) {
        ReplayJob job = new ReplayJob(UUID.randomUUID().toString(), request, form);
        synchronized (jobs) {
            String topic = request.terms().selection().topic();
            List<ReplayJob> running =
                    jobs.values().stream().filter(ReplayJob::isRunning).toList();
            if (running.stream().anyMatch(other -> topicOf(other).equals(topic))) {
                throw CommandFailure.usage("A replay of " + topic + " is under way: wait for its end, or cancel it.");
            }
            if (running.size() >= AT_ONCE) {
                throw CommandFailure.usage(AT_ONCE + " replays are under way: wait for the end of one.");
            }
            jobs.put(job.id(), job);
            jobs.values().stream()
                    .filter(other -> !other.isRunning())
                    .limit(Math.max(0, jobs.size() - REMEMBERED))
                    .toList()
                    .forEach(old -> jobs.remove(old.id()));
        }
        threads.execute(() -> job.run(new Replay(clients, request, job, sleeper)::run));
        return job;
    }

    /** One of a topic. */
    Optional<ReplayJob> find(String topic, String id) {
        synchronized (jobs) {
            return Optional.ofNullable(jobs.get(id)).filter(job -> topicOf(job).equals(topic));
        }
    }

    /** Those of a topic, the newest first. */
    List<ReplayJob> of(String topic) {
        List<ReplayJob> found = new ArrayList<>();
        synchronized (jobs) {
            jobs.values().stream().filter(job -> topicOf(job).equals(topic)).forEach(job -> found.add(0, job));
        }
        return found;
    }

    private static String topicOf(ReplayJob job) {
        return job.request().terms().selection().topic();
    }

    /** Ends them before their next transactions. */
    @Override
    public void close() {
        synchronized (jobs) {
            jobs.values().forEach(ReplayJob::cancel);
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(SECONDS_FOR_THE_END, TimeUnit.SECONDS)) {
                LOG.warn("a replay does not end; its transaction is aborted by Kafka, and the same question goes on");
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
