package dev.millrace.feed.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.feed.copybook.Columns;
import dev.millrace.feed.copybook.Copybook;
import dev.millrace.feed.copybook.CopybookOptions;
import dev.millrace.feed.copybook.CopybookProblems;
import dev.millrace.feed.copybook.ReferenceFormat;
import dev.millrace.kit.expression.Expression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One case of the files under {@code /spec/plan}: a copybook, options, bytes, and what they are. */
record PlanSpec(String file, Map<String, Object> row) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    static Stream<PlanSpec> all(String... files) {
        return Stream.of(files).flatMap(PlanSpec::of);
    }

    private static Stream<PlanSpec> of(String file) {
        String name = "/spec/plan/" + file + ".yaml";
        try (InputStream stream = PlanSpec.class.getResourceAsStream(name)) {
            String text = new String(Objects.requireNonNull(stream, name).readAllBytes(), UTF_8);
            List<Map<String, Object>> rows = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return rows.stream().map(row -> new PlanSpec(file, row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RecordPlan plan() throws CopybookProblems {
        CopybookOptions free = CopybookOptions.DEFAULT.with(Columns.of(ReferenceFormat.FREE));
        Item.Group record =
                Copybook.parse("01 R.\n" + text("copybook"), free).records().get(0);
        return RecordPlan.compile(record, options());
    }

    byte[] bytes() {
        if (row.get("text") instanceof String text) {
            return text.getBytes(options().text().charset());
        }
        return HEX.parseHex(text("hex").replace(" ", ""));
    }

    /** What the file expects, every leaf as a text. */
    @Nullable
    Object expected(String key) {
        return row.containsKey(key) ? tree(row.get(key)) : null;
    }

    /** A case without a value expects a complaint. */
    boolean compiles() {
        return !row.containsKey("problems");
    }

    /** The value, or the place and the code of what is wrong. */
    Object decoded() throws CopybookProblems {
        byte[] bytes = bytes();
        try {
            Decoded decoded = plan().decode(bytes, 0, bytes.length);
            decoded.value().validate();
            return decoded;
        } catch (CorruptField corrupt) {
            return corrupt.path() + " " + corrupt.code() + " at " + corrupt.offset()
                    + (corrupt.stops() ? ", stop" : "");
        }
    }

    private String text(String key) {
        return String.valueOf(Objects.requireNonNull(row.get(key), key));
    }

    /** The fields that are not null; bytes in hexadecimal. */
    static Object tree(@Nullable Object value) {
        if (value instanceof Struct struct) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (Field field : struct.schema().fields()) {
                Object one = struct.get(field);
                if (one != null) {
                    fields.put(field.name(), tree(one));
                }
            }
            return fields;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((key, one) -> fields.put(String.valueOf(key), tree(one)));
            return fields;
        }
        if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            list.forEach(one -> elements.add(tree(one)));
            return elements;
        }
        return value instanceof byte[] bytes
                ? HEX.formatHex(bytes)
                : value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    PlanOptions options() {
        PlanOptions options = PlanOptions.DEFAULT;
        if (row.get("options") instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                options = with(options, String.valueOf(entry.getKey()), entry.getValue());
            }
        }
        return options;
    }

    private static PlanOptions with(PlanOptions options, String key, Object value) {
        String word = String.valueOf(value);
        String constant = word.toUpperCase(Locale.ROOT).replace('-', '_');
        return switch (key) {
            case "charset" -> options.with(options.text().withCharset(Charsets.named(word)));
            case "charsets" ->
                options.with(options.text()
                        .withFields(words(value).entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, entry -> Charsets.named(entry.getValue())))));
            case "trim" -> options.with(options.text().withTrim(Trim.valueOf(constant)));
            case "signs" -> options.with(options.numbers().withSigns(SignStyle.valueOf(constant)));
            case "zones" -> options.with(options.numbers().withZones(Zones.valueOf(constant)));
            case "nibbles" -> options.with(options.numbers().withNibbles(SignNibbles.valueOf(constant)));
            case "endian" ->
                options.with(options.numbers()
                        .withOrder(word.equals("little") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN));
            case "endian-fields" ->
                options.with(options.numbers()
                        .withOrders(words(value).entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().equals("little")
                                                ? ByteOrder.LITTLE_ENDIAN
                                                : ByteOrder.BIG_ENDIAN))));
            case "floats" -> options.with(options.numbers().withFloats(Coding.FloatForm.valueOf(constant)));
            case "truncation" -> options.with(options.numbers().withTruncation(Truncation.valueOf(constant)));
            case "decimals" -> options.with(options.numbers().withDecimals(DecimalMode.valueOf(constant)));
            default -> withShape(options, key, value, constant);
        };
    }

    private static PlanOptions withShape(PlanOptions options, String key, Object value, String constant) {
        return switch (key) {
            case "odo" -> options.with(options.shape().withOdo(OdoPolicy.valueOf(constant)));
            case "counts" -> options.with(options.shape().withCounts(counts(value)));
            case "undecided" -> options.with(options.shape().withUndecided(Undecided.valueOf(constant)));
            case "unruled" -> options.with(options.shape().withUnruled(Undecided.valueOf(constant)));
            case "short" -> options.with(options.shape().withShortRecord(ShortRecord.valueOf(constant)));
            case "by-value" -> options.with(options.shape().withRedefines(byValue(value)));
            case "by-expression" ->
                options.with(options.shape()
                        .withRedefines(words(value).entrySet().stream()
                                .<RedefineChoice>map(entry -> new RedefineChoice.ByExpression(
                                        entry.getKey(), Expression.parse(entry.getValue())))
                                .toList()));
            case "names" -> options.with(options.names().withStyle(NameStyle.valueOf(constant)));
            case "groups" -> options.with(options.names().withGroups(constant.equals("KEEP")));
            case "conditions" -> options.with(options.names().withConditions((boolean) value));
            case "texts" -> options.with(options.names().withTexts(Set.of(String.valueOf(value))));
            case "fillers" -> options.with(options.names().withFillers(fillers(words(value))));
            case "corrupt" -> options.with(corrupt(options.damage(), value));
            case "nulls" -> options.with(nulls(options.damage(), words(value)));
            default -> throw new IllegalArgumentException(key);
        };
    }

    private static DamageRules corrupt(DamageRules rules, Object value) {
        if (value instanceof String word) {
            return rules.withCorrupt(CorruptPolicy.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        DamageRules all = rules;
        for (Map.Entry<String, String> entry : words(value).entrySet()) {
            all = all.withCorrupt(
                    FieldClass.valueOf(entry.getKey().toUpperCase(Locale.ROOT)),
                    CorruptPolicy.valueOf(entry.getValue().toUpperCase(Locale.ROOT)));
        }
        return all;
    }

    private static DamageRules nulls(DamageRules rules, Map<String, String> classes) {
        DamageRules all = rules;
        for (Map.Entry<String, String> entry : classes.entrySet()) {
            Set<Filling> fillings = Stream.of(entry.getValue().split(" "))
                    .filter(word -> !word.isEmpty() && !word.equals("none"))
                    .map(word -> Filling.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
                    .collect(Collectors.toSet());
            all = all.withNulls(FieldClass.valueOf(entry.getKey().toUpperCase(Locale.ROOT)), fillings);
        }
        return all;
    }

    private static FillerPolicy fillers(Map<String, String> words) {
        return new FillerPolicy(
                Objects.equals(words.get("values"), "keep"),
                FillerPolicy.Groups.valueOf(
                        words.getOrDefault("groups", "flatten").toUpperCase(Locale.ROOT)),
                FillerPolicy.Naming.valueOf(
                        words.getOrDefault("naming", "sequence").toUpperCase(Locale.ROOT)));
    }

    private static List<RedefineChoice> byValue(Object value) {
        List<RedefineChoice> choices = new ArrayList<>();
        ((Map<?, ?>) value)
                .forEach((field, values) -> choices.add(
                        new RedefineChoice.ByValue(String.valueOf(field), words(Objects.requireNonNull(values)))));
        return choices;
    }

    private static Map<String, Map<String, Integer>> counts(Object value) {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        ((Map<?, ?>) value).forEach((field, words) -> {
            Map<String, Integer> numbers = new HashMap<>();
            words(Objects.requireNonNull(words)).forEach((word, number) -> numbers.put(word, Integer.valueOf(number)));
            counts.put(String.valueOf(field), numbers);
        });
        return counts;
    }

    private static Map<String, String> words(Object value) {
        Map<String, String> words = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, word) -> words.put(String.valueOf(key), String.valueOf(word)));
        return words;
    }

    @Override
    public String toString() {
        return file + ": " + row.get("name");
    }
}
