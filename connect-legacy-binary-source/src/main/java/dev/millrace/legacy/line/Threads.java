package dev.millrace.legacy.line;

import java.time.Duration;

/** Ends threads. */
final class Threads {

    private Threads() {}

    /** Waits for the end of a thread that was told to end. */
    static void join(Thread thread, Duration most) {
        try {
            thread.join(most.toMillis());
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
