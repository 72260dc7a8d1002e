package dev.millrace.partner.tcp;

import dev.millrace.partner.Bell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One client of the server: a thread reads what it says, another writes the session's messages from where it resumed. */
final class SoupConnection {

    private static final Duration LOGIN_WITHIN = Duration.ofSeconds(30);
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(15);
    private static final Duration HEARTBEAT_AFTER = Duration.ofSeconds(1);
    private static final int HURRIED_BYTES = 16 * 1024;

    /** Something without a number; the frame is Latin-1 text. */
    private record Aside(long afterNumber, String frame) {}

    private final Wire wire;
    private final Bell bell;
    private final SoupTerms terms;
    private final SoupLedger ledger;
    private final SoupSessions sessions;
    private final Deque<Aside> asides = new ArrayDeque<>();
    private final AtomicLong cursor = new AtomicLong();

    SoupConnection(Wire wire, Bell bell, SoupTerms terms, SoupLedger ledger, SoupSessions sessions) {
        this.wire = wire;
        this.bell = bell;
        this.terms = terms;
        this.ledger = ledger;
        this.sessions = sessions;
    }

    Wire wire() {
        return wire;
    }

    /** Says something that is not numbered, after all messages that are in the session by now. */
    void aside(byte[] frame) {
        synchronized (asides) {
            long after = sessions.current().map(SoupStore::next).orElse(1L) - 1;
            asides.add(new Aside(after, new String(frame, StandardCharsets.ISO_8859_1)));
        }
        bell.ring();
    }

    /** Serves the client until it goes, or is sent away. */
    void serve() {
        try (wire) {
            converse();
        } finally {
            bell.ring();
        }
    }

    private void converse() {
        try {
            wire.patience(LOGIN_WITHIN);
            SoupFrame first = SoupFrame.read(wire.in());
            if (first.type() == 'L') {
                login(SoupLogin.ask(first.text()));
            }
        } catch (SocketTimeoutException silent) {
            ledger.silence();
        } catch (IOException | IllegalArgumentException gone) {
            // the client left, the line was cut, or what came was no login: all end the connection
        }
    }

    private void login(SoupLogin login) throws IOException {
        if (!terms.answersLogins()) {
            ledger.login(login);
            listen();
            return;
        }
        Optional<SoupStore> store = sessions.find(login.session());
        Optional<Character> refusal =
                terms.refusal(login).or(() -> store.isEmpty() ? Optional.of('S') : Optional.empty());
        if (refusal.isPresent()) {
            ledger.login(login.rejected(refusal.get()));
            wire.send(SoupFrame.bytes('J', refusal.get().toString()));
            return;
        }
        SoupStore session = store.orElseThrow();
        cursor.set(terms.resume(login.requested(), session.next()));
        ledger.login(login.accepted(cursor.get()));
        wire.patience(login.patience().orElse(DEFAULT_PATIENCE));
        wire.send(SoupFrame.accepted(session.session(), cursor.get()));
        Wire.begin("soup-writer", () -> write(session));
        listen();
    }

    private void listen() throws IOException {
        while (true) {
            SoupFrame frame = SoupFrame.read(wire.in());
            switch (frame.type()) {
                case 'R' -> ledger.heartbeat();
                case 'U' -> ledger.received(frame.text());
                case '+' -> {}
                case 'O' -> {
                    ledger.logout();
                    return;
                }
                default -> throw new IOException("a client never sends packet type " + frame.type());
            }
        }
    }

    private void write(SoupStore session) {
        try {
            while (!wire.gone()) {
                byte[] frames = next(session);
                if (frames.length > 0) {
                    wire.send(frames);
                    ledger.sent(cursor.get() - 1);
                } else if (session.ended()) {
                    wire.send(SoupFrame.bytes('Z', ""));
                    wire.close();
                } else if (!bell.await(() -> wire.gone() || hasNews(session), HEARTBEAT_AFTER) && terms.heartbeats()) {
                    wire.send(SoupFrame.bytes('H', ""));
                }
            }
        } catch (IOException gone) {
            wire.close();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            wire.close();
        }
    }

    private boolean hasNews(SoupStore session) {
        synchronized (asides) {
            return cursor.get() < session.next() || !asides.isEmpty() || session.ended();
        }
    }

    private byte[] next(SoupStore session) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        do {
            byte[] aside = aside(session);
            if (aside.length > 0) {
                frames.writeBytes(aside);
            } else if (cursor.get() < session.next()) {
                frames.writeBytes(SoupFrame.bytes('S', session.message(cursor.getAndIncrement())));
            } else {
                break;
            }
        } while (wire.faults().hurried() && frames.size() < HURRIED_BYTES);
        return frames.toByteArray();
    }

    private byte[] aside(SoupStore session) {
        synchronized (asides) {
            Aside first = asides.peek();
            boolean due = first != null && (cursor.get() > first.afterNumber() || cursor.get() >= session.next());
            return due ? asides.remove().frame().getBytes(StandardCharsets.ISO_8859_1) : new byte[0];
        }
    }
}
