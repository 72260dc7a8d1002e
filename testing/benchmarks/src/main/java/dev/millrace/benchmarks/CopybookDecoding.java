package dev.millrace.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.millrace.feed.copybook.Copybook;
import dev.millrace.feed.copybook.CopybookOptions;
import dev.millrace.feed.copybook.CopybookProblems;
import dev.millrace.feed.plan.CorruptField;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.RecordPlan;
import dev.millrace.feed.plan.RedefineChoice;
import dev.millrace.feed.plan.ShapeRules;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * Records of 200 bytes to Struct, by processor time: beside a decoder that was written by hand for this one layout and makes
 * the same Struct, and beside the parser of Cobrix, which makes arrays. And the time that a large copybook takes to compile.
 */
final class CopybookDecoding implements Benchmark {

    private static final int IN_MEMORY = 20_000;
    private static final int COMPARED = 2_000;
    private static final int LARGE = 2_000;
    private static final int COMPILATIONS = 40;
    private static final String CARD = "DETAIL_A";
    private static final String TRANSFER = "DETAIL_B";

    @Override
    public String name() {
        return "copybook";
    }

    @Override
    public int defaultRows() {
        return 2_000_000;
    }

    /** Decodes one record, and answers something that depends on it. */
    @FunctionalInterface
    private interface Decoder {
        Object decode(byte[] bytes, int at) throws IOException;
    }

    @Override
    public void measure(PrintStream out, Options options, Path root) throws IOException {
        byte[] bytes = TransactionRecords.some(IN_MEMORY);
        RecordPlan plan = plan();
        HandDecoder hand = new HandDecoder(plan.schema());
        CobrixDecoder cobrix = new CobrixDecoder(TransactionRecords.copybook(), List.of(CARD, TRANSFER));
        Decoder ours = (all, at) -> decode(plan, all, at);
        Decoder theirs = (all, at) -> {
            byte[] record = Arrays.copyOfRange(all, at, at + TransactionRecords.LENGTH);
            return cobrix.decode(record, isCard(record) ? CARD : TRANSFER);
        };
        compare(bytes, ours, hand::decode, theirs);
        int rows = options.rows();
        run(bytes, rows, hand::decode);
        run(bytes, rows, ours);
        run(bytes, rows / 2, theirs);
        List<Rate> hands = new ArrayList<>();
        List<Rate> plans = new ArrayList<>();
        List<Rate> others = new ArrayList<>();
        for (int round = 1; round <= options.rounds(); round++) {
            hands.add(show(out, round, "by hand", run(bytes, rows, hand::decode)));
            plans.add(show(out, round, "millrace", run(bytes, rows, ours)));
            others.add(show(out, round, "cobrix", run(bytes, rows / 2, theirs)));
        }
        out.printf(
                Locale.ROOT,
                "%s: ratio %.2f of the decoder by hand, %.2f of Cobrix (%s of %s and %s, by processor time); %d fields"
                        + " compiled in %.1f ms%n",
                name(),
                Rate.median(plans).of(Rate.median(hands)),
                Rate.median(plans).of(Rate.median(others)),
                Rate.median(plans),
                Rate.median(hands),
                Rate.median(others),
                LARGE,
                compilation(out));
    }

    private static RecordPlan plan() throws IOException {
        RedefineChoice detail = new RedefineChoice.ByValue(
                "TRAN-TYPE", Map.of(TransactionRecords.CARD, "DETAIL-A", TransactionRecords.TRANSFER, "DETAIL-B"));
        PlanOptions options = PlanOptions.DEFAULT.with(ShapeRules.DEFAULT.withRedefines(List.of(detail)));
        return compile(TransactionRecords.copybook(), options);
    }

    private static RecordPlan compile(String copybook, PlanOptions options) throws IOException {
        try {
            Item.Group record =
                    Copybook.parse(copybook, CopybookOptions.DEFAULT).records().get(0);
            return RecordPlan.compile(record, options);
        } catch (CopybookProblems e) {
            throw new IOException(e);
        }
    }

    private static Struct decode(RecordPlan plan, byte[] bytes, int at) throws IOException {
        try {
            return plan.decode(bytes, at, at + TransactionRecords.LENGTH).value();
        } catch (CorruptField e) {
            throw new IOException(e);
        }
    }

    private static boolean isCard(byte[] record) {
        return record[59] == (byte) 0xC1;
    }

    private static void compare(byte[] bytes, Decoder ours, Decoder hand, Decoder theirs) throws IOException {
        for (int i = 0; i < COMPARED; i++) {
            int at = i * TransactionRecords.LENGTH;
            Struct struct = (Struct) ours.decode(bytes, at);
            if (!struct.equals(hand.decode(bytes, at))) {
                throw new IllegalStateException("record " + i + " is another one by hand");
            }
            String others = canonical(theirs.decode(bytes, at));
            if (!canonical(struct).equals(others)) {
                throw new IllegalStateException("record " + i + " is another one by Cobrix");
            }
        }
    }

    /** The values that are there, in their order; numbers without zeros at their end. */
    private static String canonical(Object value) {
        if (value instanceof Struct struct) {
            return canonical(struct.schema().fields().stream().map(struct::get).toArray());
        }
        if (value instanceof List<?> list) {
            return canonical(list.toArray());
        }
        if (value instanceof Object[] values) {
            List<String> texts = new ArrayList<>();
            for (Object one : values) {
                if (one != null) {
                    texts.add(canonical(one));
                }
            }
            return texts.toString();
        }
        return value instanceof Number
                ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
                : value.toString();
    }

    /** Decodes so many records, those in memory again and again. */
    private static Rate run(byte[] bytes, int rows, Decoder decoder) throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long before = system.getProcessCpuTime();
        int sum = 0;
        for (int i = 0; i < rows; i++) {
            Object value = decoder.decode(bytes, i % IN_MEMORY * TransactionRecords.LENGTH);
            sum += System.identityHashCode(value.getClass());
        }
        long nanos = system.getProcessCpuTime() - before;
        if (sum == 0) {
            throw new IllegalStateException("nothing was decoded");
        }
        return Rate.of(rows, nanos);
    }

    private static Rate show(PrintStream out, int round, String who, Rate rate) {
        out.printf(Locale.ROOT, "round %d  %-9s %16s%n", round, who, rate);
        return rate;
    }

    /** The median processor time for a copybook with so many fields, in milliseconds, once Java has compiled the compiler. */
    private static double compilation(PrintStream out) throws IOException {
        StringBuilder copybook = new StringBuilder("       01  LARGE-RECORD.\n");
        String[] clauses = {
            "PIC X(12).", "PIC S9(7)V99 COMP-3.", "PIC 9(8).", "PIC S9(9) COMP.", "PIC X OCCURS 3 TIMES."
        };
        for (int i = 0; i < LARGE; i++) {
            copybook.append(
                    String.format(Locale.ROOT, "           05  FIELD-%04d      %s%n", i, clauses[i % clauses.length]));
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] nanos = new long[COMPILATIONS];
        for (int i = 0; i < nanos.length; i++) {
            long before = threads.getCurrentThreadCpuTime();
            RecordPlan plan = compile(copybook.toString(), PlanOptions.DEFAULT);
            nanos[i] = threads.getCurrentThreadCpuTime() - before;
            if (plan.schema().fields().size() != LARGE) {
                throw new IllegalStateException(
                        "it has " + plan.schema().fields().size() + " fields");
            }
        }
        out.printf(Locale.ROOT, "the first of %d compilations took %.1f ms%n", nanos.length, nanos[0] / 1e6);
        return Median.millis(Arrays.copyOfRange(nanos, COMPILATIONS / 2, COMPILATIONS));
    }
}
