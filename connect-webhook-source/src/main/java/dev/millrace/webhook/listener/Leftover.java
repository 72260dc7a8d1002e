package dev.millrace.webhook.listener;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Reads on, and throws away, what a sender still sends after it was refused: a connection that is closed over unread bytes is
 * reset, and the answer may be lost with it. For a second and so many bytes only.
 */
final class Leftover implements Callback, Runnable, Watch.Timed {

    private static final int MOST = 1 << 20;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Request request;
    private final Callback callback;
    private final Watch watch;
    private final long until = System.nanoTime() + PATIENCE_NANOS;
    private final AtomicBoolean over = new AtomicBoolean();
    private long read;

    Leftover(Request request, Callback callback, Watch watch) {
        this.request = request;
        this.callback = callback;
        this.watch = watch;
    }

    /** Whether a body may be on its way: not when the sender waits for a word before it sends (RFC 9110, 10.1.1). */
    static boolean mayFollow(Request request) {
        return request.getLength() != 0
                && !request.getHeaders().contains(HttpHeader.EXPECT)
                && (request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
    }

    /** The answer is written. */
    @Override
    public void succeeded() {
        watch.add(this);
        run();
    }

    @Override
    public void failed(Throwable failure) {
        end(failure);
    }

    @Override
    public void run() {
        while (!over.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                end(null);
                return;
            }
            read += chunk.remaining();
            boolean last = chunk.isLast();
            chunk.release();
            if (last || read > MOST) {
                end(null);
            }
        }
    }

    @Override
    public void look(long nanoTime) {
        if (nanoTime - until > 0) {
            end(null);
        }
    }

    private void end(@Nullable Throwable failure) {
        if (over.compareAndSet(false, true)) {
            watch.remove(this);
            if (failure == null) {
                callback.succeeded();
            } else {
                callback.failed(failure);
            }
        }
    }
}
