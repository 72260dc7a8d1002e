package dev.millrace.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.MaskField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectFieldsTest {

    private static final String SECRET = "8f7G3kQvZb0m1n2o3p4q5r6s7t8u9v0w1x2y3z4A5B4=";
    private static final String KEYS =
            "{\"keys\":[{\"id\":\"k1\",\"use\":[\"encrypt\",\"hmac\"],\"key\":\"" + SECRET + "\"}]}";

    private static final Schema ADDRESS = SchemaBuilder.struct()
            .name("Address")
            .optional()
            .field("street", Schema.STRING_SCHEMA)
            .field("zip", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema PERSON = SchemaBuilder.struct()
            .name("Person")
            .version(3)
            .field("name", Schema.STRING_SCHEMA)
            .field("ssn", Schema.OPTIONAL_STRING_SCHEMA)
            .field("balance", Schema.INT64_SCHEMA)
            .field("address", ADDRESS)
            .field(
                    "phones",
                    SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
            .build();

    private static Struct person() {
        return new Struct(PERSON)
                .put("name", "Ada Lovelace")
                .put("ssn", "078-05-1120")
                .put("balance", 1815L)
                .put(
                        "address",
                        new Struct(ADDRESS).put("street", "12 St James's Sq").put("zip", "94110"))
                .put("phones", List.of("555-0100", "555-0101"));
    }

    private static Map<String, Object> personMap() {
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("street", "12 St James's Sq");
        address.put("zip", "94110");
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("name", "Ada Lovelace");
        person.put("ssn", "078-05-1120");
        person.put("balance", 1815L);
        person.put("address", address);
        person.put("phones", List.of("555-0100", "555-0101"));
        return person;
    }

    @Test
    void masksANestedPathWhereTheBuiltInLeavesItBare() {
        SourceRecord struct = record(PERSON, person());
        SourceRecord map = record(null, personMap());

        try (MaskField<SourceRecord> theirs = new MaskField.Value<>()) {
            theirs.configure(Map.of("fields", "address.zip"));
            assertThat(Applied.in(Applied.by(theirs, struct), "address", "zip")).isEqualTo("94110");
            assertThat(Applied.in(Applied.by(theirs, map), "address", "zip")).isEqualTo("94110");
            assertThat(Applied.map(Applied.by(theirs, map))).containsKey("address.zip");
        }
        try (ProtectFields<SourceRecord> ours = with("[{'path':'address.zip','action':'null'}]")) {
            assertThat(Applied.in(Applied.by(ours, struct), "address", "zip")).isNull();
            assertThat(Applied.in(Applied.by(ours, map), "address", "zip")).isNull();
            assertThat(Applied.map(Applied.by(ours, map)).keySet())
                    .isEqualTo(personMap().keySet());
        }
    }

    @Test
    void failsForAMisspeltFieldWhereTheBuiltInSaysNothing() {
        SourceRecord struct = record(PERSON, person());
        SourceRecord map = record(null, personMap());

        try (MaskField<SourceRecord> theirs = new MaskField.Value<>()) {
            theirs.configure(Map.of("fields", "snn"));
            assertThat(Applied.by(theirs, struct).value()).isEqualTo(person());
            assertThat(Applied.map(Applied.by(theirs, map)))
                    .containsEntry("ssn", "078-05-1120")
                    .containsKey("snn");
        }
        try (ProtectFields<SourceRecord> ours = with("[{'path':'snn','action':'null'}]")) {
            assertThatThrownBy(() -> Applied.by(ours, struct))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("\"transform\":\"ProtectFields\"")
                    .hasMessageContaining("\"path\":\"snn\"")
                    .hasMessageContaining("\"code\":\"missing\"")
                    .hasMessageContaining("did you mean ssn?");
            assertThatThrownBy(() -> Applied.by(ours, map)).hasMessageContaining("\"code\":\"missing\"");
        }
    }

    @Test
    void masksAStructAndAListWhereTheBuiltInThrows() {
        SourceRecord struct = record(PERSON, person());

        try (MaskField<SourceRecord> theirs = new MaskField.Value<>()) {
            theirs.configure(Map.of("fields", "address"));
            assertThatThrownBy(() -> Applied.by(theirs, struct)).isInstanceOf(DataException.class);
        }
        try (MaskField<SourceRecord> theirs = new MaskField.Value<>()) {
            theirs.configure(Map.of("fields", "phones", "replacement", "***"));
            assertThatThrownBy(() -> Applied.by(theirs, struct)).isInstanceOf(DataException.class);
        }
        try (ProtectFields<SourceRecord> ours = with(
                "[{'path':'address','action':'encrypt'}," + "{'path':'phones[*]','action':'const','value':'***'}]")) {
            SourceRecord masked = Applied.by(ours, struct);
            assertThat(Applied.in(masked, "address")).asString().startsWith("enc:v1:k1:");
            assertThat(Applied.in(masked, "phones")).isEqualTo(List.of("***", "***"));
            try (ProtectFields<SourceRecord> back = with("[{'path':'address','action':'decrypt'}]")) {
                assertThat(Applied.in(Applied.by(back, masked), "address")).isEqualTo(person().getStruct("address"));
            }
        }
        try (ProtectFields<SourceRecord> ours =
                with("[{'path':'address','action':'null'},{'path':'phones','action':'null'}]")) {
            assertThat(Applied.in(Applied.by(ours, struct), "address")).isNull();
            assertThat(Applied.in(Applied.by(ours, struct), "phones")).isNull();
        }
    }

    /** Aiven's Hash, which is not among our dependencies, throws on these ("value schema can't be null") and has no key. */
    @Test
    void hashesMapsAsItHashesStructs() {
        try (ProtectFields<SourceRecord> ours =
                with("[{'path':'ssn','action':'hmac'},{'path':'address','action':'hmac'}]")) {
            SourceRecord struct = Applied.by(ours, record(PERSON, person()));
            SourceRecord map = Applied.by(ours, record(null, personMap()));

            assertThat(Applied.in(struct, "ssn"))
                    .isEqualTo(Applied.in(map, "ssn"))
                    .asString()
                    .matches("[0-9a-f]{64}");
            assertThat(Applied.in(struct, "address")).isEqualTo(Applied.in(map, "address"));
        }
    }

    @Test
    void findsAFieldAtAnyDepth() {
        SourceRecord record = record(
                null,
                Map.of(
                        "ssn",
                        "078-05-1120",
                        "people",
                        List.of(Map.of("ssn", "219-09-9999"), Map.of("more", Map.of("ssn", "457-55-5462")))));

        try (ProtectFields<SourceRecord> ours = with("[{'path':'**.ssn','action':'partial','keepLast':4}]")) {
            assertThat(Applied.by(ours, record).value())
                    .isEqualTo(Map.of(
                            "ssn",
                            "*******1120",
                            "people",
                            List.of(Map.of("ssn", "*******9999"), Map.of("more", Map.of("ssn", "*******5462")))));
        }
    }

    @Test
    void opensByAPathWhatAScanEncrypted() {
        try (ProtectFields<SourceRecord> encrypt = with("[{'path':'**.zip','action':'encrypt'}]");
                ProtectFields<SourceRecord> decrypt = with("[{'path':'address.zip','action':'decrypt'}]")) {
            SourceRecord struct = Applied.by(decrypt, Applied.by(encrypt, record(PERSON, person())));
            SourceRecord map = Applied.by(decrypt, Applied.by(encrypt, record(null, personMap())));

            assertThat(struct.value()).isEqualTo(person());
            assertThat(struct.valueSchema()).isEqualTo(PERSON);
            assertThat(map.value()).isEqualTo(personMap());
        }
    }

    @Test
    void leavesNullsAndTombstonesAndWhatItIsGiven() {
        Struct without = person().put("ssn", null).put("address", null);
        SourceRecord tombstone = record(PERSON, null);
        String rules = "[{'path':'ssn','action':'token'},{'path':'address.zip','action':'null'}]";

        try (ProtectFields<SourceRecord> ours = with(rules)) {
            Struct given = person();
            Struct masked = (Struct) Applied.by(ours, record(PERSON, without)).value();

            assertThat(masked.get("ssn")).isNull();
            assertThat(masked.get("address")).isNull();
            assertThat(Applied.by(ours, tombstone)).isSameAs(tombstone);
            assertThat(Applied.by(ours, record(PERSON, given)).value()).isNotEqualTo(given);
            assertThat(given).isEqualTo(person());
        }
    }

    @Test
    void countsWhatEachKeyHasEncrypted() throws Exception {
        String rules = "[{'path':'ssn','action':'encrypt'},{'path':'name','action':'encrypt-deterministic'}]";

        try (ProtectFields<SourceRecord> ours = with(rules)) {
            long before = encrypted();
            ours.apply(record(PERSON, person()));
            ours.apply(record(null, personMap()));

            assertThat(encrypted() - before).isEqualTo(2);
        }
    }

    private static long encrypted() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        long sum = 0;
        for (ObjectName name :
                server.queryNames(new ObjectName("dev.millrace:type=transform,transform=ProtectFields,*"), null)) {
            for (Object figure : server.getAttributes(name, new String[] {"key.k1.encrypted"})) {
                sum += (long) ((Attribute) figure).getValue();
            }
        }
        return sum;
    }

    @Test
    void protectsAKeyThatIsOneText() {
        ProtectFields<SourceRecord> key = new ProtectFields.Key<>();
        key.configure(Map.of("rules", "[{\"path\":\"$key\",\"action\":\"partial\",\"keepLast\":4}]"));
        SourceRecord record =
                new SourceRecord(Map.of(), Map.of(), "people", 0, Schema.STRING_SCHEMA, "078-05-1120", null, Map.of());

        assertThat(Applied.by(key, record).key()).isEqualTo("*******1120");

        key.close();
    }

    @Test
    void putsNullWhereAValueCannotBeProtectedIfTold() {
        Map<String, String> configuration = configuration("[{'path':'name','action':'generalise','to':'year'}]");
        configuration.put("on.error", "null");

        try (ProtectFields<SourceRecord> ours = with(configuration)) {
            assertThat(Applied.in(Applied.by(ours, record(PERSON, person())), "name"))
                    .isNull();
            assertThat(Applied.in(Applied.by(ours, record(null, personMap())), "name"))
                    .isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules||rules is needed",
                "rules|[{'path':'a','action':'sha256'}]|rules (rule 1) asks for a hash without a key",
                "keys||keys is needed for rule 1: a keyset with a key for hmac; without a key",
                "keys|{'keys':[{'id':'k1','use':'encrypt','key':'SECRET'}]}|keys has no primary key with the use hmac",
                "keys|SECRET|keys is no JSON",
                "keys|{'keys':[{'id':'k1','use':'hmac','key':'SECRETSECRETSECRET'}]}|keys (key 1) needs key to be base64",
                "on.error|keep|on.error keep would let a value go on unprotected",
                "on.error|route|quarantine.topic must be given with on.error=route",
                "aad|somewhere|aad",
                "aad.topic|' '|aad.topic is empty",
                "by.classification|[{'classification':'pii','action':'null'}]|contract or contract.file is needed"
            })
    void saysOnTheKeyWhatIsWrong(String key, @Nullable String value, String sentence) {
        Map<String, String> configuration = configuration("[{'path':'ssn','action':'hmac'}]");
        configuration.remove(key);
        if (value != null) {
            configuration.put(key, value.replace('\'', '"').replace("SECRET", SECRET));
        }
        String told = sentence.substring(0, sentence.indexOf(' ') < 0 ? sentence.length() : sentence.indexOf(' '));

        ConfigValue shown = new ProtectFields.Value<SourceRecord>()
                .config().validate(configuration).stream()
                        .filter(one -> one.name().equals(told))
                        .findFirst()
                        .orElseThrow();

        assertThat(shown.errorMessages())
                .singleElement()
                .asString()
                .contains(sentence)
                .doesNotContain(SECRET);
        assertThat(String.valueOf(shown.value())).doesNotContain(SECRET);
        assertThatThrownBy(() -> with(configuration))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(sentence)
                .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain(SECRET));
    }

    @Test
    void searchesBesideMapsWhoseValuesHaveAnotherType() {
        Schema scores =
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA).build();
        Schema friends = SchemaBuilder.map(Schema.STRING_SCHEMA, PERSON).build();
        Schema schema = SchemaBuilder.struct()
                .field("ssn", Schema.STRING_SCHEMA)
                .field("scores", scores)
                .field("friends", friends)
                .build();
        Struct struct = new Struct(schema)
                .put("ssn", "078-05-1120")
                .put("scores", Map.of("a", 1L))
                .put("friends", Map.of("b", person()));
        Struct taken = new Struct(schema)
                .put("ssn", "078-05-1120")
                .put("scores", Map.of("ssn", 78051120L))
                .put("friends", Map.of());

        try (ProtectFields<SourceRecord> transform = with("[{'path':'**.ssn','action':'hmac'}]")) {
            Struct done = (Struct) Applied.by(transform, record(schema, struct)).value();
            assertThat(done.toString()).doesNotContain("078-05-1120");
            assertThat(done.get("scores")).isEqualTo(Map.of("a", 1L));
            assertThatThrownBy(() -> transform.apply(record(schema, taken)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("mixed-types");
        }
    }

    @Test
    void refusesAPathOfTheOtherSide() {
        assertThatThrownBy(() -> with("[{'path':'$key.ssn','action':'null'}]"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rules begins the path of rule 1 with $key");
    }

    private static ProtectFields<SourceRecord> with(String rules) {
        return with(configuration(rules));
    }

    private static ProtectFields<SourceRecord> with(Map<String, String> configuration) {
        ProtectFields<SourceRecord> transform = new ProtectFields.Value<>();
        transform.configure(configuration);
        return transform;
    }

    private static Map<String, String> configuration(String rules) {
        return new HashMap<>(Map.of("rules", rules.replace('\'', '"'), "keys", KEYS));
    }

    private static SourceRecord record(@Nullable Schema schema, @Nullable Object value) {
        return new SourceRecord(Map.of(), Map.of(), "people", 0, null, null, schema, value);
    }
}
