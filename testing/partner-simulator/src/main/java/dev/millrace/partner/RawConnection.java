package dev.millrace.partner;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A plain connection that sends whatever it is told and reads answers all the while. Its time is limited: when it is over
 * the connection is closed, whatever it does. For one thread; close it.
 */
public final class RawConnection implements AutoCloseable {

    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Socket socket = new Socket();
    private final Duration within;
    private final long begun = System.nanoTime();
    private final Bell bell = new Bell();
    private final List<RawReply> replies = new CopyOnWriteArrayList<>();
    private volatile RawOutcome.End end = RawOutcome.End.OPEN;
    private volatile boolean closedByUs;
    private long sent;

    RawConnection(InetSocketAddress server, Duration within) {
        this.within = within;
        Executor alarm = CompletableFuture.delayedExecutor(within.toNanos(), TimeUnit.NANOSECONDS);
        try {
            socket.connect(server, (int) within.toMillis());
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Thread unused = TcpLink.begin("raw-http-reader", () -> read(in));
            alarm.execute(this::close);
        } catch (IOException refused) {
            over(RawOutcome.End.RESET);
        }
    }

    /** Sends text as Latin-1; returns whether the connection took it. */
    public boolean send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes; returns whether the connection took them. */
    public boolean send(byte[] bytes) {
        if (end != RawOutcome.End.OPEN || closedByUs) {
            return false;
        }
        try {
            socket.getOutputStream().write(bytes);
            sent += bytes.length;
            return true;
        } catch (IOException gone) {
            over(RawOutcome.End.RESET);
            return false;
        }
    }

    /** Says that nothing more will be sent, and goes on reading. */
    public void endSending() {
        try {
            socket.shutdownOutput();
        } catch (IOException gone) {
            over(RawOutcome.End.RESET);
        }
    }

    /** Lets time pass, or until the connection ended or was answered finally; returns whether it may go on. */
    public boolean pause(Duration time) throws InterruptedException {
        Duration left = left();
        boolean enough = time.compareTo(left) < 0;
        return !bell.await(() -> settled(1), enough ? time : left) && enough && !closedByUs;
    }

    /** Waits for an interim answer, a final one, or the end; returns whether the last answer is interim. */
    public boolean awaitInterim() throws InterruptedException {
        boolean unused = bell.await(() -> !replies.isEmpty() || settled(1), left());
        return !replies.isEmpty() && !replies.get(replies.size() - 1).isFinal();
    }

    /** Waits for this many final answers, the end of the connection or the end of its time, then for an announced goodbye. */
    public RawOutcome outcome(int finals) throws InterruptedException {
        boolean unused = bell.await(() -> settled(finals), left());
        if (!replies.isEmpty() && replies.get(replies.size() - 1).saysClose()) {
            boolean unusedToo = bell.await(() -> end != RawOutcome.End.OPEN, GOODBYE);
        }
        return new RawOutcome(replies, end, sent, Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Waits for the end of the connection or of its time. */
    public RawOutcome outcome() throws InterruptedException {
        return outcome(Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        closedByUs = true;
        try {
            socket.close();
        } catch (IOException unlikely) {
            // nothing left to close
        }
        bell.ring();
    }

    private Duration left() {
        Duration left = within.minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private boolean settled(int finals) {
        return closedByUs
                || end != RawOutcome.End.OPEN
                || replies.stream().filter(RawReply::isFinal).count() >= finals;
    }

    private void read(InputStream in) {
        try {
            for (var reply = RawReply.read(in); reply.isPresent(); reply = RawReply.read(in)) {
                replies.add(reply.get());
                bell.ring();
            }
            over(RawOutcome.End.CLOSED);
        } catch (IOException | NumberFormatException broken) {
            over(RawOutcome.End.RESET);
        }
    }

    private void over(RawOutcome.End how) {
        if (!closedByUs && end == RawOutcome.End.OPEN) {
            end = how;
        }
        bell.ring();
    }
}
