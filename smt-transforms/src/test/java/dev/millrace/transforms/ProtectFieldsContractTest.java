package dev.millrace.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.PlainValue;
import dev.millrace.testkit.TransformContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** Fresh ciphertexts differ each time, so they are decrypted before results are compared. */
class ProtectFieldsContractTest extends TransformContract {

    private static final String KEYS = """
            {"primary": "k1", "keys": [
              {"id": "k1", "use": ["encrypt", "hmac"], "key": "8f7G3kQvZb0m1n2o3p4q5r6s7t8u9v0w1x2y3z4A5B4="}]}
            """;

    private static final Schema ITEM = SchemaBuilder.struct()
            .name("Item")
            .optional()
            .field("sku", Schema.STRING_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema PERSON = SchemaBuilder.struct()
            .name("Person")
            .version(3)
            .doc("somebody")
            .parameter("owner", "hr")
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("ssn", Schema.OPTIONAL_STRING_SCHEMA)
            .field("card", Schema.OPTIONAL_STRING_SCHEMA)
            .field("email", Schema.OPTIONAL_STRING_SCHEMA)
            .field("born", Schema.OPTIONAL_STRING_SCHEMA)
            .field("phone", Schema.OPTIONAL_STRING_SCHEMA)
            .field("salary", Schema.OPTIONAL_INT64_SCHEMA)
            .field("items", SchemaBuilder.array(ITEM).optional().build())
            .field("rest", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    @Override
    protected <R extends ConnectRecord<R>> Transformation<R> transform() {
        return new ProtectFields.Value<>();
    }

    @Override
    protected <R extends ConnectRecord<R>> Optional<Transformation<R>> keyTransform() {
        return Optional.of(new ProtectFields.Key<>());
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("keys", KEYS, "rules", """
                [{"path": "id", "action": "token"},
                 {"path": "name", "action": "encrypt"},
                 {"path": "ssn", "action": "encrypt-deterministic"},
                 {"path": "card", "action": "partial", "keepLast": 4},
                 {"path": "email", "action": "hmac", "normalise": ["trim", "lower"]},
                 {"path": "born", "action": "truncate", "length": 4},
                 {"path": "phone", "action": "const", "value": "none"},
                 {"path": "salary", "action": "generalise", "to": "step", "step": 1000},
                 {"path": "items[*].note", "action": "null"}]
                """);
    }

    @Override
    protected Struct struct() {
        List<Struct> items = new ArrayList<>();
        items.add(new Struct(ITEM).put("sku", "A-1").put("note", "4711 for Ada"));
        items.add(new Struct(ITEM).put("sku", "A-2").put("note", "4711 for Bob"));
        return new Struct(PERSON)
                .put("id", 4711L)
                .put("name", "Ada 4711")
                .put("ssn", "078-05-4711")
                .put("card", "4111111111114711")
                .put("email", "Ada.4711@example.com")
                .put("born", "1815-12-10")
                .put("phone", "555-4711")
                .put("salary", 47_110L)
                .put("items", items)
                .put("rest", "stays");
    }

    @Override
    protected void check(SourceRecord before, @Nullable SourceRecord after) {
        Map<?, ?> person = (Map<?, ?>) Objects.requireNonNull(
                PlainValue.of(Objects.requireNonNull(after).value()));
        assertThat(person.get("id")).asString().hasSize(4).isNotEqualTo("4711");
        assertThat(person.get("name")).asString().startsWith("enc:v1:k1:");
        assertThat(person.get("ssn")).asString().startsWith("det:v1:k1:");
        assertThat(person.get("card")).isEqualTo("************4711");
        assertThat(person.get("email")).asString().matches("[0-9a-f]{64}");
        assertThat(person.get("born")).isEqualTo("1815");
        assertThat(person.get("phone")).isEqualTo("none");
        assertThat(person.get("salary")).isEqualTo(47_000L);
        assertThat(person.get("items")).asString().contains("A-1", "A-2").doesNotContain("Ada", "Bob");
        assertThat(person.get("rest")).isEqualTo("stays");
    }

    @Override
    protected Map<String, @Nullable Object> essence(ConnectRecord<?> record) {
        try (Transformation<SourceRecord> decrypt = new ProtectFields.Value<>()) {
            decrypt.configure(Map.of(
                    "keys",
                    KEYS,
                    "rules",
                    "[{\"path\": \"name\", \"action\": \"decrypt\", \"plain\": \"keep\"}]",
                    "on.missing",
                    "ignore"));
            return super.essence(Applied.by(decrypt, (SourceRecord) record));
        }
    }

    @Override
    protected Map<String, String> missingPath() {
        return Map.of("rules", "[{\"path\": \"snn\", \"action\": \"null\"}]");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "rules", "[{\"path\": \"ssn\", \"action\": \"sha256\"}]",
                "keys", "{}",
                "by.classification", "[]",
                "aad", "everything",
                "on.error", "keep",
                "on.missing", "sometimes",
                "schema.cache.size", "0");
    }
}
