package dev.millrace.partner.tcp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.net.SocketFactory;

/**
 * A mainframe program that sends records over a socket without a queue: LL (two bytes, counting themselves and ZZ), ZZ (zeros),
 * the record. It may want each record acknowledged by a record that it knows. Thread-safe.
 */
public final class LlzzHost implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Station station;
    private final List<String> received = new ArrayList<>();

    private LlzzHost() throws IOException {
        station = Station.listening("llzz", this::listen);
    }

    private LlzzHost(SocketFactory sockets, String host, int port) {
        station = Station.calling("llzz", sockets, host, port, this::listen);
    }

    /** A host that waits for its reader on a free port. */
    public static LlzzHost listening() throws IOException {
        return new LlzzHost();
    }

    /** A host that calls its reader. */
    public static LlzzHost calling(String host, int port) {
        return calling(SocketFactory.getDefault(), host, port);
    }

    /** A host that calls its reader through sockets of the caller's, for example with TLS. */
    public static LlzzHost calling(SocketFactory sockets, String host, int port) {
        return new LlzzHost(sockets, host, port);
    }

    public int port() {
        return station.port();
    }

    /** Sends a record; waits up to 20 seconds for a line. */
    public void send(byte[] record) throws IOException {
        inject(LengthHeader.LLZZ.frame(record));
    }

    /** Sends these very bytes: an oversize length, half a record. */
    public void inject(byte[] bytes) throws IOException {
        station.wire().send(bytes);
    }

    /**
     * Sends a record until that other record comes back, again after each such time and whenever the line was lost.
     *
     * @return how often it was sent; 0 when it was never acknowledged
     */
    public int sendUntil(byte[] record, byte[] acknowledgement, Duration within, int tries) {
        String wanted = HEX.formatHex(acknowledgement);
        for (int attempt = 1; attempt <= tries; attempt++) {
            int before = count(wanted);
            try {
                send(record);
            } catch (IOException lost) {
                continue; // the next attempt waits for the next line
            }
            if (await(() -> count(wanted) > before, within)) {
                return attempt;
            }
        }
        return 0;
    }

    /** The records that came back, in upper-case hex. */
    public synchronized List<String> received() {
        return List.copyOf(received);
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

    private synchronized int count(String wanted) {
        return (int) received.stream().filter(wanted::equals).count();
    }

    private void listen(Wire wire) throws IOException {
        while (true) {
            byte[] record = LengthHeader.LLZZ.read(wire.in());
            synchronized (this) {
                received.add(HEX.formatHex(record));
            }
            station.changed();
        }
    }
}
