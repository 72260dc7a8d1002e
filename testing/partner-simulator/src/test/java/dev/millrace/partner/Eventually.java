package dev.millrace.partner;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for what happens on other threads. */
final class Eventually {

    /** Something that may fail. */
    interface Work<T> {
        T run() throws Exception;
    }

    private Eventually() {}

    /** Looks every 5 ms until the condition holds; returns whether it did in time. */
    static boolean holds(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || never.await(5, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    static <T> CompletableFuture<T> begin(Work<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.run();
            } catch (Exception failure) {
                throw new CompletionException(failure);
            }
        });
    }
}
