package dev.millrace.legacy.session;

import dev.millrace.legacy.frame.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of which a test sees all; what is said is kept as Latin-1 text. */
final class HeardLine implements Line {

    final List<String> said = new ArrayList<>();
    final List<Delivery> delivered = new ArrayList<>();
    final List<String> asides = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<Ending> endings = new ArrayList<>();

    @Override
    public String peer() {
        return "peer";
    }

    @Override
    public void send(byte[] message, @Nullable Frame answered) {
        said.add(new String(message, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void deliver(Delivery delivery) {
        delivered.add(delivery);
    }

    @Override
    public void setAside(Message message, String code, Place place, Receipt receipt) {
        asides.add(code);
        receipt.isMade(0);
    }

    @Override
    public Receipt tell(String event, Place place, Map<String, String> details) {
        events.add(event);
        Receipt receipt = new Receipt(() -> {});
        receipt.isMade(0);
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
        return 0;
    }

    @Override
    public long lastReceived() {
        return 0;
    }
}
