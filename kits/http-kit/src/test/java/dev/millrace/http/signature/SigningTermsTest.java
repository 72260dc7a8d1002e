package dev.millrace.http.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningTermsTest {

    private static final String ADDRESS = "https://certificates.test.example/a.pem";

    @ParameterizedTest
    @CsvSource({
        "paypal, '', " + ADDRESS + ", '', http.auth.webhook.id, is missing",
        "paypal, WH-1, '', '', http.auth.webhook.certificate.url, is missing",
        "paypal, WH-1, http://a.example/a.pem, '', http.auth.webhook.certificate.url, is no address",
        "aws-sns, '', '', '', http.auth.webhook.certificate.url, is missing",
        "aws-sns, '', 'https://a b/', '', http.auth.webhook.certificate.url, is no address",
        "plaid, '', '', '', http.auth.webhook.key.id, is missing",
    })
    void reportsWhatAPresetLacks(
            String preset, String webhookId, String certificate, String keyId, String key, String sentence) {
        Map<String, String> problems = new HashMap<>();

        new SigningTerms(webhookId, certificate, keyId).validate(preset, problems::put);

        assertThat(problems).containsOnlyKeys(key);
        assertThat(problems.get(key)).contains(sentence);
    }

    @Test
    void reportsNothingWhereAllIsThere() {
        Map<String, String> problems = new HashMap<>();

        new SigningTerms("WH-1", ADDRESS, "").validate("paypal", problems::put);
        new SigningTerms("", ADDRESS, "").validate("aws-sns", problems::put);
        new SigningTerms("", "", "k1").validate("plaid", problems::put);
        SigningTerms.NONE.validate("github", problems::put);

        assertThat(problems).isEmpty();
    }
}
