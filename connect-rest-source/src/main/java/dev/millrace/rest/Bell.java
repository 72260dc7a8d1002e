package dev.millrace.rest;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the polling thread when an answer arrived. Any thread rings. */
final class Bell {

    private final Semaphore rung = new Semaphore(0);

    void ring() {
        rung.release();
    }

    /** Waits until it rings, or so long at most; forgets that it rang. */
    void await(long millis) throws InterruptedException {
        if (rung.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            rung.drainPermits();
        }
    }
}
