package dev.millrace.feed.edi;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The control numbers of one partner: the highest one and which of the {@value #WINDOW} up to it came, as a sequence window
 * does it (RFC 4303, 3.4.3), so that memory does not grow. Numbers that reach the end of their digits begin at 1 again.
 * References with letters have no order: of them the check sums of the last {@value #REFERENCES} are kept. Immutable.
 *
 * @param last the highest number; -1 before the first
 * @param seen bit n: {@code last - n} came
 * @param behind the last number that lay before the window; -1 for none. When the next one follows it, the partner has
 *     begun to count again
 * @param references check sums, the oldest first
 */
record ControlSeries(long last, BigInteger seen, long behind, List<Integer> references) {

    static final int WINDOW = 128;
    static final int REFERENCES = 16;
    private static final int MOST_DIGITS = 14;
    private static final BigInteger MASK = BigInteger.ONE.shiftLeft(WINDOW).subtract(BigInteger.ONE);

    static final ControlSeries EMPTY = new ControlSeries(-1, BigInteger.ZERO, -1, List.of());

    ControlSeries {
        references = List.copyOf(references);
    }

    /** A series and what it says about the number that made it. */
    record Step(ControlSeries series, ControlVerdict verdict) {}

    Step observe(String control) {
        return control.matches("\\d{1," + MOST_DIGITS + "}")
                ? number(Long.parseLong(control), control.length())
                : reference(control);
    }

    /** As {@link #observe}, of a number that may have been read before: it does not lead the series astray. */
    Step observeAgain(String control) {
        Step step = observe(control);
        boolean far = step.verdict().missing() >= WINDOW;
        return far || step.verdict().kind() == ControlVerdict.Kind.BACKWARDS ? new Step(this, step.verdict()) : step;
    }

    private Step number(long number, int digits) {
        if (last < 0 || wraps(number, digits)) {
            return new Step(
                    new ControlSeries(number, BigInteger.ONE, -1, references),
                    ControlVerdict.of(last < 0 ? ControlVerdict.Kind.FIRST : ControlVerdict.Kind.NEXT));
        }
        if (number > last) {
            long step = number - last;
            BigInteger moved = step >= WINDOW
                    ? BigInteger.ZERO
                    : seen.shiftLeft((int) step).and(MASK);
            ControlVerdict verdict = step == 1
                    ? ControlVerdict.of(ControlVerdict.Kind.NEXT)
                    : new ControlVerdict(ControlVerdict.Kind.GAP, step - 1);
            return new Step(new ControlSeries(number, moved.setBit(0), -1, references), verdict);
        }
        long back = last - number;
        if (back >= WINDOW) {
            return backwards(number);
        }
        if (seen.testBit((int) back)) {
            return new Step(this, ControlVerdict.of(ControlVerdict.Kind.DUPLICATE));
        }
        return new Step(
                new ControlSeries(last, seen.setBit((int) back), behind, references),
                ControlVerdict.of(ControlVerdict.Kind.LATE));
    }

    private Step backwards(long number) {
        if (behind >= 0 && number == behind + 1) {
            BigInteger both = BigInteger.valueOf(3);
            return new Step(
                    new ControlSeries(number, both, -1, references), ControlVerdict.of(ControlVerdict.Kind.NEXT));
        }
        return new Step(
                new ControlSeries(last, seen, number, references),
                ControlVerdict.of(number == behind ? ControlVerdict.Kind.DUPLICATE : ControlVerdict.Kind.BACKWARDS));
    }

    /** 999999999 is followed by 1, or by 0. */
    private boolean wraps(long number, int digits) {
        return number <= 1 && last == pow10(digits) - 1;
    }

    private static long pow10(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }

    private Step reference(String control) {
        CRC32 sum = new CRC32();
        sum.update(control.getBytes(StandardCharsets.UTF_8));
        Integer mark = (int) sum.getValue();
        if (references.contains(mark)) {
            return new Step(this, ControlVerdict.of(ControlVerdict.Kind.DUPLICATE));
        }
        List<Integer> kept = new ArrayList<>(references);
        kept.add(mark);
        List<Integer> recent = kept.subList(Math.max(0, kept.size() - REFERENCES), kept.size());
        return new Step(new ControlSeries(last, seen, behind, recent), ControlVerdict.of(ControlVerdict.Kind.NEW));
    }

    /**
     * What two readings know together, each a part of what the partner sent. Where one begins far behind the other, it goes
     * on there without being taken for a gap.
     */
    ControlSeries with(ControlSeries other) {
        List<Integer> both = new ArrayList<>(references);
        other.references.stream().filter(mark -> !both.contains(mark)).forEach(both::add);
        List<Integer> recent = both.subList(Math.max(0, both.size() - REFERENCES), both.size());
        boolean isAhead = last >= other.last;
        ControlSeries high = isAhead ? this : other;
        ControlSeries low = isAhead ? other : this;
        if (low.last < 0) {
            return new ControlSeries(high.last, high.seen, high.behind, recent);
        }
        long back = high.last - low.last;
        return back >= WINDOW
                ? new ControlSeries(high.last, high.seen, low.last, recent)
                : new ControlSeries(
                        high.last, high.seen.or(low.seen.shiftLeft((int) back)).and(MASK), high.behind, recent);
    }

    /** At most 210 printable characters. */
    String text() {
        StringBuilder text = new StringBuilder().append(last).append(':').append(seen.toString(16));
        text.append(':').append(behind);
        for (int i = 0; i < references.size(); i++) {
            text.append(i == 0 ? ':' : '.').append(Integer.toHexString(references.get(i)));
        }
        return text.toString();
    }

    /**
     * What {@link #text()} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    static ControlSeries parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 3 || parts.length > 4) {
            throw new IllegalArgumentException("no state of control numbers: it has " + parts.length + " parts");
        }
        List<Integer> references = new ArrayList<>();
        if (parts.length == 4) {
            for (String reference : parts[3].split("\\.", -1)) {
                references.add(Integer.parseUnsignedInt(reference, 16));
            }
        }
        return new ControlSeries(
                Long.parseLong(parts[0]), new BigInteger(parts[1], 16).and(MASK), Long.parseLong(parts[2]), references);
    }
}
