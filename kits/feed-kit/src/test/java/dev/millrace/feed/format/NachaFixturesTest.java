package dev.millrace.feed.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ACH files of a third party, read with the layout that is shipped with the examples. */
class NachaFixturesTest {

    private static final Path LAYOUT =
            Path.of(System.getProperty("millrace.root"), "config-examples/layouts/nacha.yaml");
    private static final Map<String, String> TYPES = Map.of(
            "file_header", "1",
            "batch_header", "5",
            "entry", "6",
            "addenda", "7",
            "addenda_other", "7",
            "batch_control", "8",
            "file_control", "9");

    static Stream<Named<Map<String, Object>>> files() throws IOException {
        Path folder = Fixtures.folder("nacha");
        Object cases = FormatSpec.yaml(Files.readString(folder.resolve("cases.json")));
        return FormatSpec.maps(cases).stream().map(file -> Named.of(String.valueOf(file.get("name")), file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsWhatIsValidAndNamesWhatIsWrong(Map<String, Object> file) throws IOException {
        List<Read> reads = read(String.valueOf(file.get("file")));

        List<String> codes = reads.stream()
                .filter(Read.Malformed.class::isInstance)
                .map(read -> ((Read.Malformed) read).code())
                .toList();
        if (Objects.equals(file.get("valid"), true)) {
            assertThat(codes).isEmpty();
            assertThat(counts(reads)).isEqualTo(expectedCounts(file));
            assertThat(first(reads, "file_header")).containsAllEntriesOf(stripped(field(file, "fileHeader")));
            assertThat(first(reads, "file_control"))
                    .containsEntry("total_debit", cents(field(file, "totalDebit")))
                    .containsEntry("total_credit", cents(field(file, "totalCredit")));
        } else {
            assertThat(codes).isNotEmpty();
            assertThat((List<?>) field(file, "problems")).anyMatch(codes::contains);
        }
    }

    private static Object field(Map<String, Object> file, String name) {
        return Objects.requireNonNull(file.get(name), name);
    }

    private static List<Read> read(String name) throws IOException {
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        AbstractConfig config =
                new AbstractConfig(definition, Map.of("fixed-width.layout.file", LAYOUT.toString()), false);
        Path path = Fixtures.folder("nacha").resolve(name);
        List<Read> reads = new ArrayList<>();
        try (RecordReader reader = Formats.named("fixed-width")
                .open(new ByteArrayInputStream(Files.readAllBytes(path)), ReadContext.fromStart(config, name))) {
            for (Read read = reader.next(); !(read instanceof Read.End); read = reader.next()) {
                reads.add(read);
            }
        }
        return reads;
    }

    private static String type(Read.Value value) {
        return String.valueOf(Objects.requireNonNull(value.headers())
                .lastWithName("millrace.record.type")
                .value());
    }

    private static Map<String, Integer> counts(List<Read> reads) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Read read : reads) {
            counts.merge(TYPES.getOrDefault(type((Read.Value) read), "?"), 1, Integer::sum);
        }
        return counts;
    }

    private static Map<String, Integer> expectedCounts(Map<String, Object> file) {
        Map<String, Integer> counts = new TreeMap<>();
        ((Map<?, ?>) field(file, "recordCounts")).forEach((type, count) -> {
            if (!count.equals(0)) {
                counts.put(String.valueOf(type), (Integer) count);
            }
        });
        return counts;
    }

    private static Map<String, String> first(List<Read> reads, String type) {
        Struct struct = reads.stream()
                .map(Read.Value.class::cast)
                .filter(value -> type(value).equals(type))
                .map(value -> (Struct) Objects.requireNonNull(value.value()))
                .findFirst()
                .orElseThrow();
        Map<String, String> fields = new HashMap<>();
        struct.schema().fields().forEach(field -> fields.put(field.name(), String.valueOf(struct.get(field))));
        return fields;
    }

    /** The names and values of the fixture's fields as the layout has them. */
    private static Map<String, String> stripped(Object fields) {
        Map<String, String> stripped = new HashMap<>();
        ((Map<?, ?>) fields)
                .forEach((name, value) -> stripped.put(
                        String.valueOf(name).replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
                        String.valueOf(value).stripTrailing()));
        return stripped;
    }

    private static String cents(Object amount) {
        return BigDecimal.valueOf(((Number) amount).longValue(), 2).toPlainString();
    }
}
