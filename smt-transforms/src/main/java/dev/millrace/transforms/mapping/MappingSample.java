package dev.millrace.transforms.mapping;

import dev.millrace.kit.ConnectJson;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathReader;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.kit.path.PathStep;
import dev.millrace.kit.path.RecordPath;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.RuleMeters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping makes of one record, field by field. Holds the record's values: it is for samples.
 *
 * @param fields one for each field of the document, in its order
 */
public record MappingSample(List<SampleField> fields) {

    /** Longer values are cut: a page is no place for a document. */
    private static final int LONGEST = 200;

    public MappingSample {
        fields = List.copyOf(fields);
    }

    /**
     * What one field reads and makes.
     *
     * @param in as JSON; empty where it reads no single place, or nothing is there
     * @param out as JSON; empty where nothing came of it
     * @param code why the record would fail here; empty where it would not
     */
    public record SampleField(String target, Optional<String> in, Optional<String> out, Optional<String> code) {

        List<TableCell> cells() {
            TableCell made = out.map(TableCell::code).orElse(TableCell.NOTHING);
            return List.of(
                    in.map(TableCell::code).orElse(TableCell.NOTHING),
                    code.map(failed -> TableCell.text("fails with ").then(TableCell.code(failed)))
                            .orElse(made));
        }
    }

    /** Maps the record's value. Fields that fail are taken out one by one, so that the others show what they make. */
    public static MappingSample of(Mapping mapping, SinkRecord sample) {
        Map<String, String> codes = new HashMap<>();
        SchemaAndValue made = null;
        List<MappingField> left = new ArrayList<>(mapping.fields());
        while (made == null && !left.isEmpty()) {
            try {
                made = map(mapping.with(left), sample);
            } catch (RuleFailure failure) {
                codes.put(failure.rule(), failure.code());
                without(failure.rule(), left);
            }
        }
        SchemaAndValue result = made == null ? SchemaAndValue.NULL : made;
        return new MappingSample(mapping.fields().stream()
                .map(field -> field(field, sample, result, codes.get(field.rule())))
                .toList());
    }

    /** A list has as many elements as all of its fields say together: without one of them nothing can be said of the others. */
    private static void without(String rule, List<MappingField> left) {
        Optional<MappingField> failed =
                left.stream().filter(field -> field.rule().equals(rule)).findFirst();
        Optional<List<PathStep>> list =
                failed.flatMap(field -> MappingField.upToStar(field.target().steps(), 1));
        boolean any = left.removeIf(field -> field.rule().equals(rule)
                || (list.isPresent()
                        && MappingField.upToStar(field.target().steps(), 1).equals(list)));
        if (!any) {
            left.clear();
        }
    }

    private static SchemaAndValue map(Mapping mapping, SinkRecord sample) {
        AbstractConfig patient = new AbstractConfig(
                MappingSettings.definition(),
                // A page is made on machines that are slow too, and by the first call of an expression.
                Map.of(MappingSettings.MAPPING, "", MappingSettings.SCRIPT_TIME, "60000"),
                false);
        MappingSettings settings = MappingSettings.from(PathRoot.VALUE, patient);
        try (RuleMeters meters = RuleMeters.register("MapFields", Mapper.rules(mapping))) {
            return new Mapper(mapping, settings, meters)
                    .map(sample, sample.valueSchema(), Objects.requireNonNull(sample.value()));
        }
    }

    private static SampleField field(
            MappingField field, SinkRecord sample, SchemaAndValue made, @Nullable String code) {
        List<String> in = field.source() instanceof FieldSource.Places places
                ? places.paths().stream()
                        .map(path -> read(path, sample))
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
        return new SampleField(
                field.rule(),
                in.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", in)),
                code == null ? read(field.target(), made.schema(), made.value()) : Optional.empty(),
                Optional.ofNullable(code));
    }

    private static Optional<String> read(FieldPath path, SinkRecord sample) {
        boolean ofValue = path.root() == PathRoot.HERE || path.root() == PathRoot.VALUE;
        return ofValue
                ? read(path, sample.valueSchema(), sample.value())
                : RecordPath.of(path).first(sample).map(found -> text(found.schema(), found.value()));
    }

    private static Optional<String> read(FieldPath path, @Nullable Schema schema, @Nullable Object value) {
        PathReader reader = new PathReader(path);
        if (path.isSingle()) {
            return reader.first(schema, value).map(found -> text(found.schema(), found.value()));
        }
        List<@Nullable Object> all = reader.findAll(value);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.stream().map(one -> text(null, one)).collect(Collectors.joining(", ")));
    }

    private static String text(@Nullable Schema schema, @Nullable Object value) {
        String text = ConnectJson.textWithoutDefaults(schema, value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
