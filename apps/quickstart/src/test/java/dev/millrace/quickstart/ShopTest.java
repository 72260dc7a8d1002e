package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopTest {
    @Test
    void hasWhatItsExampleRefersTo() throws IOException {
        try (Shop shop = Shop.at(1)) {
            Example example = example();

            assertThat(shop.environment()).containsOnlyKeys(example.variables());
            assertThat(example.setting("webhook.path")).contains(Shop.PATH);
            assertThat(shop.url()).isEqualTo("http://127.0.0.1:1" + Shop.PATH);
        }
    }

    @Test
    void hasASecretOfItsOwnInEveryRun() {
        try (Shop one = Shop.at(1);
                Shop other = Shop.at(1)) {
            assertThat(one.environment()).isNotEqualTo(other.environment());
        }
    }

    @Test
    void signsByItsSecretInALineForTheShell() {
        try (Shop shop = Shop.at(1)) {
            String secret = shop.environment().getOrDefault("SHOP_WEBHOOK_SECRET", "");
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));

            assertThat(shop.curl())
                    .contains("hexkey:" + HexFormat.of().formatHex(key), shop.url())
                    .doesNotContain("\n");
        }
    }

    @Test
    void tellsThatNothingIsAcknowledgedYet() {
        try (Shop shop = Shop.at(1)) {
            assertThat(shop.account()).isEqualTo("webhooks: 0 of 0 acknowledged, after 0 attempts");
        }
    }

    private static Example example() throws IOException {
        List<Example> examples = Example.in(Path.of(System.getProperty("millrace.root"), "config-examples"));
        return examples.stream()
                .filter(example -> example.name().equals("webhook-orders"))
                .findFirst()
                .orElseThrow();
    }
}
