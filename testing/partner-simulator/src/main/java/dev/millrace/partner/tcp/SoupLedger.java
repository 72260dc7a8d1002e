package dev.millrace.partner.tcp;

import dev.millrace.partner.Bell;
import java.util.ArrayList;
import java.util.List;

/** What a server remembers of its clients. Thread-safe. */
final class SoupLedger {

    private final Bell bell;
    private final List<SoupLogin> logins = new ArrayList<>();
    private final List<String> received = new ArrayList<>();
    private long heartbeats;
    private long logouts;
    private long silences;
    private long sentThrough;

    SoupLedger(Bell bell) {
        this.bell = bell;
    }

    void login(SoupLogin login) {
        note(() -> logins.add(login));
    }

    void received(String payload) {
        note(() -> received.add(payload));
    }

    void heartbeat() {
        note(() -> heartbeats++);
    }

    void logout() {
        note(() -> logouts++);
    }

    void silence() {
        note(() -> silences++);
    }

    void sent(long number) {
        note(() -> sentThrough = Math.max(sentThrough, number));
    }

    private void note(Runnable change) {
        synchronized (this) {
            change.run();
        }
        bell.ring();
    }

    synchronized List<SoupLogin> logins() {
        return List.copyOf(logins);
    }

    synchronized List<String> received() {
        return List.copyOf(received);
    }

    synchronized long heartbeats() {
        return heartbeats;
    }

    synchronized long logouts() {
        return logouts;
    }

    synchronized long silences() {
        return silences;
    }

    synchronized long sentThrough() {
        return sentThrough;
    }

    synchronized void forgetSent() {
        sentThrough = 0;
    }
}
