package dev.millrace.transforms.predicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testkit.PredicateContract;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContractValidTest extends PredicateContract {

    private static final String CONTRACT =
            "{\"required\": [\"id\"], \"properties\": {\"id\": {\"type\": \"integer\"}}}";

    @Override
    protected <R extends ConnectRecord<R>> Predicate<R> predicate() {
        return new ContractValid<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("contract", CONTRACT);
    }

    @Override
    protected Struct struct() {
        Schema address = SchemaBuilder.struct()
                .field("city", Schema.OPTIONAL_STRING_SCHEMA)
                .optional()
                .build();
        Schema schema = SchemaBuilder.struct()
                .name("orders.Order")
                .field("id", Schema.INT64_SCHEMA)
                .field("address", address)
                .field(
                        "tags",
                        SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
                .build();
        return new Struct(schema)
                .put("id", 5L)
                .put("address", new Struct(address).put("city", "Ulm"))
                .put("tags", List.of("a", "b"));
    }

    @Override
    protected SourceRecord other() {
        return record(null, Map.of("id", "none"));
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "contract", "{",
                "contract.file", "/there/is/none.json",
                "contract.schema.name", "orders",
                "contract.nulls", "maybe",
                "contract.side", "header");
    }

    @Test
    void tellsRecordsThatKeepToTheContractFromThoseThatBreakIt() {
        ContractValid<SourceRecord> predicate = of(Map.of("contract", CONTRACT));
        Schema schema =
                SchemaBuilder.struct().field("id", Schema.OPTIONAL_INT32_SCHEMA).build();

        assertThat(predicate.test(plain(null, Map.of("id", 1)))).isTrue();
        assertThat(predicate.test(plain(null, Map.of("id", "1")))).isFalse();
        assertThat(predicate.test(plain(schema, new Struct(schema).put("id", 1))))
                .isTrue();
        assertThat(predicate.test(plain(schema, new Struct(schema)))).isFalse();
    }

    @Test
    void hasNothingAgainstTombstonesAndRecordsThatAreNoData() {
        ContractValid<SourceRecord> predicate = of(Map.of("contract", CONTRACT));
        SourceRecord audit = plain(null, "no document");
        audit.headers().addString("millrace.kind", "audit");

        assertThat(predicate.test(plain(null, null))).isTrue();
        assertThat(predicate.test(audit)).isTrue();
    }

    @Test
    void looksAtTheKeyWhereToldSo() {
        ContractValid<SourceRecord> predicate = of(Map.of("contract", "{\"maxLength\": 1}", "contract.side", "key"));

        assertThat(predicate.test(plain(null, "long enough"))).isTrue();
        assertThat(of(Map.of("contract", "{\"minLength\": 2}", "contract.side", "key"))
                        .test(plain(null, "long enough")))
                .isFalse();
    }

    @Test
    void findsABrokenContractWhenItIsConfigured() {
        assertThatThrownBy(() -> of(Map.of("contract", "{\"minimum\": \"low\"}")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("minimum");
    }

    private static ContractValid<SourceRecord> of(Map<String, String> options) {
        ContractValid<SourceRecord> predicate = new ContractValid<>();
        predicate.configure(options);
        return predicate;
    }

    private static SourceRecord plain(@Nullable Schema schema, @Nullable Object value) {
        return new SourceRecord(Map.of(), Map.of("line", 1L), "orders", 0, null, "k", schema, value);
    }
}
