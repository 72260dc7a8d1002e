package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends signed requests over a fixed number of connections that stay open, and reads every answer, on one thread: a client
 * that costs as little as possible of the processors that it shares with the listener. For one thread.
 */
final class HttpLoad implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long SILENCE_MILLIS = 30_000;
    private static final long FREE_MILLIS = 100;

    /** What is done with a connection whose answer came. */
    @FunctionalInterface
    private interface Next {
        void free(HttpLine line) throws IOException;
    }

    private final Selector selector;
    private final List<HttpLine> lines = new ArrayList<>();
    private long nextId;

    /**
     * Connects.
     *
     * @param firstId ids from here on are not taken by anybody else
     */
    HttpLoad(int port, int connections, long firstId) throws IOException {
        this.selector = Selector.open();
        this.nextId = firstId;
        WebhookBody form = new WebhookBody(port);
        for (int line = 0; line < connections; line++) {
            HttpLine opened = new HttpLine(port, form);
            lines.add(opened);
            opened.channel().register(selector, SelectionKey.OP_READ, opened);
        }
    }

    /** As many requests as the listener takes, one on each connection at any time. */
    Rate atFullSpeed(int count) throws IOException {
        long begun = System.nanoTime();
        long last = nextId + count;
        for (HttpLine line : lines) {
            line.send(nextId++);
        }
        long[] unused = read(count, line -> {
            if (nextId < last) {
                line.send(nextId++);
            }
        });
        return Rate.of(count, System.nanoTime() - begun);
    }

    /** Requests at an even rate, whether answers come or not; the time from sending to the answer of each, in nanoseconds. */
    long[] atRate(int count, Pace pace) throws IOException {
        BlockingQueue<HttpLine> free = new LinkedBlockingQueue<>(lines);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<long[]> latencies = reader.submit(() -> read(count, free::add));
            for (int sent = 0; sent < count; sent++) {
                pace.await(sent);
                HttpLine line = free.poll();
                while (line == null && !latencies.isDone()) {
                    line = free.poll(FREE_MILLIS, TimeUnit.MILLISECONDS);
                }
                if (line == null) {
                    break;
                }
                line.send(nextId++);
            }
            return latencies.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException(failed);
        } finally {
            reader.shutdownNow();
        }
    }

    private long[] read(int count, Next next) throws IOException {
        long[] latencies = new long[count];
        int done = 0;
        while (done < count) {
            if (selector.select(SILENCE_MILLIS) == 0) {
                throw new IOException("no answer for " + SILENCE_MILLIS + " ms, after " + done + " of " + count);
            }
            for (SelectionKey key : selector.selectedKeys()) {
                HttpLine line = (HttpLine) key.attachment();
                int status = line.read();
                if (status != 0) {
                    if (status / 100 != 2) {
                        throw new IOException("the listener answers " + status + " (" + line.reason() + "), after "
                                + done + " of " + count);
                    }
                    latencies[done++] = System.nanoTime() - line.sentAt();
                    next.free(line);
                }
            }
            selector.selectedKeys().clear();
        }
        return latencies;
    }

    @Override
    public void close() throws IOException {
        for (HttpLine line : lines) {
            line.close();
        }
        selector.close();
    }
}
