package dev.millrace.feed;

import dev.millrace.kit.ConnectorFailure;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What one step of reading brought: records of one file, and how the file ended if it did.
 *
 * @param reply an answer for the sender behind the records
 * @param ending empty while there is more to read
 */
record Batch(FileDelivery delivery, List<FeedRecord> records, Optional<Reply> reply, Optional<Ending> ending) {

    Batch(FileDelivery delivery, List<FeedRecord> records, Optional<Ending> ending) {
        this(delivery, records, Optional.empty(), ending);
    }

    /**
     * An answer that may leave when every record before it is confirmed.
     *
     * @param offset behind the answer: it says that it was sent
     */
    record Reply(String name, ByteBuffer content, @Nullable Headers headers, Map<String, Object> offset) {}

    /** The bytes of the file that its records were made of. */
    long bytes() {
        long sum = 0;
        for (FeedRecord record : records) {
            sum += record.bytes();
        }
        return sum;
    }

    /** Whether anything may be handed over behind it at once: not behind an answer that waits, nor where reading stopped. */
    boolean letsMoreFollow() {
        return reply.isEmpty() && !(ending.orElse(null) instanceof Stopped);
    }

    /** Whether the file is left without anything having been read of it now. */
    boolean isLeft() {
        Ending how = ending.orElse(null);
        return how instanceof Lost || how instanceof PutOff || how instanceof AlreadyTold;
    }

    /** How a file ended. */
    sealed interface Ending {}

    /** It was read to its end. */
    record Completed(FileTotals totals, FileOffset offset) implements Ending {}

    /** The rest of it can't be read. */
    record Quarantined(FileTotals totals, FileOffset offset, String code) implements Ending {}

    /** An earlier run saw all of it into Kafka and told so; only its end is left to do. */
    record AlreadyTold(boolean quarantined) implements Ending {}

    /** It was finished before and is remembered: it is not read. */
    record Duplicate(FileOffset remembered) implements Ending {}

    /** Reading stops in front of a record that can't be read. */
    record Stopped(ConnectorFailure failure) implements Ending {}

    /** It may not be read now; a later listing offers it again. */
    record PutOff() implements Ending {}

    /** It is another file now, or gone. */
    record Lost(boolean vanished) implements Ending {}
}
