package dev.millrace.database.reading;

/** Where readings hand out their records; bounded. Safe for any thread. */
public interface Outlet {

    /**
     * Hands a record to the worker, in the order of the calls; waits while too many wait for Kafka.
     *
     * @throws InterruptedException when the task stops: the record was not handed out then
     */
    void hand(DatabaseRecord record) throws InterruptedException;
}
