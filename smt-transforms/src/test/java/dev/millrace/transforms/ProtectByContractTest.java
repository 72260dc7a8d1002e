package dev.millrace.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectByContractTest {

    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: customers
            version: 1.2.0
            status: active
            schema:
              - name: customer
                logicalType: object
                properties:
                  - name: id
                    logicalType: string
                    classification: public
                  - name: ssn
                    logicalType: string
                    classification: restricted
                  - name: contact
                    logicalType: object
                    properties:
                      - name: email
                        logicalType: string
                        classification: confidential
            """;

    private static final String RULES = "[{'classification':'restricted','action':'null'},"
            + "{'classification':'confidential','action':'partial','keepFirst':1},"
            + "{'classification':'public','action':'keep'}]";

    private static final Map<String, Object> CUSTOMER =
            Map.of("id", "c-1", "ssn", "078-05-1120", "contact", Map.of("email", "ada@example.com"));

    @Test
    void protectsWhatTheContractClassifies() {
        assertThat(protectedBy(Map.of("contract", CONTRACT, "by.classification", RULES)))
                .containsEntry("id", "c-1")
                .containsEntry("ssn", null)
                .containsEntry("contact", Map.of("email", "a**************"));
    }

    @Test
    void readsTheContractFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("contract.yaml"), CONTRACT);

        assertThat(protectedBy(Map.of("contract.file", file.toString(), "by.classification", RULES)))
                .containsEntry("ssn", null);
    }

    @Test
    void letsARuleForTheVeryPathGoBeforeTheContract() {
        assertThat(protectedBy(Map.of(
                        "contract",
                        CONTRACT,
                        "by.classification",
                        RULES,
                        "rules",
                        "[{'path':'ssn','action':'partial','keepLast':4}]")))
                .containsEntry("ssn", "*******1120")
                .containsEntry("contact", Map.of("email", "a**************"));
    }

    @Test
    void protectsWhatASchemaThatHoldsItselfClassifiesAtAnyDepth() {
        String tree = "{\"properties\":{\"ssn\":{\"classification\":\"restricted\"},\"contact\":{\"$ref\":\"#\"}}}";
        String rules = "[{'classification':'restricted','action':'null'}]";
        Map<String, Object> boss = Map.of("contact", Map.of("ssn", "2", "contact", Map.of("ssn", "3")), "ssn", "1");

        Map<String, @Nullable Object> done = protectedBy(Map.of("contract", tree, "by.classification", rules), boss);

        assertThat(done).containsEntry("ssn", null);
        assertThat(String.valueOf(done.get("contact"))).contains("ssn=null").doesNotContain("2", "3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'classification':'restricted','action':'null'}]|by.classification does not name the classification confidential",
                "[{'classification':'restrictd','action':'null'}]|which the contract has not; did you mean restricted?",
                "[{'classification':'restricted'}]|by.classification (rule 1) needs action",
                "[{'classification':'restricted','action':'md5'}]|hash without a key",
                "[{'classification':'restricted','action':'encrypt'},{'classification':'public','action':'keep'},"
                        + "{'classification':'confidential','action':'keep'}]|keys is needed for rule restricted:ssn"
            })
    void saysWhatIsMissing(String rules, String sentence) {
        assertThatThrownBy(() -> protectedBy(Map.of("contract", CONTRACT, "by.classification", rules)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(sentence);
    }

    private static Map<String, @Nullable Object> protectedBy(Map<String, String> configuration) {
        return protectedBy(configuration, CUSTOMER);
    }

    private static Map<String, @Nullable Object> protectedBy(
            Map<String, String> configuration, Map<String, Object> value) {
        Map<String, String> quoted = new HashMap<>(configuration);
        List.of("rules", "by.classification")
                .forEach(key -> quoted.computeIfPresent(key, (name, text) -> text.replace('\'', '"')));
        try (ProtectFields<SourceRecord> transform = new ProtectFields.Value<>()) {
            transform.configure(quoted);
            SourceRecord record = new SourceRecord(Map.of(), Map.of(), "customers", null, value);
            return Applied.map(Applied.by(transform, record));
        }
    }
}
