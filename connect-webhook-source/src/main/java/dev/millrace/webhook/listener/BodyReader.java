package dev.millrace.webhook.listener;

import dev.millrace.http.limit.TokenBucket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads one body as it comes, without a thread that waits, and no more of it than is allowed. */
final class BodyReader implements Runnable, Watch.Timed {

    /** Who wants the body. One of the methods is called, once. */
    interface Reading {
        void whole(byte[] body);

        void tooLarge();

        void tooSlow();

        void noRoom();

        void brokenOff(Throwable failure);
    }

    private static final int FIRST = 4 << 10;

    private final Request request;
    private final Watch watch;
    private final Route.Room room;
    private final RouteLimits limits;
    private final TokenBucket bytes;
    private final int leastPerSecond;
    private final Reading reading;
    private final long length;
    private final long began = System.nanoTime();
    private final AtomicBoolean over = new AtomicBoolean();
    private byte[] body;
    private volatile int count;
    private boolean watched;

    /**
     * Reads into memory that the room stands for.
     *
     * @param bytes the rate of the route; an announced length is charged already
     * @param leastPerSecond the least rate after a while; 0 for none
     */
    BodyReader(
            Request request,
            Watch watch,
            Route.Room room,
            RouteLimits limits,
            TokenBucket bytes,
            int leastPerSecond,
            Reading reading) {
        this.request = request;
        this.watch = watch;
        this.room = room;
        this.limits = limits;
        this.bytes = bytes;
        this.leastPerSecond = leastPerSecond;
        this.reading = reading;
        this.length = request.getLength();
        this.body = new byte[(int) Math.max(0, length)];
    }

    @Override
    public void run() {
        while (!over.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                if (!watched) {
                    watched = true;
                    watch.add(this);
                }
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                Throwable failure = chunk.getFailure();
                if (end()) {
                    reading.brokenOff(failure);
                }
                return;
            }
            boolean taken = take(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            chunk.release();
            if (taken && last && end()) {
                reading.whole(body.length == count ? body : Arrays.copyOf(body, count));
            }
        }
    }

    /** Copies a part; false when the body ends with that. */
    private boolean take(ByteBuffer part) {
        int more = part.remaining();
        int before = count;
        if (more > limits.bodyBytes() - before) {
            if (end()) {
                reading.tooLarge();
            }
            return false;
        }
        if (length < 0 && more > 0) {
            bytes.take(more);
            if (!room.grow(more)) {
                if (end()) {
                    reading.noRoom();
                }
                return false;
            }
        }
        if (body.length - before < more) {
            long larger = Math.max(before + (long) more, Math.max(FIRST, body.length * 2L));
            body = Arrays.copyOf(body, (int) Math.min(limits.bodyBytes(), larger));
        }
        part.get(body, before, more);
        // Written by one thread at a time; volatile for the watch, which only reads.
        count = before + more;
        return true;
    }

    @Override
    public void look(long nanoTime) {
        long nanos = nanoTime - began;
        if (leastPerSecond > 0
                && nanos > LimitSettings.RATE_GRACE.toNanos()
                && count < (double) leastPerSecond * nanos / TimeUnit.SECONDS.toNanos(1)
                && end()) {
            reading.tooSlow();
        }
    }

    private boolean end() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        watch.remove(this);
        return true;
    }
}
