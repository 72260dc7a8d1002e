package dev.millrace.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread of one role of the worker: runs calls one after the other and lets the caller wait for each. A call that
 * does not return in time fails the test with the stack it hangs in.
 */
final class WorkerThread implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Thread thread;
    private final ExecutorService executor;

    WorkerThread(String name) {
        this.executor = Executors.newSingleThreadExecutor(work -> {
            Thread worker = new Thread(work, name);
            worker.setDaemon(true);
            return worker;
        });
        try {
            this.thread = executor.submit(Thread::currentThread).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the thread " + name + " did not start", e);
        }
    }

    Thread thread() {
        return thread;
    }

    void run(Runnable action) {
        run(action, LIMIT);
    }

    void run(Runnable action, Duration limit) {
        call(
                () -> {
                    action.run();
                    return true;
                },
                limit);
    }

    <T> T call(Callable<T> action) {
        return call(action, LIMIT);
    }

    private <T> T call(Callable<T> action, Duration limit) {
        Future<T> result = executor.submit(action);
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unchecked(e);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    thread.getName() + " did not return within " + limit + ", it hangs in "
                            + Arrays.toString(thread.getStackTrace()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the worker", e);
        }
    }

    private static RuntimeException unchecked(ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known
                ? known
                : new IllegalStateException("the task threw a checked exception", cause);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
