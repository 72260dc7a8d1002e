package dev.millrace.transforms.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
        return Instant.ofEpochSecond(Math.floorDiv(count, each), Math.floorMod(count, each) * nanos);
    }

    /** How many of the unit a time is; a part of one is rounded as allowed. */
    long count(Instant instant, RoundingMode rounding) {
        try {
            long whole = Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), SECOND / nanos), instant.getNano() / nanos);
            long part = instant.getNano() % nanos;
            return part == 0 ? whole : rounded(whole, part, rounding);
        } catch (ArithmeticException tooFar) {
            throw new Inconvertible(Inconvertible.OVERFLOW);
        }
    }

    private long rounded(long whole, long part, RoundingMode rounding) {
        if (rounding == RoundingMode.UNNECESSARY) {
            throw new Inconvertible(Inconvertible.INEXACT);
        }
        BigDecimal fraction = BigDecimal.valueOf(part).divide(BigDecimal.valueOf(nanos));
        return BigDecimal.valueOf(whole).add(fraction).setScale(0, rounding).longValueExact();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
