package dev.millrace.partner.tcp;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sending side of an acceptor: what goes out is numbered, kept and written in one step. Thread-safe. */
final class FixOutbox {

    /** Where messages go. */
    interface Line {
        void send(FixMessage message) throws IOException;
    }

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Object order = new Object();
    private final String venue;
    private final String client;
    private final FixBook book;
    private final Line line;
    private final List<FixMessage> sent = new ArrayList<>();
    private volatile long lastNanos = System.nanoTime();

    FixOutbox(String venue, String client, FixBook book, Line line) {
        this.venue = venue;
        this.client = client;
        this.book = book;
        this.line = line;
    }

    /** Sends a message with the next number and returns the number. */
    long say(String type, List<String> body) throws IOException {
        synchronized (order) {
            String now = now();
            FixMessage message = message(type, book.write(type, now, body), List.of(), now, body);
            put(message);
            return message.number();
        }
    }

    /** Numbers and keeps a message without sending it. */
    long keep(String type, List<String> body) {
        synchronized (order) {
            return book.write(type, now(), body);
        }
    }

    /** Sends a message with the next number and a CheckSum that is wrong. */
    long garble(String type, List<String> body) throws IOException {
        synchronized (order) {
            String now = now();
            FixMessage right = message(type, book.write(type, now, body), List.of(), now, body);
            String wrong = right.field(10).equals("000") ? "001" : "000";
            put(new FixMessage(right.text().replaceFirst("10=\\d{3}\\|$", "10=" + wrong + "|")));
            return right.number();
        }
    }

    /** Goes on with that number, without a gap fill. */
    void reset(long next) throws IOException {
        synchronized (order) {
            say("4", List.of("123=N", "36=" + next));
            book.nextOut(next);
        }
    }

    /** Sends a kept message again as if it was new. */
    void tooLow(long number) throws IOException {
        FixBook.Page page = page(number);
        put(message(page.type(), number, List.of(), now(), page.body()));
    }

    /** Sends a kept message again, marked as a possible duplicate. */
    void duplicate(long number) throws IOException {
        FixBook.Page page = page(number);
        List<String> body = new ArrayList<>(List.of("122=" + page.sent()));
        body.addAll(page.body());
        put(message(page.type(), number, List.of("43=Y"), now(), body));
    }

    /** Sends again what is asked for, in the given way. */
    void resend(long from, long through, FixAcceptor.Resend how) throws IOException {
        long last = book.nextOut() - 1;
        long end = through == 0 ? last : Math.min(through, last);
        switch (how) {
            case MESSAGES -> messages(from, end);
            case GAP_FILL -> fill(from, end + 1);
            case RESET -> put(message("4", end + 1, List.of(), now(), List.of("123=N", "36=" + (end + 1))));
            case NOTHING -> {}
        }
    }

    private void messages(long from, long end) throws IOException {
        long next = from;
        for (long number : book.application(from, end)) {
            if (number > next) {
                fill(next, number);
            }
            duplicate(number);
            next = number + 1;
        }
        if (next <= end) {
            fill(next, end + 1);
        }
    }

    private void fill(long missing, long onwards) throws IOException {
        put(message("4", missing, List.of("43=Y"), now(), List.of("122=" + now(), "123=Y", "36=" + onwards)));
    }

    private FixBook.Page page(long number) {
        return book.page(number).orElseThrow(() -> new IllegalArgumentException("no message was sent under " + number));
    }

    private FixMessage message(String type, long number, List<String> marks, String time, List<String> body) {
        List<String> fields = new ArrayList<>(List.of("35=" + type, "34=" + number, "49=" + venue));
        fields.addAll(marks);
        fields.addAll(List.of("52=" + time, "56=" + client));
        fields.addAll(body);
        return FixMessage.around(fields);
    }

    private void put(FixMessage message) throws IOException {
        synchronized (order) {
            lastNanos = System.nanoTime();
            synchronized (sent) {
                sent.add(message);
            }
            line.send(message);
        }
    }

    List<FixMessage> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    /** When something was sent last, on the clock of {@link System#nanoTime()}. */
    long lastNanos() {
        return lastNanos;
    }

    private static String now() {
        return TIME.format(Instant.now());
    }
}
