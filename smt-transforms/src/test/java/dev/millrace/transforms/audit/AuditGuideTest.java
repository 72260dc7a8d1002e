package dev.millrace.transforms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.CanonicalJson;
import dev.millrace.transforms.AddAuditHeaders;
import dev.millrace.transforms.Deduplicate;
import dev.millrace.transforms.LimitSize;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;

/** What the guide shows is so. */
class AuditGuideTest {

    private static final Path GUIDE = Path.of("../docs/guides/audit.md");
    private static final Path EXAMPLE = Path.of("../config-examples/transforms-audit-orders.json");
    private static final Pattern BLOCK = Pattern.compile("```(json|text)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ENTRY = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern CODE = Pattern.compile("`([a-z]+(?:\\.[a-z]+)+)`");

    private final String guide = read(GUIDE);

    @Test
    void showsConfigurationsThatAreRight() {
        List<Map<String, String>> shown = blocks("json")
                .map(AuditGuideTest::entries)
                .filter(block -> block.containsKey("transforms"))
                .toList();

        assertThat(shown).hasSize(3).allSatisfy(AuditGuideTest::assertValid);
        assertValid(entries(read(EXAMPLE)));
    }

    @Test
    void showsTwoEventsOfAnIntactChain() {
        ChainVerifier verifier = new ChainVerifier();
        List<AuditHeaders> events = blocks("json")
                .map(AuditGuideTest::entries)
                .filter(block -> block.containsKey("audit.id"))
                .map(AuditHeaders::new)
                .toList();

        events.forEach(event -> verifier.accept("orders-0", event));

        assertThat(events).hasSize(2);
        assertThat(verifier.report().chains())
                .singleElement()
                .returns(ChainReport.Verdict.INTACT, ChainReport.Chain::verdict)
                .returns(2L, ChainReport.Chain::events);
    }

    @Test
    void showsTheFormAndTheHashOfAPayloadAndTheIdsOfItsEvidence() throws Exception {
        Schema schema = SchemaBuilder.struct()
                .field("order_id", Schema.INT64_SCHEMA)
                .field("amount", Decimal.schema(2))
                .field("express", Schema.BOOLEAN_SCHEMA)
                .field("weight", Schema.FLOAT64_SCHEMA)
                .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct order = new Struct(schema)
                .put("order_id", 4711L)
                .put("amount", new BigDecimal("10.50"))
                .put("express", true)
                .put("weight", 2.0);
        SourceRecord record =
                new SourceRecord(Map.of("file", "orders.csv"), Map.of("line", 1L), "orders", schema, order);

        String form = new CanonicalJson().text(schema, order);
        AuditHeaders evidence =
                Audits.headers(Audits.auditor("action", "receive").stamp(record));

        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(form.getBytes(StandardCharsets.UTF_8)));
        assertThat(blocks("text").toList()).containsExactly(form + "\n");
        assertThat(guide).contains("`" + hash + "`");
        assertThat(evidence.text(AuditField.PAYLOAD_HASH)).hasValue(hash);
        assertThat(guide)
                .contains("\"audit.id\": \"" + evidence.text(AuditField.ID).orElseThrow() + "\"");
    }

    @Test
    void namesEveryHeaderAndNoOther() {
        List<String> named = CODE.matcher(guide)
                .results()
                .map(code -> code.group(1))
                .filter(name -> name.startsWith("audit.") && !name.equals("audit.topic"))
                .distinct()
                .toList();

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(AuditField.values()).map(AuditField::header).toList());
    }

    @Test
    void namesOptionsThatExist() {
        ConfigDef options = new AddAuditHeaders<SourceRecord>().config();
        Stream<String> named = Stream.of(
                "payload.part",
                "payload.hash.key.id",
                "raw.hash.headers",
                "raw.size.headers",
                "memory.max.records",
                "config.hash");

        assertThat(named).allSatisfy(name -> {
            assertThat(options.names()).contains(name);
            assertThat(guide).contains(name);
        });
    }

    private static void assertValid(Map<String, String> connector) {
        for (String alias : List.of(connector.getOrDefault("transforms", "").split(",", -1))) {
            String prefix = "transforms." + alias + ".";
            Map<String, String> configuration = connector.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(prefix))
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().substring(prefix.length()),
                            entry -> entry.getValue().replace("${env:AUDIT_KEY}", "k".repeat(32))));
            Transformation<SourceRecord> transform = transform(configuration.remove("type"));

            assertThat(transform.config().names()).containsAll(configuration.keySet());
            assertThat(transform.config().validate(configuration))
                    .flatExtracting(ConfigValue::errorMessages)
                    .isEmpty();
            transform.configure(configuration);
            transform.close();
        }
    }

    private static Transformation<SourceRecord> transform(String type) {
        return switch (type) {
            case "dev.millrace.transforms.AddAuditHeaders" -> new AddAuditHeaders<>();
            case "dev.millrace.transforms.Deduplicate" -> new Deduplicate<>();
            case "dev.millrace.transforms.LimitSize" -> new LimitSize<>();
            default -> throw new AssertionError("the guide does not speak of " + type);
        };
    }

    private Stream<String> blocks(String language) {
        return BLOCK.matcher(guide)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2));
    }

    private static Map<String, String> entries(String json) {
        return ENTRY.matcher(json)
                .results()
                .collect(Collectors.toMap(
                        entry -> entry.group(1), AuditGuideTest::text, (one, other) -> other, LinkedHashMap::new));
    }

    private static String text(MatchResult entry) {
        return entry.group(2).replace("\\\"", "\"");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
