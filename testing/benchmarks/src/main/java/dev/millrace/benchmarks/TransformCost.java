package dev.millrace.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** What transforms cost by processor time: one of ours beside a chain of the framework's own that does the same, and more. */
final class TransformCost implements Benchmark {

    private static final int SCHEMAS = 64;
    private static final int WARM_UPS = 8;
    private static final String TYPED = "Timestamp";
    private static final String COUNTED = "unix";
    private static final String CONNECT = "connect";
    private static final String MILLIS = "epoch_ms";

    @Override
    public String name() {
        return "transforms";
    }

    @Override
    public int defaultRows() {
        return 100_000;
    }

    @Override
    public void measure(PrintStream out, Options options, Path root) throws IOException {
        SourceRecord[] one = TransformRecords.structs(1);
        SourceRecord[] many = TransformRecords.structs(SCHEMAS);
        SourceRecord[] maps = TransformRecords.maps();
        compare(one, TransformChains.builtIn(TYPED), TransformChains.mapped(CONNECT));
        compare(maps, TransformChains.builtIn(COUNTED), TransformChains.mapped(MILLIS));
        List<CostOfOne> costs = new ArrayList<>(List.of(
                new CostOfOne("chain, one schema", one, TransformChains.builtIn(TYPED)),
                new CostOfOne("MapFields, one schema", one, TransformChains.mapped(CONNECT)),
                new CostOfOne("chain, 64 schemas", many, TransformChains.builtIn(TYPED)),
                new CostOfOne("MapFields, 64 schemas", many, TransformChains.mapped(CONNECT)),
                new CostOfOne("chain, maps", maps, TransformChains.builtIn(COUNTED)),
                new CostOfOne("MapFields, maps", maps, TransformChains.mapped(MILLIS))));
        costs.addAll(TransformsBeside.of(one));
        for (CostOfOne cost : costs) {
            cost.warm(options.rows() * WARM_UPS);
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (CostOfOne cost : costs) {
                double nanos = cost.measure(options.rows());
                out.printf(Locale.ROOT, "round %d  %-28s %8.0f ns%n", round, cost.name(), nanos);
            }
        }
        costs.forEach(cost -> out.printf(Locale.ROOT, "median   %-28s %8.0f ns%n", cost.name(), cost.median()));
        out.printf(
                Locale.ROOT,
                "%s: MapFields %.1f times as fast as the chain with one schema, %.1f with %d schemas, %.1f with maps;"
                        + " ProtectFields %.2f of MaskField%n",
                name(),
                costs.get(0).median() / costs.get(1).median(),
                costs.get(2).median() / costs.get(3).median(),
                SCHEMAS,
                costs.get(4).median() / costs.get(5).median(),
                costs.get(7).median() / costs.get(6).median());
    }

    /** Ends the run where the two do not give the same fields with the same values. */
    private static void compare(
            SourceRecord[] records, UnaryOperator<SourceRecord> chain, UnaryOperator<SourceRecord> mapped) {
        for (SourceRecord record : records) {
            Map<String, Object> theirs = fields(chain.apply(record).value());
            Map<String, Object> ours = fields(mapped.apply(record).value());
            if (!theirs.equals(ours)) {
                List<String> names = new ArrayList<>(theirs.keySet());
                names.removeIf(name -> Objects.equals(theirs.get(name), ours.get(name)));
                throw new IllegalStateException("the chain and the mapping differ: " + names + ", " + theirs.keySet()
                        + " beside " + ours.keySet());
            }
        }
    }

    private static Map<String, Object> fields(Object value) {
        Map<String, Object> fields = new TreeMap<>();
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                fields.put(field.name(), String.valueOf(struct.get(field)));
            }
        } else {
            ((Map<?, ?>) value).forEach((name, one) -> fields.put((String) name, String.valueOf(one)));
        }
        return fields;
    }
}
