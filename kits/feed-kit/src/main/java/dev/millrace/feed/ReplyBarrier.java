package dev.millrace.feed;

import dev.millrace.kit.AuditEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stops the hand-over at an answer for the sender until every record of its file before it is confirmed; then the answer
 * goes out, and what follows may. Belongs to the polling thread.
 */
final class ReplyBarrier {

    private static final class Held {
        private final FileDelivery delivery;
        private final Batch.Reply reply;
        private ReplyWriter.@Nullable Write write;

        private Held(FileDelivery delivery, Batch.Reply reply) {
            this.delivery = delivery;
            this.reply = reply;
        }
    }

    private final SideRecords side;
    private final ReplyWriter writer;
    private @Nullable Held held;

    ReplyBarrier(SideRecords side, ReplyWriter writer) {
        this.side = side;
        this.writer = writer;
    }

    /** Whether an answer waits, and nothing may be handed over but what comes from {@link #open}. */
    boolean isClosed() {
        return held != null;
    }

    void close(FileDelivery delivery, Batch.Reply reply) {
        held = new Held(delivery, reply);
    }

    /** The records of the answer, when it may leave and, where that is wanted, was written into the folder. */
    List<FeedRecord> open() {
        Held waiting = held;
        if (waiting == null || !waiting.delivery.isSettled() || !isWritten(waiting)) {
            return List.of();
        }
        held = null;
        List<FeedRecord> records = new ArrayList<>();
        side.reply(waiting.delivery, waiting.reply).ifPresent(records::add);
        ReplyWriter.Write write = waiting.write;
        if (write != null) {
            side.audit(
                            waiting.delivery,
                            AuditEvent.Step.ACKNOWLEDGED,
                            waiting.reply.offset(),
                            Optional.empty(),
                            Optional.of(write.path()))
                    .ifPresent(records::add);
        }
        return records;
    }

    private boolean isWritten(Held waiting) {
        ReplyWriter.Write write = waiting.write;
        if (write == null) {
            waiting.write =
                    writer.request(waiting.delivery.file(), waiting.reply).orElse(null);
            write = waiting.write;
        }
        return write == null || write.isDone();
    }
}
