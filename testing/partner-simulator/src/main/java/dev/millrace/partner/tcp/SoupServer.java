package dev.millrace.partner.tcp;

import dev.millrace.partner.Bell;
import dev.millrace.partner.Loopback;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * A SoupBinTCP 4.1 server on 127.0.0.1 with the session SESS01: it keeps every sequenced message and replays from the
 * number a client asks for.
 *
 * <p>Everybody may log in until {@link #expect} was called. Switches may be thrown at any time. Thread-safe; {@link #close()}
 * cuts every connection.
 */
public final class SoupServer implements AutoCloseable {

    private final Bell bell = new Bell();
    private final LineFaults faults = new LineFaults();
    private final SoupTerms terms = new SoupTerms();
    private final SoupLedger ledger = new SoupLedger(bell);
    private final SoupSessions sessions = new SoupSessions();
    private final Set<SoupConnection> connections = ConcurrentHashMap.newKeySet();
    private final Door door;

    private SoupServer() throws IOException {
        openSession("SESS01");
        door = new Door("soup", this::welcome);
    }

    /** Opens a server on a free port. */
    public static SoupServer start() throws IOException {
        return new SoupServer();
    }

    public String host() {
        return Loopback.HOST;
    }

    public int port() {
        return door.port();
    }

    /** Lets in nobody else from now on; others are rejected with A. */
    public void expect(String user, String password) {
        terms.expect(user, password);
    }

    /** Rejects so many logins, whoever comes: A = not authorised, S = session not available. */
    public void rejectLogins(char code, int times) {
        terms.reject(code, times);
    }

    /** Whether a login gets any answer. */
    public void answerLogins(boolean on) {
        terms.answersLogins(on);
    }

    /** Accepts the next login so many numbers after (a gap) or, when negative, before (a low sequence) the one it asks for. */
    public void shiftNextLogin(long by) {
        terms.shiftNext(by);
    }

    /** Opens a session, the current one from now on. Earlier ones can be asked for by name until they end. */
    public void openSession(String name) {
        sessions.open(name);
        ledger.forgetSent();
    }

    /** Ends the current session: once all of it is sent, its clients get Z, and who asks for it later is rejected with S. */
    public void endSession() {
        current().end();
        bell.ring();
    }

    /** Adds a message to the current session and returns its number. */
    public long publish(byte[] message) {
        long number = current().add(message.clone());
        bell.ring();
        return number;
    }

    /** Adds a message of Latin-1 text to the current session and returns its number. */
    public long publish(String message) {
        return publish(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Adds so many messages, each made from its number, and returns the last number. */
    public long publish(int count, LongFunction<String> message) {
        SoupStore store = current();
        for (int added = 0; added < count; added++) {
            store.add(message.apply(store.next()).getBytes(StandardCharsets.ISO_8859_1));
        }
        bell.ring();
        return store.next() - 1;
    }

    /** Sends a message without a number to whoever is logged in, after what the session holds. */
    public void unsequenced(byte[] message) {
        each(connection -> connection.aside(SoupFrame.bytes('U', message)));
    }

    /** Sends a debug packet to whoever is logged in. */
    public void debug(String text) {
        each(connection -> connection.aside(SoupFrame.bytes('+', text)));
    }

    /** Sends these very bytes, whole frames or not, to whoever is logged in, after what the session holds. */
    public void inject(byte[] bytes) {
        each(connection -> connection.aside(bytes.clone()));
    }

    /** Whether the server says that it lives when it has nothing else to say. */
    public void heartbeats(boolean on) {
        terms.heartbeats(on);
    }

    /** What happens to the bytes that the server sends. */
    public LineFaults faults() {
        return faults;
    }

    /** How many bytes the system takes from later connections before a write waits for the client to read. */
    public void sendBuffer(int bytes) {
        door.sendBuffer(bytes);
    }

    /** Resets every connection. */
    public void cut() {
        each(connection -> connection.wire().reset());
    }

    /** Resets every connection and refuses new ones until {@link #open()}. */
    public void shut() {
        door.close();
        cut();
    }

    /** Lets clients in again, on the same port. */
    public void open() throws IOException {
        door.open();
    }

    /** Every login so far, in order. */
    public List<SoupLogin> logins() {
        return ledger.logins();
    }

    /** The unsequenced messages of clients, as Latin-1 text. */
    public List<String> received() {
        return ledger.received();
    }

    /** How many heartbeats clients sent. */
    public long clientHeartbeats() {
        return ledger.heartbeats();
    }

    /** How many clients said goodbye. */
    public long logouts() {
        return ledger.logouts();
    }

    /** How many clients were sent away because they were silent for longer than they had promised. */
    public long silentClients() {
        return ledger.silences();
    }

    /** The highest number of the current session that was written to any connection. */
    public long sentThrough() {
        return ledger.sentThrough();
    }

    /** The number that the next message of the current session gets. */
    public long nextNumber() {
        return current().next();
    }

    /** How many connections ever came in. */
    public long connections() {
        return door.visitors();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return connections.size();
    }

    /** Waits for what this server can see; returns whether it happened in time. */
    public boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        return bell.await(condition, atMost);
    }

    @Override
    public void close() {
        shut();
    }

    private SoupStore current() {
        return sessions.current().orElseThrow();
    }

    private void each(Consumer<SoupConnection> what) {
        connections.forEach(what);
    }

    private void welcome(Socket visitor) throws IOException {
        SoupConnection connection = new SoupConnection(new Wire(visitor, faults), bell, terms, ledger, sessions);
        connections.add(connection);
        Wire.begin("soup-reader", () -> {
            try {
                connection.serve();
            } finally {
                connections.remove(connection);
                bell.ring();
            }
        });
    }
}
