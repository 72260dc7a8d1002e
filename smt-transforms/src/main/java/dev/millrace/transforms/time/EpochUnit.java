package dev.millrace.transforms.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a number that stands for a time counts, since 1970 in UTC. */
enum EpochUnit {
    EPOCH_S(1_000_000_000),
    EPOCH_MS(1_000_000),
    EPOCH_US(1_000),
    EPOCH_NS(1);

    private static final long SECOND = 1_000_000_000;

    private final long nanos;

    EpochUnit(long nanos) {
        this.nanos = nanos;
    }

    static Optional<EpochUnit> named(String name) {
        return Stream.of(values()).filter(unit -> unit.toString().equals(name)).findFirst();
    }

    Instant instant(long count) {
        long each = SECOND / nanos;
        try {
            return Instant.ofEpochSecond(Math.floorDiv(count, each), Math.floorMod(count, each) * nanos);
        } catch (DateTimeException tooFar) {
            throw new TimeFault("overflow");
        }
    }

    /** Of a number with a fraction; a part of a nanosecond is nothing that a time has room for. */
    Instant instant(BigDecimal count) {
        try {
            BigDecimal[] parts = count.multiply(BigDecimal.valueOf(nanos))
                    .setScale(0, RoundingMode.UNNECESSARY)
                    .divideAndRemainder(BigDecimal.valueOf(SECOND));
            return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
        } catch (ArithmeticException | DateTimeException inexact) {
            throw new TimeFault(count.precision() - count.scale() > 18 ? "overflow" : "inexact");
        }
    }

    /** How many of the unit a time is; a part of one is rounded as allowed. */
    long count(Instant instant, RoundingMode rounding) {
        try {
            long whole = Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), SECOND / nanos), instant.getNano() / nanos);
            long part = instant.getNano() % nanos;
            if (part == 0) {
                return whole;
            }
            if (rounding == RoundingMode.UNNECESSARY) {
                throw new TimeFault("inexact");
            }
            return BigDecimal.valueOf(part, 0)
                    .divide(BigDecimal.valueOf(nanos))
                    .add(BigDecimal.valueOf(whole))
                    .setScale(0, rounding)
                    .longValueExact();
        } catch (ArithmeticException tooFar) {
            throw new TimeFault("overflow");
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
