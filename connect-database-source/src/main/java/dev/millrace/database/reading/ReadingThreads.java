package dev.millrace.database.reading;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.Consequence;
import dev.millrace.kit.FailurePolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that give readings their turns. The last of them to leave closes the readings.
 *
 * <p>Life cycle: {@link #start()}, then {@link #close()}, each once at most and by the same thread.
 */
final class ReadingThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingThreads.class);
    private static final Duration GRACE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<Lane> lanes;
    private final Turns turns;
    private final SqlClassifier faults;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger present;
    private boolean started;
    private volatile boolean closing;
    private volatile @Nullable Throwable fatal;

    /** @param most how many lanes have their turn at a time */
    ReadingThreads(List<Lane> lanes, Turns turns, SqlClassifier faults, int most, String name) {
        this.lanes = List.copyOf(lanes);
        this.turns = turns;
        this.faults = faults;
        int count = Math.min(most, lanes.size());
        this.present = new AtomicInteger(count);
        for (int number = 0; number < count; number++) {
            Thread thread = new Thread(this::work, "millrace-reading-" + name + "-" + number);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        started = true;
        threads.forEach(Thread::start);
    }

    /** What no reading can go on after; null while they go on. */
    @Nullable
    Throwable fatal() {
        return fatal;
    }

    /** Tells the threads to leave, and gives those that only wait the time to. */
    void interrupt() {
        closing = true;
        turns.end();
        threads.forEach(Thread::interrupt);
        join(GRACE);
    }

    /** Waits until the threads left, so long as is decent. */
    @Override
    public void close() {
        interrupt();
        if (!started) {
            lanes.forEach(ReadingThreads::close);
            return;
        }
        join(PATIENCE);
        threads.stream()
                .filter(Thread::isAlive)
                .forEach(thread -> LOG.warn(
                        "{} hangs in the driver or the server; it leaves when that returns", thread.getName()));
    }

    private void join(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException told) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            for (Lane lane = turns.take(); lane != null; lane = turns.take()) {
                turn(lane);
                turns.giveBack(lane);
            }
        } catch (InterruptedException told) {
            // Where nobody ends the task, a reading without a thread would be silent for ever.
            fail(told);
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error broken) {
            fail(broken);
        } finally {
            if (present.decrementAndGet() == 0) {
                lanes.forEach(ReadingThreads::close);
            }
        }
    }

    private void turn(Lane lane) throws InterruptedException {
        try {
            lane.turn();
        } catch (SQLException thrown) {
            judge(lane, faults.failure(lane.name(), thrown));
        } catch (ConnectorFailure failure) {
            judge(lane, failure);
        }
    }

    private void judge(Lane lane, ConnectorFailure failure) {
        if (closing) {
            // Connections are cut under the readings then.
            return;
        }
        if (FailurePolicy.consequenceOf(failure.kind()) == Consequence.RETRY) {
            lane.backOff(failure);
        } else {
            fail(failure);
        }
    }

    private synchronized void fail(Throwable broken) {
        if (!closing && fatal == null) {
            fatal = broken;
            turns.end();
            // A turn may last for hours, and the task stops only when nothing is handed out any more.
            threads.stream().filter(thread -> thread != Thread.currentThread()).forEach(Thread::interrupt);
        }
    }

    private static void close(Lane lane) {
        try {
            lane.close();
        } catch (RuntimeException failed) {
            LOG.warn("{} could not be closed", lane.name(), failed);
        }
    }
}
