package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.RetryPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes answers into the folder for the sender. A write that fails is tried again for ever: nothing behind the answer
 * leaves before it. Requests come from the polling thread, the work belongs to the reading thread.
 */
final class ReplyWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);

    /** An answer on its way into the folder. */
    static final class Write {
        private final String path;
        private final ByteBuffer content;
        private int failures;
        private long notBefore;
        private volatile boolean done;

        private Write(String path, ByteBuffer content) {
            this.path = path;
            this.content = content;
        }

        String path() {
            return path;
        }

        boolean isDone() {
            return done;
        }
    }

    private final FileStore store;
    private final Optional<String> folder;
    private final RetryPolicy retry;
    private final Clock clock;
    private final RandomGenerator random;
    private final FeedMeters meters;
    private final Queue<Write> requests = new ConcurrentLinkedQueue<>();

    ReplyWriter(FileStore store, FeedSettings settings, Clock clock, RandomGenerator random, FeedMeters meters) {
        this.store = store;
        this.folder = settings.acknowledgements().folder();
        this.retry = settings.retry();
        this.clock = clock;
        this.random = random;
        this.meters = meters;
    }

    /** Asks for an answer to be written; empty when no folder is wanted. */
    Optional<Write> request(FileIdentity file, Batch.Reply reply) {
        Optional<Write> write = folder.map(name -> new Write(name + "/" + nameOf(file, reply.name()), reply.content()));
        write.ifPresent(requests::add);
        return write;
    }

    /** Writes what waits, if it is time. */
    void work() {
        Write next = requests.peek();
        if (next == null || clock.millis() < next.notBefore) {
            return;
        }
        try {
            byte[] content = new byte[next.content.remaining()];
            next.content.duplicate().get(content);
            store.write(next.path, content);
            requests.remove();
            next.done = true;
        } catch (ConnectorFailure failure) {
            if (failure.kind() == FailureKind.MISCONFIGURED || failure.kind() == FailureKind.UNAUTHORIZED) {
                throw failure;
            }
            meters.failures.increment();
            next.failures++;
            next.notBefore = clock.millis()
                    + retry.delay(next.failures, Optional.of(retry.base()), random)
                            .toMillis();
            if (next.failures == 1) {
                LOG.warn(
                        "{} can't be written yet ({}): {}. Nothing more is read in until it is; it is tried again.",
                        next.path,
                        failure.code(),
                        failure.getMessage());
            }
        }
    }

    /**
     * The same whenever the same file gives the same answer, so that one written twice replaces itself; another for each
     * file, for senders number their answers as they like.
     */
    static String nameOf(FileIdentity file, String reply) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        String identity = String.join("\n", file.path(), "" + file.size(), "" + file.modified());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return name + "-" + HexFormat.of().formatHex(hash, 0, 4) + "-" + reply;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
