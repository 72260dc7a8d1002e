package dev.millrace.legacy.line;

import dev.millrace.legacy.frame.Frame;
import dev.millrace.legacy.frame.FrameFault;
import dev.millrace.legacy.frame.FrameInput;
import dev.millrace.legacy.frame.FrameRules;
import dev.millrace.legacy.session.Conversation;
import dev.millrace.legacy.session.Delivery;
import dev.millrace.legacy.session.Ending;
import dev.millrace.legacy.session.Line;
import dev.millrace.legacy.session.Message;
import dev.millrace.legacy.session.Place;
import dev.millrace.legacy.session.Receipt;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is open: a thread that reads it and one that writes to it. What is said is decided under one lock of its
 * own; nothing waits while it is held, and what settles records takes none.
 */
final class Connection implements Line, FrameRules.Signs {

    /** How one connection is made. */
    record Parts(
            FrameRules framing,
            int mostBytes,
            long silenceMillis,
            long frameMillis,
            boolean acknowledges,
            Clock clock) {}

    private static final long ROOM_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_NAP_MILLIS = 100;
    private static final long MOST_QUEUED = 1 << 24;
    private static final long GOODBYE_MILLIS = 500;

    private final Socket socket;
    private final String feed;
    private final String peer;
    private final Conversation conversation;
    private final Desk desk;
    private final Parts parts;
    private final SocketSource source;
    private final FrameRules.Reader frames;
    private final Thread writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentLinkedQueue<byte[]> outbox = new ConcurrentLinkedQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicBoolean rung = new AtomicBoolean();
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private volatile @Nullable Thread waiting;
    private volatile long lastSent;

    /**
     * A connection on a socket that is open.
     *
     * @param feed what its records belong to
     * @param peer the other side's address
     */
    Connection(Socket socket, String feed, String peer, Conversation conversation, Desk desk, Parts parts)
            throws IOException {
        this.socket = socket;
        this.feed = feed;
        this.peer = peer;
        this.conversation = conversation;
        this.desk = desk;
        this.parts = parts;
        this.source = new SocketSource(socket, parts.silenceMillis(), parts.frameMillis(), parts.clock());
        this.frames = parts.framing().reader(new FrameInput(source), parts.mostBytes());
        this.lastSent = parts.clock().millis();
        OutputStream out = socket.getOutputStream();
        this.writer = new Thread(() -> write(out), Thread.currentThread().getName() + "-writer");
        this.writer.setDaemon(true);
    }

    /** Reads until the connection ends, on the calling thread. Returns why it did. */
    Ending run() {
        writer.start();
        try {
            talk(() -> conversation.begin(this));
            read();
        } catch (SocketSource.Silence silence) {
            close(new Ending.Retry("silence", silence.getMessage() + "", false));
        } catch (FrameFault fault) {
            close(new Ending.Retry(fault.code(), fault.getMessage() + "", false));
        } catch (IOException lost) {
            close(new Ending.Retry("connection-lost", "the connection broke", false));
        } finally {
            close(new Ending.Left());
            finish();
        }
        Ending why = ending.get();
        return why == null ? new Ending.Left() : why;
    }

    private void read() throws IOException {
        while (ending.get() == null && awaitRoom()) {
            Frame frame = frames.next(this);
            if (frame == null) {
                close(new Ending.Retry("closed-by-peer", "the other side closed the connection", false));
                return;
            }
            talk(() -> conversation.received(frame));
        }
    }

    private void talk(Runnable call) {
        lock.lock();
        try {
            call.run();
        } finally {
            lock.unlock();
        }
        if (!outbox.isEmpty() || ending.get() != null) {
            ring();
        }
    }

    /** Waits until another frame may be read; false when the connection ends before. */
    private boolean awaitRoom() {
        while (!hasRoom()) {
            waiting = Thread.currentThread();
            if (ending.get() != null) {
                return false;
            }
            if (!hasRoom()) {
                LockSupport.parkNanos(this, ROOM_NANOS);
            }
            waiting = null;
        }
        return true;
    }

    private boolean hasRoom() {
        if (!desk.hasRoom()) {
            return false;
        }
        lock.lock();
        try {
            return conversation.hasRoom();
        } finally {
            lock.unlock();
        }
    }

    private void write(OutputStream out) {
        try {
            while (true) {
                rung.set(false);
                boolean ends = ending.get() != null;
                long next = ends ? 0 : due();
                boolean sent = false;
                for (byte[] bytes = outbox.poll(); bytes != null; bytes = outbox.poll()) {
                    out.write(bytes);
                    queued.addAndGet(-bytes.length);
                    sent = true;
                }
                if (sent) {
                    out.flush();
                }
                if (ends) {
                    return;
                }
                long nap = Math.min(LONGEST_NAP_MILLIS, next - parts.clock().millis());
                if (nap > 0 && !rung.get()) {
                    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(nap));
                }
            }
        } catch (IOException lost) {
            close(new Ending.Retry("connection-lost", "the connection broke", false));
        } catch (RuntimeException defect) {
            desk.fail(defect);
            close(new Ending.Left());
        } catch (Error fatal) {
            desk.fail(new IllegalStateException("a connection's writing thread ended", fatal));
            close(new Ending.Left());
            throw fatal;
        } finally {
            shut();
        }
    }

    private long due() {
        lock.lock();
        try {
            return conversation.due(parts.clock().millis());
        } finally {
            lock.unlock();
        }
    }

    /** Says goodbye and ends; called by another thread. Waits a moment for what is to be sent. */
    void leave() {
        lock.lock();
        try {
            conversation.leave();
        } finally {
            lock.unlock();
        }
        close(new Ending.Left());
        join();
        shut();
    }

    /** Ends at once; called by another thread. */
    private void finish() {
        ring();
        join();
        shut();
    }

    private void join() {
        try {
            writer.join(GOODBYE_MILLIS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private void shut() {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }

    private void ring() {
        if (!rung.getAndSet(true)) {
            LockSupport.unpark(writer);
        }
    }

    @Override
    public void came() {
        // The time at which it came is known already.
    }

    @Override
    public void echo(byte[] bytes) {
        enqueue(bytes);
        ring();
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public void send(byte[] message, @Nullable Frame answered) {
        enqueue(parts.framing().write(message, answered));
    }

    private void enqueue(byte[] bytes) {
        lastSent = parts.clock().millis();
        if (queued.addAndGet(bytes.length) > MOST_QUEUED) {
            close(new Ending.Retry("peer-does-not-read", "the other side does not read what is sent", false));
            return;
        }
        outbox.add(bytes);
    }

    @Override
    public void deliver(Delivery delivery) {
        desk.deliver(feed, delivery);
    }

    @Override
    public void setAside(Message message, String code, Place place, Receipt receipt) {
        desk.setAside(feed, message, code, place, receipt);
    }

    @Override
    public Receipt tell(String event, Place place, Map<String, String> details) {
        Receipt receipt = new Receipt(bell());
        desk.tell(feed, event, place, details, receipt);
        return receipt;
    }

    @Override
    public void close(Ending why) {
        if (ending.compareAndSet(null, why)) {
            ring();
        }
    }

    @Override
    public Runnable bell() {
        return this::settled;
    }

    private void settled() {
        if (parts.acknowledges()) {
            ring();
        }
        Thread reader = waiting;
        if (reader != null) {
            LockSupport.unpark(reader);
        }
    }

    @Override
    public long lastSent() {
        return lastSent;
    }

    @Override
    public long lastReceived() {
        return source.lastReceived();
    }
}
