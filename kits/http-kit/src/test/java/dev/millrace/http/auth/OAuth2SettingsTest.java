package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.ClientSettings;
import dev.millrace.http.request.RequestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong options of tokens are found on their key. */
class OAuth2SettingsTest {

    private final Map<String, String> options = new HashMap<>();
    private String key = "";

    @BeforeEach
    void complete() {
        key = TestKeys.pem(TestKeys.pair("EC", 256));
        options.put("http.url", "https://receiver.example/");
        options.put("http.auth", "oauth2");
        options.put("http.oauth2.token.url", "https://login.example/token");
        options.put("http.oauth2.client.id", "client");
        options.put("http.oauth2.client.secret", "secret");
    }

    @Test
    void acceptsClientCredentials() {
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            http.oauth2.token.url     |                              | is missing
            http.oauth2.token.url     | ftp://login.example/         | must begin with https
            http.oauth2.token.url     | https:///token               | names no host
            http.oauth2.token.url     | https://me:pw@login.example/ | holds a user name
            http.oauth2.token.url     | https://login.example/#token | fragment
            http.oauth2.token.url     | https://login example/       | is no address
            http.oauth2.client.id     |                              | is missing
            http.oauth2.client.secret | -                            | is missing
            http.oauth2.client.auth   | none                         | can't be none
            http.oauth2.scope         | one  two                     | one space
            http.oauth2.scope         | "one"                        | quotes
            http.oauth2.resource      | /relative                    | absolute
            http.oauth2.resource      | https://one.example/#a       | fragment
            http.oauth2.parameters    | tenant                       | name=value
            http.oauth2.parameters    | =x                           | name=value
            http.oauth2.parameters    | scope=x                      | another option
            """)
    void findsWhatIsWrong(String option, @Nullable String value, String sentence) {
        set(option, value);

        assertThat(problems())
                .hasSize(1)
                .hasEntrySatisfying(option, found -> assertThat(found).contains(sentence));
    }

    @Test
    void wantsEncryptionForACertificateOfTheConnection() {
        set("http.oauth2.token.url", "http://login.example/token");
        assertThat(problems()).isEmpty();
        set("http.oauth2.client.auth", "tls");

        assertThat(problems()).containsOnlyKeys("http.oauth2.token.url");
    }

    @Test
    void wantsACertificateForMutualTls() {
        set("http.oauth2.client.auth", "tls");
        ConfigDef definition = new ConfigDef();
        ClientSettings.define(definition);
        AuthSettings.define(definition);
        RequestSettings.define(definition);
        Map<String, String> problems = new HashMap<>();

        AuthSettings.validate(new AbstractConfig(definition, options, false), problems::put);

        assertThat(problems).containsOnlyKeys("http.oauth2.client.auth");
        options.put("http.tls.keystore.file", "client.p12");
        problems.clear();
        AuthSettings.validate(new AbstractConfig(definition, options, false), problems::put);
        assertThat(problems).isEmpty();
    }

    @Test
    void wantsUserAndPasswordForThePasswordGrant() {
        set("http.oauth2.grant", "password");

        assertThat(problems()).containsOnlyKeys("http.oauth2.user", "http.oauth2.password");
    }

    @Test
    void findsAUserWithoutThePasswordGrant() {
        set("http.oauth2.user", "user");
        assertThat(problems()).containsOnlyKeys("http.oauth2.user");

        set("http.oauth2.grant", "client-credentials");
        assertThat(problems()).as("chosen otherwise on purpose, as a route may").isEmpty();
    }

    @Test
    void wantsAKeyForSignedTokens() {
        set("http.oauth2.client.auth", "private-key-jwt");
        assertThat(problems()).containsOnlyKeys("http.jwt.key");
        set("http.jwt.key", "no key");
        assertThat(problems()).containsOnlyKeys("http.jwt.key");
        set("http.jwt.key", key);
        assertThat(problems()).isEmpty();
        set("http.jwt.algorithm", "RS256");
        assertThat(problems().get("http.jwt.key")).contains("no key that RS256 signs with");
        set("http.jwt.algorithm", "HS256");
        assertThat(problems()).containsKey("http.jwt.algorithm");
    }

    @Test
    void findsAKeyThatNobodyUses() {
        set("http.jwt.key", key);

        assertThat(problems().get("http.jwt.key")).contains("private-key-jwt");
    }

    @Test
    void readsFilesOfSecretsWhereTheConfigurationIsChecked(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("secret");
        set("http.oauth2.client.secret", null);
        set("http.oauth2.client.secret.file", file.toString());
        assertThat(problems()).containsOnlyKeys("http.oauth2.client.secret.file");

        Files.writeString(file, "secret");
        assertThat(problems()).isEmpty();
        set("http.oauth2.client.secret", "another");
        assertThat(problems()).containsOnlyKeys("http.oauth2.client.secret.file");
    }

    @Test
    void wantsAnIssuerForTheGrantOfSignedTokens() {
        set("http.oauth2.grant", "jwt-bearer");
        set("http.oauth2.client.auth", "none");
        set("http.jwt.key", key);
        assertThat(problems()).isEmpty();
        set("http.oauth2.client.id", "");
        assertThat(problems()).containsOnlyKeys("http.jwt.issuer");
        set("http.jwt.issuer", "robot");
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            http.jwt.issuer               |                     | is missing
            http.jwt.key                  | -                   | is missing
            http.jwt.key                  | {"kty":"EC"}        | none of P-256
            http.jwt.algorithm            | ES384               | ES384
            http.jwt.claims               | scope               | no JSON object
            http.jwt.claims               | {"a":1,"a":2}       | twice
            http.jwt.claims               | {"a":1} {}          | no JSON object
            http.jwt.claims               | {"a":{"b":1},"iss"} | no JSON object
            http.jwt.claims               | {"exp":{"b":1}}     | holds exp
            http.jwt.certificate          | no certificate      | holds no certificate
            """)
    void findsWhatIsWrongWithSignedTokens(String option, @Nullable String value, String sentence) {
        signed();
        assertThat(problems()).isEmpty();

        set(option, value);

        String found = option.equals("http.jwt.algorithm") ? "http.jwt.key" : option;
        assertThat(problems())
                .hasSize(1)
                .hasEntrySatisfying(found, text -> assertThat(text).contains(sentence));
    }

    @Test
    void takesASharedSecretForSignedTokens() {
        signed();
        set("http.jwt.key", "a shared secret");
        set("http.jwt.algorithm", "hs512");

        assertThat(problems()).isEmpty();
    }

    @Test
    void findsOptionsOfTokensWhereRequestsProveNothing() {
        options.remove("http.auth");

        assertThat(problems())
                .containsOnlyKeys("http.oauth2.token.url", "http.oauth2.client.id", "http.oauth2.client.secret");
        assertThat(problems().get("http.oauth2.token.url")).contains("http.auth=oauth2");
    }

    @Test
    void findsASecondAuthorization() {
        set("http.secret.headers", "Authorization: Bearer x");

        assertThat(problems()).containsOnlyKeys("http.secret.headers");
    }

    @Test
    void showsNoSecretInTheTextOfItsSettings() {
        signed();
        set("http.oauth2.client.secret", "a-client-secret");
        set("http.oauth2.password", "a-password");

        String text = OAuth2Settings.from(config()).toString();

        assertThat(text)
                .contains("http.oauth2.client.secret")
                .doesNotContain("a-client-secret")
                .doesNotContain("a-password")
                .doesNotContain("BEGIN");
    }

    private void signed() {
        options.clear();
        options.put("http.url", "https://receiver.example/");
        options.put("http.auth", "jwt");
        options.put("http.jwt.issuer", "app");
        options.put("http.jwt.key", key);
        options.put("http.jwt.claims", "{\"scope\":\"orders\"}");
    }

    private void set(String option, @Nullable String value) {
        if (value == null) {
            options.remove(option);
        } else {
            options.put(option, value);
        }
    }

    private AbstractConfig config() {
        ConfigDef definition = new ConfigDef();
        RequestSettings.define(definition);
        AuthSettings.define(definition);
        return new AbstractConfig(definition, options, false);
    }

    private Map<String, String> problems() {
        Map<String, String> problems = new HashMap<>();
        AuthSettings.validate(
                config(), (option, sentence) -> problems.merge(option, sentence, (one, two) -> one + "; " + two));
        return problems;
    }
}
