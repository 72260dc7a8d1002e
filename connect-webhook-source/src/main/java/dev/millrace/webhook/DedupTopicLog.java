package dev.millrace.webhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The events that all workers wrote down, in the order in which one reader gets them. One thread reads, another one appends;
 * {@link #wakeup} comes from any. What can't be done now is a {@code KafkaException}.
 */
interface DedupTopicLog extends AutoCloseable {

    /** Goes to the first event of that time or later; a log that is not there yet is made. */
    void open(long sinceMillis);

    /** The next events, as many as there are at once; none when the time is over. */
    List<SeenEvent> poll(Duration timeout);

    /** Asks the brokers whether everything is read that was there when they were asked. */
    boolean isAtEnd(Duration timeout);

    /** Appends an event. The stage completes when all replicas have it, or exceptionally when they never will. */
    CompletionStage<Void> append(SeenEvent event);

    /** Ends the present and all later polls with an exception. */
    void wakeup();

    /** Gives the connections back; called by the reading thread, when nobody appends any more. */
    @Override
    void close();
}
