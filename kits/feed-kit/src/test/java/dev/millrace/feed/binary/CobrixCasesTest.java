package dev.millrace.feed.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.feed.copybook.Copybook;
import dev.millrace.feed.copybook.CopybookOptions;
import dev.millrace.feed.copybook.Dialect;
import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.RecordPlan;
import dev.millrace.feed.plan.Slot;
import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files, copybooks and expected rows of the Cobrix project, with its options in our words. */
class CobrixCasesTest {

    /** Name, first byte and length of an item with a number. */
    private static final Pattern LISTED =
            Pattern.compile("\\s*\\d+ ([A-Z0-9_]+)\\s+([a-zA-Z\\[\\]]+\\s+)?\\d+\\s+(\\d+)\\s+\\d+\\s+(\\d+)\\s*");

    private static final Charset EBCDIC = Charset.forName("IBM037");

    /** One case with one of its sets of options. */
    record Case(Path folder, Map<String, Object> facts, Map<String, String> options, String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> folders = Files.list(Fixtures.folder("cobrix"))) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                Map<String, Object> facts = JsonTree.parse(Files.readString(folder.resolve("case.json")));
                cases.add(new Case(folder, facts, options(facts.get("options")), String.valueOf(facts.get("name"))));
                if (facts.get("alternativeOptions") instanceof List<?> others) {
                    others.forEach(other ->
                            cases.add(new Case(folder, facts, options(other), facts.get("name") + " " + cases.size())));
                }
            }
        }
        return cases.stream();
    }

    private static Map<String, String> options(@Nullable Object given) {
        Map<String, String> options = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(given))
                .forEach((key, value) -> options.put(String.valueOf(key), String.valueOf(value)));
        return options;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsWhatCobrixReads(Case given) throws IOException {
        List<Map<String, Object>> expected = new ArrayList<>();
        for (String line : Files.readAllLines(given.folder().resolve("expected.txt"))) {
            Map<String, Object> row = JsonTree.parse(line);
            // It counts the records before a tree and in it; here a tree is one record.
            if (given.options().keySet().stream().anyMatch(key -> key.startsWith("segment-children"))) {
                row.remove("Record_Id");
            }
            expected.add(row);
        }

        List<Map<String, Object>> rows = rows(given);

        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).as("row %d", i).containsExactlyInAnyOrderEntriesOf(expected.get(i));
        }
    }

    /** Our items in preorder, without those that the compiler put between them, have the first and last bytes of its listing. */
    @ParameterizedTest
    @MethodSource("cases")
    void findsTheOffsetsThatCobrixFinds(Case given) throws Exception {
        Path listing = given.folder().resolve("layout.txt");
        assumeTrue(Files.exists(listing), "this case has no layout.txt");
        List<String> expected = new ArrayList<>();
        for (String line : Files.readAllLines(listing)) {
            Matcher parts = LISTED.matcher(line);
            if (parts.matches() && !parts.group(1).startsWith("FILLER")) {
                // It makes what shares bytes as long as the longest of them; COBOL does not (ISO/IEC 1989:2014,
                // 13.18.44).
                boolean shares = parts.group(2) != null
                        && parts.group(2).toLowerCase(Locale.ROOT).contains("r");
                expected.add(parts.group(1) + " " + parts.group(3) + (shares ? "" : " " + parts.group(4)));
            }
        }
        String text = Files.readString(given.folder().resolve("copybook.cob"));
        Dialect wide = Dialect.IBM.with(Dialect.BinarySizes.TWO_FOUR_EIGHT, Dialect.WideBinaries.FEWEST);
        Item.Group record = Copybook.parse(text, CopybookOptions.DEFAULT.with(wide))
                .records()
                .get(0);

        Set<String> offsets = new HashSet<>();
        for (Slot slot : RecordPlan.compile(record, PlanOptions.DEFAULT).listing()) {
            String name =
                    slot.path().substring(slot.path().lastIndexOf('.') + 1).replace('-', '_');
            offsets.add(name + " " + (slot.offset() + 1));
            offsets.add(name + " " + (slot.offset() + 1) + " " + (long) slot.length() * slot.times());
        }

        assertThat(expected).isNotEmpty();
        assertThat(offsets).containsAll(expected);
    }

    private static List<Map<String, Object>> rows(Case given) throws IOException {
        String copybooks =
                Files.exists(given.folder().resolve("copybook.cob")) ? "copybook.cob" : "copybook_a.cob,copybook_b.cob";
        Map<String, String> ours = CobrixOptions.ours(given.options(), given.folder(), copybooks);
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        AbstractConfig config = new AbstractConfig(definition, ours, false);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Path file : files(given)) {
            try (InputStream bytes = Files.newInputStream(file);
                    RecordReader reader = BinaryFormat.copybook().open(bytes, ReadContext.fromStart(config, "case"))) {
                for (Read read = reader.next(); !(read instanceof Read.End); read = reader.next()) {
                    assertThat(read).isInstanceOf(Read.Value.class);
                    rows.add(row((Read.Value) read, given));
                }
            }
        }
        String order = String.valueOf(given.facts().get("order"));
        if (!order.equals("file order") && !order.startsWith("File_Id")) {
            Comparator<Map<String, Object>> comparator = Comparator.comparing(row -> "");
            for (String column : order.split(", ", -1)) {
                comparator = comparator.thenComparing(row -> key(row.get(column)));
            }
            rows.sort(comparator);
        }
        int take = ((BigDecimal) Objects.requireNonNull(given.facts().get("take"))).intValue();
        return rows.subList(0, Math.min(take, rows.size()));
    }

    private static String key(@Nullable Object value) {
        return value instanceof BigDecimal number
                ? String.format("%030.6f", number)
                : value == null ? "" : String.valueOf(value);
    }

    private static List<Path> files(Case given) throws IOException {
        try (Stream<Path> files = Files.walk(given.folder())) {
            return files.filter(file -> file.toString().matches(".*\\.(bin|dat)"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, Object> row(Read.Value read, Case given) throws IOException {
        Map<String, String> options = given.options();
        Struct record = (Struct) Objects.requireNonNull(read.value());
        UnaryOperator<String> texts = options.containsKey("encoding") ? text -> text : common(options, given.folder());
        Map<String, Object> values = JsonTree.of(record, texts);
        if (Boolean.TRUE.equals(given.facts().get("nullsFilledWithZero"))) {
            fill(record.schema(), values);
        }
        Map<String, Object> row = new LinkedHashMap<>();
        if (options.containsKey("generate_record_id")) {
            generated(read, given, row);
        }
        boolean several = "RECORDS".equals(record.schema().name());
        if (options.getOrDefault("schema_retention_policy", "").equals("keep_original") && !several) {
            row.put(record.schema().name(), values);
        } else {
            row.putAll(values);
        }
        return row;
    }

    private static void generated(Read.Value read, Case given, Map<String, Object> row) {
        row.put("File_Id", BigDecimal.ZERO);
        boolean isTree = given.options().keySet().stream().anyMatch(key -> key.startsWith("segment-children"));
        if (!isTree) {
            row.put("Record_Id", header(read, BinaryReader.NUMBER));
        }
        // The file's own header was dropped from these rows.
        if (!given.options().containsKey("record_header_parser")) {
            row.put("Record_Byte_Length", header(read, BinaryReader.LENGTH));
        }
        String prefix = given.options().getOrDefault("segment_id_prefix", "") + "_0_";
        for (int level = 0; level < 3; level++) {
            Header id = headers(read).lastWithName("millrace.level." + level);
            if (id != null) {
                row.put("Seg_Id" + level, prefix + id.value());
            }
        }
    }

    private static Headers headers(Read.Value read) {
        return Objects.requireNonNull(read.headers());
    }

    private static BigDecimal header(Read.Value read, String name) {
        return JsonTree.number(
                new BigDecimal(headers(read).lastWithName(name).value().toString()));
    }

    private static void fill(Schema schema, Map<String, Object> values) {
        for (Field field : schema.fields()) {
            Schema.Type type = field.schema().type();
            boolean isNumber = type.isPrimitive() && type != Schema.Type.STRING && type != Schema.Type.BOOLEAN;
            if (isNumber) {
                values.putIfAbsent(field.name(), BigDecimal.ZERO);
            }
        }
    }

    /** Its code page "common" knows few characters, and takes all others for blanks. */
    private static UnaryOperator<String> common(Map<String, String> options, Path folder) throws IOException {
        Map<String, Object> table = JsonTree.parse(Files.readString(folder.resolveSibling("codepage-common.json")));
        Map<?, ?> known = (Map<?, ?>) Objects.requireNonNull(table.get("map"));
        String trim = options.getOrDefault("string_trimming_policy", "both");
        return text -> {
            StringBuilder all = new StringBuilder();
            for (byte one : text.getBytes(EBCDIC)) {
                Object character = known.get(String.format("%02X", one));
                all.append(character == null ? " " : character);
            }
            return switch (trim) {
                case "left" -> all.toString().replaceAll("^[ \n\r]+", "");
                case "right" -> all.toString().replaceAll("[ \n\r]+$", "");
                case "none" -> all.toString();
                default -> all.toString().strip();
            };
        };
    }
}
