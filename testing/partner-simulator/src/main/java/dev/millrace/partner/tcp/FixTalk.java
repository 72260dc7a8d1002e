package dev.millrace.partner.tcp;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The receiving side of an acceptor: what it does with each message of the client. One line at a time. */
final class FixTalk {

    private static final Duration LOGON_WITHIN = Duration.ofSeconds(30);

    private final String venue;
    private final String client;
    private final FixBook book;
    private final FixOutbox outbox;
    private final FixTerms terms;
    private final Runnable changed;
    private final List<FixMessage> received = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long asked;
    private final AtomicLong silentClients = new AtomicLong();

    FixTalk(String venue, String client, FixBook book, FixOutbox outbox, FixTerms terms, Runnable changed) {
        this.venue = venue;
        this.client = client;
        this.book = book;
        this.outbox = outbox;
        this.terms = terms;
        this.changed = changed;
    }

    void hold(Wire wire) throws IOException {
        wire.patience(LOGON_WITHIN);
        FixMessage first = take(wire);
        if (!first.type().equals("A")) {
            throw new IOException("a session begins with a logon");
        }
        if (!terms.answers) {
            take(wire);
        } else if (logon(first)) {
            Duration beat = Duration.ofSeconds(Long.parseLong(first.field(108)));
            Wire.begin("fix-heart", new FixHeart(wire, outbox, terms, beat));
            talk(wire, beat);
        }
    }

    private boolean logon(FixMessage logon) throws IOException {
        boolean afresh = logon.field(141).equals("Y");
        if (afresh) {
            book.startOver();
        }
        asked = 0;
        if (!terms.refusal.isEmpty() || logon.number() < book.nextIn()) {
            outbox.say("5", List.of("58=" + (terms.refusal.isEmpty() ? tooLow(logon) : terms.refusal)));
            return false;
        }
        String beat = "108=" + logon.field(108);
        // Counted before it is answered: who has the answer may begin another line at once.
        boolean counted = logon.number() == book.nextIn() && inOrder(logon);
        outbox.say("A", afresh ? List.of("98=0", beat, "141=Y") : List.of("98=0", beat));
        if (!counted) {
            inOrder(logon);
        }
        return true;
    }

    private void talk(Wire wire, Duration beat) throws IOException {
        wire.patience(beat.plus(beat.dividedBy(5)).plusMillis(200));
        boolean tested = false;
        while (true) {
            try {
                FixMessage message = take(wire);
                tested = false;
                if (terms.answers && !answer(message)) {
                    return;
                }
            } catch (SocketTimeoutException silent) {
                if (tested) {
                    silentClients.incrementAndGet();
                    return;
                }
                tested = true;
                outbox.say("1", List.of("112=TEST"));
            }
        }
    }

    /** Returns whether the session goes on. */
    private boolean answer(FixMessage message) throws IOException {
        boolean resets = message.type().equals("4") && !message.field(123).equals("Y");
        if (!resets && !inOrder(message)) {
            return message.number() > book.nextIn() || message.possiblyDuplicate();
        }
        switch (message.type()) {
            case "1" -> outbox.say("0", List.of("112=" + message.field(112)));
            case "2" -> resend(message);
            case "4" -> moveOn(Long.parseLong(message.field(36)));
            case "5" -> {
                outbox.say("5", List.of());
                return false;
            }
            default -> {}
        }
        return true;
    }

    private void resend(FixMessage request) throws IOException {
        outbox.resend(Long.parseLong(request.field(7)), Long.parseLong(request.field(16)), terms.resend);
    }

    private void moveOn(long next) {
        if (next < book.nextIn()) {
            problem("a reset from " + book.nextIn() + " back to " + next);
        } else {
            book.nextIn(next);
            changed.run();
        }
    }

    /** Counts a message that is next, and asks for what is missing before one that is not. Returns whether it is next. */
    private boolean inOrder(FixMessage message) throws IOException {
        long expected = book.nextIn();
        if (message.number() == expected) {
            book.nextIn(expected + 1);
            changed.run();
            return true;
        }
        if (message.number() > expected) {
            if (message.type().equals("2")) {
                resend(message); // answered out of order, or two sides that miss something would wait for each other
            }
            ask(expected);
        } else if (!message.possiblyDuplicate()) {
            problem(tooLow(message));
            outbox.say("5", List.of("58=" + tooLow(message)));
        }
        return false;
    }

    private void ask(long from) throws IOException {
        if (asked != from) {
            asked = from;
            outbox.say("2", List.of("7=" + from, "16=0"));
        }
    }

    private FixMessage take(Wire wire) throws IOException {
        FixMessage message = FixMessage.read(wire.in());
        synchronized (this) {
            received.add(message);
        }
        message.problems().forEach(this::problem);
        if (!message.field(49).equals(client) || !message.field(56).equals(venue)) {
            problem("49 and 56 are " + message.field(49) + " and " + message.field(56));
        }
        changed.run();
        return message;
    }

    private synchronized void problem(String text) {
        problems.add(text);
    }

    synchronized List<FixMessage> received() {
        return List.copyOf(received);
    }

    synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    long silentClients() {
        return silentClients.get();
    }

    private String tooLow(FixMessage message) {
        return "MsgSeqNum too low, expecting " + book.nextIn() + " but received " + message.number();
    }
}
