package dev.millrace.rest;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The one thread that the {@link Traffic} lives on. What comes after {@link #close} is forgotten. */
final class Loop implements AutoCloseable {

    private final ScheduledThreadPoolExecutor thread;
    private final Consumer<Throwable> defects;

    /** @param defects told what work throws, which would be lost otherwise */
    Loop(String name, Consumer<Throwable> defects) {
        this.defects = defects;
        this.thread = new ScheduledThreadPoolExecutor(
                1,
                work -> {
                    Thread created = new Thread(work, name);
                    created.setDaemon(true);
                    return created;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
    }

    void execute(Runnable work) {
        thread.execute(guarded(work));
    }

    /** Not before that time: what asks again too early may only be told to wait again. */
    Future<?> schedule(Runnable work, Duration later) {
        return thread.schedule(guarded(work), later.plusNanos(999_999).toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error defect) {
                defects.accept(defect);
            }
        };
    }
}
