package dev.millrace.partner.tcp;

import java.util.ArrayList;
import java.util.List;

/** One session's sequenced messages, from number 1 on. Thread-safe. */
final class SoupStore {

    private final String session;
    private final List<byte[]> messages = new ArrayList<>();
    private boolean ended;

    SoupStore(String session) {
        this.session = session;
    }

    String session() {
        return session;
    }

    /** Returns the number that the message got. */
    synchronized long add(byte[] message) {
        if (ended) {
            throw new IllegalStateException("session " + session + " has ended");
        }
        messages.add(message);
        return messages.size();
    }

    synchronized long next() {
        return messages.size() + 1L;
    }

    synchronized byte[] message(long number) {
        return messages.get(Math.toIntExact(number - 1));
    }

    synchronized void end() {
        ended = true;
    }

    synchronized boolean ended() {
        return ended;
    }
}
