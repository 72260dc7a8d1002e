package dev.millrace.benchmarks;

import dev.millrace.transforms.MapFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Cast;
import org.apache.kafka.connect.transforms.Flatten;
import org.apache.kafka.connect.transforms.InsertField;
import org.apache.kafka.connect.transforms.MaskField;
import org.apache.kafka.connect.transforms.ReplaceField;
import org.apache.kafka.connect.transforms.TimestampConverter;
import org.apache.kafka.connect.transforms.Transformation;

/** The same work by six of the framework's own transforms, and by one of ours. */
final class TransformChains {

    private TransformChains() {}

    /**
     * Chooses and renames, casts, reads a time, masks, adds and flattens.
     *
     * @param time what times become: Timestamp, or unix for maps, whose Dates the last of them refuses
     */
    static UnaryOperator<SourceRecord> builtIn(String time) {
        List<Transformation<SourceRecord>> chain = new ArrayList<>();
        chain.add(configured(
                new ReplaceField.Value<>(), Map.of("exclude", "junk,s4", "renames", "s1:first_name,s2:last_name")));
        chain.add(configured(new Cast.Value<>(), Map.of("spec", "qty:int32,price:float64,code:string")));
        chain.add(configured(
                new TimestampConverter.Value<>(),
                Map.of("field", "created", "format", "yyyy-MM-dd HH:mm:ss", "target.type", time)));
        chain.add(configured(new MaskField.Value<>(), Map.of("fields", "email,ssn")));
        chain.add(configured(
                new InsertField.Value<>(),
                Map.of(
                        "topic.field", "_topic",
                        "partition.field", "_partition",
                        "timestamp.field", "_time",
                        "static.field", "_origin",
                        "static.value", "ERP")));
        chain.add(configured(new Flatten.Value<>(), Map.of("delimiter", ".")));
        Transformation<SourceRecord>[] all = chain.toArray(TransformChains::array);
        return record -> {
            SourceRecord result = record;
            for (Transformation<SourceRecord> one : all) {
                result = one.apply(result);
            }
            return result;
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // There are no generic arrays.
    private static Transformation<SourceRecord>[] array(int size) {
        return new Transformation[size];
    }

    /**
     * The same by a mapping document.
     *
     * @param out what times become: connect, or epoch_ms for maps
     */
    static UnaryOperator<SourceRecord> mapped(String out) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(TransformChains.class.getResourceAsStream("transforms-mapping.yaml"))) {
            String document =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("out: connect", "out: " + out);
            return configured(new MapFields.Value<SourceRecord>(), Map.of("mapping", document))::apply;
        }
    }

    static <T extends Transformation<SourceRecord>> T configured(T transform, Map<String, String> settings) {
        transform.configure(settings);
        return transform;
    }
}
