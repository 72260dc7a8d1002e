package dev.millrace.legacy.line;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.Sleeper;
import dev.millrace.legacy.session.Conversation;
import dev.millrace.legacy.session.Ending;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a connection to one of several hosts, and talks on it; a thread of its own. */
public final class Dialer implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
    private static final long GOODBYE_MILLIS = 2_000;
    private static final int PATIENCE_WITH_FRAMES = 3;
    private static final int TELL_EVERY = 20;

    private final String feed;
    private final List<HostPort> hosts;
    private final Plugs plugs;
    private final Conversation conversation;
    private final Desk desk;
    private final Connection.Parts parts;
    private final RetryPolicy retry;
    private final Sleeper sleeper;
    private final LongAdder connects;
    private final Random random = new Random();
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable Connection open;
    private int at;
    private int failures;
    private int wrongFrames;

    /**
     * A dialer that {@link #start} sets going.
     *
     * @param feed what its records belong to
     * @param name of the thread
     */
    Dialer(
            String feed,
            String name,
            List<HostPort> hosts,
            Plugs plugs,
            Conversation conversation,
            Desk desk,
            Connection.Parts parts,
            RetryPolicy retry,
            Sleeper sleeper,
            LongAdder connects) {
        this.feed = feed;
        this.hosts = List.copyOf(hosts);
        this.plugs = plugs;
        this.conversation = conversation;
        this.desk = desk;
        this.parts = parts;
        this.retry = retry;
        this.sleeper = sleeper;
        this.connects = connects;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                if (!talk(hosts.get(at))) {
                    return;
                }
                if (!stopped && failures % hosts.size() == 0) {
                    int rounds = Math.max(1, failures / hosts.size());
                    sleeper.sleep(retry.delay(rounds, Optional.empty(), random));
                }
            }
        } catch (InterruptedException told) {
            // The task stops.
        } catch (RuntimeException failure) {
            desk.fail(failure);
        } catch (Error fatal) {
            desk.fail(new IllegalStateException("the connection's thread ended", fatal));
            throw fatal;
        }
    }

    /** One connection, from its begin to its end; false when there is to be no other. */
    private boolean talk(HostPort host) throws InterruptedException {
        Socket socket;
        try {
            socket = plugs.connect(host);
        } catch (IOException unreachable) {
            failed(host, "unreachable", "can't be reached: " + Plugs.reason(unreachable));
            return true;
        }
        try {
            Connection connection = new Connection(socket, feed, host.toString(), conversation, desk, parts);
            open = connection;
            if (stopped) {
                connection.leave();
                return false;
            }
            connects.increment();
            LOG.info("{}: connected to {}", thread.getName(), host);
            return goesOn(host, connection.run());
        } catch (IOException lost) {
            failed(host, "connection-lost", "closed the connection at once");
            return true;
        } finally {
            open = null;
            Plugs.closeQuietly(socket);
        }
    }

    private boolean goesOn(HostPort host, Ending ending) {
        if (ending instanceof Ending.Stop stop) {
            desk.fail(stop.failure());
            return false;
        }
        if (ending instanceof Ending.Retry again) {
            boolean opened = conversation.isOpen();
            if (opened) {
                failures = 0;
            }
            if (again.expected()) {
                LOG.info("{}: {}: {}", thread.getName(), host, again.message());
            } else if (opened) {
                LOG.warn("{}: {}: [{}] {}; connecting again", thread.getName(), host, again.code(), again.message());
                countWrongFrames(host, again);
            } else {
                failed(host, again.code(), again.message());
            }
        }
        return !stopped;
    }

    /** A frame that can't be read comes again each time: better to say so than to ask for it for ever. */
    private void countWrongFrames(HostPort host, Ending.Retry again) {
        boolean isFrame = again.code().startsWith("frame-too") || again.code().startsWith("wrong-");
        wrongFrames = isFrame ? wrongFrames + 1 : 0;
        if (wrongFrames >= PATIENCE_WITH_FRAMES) {
            throw new ConnectorFailure(
                    FailureKind.MALFORMED,
                    again.code(),
                    host + ": " + again.message() + "; it was so on " + wrongFrames + " connections in turn");
        }
    }

    private void failed(HostPort host, String code, String message) {
        failures++;
        at = (at + 1) % hosts.size();
        if (failures <= hosts.size() || failures % TELL_EVERY == 0) {
            LOG.warn(
                    "{}: {}: [{}] {}; attempt {} failed, trying again",
                    thread.getName(),
                    host,
                    code,
                    message,
                    failures);
        } else {
            LOG.debug("{}: {}: [{}] {}; attempt {} failed", thread.getName(), host, code, message, failures);
        }
    }

    @Override
    public void close() {
        stopped = true;
        Connection talking = open;
        if (talking != null) {
            talking.leave();
        }
        thread.interrupt();
        Threads.join(thread, Duration.ofMillis(GOODBYE_MILLIS));
    }
}
