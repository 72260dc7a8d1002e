package dev.millrace.partner;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What holds the bytes on a gate's links. Thread-safe. */
final class TcpWeather {

    private final Bell bell = new Bell();
    private volatile boolean stalled;
    private volatile Duration latency = Duration.ZERO;

    void stall(boolean on) {
        stalled = on;
        bell.ring();
    }

    void latency(Duration eachWay) {
        latency = eachWay;
        bell.ring();
    }

    void changed() {
        bell.ring();
    }

    /** Returns when the weather lets bytes through or the link is gone. */
    void pass(BooleanSupplier gone) throws InterruptedException {
        Duration hold = latency;
        if (!hold.isZero()) {
            bell.await(() -> gone.getAsBoolean() || !hold.equals(latency), hold);
        }
        bell.await(() -> gone.getAsBoolean() || !stalled);
    }
}
