package dev.millrace.partner.tcp;

import dev.millrace.partner.Loopback;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The accepting side of a FIX 4.4 session on 127.0.0.1: logon, heartbeats, test requests, resends and resets, with numbers that
 * live longer than a line.
 *
 * <p>Rules: FIX 4.4, volume 2, session protocol. Switches may be thrown at any time. Thread-safe.
 */
public final class FixAcceptor implements AutoCloseable {

    /** How a request for earlier messages is answered. */
    public enum Resend {
        /** Messages of the application again, marked as possible duplicates, and gap fills for the rest. */
        MESSAGES,
        /** One gap fill for all of it. */
        GAP_FILL,
        /** A reset to the next number: what is asked for is gone. */
        RESET,
        NOTHING
    }

    private final Station station;
    private final FixTerms terms = new FixTerms();
    private final FixBook book = new FixBook();
    private final FixOutbox outbox;
    private final FixTalk talk;

    private FixAcceptor(String venue, String client) throws IOException {
        this.outbox = new FixOutbox(venue, client, book, this::send);
        this.talk = new FixTalk(venue, client, book, outbox, terms, this::changed);
        this.station = Station.listening("fix", talk::hold);
    }

    /** Opens the session between that venue and that client on a free port. */
    public static FixAcceptor start(String venue, String client) throws IOException {
        return new FixAcceptor(venue, client);
    }

    public String host() {
        return Loopback.HOST;
    }

    public int port() {
        return station.port();
    }

    /** Sends a message with the next number and returns the number; body fields are written as tag=value. */
    public long send(String type, String... body) throws IOException {
        return outbox.say(type, List.of(body));
    }

    /** Gives a message the next number and keeps it, but does not send it. */
    public long lose(String type, String... body) {
        return outbox.keep(type, List.of(body));
    }

    /** Sends a message with the next number and a wrong CheckSum; asked for again, it comes right. */
    public long garble(String type, String... body) throws IOException {
        return outbox.garble(type, List.of(body));
    }

    /** Sends a kept message again under its number, not marked as a possible duplicate. */
    public void sendTooLow(long number) throws IOException {
        outbox.tooLow(number);
    }

    /** Sends a kept message again under its number, marked as a possible duplicate. */
    public void sendDuplicate(long number) throws IOException {
        outbox.duplicate(number);
    }

    /** Asks for a heartbeat with that id. */
    public void testRequest(String id) throws IOException {
        outbox.say("1", List.of("112=" + id));
    }

    /** Asks for the client's messages again; 0 = up to the last one. */
    public void requestResend(long from, long through) throws IOException {
        outbox.say("2", List.of("7=" + from, "16=" + through));
    }

    /** Goes on with that number, without a gap fill. */
    public void reset(long next) throws IOException {
        outbox.reset(next);
    }

    /** Says goodbye and waits for the client to hang up. */
    public void logout(String text) throws IOException {
        outbox.say("5", text.isEmpty() ? List.of() : List.of("58=" + text));
    }

    /** Sends these very bytes. */
    public void inject(byte[] bytes) throws IOException {
        station.wire().send(bytes);
    }

    /** How requests for earlier messages are answered. */
    public void resend(Resend how) {
        terms.resend = how;
    }

    /** Whether this side answers at all, heartbeats aside. */
    public void answers(boolean on) {
        terms.answers = on;
    }

    /** Whether this side says that it lives. */
    public void heartbeats(boolean on) {
        terms.heartbeats = on;
    }

    /** Answers logons with a logout that says this; empty ends it. */
    public void refuseLogons(String text) {
        terms.refusal = text;
    }

    /** Forgets or invents numbers of the client: the next one that this side expects. */
    public void expect(long nextIn) {
        book.nextIn(nextIn);
    }

    /** The number that this side expects next. */
    public long nextIn() {
        return book.nextIn();
    }

    /** The number that the next message of this side gets. */
    public long nextOut() {
        return book.nextOut();
    }

    /** Every message of the client, in order. */
    public List<FixMessage> received() {
        return talk.received();
    }

    /** The client's messages of that type, in order. */
    public List<FixMessage> received(String type) {
        return talk.received().stream()
                .filter(message -> message.type().equals(type))
                .toList();
    }

    /** Every message of this side, in order. */
    public List<FixMessage> sent() {
        return outbox.sent();
    }

    /** What the client did against the protocol. */
    public List<String> problems() {
        return talk.problems();
    }

    /** How many clients were sent away because they did not answer a test request in time. */
    public long silentClients() {
        return talk.silentClients();
    }

    /** How many lines there were. */
    public long connections() {
        return station.lines();
    }

    /** Whether somebody is on the line. */
    public boolean connected() {
        return station.connected();
    }

    /** What happens to the bytes that are sent. */
    public LineFaults faults() {
        return station.faults();
    }

    /** Resets the line. */
    public void cut() {
        station.cut();
    }

    /** Refuses callers, and resets the line, until {@link #open()}. */
    public void shut() {
        station.shut();
    }

    /** Lets callers in again, on the same port. */
    public void open() throws IOException {
        station.open();
    }

    /** Waits for what this side can see; returns whether it happened in time. */
    public boolean await(BooleanSupplier condition, Duration atMost) {
        return station.await(condition, atMost);
    }

    @Override
    public void close() {
        station.close();
    }

    private void send(FixMessage message) throws IOException {
        station.wire().send(message.bytes());
        changed();
    }

    private void changed() {
        station.changed();
    }
}
