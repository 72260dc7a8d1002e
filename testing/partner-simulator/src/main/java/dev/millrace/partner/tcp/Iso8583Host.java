package dev.millrace.partner.tcp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.net.SocketFactory;

/**
 * A payment host that speaks ISO 8583:1987 in ASCII: it answers sign-on, echo and sign-off (0800 with field 70 = 001, 301, 002),
 * may ask for them itself, and sends advices that it repeats until they are answered. Thread-safe.
 */
public final class Iso8583Host implements AutoCloseable {

    private static final String SIGN_ON = "001";
    private static final String SIGN_OFF = "002";
    private static final String ECHO = "301";

    private final Station station;
    private final LengthHeader header;
    private final AtomicInteger trace = new AtomicInteger();
    private final AtomicLong keepAlives = new AtomicLong();
    private final AtomicLong repetitions = new AtomicLong();
    private final List<IsoMessage> received = new ArrayList<>();
    private final List<IsoMessage> answers = new ArrayList<>();
    private volatile boolean binaryBitmaps;
    private volatile boolean answersNetwork = true;
    private volatile String signOnCode = "00";
    private volatile Duration answerWithin = Duration.ofSeconds(10);
    private volatile int tries = 3;

    private Iso8583Host(LengthHeader header) throws IOException {
        this.header = header;
        this.station = Station.listening("iso8583", this::listen);
    }

    private Iso8583Host(SocketFactory sockets, String host, int port, LengthHeader header) {
        this.header = header;
        this.station = Station.calling("iso8583", sockets, host, port, this::listen);
    }

    /** A host that waits for its member on a free port. */
    public static Iso8583Host listening(LengthHeader header) throws IOException {
        return new Iso8583Host(header);
    }

    /** A host that calls its member. */
    public static Iso8583Host calling(String host, int port, LengthHeader header) {
        return new Iso8583Host(SocketFactory.getDefault(), host, port, header);
    }

    /** Whether bitmaps are 8 bytes each, rather than 16 hex digits. */
    public Iso8583Host binaryBitmaps(boolean on) {
        binaryBitmaps = on;
        return this;
    }

    /** How long it waits for each answer; 10 seconds before it is told. */
    public Iso8583Host answerWithin(Duration atMost) {
        answerWithin = atMost;
        return this;
    }

    /** How often it sends an advice before it gives up; 3 times before it is told. */
    public Iso8583Host tries(int most) {
        tries = most;
        return this;
    }

    /** The code in field 39 with which sign-ons are answered; 00 before it is told. */
    public void signOnCode(String code) {
        signOnCode = code;
    }

    /** Whether 0800 messages get any answer. */
    public void answerNetwork(boolean on) {
        answersNetwork = on;
    }

    public int port() {
        return station.port();
    }

    /** Asks the member to sign on; absent when it did not answer in time. */
    public Optional<IsoAnswer> signOn() {
        return network(SIGN_ON);
    }

    /** Asks whether the member lives; absent when it did not answer in time. */
    public Optional<IsoAnswer> echo() {
        return network(ECHO);
    }

    /** Tells the member that the host signs off; absent when it did not answer in time. */
    public Optional<IsoAnswer> signOff() {
        return network(SIGN_OFF);
    }

    /** Sends a message once; absent when it was not answered in time. Fields 7 and 11 are filled in when absent. */
    public Optional<IsoAnswer> ask(IsoMessage message) {
        return answered(numbered(message), 1);
    }

    /** Sends an advice, again as a repetition (0121, 0221, 0421) until it is answered; absent when it never was. */
    public Optional<IsoAnswer> advise(IsoMessage advice) {
        return answered(numbered(advice), tries);
    }

    /** Sends a message and waits for nothing; waits up to 20 seconds for a line. Fields 7 and 11 are filled in when absent. */
    public IsoMessage send(IsoMessage message) throws IOException {
        IsoMessage whole = numbered(message);
        inject(header.frame(whole.bytes(binaryBitmaps)));
        return whole;
    }

    /** Sends a length of 0, which says no more than that the host lives. */
    public void keepAlive() throws IOException {
        inject(header.written(0));
    }

    /** Sends these very bytes. */
    public void inject(byte[] bytes) throws IOException {
        station.wire().send(bytes);
    }

    /** Every message that came, in order. */
    public synchronized List<IsoMessage> received() {
        return List.copyOf(received);
    }

    /** How many of the messages that came were sign-ons. */
    public long signOns() {
        return networkMessages(SIGN_ON);
    }

    /** How often an advice was sent again. */
    public long repetitions() {
        return repetitions.get();
    }

    /** How many of the messages that came were echo tests. */
    public long echoes() {
        return networkMessages(ECHO);
    }

    /** How many lengths of 0 came. */
    public long keepAlives() {
        return keepAlives.get();
    }

    /** How many lines there were. */
    public long connections() {
        return station.lines();
    }

    /** Whether somebody is on the line. */
    public boolean connected() {
        return station.connected();
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

    /** What happens to the bytes that are sent. */
    public LineFaults faults() {
        return station.faults();
    }

    /** Waits for what this host can see; returns whether it happened in time. */
    public boolean await(BooleanSupplier condition, Duration atMost) {
        return station.await(condition, atMost);
    }

    @Override
    public void close() {
        station.close();
    }

    private synchronized long networkMessages(String code) {
        return received.stream()
                .filter(message ->
                        message.type().equals("0800") && message.field(70).equals(code))
                .count();
    }

    private Optional<IsoAnswer> network(String code) {
        return ask(IsoMessage.of("0800").with(70, code));
    }

    private Optional<IsoAnswer> answered(IsoMessage message, int most) {
        for (int attempt = 1; attempt <= most; attempt++) {
            IsoMessage sent = attempt == 1 ? message : message.as(message.type().substring(0, 3) + "1");
            try {
                inject(header.frame(sent.bytes(binaryBitmaps)));
                if (attempt > 1) {
                    repetitions.incrementAndGet();
                }
            } catch (IOException lost) {
                continue; // the next attempt waits for the next line
            }
            if (station.await(() -> answer(message).isPresent(), answerWithin)) {
                int attempts = attempt;
                return answer(message).map(answer -> new IsoAnswer(answer, attempts));
            }
        }
        return Optional.empty();
    }

    /** What was said to a message: the type fits, and so do trace number and terminal. */
    private synchronized Optional<IsoMessage> answer(IsoMessage message) {
        return answers.stream()
                .filter(answer -> answer.type().equals(message.answerType())
                        && answer.field(11).equals(message.field(11))
                        && answer.field(41).equals(message.field(41)))
                .findFirst();
    }

    private IsoMessage numbered(IsoMessage message) {
        IsoMessage timed = message.fields().containsKey(7) ? message : message.with(7, "0102030405");
        return timed.fields().containsKey(11)
                ? timed
                : timed.with(11, String.format("%06d", trace.incrementAndGet() % 1_000_000));
    }

    private void listen(Wire wire) throws IOException {
        while (true) {
            byte[] bytes = header.read(wire.in());
            if (bytes.length == 0) {
                keepAlives.incrementAndGet();
            } else {
                take(wire, IsoMessage.read(bytes, binaryBitmaps));
            }
            station.changed();
        }
    }

    private void take(Wire wire, IsoMessage message) throws IOException {
        boolean isAnswer = (message.type().charAt(2) - '0') % 2 == 1;
        synchronized (this) {
            received.add(message);
            if (isAnswer) {
                answers.add(message);
            }
        }
        if (message.type().equals("0800") && answersNetwork) {
            String code = message.field(70).equals(SIGN_ON) ? signOnCode : "00";
            wire.send(header.frame(message.as("0810").with(39, code).bytes(binaryBitmaps)));
        }
    }
}
