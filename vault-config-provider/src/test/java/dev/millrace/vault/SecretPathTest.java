package dev.millrace.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.ConnectorFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretPathTest {

    @ParameterizedTest
    @CsvSource({
        "secret/erp, secret/data/erp",
        "secret/orders/erp, secret/data/orders/erp",
        "secret/orders/erp?version=12, secret/data/orders/erp?version=12",
        "secret/with blank/ä+b, secret/data/with%20blank/%C3%A4%2Bb",
        "kv/team-a/erp, kv/team-a/data/erp",
        "kv/team-b/erp, kv/data/team-b/erp",
    })
    void asksForTheSecretBelowItsMount(String text, String request) {
        assertThat(SecretPath.parse(text, List.of("kv", "kv/team-a")).request()).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "secret/",
                "/secret/erp",
                "secret//erp",
                "secret/../sys/mounts",
                "secret/./erp",
                "secret/erp?version=0",
                "secret/erp?version=new",
                "secret/erp?list=true",
                "secret/e\nrp",
                "kv/team-a"
            })
    void refusesWhatNamesNoSecret(String text) {
        assertThatThrownBy(() -> SecretPath.parse(text, List.of("kv/team-a")))
                .isInstanceOf(ConnectorFailure.class)
                .hasMessageContaining("${vault:mount/path:key}");
    }

    @Test
    void isShownAsItIsWritten() {
        assertThat(SecretPath.parse("secret/orders/erp?version=3", List.of()))
                .hasToString("secret/orders/erp?version=3");
    }
}
