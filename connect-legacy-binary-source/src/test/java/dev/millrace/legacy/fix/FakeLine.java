package dev.millrace.legacy.fix;

import dev.millrace.legacy.frame.FixFraming;
import dev.millrace.legacy.frame.Frame;
import dev.millrace.legacy.session.Delivery;
import dev.millrace.legacy.session.Ending;
import dev.millrace.legacy.session.Line;
import dev.millrace.legacy.session.Message;
import dev.millrace.legacy.session.Place;
import dev.millrace.legacy.session.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of which a test sees all. */
final class FakeLine implements Line {

    record Event(String name, Place place, Map<String, String> details, Receipt receipt) {}

    final List<String> sent = new ArrayList<>();
    final List<Delivery> delivered = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Ending> endings = new ArrayList<>();
    boolean storesAtOnce = true;
    long now;
    private long lastSent;
    private long lastReceived;

    FakeLine(long now) {
        this.now = now;
        this.lastSent = now;
        this.lastReceived = now;
    }

    void came() {
        lastReceived = now;
    }

    List<String> names() {
        return events.stream().map(Event::name).toList();
    }

    List<Long> numbers() {
        return delivered.stream().map(Delivery::number).toList();
    }

    @Override
    public String peer() {
        return "venue";
    }

    @Override
    public void send(byte[] message, @Nullable Frame answered) {
        lastSent = now;
        byte[] frame = new FixFraming("FIX.4.4").wrap(message);
        sent.add(new String(frame, StandardCharsets.ISO_8859_1).replace('\u0001', '|'));
    }

    @Override
    public void deliver(Delivery delivery) {
        delivered.add(delivery);
    }

    @Override
    public void setAside(Message message, String code, Place place, Receipt receipt) {
        throw new AssertionError("nothing is set aside: " + code);
    }

    @Override
    public Receipt tell(String event, Place place, Map<String, String> details) {
        Receipt receipt = new Receipt(() -> {});
        events.add(new Event(event, place, details, receipt));
        if (storesAtOnce) {
            receipt.isMade(1);
            receipt.settle(true);
            receipt.isStoredNow();
        }
        return receipt;
    }

    @Override
    public void close(Ending ending) {
        endings.add(ending);
    }

    @Override
    public Runnable bell() {
        return () -> {};
    }

    @Override
    public long lastSent() {
        return lastSent;
    }

    @Override
    public long lastReceived() {
        return lastReceived;
    }
}
