package dev.millrace.ops.console;

import java.util.concurrent.CountDownLatch;

/**
 * The end of a command that runs until it is told to end: by an interrupt, or by a signal to the process, which then waits
 * until the command has closed what it has.
 */
final class ProcessEnd implements AutoCloseable {

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::hold, "console-end");
    private boolean interrupted;

    ProcessEnd() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void hold() {
        told.countDown();
        try {
            closed.await();
        } catch (InterruptedException alone) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for it. An interrupt is kept until {@link #close}, for with it nothing could be closed in order. */
    void await() {
        try {
            told.await();
        } catch (InterruptedException asked) {
            interrupted = true;
        }
    }

    /** Says that all is closed. */
    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs already, and has not to wait any more.
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
