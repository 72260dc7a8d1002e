package dev.millrace.quickstart;

import dev.millrace.partner.ReceivedRequest;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last requests of a receiver, as a person wants to see them. Thread-safe. */
final class LastRequests {
    private static final int KEPT = 50;
    private static final int SHOWN = 300;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(ReceivedRequest request) {
        String text = request.text().replaceAll("\\s+", " ");
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        lines.addFirst(request.method() + " " + request.path() + " " + shown);
        if (lines.size() > KEPT) {
            lines.removeLast();
        }
    }

    /** One a line, the newest first. */
    synchronized String lines() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
