package dev.millrace.kit;

import java.time.Duration;

/** Waits; handed in where code must pause, so that a test decides how long a pause takes. */
@FunctionalInterface
public interface Sleeper {

    Sleeper SYSTEM = duration -> Thread.sleep(duration.toMillis());

    /**
     * Waits that long.
     *
     * @throws InterruptedException when the waiting thread is told to leave
     */
    void sleep(Duration duration) throws InterruptedException;
}
