package dev.millrace.rest;

/**
 * Tells others what became of records. A record is complete only when that is told, which is why each method is handed what
 * completes it. Any thread may call; no method blocks.
 */
interface Reports extends AutoCloseable {

    /** Tells nobody. */
    Reports NONE = new Reports() {
        @Override
        public void delivered(Delivery delivery, Exchange exchange, Runnable told) {
            told.run();
        }

        @Override
        public void setAside(Refusal refusal, Runnable told) {
            told.run();
        }

        @Override
        public void awaitTold(long deadline) {
            // There is nothing under way.
        }

        @Override
        public void close() {
            // There is nothing open.
        }
    };

    /** The receiver has the record. */
    void delivered(Delivery delivery, Exchange exchange, Runnable told);

    /** The dead letter queue has the record. */
    void setAside(Refusal refusal, Runnable told);

    /**
     * Waits until everything is told.
     *
     * @param deadline until when at most, by {@link System#nanoTime()}
     */
    void awaitTold(long deadline) throws InterruptedException;

    /** Gives up what is under way. */
    @Override
    void close();
}
